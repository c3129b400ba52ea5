//! One step: what a message changes and what it asks for.

use domain::Timestamp;
use domain::ids::{CommandId, ServiceId};
use domain::text::{Language, Text};
use domain::view::TicketView;

use crate::model::{Effect, Model, Msg, Pending, Screen, SlipState};

/// What a person reads when no answer came at all.
#[must_use]
pub fn no_answer_text() -> Text {
    Text::new(
        "Il sistema non risponde. Tocca di nuovo: non perdi il posto e non prendi due numeri.",
        "The system does not answer. Touch again: you do not lose your place and do not take two numbers.",
    )
}

/// Changes `model` by one message and says what has to be done outside.
pub fn update(model: &mut Model, msg: Msg, now: Timestamp) -> Vec<Effect> {
    match msg {
        Msg::Frame(frame) => {
            model.view = Some(frame.view);
            model.lost = None;
            leave_what_is_gone(model);
        }
        Msg::StreamAlive => model.lost = None,
        Msg::StreamLost(why) => model.lost = Some(why),
        Msg::Tick => go_home_when_left_alone(model, now),
        Msg::Taken { id, ticket } => return taken(model, &id, ticket, now),
        Msg::TakeFailed { id, text } => {
            if model.pending.as_ref().is_some_and(|pending| pending.id == id) {
                take_failed(model, text, now);
            }
        }
        Msg::SlipDone { ticket, outcome, detail } => {
            if let Screen::Ticket { ticket: shown, slip } = &mut model.screen
                && shown.ticket == ticket
            {
                *slip = outcome.into();
                model.active_at = Some(now);
            }
            return vec![Effect::ReportSlip { ticket, outcome, detail }];
        }
        Msg::Take { id } => return take(model, id, now),
        Msg::ChooseArea(area) => {
            touched(model, now);
            if model.screen == Screen::Home && model.is_open() && model.area(&area).is_some() {
                model.screen = Screen::Services { area };
            }
        }
        Msg::ChooseService(service) => {
            touched(model, now);
            choose_service(model, service);
        }
        Msg::Back => {
            touched(model, now);
            go_back(model);
        }
        Msg::Home => {
            touched(model, now);
            if !matches!(model.screen, Screen::Taking { .. }) {
                start_over(model);
            }
        }
        Msg::SetLanguage(language) => {
            touched(model, now);
            model.language = language;
        }
        Msg::Touched => touched(model, now),
    }
    Vec::new()
}

/// Somebody is there; while a number is on its way only the answer moves the clock.
fn touched(model: &mut Model, now: Timestamp) {
    if !matches!(model.screen, Screen::Taking { .. }) {
        model.active_at = Some(now);
    }
}

fn start_over(model: &mut Model) {
    model.screen = Screen::Home;
    model.language = Language::default();
    model.pending = None;
    model.active_at = None;
}

fn choose_service(model: &mut Model, service: ServiceId) {
    if let Screen::Services { area } = &model.screen
        && model.service(area, &service).is_some()
    {
        model.screen = Screen::Details { area: area.clone(), service, failure: None };
    }
}

fn go_back(model: &mut Model) {
    match &model.screen {
        Screen::Services { .. } => model.screen = Screen::Home,
        Screen::Details { area, .. } => model.screen = Screen::Services { area: area.clone() },
        Screen::Ticket { .. } => start_over(model),
        Screen::Home | Screen::Taking { .. } => {}
    }
}

/// A new view may close the office or drop what the person looks at; a ticket in hand is never taken away.
fn leave_what_is_gone(model: &mut Model) {
    let is_there = match &model.screen {
        Screen::Services { area } => model.area(area).is_some(),
        Screen::Details { area, service, .. } => model.service(area, service).is_some(),
        Screen::Home | Screen::Taking { .. } | Screen::Ticket { .. } => return,
    };
    if !model.is_open() || !is_there {
        start_over(model);
    }
}

fn take(model: &mut Model, id: CommandId, now: Timestamp) -> Vec<Effect> {
    let Screen::Details { area, service, .. } = &model.screen else {
        touched(model, now);
        return Vec::new();
    };
    let (area, service) = (area.clone(), service.clone());
    let pending = match model.pending.take() {
        Some(pending) if pending.service == service => pending,
        Some(_) | None => Pending { id, service: service.clone(), language: model.language },
    };
    let effect = Effect::SendTake {
        id: pending.id.clone(),
        services: vec![pending.service.clone()],
        language: pending.language,
    };
    model.pending = Some(pending);
    model.screen = Screen::Taking { area, service };
    model.active_at = Some(now);
    vec![effect]
}

/// Shows and prints the ticket, once, and only to the person who still waits for it.
fn taken(model: &mut Model, id: &CommandId, ticket: Box<TicketView>, now: Timestamp) -> Vec<Effect> {
    let is_this_person = model.pending.as_ref().is_some_and(|pending| &pending.id == id);
    let is_awaited = match &model.screen {
        Screen::Taking { .. } => is_this_person,
        Screen::Details { service, .. } => {
            is_this_person && model.pending.as_ref().is_some_and(|pending| service == &pending.service)
        }
        Screen::Home | Screen::Services { .. } | Screen::Ticket { .. } => false,
    };
    if !is_awaited {
        return Vec::new();
    }
    model.pending = None;
    model.active_at = Some(now);
    model.screen = Screen::Ticket { ticket: ticket.clone(), slip: SlipState::Printing };
    vec![Effect::Print { ticket, language: model.language }]
}

fn take_failed(model: &mut Model, text: Text, now: Timestamp) {
    if let Screen::Taking { area, service } = &model.screen {
        model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure: Some(text) };
        model.active_at = Some(now);
        leave_what_is_gone(model);
    }
}

fn go_home_when_left_alone(model: &mut Model, now: Timestamp) {
    let Some(active_at) = model.active_at else { return };
    let seconds_max = match &model.screen {
        Screen::Home | Screen::Services { .. } | Screen::Details { .. } => crate::IDLE_SECONDS,
        Screen::Taking { .. } => crate::TAKING_SECONDS_MAX,
        Screen::Ticket { slip, .. } => match slip {
            SlipState::Printing => crate::PRINTING_SECONDS_MAX,
            SlipState::Printed => crate::TICKET_SHOWN_SECONDS,
            SlipState::NotPrinted | SlipState::Unknown => crate::TICKET_WITHOUT_SLIP_SHOWN_SECONDS,
        },
    };
    if (now - active_at).num_seconds() < seconds_max {
        return;
    }
    if matches!(model.screen, Screen::Taking { .. }) {
        take_failed(model, no_answer_text(), now);
    } else {
        start_over(model);
    }
}

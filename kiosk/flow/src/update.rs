//! One step: what a message changes and what it asks for.

use domain::Timestamp;
use domain::ids::{CommandId, ServiceId};
use domain::text::{Language, Text};
use domain::view::TicketView;

use crate::alone;
use crate::card;
use crate::check_in;
use crate::eco;
use crate::model::{Effect, Model, Msg, Screen};
use crate::modes::{self, Modes};
use crate::offline;
use crate::paper::{self, Again};
use crate::saved::{self, Purpose, SavedIntent};
use crate::scan;
use crate::search;
use crate::slip::{SlipCopy, SlipState};
use crate::staff::{self, StaffMsg};
use crate::typing;
use crate::usher::{self, Usher};
use crate::visit::{self, Wish};
use crate::ways;
use crate::words::no_answer_text;

/// Changes `model` by one message and says what has to be done outside.
pub fn update(model: &mut Model, msg: Msg, now: Timestamp) -> Vec<Effect> {
    let before = saved::of(model);
    let (was_speaking, light) = (model.modes.speech, model.light());
    model.now = Some(now);
    let mut effects = step(model, msg, now);
    staff::note_connection(model, now);
    if model.light() != light {
        effects.push(Effect::Shine(model.light()));
    }
    if was_speaking && !model.modes.speech {
        effects.push(Effect::Hush);
    }
    let after = saved::of(model);
    if after != before {
        // On the disk before anything leaves the kiosk.
        effects.insert(0, Effect::Save(after));
    }
    effects
}

fn step(model: &mut Model, msg: Msg, now: Timestamp) -> Vec<Effect> {
    match msg {
        Msg::Frame(frame) => {
            // A kiosk may start with a clock that is behind; the hub's is right.
            let now = now.max(frame.at);
            offline::heard(model, &frame, now);
            usher::heard(model, &frame);
            model.view = Some(frame.view);
            model.lost = None;
            leave_what_is_gone(model);
            let resumed = saved::resume(model, now);
            let mut effects: Vec<_> = paper::tell(model).into_iter().chain(resumed).collect();
            effects.extend(offline::hand_in(model));
            effects.extend(offline::ask(model));
            return effects;
        }
        Msg::StreamAlive => model.lost = None,
        Msg::StreamLost(why) => {
            model.lost = Some(why);
            paper::forget_told(model);
            offline::lost(model);
        }
        Msg::Restored(saved) => saved::restore(model, saved, now),
        Msg::Tick => {
            alone::pass_second(model);
            staff::pass_second(model);
            eco::pass_second(model);
            return offline::pass_second(model, now);
        }
        Msg::Taken { id, ticket } => return taken(model, &id, ticket, now),
        Msg::Refused { id, text } => refused(model, &id, text),
        Msg::Unanswered { id } => return unanswered(model, &id, now),
        Msg::Kept { ticket, is_kept } => return offline::kept(model, ticket, is_kept),
        Msg::Leased(lease) => offline::leased(model, lease),
        Msg::NotLeased => offline::lease_failed(model),
        Msg::HandedIn { id, ticket } => return offline::handed_in(model, &id, ticket),
        Msg::NotTakenIn { id, text } => return offline::refused(model, &id, text),
        Msg::HandInUnanswered { id } => offline::put_off(model, &id),
        Msg::SlipDone { ticket, outcome, detail } => {
            saved::finish_printing(model, ticket);
            if let Screen::Ticket { ticket: shown, slip } = &mut model.screen
                && shown.ticket == ticket
            {
                *slip = outcome.into();
                model.alone_seconds = Some(0);
            }
            if offline::is_own(ticket) {
                return offline::slip_done(model, ticket, outcome, detail);
            }
            return vec![Effect::ReportSlip { ticket, outcome, detail }];
        }
        Msg::AddService => {
            touched(model);
            visit::add(model);
        }
        Msg::RemoveService => {
            touched(model);
            visit::remove(model);
        }
        Msg::AskPriority => {
            touched(model);
            visit::ask_priority(model);
        }
        Msg::SetPriority(priority) => {
            touched(model);
            visit::set_priority(model, priority);
        }
        Msg::Take { id } => {
            model.is_without_paper = false;
            return take(model, id, now);
        }
        Msg::TakeWithoutPaper { id } => {
            model.is_without_paper = true;
            return take(model, id, now);
        }
        Msg::CallUsher { id } => {
            touched(model);
            return usher::call(model, id);
        }
        Msg::ReadNotices => {
            touched(model);
            model.is_reading_notices = true;
        }
        Msg::UsherCalled { id, seq } => usher::called(model, &id, seq),
        Msg::UsherNotCalled { id } => usher::not_called(model, &id),
        Msg::OpenCheckIn => check_in::open(model),
        // Nobody checks in on the pages of the staff.
        Msg::Scanned { .. } | Msg::Type(_) if model.staff.page.is_some() => {}
        Msg::Type(sign) => typing::type_sign(model, sign),
        Msg::Erase => typing::erase(model),
        Msg::SendCheckIn { id } => return check_in::send(model, id, now),
        Msg::SendCard { id } => return card::send(model, id, now),
        Msg::SkipCard { id } => return card::go_on(model, id, now),
        Msg::OpenSearch => search::open(model),
        Msg::OpenWay(way) => ways::open(model, way),
        Msg::ChooseFound { area, service } => search::choose(model, area, service),
        Msg::Scanned { id, text } => return scan::scanned(model, &text, id, now),
        Msg::PrintAgain { id } => {
            touched(model);
            return paper::ask_again(model, id);
        }
        Msg::PrintAgainAllowed(ticket) => return paper::allowed(model, ticket),
        Msg::PrintAgainRefused { ticket, text } => paper::refused(model, ticket, text),
        Msg::PrinterIs { printer, state } => return paper::printer_is(model, printer, state),
        Msg::ChooseArea(area) => {
            touched(model);
            if model.screen == Screen::Home && model.is_open() && model.area(&area).is_some() {
                model.screen = Screen::Services { area };
            }
        }
        Msg::ChooseService(service) => {
            touched(model);
            choose_service(model, service);
        }
        Msg::Back => {
            touched(model);
            if model.is_choosing_language || !staff::back(model) {
                go_back(model);
            }
        }
        Msg::Home => {
            touched(model);
            model.is_choosing_language = false;
            if !model.screen.is_waiting() {
                start_over(model);
            }
        }
        Msg::ChooseLanguage => {
            touched(model);
            model.is_choosing_language = true;
        }
        Msg::SetLanguage(language) => {
            touched(model);
            model.language = language;
            model.is_choosing_language = false;
        }
        Msg::Toggle(mode) => {
            touched(model);
            return modes::toggle(model, mode);
        }
        Msg::Headset { is_in } => {
            touched(model);
            return modes::headset(model, is_in);
        }
        Msg::Say(text) => return modes::say(model, text),
        Msg::SayPage(text) => {
            model.said_page.clone_from(&text);
            return modes::say(model, text);
        }
        Msg::SayAgain => {
            touched(model);
            return modes::say_again(model);
        }
        Msg::ChangeVolume(change) => {
            touched(model);
            return modes::change_volume(model, change);
        }
        Msg::Staff(msg) => {
            if !matches!(msg, StaffMsg::Checked(_) | StaffMsg::TestDone { .. } | StaffMsg::Log(_)) {
                touched(model);
            }
            return staff::step(model, msg);
        }
        Msg::Touched => touched(model),
    }
    Vec::new()
}

/// Somebody is there; while a number is on its way only the answer starts the time anew.
pub(crate) fn touched(model: &mut Model) {
    eco::wake(model);
    if !model.screen.is_waiting() {
        model.alone_seconds = Some(0);
    }
}

pub(crate) fn start_over(model: &mut Model) {
    staff::close(&mut model.staff);
    model.screen = Screen::Home;
    model.language = Language::default();
    model.is_choosing_language = false;
    model.is_reading_notices = false;
    model.pending = None;
    model.again = Again::default();
    model.visit = Wish::default();
    model.is_without_paper = false;
    model.usher = Usher::default();
    model.has_answered_for_card = false;
    model.came_from = None;
    model.modes = Modes::default();
    model.alone_seconds = None;
}

fn choose_service(model: &mut Model, service: ServiceId) {
    if let Screen::Services { area } = &model.screen
        && model.service(area, &service).is_some()
    {
        model.screen = Screen::Details { area: area.clone(), service, failure: None };
    }
}

fn go_back(model: &mut Model) {
    if std::mem::take(&mut model.is_choosing_language) || std::mem::take(&mut model.is_reading_notices) {
        return;
    }
    match &model.screen {
        Screen::Services { .. } => model.screen = Screen::Home,
        Screen::Details { area, .. } => {
            let area = area.clone();
            model.screen = model.came_from.take().unwrap_or(Screen::Services { area });
            ways::leave_what_is_gone(model);
        }
        Screen::Priority { area, service } => {
            model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure: None };
        }
        Screen::Card(page) => {
            let (area, service) = (page.area.clone(), page.service.clone());
            model.screen = Screen::Details { area, service, failure: None };
        }
        Screen::Search(_) => model.screen = Screen::Home,
        Screen::Way(way) => {
            model.screen = ways::before(way);
            ways::leave_what_is_gone(model);
        }
        Screen::Ticket { .. } => start_over(model),
        Screen::CheckIn(page) if !page.is_sent => model.screen = Screen::Home,
        Screen::Home | Screen::Taking { .. } | Screen::CheckIn(_) => {}
    }
}

/// A new view may close the office or drop what the person looks at; a ticket in hand is never taken away.
fn leave_what_is_gone(model: &mut Model) {
    visit::leave_what_is_gone(model);
    ways::leave_what_is_gone(model);
    let is_there = match &model.screen {
        Screen::Services { area } => model.area(area).is_some(),
        Screen::Details { area, service, .. } => model.service(area, service).is_some(),
        Screen::Priority { area, service } => model.service(area, service).is_some() && !model.priorities().is_empty(),
        Screen::CheckIn(page) => page.is_sent || model.is_open(),
        Screen::Card(page) => model.service(&page.area, &page.service).is_some(),
        Screen::Search(_) | Screen::Way(_) => true,
        Screen::Home | Screen::Taking { .. } | Screen::Ticket { .. } => return,
    };
    if !is_there || !model.is_open() && !model.screen.is_waiting() {
        start_over(model);
    }
}

pub(crate) fn take(model: &mut Model, id: CommandId, now: Timestamp) -> Vec<Effect> {
    visit::show_last(model);
    let Screen::Details { area, service, .. } = &model.screen else {
        touched(model);
        return Vec::new();
    };
    let (area, service) = (area.clone(), service.clone());
    if card::is_asked(model, &service) {
        card::open(model, area, service);
        return Vec::new();
    }
    if let Some(effects) = offline::take(model, &area, &service, id.clone(), now) {
        return effects;
    }
    let wish = model.wish(&service);
    let pending = match model.pending.take() {
        Some(pending) if pending.is_for(&wish) => pending,
        Some(_) | None => {
            let day = model.view.as_ref().and_then(|view| view.day);
            SavedIntent { id, purpose: Purpose::Visit(wish), language: model.language, day, at: now }
        }
    };
    let effect = saved::send(&pending);
    model.pending = Some(pending);
    model.screen = Screen::Taking { area, service };
    model.alone_seconds = Some(0);
    vec![effect]
}

/// Shows and prints the ticket, once, and only to the person who still waits for it.
fn taken(model: &mut Model, id: &CommandId, ticket: Box<TicketView>, now: Timestamp) -> Vec<Effect> {
    if let Some(late) = saved::taken(model, id, &ticket, now) {
        return late;
    }
    let is_awaited = match &model.screen {
        Screen::Taking { .. } => true,
        Screen::Details { service, .. } | Screen::Priority { service, .. } => {
            let wish = model.wish(service);
            model.pending.as_ref().is_some_and(|pending| pending.is_for(&wish))
        }
        Screen::CheckIn(_) => check_in::is_awaited(model),
        Screen::Home
        | Screen::Services { .. }
        | Screen::Card(_)
        | Screen::Search(_)
        | Screen::Way(_)
        | Screen::Ticket { .. } => false,
    };
    let Some(pending) = model.pending.take_if(|pending| is_awaited && &pending.id == id) else {
        return Vec::new();
    };
    model.alone_seconds = Some(0);
    // The answer comes first, whatever lies over the screen.
    model.is_choosing_language = false;
    model.again = Again::default();
    if model.is_without_paper {
        model.screen = Screen::Ticket { ticket, slip: SlipState::NotWanted };
        return Vec::new();
    }
    paper::print(model, ticket, pending.day, SlipCopy::First)
}

/// The hub's no is an answer: touching again means something new.
fn refused(model: &mut Model, id: &CommandId, text: Text) {
    saved::take_intent(model, id);
    if model.pending.take_if(|pending| &pending.id == id).is_some() {
        give_back(model, text);
    }
}

/// Nobody knows what became of the intent, so touching again has to mean the same.
fn unanswered(model: &mut Model, id: &CommandId, now: Timestamp) -> Vec<Effect> {
    saved::put_off(model, id);
    if model.pending.as_ref().is_none_or(|pending| &pending.id != id) {
        return Vec::new();
    }
    if let Screen::Taking { area, service } = &model.screen {
        let (area, service) = (area.clone(), service.clone());
        if let Some(effects) = offline::instead_of_pending(model, &area, &service, now) {
            return effects;
        }
    }
    let why = offline::failure(model, now).or_else(|| check_in::failure(model)).unwrap_or_else(no_answer_text);
    give_back(model, why);
    Vec::new()
}

pub(crate) fn give_back(model: &mut Model, text: Text) {
    if check_in::give_back(model, &text) {
        return;
    }
    if let Screen::Taking { area, service } = &model.screen {
        model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure: Some(text) };
        model.alone_seconds = Some(0);
        model.is_choosing_language = false;
        leave_what_is_gone(model);
    }
}

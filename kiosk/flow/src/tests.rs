//! The kiosk's behaviour as tables: messages in, screen and effects out.

use chrono::{DateTime, TimeDelta};
use domain::Timestamp;
use domain::ids::{AreaId, CommandId, Seq, ServiceId, TicketId};
use domain::text::{Language, Text};
use domain::ticket::{Code, LegState, SlipOutcome};
use domain::view::{KioskArea, KioskService, KioskView, OpenState, TicketOffer, TicketView};
use protocol::KioskFrame;

use crate::{
    Effect, IDLE_SECONDS, Model, Msg, PRINTING_SECONDS_MAX, Screen, SlipCopy, SlipState, TAKING_SECONDS_MAX,
    TICKET_SHOWN_SECONDS, TICKET_WITHOUT_SLIP_SHOWN_SECONDS, WARNED_SECONDS, Wish, update,
};

pub(crate) fn at(seconds: i64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

pub(crate) fn service(id: &str) -> KioskService {
    KioskService {
        id: ServiceId::new(id),
        letter: 'A',
        name: Text::new(id, ""),
        waiting: 2,
        documents: Vec::new(),
        for_whom: Text::default(),
        cost: Text::default(),
        online_url: None,
        duration_minutes: 10,
        waiting_room: Text::new("Atrio", "Hall"),
        counters_open: 1,
        wait_minutes: None,
        wait: None,
        shorter_elsewhere: None,
        opening: OpenState::default(),
        asks_fiscal_code: false,
        keywords: None,
        offer: TicketOffer::default(),
    }
}

pub(crate) fn frame(is_open: bool, services: &[&str]) -> Msg {
    let area = KioskArea {
        id: AreaId::new("registry"),
        name: Text::new("Anagrafe", "Registry"),
        summary: Text::default(),
        floor: "T".to_owned(),
        color: "#0066cc".to_owned(),
        icon: None,
        waiting: 2,
        services: services.iter().map(|id| service(id)).collect(),
    };
    let view = KioskView {
        hub_name: Text::new("Comune", ""),
        day: is_open.then(|| DateTime::UNIX_EPOCH.date_naive()),
        opening: OpenState::default(),
        locations: Vec::new(),
        areas: vec![area],
        priorities: vec![],
        location: None,
        location_name: domain::text::Text::default(),
        slip: domain::slip::SlipLayout::default(),
        usher_calls: Vec::new(),
        notices: Vec::new(),
        most_used: Vec::new(),
        life_events: Vec::new(),
        texts: domain::home::HomeTexts::default(),
        has_appointments: true,
        only_elsewhere: Vec::new(),
    };
    Msg::Frame(Box::new(KioskFrame { seq: Seq(1), at: at(0), time_zone: "Europe/Rome".to_owned(), view }))
}

pub(crate) fn open_frame() -> Msg {
    frame(true, &["id-card", "residence"])
}

pub(crate) fn ticket(id: u64) -> Box<TicketView> {
    Box::new(TicketView {
        ticket: TicketId(id),
        code: Code::new('A', 42),
        taken_at: at(0),
        hub_name: Text::new("Comune", ""),
        service: Text::new("Carta d'identità", ""),
        further_services: Vec::new(),
        area: Text::new("Anagrafe", ""),
        floor: "T".to_owned(),
        waiting_room: Text::new("Atrio", ""),
        people_ahead: 2,
        documents: Vec::new(),
        state: LegState::Waiting,
        counter: None,
        legs: vec![],
        call: None,
        follow_url: None,
        location: domain::text::Text::default(),
        wait: None,
    })
}

pub(crate) fn area() -> Msg {
    Msg::ChooseArea(AreaId::new("registry"))
}

pub(crate) fn choose(id: &str) -> Msg {
    Msg::ChooseService(ServiceId::new(id))
}

pub(crate) fn take(id: &str) -> Msg {
    Msg::Take { id: CommandId::new(id) }
}

pub(crate) fn slip_done(id: u64, outcome: SlipOutcome) -> Msg {
    Msg::SlipDone { ticket: TicketId(id), outcome, detail: String::new() }
}

pub(crate) fn refused() -> Msg {
    Msg::Refused { id: CommandId::new("one"), text: Text::new("No.", "") }
}

pub(crate) fn failed() -> Msg {
    Msg::Unanswered { id: CommandId::new("one") }
}

pub(crate) fn taken(id: u64) -> Msg {
    Msg::Taken { id: CommandId::new("one"), ticket: ticket(id) }
}

fn seconds(number: u32) -> Vec<Msg> {
    vec![Msg::Tick; number as usize]
}

/// Sends every message at second 0 and gives the model with the effects of the last message, without what it saves.
fn after(msgs: impl IntoIterator<Item = Msg>) -> (Model, Vec<Effect>) {
    let mut model = Model::default();
    let mut effects = Vec::new();
    for msg in msgs {
        effects = update(&mut model, msg, at(0));
    }
    effects.retain(|effect| !matches!(effect, Effect::Save(_)));
    (model, effects)
}

fn name(screen: &Screen) -> &'static str {
    match screen {
        Screen::Home => "home",
        Screen::Services { .. } => "services",
        Screen::Details { failure: None, .. } => "details",
        Screen::Details { failure: Some(_), .. } => "details, failed",
        Screen::Priority { .. } => "priority",
        Screen::Taking { .. } => "taking",
        Screen::CheckIn(_) => "check-in",
        Screen::Card(_) => "card",
        Screen::Search(_) => "search",
        Screen::Ticket { slip: SlipState::Printing, .. } => "ticket, printing",
        Screen::Ticket { slip: SlipState::Printed, .. } => "ticket, printed",
        Screen::Ticket { slip: SlipState::NotPrinted, .. } => "ticket, not printed",
        Screen::Ticket { slip: SlipState::Unknown, .. } => "ticket, unknown",
        Screen::Ticket { slip: SlipState::NotWanted, .. } => "ticket, not wanted",
        Screen::Way(_) => "way",
    }
}

/// One service, without priority.
pub(crate) fn wish_for(service: &str) -> Wish {
    Wish { services: vec![ServiceId::new(service)], priority: None }
}

fn send_take(id: &str, service: &str, language: Language) -> Effect {
    Effect::SendTake { id: CommandId::new(id), wish: wish_for(service), language }
}

#[test]
fn every_message_leads_to_the_expected_screen() {
    let details = || vec![open_frame(), area(), choose("id-card")];
    let taking = || [details(), vec![take("one")]].concat();
    let shown = || [taking(), vec![taken(7)]].concat();
    let with = |start: Vec<Msg>, msg: Msg| [start, vec![msg]].concat();
    let rows: Vec<(Vec<Msg>, &str)> = vec![
        (vec![area()], "home"),
        (vec![frame(false, &["id-card"]), area()], "home"),
        (vec![open_frame(), area()], "services"),
        (vec![open_frame(), Msg::ChooseArea(AreaId::new("nowhere"))], "home"),
        (vec![open_frame(), choose("id-card")], "home"),
        (vec![open_frame(), area(), choose("nothing")], "services"),
        (details(), "details"),
        (with(details(), Msg::Back), "services"),
        (with(with(details(), Msg::Back), Msg::Back), "home"),
        (with(details(), Msg::Home), "home"),
        (with(details(), frame(false, &["id-card"])), "home"),
        (with(details(), frame(true, &["residence"])), "home"),
        (with(details(), Msg::StreamLost(String::new())), "details"),
        (with(details(), failed()), "details"),
        (taking(), "taking"),
        (with(taking(), Msg::Back), "taking"),
        (with(taking(), Msg::Home), "taking"),
        (with(taking(), frame(false, &[])), "taking"),
        (with(taking(), failed()), "details, failed"),
        (with(taking(), refused()), "details, failed"),
        (with(with(taking(), refused()), taken(7)), "details, failed"),
        (with(with(taking(), frame(false, &[])), failed()), "home"),
        (with(with(taking(), failed()), taken(7)), "ticket, printing"),
        (with(with(with(taking(), failed()), Msg::Home), taken(7)), "home"),
        (shown(), "ticket, printing"),
        (with(shown(), frame(false, &[])), "ticket, printing"),
        (with(shown(), slip_done(7, SlipOutcome::Printed)), "ticket, printed"),
        (with(shown(), slip_done(7, SlipOutcome::NotPrinted)), "ticket, not printed"),
        (with(shown(), slip_done(7, SlipOutcome::Unknown)), "ticket, unknown"),
        (with(shown(), slip_done(6, SlipOutcome::Printed)), "ticket, printing"),
        (with(shown(), Msg::Back), "home"),
        (with(shown(), Msg::Home), "home"),
    ];
    for (msgs, expected) in rows {
        let label = format!("{msgs:?}");
        assert_eq!(name(&after(msgs).0.screen), expected, "{label}");
    }
}

#[test]
fn taking_sends_the_service_in_the_chosen_language() {
    let (_, effects) =
        after([open_frame(), Msg::SetLanguage(Language::En), area(), choose("id-card"), take("first-id")]);
    assert_eq!(effects, [send_take("first-id", "id-card", Language::En)]);
}

#[test]
fn a_second_touch_on_take_is_ignored() {
    let (model, effects) = after([open_frame(), area(), choose("id-card"), take("one"), take("two")]);
    assert_eq!((name(&model.screen), effects), ("taking", Vec::new()));
}

#[test]
fn a_retry_keeps_the_command_id_and_the_language() {
    let start = [open_frame(), area(), choose("id-card"), take("one"), failed()];
    let again = [Msg::SetLanguage(Language::En), Msg::Back, choose("id-card"), take("two")];
    let (_, effects) = after(start.into_iter().chain(again));
    assert_eq!(effects, [send_take("one", "id-card", Language::It)]);
}

#[test]
fn a_refusal_is_an_answer_and_the_next_touch_a_new_intent() {
    let (_, effects) = after([open_frame(), area(), choose("id-card"), take("one"), refused(), take("two")]);
    assert_eq!(effects, [send_take("two", "id-card", Language::It)]);
}

#[test]
fn a_person_reads_what_the_hub_said_or_what_to_do_without_an_answer() {
    let rows =
        [(refused(), "No."), (failed(), crate::no_answer_text().it.as_str())].map(|(msg, it)| (msg, it.to_owned()));
    for (msg, expected) in rows {
        let (model, _) = after([open_frame(), area(), choose("id-card"), take("one"), msg]);
        let Screen::Details { failure: Some(text), .. } = model.screen else { panic!("no failure is shown") };
        assert_eq!(text.it, expected);
    }
}

#[test]
fn another_service_or_another_person_is_a_new_intent() {
    let start = || [open_frame(), area(), choose("id-card"), take("one"), failed()].into_iter();
    let (_, other_service) = after(start().chain([Msg::Back, choose("residence"), take("two")]));
    assert_eq!(other_service, [send_take("two", "residence", Language::It)]);
    let (_, other_person) = after(start().chain([Msg::Home, area(), choose("id-card"), take("two")]));
    assert_eq!(other_person, [send_take("two", "id-card", Language::It)]);
}

#[test]
fn an_answer_for_the_person_before_is_not_shown_to_the_next_one() {
    let start = || {
        let first = [open_frame(), area(), choose("id-card"), take("one"), failed(), Msg::Home];
        first.into_iter().chain([area(), choose("id-card"), take("two")])
    };
    for late in [taken(7), failed(), refused()] {
        let (model, effects) = after(start().chain([late]));
        assert_eq!((name(&model.screen), effects), ("taking", Vec::new()));
    }
}

#[test]
fn a_slip_is_printed_once_and_only_for_a_committed_ticket() {
    let start = || [open_frame(), area(), choose("id-card"), take("one")].into_iter();
    assert!(!after(start()).1.iter().any(|effect| matches!(effect, Effect::Print { .. })));
    let (_, effects) = after(start().chain([taken(7)]));
    assert_eq!(effects, [Effect::Print { ticket: ticket(7), language: Language::It, copy: SlipCopy::First }]);
    let (_, effects) = after(start().chain([taken(7), taken(7)]));
    assert_eq!(effects, []);
}

#[test]
fn every_slip_is_reported_even_when_nobody_looks() {
    let (_, effects) = after([slip_done(3, SlipOutcome::NotPrinted)]);
    let expected = Effect::ReportSlip { ticket: TicketId(3), outcome: SlipOutcome::NotPrinted, detail: String::new() };
    assert_eq!(effects, [expected]);
}

#[test]
fn every_screen_is_left_after_its_own_time() {
    let services = || vec![open_frame(), area()];
    let details = || [services(), vec![choose("id-card")]].concat();
    let taking = || [details(), vec![take("one")]].concat();
    let shown = || [taking(), vec![taken(7)]].concat();
    let slip = |outcome| [shown(), vec![slip_done(7, outcome)]].concat();
    let rows = [
        (services(), IDLE_SECONDS, "home"),
        (details(), IDLE_SECONDS, "home"),
        (taking(), TAKING_SECONDS_MAX, "details, failed"),
        (shown(), PRINTING_SECONDS_MAX, "ticket, unknown"),
        ([shown(), seconds(PRINTING_SECONDS_MAX + 1)].concat(), TICKET_WITHOUT_SLIP_SHOWN_SECONDS, "home"),
        (slip(SlipOutcome::Printed), TICKET_SHOWN_SECONDS, "home"),
        (slip(SlipOutcome::NotPrinted), TICKET_WITHOUT_SLIP_SHOWN_SECONDS, "home"),
        (slip(SlipOutcome::Unknown), TICKET_WITHOUT_SLIP_SHOWN_SECONDS, "home"),
    ];
    for (msgs, seconds, expected) in rows {
        let (mut model, _) = after(msgs);
        let before = name(&model.screen);
        for jump in [0, -3_600, 86_400, 5].into_iter().cycle().take(seconds as usize) {
            update(&mut model, Msg::Tick, at(jump));
            assert_eq!(name(&model.screen), before, "too early, with a clock that jumps");
        }
        update(&mut model, Msg::Tick, at(0));
        assert_eq!(name(&model.screen), expected, "after {before}");
    }
}

#[test]
fn a_ticket_too_is_left_only_after_a_warning() {
    let shown = || vec![open_frame(), area(), choose("id-card"), take("one"), taken(7)];
    assert_eq!(
        after([shown(), seconds(WARNED_SECONDS)].concat()).0.leaves_in_seconds(),
        None,
        "the printer is at work"
    );
    for (outcome, shown_seconds) in
        [(SlipOutcome::Printed, TICKET_SHOWN_SECONDS), (SlipOutcome::NotPrinted, TICKET_WITHOUT_SLIP_SHOWN_SECONDS)]
    {
        let (mut model, _) =
            after([shown(), vec![slip_done(7, outcome)], seconds(shown_seconds - WARNED_SECONDS)].concat());
        assert_eq!(model.leaves_in_seconds(), Some(WARNED_SECONDS));
        update(&mut model, Msg::Touched, at(0));
        assert_eq!(model.leaves_in_seconds(), None);
    }
}

#[test]
fn a_touch_gives_the_person_more_time() {
    let idle = || seconds(IDLE_SECONDS);
    let touched = [vec![open_frame(), area()], idle(), vec![Msg::Touched], idle()].concat();
    assert_eq!(name(&after(touched.clone()).0.screen), "services");
    assert_eq!(name(&after([touched, seconds(1)].concat()).0.screen), "home");
}

#[test]
fn a_touch_while_taking_does_not_put_off_the_time_limit() {
    let taking = vec![open_frame(), area(), choose("id-card"), take("one")];
    let msgs = [taking, seconds(TAKING_SECONDS_MAX), vec![Msg::Touched, Msg::Tick]].concat();
    assert_eq!(name(&after(msgs).0.screen), "details, failed");
}

#[test]
fn the_next_person_starts_in_italian() {
    let english = || vec![open_frame(), Msg::SetLanguage(Language::En)];
    assert_eq!(after(english()).0.language, Language::En);
    assert_eq!(after([english(), seconds(IDLE_SECONDS + 1)].concat()).0.language, Language::It);
    assert_eq!(after([english(), vec![area(), Msg::Home]].concat()).0.language, Language::It);
}

#[test]
fn going_back_to_the_areas_keeps_the_language_of_the_person() {
    let (model, _) = after([open_frame(), Msg::SetLanguage(Language::En), area(), Msg::Back]);
    assert_eq!((name(&model.screen), model.language), ("home", Language::En));
}

#[test]
fn a_frame_or_a_sign_of_life_ends_the_lost_connection() {
    for back in [open_frame(), Msg::StreamAlive] {
        let (mut model, _) = after([open_frame(), Msg::StreamLost("refused".to_owned())]);
        assert_eq!((model.lost.as_deref(), model.is_open()), (Some("refused"), true));
        update(&mut model, back, at(1));
        assert_eq!(model.lost, None);
    }
}

//! Rules as data: given events, when a command, then events or a rejection.

mod appointments;
mod bounds;
mod calendar;
mod catalogs;
mod citizens;
mod classes;
mod clerks;
mod clock;
mod contradictions;
mod home;
mod hours;
mod moves;
mod notices;
mod offline;
mod order;
mod places;
mod policies;
mod printers;
mod random;
mod reasons;
mod standing;
mod ushers;
mod visits;

use std::sync::Arc;

use chrono::{DateTime, Duration};
use domain::calendar::{Calendar, DayEnd};
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::command::Command;
use domain::event::Event;
use domain::home::HomeTexts;
use domain::ids::{AreaId, ClerkId, CounterId, HubId, LocationId, Seq, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::rules::Rules;
use domain::slip::SlipLayout;
use domain::text::{Language, Text};
use domain::ticket::{Class, LegState};
use domain::view::CounterAction;
use domain::{DayDate, Timestamp};

use crate::{State, decide, evolve, next_deadline, view};

fn start() -> Timestamp {
    DateTime::from_timestamp(1_780_300_000, 0).unwrap()
}

fn day(number: u32) -> DayDate {
    DayDate::from_ymd_opt(2026, 6, number).unwrap()
}

fn text(words: &str) -> Text {
    Text::new(words, words)
}

fn service(id: &str, letter: char) -> Service {
    Service {
        id: ServiceId::new(id),
        letter,
        area: AreaId::new("registry"),
        name: text(id),
        documents: vec![],
        for_whom: Text::default(),
        cost: Text::default(),
        online_url: None,
        duration_minutes: 10,
        target_wait_minutes: 20,
        hours: None,
        last_ticket_minutes: 0,
        daily_quota: None,
        asks_fiscal_code: false,
        keywords: None,
    }
}

fn counter(id: &str) -> Counter {
    Counter {
        id: CounterId::new(id),
        label: id.to_owned(),
        location: LocationId::new("hq"),
        floor: "T".to_owned(),
        place: text("hall"),
        area: AreaId::new("registry"),
    }
}

fn clerk(id: &str, primary: &[&str]) -> Clerk {
    let primary = primary.iter().map(|id| ServiceId::new(*id)).collect();
    Clerk {
        id: ClerkId::new(id),
        name: id.to_owned(),
        primary,
        secondary: vec![],
        may_call_named: true,
        break_at: None,
    }
}

fn location(id: &str) -> Location {
    let (services, travel_minutes) = (vec![], None);
    Location {
        id: LocationId::new(id),
        name: text(id),
        address: "Piazza 1".to_owned(),
        services,
        travel_minutes,
        hours: None,
    }
}

fn catalog() -> Arc<Catalog> {
    Arc::new(Catalog {
        id: HubId::new("hub"),
        name: text("Hub"),
        time_zone: "Europe/Rome".to_owned(),
        follow_url: None,
        most_used: Vec::new(),
        calendar: Calendar::default(),
        locations: vec![location("hq")],
        areas: vec![Area {
            id: AreaId::new("registry"),
            name: text("Registry"),
            summary: text("papers"),
            floor: "T".to_owned(),
            waiting_room: text("hall"),
            color: "#0066cc".to_owned(),
            icon: None,
            hours: None,
        }],
        services: vec![service("cards", 'A'), service("births", 'A'), service("moves", 'B')],
        counters: vec![counter("1"), counter("2")],
        clerks: vec![clerk("anna", &["cards", "moves"]), clerk("bruno", &["births"])],
        pairs: vec![],
        priorities: vec![],
        notices: vec![],
        rules: Rules::default(),
        life_events: Vec::new(),
        kiosk: HomeTexts::default(),
        slip: SlipLayout::default(),
    })
}

/// A hub that lives through commands and remembers its journal.
struct Office {
    state: State,
    journal: Vec<(Seq, Timestamp, Event)>,
    now: Timestamp,
}

impl Office {
    fn open() -> Self {
        Self::open_with(catalog())
    }

    fn open_with(catalog: Arc<Catalog>) -> Self {
        let mut office = Self { state: State::new(catalog), journal: vec![], now: start() };
        office.does(Command::OpenDay { day: day(1) }).unwrap();
        office
    }

    /// A minute later, with the clock looked at before, as the dispatcher does.
    fn does(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.now += Duration::minutes(1);
        if next_deadline(&self.state).is_some_and(|deadline| deadline <= self.now) {
            self.lives(Command::ClockReached)?;
        }
        self.lives(command)
    }

    fn happens(&mut self, events: Vec<Event>) {
        for event in events {
            let seq = self.state.seq().next();
            evolve(&mut self.state, seq, self.now, &event);
            self.journal.push((seq, self.now, event));
        }
    }

    fn lives(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        let events = decide(&self.state, &command, self.now)?;
        self.happens(events.clone());
        Ok(events)
    }

    fn takes(&mut self, services: &[&str], class: Class) -> (TicketId, String) {
        let taken = self.does(take(services, class)).unwrap().remove(0);
        let Event::TicketTaken { ticket, code, .. } = taken else { panic!("expected a ticket, got {taken:?}") };
        (ticket, code.0)
    }

    fn signs_in(&mut self, at: &str, clerk: &str) {
        self.does(Command::sign_in(CounterId::new(at), ClerkId::new(clerk))).unwrap();
    }

    fn calls(&mut self, at: &str) -> Result<TicketId, Rejection> {
        let events = self.does(Command::CallNext { counter: CounterId::new(at) })?;
        Ok(crate::subject(&events).unwrap())
    }

    /// The state made again from the journal: all of it, or from the last opened day on.
    fn replayed(&self, from: usize) -> State {
        let mut state = State::new(self.state.catalog.clone());
        for (_, _, event) in &self.journal[..from] {
            if let Event::DayOpened { day, .. } = event {
                state.remember_day(*day);
            }
        }
        for (seq, at, event) in &self.journal[from..] {
            evolve(&mut state, *seq, *at, event);
        }
        state
    }

    fn last_day_open(&self) -> usize {
        self.journal.iter().rposition(|(_, _, event)| matches!(event, Event::DayOpened { .. })).unwrap()
    }
}

fn take(services: &[&str], class: Class) -> Command {
    let services = services.iter().map(|id| ServiceId::new(*id)).collect();
    Command::TakeTicket {
        services,
        class,
        language: Language::It,
        device: None,
        priority: None,
        location: None,
        from: None,
    }
}

fn at(counter: &str) -> CounterId {
    CounterId::new(counter)
}

#[test]
fn services_that_share_a_letter_share_its_numbers() {
    let mut office = Office::open();
    assert_eq!(office.takes(&["cards"], Class::WalkIn).1, "A001");
    assert_eq!(office.takes(&["births"], Class::Priority).1, "A002");
    assert_eq!(office.takes(&["moves"], Class::WalkIn).1, "B001");
}

#[test]
fn after_999_comes_a_second_letter_and_the_next_day_begins_again_while_ids_go_on() {
    let mut office = Office::open();
    for _ in 0..999 {
        office.takes(&["cards"], Class::WalkIn);
        let last = office.state.tickets().last().unwrap().id;
        office.state.change(last, |ticket| ticket.legs[0].state = LegState::Finished);
    }
    assert_eq!(office.takes(&["births"], Class::WalkIn).1, "AB001");
    office.state.numbers.insert('A', 999 * 23);
    assert_eq!(office.does(take(&["births"], Class::WalkIn)), Err(Rejection::CodesUsedUp { letter: 'A' }));
    office.does(Command::CloseDay).unwrap();
    assert_eq!(office.does(Command::OpenDay { day: day(1) }), Err(Rejection::DayNotAfterLast));
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert_eq!(office.takes(&["cards"], Class::WalkIn), (TicketId(1001), "A001".to_owned()));
}

#[test]
fn a_ticket_with_two_services_is_called_twice_under_one_code() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    for _ in 0..2 {
        assert_eq!(office.calls("1"), Ok(ticket));
        office.does(Command::Start { counter: at("1") }).unwrap();
        office.does(Command::finish(at("1"))).unwrap();
    }
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().state, LegState::Finished);
}

#[test]
fn a_clerk_whose_computer_died_goes_on_at_another_counter() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.signs_in("2", "anna");
    let desk = view::counter(&office.state, &at("2"), office.now).unwrap();
    assert_eq!(desk.current.unwrap().ticket, ticket);
    assert_eq!(view::counter(&office.state, &at("1"), office.now).unwrap().current, None);
    office.does(Command::finish(at("2"))).unwrap();
}

#[test]
fn a_transferred_ticket_keeps_its_wait_and_waits_for_the_new_service() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["births"], Class::WalkIn);
    office.calls("1").unwrap();
    let same = Command::transfer(at("1"), ServiceId::new("cards"));
    assert_eq!(office.does(same), Err(Rejection::SameService));
    office.does(Command::transfer(at("1"), ServiceId::new("births"))).unwrap();
    assert_eq!(office.calls("2"), Ok(ticket));
}

#[test]
fn a_ticket_cannot_be_sent_on_for_ever() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    let mut refused = None;
    for round in 0..40 {
        office.calls("1").unwrap();
        let to = if round % 2 == 0 { "moves" } else { "cards" };
        let transfer = Command::transfer(at("1"), ServiceId::new(to));
        if let Err(rejection) = office.does(transfer) {
            refused = Some(rejection);
            break;
        }
    }
    assert_eq!(refused, Some(Rejection::TransferLimit { code: "A001".to_owned() }));
}

#[test]
fn steps_out_of_order_are_refused_with_their_reason() {
    let mut office = Office::open();
    let here = || at("1");
    assert_eq!(office.calls("1"), Err(Rejection::NobodySignedIn));
    office.signs_in("1", "anna");
    let bruno = Command::sign_in(here(), ClerkId::new("bruno"));
    assert_eq!(office.does(bruno), Err(Rejection::CounterTaken { clerk: "anna".to_owned() }));
    assert_eq!(office.does(Command::Start { counter: here() }), Err(Rejection::NoTicketInHand));
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let code = || "A001".to_owned();
    assert_eq!(office.calls("1"), Err(Rejection::TicketInHand { code: code() }));
    assert_eq!(office.does(Command::SignOut { counter: here() }), Err(Rejection::TicketInHand { code: code() }));
    assert_eq!(office.does(Command::finish(here())), Err(Rejection::NotStarted { code: code() }));
    for _ in 0..5 {
        office.does(Command::Recall { counter: here() }).unwrap();
    }
    assert_eq!(office.does(Command::Recall { counter: here() }), Err(Rejection::RecallLimit));
    office.does(Command::Start { counter: here() }).unwrap();
    assert_eq!(office.does(Command::NoShow { counter: here() }), Err(Rejection::AlreadyServing { code: code() }));
}

#[test]
fn a_closed_day_takes_no_ticket_and_names_whom_it_left() {
    let mut office = Office::open();
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    let closed = office.does(Command::CloseDay).unwrap();
    assert_eq!(closed, vec![Event::DayClosed { day: day(1), unserved: vec![ticket], reason: Some(DayEnd::ByHand) }]);
    assert_eq!(office.does(Command::CloseDay), Err(Rejection::DayClosed));
    assert_eq!(view::ticket(&office.state, ticket, office.now).unwrap().state, LegState::DayClosed);
}

#[test]
fn a_recall_moves_the_call_up_and_never_shows_it_twice() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (_, first) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["births"], Class::WalkIn);
    office.calls("1").unwrap();
    office.calls("2").unwrap();
    office.does(Command::Recall { counter: at("1") }).unwrap();
    let board = view::board(&office.state, None, office.now);
    assert_eq!(board.calls.len(), 2);
    assert_eq!(board.calls[0].code.0, first);
    assert!(board.calls[0].seq > board.calls[1].seq);
}

#[test]
fn a_counter_says_of_every_action_what_the_command_would_say() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap();
    let reason = |action| {
        let state = desk.actions.iter().find(|state| state.action == action).unwrap();
        state.disabled_because.clone()
    };
    assert_eq!(reason(CounterAction::CallNext), Some(Rejection::NobodyWaiting.text()));
    assert_eq!(reason(CounterAction::Start), Some(Rejection::NoTicketInHand.text()));
    assert_eq!(reason(CounterAction::SignOut), None);
}

#[test]
fn the_wait_told_to_the_clerk_ends_at_the_first_call_whatever_the_board_shows() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Recall { counter: at("1") }).unwrap();
    let waited =
        |office: &Office| view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap().waited_minutes;
    assert_eq!(waited(&office), 1);
    for _ in 0..domain::limits::BOARD_CALLS_MAX {
        office.takes(&["births"], Class::WalkIn);
        office.calls("2").unwrap();
        office.does(Command::NoShow { counter: at("2") }).unwrap();
    }
    assert_eq!(waited(&office), 1, "the call has left the board, not the counter");
}

/// A hub file from which service `moves`, counter 2 and clerk anna were taken out during the day.
fn smaller_catalog() -> Arc<Catalog> {
    let mut smaller = Catalog::clone(&catalog());
    smaller.services.retain(|service| service.id.as_str() != "moves");
    smaller.counters.retain(|counter| counter.id.as_str() != "2");
    smaller.clerks.retain(|clerk| clerk.id.as_str() != "anna");
    Arc::new(smaller)
}

#[test]
fn a_journal_that_names_what_the_hub_file_no_longer_has_still_runs() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (orphan, _) = office.takes(&["moves"], Class::WalkIn);
    let (served, code) = office.takes(&["cards"], Class::WalkIn);
    let (moved, _) = office.takes(&["births"], Class::WalkIn);
    office.takes(&["moves", "births"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::transfer(at("1"), ServiceId::new("births"))).unwrap();
    assert_eq!(office.calls("1"), Ok(served));
    assert_eq!(office.calls("2"), Ok(orphan), "it waits for births and came first");
    office.does(Command::transfer(at("2"), ServiceId::new("moves"))).unwrap();
    assert_eq!(office.calls("2"), Ok(moved));

    let mut state = State::new(smaller_catalog());
    for (seq, at, event) in &office.journal {
        evolve(&mut state, *seq, *at, event);
    }
    office.state = state;
    assert!(
        view::kiosk(&office.state, &LocationId::new("hq"), office.now)
            .unwrap()
            .areas
            .iter()
            .all(|area| area.services.len() == 2)
    );
    assert_eq!(view::board(&office.state, None, office.now).calls.len(), 1, "calls to counter 2 cannot be shown");
    assert_eq!(
        view::ticket(&office.state, orphan, office.now).unwrap().service.it,
        "moves",
        "the id stands for the name"
    );
    assert_eq!(view::counter(&office.state, &at("2"), office.now), None);
    assert_eq!(office.calls("2"), Err(Rejection::UnknownCounter { counter: "2".to_owned() }));

    // Whose clerk and counter are gone is still in hand at counter 1; bruno, with one in hand, cannot take it too.
    let bruno = Command::sign_in(at("1"), ClerkId::new("bruno"));
    assert_eq!(office.does(bruno), Err(Rejection::TicketInHand { code }));
    office.does(Command::CloseDay).unwrap();
    assert_eq!(view::ticket(&office.state, moved, office.now).unwrap().state, LegState::DayClosed);
}

#[test]
fn a_counter_shows_the_first_of_its_queue_in_order_and_counts_everybody() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let taken: Vec<_> = (0..120).map(|turn| office.takes(&[["cards", "moves"][turn % 2]], Class::WalkIn).1).collect();
    office.takes(&["births"], Class::Priority);
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap();
    assert_eq!(desk.waiting, 120, "births are not hers");
    let shown: Vec<_> = desk.queue.iter().map(|row| row.code.0.clone()).collect();
    assert_eq!(shown, taken[..domain::limits::COUNTER_QUEUE_ROWS_MAX]);
}

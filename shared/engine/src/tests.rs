//! Rules as data: given events, when a command, then events or a rejection.

use std::sync::Arc;

use chrono::{DateTime, Duration};
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AreaId, ClerkId, CounterId, HubId, LocationId, Seq, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::text::{Language, Text};
use domain::ticket::{Class, LegState};
use domain::view::CounterAction;
use domain::{DayDate, Timestamp};

use crate::{State, decide, evolve, view};

fn start() -> Timestamp {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
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
        duration_minutes: 10,
        target_wait_minutes: 20,
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
    Clerk { id: ClerkId::new(id), name: id.to_owned(), primary, secondary: vec![] }
}

fn catalog() -> Arc<Catalog> {
    Arc::new(Catalog {
        id: HubId::new("hub"),
        name: text("Hub"),
        time_zone: "Europe/Rome".to_owned(),
        locations: vec![Location { id: LocationId::new("hq"), name: text("HQ"), address: "Piazza 1".to_owned() }],
        areas: vec![Area {
            id: AreaId::new("registry"),
            name: text("Registry"),
            summary: text("papers"),
            floor: "T".to_owned(),
            waiting_room: text("hall"),
            color: "#0066cc".to_owned(),
        }],
        services: vec![service("cards", 'A'), service("births", 'A'), service("moves", 'B')],
        counters: vec![counter("1"), counter("2")],
        clerks: vec![clerk("anna", &["cards", "moves"]), clerk("bruno", &["births"])],
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
        let mut office = Self { state: State::new(catalog()), journal: vec![], now: start() };
        office.does(Command::OpenDay { day: day(1) }).unwrap();
        office
    }

    fn does(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.now += Duration::minutes(1);
        let events = decide(&self.state, &command, self.now)?;
        for event in &events {
            let seq = self.state.seq().next();
            evolve(&mut self.state, seq, self.now, event);
            self.journal.push((seq, self.now, event.clone()));
        }
        Ok(events)
    }

    fn takes(&mut self, services: &[&str], class: Class) -> (TicketId, String) {
        let services = services.iter().map(|id| ServiceId::new(*id)).collect();
        let take = Command::TakeTicket { services, class, language: Language::It, device: None };
        match self.does(take).unwrap().remove(0) {
            Event::TicketTaken { ticket, code, .. } => (ticket, code.0),
            other => panic!("expected a ticket, got {other:?}"),
        }
    }

    fn signs_in(&mut self, at: &str, clerk: &str) {
        self.does(Command::SignIn { counter: CounterId::new(at), clerk: ClerkId::new(clerk) }).unwrap();
    }

    fn calls(&mut self, at: &str) -> Result<TicketId, Rejection> {
        let events = self.does(Command::CallNext { counter: CounterId::new(at) })?;
        Ok(crate::subject(&events).unwrap())
    }

    fn replayed(&self) -> State {
        let from = self.journal.iter().rposition(|(_, _, event)| matches!(event, Event::DayOpened { .. })).unwrap();
        let mut state = State::new(catalog());
        for (seq, at, event) in &self.journal[from..] {
            evolve(&mut state, *seq, *at, event);
        }
        state
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
fn codes_end_at_999_and_start_again_the_next_day_while_ids_go_on() {
    let mut office = Office::open();
    for _ in 0..999 {
        office.takes(&["cards"], Class::WalkIn);
        let ticket = office.state.tickets.values_mut().last().unwrap();
        ticket.legs[0].state = LegState::Finished;
    }
    let one_more = Command::TakeTicket {
        services: vec![ServiceId::new("births")],
        class: Class::WalkIn,
        language: Language::It,
        device: None,
    };
    assert_eq!(office.does(one_more), Err(Rejection::CodesUsedUp { letter: 'A' }));
    office.does(Command::CloseDay).unwrap();
    assert_eq!(office.does(Command::OpenDay { day: day(1) }), Err(Rejection::DayNotAfterLast));
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert_eq!(office.takes(&["cards"], Class::WalkIn), (TicketId(1000), "A001".to_owned()));
}

#[test]
fn priority_then_appointment_then_who_waits_longest() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (walk_in, _) = office.takes(&["cards"], Class::WalkIn);
    let (later, _) = office.takes(&["moves"], Class::WalkIn);
    let (appointment, _) = office.takes(&["moves"], Class::Appointment);
    let (priority, _) = office.takes(&["cards"], Class::Priority);
    office.takes(&["births"], Class::Priority);
    for expected in [priority, appointment, walk_in, later] {
        assert_eq!(office.calls("1"), Ok(expected));
        office.does(Command::NoShow { counter: at("1") }).unwrap();
    }
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
}

#[test]
fn a_ticket_with_two_services_is_called_twice_under_one_code() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    for _ in 0..2 {
        assert_eq!(office.calls("1"), Ok(ticket));
        office.does(Command::Start { counter: at("1") }).unwrap();
        office.does(Command::Finish { counter: at("1") }).unwrap();
    }
    assert_eq!(view::ticket(&office.state, ticket).unwrap().state, LegState::Finished);
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
    office.does(Command::Finish { counter: at("2") }).unwrap();
}

#[test]
fn a_transferred_ticket_keeps_its_wait_and_waits_for_the_new_service() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (ticket, _) = office.takes(&["cards"], Class::WalkIn);
    office.takes(&["births"], Class::WalkIn);
    office.calls("1").unwrap();
    let same = Command::Transfer { counter: at("1"), service: ServiceId::new("cards") };
    assert_eq!(office.does(same), Err(Rejection::SameService));
    office.does(Command::Transfer { counter: at("1"), service: ServiceId::new("births") }).unwrap();
    assert_eq!(office.calls("2"), Ok(ticket));
}

#[test]
fn steps_out_of_order_are_refused_with_their_reason() {
    let mut office = Office::open();
    let here = || at("1");
    assert_eq!(office.calls("1"), Err(Rejection::NobodySignedIn));
    office.signs_in("1", "anna");
    let bruno = Command::SignIn { counter: here(), clerk: ClerkId::new("bruno") };
    assert_eq!(office.does(bruno), Err(Rejection::CounterTaken { clerk: "anna".to_owned() }));
    assert_eq!(office.does(Command::Start { counter: here() }), Err(Rejection::NoTicketInHand));
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let code = || "A001".to_owned();
    assert_eq!(office.calls("1"), Err(Rejection::TicketInHand { code: code() }));
    assert_eq!(office.does(Command::SignOut { counter: here() }), Err(Rejection::TicketInHand { code: code() }));
    assert_eq!(office.does(Command::Finish { counter: here() }), Err(Rejection::NotStarted { code: code() }));
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
    assert_eq!(closed, vec![Event::DayClosed { day: day(1), unserved: vec![ticket] }]);
    assert_eq!(office.does(Command::CloseDay), Err(Rejection::DayClosed));
    assert_eq!(view::ticket(&office.state, ticket).unwrap().state, LegState::DayClosed);
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
    let board = view::board(&office.state);
    assert_eq!(board.calls.len(), 2);
    assert_eq!(board.calls[0].code.0, first);
    assert!(board.calls[0].seq > board.calls[1].seq);
}

/// A seeded random day: 4,000 steps, most of them sensible, against what must be true of any day.
fn random_day(seed: u64) {
    let mut office = Office::open();
    let mut random = seed;
    let mut roll = |sides: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % sides
    };
    let (mut taken, mut codes) = (0, std::collections::BTreeSet::new());
    for _ in 0..4_000 {
        let here = at(if roll(2) == 0 { "1" } else { "2" });
        let service = ServiceId::new(["cards", "births", "moves"][roll(3) as usize]);
        let command = match roll(9) {
            0 | 1 => Command::TakeTicket {
                services: vec![service],
                class: [Class::WalkIn, Class::Appointment, Class::Priority][roll(3) as usize],
                language: Language::It,
                device: None,
            },
            2 => Command::SignIn { counter: here, clerk: ClerkId::new(["anna", "bruno"][roll(2) as usize]) },
            3 => Command::SignOut { counter: here },
            4 => Command::CallNext { counter: here },
            5 => Command::Start { counter: here },
            6 => Command::Finish { counter: here },
            7 => Command::NoShow { counter: here },
            _ => Command::Transfer { counter: here, service },
        };
        for event in office.does(command).unwrap_or_default() {
            if let Event::TicketTaken { code, .. } = event {
                taken += 1;
                assert!(codes.insert(code.clone()), "{code} doubled with seed {seed}");
            }
        }
        let in_hand: Vec<_> = office.state.desks.values().filter_map(|desk| desk.ticket).collect();
        assert!(in_hand.len() < 2 || in_hand[0] != in_hand[1], "one ticket at two counters with seed {seed}");
    }
    assert_eq!(office.state.tickets.len(), taken, "a ticket was lost with seed {seed}");
    let open = office.state.tickets.values().filter(|ticket| ticket.current().is_some()).count();
    let in_hand = office.state.desks.values().filter(|desk| desk.ticket.is_some()).count();
    assert_eq!(office.state.waiting().count() + in_hand, open, "somebody fell out of the queue with seed {seed}");
    let replayed = office.replayed();
    assert_eq!(replayed, office.state, "the replay differs with seed {seed}");
}

#[test]
fn random_days_lose_and_double_nobody_and_replay_to_the_same_state() {
    for seed in 1..=20 {
        random_day(seed);
    }
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

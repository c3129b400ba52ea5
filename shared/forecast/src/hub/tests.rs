//! Small days of a hub, lived by commands through the engine, and what the journal makes of them.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};
use domain::rules::Policy;
use domain::what_if::{ClockTime, WhatIfAnswer, WhatIfChange};
use engine::State;
use serde_json::json;

use super::{Lived, Unknown, advice, past_days, what_if};
use crate::run::{Options, Runner, VisitRule};

/// Midnight in Rome, in summer.
const MIDNIGHT: &str = "2026-05-31T22:00:00Z";
const MINUTES_PER_DAY: i64 = 1_440;

fn catalog() -> Catalog {
    let service = |id: &str, letter: &str, area: &str| {
        json!({ "id": id, "letter": letter, "area": area, "name": { "it": id },
                "duration_minutes": 8, "target_wait_minutes": 10 })
    };
    let area = |id: &str| {
        json!({ "id": id, "name": { "it": id }, "summary": { "it": id }, "floor": "T",
                "waiting_room": { "it": "Atrio" }, "color": "#0066cc" })
    };
    let counter = |id: &str, location: &str, area: &str| json!({ "id": id, "label": id, "location": location, "floor": "T", "place": { "it": "Atrio" }, "area": area });
    serde_json::from_value(json!({
        "id": "hub", "name": { "it": "Comune" }, "time_zone": "Europe/Rome",
        "location": [{ "id": "hq", "name": { "it": "Sede" }, "address": "Piazza 1" },
                     { "id": "far", "name": { "it": "Altrove" }, "address": "Piazza 2" }],
        "area": [area("registry"), area("taxes")],
        "service": [service("cards", "A", "registry"), service("births", "B", "registry"), service("bills", "C", "taxes")],
        "counter": [counter("1", "hq", "registry"), counter("2", "hq", "registry"), counter("3", "hq", "registry"),
                    counter("4", "hq", "taxes"), counter("9", "far", "registry")],
        "clerk": [{ "id": "anna", "name": "Anna", "primary": ["cards", "births"] },
                  { "id": "bruno", "name": "Bruno", "primary": ["births"] },
                  { "id": "carla", "name": "Carla", "primary": ["cards"] }],
        // Nothing but serving takes time, so that a played day can be compared to the minute.
        "rules": { "setup_seconds": 0, "leg_walk_seconds": 0, "floor_walk_seconds": 0, "undo_seconds": 0 }
    }))
    .unwrap()
}

fn hq() -> LocationId {
    LocationId::new("hq")
}

fn counter(id: &str) -> CounterId {
    CounterId::new(id)
}

/// A hub and all that has happened in it.
struct Office {
    state: State,
    events: Vec<(Timestamp, Event)>,
    day: i64,
    /// Minutes after midnight.
    minute: i64,
}

impl Office {
    fn new() -> Self {
        Self { state: State::new(Arc::new(catalog())), events: Vec::new(), day: 0, minute: 0 }
    }

    fn now(&self) -> Timestamp {
        MIDNIGHT.parse::<Timestamp>().unwrap() + TimeDelta::minutes(self.day * MINUTES_PER_DAY + self.minute)
    }

    fn tries(&mut self, command: serde_json::Value) -> Option<Vec<Event>> {
        let (command, now): (Command, _) = (serde_json::from_value(command).unwrap(), self.now());
        let events = engine::decide(&self.state, &command, now).ok()?;
        for event in &events {
            let seq = self.state.seq().next();
            engine::evolve(&mut self.state, seq, now, event);
            self.events.push((now, event.clone()));
        }
        Some(events)
    }

    fn asks(&mut self, command: serde_json::Value) -> Vec<Event> {
        self.tries(command.clone()).unwrap_or_else(|| panic!("refused at {}: {command}", self.minute))
    }

    /// Minute by minute until `to`: somebody comes every `every` minutes, every free counter calls, and serving takes
    /// `serving` minutes.
    fn works(&mut self, to: i64, every: i64, serving: i64, desks: &mut Desks) {
        while self.minute < to {
            for desk in &mut desks.0 {
                if desk.1.is_some_and(|until| until <= self.minute) {
                    self.asks(json!({ "command": "finish", "counter": desk.0 }));
                    desk.1 = None;
                }
            }
            if self.minute % every == 0 {
                let service = if self.minute % (3 * every) == 0 { "births" } else { "cards" };
                self.asks(json!({ "command": "take_ticket", "services": [service], "location": "hq" }));
            }
            for desk in &mut desks.0 {
                let call = json!({ "command": "call_next", "counter": desk.0 });
                if desk.1.is_none() && self.tries(call).is_some() {
                    self.asks(json!({ "command": "start", "counter": desk.0 }));
                    desk.1 = Some(self.minute + serving + self.minute % 4);
                }
            }
            self.minute += 1;
        }
    }

    fn opens(&mut self) {
        self.minute = 8 * 60;
        let date = self.now().date_naive();
        self.asks(json!({ "command": "open_day", "day": date }));
    }

    fn signs_in(&mut self, counter: &str, clerk: &str) {
        self.asks(json!({ "command": "sign_in", "counter": counter, "clerk": clerk }));
    }

    fn closes(&mut self) {
        self.asks(json!({ "command": "close_day" }));
        self.day += 1;
    }

    /// Anna calls from eight to noon with a break at ten, Bruno from nine on.
    fn lives_through_a_day(&mut self) {
        let mut desks = Desks(vec![("1", None)]);
        self.opens();
        self.signs_in("1", "anna");
        self.works(9 * 60, 5, 6, &mut desks);
        self.signs_in("2", "bruno");
        desks.0.push(("2", None));
        self.works(10 * 60, 5, 6, &mut desks);
        let anna = desks.0.remove(0);
        self.ends(anna);
        self.asks(json!({ "command": "pause", "counter": "1", "reason": "coffee" }));
        self.works(10 * 60 + 20, 5, 6, &mut desks);
        self.asks(json!({ "command": "resume", "counter": "1" }));
        desks.0.insert(0, ("1", None));
        self.works(11 * 60, 5, 6, &mut desks);
        // Nobody comes any more, and everybody is served.
        self.works(14 * 60, 10_000, 6, &mut desks);
        self.closes();
    }

    /// Whoever is served at a desk is finished with.
    fn ends(&mut self, desk: (&'static str, Option<i64>)) {
        if desk.1.is_some() {
            self.asks(json!({ "command": "finish", "counter": desk.0 }));
        }
    }

    fn lived(&self) -> Lived {
        let events = self.events.iter().map(|(at, event)| (*at, event));
        Lived::new(self.state.catalog(), &hq(), events).unwrap()
    }

    fn asked(&self, changes: &[WhatIfChange]) -> Result<WhatIfAnswer, Unknown> {
        what_if(&self.lived(), self.state.catalog(), changes)
    }

    /// How long everybody waited for the first call, in minutes, in the order in which they came.
    fn waits(&self) -> Vec<f64> {
        let mut taken = Vec::new();
        for (at, event) in &self.events {
            if let Event::TicketTaken { ticket, .. } = event {
                taken.push((*ticket, *at, None));
            }
            if let Event::TicketCalled { ticket, .. } = event {
                let known = taken.iter_mut().find(|(known, _, _)| known == ticket).unwrap();
                known.2.get_or_insert(*at);
            }
        }
        taken.iter().map(|(_, taken, called)| (called.unwrap() - *taken).num_seconds() as f64 / 60.0).collect()
    }
}

/// Who calls, and until when each serves.
struct Desks(Vec<(&'static str, Option<i64>)>);

fn played(lived: &Lived, day: usize) -> Vec<f64> {
    let table = lived.preset.table(&lived.world);
    let options = Options { visits: VisitRule::AnyOrderWithCredit, ..Options::default() };
    let mut runner = Runner::new(&lived.world, &table, options);
    let calls = runner.run(&lived.days[day].scene()).to_vec();
    calls.iter().map(|call| call.as_ref().unwrap().wait_minutes()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A day on which people come to a counter that is mostly free; it is told to call, or stands by and calls by itself.
fn quiet_day(by_itself: bool) -> Office {
    let mut office = Office::new();
    office.opens();
    office.signs_in("1", "anna");
    if by_itself {
        office.asks(json!({ "command": "set_auto_next", "counter": "1", "is_on": true }));
    }
    for (comes, serves) in [(20, 9), (40, 12), (60, 6), (70, 4)] {
        office.minute = 8 * 60 + comes;
        office.asks(json!({ "command": "take_ticket", "services": ["cards"], "location": "hq" }));
        let due = engine::due_call(&office.state, office.now()).cloned();
        assert_eq!(due, by_itself.then(|| counter("1")));
        office.asks(json!({ "command": "call_next", "counter": "1" }));
        office.asks(json!({ "command": "start", "counter": "1" }));
        office.minute += serves;
        office.asks(json!({ "command": "finish", "counter": "1" }));
    }
    office.closes();
    office
}

#[test]
fn a_day_on_which_a_counter_called_by_itself_is_read_like_one_on_which_its_key_was_pressed() {
    let (by_itself, pressed) = (quiet_day(true), quiet_day(false));
    let past = |office: &Office| past_days(&catalog(), office.events.iter().map(|(at, event)| (*at, event)));
    assert_eq!(past(&by_itself), past(&pressed));
    assert_eq!(past(&by_itself)[0].hub.legs.len(), 4);
    assert_eq!(by_itself.lived().days, pressed.lived().days);
    assert_eq!(played(&by_itself.lived(), 0), by_itself.waits());
}

#[test]
fn the_journal_says_who_came_who_was_there_and_how_long_serving_took() {
    let mut office = Office::new();
    office.lives_through_a_day();
    let lived = office.lived();
    let seats: Vec<_> = lived.seats.iter().map(|seat| (seat.counter.as_str(), seat.clerk.as_str())).collect();
    // Nobody sat at 3, and Carla of the same area could have; nobody of the hub could sit at 4.
    assert_eq!(seats, [("1", "anna"), ("2", "bruno"), ("3", "carla")]);
    let day = &lived.days[0];
    let shift = day.shifts[0];
    assert_eq!((shift.on, shift.off, shift.break_from), (Some(480.0), None, Some(600.0)));
    assert_eq!((day.shifts[1].on, day.shifts[1].break_from, day.shifts[2].on), (Some(540.0), None, None));
    assert_eq!(lived.world.break_minutes, 20.0);
    assert_eq!(day.legs.len(), 36, "one every five minutes for three hours");
    assert_eq!(
        (day.legs[0].arrival, day.legs[1].arrival, day.legs[35].arrival),
        (Some(480.0), Some(485.0), Some(655.0))
    );
    // Whoever was served when the break began was finished with before their time.
    let is_whole = |leg: &&crate::world::Leg| (6.0..=9.0).contains(&leg.draw_minutes) && !leg.is_no_show;
    assert!(day.legs.iter().filter(is_whole).count() >= 35, "{day:?}");
    assert_eq!(day.legs.iter().filter(|leg| leg.service == 1).count(), 12);
    assert_eq!(lived.dates[0].to_string(), "2026-06-01");
}

#[test]
fn an_unchanged_day_has_the_waits_it_had() {
    let mut office = Office::new();
    office.lives_through_a_day();
    let (real, played) = (office.waits(), played(&office.lived(), 0));
    assert_eq!(real.len(), played.len());
    assert!(mean(&real) > 5.0, "a day without a queue says nothing: {real:?}");
    let (real_mean, played_mean) = (mean(&real), mean(&played));
    assert!((played_mean / real_mean - 1.0).abs() < 0.05, "{real_mean} and {played_mean}");
    let apart = real.iter().zip(&played).filter(|(real, played)| (*real - *played).abs() > 1.5).count();
    assert!(apart * 10 <= real.len(), "{real:?}\n{played:?}");
}

#[test]
fn what_would_have_helped_helps() {
    let mut office = Office::new();
    for _ in 0..3 {
        office.lives_through_a_day();
    }
    let time = |text: &str| text.parse::<ClockTime>().unwrap();
    let earlier = WhatIfChange::OpenCounter { counter: counter("2"), at: time("08:00") };
    let answer = office.asked(std::slice::from_ref(&earlier)).unwrap();
    assert_eq!((answer.days, answer.variations), (3, 1));
    assert!(answer.mean_minutes.likely < -2.0, "{answer:?}");
    assert!((answer.after.mean_minutes - answer.before.mean_minutes - answer.mean_minutes.likely).abs() < 1e-9);
    let later = WhatIfChange::MoveBreak { counter: counter("1"), to: time("13:00") };
    assert!(office.asked(&[later]).unwrap().mean_minutes.likely < -0.5);
    let both = [earlier, WhatIfChange::OpenCounter { counter: counter("3"), at: time("08:00") }];
    assert!(office.asked(&both).unwrap().mean_minutes.likely < answer.mean_minutes.likely);
    let skill =
        |service: &str| WhatIfChange::AddSkill { clerk: ClerkId::new("bruno"), service: ServiceId::new(service) };
    assert!(office.asked(&[skill("cards")]).unwrap().mean_minutes.likely < -1.0);
    assert_eq!(office.asked(&[skill("births")]).unwrap().mean_minutes.likely, 0.0, "it is mastered already");
    assert_eq!(office.asked(&[]).unwrap().mean_minutes.likely, 0.0);
    let same = WhatIfChange::Policy { policy: Policy::Balanced };
    assert_eq!(office.asked(&[same]).unwrap().mean_minutes.likely, 0.0);
}

#[test]
fn a_single_day_is_varied() {
    let mut office = Office::new();
    office.lives_through_a_day();
    let change = WhatIfChange::OpenCounter { counter: counter("2"), at: "08:00".parse().unwrap() };
    let answer = office.asked(&[change]).unwrap();
    assert_eq!((answer.days, answer.variations), (1, 50));
    let band = answer.mean_minutes;
    assert!(
        band.low.unwrap() < band.likely && band.likely < band.high.unwrap() && band.high.unwrap() < 0.0,
        "{band:?}"
    );
}

#[test]
fn what_is_not_there_is_named() {
    let mut office = Office::new();
    assert_eq!(office.asked(&[]), Err(Unknown::Days));
    office.lives_through_a_day();
    let open = |id: &str| [WhatIfChange::OpenCounter { counter: counter(id), at: "08:00".parse().unwrap() }];
    assert_eq!(office.asked(&open("77")), Err(Unknown::Counter("77".to_owned())));
    assert_eq!(office.asked(&open("9")), Err(Unknown::Counter("9".to_owned())), "it stands elsewhere");
    assert_eq!(office.asked(&open("4")), Err(Unknown::Unstaffed("4".to_owned())));
    let skill = |clerk: &str, service: &str| {
        [WhatIfChange::AddSkill { clerk: ClerkId::new(clerk), service: ServiceId::new(service) }]
    };
    assert_eq!(office.asked(&skill("zoe", "cards")), Err(Unknown::Clerk("zoe".to_owned())));
    assert_eq!(office.asked(&skill("bruno", "nothing")), Err(Unknown::Service("nothing".to_owned())));
    let events = office.events.iter().map(|(at, event)| (*at, event));
    assert!(Lived::new(office.state.catalog(), &LocationId::new("moon"), events).is_none());
}

#[test]
fn a_desk_that_two_share_is_opened_once() {
    let mut office = Office::new();
    // The same desk, one day with Anna and the next with Carla, from nine on.
    for clerk in ["anna", "carla"] {
        let mut desks = Desks(vec![("2", None)]);
        office.opens();
        office.signs_in("2", "bruno");
        office.works(9 * 60, 6, 6, &mut desks);
        office.signs_in("1", clerk);
        desks.0.push(("1", None));
        office.works(11 * 60, 6, 6, &mut desks);
        office.works(17 * 60, 10_000, 6, &mut desks);
        office.closes();
    }
    let lived = office.lived();
    assert_eq!(lived.at(&counter("1")).collect::<Vec<_>>(), [0, 2]);
    let open = |at: &str| {
        let change = WhatIfChange::OpenCounter { counter: counter("1"), at: at.parse().unwrap() };
        office.asked(&[change]).unwrap().mean_minutes.likely
    };
    assert_eq!(open("09:30"), 0.0, "it was open by then, whoever sat there");
    assert!(open("08:00") < -2.0, "{}", open("08:00"));
}

#[test]
fn advice_names_counters_and_never_a_clerk() {
    let mut office = Office::new();
    for _ in 0..8 {
        office.lives_through_a_day();
    }
    let (mut heard, lived) = (Vec::new(), office.lived());
    let found = advice(&lived, office.state.catalog(), |played, total| {
        heard.push((played, total));
        true
    })
    .unwrap();
    assert_eq!(found.days, 8);
    assert!(found.suggestions.len() >= 3, "{found:?}");
    assert!(
        found
            .suggestions
            .iter()
            .all(|suggestion| suggestion.mean_minutes.likely < 0.0 && !suggestion.text.it.is_empty())
    );
    let ordered = |pair: &[domain::what_if::Suggestion]| pair[0].mean_minutes.likely <= pair[1].mean_minutes.likely;
    assert!(found.suggestions.windows(2).all(ordered), "the best first: {found:?}");
    assert!(heard.len() > 10 && heard.last().is_some_and(|(played, total)| played == total), "{heard:?}");
    let told = serde_json::to_string(&found).unwrap().to_lowercase();
    for clerk in &office.state.catalog().clerks {
        assert!(!told.contains(clerk.id.as_str()), "{} in {told}", clerk.id);
    }
    assert_eq!(advice(&lived, office.state.catalog(), |_, _| false).unwrap().suggestions, []);
    assert_eq!(advice(&Office::new().lived(), &catalog(), |_, _| true), Err(Unknown::Days));
}

#[test]
fn a_day_on_which_everybody_called_it_off_is_none() {
    let mut office = Office::new();
    office.opens();
    let taken = office.asks(json!({ "command": "take_ticket", "services": ["births"], "location": "hq" }));
    let Some(Event::TicketTaken { ticket, .. }) = taken.first() else { panic!("{taken:?}") };
    office.asks(json!({ "command": "cancel", "ticket": ticket }));
    office.closes();
    assert_eq!(office.asked(&[]), Err(Unknown::Days));
}

#[test]
fn a_visit_of_several_services_and_one_nobody_came_for_are_played_as_such() {
    let mut office = Office::new();
    office.opens();
    office.signs_in("1", "anna");
    office.asks(json!({ "command": "take_ticket", "services": ["cards", "births"], "location": "hq" }));
    office.asks(json!({ "command": "take_ticket", "services": ["cards"], "location": "hq" }));
    office.asks(json!({ "command": "take_ticket", "services": ["cards"], "location": "hq", "class": "priority" }));
    let cancelled = office.asks(json!({ "command": "take_ticket", "services": ["births"], "location": "hq" }));
    let Some(Event::TicketTaken { ticket, .. }) = cancelled.first() else { panic!("{cancelled:?}") };
    office.asks(json!({ "command": "cancel", "ticket": ticket }));
    office.minute += 2;
    for _ in 0..4 {
        office.tries(json!({ "command": "clock_reached" }));
        let called = office.asks(json!({ "command": "call_next", "counter": "1" }));
        let Some(Event::TicketCalled { ticket, .. }) = called.first() else { panic!("{called:?}") };
        if ticket.0 == 2 {
            office.asks(json!({ "command": "no_show", "counter": "1" }));
        } else {
            office.asks(json!({ "command": "start", "counter": "1" }));
            office.minute += 7;
            office.asks(json!({ "command": "finish", "counter": "1" }));
        }
    }
    office.closes();
    let lived = office.lived();
    let day = &lived.days[0];
    assert_eq!(day.legs.len(), 4, "whoever cancelled is left out: {day:?}");
    let (first, second) = (&day.legs[0], &day.legs[1]);
    assert_eq!((first.first, first.next, second.first, second.next), (0, Some(1), 0, None));
    assert_eq!((first.arrival, second.arrival), (Some(480.0), None));
    assert_eq!(day.legs.iter().filter(|leg| leg.is_no_show).count(), 1);
    assert_eq!(day.legs.iter().filter(|leg| leg.class == policy::Class::Priority).count(), 1);
    assert!(day.legs.iter().filter(|leg| !leg.is_no_show).all(|leg| leg.draw_minutes == 7.0), "{day:?}");
}

//! Tickets by hours, last ticket and quota, and why a day ends.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use domain::Timestamp;
use domain::calendar::{Calendar, Closure, DayEnd, Hours, PublicHolidays};
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{LocationId, Seq, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::text::{Language, Text};
use domain::ticket::Class;
use domain::view::KioskService;

use super::text;
use crate::{State, decide, evolve, view};

/// Cards have a last ticket 30 minutes before each closing, moves a quota of two; 3 June 2026 is closed.
fn catalog() -> Catalog {
    let mut catalog = Catalog::clone(&super::catalog());
    catalog.locations[0].hours = Some(Hours::parse(&["mon-fri 08:30-13:00", "tue thu 15:00-17:30"]).unwrap());
    catalog.services[0].last_ticket_minutes = 30;
    catalog.services[2].daily_quota = Some(2);
    let stocktaking = Closure {
        from: super::day(3),
        to: None,
        location: None,
        area: None,
        service: None,
        text: Text::new("inventario", "stocktaking"),
    };
    catalog.calendar =
        Calendar { public_holidays: PublicHolidays::Italy, closures: vec![stocktaking], ..Calendar::default() };
    catalog
}

struct Office {
    state: State,
    now: Timestamp,
}

impl Office {
    /// Monday 1 June 2026, opened by hand at `time` in Rome.
    fn at(time: &str) -> Self {
        let mut office = Self { state: State::new(Arc::new(catalog())), now: on("2026-06-01", time) };
        office.does(Command::OpenDay { day: super::day(1) }).unwrap();
        office
    }

    fn does(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        let events = decide(&self.state, &command, self.now)?;
        for event in &events {
            let seq = self.state.seq().next();
            evolve(&mut self.state, seq, self.now, event);
        }
        Ok(events)
    }

    fn takes(&mut self, service: &str, class: Class) -> Result<(), Rejection> {
        self.does(take(&[service], class)).map(drop)
    }

    fn service(&self, position: usize) -> KioskService {
        view::kiosk(&self.state, &LocationId::new("hq"), self.now).unwrap().areas[0].services[position].clone()
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

/// A time of summer in Rome.
fn on(date: &str, time: &str) -> Timestamp {
    DateTime::parse_from_rfc3339(&format!("{date}T{time}:00+02:00")).unwrap().to_utc()
}

#[test]
fn outside_hours_no_ticket_is_given_and_the_refusal_says_when_to_come_back() {
    for (time, back) in [("08:29", "lunedì 1 giugno alle 08:30"), ("13:00", "giovedì 4 giugno alle 08:30")] {
        let refusal = Office::at(time).takes("births", Class::WalkIn).unwrap_err();
        assert_eq!(refusal.code(), "outside_hours", "at {time}");
        assert_eq!(refusal.text().it, format!("«births» è chiuso. Torna {back}."), "at {time}");
    }
    let mut office = Office::at("08:30");
    office.takes("births", Class::WalkIn).unwrap();
    office.now = on("2026-06-01", "12:59");
    office.takes("births", Class::Priority).unwrap();
}

#[test]
fn a_holiday_and_a_closure_are_named_in_the_refusal() {
    let mut office = Office::at("09:00");
    for (date, expected) in [
        ("2026-06-02", "\"births\" is closed (Republic Day). Please come back on Thursday 4 June at 08:30."),
        ("2026-06-03", "\"births\" is closed (stocktaking). Please come back on Thursday 4 June at 08:30."),
    ] {
        office.now = on(date, "09:00");
        assert_eq!(office.takes("births", Class::WalkIn).unwrap_err().text().en, expected);
    }
}

#[test]
fn after_the_last_ticket_only_appointments_come_in() {
    let mut office = Office::at("12:29");
    office.takes("cards", Class::WalkIn).unwrap();
    office.now = on("2026-06-01", "12:30");
    let refusal = office.takes("cards", Class::WalkIn).unwrap_err();
    assert_eq!(refusal.code(), "last_ticket_passed");
    assert_eq!(
        refusal.text().it,
        "Per «cards» l'ultimo numero si prende prima delle 12:30. Torna giovedì 4 giugno alle 08:30."
    );
    assert_eq!(office.takes("cards", Class::Priority), Err(refusal));
    office.takes("cards", Class::Appointment).unwrap();
    office.takes("births", Class::WalkIn).unwrap();
}

#[test]
fn a_ticket_for_two_services_needs_both_open() {
    let mut office = Office::at("12:45");
    let refusal = office.does(take(&["births", "cards"], Class::WalkIn)).unwrap_err();
    assert_eq!(refusal.code(), "last_ticket_passed");
}

#[test]
fn a_quota_counts_who_came_without_an_appointment_and_starts_again_each_day() {
    let mut office = Office::at("09:00");
    assert_eq!(office.service(2).offer.quota_left, Some(2));
    office.takes("moves", Class::Appointment).unwrap();
    office.takes("moves", Class::WalkIn).unwrap();
    office.takes("moves", Class::Priority).unwrap();
    let reached = Rejection::QuotaReached { service: text("moves"), quota: 2 };
    assert_eq!(office.takes("moves", Class::WalkIn), Err(reached.clone()));
    assert_eq!(office.service(2).offer.quota_left, Some(0));
    assert_eq!(office.service(2).offer.refused_because, Some(reached.text()));
    office.takes("moves", Class::Appointment).unwrap();
    office.does(Command::CloseDay).unwrap();
    office.now = on("2026-06-04", "09:00");
    office.does(Command::OpenDay { day: super::day(4) }).unwrap();
    office.takes("moves", Class::WalkIn).unwrap();
    assert_eq!(office.service(2).offer.quota_left, Some(1));
}

#[test]
fn the_kiosk_says_of_every_service_what_the_command_would_say() {
    let mut office = Office::at("08:00");
    let (mut states, mut last) = (Vec::new(), None);
    while office.now < on("2026-06-05", "00:00") {
        for (position, service) in catalog().services.iter().enumerate() {
            let shown = office.service(position).offer.refused_because;
            let command = take(&[service.id.as_str()], Class::WalkIn);
            let said = decide(&office.state, &command, office.now).err().map(|rejection| rejection.text());
            assert_eq!(shown, said, "{} at {}", service.id, office.now);
        }
        let opening = view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap().opening;
        if last.as_ref() != Some(&opening) {
            states.push((opening.is_open, opening.closure.as_ref().map(|text| text.en.clone()).unwrap_or_default()));
        }
        last = Some(opening);
        office.now += TimeDelta::minutes(10);
    }
    let expected = [
        (false, ""),
        (true, ""),
        (false, ""),
        (false, "Republic Day"),
        (false, "stocktaking"),
        (false, ""),
        (true, ""),
        (false, ""),
        (true, ""),
        (false, ""),
    ];
    assert_eq!(states, expected.map(|(is_open, closure)| (is_open, closure.to_owned())));
}

#[test]
fn a_closed_kiosk_says_why_and_when_it_opens() {
    let mut office = Office::at("09:00");
    office.does(Command::CloseDay).unwrap();
    office.now = on("2026-06-02", "09:00");
    let kiosk = view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap();
    assert!(!kiosk.opening.is_open);
    assert_eq!(kiosk.opening.closure.unwrap().en, "Republic Day");
    assert_eq!(kiosk.opening.next_opening, Some(on("2026-06-04", "08:30")));
    assert_eq!(kiosk.locations[0].opening.next_opening, Some(on("2026-06-04", "08:30")));
    let refused = "\"cards\" is closed (Republic Day). Please come back on Thursday 4 June at 08:30.";
    assert_eq!(office.service(0).offer.refused_because.unwrap().en, refused);
    office.now = on("2026-06-04", "09:00");
    let by_hand = office.service(0).offer.refused_because;
    assert_eq!(by_hand, Some(Rejection::DayClosed.text()), "closed by hand within its hours");
}

#[test]
fn a_day_that_ends_says_why() {
    for (date, time, expected) in [
        ("2026-06-01", "12:00", DayEnd::ByHand),
        ("2026-06-01", "13:29", DayEnd::ByHand),
        ("2026-06-01", "13:30", DayEnd::AfterHours),
        ("2026-06-02", "00:00", DayEnd::Midnight),
        ("2026-06-09", "12:00", DayEnd::Midnight),
    ] {
        let mut office = Office::at("09:00");
        office.takes("births", Class::WalkIn).unwrap();
        office.now = on(date, time);
        let events = office.does(Command::CloseDay).unwrap();
        let Event::DayClosed { unserved, reason, .. } = &events[0] else { panic!("{events:?}") };
        assert_eq!((unserved.len(), *reason), (1, Some(expected)), "{date} {time}");
    }
}

#[test]
fn a_day_at_the_end_of_time_can_be_closed() {
    for day in [domain::DayDate::MIN, domain::DayDate::MAX] {
        let mut office = Office { state: State::new(Arc::new(catalog())), now: on("2026-06-01", "09:00") };
        // No command opens such a day; a journal may hold one all the same.
        let opened = Event::DayOpened { day, first_ticket: TicketId(1) };
        evolve(&mut office.state, Seq(1), office.now, &opened);
        office.takes("births", Class::WalkIn).unwrap();
        assert_eq!(office.does(Command::CloseDay).unwrap().len(), 1);
    }
}

#[test]
fn a_day_in_place_of_another_says_why_it_ends_by_the_clock_it_was_closed_at() {
    for (opened, closed_at, expected) in [
        // 1 June is open already by its own name; a clock that was ahead, or somebody early, opened the next.
        ("2026-06-02", ("2026-06-01", "12:00"), DayEnd::AheadOfClock),
        ("2026-06-02", ("2026-06-02", "12:00"), DayEnd::ByHand),
        ("2026-06-02", ("2026-06-03", "00:00"), DayEnd::Midnight),
        // A clock that was behind opened the day before, and it goes on for 1 June.
        ("2026-05-31", ("2026-06-01", "12:00"), DayEnd::ByHand),
        ("2026-05-31", ("2026-06-01", "13:30"), DayEnd::AfterHours),
        ("2026-05-31", ("2026-06-02", "00:00"), DayEnd::Midnight),
    ] {
        let mut office = Office::at("09:00");
        office.does(Command::CloseDay).unwrap();
        office.does(Command::OpenDay { day: opened.parse().unwrap() }).unwrap();
        office.now = on(closed_at.0, closed_at.1);
        let events = office.does(Command::CloseDay).unwrap();
        let Event::DayClosed { reason, .. } = &events[0] else { panic!("{events:?}") };
        assert_eq!(*reason, Some(expected), "{opened} at {closed_at:?}");
    }
}

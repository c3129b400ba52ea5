//! Which day can be opened when; the clock of these tests stands at the evening of 28 May 2026, UTC.

use domain::command::Command;
use domain::rejection::Rejection;
use domain::{DayDate, Timestamp};

use super::{Office, catalog};
use crate::State;

fn evening() -> Timestamp {
    "2026-05-28T20:00:00Z".parse().unwrap()
}

/// A hub whose last day is closed, or that never had one.
fn closed(last: Option<&str>) -> Office {
    let mut state = State::new(catalog());
    if let Some(last) = last {
        let event = domain::event::Event::DayOpened { day: date(last), first_ticket: domain::ids::TicketId(1) };
        crate::evolve(&mut state, domain::ids::Seq(1), evening(), &event);
        let event = domain::event::Event::DayClosed { day: date(last), unserved: vec![], reason: None };
        crate::evolve(&mut state, domain::ids::Seq(2), evening(), &event);
    }
    Office { state, journal: vec![], now: evening() }
}

fn date(text: &str) -> DayDate {
    text.parse().unwrap()
}

fn open(last: Option<&str>, day: &str) -> Result<(), Rejection> {
    closed(last).does(Command::OpenDay { day: date(day) }).map(drop)
}

#[test]
fn a_day_can_be_opened_that_is_today_somewhere_on_earth_or_will_be_tomorrow() {
    for (last, day, answer) in [
        (None, "2026-05-28", Ok(())),
        (None, "2026-05-30", Ok(())),
        (None, "2026-05-31", Err(Rejection::DayInFuture { day: date("2026-05-31"), latest: date("2026-05-30") })),
        (None, "2999-01-01", Err(Rejection::DayInFuture { day: date("2999-01-01"), latest: date("2026-05-30") })),
        (Some("2026-05-27"), "2026-05-28", Ok(())),
        (Some("2026-05-28"), "2026-05-28", Err(Rejection::DayNotAfterLast)),
        (Some("2026-05-28"), "2026-05-20", Err(Rejection::DayNotAfterLast)),
    ] {
        assert_eq!(open(last, day), answer, "{day} after {last:?}");
    }
}

#[test]
fn a_day_opened_by_a_clock_that_was_ahead_does_not_stop_the_days_before_it() {
    assert_eq!(open(Some("2036-06-01"), "2026-05-28"), Ok(()));
    assert_eq!(open(Some("2026-05-29"), "2026-05-28"), Ok(()));
}

#[test]
fn no_day_is_opened_twice_whatever_came_between() {
    let mut office = closed(Some("2036-06-01"));
    office.does(Command::OpenDay { day: date("2026-05-28") }).unwrap();
    office.does(Command::CloseDay).unwrap();
    assert_eq!(office.does(Command::OpenDay { day: date("2026-05-28") }), Err(Rejection::DayNotAfterLast));
    let mut office = closed(Some("2036-06-01"));
    office.state.remember_day(date("2026-05-28"));
    assert_eq!(office.does(Command::OpenDay { day: date("2026-05-28") }), Err(Rejection::DayNotAfterLast));
}

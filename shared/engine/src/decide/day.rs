//! Opening and closing the day.

use calendar::OpeningTimes;
use domain::calendar::DayEnd;
use domain::event::Event;
use domain::rejection::Rejection;
use domain::{DayDate, Timestamp};

use crate::state::State;

pub(super) fn open(state: &State, day: DayDate) -> Result<Vec<Event>, Rejection> {
    if state.day.is_some() {
        return Err(Rejection::DayAlreadyOpen);
    }
    if state.last_day.is_some_and(|last| day <= last) {
        return Err(Rejection::DayNotAfterLast);
    }
    Ok(vec![Event::DayOpened { day, first_ticket: state.next_ticket }])
}

pub(super) fn close(state: &State, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    let day = state.day.ok_or(Rejection::DayClosed)?;
    let unserved = state.tickets().filter(|ticket| ticket.current().is_some()).map(|ticket| ticket.id).collect();
    Ok(vec![Event::DayClosed { day, unserved, reason: Some(reason(state, day, now)) }])
}

/// Why a day ends that is closed at a moment.
fn reason(state: &State, day: DayDate, now: Timestamp) -> DayEnd {
    let times = OpeningTimes::new(&state.catalog);
    if times.date(now) > day {
        return DayEnd::Midnight;
    }
    match times.day(day) {
        Some((_, closes)) if now >= closes => DayEnd::AfterHours,
        Some(_) | None => DayEnd::ByHand,
    }
}

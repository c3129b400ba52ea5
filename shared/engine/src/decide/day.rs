//! Opening and closing the day.

use calendar::OpeningTimes;
use domain::calendar::DayEnd;
use domain::event::Event;
use domain::limits::{OPEN_DAY_AHEAD_DAYS_MAX, OPEN_DAY_BEHIND_DAYS_MAX};
use domain::rejection::Rejection;
use domain::{DayDate, Days, Timestamp};

use super::notice;
use crate::state::State;

pub(super) fn open(state: &State, day: DayDate, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    if state.day.is_some() {
        return Err(Rejection::DayAlreadyOpen);
    }
    // Codes are unique in a day, so no day is ever opened twice.
    if state.was_opened(day) || is_long_past(state, day, now) {
        return Err(Rejection::DayNotAfterLast);
    }
    let latest = now.date_naive() + Days::new(OPEN_DAY_AHEAD_DAYS_MAX);
    if day > latest {
        return Err(Rejection::DayInFuture { day, latest });
    }
    let opened = Event::DayOpened { day, first_ticket: state.next_ticket };
    // Said again, because a replay begins with the last day that was opened.
    let devices = state.leases.emergency.clone();
    let blocks = (!devices.is_empty()).then_some(Event::EmergencyBlocksGiven { devices });
    Ok([opened].into_iter().chain(blocks).chain(notice::hang_on(state, now)).collect())
}

/// Whether a day lies before the last one, and not because the last one was opened by a clock that was ahead.
fn is_long_past(state: &State, day: DayDate, now: Timestamp) -> bool {
    let is_before_last = state.last_day.is_some_and(|last| day < last);
    is_before_last && day < now.date_naive() - Days::new(OPEN_DAY_BEHIND_DAYS_MAX)
}

pub(super) fn close(state: &State, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    let day = state.day.ok_or(Rejection::DayClosed)?;
    let unserved = state.tickets().filter(|ticket| ticket.is_open()).map(|ticket| ticket.id).collect();
    Ok(vec![Event::DayClosed { day, unserved, reason: Some(reason(state, day, now)) }])
}

/// Why a day ends that is closed at a moment.
fn reason(state: &State, day: DayDate, now: Timestamp) -> DayEnd {
    let times = OpeningTimes::new(&state.catalog);
    let today = times.date(now);
    if day > today {
        return DayEnd::AheadOfClock;
    }
    // An earlier day that goes on where today's codes were given before keeps today's hours.
    if day < today && !state.was_opened(today) {
        return DayEnd::Midnight;
    }
    match times.day(today) {
        Some((_, closes)) if now >= closes => DayEnd::AfterHours,
        Some(_) | None => DayEnd::ByHand,
    }
}

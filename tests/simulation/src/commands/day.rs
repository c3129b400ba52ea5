//! Opening and closing the day.

use domain::command::Command;
use domain::learned::Durations;
use domain::limits::{OPEN_DAY_AHEAD_DAYS_MAX, OPEN_DAY_BEHIND_DAYS_MAX};
use domain::ticket::LegState;
use domain::{DayDate, Days, Timestamp};

use super::Making;
use crate::model::{Model, Verdict};

/// Most days ahead of today, or behind it, that somebody asks to open.
const DAYS_OFF_MAX: u64 = OPEN_DAY_AHEAD_DAYS_MAX + 2;

/// Today most of the time; else a day before or after it.
pub fn make_open(making: &mut Making<'_>) -> Command {
    let (back, ahead) = match making.random.weighted(&[60, 20, 20]) {
        1 => (making.random.below(DAYS_OFF_MAX + 1), 0),
        2 => (0, making.random.below(DAYS_OFF_MAX + 1)),
        _ => (0, 0),
    };
    Command::OpenDay { day: making.today - Days::new(back) + Days::new(ahead) }
}

/// The end of the day, a little early.
pub fn make_close(_: &mut Making<'_>) -> Command {
    Command::CloseDay
}

/// A day begins: nobody is there.
///
/// # Errors
/// `day_already_open`; `day_not_after_last` for a day that was opened before, and for one before the last that is not
/// about today; `day_in_future`.
pub fn open(model: &mut Model, day: DayDate, now: Timestamp) -> Verdict {
    if model.day.is_some() {
        return Err("day_already_open");
    }
    let today = now.date_naive();
    // A last day opened by a clock that was ahead does not stop today, wherever on earth the hub is.
    let is_stale = today - Days::new(OPEN_DAY_BEHIND_DAYS_MAX) > day;
    if model.days.contains(&day) || (is_stale && model.last_day.is_some_and(|last| last > day)) {
        return Err("day_not_after_last");
    }
    if day - Days::new(OPEN_DAY_AHEAD_DAYS_MAX) > today {
        return Err("day_in_future");
    }
    (model.day, model.last_day) = (Some(day), Some(day));
    model.days.push(day);
    model.guests.clear();
    model.seats.clear();
    model.calls.clear();
    model.called.clear();
    model.kiosks.clear();
    model.printers.clear();
    model.usher_calls.clear();
    // What is still up hangs on; the numbers begin again behind it.
    model.notices.retain(|notice| now < notice.until);
    model.last_notice = model.notices.iter().map(|notice| notice.notice.0).max().unwrap_or(0);
    model.booked.clear();
    (model.learnt, model.stretched) = (Durations::default(), None);
    Ok(None)
}

/// The day ends for whoever is still there.
///
/// # Errors
/// `day_closed`.
pub fn close(model: &mut Model, now: Timestamp) -> Verdict {
    if model.day.take().is_none() {
        return Err("day_closed");
    }
    model.seats.clear();
    model.usher_calls.clear();
    for errand in model.guests.iter_mut().flat_map(|guest| &mut guest.errands) {
        if errand.is_open() {
            errand.end(LegState::DayClosed, now);
        }
    }
    Ok(None)
}

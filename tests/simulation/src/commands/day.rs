//! Opening and closing the day.

use domain::command::Command;
use domain::ticket::LegState;
use domain::{DayDate, Timestamp};

use super::Making;
use crate::model::{Model, Verdict};

/// Today most of the time; else a day already opened.
pub fn make_open(making: &mut Making<'_>) -> Command {
    let back = if making.random.chance(30) { making.random.below(3) } else { 0 };
    let day = making.today.checked_sub_days(chrono::Days::new(back)).unwrap_or(making.today);
    Command::OpenDay { day }
}

/// The end of the day, a little early.
pub fn make_close(_: &mut Making<'_>) -> Command {
    Command::CloseDay
}

/// A day begins: nobody is there.
///
/// # Errors
/// `day_already_open`, `day_not_after_last`.
pub fn open(model: &mut Model, day: DayDate) -> Verdict {
    if model.day.is_some() {
        return Err("day_already_open");
    }
    if model.last_day.is_some_and(|last| day <= last) {
        return Err("day_not_after_last");
    }
    (model.day, model.last_day) = (Some(day), Some(day));
    model.guests.clear();
    model.seats.clear();
    model.calls.clear();
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
    for errand in model.guests.iter_mut().flat_map(|guest| &mut guest.errands) {
        if errand.is_open() {
            errand.end(LegState::DayClosed, now);
        }
    }
    Ok(None)
}

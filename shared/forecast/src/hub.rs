//! The hub itself as numbers: its past from the journal, its present from the engine's state, and back into words.
//!
//! A day's minutes are counted from the hub's own midnight.

mod ask;
mod lived;
mod now;
mod past;
mod presence;
mod tell;
mod unknown;

#[cfg(test)]
mod tests;

use calendar::{OpeningTimes, Place};
use chrono::{NaiveTime, TimeDelta};
use domain::catalog::Catalog;
use domain::ids::LocationId;
use domain::rules::{Rules, floor_level};
use domain::{DayDate, Timestamp};

pub use ask::{advice, what_if};
pub use lived::{Lived, Seat, preset};
pub use now::Live;
pub use past::{PastDays, past_days};
pub use tell::{Memory, durations};
pub use unknown::Unknown;

use crate::learn::{BIN_MINUTES, Configured, Span};

const SECONDS_PER_MINUTE: f64 = 60.0;
const MILLISECONDS_PER_MINUTE: f64 = 60_000.0;
const PERCENT: f64 = 100.0;
const MINUTES_PER_DAY: f64 = 1_440.0;

/// The clock of one day of the hub.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayClock {
    /// The day.
    pub day: DayDate,
    midnight: Timestamp,
}

impl DayClock {
    /// The clock of a day.
    #[must_use]
    pub fn of(catalog: &Catalog, day: DayDate) -> Self {
        let before = day.pred_opt().unwrap_or(day);
        Self { day, midnight: OpeningTimes::new(catalog).midnight_after(before) }
    }

    /// Minutes after midnight.
    #[must_use]
    pub fn minute(&self, at: Timestamp) -> f64 {
        (at - self.midnight).num_milliseconds() as f64 / MILLISECONDS_PER_MINUTE
    }

    /// The moment so many minutes after midnight; `None` for a minute that never comes.
    #[must_use]
    pub fn moment(&self, minute: f64) -> Option<Timestamp> {
        domain::wait::Outlook::moment(self.midnight, minute)
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub fn number(&self) -> i64 {
        (self.day.and_time(NaiveTime::MIN).and_utc() - Timestamp::UNIX_EPOCH).num_days()
    }

    /// When a building is open, in steps of five minutes.
    #[must_use]
    pub fn open(&self, catalog: &Catalog, location: &LocationId) -> Vec<Span> {
        let times = OpeningTimes::new(catalog);
        let mut open: Vec<Span> = Vec::new();
        let mut minute = 0.0;
        while minute < MINUTES_PER_DAY {
            let to_minute = minute + BIN_MINUTES;
            let at = self.midnight + TimeDelta::milliseconds((minute * MILLISECONDS_PER_MINUTE) as i64);
            if times.is_open(Place::Location(location), at) {
                match open.last_mut().filter(|span| span.to_minute == minute) {
                    Some(span) => span.to_minute = to_minute,
                    None => open.push(Span { from_minute: minute, to_minute }),
                }
            }
            minute = to_minute;
        }
        open
    }
}

/// What the office says of itself in its hub file, for whoever learns.
#[must_use]
pub fn configured(catalog: &Catalog) -> Configured {
    let minutes: Vec<f64> = catalog.services.iter().map(|service| f64::from(service.duration_minutes)).collect();
    let rules = &catalog.rules;
    Configured {
        factors: [1.0, factor(rules.secondary_percent), factor(rules.other_area_percent)],
        setup_minutes: f64::from(rules.setup_seconds) / SECONDS_PER_MINUTE,
        ..Configured::usual(&minutes)
    }
}

fn factor(percent: u32) -> f64 {
    1.0 + f64::from(percent) / PERCENT
}

fn walk_minutes(rules: &Rules, floors: u32) -> f64 {
    f64::from(rules.floor_walk_seconds) * f64::from(floors) / SECONDS_PER_MINUTE
}

fn level(floor: &str) -> i32 {
    floor_level(floor).unwrap_or(0)
}

fn class(class: domain::ticket::Class) -> policy::Class {
    match class {
        domain::ticket::Class::WalkIn => policy::Class::WalkIn,
        domain::ticket::Class::Appointment => policy::Class::Appointment,
        domain::ticket::Class::Priority => policy::Class::Priority,
    }
}

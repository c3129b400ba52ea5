//! How long people will wait, as far as it can be told.

mod words;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::{LocationId, ServiceId, TicketId};

/// The steps in which a wait is told, in minutes.
pub const WAIT_STEP_MINUTES: u32 = 5;
const SECONDS_PER_MINUTE: i64 = 60;

/// A wait as it is told to people: true about nine times in ten, because it is rounded outward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WaitRange {
    /// At least about so long, in minutes; a multiple of [`WAIT_STEP_MINUTES`].
    pub from_minutes: u32,
    /// At most about so long, in minutes; `None` where it may not be today.
    pub to_minutes: Option<u32>,
    /// As likely shorter as longer, in minutes; `None` where it is likely not to be today.
    pub likely_minutes: Option<u32>,
    /// Whether it is told from usual durations alone, because the hub has no past to learn from.
    pub is_rough: bool,
}

/// When somebody will be called: moments before which the call comes once in ten times, half the times, nine in ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// One in ten is called before.
    pub low: Timestamp,
    /// Half are called before; `None` where that is not today.
    pub middle: Option<Timestamp>,
    /// Nine in ten are called before; `None` where that is not today.
    pub high: Option<Timestamp>,
    /// How likely the call comes before the counters close, in percent.
    pub before_closing_percent: u32,
}

/// What is expected of everybody who waits, and of whoever comes now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// The moment it was foretold for; `None` where nothing was yet.
    pub at: Option<Timestamp>,
    /// Whether it rests on usual durations alone.
    pub is_rough: bool,
    /// The next call of each ticket that waits.
    pub tickets: BTreeMap<TicketId, Outlook>,
    /// The call of somebody who takes a ticket now without an appointment, by building and service.
    pub services: BTreeMap<(LocationId, ServiceId), Outlook>,
}

impl Waits {
    /// Nothing foretold.
    pub const NONE: &'static Self =
        &Self { at: None, is_rough: false, tickets: BTreeMap::new(), services: BTreeMap::new() };

    /// The wait of a ticket from a moment on.
    #[must_use]
    pub fn of_ticket(&self, ticket: TicketId, now: Timestamp) -> Option<WaitRange> {
        Some(self.tickets.get(&ticket)?.range(now, self.is_rough))
    }

    /// What is expected of whoever takes a ticket at a moment: the same wait as when it was foretold.
    #[must_use]
    pub fn of_service(&self, location: &LocationId, service: &ServiceId, now: Timestamp) -> Option<Outlook> {
        // A copy of two short names, where a map of maps would have to be walked twice.
        let outlook = self.services.get(&(location.clone(), service.clone()))?;
        Some(outlook.later(self.at.map_or(TimeDelta::zero(), |at| now - at)))
    }
}

impl Outlook {
    /// The wait from a moment on, rounded outward.
    #[must_use]
    pub fn range(&self, now: Timestamp, is_rough: bool) -> WaitRange {
        let step = i64::from(WAIT_STEP_MINUTES) * SECONDS_PER_MINUTE;
        let from = (self.low - now).num_seconds().max(0) / step * step;
        let to = self.high.map(|high| {
            let to = ceil((high - now).num_seconds().max(0), step);
            // An upper end on the lower one would leave no room for a wait at all.
            if to <= from { from + step } else { to }
        });
        let likely = self.middle.map(|middle| ceil((middle - now).num_seconds().max(0), SECONDS_PER_MINUTE));
        WaitRange {
            from_minutes: minutes(from),
            to_minutes: to.map(minutes),
            likely_minutes: likely.map(minutes),
            is_rough,
        }
    }

    /// The same, so much later.
    #[must_use]
    pub fn later(&self, delay: TimeDelta) -> Self {
        let later = |moment: Timestamp| moment.checked_add_signed(delay).unwrap_or(moment);
        Self { low: later(self.low), middle: self.middle.map(later), high: self.high.map(later), ..*self }
    }

    /// The same, somewhere one has to get to first.
    #[must_use]
    pub fn not_before(&self, moment: Timestamp) -> Self {
        Self {
            low: self.low.max(moment),
            middle: self.middle.map(|middle| middle.max(moment)),
            high: self.high.map(|high| high.max(moment)),
            ..*self
        }
    }

    /// The moment so many minutes after another; `None` for infinity or beyond the end of time.
    #[must_use]
    pub fn moment(from: Timestamp, minutes: f64) -> Option<Timestamp> {
        let milliseconds = (minutes * 60_000.0).round();
        if !milliseconds.is_finite() {
            return None;
        }
        from.checked_add_signed(TimeDelta::try_milliseconds(milliseconds as i64)?)
    }
}

fn ceil(seconds: i64, step: i64) -> i64 {
    (seconds + step - 1) / step * step
}

fn minutes(seconds: i64) -> u32 {
    u32::try_from(seconds / SECONDS_PER_MINUTE).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Outlook, WaitRange};
    use crate::Timestamp;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_timestamp(minutes * 60, 0).unwrap_or_default()
    }

    fn outlook(low: i64, middle: Option<i64>, high: Option<i64>) -> Outlook {
        Outlook { low: at(low), middle: middle.map(at), high: high.map(at), before_closing_percent: 100 }
    }

    fn range(from_minutes: u32, to_minutes: Option<u32>, likely_minutes: Option<u32>) -> WaitRange {
        WaitRange { from_minutes, to_minutes, likely_minutes, is_rough: false }
    }

    #[test]
    fn a_wait_is_told_in_steps_of_five_minutes_rounded_outward() {
        let told = outlook(107, Some(111), Some(116)).range(at(100), false);
        assert_eq!(told, range(5, Some(20), Some(11)));
        assert_eq!(outlook(90, Some(95), Some(99)).range(at(100), false), range(0, Some(5), Some(0)));
        assert_eq!(outlook(110, Some(110), Some(110)).range(at(100), false), range(10, Some(15), Some(10)));
        assert_eq!(outlook(110, None, None).range(at(100), false), range(10, None, None));
    }

    #[test]
    fn whoever_has_to_get_there_is_not_called_before() {
        let there = outlook(101, Some(110), Some(130)).not_before(at(115));
        assert_eq!(there.range(at(100), false), range(15, Some(30), Some(15)));
    }
}

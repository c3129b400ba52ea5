//! The wall's clock of a hub against the world's, also on days of 23 and 25 hours.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use domain::Timestamp;
use domain::calendar::MINUTES_PER_DAY;

/// Longest time a clock was ever set forward at once in a zone, in minutes.
const GAP_MINUTES_MAX: i64 = 24 * 60;

/// Which of two moments is meant where the wall's clock shows a time twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twice {
    /// The first: for what begins.
    First,
    /// The second: for what ends.
    Second,
}

/// The moment at which the wall's clock shows a minute of a date; `MINUTES_PER_DAY` is the midnight after it.
///
/// A time that is left out because the clock is set forward means the moment at which that happens.
/// Somebody can name a day at the very end of time, where there is no next one: it ends a minute early.
pub(crate) fn moment(zone: Tz, date: NaiveDate, minute: u16, twice: Twice) -> Timestamp {
    let next = date.checked_add_days(Days::new(1)).filter(|_| minute >= MINUTES_PER_DAY);
    let (date, minute) = next.map_or((date, minute.min(MINUTES_PER_DAY - 1)), |next| (next, 0));
    let mut local = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
    for _ in 0..=GAP_MINUTES_MAX {
        if let Some(moment) = shown(zone, local, twice) {
            return moment.with_timezone(&Utc);
        }
        let Some(next) = local.checked_add_signed(TimeDelta::minutes(1)) else { break };
        local = next;
    }
    // No zone leaves out more than a day; whoever invents one is read as if it kept the world's time.
    local.and_utc()
}

fn shown(zone: Tz, local: NaiveDateTime, twice: Twice) -> Option<DateTime<Tz>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) => Some(moment),
        LocalResult::Ambiguous(first, second) => Some(if twice == Twice::First { first } else { second }),
        LocalResult::None => None,
    }
}

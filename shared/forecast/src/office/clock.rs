//! A simulated day's minutes as moments.

use chrono::TimeDelta;
use domain::Timestamp;

const MICROSECONDS_PER_MINUTE: f64 = 6e7;

/// The moment of a minute of the day the simulation plays; exact to the microsecond.
pub(super) fn moment(minute: f64) -> Timestamp {
    Timestamp::UNIX_EPOCH + TimeDelta::microseconds((minute * MICROSECONDS_PER_MINUTE).round() as i64)
}

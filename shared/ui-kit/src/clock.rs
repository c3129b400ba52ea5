//! The one clock of the screens.

use chrono::{DateTime, Local, Utc};

/// This moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where a screen reads the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A moment as hours and minutes on the wall clock of this machine.
#[must_use]
pub fn hhmm(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&Local).format("%H:%M").to_string()
}

/// This moment as hours and minutes on the wall clock of this machine.
#[must_use]
pub fn local_hhmm() -> String {
    hhmm(now())
}

/// A moment as day, month, year and time on the wall clock of this machine.
#[must_use]
pub fn local_date_time(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&Local).format("%d/%m/%Y %H:%M").to_string()
}

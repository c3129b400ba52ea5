//! The one clock of the screens, and the zone it is read in.

use std::cell::Cell;

use chrono::{DateTime, Local, NaiveDateTime, Utc};
use chrono_tz::Tz;

thread_local! {
    /// The hub's zone; before the first frame the machine's own has to do.
    static ZONE: Cell<Option<Tz>> = const { Cell::new(None) };
}

/// This moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where a screen reads the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Has the times of this thread's screens read in a zone by its IANA name, such as `Europe/Rome`.
///
/// A zone this program does not know leaves the one before: a wrong hour is better than no clock.
pub fn set_zone(name: &str) {
    match name.parse() {
        Ok(zone) => ZONE.set(Some(zone)),
        Err(_) => tracing::error!(name, "the hub's time zone is unknown to this program: update it"),
    }
}

/// A moment as hours and minutes.
#[must_use]
pub fn hhmm(moment: DateTime<Utc>) -> String {
    format(moment, "%H:%M")
}

/// This moment as hours and minutes.
#[must_use]
pub fn now_hhmm() -> String {
    hhmm(now())
}

/// A moment as day, month, year, hours and minutes.
#[must_use]
pub fn date_time(moment: DateTime<Utc>) -> String {
    format(moment, "%d/%m/%Y %H:%M")
}

/// A moment as the clock on the wall of the hub shows it.
#[must_use]
pub fn in_zone(moment: DateTime<Utc>) -> NaiveDateTime {
    match ZONE.get() {
        Some(zone) => moment.with_timezone(&zone).naive_local(),
        None => moment.with_timezone(&Local).naive_local(),
    }
}

fn format(moment: DateTime<Utc>, form: &str) -> String {
    in_zone(moment).format(form).to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{date_time, set_zone};

    #[test]
    fn times_are_read_in_the_hub_s_zone_in_summer_and_in_winter() {
        set_zone("Europe/Rome");
        let read = |moment: &str| date_time(moment.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(read("2026-11-24T23:30:00Z"), "25/11/2026 00:30");
        assert_eq!(read("2026-07-01T08:05:00Z"), "01/07/2026 10:05");
        set_zone("Europe/Ascoli");
        assert_eq!(read("2026-07-01T08:05:00Z"), "01/07/2026 10:05", "an unknown zone changes nothing");
    }
}

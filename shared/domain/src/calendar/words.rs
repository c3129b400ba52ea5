//! Days and times as people read them, in the languages of the hub.

use chrono::{Datelike, NaiveDateTime, NaiveTime};

use crate::text::Text;

/// From Monday, Italian and English.
const WEEKDAYS: [(&str, &str); 7] = [
    ("lunedì", "Monday"),
    ("martedì", "Tuesday"),
    ("mercoledì", "Wednesday"),
    ("giovedì", "Thursday"),
    ("venerdì", "Friday"),
    ("sabato", "Saturday"),
    ("domenica", "Sunday"),
];

/// From January, Italian and English.
const MONTHS: [(&str, &str); 12] = [
    ("gennaio", "January"),
    ("febbraio", "February"),
    ("marzo", "March"),
    ("aprile", "April"),
    ("maggio", "May"),
    ("giugno", "June"),
    ("luglio", "July"),
    ("agosto", "August"),
    ("settembre", "September"),
    ("ottobre", "October"),
    ("novembre", "November"),
    ("dicembre", "December"),
];

/// A moment on the hub's own clock: `giovedì 6 agosto alle 08:30`, `Thursday 6 August at 08:30`.
#[must_use]
pub fn moment_text(local: NaiveDateTime) -> Text {
    let weekday = WEEKDAYS[local.weekday().num_days_from_monday() as usize];
    let month = MONTHS[local.month0() as usize];
    let (day, time) = (local.day(), time_text(local.time()));
    Text::new(
        format!("{} {day} {} alle {time}", weekday.0, month.0),
        format!("{} {day} {} at {time}", weekday.1, month.1),
    )
}

/// A time on the hub's own clock: `08:30`.
#[must_use]
pub fn time_text(local: NaiveTime) -> String {
    local.format("%H:%M").to_string()
}

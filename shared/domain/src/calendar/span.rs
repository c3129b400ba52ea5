//! Times of a day and days of a year, as they are written.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Minutes of a day on the wall; a day on which the clocks change has as many.
pub const MINUTES_PER_DAY: u16 = 24 * 60;
/// A leap year, in which every day of a year exists.
const LEAP_YEAR: i32 = 2024;

/// From one time of a day to another, such as `08:30-13:00`; it ends at midnight at the latest, written `24:00`.
///
/// It begins before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    from_minute: u16,
    to_minute: u16,
}

impl Span {
    /// The whole day.
    pub const DAY: Self = Self { from_minute: 0, to_minute: MINUTES_PER_DAY };

    /// The span between two minutes of a day, where it begins before it ends.
    #[must_use]
    pub fn new(from_minute: u16, to_minute: u16) -> Option<Self> {
        (from_minute < to_minute && to_minute <= MINUTES_PER_DAY).then_some(Self { from_minute, to_minute })
    }

    /// Reads `08:30-13:00`.
    ///
    /// # Errors
    /// What is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let malformed = || HoursError::NoSpan { text: text.to_owned() };
        let (from, to) = text.split_once('-').ok_or_else(malformed)?;
        let (from, to) = minute(from).zip(minute(to)).ok_or_else(malformed)?;
        Self::new(from, to).ok_or_else(|| HoursError::EndsTooEarly { text: text.to_owned() })
    }

    /// The minute of the day at which it begins.
    #[must_use]
    pub fn from_minute(self) -> u16 {
        self.from_minute
    }

    /// The minute of the day at which it ends; 1440 is midnight.
    #[must_use]
    pub fn to_minute(self) -> u16 {
        self.to_minute
    }
}

/// Reads `08:30`, up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let is_plain = |digits: &str| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(hour) || !is_plain(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let sum = hour * 60 + minute;
    (minute < 60 && sum <= MINUTES_PER_DAY).then_some(sum)
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from_minute, self.to_minute);
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

impl TryFrom<String> for Span {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        Self::parse(&text)
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

/// A day of every year, written `08-05` for 5 August.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// Reads `08-05`.
    ///
    /// # Errors
    /// What is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let malformed = || HoursError::NoDayOfYear { text: text.to_owned() };
        let (month, day) = text.split_once('-').filter(|(month, _)| month.len() == 2).ok_or_else(malformed)?;
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| malformed());
        let (month, day) = (number(month)?, number(day)?);
        NaiveDate::from_ymd_opt(LEAP_YEAR, month, day).ok_or_else(malformed)?;
        Ok(Self { month, day })
    }

    /// Whether a date is this day of its year.
    #[must_use]
    pub fn is(self, date: NaiveDate) -> bool {
        (date.month(), date.day()) == (self.month, self.day)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        Self::parse(&text)
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

/// Why hours cannot be read; its words say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// It is no span of a day.
    NoSpan {
        /// What was written.
        text: String,
    },
    /// The span ends before it begins.
    EndsTooEarly {
        /// What was written.
        text: String,
    },
    /// It is no day of the week.
    NoWeekday {
        /// What was written.
        text: String,
    },
    /// No day of the week is named.
    DaysMissing {
        /// What was written.
        text: String,
    },
    /// Days are named, but no span.
    SpanMissing {
        /// What was written.
        text: String,
    },
    /// Two spans of a day overlap.
    Overlap {
        /// The one that begins first.
        first: Span,
        /// The other.
        second: Span,
    },
    /// It is no day of a year.
    NoDayOfYear {
        /// What was written.
        text: String,
    },
}

impl fmt::Display for HoursError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSpan { text } => write!(formatter, "'{text}' is no span of a day; write it as 08:30-13:00"),
            Self::EndsTooEarly { text } => write!(
                formatter,
                "'{text}' ends before it begins; write hours that pass midnight as two spans, to 24:00 and from 00:00"
            ),
            Self::NoWeekday { text } => {
                write!(formatter, "'{text}' is no day; write mon, tue, wed, thu, fri, sat or sun, or mon-fri")
            }
            Self::DaysMissing { text } => write!(formatter, "'{text}' names no day; write \"mon-fri 08:30-13:00\""),
            Self::SpanMissing { text } => write!(formatter, "'{text}' has no times; write \"mon-fri 08:30-13:00\""),
            Self::Overlap { first, second } => {
                write!(formatter, "{first} and {second} overlap on one day; write them as one or apart")
            }
            Self::NoDayOfYear { text } => {
                write!(formatter, "'{text}' is no day of the year; write month and day, such as 08-05 for 5 August")
            }
        }
    }
}

impl std::error::Error for HoursError {}

//! What past days would have been with something changed: questions and answers.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{ClerkId, CounterId, LocationId, ServiceId};
use crate::rules::Policy;
use crate::text::Text;

const MINUTES_PER_HOUR: u16 = 60;
const MINUTES_PER_DAY: u16 = 1_440;

/// A time of day, written `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$", examples("09:00")))]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

/// Why something is no time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoClockTime(String);

impl fmt::Display for NoClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "'{}' is no time of day; write HH:MM such as 09:30", self.0)
    }
}

impl std::error::Error for NoClockTime {}

impl ClockTime {
    /// The time so many minutes after midnight; `None` beyond the day.
    #[must_use]
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes < MINUTES_PER_DAY).then_some(Self(minutes))
    }

    /// Minutes after midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / MINUTES_PER_HOUR, self.0 % MINUTES_PER_HOUR)
    }
}

impl FromStr for ClockTime {
    type Err = NoClockTime;

    fn from_str(text: &str) -> Result<Self, NoClockTime> {
        let error = || NoClockTime(text.chars().take(16).collect());
        let (hours, minutes) = text.trim().split_once(':').ok_or_else(error)?;
        let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_short(hours) || minutes.len() != 2 || !is_short(minutes) {
            return Err(error());
        }
        let (hours, minutes): (u16, u16) = (hours.parse().map_err(|_| error())?, minutes.parse().map_err(|_| error())?);
        let whole = Some(minutes).filter(|minutes| *minutes < MINUTES_PER_HOUR);
        whole.and_then(|minutes| Self::from_minutes(hours * MINUTES_PER_HOUR + minutes)).ok_or_else(error)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = NoClockTime;

    fn try_from(text: String) -> Result<Self, NoClockTime> {
        text.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

/// A question about past days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// The building; the headquarters where none is named.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; the first where none is named.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// What would have been otherwise, all together; with nothing the days are played as they were.
    #[serde(default)]
    pub changes: Vec<WhatIfChange>,
}

/// Something that could have been otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum WhatIfChange {
    /// Counters would have called by another rule.
    Policy {
        /// The rule.
        policy: Policy,
    },
    /// A counter would have opened then, where it opened later or not at all.
    OpenCounter {
        /// The counter.
        counter: CounterId,
        /// From when on.
        at: ClockTime,
    },
    /// A counter would have taken its break from then on.
    MoveBreak {
        /// The counter.
        counter: CounterId,
        /// From when on.
        to: ClockTime,
    },
    /// A clerk would have been able to help with a service.
    AddSkill {
        /// The clerk.
        clerk: ClerkId,
        /// The service.
        service: ServiceId,
    },
}

/// How long people waited.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitFigures {
    /// The mean wait, in minutes.
    pub mean_minutes: f64,
    /// 95 of 100 waited at most so long, in minutes.
    pub p95_minutes: f64,
    /// How many waited longer than the office aims at, in percent.
    pub over_target_percent: f64,
}

/// A difference with the band in which it lies nine times in ten.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The most likely value.
    pub likely: f64,
    /// The lower end; `None` where one day says too little.
    pub low: Option<f64>,
    /// The upper end; `None` where one day says too little.
    pub high: Option<f64>,
}

/// What would have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIfAnswer {
    /// How many days were found and played.
    pub days: u32,
    /// How often each was played with other durations, where there was one day alone; else 1.
    pub variations: u32,
    /// The days as they were, played by the same rules as after the change.
    pub before: WaitFigures,
    /// The days with the changes.
    pub after: WaitFigures,
    /// After less before, of the mean wait, in minutes.
    pub mean_minutes: Difference,
    /// After less before, of the 95th percentile, in minutes.
    pub p95_minutes: Difference,
    /// After less before, of those who waited longer than the office aims at, in percentage points.
    pub over_target_percent: Difference,
}

/// Something worth trying.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// What to change, all together; clerks are not named, a skill belongs to whoever sits at a counter.
    pub changes: Vec<SuggestedChange>,
    /// What it changes of the mean wait, in minutes, as far as can be promised: less than what was seen, because what
    /// looks best is partly luck.
    pub mean_minutes: Difference,
    /// What was seen.
    pub seen_minutes: f64,
    /// The same as a sentence.
    pub text: Text,
}

/// A change that is suggested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum SuggestedChange {
    /// Open a counter.
    OpenCounter {
        /// The counter.
        counter: CounterId,
        /// From when on.
        at: ClockTime,
    },
    /// Move a counter's break.
    MoveBreak {
        /// The counter.
        counter: CounterId,
        /// From when on.
        to: ClockTime,
    },
    /// Teach a service to whoever sits at a counter.
    AddSkill {
        /// The counter.
        counter: CounterId,
        /// The service.
        service: ServiceId,
    },
}

/// What helps most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Advice {
    /// How many days it rests on.
    pub days: u32,
    /// The best first.
    pub suggestions: Vec<Suggestion>,
}

/// How far the search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceProgress {
    /// Days played.
    pub played: u32,
    /// Days there are to play.
    pub total: u32,
}

#[cfg(test)]
mod tests {
    use super::ClockTime;

    #[test]
    fn a_time_of_day_is_read_and_written() {
        for (text, minutes) in [("09:30", 570), ("9:05", 545), ("23:59", 1_439), ("00:00", 0)] {
            assert_eq!(text.parse::<ClockTime>().map(ClockTime::minutes), Ok(minutes), "{text}");
        }
        assert_eq!("9:05".parse::<ClockTime>().map(|time| time.to_string()), Ok("09:05".to_owned()));
        for text in ["24:00", "9.30", "09:60", "930", "", "-1:30", "09:3", "009:30", "09:30:00"] {
            assert!(text.parse::<ClockTime>().is_err(), "{text}");
        }
    }
}

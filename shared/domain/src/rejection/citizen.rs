//! Refusals of what somebody with a ticket, or before one, asks for.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::Rejection;
use super::words::{ticket, visit};
use crate::text::Text;

/// Why a citizen was told no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum CitizenRejection {
    /// No such reason for priority in the hub.
    UnknownPriority {
        /// What was asked for.
        priority: String,
    },
    /// A kiosk asks for tickets faster than people can.
    TooManyFromDevice {
        /// Tickets it can issue within a minute.
        per_minute: u32,
        /// When it can issue the next, in seconds.
        retry_seconds: i64,
    },
    /// The ticket was not marked as a no-show.
    NotNoShow {
        /// Its code.
        code: String,
    },
    /// The no-show is too long ago.
    RejoinTooLate {
        /// Its code.
        code: String,
        /// How long a no-show is taken back, in minutes.
        minutes_max: u32,
    },
    /// A no-show is taken back once.
    RejoinedBefore {
        /// Its code.
        code: String,
    },
    /// Others were let pass as often as allowed.
    LetPassLimit {
        /// How often a citizen can.
        times_max: u32,
    },
    /// Either people or minutes have to be named.
    LetPassChoice,
    /// The number of people is out of its bounds.
    PeopleOutOfRange {
        /// Most people.
        people_max: u32,
    },
    /// Nobody waits behind.
    NobodyToLetPass,
    /// No such building in the hub.
    UnknownLocation {
        /// What was asked for.
        location: String,
    },
    /// The service is not given in that building.
    NotGivenThere {
        /// The service.
        service: String,
        /// The building.
        location: String,
    },
    /// The ticket is waited for in that building already.
    AlreadyThere {
        /// Its code.
        code: String,
        /// The building.
        location: String,
    },
    /// The service will probably close before the citizen is called.
    ProbablyNotServed {
        /// The service's name.
        service: Text,
        /// The wait to expect, in minutes.
        wait_minutes: u32,
        /// When the service closes, on the hub's own clock.
        closes_at: NaiveTime,
    },
    /// The slip was printed as often as allowed.
    ReprintLimit {
        /// How often it can be printed again.
        times_max: u32,
    },
}

impl From<CitizenRejection> for Rejection {
    fn from(rejection: CitizenRejection) -> Self {
        Self::Citizen(rejection)
    }
}

impl CitizenRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownPriority { .. } => "unknown_priority",
            Self::TooManyFromDevice { .. } => "too_many_from_device",
            Self::NotNoShow { .. } => "not_no_show",
            Self::RejoinTooLate { .. } => "rejoin_too_late",
            Self::RejoinedBefore { .. } => "rejoined_before",
            Self::LetPassLimit { .. } => "let_pass_limit",
            Self::LetPassChoice => "let_pass_choice",
            Self::PeopleOutOfRange { .. } => "people_out_of_range",
            Self::NobodyToLetPass => "nobody_to_let_pass",
            Self::UnknownLocation { .. } => "unknown_location",
            Self::NotGivenThere { .. } => "not_given_there",
            Self::AlreadyThere { .. } => "already_there",
            Self::ProbablyNotServed { .. } => "probably_not_served",
            Self::ReprintLimit { .. } => "reprint_limit",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownPriority { priority } => ticket::UNKNOWN_PRIORITY.with(&[priority.into()]),
            Self::TooManyFromDevice { per_minute, retry_seconds } => {
                ticket::TOO_MANY_FROM_DEVICE.with(&[(*per_minute).into(), (*retry_seconds).into()])
            }
            Self::NotNoShow { code } => visit::NOT_NO_SHOW.with(&[code.into()]),
            Self::RejoinTooLate { code, minutes_max } => {
                visit::REJOIN_TOO_LATE.with(&[code.into(), (*minutes_max).into()])
            }
            Self::RejoinedBefore { code } => visit::REJOINED_BEFORE.with(&[code.into()]),
            Self::LetPassLimit { times_max } => visit::LET_PASS_LIMIT.with(&[(*times_max).into()]),
            Self::LetPassChoice => visit::LET_PASS_CHOICE.text(),
            Self::PeopleOutOfRange { people_max } => visit::PEOPLE_OUT_OF_RANGE.with(&[(*people_max).into()]),
            Self::NobodyToLetPass => visit::NOBODY_TO_LET_PASS.text(),
            Self::UnknownLocation { location } => visit::UNKNOWN_LOCATION.with(&[location.into()]),
            Self::NotGivenThere { service, location } => {
                visit::NOT_GIVEN_THERE.with(&[service.into(), location.into()])
            }
            Self::AlreadyThere { code, location } => visit::ALREADY_THERE.with(&[code.into(), location.into()]),
            Self::ProbablyNotServed { service, wait_minutes, closes_at } => {
                ticket::PROBABLY_NOT_SERVED.with(&[service.into(), (*wait_minutes).into(), (*closes_at).into()])
            }
            Self::ReprintLimit { times_max } => ticket::REPRINT_LIMIT.with(&[(*times_max).into()]),
        }
    }
}

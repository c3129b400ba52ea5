//! Refusals of what somebody with a ticket, or before one, asks for.

use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::text::Text;

/// Why a citizen was told no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownPriority { priority } => Text::new(
                format!("La priorità «{priority}» non esiste: scegli dall'elenco."),
                format!("There is no priority \"{priority}\": choose one from the list."),
            ),
            Self::TooManyFromDevice { per_minute, retry_seconds } => Text::new(
                format!("Al massimo {per_minute} numeri al minuto da qui: riprova tra {retry_seconds} secondi."),
                format!("At most {per_minute} tickets a minute from here: try again in {retry_seconds} seconds."),
            ),
        }
    }
}

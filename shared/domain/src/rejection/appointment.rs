//! Refusals of what somebody with an appointment asks for.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::calendar::time_text;
use crate::text::Text;

/// Why a check-in was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum AppointmentRejection {
    /// No appointment of today has this code.
    UnknownAppointment {
        /// What was typed.
        code: String,
    },
    /// The citizen has come too early.
    TooEarly {
        /// When the appointment begins, on the hub's own clock.
        starts_at: NaiveDateTime,
        /// From when on one can check in, on the hub's own clock.
        check_in_from: NaiveDateTime,
    },
    /// The citizen has a ticket for it.
    CheckedInBefore {
        /// The ticket's code.
        code: String,
    },
    /// The appointment was called off.
    AppointmentCancelled,
    /// The appointment is too long ago.
    AppointmentMissed {
        /// When it began, on the hub's own clock.
        starts_at: NaiveDateTime,
    },
}

impl From<AppointmentRejection> for Rejection {
    fn from(rejection: AppointmentRejection) -> Self {
        Self::Appointment(rejection)
    }
}

impl AppointmentRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownAppointment { .. } => "unknown_appointment",
            Self::TooEarly { .. } => "too_early",
            Self::CheckedInBefore { .. } => "checked_in_before",
            Self::AppointmentCancelled => "appointment_cancelled",
            Self::AppointmentMissed { .. } => "appointment_missed",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownAppointment { code } => Text::new(
                format!("Nessun appuntamento di oggi ha il codice {code}: ricontrollalo o prendi un numero."),
                format!("No appointment of today has the code {code}: check it or take a ticket."),
            ),
            Self::TooEarly { starts_at, check_in_from } => {
                let (starts_at, from) = (time_text(starts_at.time()), time_text(check_in_from.time()));
                Text::new(
                    format!("L'appuntamento è alle {starts_at}: registrati dalle {from} in poi."),
                    format!("The appointment is at {starts_at}: please check in from {from} on."),
                )
            }
            Self::CheckedInBefore { code } => Text::new(
                format!("Sei già registrato con il numero {code}: attendi la chiamata."),
                format!("You are checked in already with ticket {code}: please wait to be called."),
            ),
            Self::AppointmentCancelled => Text::new(
                "L'appuntamento è stato annullato: prendi un numero o prenota di nuovo.",
                "The appointment was called off: take a ticket or book again.",
            ),
            Self::AppointmentMissed { starts_at } => {
                let starts_at = time_text(starts_at.time());
                Text::new(
                    format!("L'appuntamento delle {starts_at} è passato: prendi un numero."),
                    format!("The appointment at {starts_at} has passed: please take a ticket."),
                )
            }
        }
    }
}

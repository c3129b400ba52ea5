//! Refusals of what somebody with an appointment asks for.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Rejection;
use super::words::appointment as words;
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
    /// The appointment is in another building than the citizen.
    AppointmentElsewhere {
        /// The building's name, in Italian.
        location: String,
        /// Its address.
        address: String,
        /// When the appointment begins, on the hub's own clock.
        starts_at: NaiveDateTime,
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
            Self::AppointmentElsewhere { .. } => "appointment_elsewhere",
            Self::AppointmentCancelled => "appointment_cancelled",
            Self::AppointmentMissed { .. } => "appointment_missed",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownAppointment { code } => words::UNKNOWN_APPOINTMENT.with(&[code.into()]),
            Self::TooEarly { starts_at, check_in_from } => {
                words::TOO_EARLY.with(&[starts_at.time().into(), check_in_from.time().into()])
            }
            Self::CheckedInBefore { code } => words::CHECKED_IN_BEFORE.with(&[code.into()]),
            Self::AppointmentElsewhere { location, address, starts_at } => {
                words::APPOINTMENT_ELSEWHERE.with(&[starts_at.time().into(), location.into(), address.into()])
            }
            Self::AppointmentCancelled => words::APPOINTMENT_CANCELLED.text(),
            Self::AppointmentMissed { starts_at } => words::APPOINTMENT_MISSED.with(&[starts_at.time().into()]),
        }
    }
}

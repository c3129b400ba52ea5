//! Appointments of a day: who is expected when, and for what. Nothing here says who.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::check_in::CheckInCode;
use crate::ids::{AppointmentId, LocationId, ServiceId};

/// One appointment, as far as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The id the booking system gave it.
    pub id: AppointmentId,
    /// What the citizen types or shows to say that they have come.
    pub code: CheckInCode,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it is planned to last, in minutes, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_minutes: Option<u16>,
    /// The services, in order.
    pub services: Vec<ServiceId>,
    /// The building; the headquarters where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
}

/// What has become of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentState {
    /// Nobody has come for it yet.
    Expected,
    /// The citizen has come and has a ticket.
    CheckedIn,
    /// Nobody came in time.
    Missed,
    /// It was called off.
    Cancelled,
}

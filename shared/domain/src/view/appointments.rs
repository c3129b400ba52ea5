//! What the desk sees of the day's appointments.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::appointment::AppointmentState;
use crate::ids::AppointmentId;
use crate::text::Text;
use crate::ticket::Code;

/// The appointments of the open day, in the order of their beginnings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentsView {
    /// The open day; `None` while closed.
    pub day: Option<NaiveDate>,
    /// The appointments.
    pub appointments: Vec<AppointmentRow>,
}

/// One appointment of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentRow {
    /// The id the booking system gave it.
    pub appointment: AppointmentId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it is planned to last, in minutes, where that is known.
    pub duration_minutes: Option<u16>,
    /// The services.
    pub services: Vec<Text>,
    /// The building.
    pub location: Text,
    /// What has become of it.
    pub state: AppointmentState,
    /// The code of the ticket, once the citizen has come.
    pub ticket: Option<Code>,
}

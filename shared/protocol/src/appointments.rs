//! Appointments as they come in and as the booking system is answered.

use std::collections::BTreeMap;
use std::fmt;

use domain::appointment::AppointmentState;
use domain::check_in::CheckInCode;
use domain::ids::AppointmentId;
use domain::text::Text;
use serde::{Deserialize, Serialize};

/// In which form bookings come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// A table with separators, one booking a line.
    Csv,
    /// iCalendar (RFC 5545), one booking an event.
    Calendar,
    /// A list of bookings in JSON.
    Rows,
}

impl ImportKind {
    /// Every kind there is.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Calendar, Self::Rows];

    /// The media type it travels under.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Calendar => "text/calendar",
            Self::Rows => "application/json",
        }
    }

    /// The ending of a file of this kind, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Calendar => "ics",
            Self::Rows => "json",
        }
    }
}

/// What an import of bookings led to.
///
/// Each booking of the import is counted once, in one of the five numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentsImported {
    /// Bookings that were not known.
    pub new: u32,
    /// Bookings that were known and are different.
    pub changed: u32,
    /// Bookings that are as they were known.
    pub unchanged: u32,
    /// Bookings that are called off.
    pub cancelled: u32,
    /// Bookings that were not known and are of the past or called off: nothing was kept of them.
    pub left_out: u32,
    /// The bookings that are kept, in the order of the import.
    pub appointments: Vec<ImportedAppointment>,
    /// What works but could surprise.
    pub notes: Vec<Remark>,
}

/// One booking of an import, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedAppointment {
    /// The id the booking system gave it.
    pub appointment: AppointmentId,
    /// What the citizen types or shows on coming; it stays the same however often the booking changes.
    pub check_in_code: CheckInCode,
    /// What has become of it.
    pub state: AppointmentState,
}

/// Something to say about an import, and about a place in it where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remark {
    /// The line of the file, or the position of the row, from 1; none where it is about the whole.
    #[serde(default)]
    pub line: Option<u32>,
    /// Stable code, such as `unknown_service`.
    pub code: String,
    /// The values the text names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// What it is and what to do, in the languages of the hub.
    pub text: Text,
}

/// For whom an appointment is, as the booking system said; kept apart and deletable.
///
/// Its `Debug` says nothing, so that no log does.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedPerson {
    /// The name; empty where none was given.
    pub name: String,
    /// Where the person can be reached; empty where nothing was given.
    pub contact: String,
}

impl fmt::Debug for BookedPerson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BookedPerson(kept apart)")
    }
}

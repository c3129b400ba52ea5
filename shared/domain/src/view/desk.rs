//! What a clerk sees beside the ticket in hand and the queue.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{NoticeRow, PriorityChoice, ReadyNoticeChoice};
use crate::ids::{CounterId, DeviceId, LocationId, TicketId};
use crate::printer::{PrinterPlace, PrinterState};
use crate::text::Text;
use crate::ticket::{Code, Step};

/// What a clerk sees and can choose, beside the ticket in hand and the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DeskView {
    /// Reasons for priority, to reclassify a visit.
    pub priorities: Vec<PriorityChoice>,
    /// Why the counter does not call for a while; `None` where it does.
    pub pause_reason: Option<String>,
    /// Whether finishing calls the next ticket at once, and the counter, once it found nobody, whoever comes.
    pub auto_next: bool,
    /// Whether the clerk may call a ticket by its code, out of turn.
    pub may_call_named: bool,
    /// Tickets the clerk has laid aside.
    pub parked: Vec<ParkedRow>,
    /// Counters of the building that ask for help, this one among them.
    pub help: Vec<HelpRow>,
    /// The step that can be taken back.
    pub undo: Option<UndoChoice>,
    /// Printers of the building that staff have to do something about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub printers: Vec<PrinterRow>,
    /// Kiosks of the building at which somebody asks for a person to come, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub usher_calls: Vec<UsherRow>,
    /// The building the counter stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Notices that are up in the building, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeRow>,
    /// Notices that can be put up as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ready_notices: Vec<ReadyNoticeChoice>,
}

/// A kiosk at which somebody asks for a person to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsherRow {
    /// The kiosk.
    pub device: DeviceId,
    /// The building it stands in.
    pub location: LocationId,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A printer of a kiosk and how it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrinterRow {
    /// The kiosk it belongs to.
    pub device: DeviceId,
    /// Which of its printers.
    pub printer: PrinterPlace,
    /// The building the kiosk stands in.
    pub location: LocationId,
    /// How it is.
    pub state: PrinterState,
    /// How it is and what to do about it.
    pub text: Text,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A ticket that was laid aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkedRow {
    /// The ticket.
    pub ticket: TicketId,
    /// Its code.
    pub code: Code,
    /// The service.
    pub service: Text,
    /// Why it was laid aside.
    pub reason: String,
    /// When it returns to its queue by itself.
    pub return_at: DateTime<Utc>,
}

/// A counter that asks for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelpRow {
    /// The counter.
    pub counter: CounterId,
    /// The label over the desk.
    pub label: String,
    /// What for.
    pub note: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A step that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoChoice {
    /// The step.
    pub step: Step,
    /// The ticket's code.
    pub code: Code,
    /// Until when.
    pub until: DateTime<Utc>,
}

//! The bytes between the machines of a hub: routes, request and reply bodies, stream frames and problems.
//!
//! Names on the wire are `snake_case` and live under `/api/v1`.
//! Architecture invariant: this crate opens no socket; it only says what travels.
#![forbid(unsafe_code)]

mod appointments;
mod catalog;

use std::collections::BTreeMap;

use domain::follow::FollowToken;
use domain::ids::Seq;
use domain::lease::Lease;
use domain::text::Text;
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView, TicketView};
use serde::{Deserialize, Serialize};

pub use appointments::*;
pub use catalog::*;

/// Where things are.
pub mod route {
    /// `POST` a command.
    pub const COMMANDS: &str = "/api/v1/commands";
    /// `GET` the kiosk view.
    pub const KIOSK: &str = "/api/v1/kiosk";
    /// `GET` the kiosk view, live.
    pub const KIOSK_STREAM: &str = "/api/v1/kiosk/stream";
    /// `GET` the board view.
    pub const BOARD: &str = "/api/v1/board";
    /// `GET` the board view, live.
    pub const BOARD_STREAM: &str = "/api/v1/board/stream";
    /// `GET` what whoever runs the office sees.
    pub const MANAGER: &str = "/api/v1/manager";
    /// `GET` what whoever runs the office sees, live.
    pub const MANAGER_STREAM: &str = "/api/v1/manager/stream";
    /// `GET` one counter's view by its id.
    pub const COUNTER: &str = "/api/v1/counters/{counter}";
    /// `GET` one counter's view by its id, live.
    pub const COUNTER_STREAM: &str = "/api/v1/counters/{counter}/stream";
    /// `GET` one ticket's view by its id.
    pub const TICKET: &str = "/api/v1/tickets/{ticket}";
    /// `GET` one ticket's view by the secret it was given.
    pub const FOLLOW: &str = "/api/v1/follow/{token}";
    /// `GET` one ticket's view by the secret it was given, live.
    pub const FOLLOW_STREAM: &str = "/api/v1/follow/{token}/stream";
    /// `GET` the page on which a citizen follows a ticket by its secret; short, because it stands in a code on paper.
    pub const FOLLOW_PAGE: &str = "/f/{token}";
    /// `GET` what that page needs beside itself.
    pub const FOLLOW_ASSET: &str = "/f/assets/{name}";
    /// `GET` the hub file in use, `POST` another.
    pub const CATALOG: &str = "/api/v1/catalog";
    /// `GET` the versions of the hub file.
    pub const CATALOG_VERSIONS: &str = "/api/v1/catalog/versions";
    /// `GET` one version of the hub file.
    pub const CATALOG_VERSION: &str = "/api/v1/catalog/versions/{version}";
    /// `GET` the day's appointments, `POST` bookings.
    pub const APPOINTMENTS: &str = "/api/v1/appointments";
    /// `GET` the day's appointments, live.
    pub const APPOINTMENTS_STREAM: &str = "/api/v1/appointments/stream";
    /// `GET` for whom an appointment is, `DELETE` that for good.
    pub const APPOINTMENT_PERSON: &str = "/api/v1/appointments/{appointment}/person";
    /// `POST` a question about past days.
    pub const WHAT_IF: &str = "/api/v1/what-if";
    /// `GET` what would have helped most, live while it is looked for.
    pub const ADVICE_STREAM: &str = "/api/v1/advice/stream";
    /// `GET` whether the dispatcher is well.
    pub const HEALTH: &str = "/health";
    /// `GET` the description of this interface.
    pub const OPENAPI: &str = "/api/openapi.json";
}

/// Header that carries the client-made command id.
pub const COMMAND_ID_HEADER: &str = "idempotency-key";
/// Largest accepted request body, in bytes.
pub const BODY_BYTES_MAX: usize = 16 * 1024;
/// Longest text in a command, in characters.
pub const COMMAND_TEXT_CHARS_MAX: usize = 500;
/// A live stream says something at least this often, in seconds.
pub const HEARTBEAT_SECONDS: u64 = 10;
/// A client takes a stream silent for this long to be dead, in seconds.
pub const STREAM_SILENCE_SECONDS_MAX: u64 = 25;

/// What a command led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reply {
    /// Journal position after the command.
    pub seq: Seq,
    /// The ticket concerned, as it stood right after the command, where there was one.
    pub ticket: Option<TicketView>,
    /// The secret with which the citizen follows a ticket that was just taken; told nowhere else.
    #[serde(default)]
    pub follow: Option<FollowToken>,
    /// What the kiosk may give by itself while the dispatcher is gone, where it asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
}

impl Reply {
    /// A reply that says nothing but where the journal is.
    #[must_use]
    pub fn at(seq: Seq) -> Self {
        Self { seq, ticket: None, follow: None, lease: None }
    }
}

/// One frame of a live stream: the whole view, with its place in history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Frame<V> {
    /// Journal position the view shows.
    pub seq: Seq,
    /// The dispatcher's clock right after the commit whose outcome the view shows; not when the frame was sent.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The hub's IANA time zone, such as `Europe/Rome`: times travel as UTC and are read in this zone.
    pub time_zone: String,
    /// The view.
    pub view: V,
}

/// A frame for a kiosk.
pub type KioskFrame = Frame<KioskView>;
/// A frame for a board.
pub type BoardFrame = Frame<BoardView>;
/// What the manager receives.
pub type ManagerFrame = Frame<ManagerView>;
/// A frame for a counter.
pub type CounterFrame = Frame<CounterView>;
/// A frame of the day's appointments, for the desk.
pub type AppointmentsFrame = Frame<AppointmentsView>;

/// Why a request failed, by RFC 9457, with texts a person can act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:sportello:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short summary in English.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do, in English.
    pub detail: String,
    /// Stable code.
    pub code: String,
    /// What to do, in the languages of the hub.
    pub text: Text,
    /// The values the text names, such as the `service` that is not known; empty where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Everything that is in the way, at most `REASONS_TOLD_MAX`, where a new hub file would break running tickets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// What is wrong with a hub file, as `LINE: what is wrong; what to do`, at most `REASONS_TOLD_MAX`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<String>,
    /// What is wrong with an import of bookings, each with its line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// Media type of a [`Problem`].
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    /// A problem with this code and text.
    #[must_use]
    pub fn new(status: u16, code: &str, text: Text) -> Self {
        Self {
            kind: format!("urn:sportello:problem:{code}"),
            title: code.replace('_', " "),
            status,
            detail: text.en.clone(),
            code: code.to_owned(),
            text,
            values: BTreeMap::new(),
            reasons: Vec::new(),
            mistakes: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

/// [`Health::status`] while all is well.
pub const HEALTH_OK: &str = "ok";
/// [`Health::status`] while the journal cannot be written; with HTTP status 507 where the disk is full, else 503.
pub const HEALTH_STORAGE: &str = "storage";

/// How the dispatcher is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// [`HEALTH_OK`], or [`HEALTH_STORAGE`] from a failed write until the next that succeeds.
    pub status: String,
    /// Journal position.
    pub seq: Seq,
    /// Version of the program.
    pub version: String,
}

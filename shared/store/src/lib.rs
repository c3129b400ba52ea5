//! The durable journal of a hub: events, the replies to commands in the same transaction, and beside them the book of
//! appointments.
//!
//! Two traits are the contract: [`HubStore`] writes, [`HubReader`] reads.
//! [`SqliteStore`] is the engine of one machine; [`SimStore`] lives in memory and fails when a test tells it to.
//!
//! Several hubs can share one store; they do not know of each other.
//!
//! Architecture invariants: an append is all or nothing and durable when it returns `Ok`; a batch that does not
//! follow the head of the journal is refused, and so is one whose term is over.
#![forbid(unsafe_code)]

mod booking;
mod error;
mod sim;
mod sqlite;

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use domain::catalog_change::CatalogOrigin;
use domain::check_in::CheckInCode;
use domain::event::Event;
use domain::ids::{AppointmentId, CommandId, HubId, Seq};
use domain::{DayDate, Timestamp};

pub use booking::{FoundBookings, KeptPerson, StoredBooking};
pub use error::{AppendError, StoreError};
pub use sim::{Fault, SimStore};
pub use sqlite::{SqliteReader, SqliteStore};

/// One event in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its place in the journal.
    pub seq: Seq,
    /// When it happened, by the dispatcher's clock.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// The answer to a command, kept so that a retry gets it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReply {
    /// The command's id.
    pub command: CommandId,
    /// The command as it was asked, to tell a retry from another command with the same id.
    pub request: String,
    /// Place in the journal after the command.
    pub seq: Seq,
    /// HTTP status of the answer.
    pub status: u16,
    /// Body of the answer.
    pub body: String,
    /// When it was answered.
    pub at: Timestamp,
}

/// One version of a hub's catalog, without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogVersion {
    /// Counts from 1.
    pub version: u32,
    /// When it took effect.
    pub at: Timestamp,
    /// How it came in.
    pub origin: CatalogOrigin,
}

/// What is written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Events, without a gap between them.
    pub events: Vec<Stored>,
    /// Replies.
    pub replies: Vec<StoredReply>,
    /// Bookings that are new or different, in place of what was known of them.
    pub bookings: BTreeMap<AppointmentId, StoredBooking>,
}

/// The right to write a hub's journal, until somebody else takes it with a higher epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The hub.
    pub hub: HubId,
    /// Counts take-overs.
    pub epoch: u64,
    /// How long the right lasts without being renewed.
    pub ttl: Duration,
}

/// The moment, by this machine's monotonic clock, until which the holder of a term may speak for the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeaseUntil(pub Instant);

/// Writes the journal of hubs. Blocking; lives on the sequencer's thread.
pub trait HubStore: Send {
    /// Takes the right to write; `None` while somebody else has it.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn acquire(&mut self, hub: &HubId, holder: &str, ttl: Duration) -> Result<Option<Term>, StoreError>;

    /// Keeps the right to write; to be called well before the lease ends.
    ///
    /// # Errors
    /// [`StoreError::Fenced`] when somebody else took over; any other when it cannot be told.
    fn renew(&mut self, term: &Term) -> Result<LeaseUntil, StoreError>;

    /// Gives the right back at a clean stop, so that the next one need not wait, and leaves the journal tidy.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn release(&mut self, term: Term) -> Result<(), StoreError>;

    /// Writes a batch after the head: all or nothing, durable on `Ok`.
    ///
    /// # Errors
    /// See [`AppendError`]; after `Unknown` the journal has to be read again before anything else.
    fn append(&mut self, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError>;

    /// Forgets replies older than a moment, and says how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn prune_replies(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError>;

    /// Forgets for whom an appointment is, for good: a later import does not bring it back. Says whether there was
    /// such a booking whose person was not forgotten before.
    ///
    /// On `Ok` the data are gone from the store, also from what it keeps of earlier writes, unless a reader is in the
    /// middle of it; then they go at a rest.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn forget_person(&mut self, term: &Term, appointment: &AppointmentId) -> Result<bool, StoreError>;

    /// Forgets for whom the appointments are that begin before a moment, and says of how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn forget_persons(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError>;

    /// Forgets the bookings that begin before a moment, and says how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn prune_bookings(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError>;

    /// Does what can wait; called when nothing waits to be written.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn rest(&mut self) -> Result<(), StoreError>;
}

/// Reads the journal of hubs.
pub trait HubReader: Send {
    /// The place of the last event; 0 in an empty journal.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn head(&self, hub: &HubId) -> Result<Seq, StoreError>;

    /// The place of the last opened day: where a replay begins.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn last_day_open(&self, hub: &HubId) -> Result<Option<Seq>, StoreError>;

    /// Every day that was ever opened, in any order; one that cannot be read is left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn days(&self, hub: &HubId) -> Result<Vec<DayDate>, StoreError>;

    /// At most `limit` events after a place, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn events(&self, hub: &HubId, after: Seq, limit: usize) -> Result<Vec<Stored>, StoreError>;

    /// The last change of the catalog before a place; `None` where there was none yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn catalog_before(&self, hub: &HubId, before: Seq) -> Result<Option<Stored>, StoreError>;

    /// The event that brought a version of the catalog.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn catalog_version(&self, hub: &HubId, version: u32) -> Result<Option<Stored>, StoreError>;

    /// At most `limit` versions of the catalog, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn catalog_versions(&self, hub: &HubId, limit: usize) -> Result<Vec<CatalogVersion>, StoreError>;

    /// The stored answer to a command.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn reply(&self, hub: &HubId, command: &CommandId) -> Result<Option<StoredReply>, StoreError>;

    /// At most `limit` bookings that begin in a span, cancelled ones among them.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn bookings(&self, hub: &HubId, span: &Range<Timestamp>, limit: usize) -> Result<FoundBookings, StoreError>;

    /// How many bookings begin in a span, cancelled ones among them.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn bookings_count(&self, hub: &HubId, span: &Range<Timestamp>) -> Result<usize, StoreError>;

    /// A booking by its id.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn booking(&self, hub: &HubId, id: &AppointmentId) -> Result<Option<StoredBooking>, StoreError>;

    /// Whether a booking that begins at a moment or later has this code for check-in.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn has_code(&self, hub: &HubId, code: &CheckInCode, from: Timestamp) -> Result<bool, StoreError>;
}

/// Whether the batch is a gapless run that begins at `first`.
pub(crate) fn is_gapless(first: Seq, batch: &Batch) -> bool {
    batch.events.iter().zip(first.0..).all(|(stored, seq)| stored.seq.0 == seq)
}

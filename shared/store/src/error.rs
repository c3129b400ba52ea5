//! What can go wrong with the disk.

use std::path::PathBuf;

use domain::ids::{HubId, Seq};

/// Why a store cannot be opened, read or changed; each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer program.
    #[error("{file}: this journal is of version {found}, this program knows {known}; install the newer program")]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error("{file}: this is not a journal of Sportello; name another file, it was left untouched")]
    NotAJournal {
        /// The file.
        file: PathBuf,
    },
    /// Another dispatcher has it.
    #[error("{file}: another dispatcher is using this journal; stop it first")]
    InUse {
        /// The file.
        file: PathBuf,
    },
    /// A file cannot be reached.
    #[error("{file}: {source}; check path and permissions")]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file lies on another machine's disk.
    #[error("{folder}: this is a network disk, on which a journal is not safe; name a file on a local disk")]
    NetworkDisk {
        /// The folder.
        folder: PathBuf,
    },
    /// Somebody else took over; this writer must stop.
    #[error("another dispatcher has taken over hub '{hub}'; stop one of the two")]
    Fenced {
        /// The hub.
        hub: HubId,
    },
    /// The database says no.
    #[error("the journal cannot be used: {0}; check the disk, or restore a backup")]
    Sqlite(#[from] rusqlite::Error),
    /// A row cannot be understood.
    #[error("the journal holds something unreadable at {place}: {why}; restore a backup")]
    Damaged {
        /// Where.
        place: String,
        /// Why.
        why: String,
    },
    /// The store is out of reach.
    #[error("the journal is out of reach: {0}")]
    Unavailable(String),
}

/// Why an append did not happen, or may not have.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else took over; this writer must stop.
    #[error("another dispatcher has taken over this hub")]
    Fenced {
        /// The epoch of whoever has it, where somebody does.
        current: Option<u64>,
    },
    /// The batch does not follow the head.
    #[error("the journal is at {head:?}, not where this batch begins")]
    Conflict {
        /// The place of the last event.
        head: Seq,
    },
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The store cannot be written; nothing was written.
    #[error("the journal cannot be written: {0}")]
    Unavailable(String),
    /// The commit failed in the middle: it may have happened or not.
    #[error("the outcome of the commit is unknown: {0}")]
    Unknown(String),
}

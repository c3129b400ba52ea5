//! The journal in one SQLite file.

mod open;

use std::fs::File;
use std::path::{Path, PathBuf};

use domain::Timestamp;
use domain::event::Event;
use domain::ids::{CommandId, HubId, Seq};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use crate::{AppendError, Batch, HubReader, HubStore, StoreError, Stored, StoredReply, Term, is_gapless};

/// The one writer of a journal file; holds a lock on it while it lives.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    file: PathBuf,
    _lock: File,
}

/// A reader of a journal file.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Connection,
}

impl SqliteStore {
    /// Opens the journal, or makes it where there is none; brings an older one forward.
    ///
    /// # Errors
    /// When the file is in use, newer, damaged, something else or out of reach; it is then untouched.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let lock = open::lock(file)?;
        open::inspect(file)?;
        let connection = open::prepare(file)?;
        Ok(Self { connection, file: file.to_owned(), _lock: lock })
    }

    /// A reader of the same file.
    ///
    /// # Errors
    /// When the file cannot be opened again.
    pub fn reader(&self) -> Result<SqliteReader, StoreError> {
        let connection = Connection::open_with_flags(&self.file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.pragma_update(None, "trusted_schema", "OFF")?;
        Ok(SqliteReader { connection })
    }

    fn write(&mut self, hub: &HubId, term: &Term, first: Seq, batch: &Batch) -> Result<(), Step> {
        let transaction = self.connection.transaction()?;
        let epoch: Option<i64> = transaction
            .prepare_cached("SELECT epoch FROM lease WHERE hub = ?1")?
            .query_row([hub.as_str()], |row| row.get(0))
            .optional()?;
        if epoch != Some(term.epoch.cast_signed()) {
            return Err(Step::Refused(AppendError::Fenced));
        }
        let head = head(&transaction, hub)?;
        if first != head.next() || !is_gapless(first, batch) {
            return Err(Step::Refused(AppendError::Conflict { head }));
        }
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO event(hub, seq, epoch, at, kind, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")?;
            for stored in &batch.events {
                let (kind, body) = event_row(&stored.event).map_err(Step::Refused)?;
                let at = stored.at.to_rfc3339();
                let seq = stored.seq.0.cast_signed();
                insert.execute(params![hub.as_str(), seq, term.epoch.cast_signed(), at, kind, body])?;
            }
            let mut insert = transaction.prepare_cached(
                "INSERT INTO command(hub, id, request, seq, status, body, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for reply in &batch.replies {
                let (seq, at) = (reply.seq.0.cast_signed(), reply.at.to_rfc3339());
                let id = reply.command.as_str();
                insert.execute(params![hub.as_str(), id, reply.request, seq, reply.status, reply.body, at])?;
            }
        }
        transaction.commit().map_err(Step::Commit)
    }
}

/// How far an append came before it failed.
enum Step {
    Refused(AppendError),
    Before(rusqlite::Error),
    Commit(rusqlite::Error),
}

impl From<rusqlite::Error> for Step {
    fn from(error: rusqlite::Error) -> Self {
        Self::Before(error)
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

impl HubStore for SqliteStore {
    fn acquire(&mut self, hub: &HubId, holder: &str) -> Result<Term, StoreError> {
        let epoch: i64 = self.connection.query_row(
            "INSERT INTO lease(hub, epoch, holder) VALUES(?1, 1, ?2) \
             ON CONFLICT(hub) DO UPDATE SET epoch = epoch + 1, holder = ?2 RETURNING epoch",
            params![hub.as_str(), holder],
            |row| row.get(0),
        )?;
        Ok(Term { epoch: epoch.cast_unsigned() })
    }

    fn append(&mut self, hub: &HubId, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        self.write(hub, term, first, batch).map_err(|step| match step {
            Step::Refused(error) => error,
            Step::Before(error) | Step::Commit(error) if is_full(&error) => AppendError::Full,
            Step::Before(error) => AppendError::Unavailable(error.to_string()),
            Step::Commit(error) => AppendError::Unknown(error.to_string()),
        })
    }

    fn prune_replies(&mut self, hub: &HubId, before: Timestamp) -> Result<usize, StoreError> {
        let changed = self
            .connection
            .execute("DELETE FROM command WHERE hub = ?1 AND at < ?2", params![hub.as_str(), before.to_rfc3339()])?;
        Ok(changed)
    }
}

impl HubReader for SqliteReader {
    fn head(&self, hub: &HubId) -> Result<Seq, StoreError> {
        Ok(head(&self.connection, hub)?)
    }

    fn last_day_open(&self, hub: &HubId) -> Result<Option<Seq>, StoreError> {
        let seq: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(seq) FROM event WHERE hub = ?1 AND kind = 'day_opened'")?
            .query_row([hub.as_str()], |row| row.get(0))?;
        Ok(seq.map(|seq| Seq(seq.cast_unsigned())))
    }

    fn events(&self, hub: &HubId, after: Seq, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let mut select = self
            .connection
            .prepare_cached("SELECT seq, at, body FROM event WHERE hub = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = select.query(params![hub.as_str(), after.0.cast_signed(), limit])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(read_event(row)?);
        }
        Ok(events)
    }

    fn reply(&self, hub: &HubId, command: &CommandId) -> Result<Option<StoredReply>, StoreError> {
        let mut select = self
            .connection
            .prepare_cached("SELECT request, seq, status, body, at FROM command WHERE hub = ?1 AND id = ?2")?;
        let mut rows = select.query(params![hub.as_str(), command.as_str()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let place = || format!("the reply to {command}");
        Ok(Some(StoredReply {
            command: command.clone(),
            request: row.get(0)?,
            seq: Seq(row.get::<_, i64>(1)?.cast_unsigned()),
            status: row.get(2)?,
            body: row.get(3)?,
            at: read_time(&row.get::<_, String>(4)?, place)?,
        }))
    }
}

fn head(connection: &Connection, hub: &HubId) -> Result<Seq, rusqlite::Error> {
    let seq: Option<i64> = connection
        .prepare_cached("SELECT max(seq) FROM event WHERE hub = ?1")?
        .query_row([hub.as_str()], |row| row.get(0))?;
    Ok(Seq(seq.unwrap_or(0).cast_unsigned()))
}

fn event_row(event: &Event) -> Result<(String, String), AppendError> {
    let unwritable =
        |error: serde_json::Error| AppendError::Unavailable(format!("an event cannot be written: {error}"));
    let value = serde_json::to_value(event).map_err(unwritable)?;
    let kind = value.get("event").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
    Ok((kind, value.to_string()))
}

fn read_event(row: &Row<'_>) -> Result<Stored, StoreError> {
    let seq = Seq(row.get::<_, i64>(0)?.cast_unsigned());
    let place = || format!("event {}", seq.0);
    let at = read_time(&row.get::<_, String>(1)?, place)?;
    let event = serde_json::from_str(&row.get::<_, String>(2)?)
        .map_err(|error| StoreError::Damaged { place: place(), why: error.to_string() })?;
    Ok(Stored { seq, at, event })
}

fn read_time(text: &str, place: impl Fn() -> String) -> Result<Timestamp, StoreError> {
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|error| StoreError::Damaged { place: place(), why: error.to_string() })
}

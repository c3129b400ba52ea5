//! The journal in one SQLite file.

mod book;
mod catalog;
mod disk;
mod open;

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::check_in::CheckInCode;
use domain::event::Event;
use domain::ids::{AppointmentId, CommandId, HubId, Seq};
use domain::{DayDate, Timestamp};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use crate::{
    AppendError, Batch, CatalogVersion, FoundBookings, HubReader, HubStore, LeaseUntil, StoreError, Stored,
    StoredBooking, StoredReply, Term, is_gapless,
};

/// The one writer of a journal file; holds a lock on it while it lives.
#[derive(Debug)]
pub struct SqliteStore {
    /// `None` after a commit whose outcome is unknown: what is left of it must not be trusted.
    connection: Option<Connection>,
    file: PathBuf,
    /// Whether the write-ahead log may still hold personal data that were deleted or replaced.
    is_log_to_be_cleared: bool,
    _lock: File,
}

/// A reader of a journal file.
#[derive(Debug)]
pub struct SqliteReader {
    connection: Connection,
}

impl SqliteReader {
    /// Reads a journal beside whoever writes it.
    ///
    /// # Errors
    /// When the file is missing, newer, something else or out of reach.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        open::expect_journal(file)?;
        Ok(Self { connection: open::connect_reader(file)? })
    }

    /// The hubs of which something was written, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hubs(&self) -> Result<Vec<HubId>, StoreError> {
        // Whoever writes has a lease; the events alone would have to be read from end to end.
        let mut select = self.connection.prepare_cached(
            "SELECT hub FROM lease WHERE EXISTS (SELECT 1 FROM event WHERE event.hub = lease.hub) ORDER BY hub",
        )?;
        let hubs = select.query_map([], |row| row.get::<_, String>(0))?;
        Ok(hubs.map(|hub| hub.map(HubId::new)).collect::<Result<_, _>>()?)
    }
}

impl SqliteStore {
    /// Opens the journal, or makes it where there is none; brings an older one forward.
    ///
    /// # Errors
    /// When the file is in use, newer, damaged, something else, on a network disk or out of reach; it is then
    /// untouched.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let file = open::resolve(file)?;
        let (connection, lock) = open::open(&file)?;
        // Nobody knows what a crash left in the log.
        Ok(Self { connection: Some(connection), file, is_log_to_be_cleared: true, _lock: lock })
    }

    /// A reader of the same file.
    ///
    /// # Errors
    /// When the file cannot be opened again.
    pub fn reader(&self) -> Result<SqliteReader, StoreError> {
        SqliteReader::open(&self.file)
    }

    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => open::connect(&self.file)?,
        };
        Ok(self.connection.insert(connection))
    }

    fn write(&mut self, term: &Term, first: Seq, batch: &Batch) -> Result<(), Step> {
        let hub = &term.hub;
        let transaction = self.connection()?.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let current = epoch(&transaction, hub)?;
        if current != Some(term.epoch) {
            return Err(Step::Refused(AppendError::Fenced { current }));
        }
        let head = head(&transaction, hub)?;
        if first != head.next() || !is_gapless(first, batch) {
            return Err(Step::Refused(AppendError::Conflict { head }));
        }
        insert_events(&transaction, term, &batch.events)?;
        insert_replies(&transaction, hub, &batch.replies)?;
        book::upsert(&transaction, hub, batch.bookings.values())?;
        transaction.commit().map_err(Step::Commit)?;
        self.is_log_to_be_cleared |= !batch.bookings.is_empty();
        Ok(())
    }

    /// Moves what the write-ahead log holds into the file; false when a reader keeps it from being done.
    fn checkpoint(&mut self, mode: &str) -> Result<bool, StoreError> {
        let statement = format!("PRAGMA wal_checkpoint({mode})");
        let is_busy = self.connection()?.query_row(&statement, [], |row| row.get::<_, bool>(0))?;
        Ok(!is_busy)
    }

    /// Clears the write-ahead log of what was deleted; where a reader is in the middle of it, the next rest tries again.
    fn clear_log(&mut self) -> Result<(), StoreError> {
        self.is_log_to_be_cleared = true;
        // Whoever waits for an answer is not to wait for a reader.
        open::wait_for_locks(self.connection()?, false)?;
        let cleared = self.checkpoint("TRUNCATE");
        open::wait_for_locks(self.connection()?, true)?;
        self.is_log_to_be_cleared = !cleared?;
        Ok(())
    }
}

fn epoch(connection: &Connection, hub: &HubId) -> Result<Option<u64>, rusqlite::Error> {
    let mut select = connection.prepare_cached("SELECT epoch FROM lease WHERE hub = ?1")?;
    select.query_row([hub.as_str()], |row| row.get::<_, i64>(0)).optional().map(|epoch| epoch.map(i64::cast_unsigned))
}

fn insert_events(transaction: &Transaction<'_>, term: &Term, events: &[Stored]) -> Result<(), Step> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO event(hub, seq, epoch, at, kind, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")?;
    let (hub, epoch) = (term.hub.as_str(), term.epoch.cast_signed());
    for stored in events {
        let (kind, body) = event_row(&stored.event).map_err(Step::Refused)?;
        insert.execute(params![hub, stored.seq.0.cast_signed(), epoch, stored.at.to_rfc3339(), kind, body])?;
    }
    Ok(())
}

fn insert_replies(transaction: &Transaction<'_>, hub: &HubId, replies: &[StoredReply]) -> Result<(), Step> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO command(hub, id, request, seq, status, body, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for reply in replies {
        let (id, seq, at) = (reply.command.as_str(), reply.seq.0.cast_signed(), reply.at.to_rfc3339());
        insert.execute(params![hub.as_str(), id, reply.request, seq, reply.status, reply.body, at])?;
    }
    Ok(())
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

impl From<StoreError> for Step {
    fn from(error: StoreError) -> Self {
        Self::Refused(AppendError::Unavailable(error.to_string()))
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

impl HubStore for SqliteStore {
    fn acquire(&mut self, hub: &HubId, holder: &str, ttl: Duration) -> Result<Option<Term>, StoreError> {
        // The lock on the file keeps every other process out, so the lease is always free here.
        let epoch: i64 = self.connection()?.query_row(
            "INSERT INTO lease(hub, epoch, holder) VALUES(?1, 1, ?2) \
             ON CONFLICT(hub) DO UPDATE SET epoch = epoch + 1, holder = ?2 RETURNING epoch",
            params![hub.as_str(), holder],
            |row| row.get(0),
        )?;
        Ok(Some(Term { hub: hub.clone(), epoch: epoch.cast_unsigned(), ttl }))
    }

    fn renew(&mut self, term: &Term) -> Result<LeaseUntil, StoreError> {
        let asked = Instant::now();
        if epoch(self.connection()?, &term.hub)? != Some(term.epoch) {
            return Err(StoreError::Fenced { hub: term.hub.clone() });
        }
        Ok(LeaseUntil(asked + term.ttl))
    }

    fn release(&mut self, term: Term) -> Result<(), StoreError> {
        self.connection()?.execute(
            "UPDATE lease SET holder = '' WHERE hub = ?1 AND epoch = ?2",
            params![term.hub.as_str(), term.epoch.cast_signed()],
        )?;
        self.checkpoint("TRUNCATE").map(drop)
    }

    fn append(&mut self, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        self.write(term, first, batch).map_err(|step| match step {
            Step::Refused(error) => error,
            Step::Before(error) | Step::Commit(error) if is_full(&error) => AppendError::Full,
            Step::Before(error) => AppendError::Unavailable(error.to_string()),
            Step::Commit(error) => {
                self.connection = None;
                AppendError::Unknown(error.to_string())
            }
        })
    }

    fn prune_replies(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        let pruned = self.connection()?.execute(
            "DELETE FROM command WHERE hub = ?1 AND at < ?2",
            params![term.hub.as_str(), before.to_rfc3339()],
        )?;
        Ok(pruned)
    }

    fn forget_person(&mut self, term: &Term, appointment: &AppointmentId) -> Result<bool, StoreError> {
        let is_new = book::forget_person(self.connection()?, &term.hub, appointment)?;
        if is_new || self.is_log_to_be_cleared {
            self.clear_log()?;
        }
        Ok(is_new)
    }

    fn forget_persons(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        let forgotten = book::forget_persons(self.connection()?, &term.hub, before)?;
        self.is_log_to_be_cleared |= forgotten > 0;
        Ok(forgotten)
    }

    fn prune_bookings(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        let pruned = book::prune(self.connection()?, &term.hub, before)?;
        self.is_log_to_be_cleared |= pruned > 0;
        Ok(pruned)
    }

    fn rest(&mut self) -> Result<(), StoreError> {
        if self.is_log_to_be_cleared { self.clear_log() } else { self.checkpoint("PASSIVE").map(drop) }
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

    fn days(&self, hub: &HubId) -> Result<Vec<DayDate>, StoreError> {
        let mut select = self.connection.prepare_cached(
            "SELECT CASE WHEN json_valid(body) THEN json_extract(body, '$.day') END FROM event \
             WHERE hub = ?1 AND kind = 'day_opened'",
        )?;
        let mut rows = select.query([hub.as_str()])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            // The last opened day is read again as a whole; an older one that is damaged does not stop this one.
            days.extend(row.get::<_, String>(0).ok().and_then(|day| day.parse::<DayDate>().ok()));
        }
        Ok(days)
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

    fn catalog_before(&self, hub: &HubId, before: Seq) -> Result<Option<Stored>, StoreError> {
        catalog::before(&self.connection, hub, before)
    }

    fn catalog_version(&self, hub: &HubId, version: u32) -> Result<Option<Stored>, StoreError> {
        catalog::version(&self.connection, hub, version)
    }

    fn catalog_versions(&self, hub: &HubId, limit: usize) -> Result<Vec<CatalogVersion>, StoreError> {
        catalog::versions(&self.connection, hub, limit)
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

    fn bookings(&self, hub: &HubId, span: &Range<Timestamp>, limit: usize) -> Result<FoundBookings, StoreError> {
        book::of_span(&self.connection, hub, span, limit)
    }

    fn bookings_count(&self, hub: &HubId, span: &Range<Timestamp>) -> Result<usize, StoreError> {
        book::count(&self.connection, hub, span)
    }

    fn booking(&self, hub: &HubId, id: &AppointmentId) -> Result<Option<StoredBooking>, StoreError> {
        book::one(&self.connection, hub, id)
    }

    fn has_code(&self, hub: &HubId, code: &CheckInCode, from: Timestamp) -> Result<bool, StoreError> {
        book::has_code(&self.connection, hub, code, from)
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
    // Written from the event itself: its members then always stand in the same order.
    Ok((kind, serde_json::to_string(event).map_err(unwritable)?))
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::ids::{HubId, Seq};
    use domain::text::Language;
    use domain::ticket::{Class, Code};

    use super::{SqliteStore, open};
    use crate::{AppendError, Batch, HubReader, HubStore, Stored};

    /// One event of about a page.
    fn batch(seq: u64) -> Batch {
        let event = domain::event::Event::TicketTaken {
            ticket: domain::ids::TicketId(seq),
            code: Code("A".repeat(4_000)),
            services: vec![],
            class: Class::WalkIn,
            language: Language::It,
            device: None,
            priority: None,
            weight: 0,
            follow: None,
            location: None,
            ready_at: None,
            appointment: None,
            waits_from: None,
            taken_offline_at: None,
            is_unleased: false,
        };
        let events = vec![Stored { seq: Seq(seq), at: domain::Timestamp::default(), event }];
        Batch { events, ..Batch::default() }
    }

    #[test]
    fn a_full_disk_refuses_whole_batches_and_room_lets_them_in_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
        let hub = HubId::new("hub");
        let term = store.acquire(&hub, "test", Duration::from_secs(5)).unwrap().unwrap();
        let reader = store.reader().unwrap();
        let allow = |store: &SqliteStore, pages: i32| {
            store.connection.as_ref().unwrap().pragma_update(None, "max_page_count", pages).unwrap();
        };
        allow(&store, 20);
        let refused =
            (1..100).find_map(|seq| store.append(&term, Seq(seq), &batch(seq)).err().map(|error| (seq, error)));
        let (seq, error) = refused.unwrap();
        assert!(matches!(error, AppendError::Full), "{error}");
        assert_eq!(reader.head(&hub).unwrap(), Seq(seq - 1));
        store.append(&term, Seq(seq), &batch(seq)).unwrap_err();
        allow(&store, 1_000);
        store.append(&term, Seq(seq), &batch(seq)).unwrap();
        assert_eq!(reader.head(&hub).unwrap(), Seq(seq));
    }

    #[test]
    fn a_dropped_connection_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.sqlite");
        let mut store = SqliteStore::open(&file).unwrap();
        let term = store.acquire(&HubId::new("hub"), "test", Duration::from_secs(5)).unwrap().unwrap();
        store.append(&term, Seq(1), &batch(1)).unwrap();
        store.connection = None;
        store.append(&term, Seq(2), &batch(2)).unwrap();
        assert_eq!(
            open::connect_reader(&file).unwrap().query_row("SELECT count(*) FROM event", [], |row| row.get(0)),
            Ok(2)
        );
    }
}

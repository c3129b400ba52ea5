//! Opening a journal file without harming what is not one.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::disk;
use crate::StoreError;

/// "SPRT" as a number: marks our files in SQLite's header.
const APPLICATION_ID: i32 = 0x5350_5254;
/// Scripts that bring a file from version n to n + 1.
const MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/0001_journal.sql"),
    include_str!("../migrations/0002_catalog.sql"),
    include_str!("../migrations/0003_book.sql"),
];
/// The first bytes of every SQLite file.
const SQLITE_MARK: &[u8; 16] = b"SQLite format 3\0";
/// Length of the header of an SQLite file, in bytes.
const HEADER_BYTES: usize = 100;
/// Where the header keeps `user_version`, four bytes, the highest first.
const VERSION_AT_BYTE: usize = 60;
/// Where the header keeps `application_id`, likewise.
const APPLICATION_AT_BYTE: usize = 68;
/// How long a statement waits for a lock, in milliseconds.
const BUSY_MILLIS_MAX: i32 = 5_000;
/// Length of the write-ahead log at which a commit checkpoints by itself, where the writer never rests, in pages.
const LOG_PAGES_MAX: i32 = 1_000;
/// Largest write-ahead log kept after a checkpoint, in bytes.
const LOG_BYTES_MAX: i64 = 64 * 1024 * 1024;

fn file_error(file: &Path) -> impl Fn(std::io::Error) -> StoreError {
    let file = file.to_owned();
    move |source| StoreError::File { file: file.clone(), source }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a journal really lies: a second name for it must not lead to a second lock, or to a network disk unseen.
pub(super) fn resolve(file: &Path) -> Result<PathBuf, StoreError> {
    match fs::canonicalize(file) {
        Ok(file) => return Ok(file),
        Err(error) if error.kind() == ErrorKind::NotFound => (),
        Err(error) => return Err(file_error(file)(error)),
    }
    let folder = fs::canonicalize(folder_of(file)).map_err(file_error(folder_of(file)))?;
    match file.file_name() {
        Some(name) => Ok(folder.join(name)),
        None => Err(StoreError::NotAJournal { file: file.to_owned() }),
    }
}

/// Opens a journal for its one writer, or makes it where there is none; the lock keeps a second dispatcher out.
pub(super) fn open(file: &Path) -> Result<(Connection, File), StoreError> {
    disk::refuse_network(folder_of(file))?;
    inspect(file)?;
    let lock = lock(file)?;
    // Again, because whoever had the lock may just have made the file.
    if inspect(file)? == Found::Nothing {
        create(file)?;
    }
    Ok((connect(file)?, lock))
}

/// Takes the lock that keeps a second dispatcher out.
fn lock(file: &Path) -> Result<File, StoreError> {
    let path = beside(file, ".lock");
    let lock = File::options().create(true).append(true).open(&path).map_err(file_error(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { file: file.to_owned() }),
        Err(TryLockError::Error(source)) => Err(StoreError::File { file: path, source }),
    }
}

#[derive(PartialEq, Eq)]
enum Found {
    Nothing,
    Journal,
}

/// Refuses what is newer or not ours by its first bytes alone, so that it stays untouched.
fn inspect(file: &Path) -> Result<Found, StoreError> {
    let mut header = Vec::with_capacity(HEADER_BYTES);
    match File::open(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(file_error(file)(error)),
        Ok(open) => open.take(HEADER_BYTES as u64).read_to_end(&mut header).map_err(file_error(file))?,
    };
    if header.is_empty() {
        return Ok(Found::Nothing);
    }
    let number = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(i32::from_be_bytes);
    if !header.starts_with(SQLITE_MARK) || number(APPLICATION_AT_BYTE) != Some(APPLICATION_ID) {
        return Err(StoreError::NotAJournal { file: file.to_owned() });
    }
    refuse_newer(file, number(VERSION_AT_BYTE).map_or(0, i64::from))?;
    Ok(Found::Journal)
}

/// Refuses what is no journal this program can read.
pub(super) fn expect_journal(file: &Path) -> Result<(), StoreError> {
    match inspect(file)? {
        Found::Journal => Ok(()),
        Found::Nothing => Err(file_error(file)(ErrorKind::NotFound.into())),
    }
}

fn refuse_newer(file: &Path, found: i64) -> Result<(), StoreError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { file: file.to_owned(), found, known });
    }
    Ok(())
}

/// Makes an empty journal under another name first, so that a crash never leaves a file that is not one.
fn create(file: &Path) -> Result<(), StoreError> {
    let new = beside(file, ".new");
    for left_over in [new.clone(), beside(&new, "-journal")] {
        match fs::remove_file(&left_over) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(file_error(&left_over)(error)),
            Ok(()) | Err(_) => (),
        }
    }
    let mut connection = Connection::open(&new)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut connection)?;
    connection.close().map_err(|(_, error)| error)?;
    fs::rename(&new, file).map_err(file_error(file))?;
    let folder = folder_of(file);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_error(folder))
}

fn migrate(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    let from = version(connection)?;
    for (script, number) in MIGRATIONS.iter().zip(1_i64..).filter(|(_, number)| *number > from) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(script)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Opens a journal for writing and brings it to the newest version.
pub(super) fn connect(file: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    distrust(&connection)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        let why = format!("{} lies on a disk that cannot keep a write-ahead log; use another", file.display());
        return Err(StoreError::Unavailable(why));
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // What is deleted is overwritten with zeros: personal data must not stay behind in unused parts of the file.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES_MAX)?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES_MAX)?;
    refuse_newer(file, version(&connection)?)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Opens a journal for reading alone.
pub(super) fn connect_reader(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    distrust(&connection)?;
    Ok(connection)
}

/// Whether a statement waits for a lock for a while, as it does at first, or gives up at once.
pub(super) fn wait_for_locks(connection: &Connection, is_waiting: bool) -> Result<(), rusqlite::Error> {
    connection.pragma_update(None, "busy_timeout", if is_waiting { BUSY_MILLIS_MAX } else { 0 })
}

/// What every connection is told: to wait for a lock, and to believe neither schema nor pages.
fn distrust(connection: &Connection) -> Result<(), rusqlite::Error> {
    wait_for_locks(connection, true)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")
}

#[cfg(test)]
mod tests {
    use super::{APPLICATION_ID, connect_reader, open};

    #[test]
    fn the_writer_is_as_careful_as_the_rules_ask() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.sqlite");
        let (connection, _lock) = open(&file).unwrap();
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
        let full = 2;
        assert_eq!(number("synchronous"), full);
        assert_eq!(number("foreign_keys"), 1);
        assert_eq!(number("busy_timeout"), 5_000);
        assert_eq!(number("trusted_schema"), 0);
        assert_eq!(number("cell_size_check"), 1);
        assert_eq!(number("wal_autocheckpoint"), 1_000);
        assert_eq!(number("journal_size_limit"), 64 * 1024 * 1024);
        assert_eq!(number("application_id"), i64::from(APPLICATION_ID));
        assert_eq!(number("secure_delete"), 1);
        assert_eq!(number("user_version"), 3);
        let reader = connect_reader(&file).unwrap();
        reader.execute("DELETE FROM event", []).unwrap_err();
    }

    #[test]
    fn what_a_crash_left_of_a_journal_in_the_making_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.sqlite");
        std::fs::write(folder.path().join("journal.sqlite.new"), "half a journal").unwrap();
        std::fs::write(&file, "").unwrap();
        drop(open(&file).unwrap());
        drop(open(&file).unwrap());
        assert!(!folder.path().join("journal.sqlite.new").exists());
    }
}

//! Opening a journal file without harming what is not one.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;

/// "SPRT" as a number: marks our files in SQLite's header.
const APPLICATION_ID: i32 = 0x5350_5254;
/// Scripts that bring a file from version n to n + 1.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_journal.sql")];
/// The first bytes of every SQLite file.
const SQLITE_HEADER: &[u8; 16] = b"SQLite format 3\0";
/// How long a statement waits for a lock, in milliseconds.
const BUSY_MILLIS_MAX: i32 = 5_000;
/// Largest write-ahead log kept after a checkpoint, in bytes.
const JOURNAL_BYTES_MAX: i64 = 64 * 1024 * 1024;

fn file_error(file: &Path) -> impl Fn(std::io::Error) -> StoreError {
    let file = file.to_owned();
    move |source| StoreError::File { file: file.clone(), source }
}

/// Takes the lock that keeps a second dispatcher out.
pub(super) fn lock(file: &Path) -> Result<File, StoreError> {
    let mut path = file.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let lock = File::options().create(true).append(true).open(&path).map_err(file_error(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { file: file.to_owned() }),
        Err(TryLockError::Error(source)) => Err(StoreError::File { file: path, source }),
    }
}

/// Refuses what is newer or not ours, before anything is written.
pub(super) fn inspect(file: &Path) -> Result<(), StoreError> {
    let mut header = [0; SQLITE_HEADER.len()];
    match File::open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_error(file)(error)),
        Ok(mut open) => {
            if open.metadata().map_err(file_error(file))?.len() == 0 {
                return Ok(());
            }
            if open.read_exact(&mut header).is_err() || &header != SQLITE_HEADER {
                return Err(StoreError::NotAJournal { file: file.to_owned() });
            }
        }
    }
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let ours: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if ours != APPLICATION_ID {
        return Err(StoreError::NotAJournal { file: file.to_owned() });
    }
    let found = version(&connection)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { file: file.to_owned(), found, known });
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Opens the file for writing and brings it to the newest version.
pub(super) fn prepare(file: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "busy_timeout", BUSY_MILLIS_MAX)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    connection.pragma_update(None, "journal_size_limit", JOURNAL_BYTES_MAX)?;
    let from = version(&connection)?;
    for (script, number) in MIGRATIONS.iter().zip(1_i64..).filter(|(_, number)| *number > from) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(script)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(connection)
}

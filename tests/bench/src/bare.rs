//! The reference: what bare rusqlite does on the same disk with the same tables, settings and rows.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use rusqlite::{Connection, OpenFlags, Transaction};

use crate::figures::Leg;

/// The tables of the journal.
const TABLES: &str = include_str!("../../../shared/store/src/migrations/0001_journal.sql");

/// The two rows a ticket makes, as the dispatcher wrote them.
pub(crate) struct Rows {
    kind: String,
    body: String,
    request: String,
    reply: String,
}

impl Rows {
    /// Those of the first ticket in a journal.
    pub(crate) fn of_journal(file: &Path) -> anyhow::Result<Self> {
        let journal = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        journal
            .query_row(
                "SELECT kind, event.body, request, command.body FROM event JOIN command USING(hub, seq) \
                 WHERE kind = 'ticket_taken' ORDER BY seq LIMIT 1",
                [],
                |row| Ok(Self { kind: row.get(0)?, body: row.get(1)?, request: row.get(2)?, reply: row.get(3)? }),
            )
            .context("the dispatcher wrote no ticket to copy")
    }

    pub(crate) fn bytes(&self) -> usize {
        self.kind.len() + self.body.len() + self.request.len() + self.reply.len()
    }

    fn insert(&self, transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<()> {
        let at = "2026-06-01T08:00:00.123456789+00:00";
        transaction
            .prepare_cached("INSERT INTO event(hub, seq, epoch, at, kind, body) VALUES('bench', ?1, 1, ?2, ?3, ?4)")?
            .execute((seq, at, &self.kind, &self.body))?;
        // As long as a client's id, and like one in no order.
        let id =
            format!("{:032x}", u128::from(seq.cast_unsigned()).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        transaction
            .prepare_cached(
                "INSERT INTO command(hub, id, request, seq, status, body, at) VALUES('bench', ?1, ?2, ?3, 200, ?4, ?5)",
            )?
            .execute((id, &self.request, seq, &self.reply, at))?;
        Ok(())
    }
}

/// Writes tickets with `tickets_per_commit` in each transaction until the time is over.
pub(crate) fn run(dir: &Path, rows: &Rows, tickets_per_commit: usize, time: Duration) -> anyhow::Result<Leg> {
    let folder = tempfile::tempdir_in(dir)?;
    let mut connection = Connection::open(folder.path().join("bare.sqlite"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(TABLES)?;
    let mut latencies = Vec::new();
    let (start, mut seq) = (Instant::now(), 0_i64);
    while start.elapsed() < time {
        let begun = Instant::now();
        let transaction = connection.transaction()?;
        for _ in 0..tickets_per_commit {
            seq += 1;
            rows.insert(&transaction, seq)?;
        }
        transaction.commit()?;
        latencies.push(begun.elapsed());
    }
    Ok(Leg { tickets: usize::try_from(seq)?, elapsed: start.elapsed(), latencies, doubled: 0 })
}

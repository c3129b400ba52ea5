//! The contract of a store, held against each of them, and what only a file can go through.

use std::path::Path;

use chrono::DateTime;
use domain::event::Event;
use domain::ids::{CommandId, HubId, Seq, TicketId};
use domain::{DayDate, Timestamp};
use store::{AppendError, Batch, Fault, HubReader, HubStore, SimStore, SqliteStore, StoreError, Stored, StoredReply};

fn hub() -> HubId {
    HubId::new("hub")
}

fn at(second: i64) -> Timestamp {
    DateTime::from_timestamp(1_780_000_000 + second, 0).unwrap()
}

fn event(seq: u64) -> Stored {
    let day = DayDate::from_ymd_opt(2026, 6, 1).unwrap();
    let event = if seq.is_multiple_of(10) {
        Event::DayOpened { day, first_ticket: TicketId(seq) }
    } else {
        Event::SlipReported {
            ticket: TicketId(seq),
            outcome: domain::ticket::SlipOutcome::Printed,
            detail: "perché no".to_owned(),
        }
    };
    Stored { seq: Seq(seq), at: at(seq.cast_signed()), event }
}

fn reply(id: &str, seq: u64) -> StoredReply {
    StoredReply {
        command: CommandId::new(id),
        request: "{}".to_owned(),
        seq: Seq(seq),
        status: 200,
        body: format!("{{\"seq\":{seq}}}"),
        at: at(seq.cast_signed()),
    }
}

fn batch(from: u64, to: u64) -> Batch {
    Batch { events: (from..=to).map(event).collect(), replies: vec![reply(&format!("command-{to}"), to)] }
}

fn contract(store: &mut dyn HubStore, reader: &dyn HubReader) {
    let hub = hub();
    assert_eq!(reader.head(&hub).unwrap(), Seq(0));
    assert_eq!(reader.last_day_open(&hub).unwrap(), None);
    let term = store.acquire(&hub, "first").unwrap();
    store.append(&hub, &term, Seq(1), &batch(1, 12)).unwrap();
    assert_eq!(reader.head(&hub).unwrap(), Seq(12));
    assert_eq!(reader.last_day_open(&hub).unwrap(), Some(Seq(10)));
    assert_eq!(reader.events(&hub, Seq(9), 2).unwrap(), vec![event(10), event(11)]);
    assert_eq!(reader.reply(&hub, &CommandId::new("command-12")).unwrap(), Some(reply("command-12", 12)));
    assert_eq!(reader.reply(&hub, &CommandId::new("never-asked")).unwrap(), None);

    for wrong in [batch(12, 13), batch(14, 15)] {
        let first = wrong.events[0].seq;
        let refused = store.append(&hub, &term, first, &wrong);
        assert!(matches!(refused, Err(AppendError::Conflict { head: Seq(12) })), "{refused:?}");
    }
    let gap = Batch { events: vec![event(13), event(15)], replies: vec![] };
    assert!(matches!(store.append(&hub, &term, Seq(13), &gap), Err(AppendError::Conflict { .. })));

    let only_reply = Batch { events: vec![], replies: vec![reply("refused-command", 12)] };
    store.append(&hub, &term, Seq(13), &only_reply).unwrap();
    assert_eq!(reader.head(&hub).unwrap(), Seq(12));

    let newer = store.acquire(&hub, "second").unwrap();
    assert!(newer.epoch > term.epoch);
    assert!(matches!(store.append(&hub, &term, Seq(13), &batch(13, 13)), Err(AppendError::Fenced)));
    store.append(&hub, &newer, Seq(13), &batch(13, 13)).unwrap();
    assert_eq!(store.prune_replies(&hub, at(13)).unwrap(), 2);
    assert_eq!(reader.reply(&hub, &CommandId::new("command-12")).unwrap(), None);
}

#[test]
fn sqlite_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let reader = store.reader().unwrap();
    contract(&mut store, &reader);
}

#[test]
fn the_simulated_store_keeps_the_contract() {
    let mut store = SimStore::default();
    let reader = store.clone();
    contract(&mut store, &reader);
}

#[test]
fn the_simulated_store_fails_as_told_and_only_once() {
    let mut store = SimStore::default();
    let reader = store.clone();
    let term = store.acquire(&hub(), "test").unwrap();
    for (fault, head) in [(Fault::Full, 0), (Fault::UnknownBefore, 0), (Fault::UnknownAfter, 1)] {
        store.fail_next(fault);
        store.append(&hub(), &term, Seq(1), &batch(1, 1)).unwrap_err();
        assert_eq!(reader.head(&hub()).unwrap(), Seq(head));
    }
}

#[test]
fn everything_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let term = store.acquire(&hub(), "first").unwrap();
    store.append(&hub(), &term, Seq(1), &batch(1, 30)).unwrap();
    drop(store);
    let store = SqliteStore::open(&file).unwrap();
    let reader = store.reader().unwrap();
    assert_eq!(reader.events(&hub(), Seq(0), 100).unwrap(), (1..=30).map(event).collect::<Vec<_>>());
}

#[test]
fn a_second_dispatcher_is_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let _first = SqliteStore::open(&file).unwrap();
    assert!(matches!(SqliteStore::open(&file), Err(StoreError::InUse { .. })));
}

fn refused_untouched(file: &Path) -> StoreError {
    let before = std::fs::read(file).unwrap();
    let error = SqliteStore::open(file).unwrap_err();
    assert_eq!(std::fs::read(file).unwrap(), before, "the file was touched");
    error
}

#[test]
fn a_file_of_something_else_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database, and longer than a header").unwrap();
    assert!(matches!(refused_untouched(&text), StoreError::NotAJournal { .. }));
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t(a)").unwrap();
    assert!(matches!(refused_untouched(&other), StoreError::NotAJournal { .. }));
}

#[test]
fn a_newer_journal_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    drop(SqliteStore::open(&file).unwrap());
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap_or_default();
    drop(connection);
    assert!(matches!(refused_untouched(&file), StoreError::Newer { found: 99, .. }));
}

#[test]
fn a_torn_write_ahead_log_leaves_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let term = store.acquire(&hub(), "first").unwrap();
    for number in 0..20 {
        store.append(&hub(), &term, Seq(number * 5 + 1), &batch(number * 5 + 1, number * 5 + 5)).unwrap();
    }
    let wal = folder.path().join("journal.sqlite-wal");
    let (database, log) = (std::fs::read(&file).unwrap(), std::fs::read(&wal).unwrap());
    let mut random = 7_usize;
    for _ in 0..20 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let torn = tempfile::tempdir().unwrap();
        let copy = torn.path().join("journal.sqlite");
        std::fs::write(&copy, &database).unwrap();
        std::fs::write(torn.path().join("journal.sqlite-wal"), &log[..(random >> 20) % log.len()]).unwrap();
        // A file torn before its first commit is empty or has no marks of ours yet; it is refused or new, never wrong.
        let Ok(recovered) = SqliteStore::open(&copy) else { continue };
        let events = recovered.reader().unwrap().events(&hub(), Seq(0), 1_000).unwrap();
        assert_eq!(events.len() % 5, 0, "half a batch survived");
        assert_eq!(events, (1..=events.len() as u64).map(event).collect::<Vec<_>>());
    }
}

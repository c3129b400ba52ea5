//! The contract of a store, held against each of them, and what only a file can go through.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::DateTime;
use domain::event::Event;
use domain::ids::{CommandId, HubId, Seq, TicketId};
use domain::{DayDate, Timestamp};
use store::{
    AppendError, Batch, Fault, HubReader, HubStore, LeaseUntil, SimStore, SqliteStore, StoreError, Stored, StoredReply,
    Term,
};

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
    Batch {
        events: (from..=to).map(event).collect(),
        replies: vec![reply(&format!("command-{to}"), to)],
        ..Batch::default()
    }
}

/// How long a lease lasts in these tests; longer than any of them.
const TTL: Duration = Duration::from_secs(60);

fn acquire(store: &mut dyn HubStore, holder: &str) -> Term {
    store.acquire(&hub(), holder, TTL).unwrap().unwrap()
}

fn contract(store: &mut dyn HubStore, reader: &dyn HubReader) {
    let hub = hub();
    assert_eq!(reader.head(&hub).unwrap(), Seq(0));
    assert_eq!(reader.last_day_open(&hub).unwrap(), None);
    let term = acquire(store, "first");
    store.append(&term, Seq(1), &batch(1, 12)).unwrap();
    assert_eq!(reader.head(&hub).unwrap(), Seq(12));
    assert_eq!(reader.last_day_open(&hub).unwrap(), Some(Seq(10)));
    assert_eq!(reader.days(&hub).unwrap(), vec![DayDate::from_ymd_opt(2026, 6, 1).unwrap()]);
    assert_eq!(reader.events(&hub, Seq(9), 2).unwrap(), vec![event(10), event(11)]);
    assert_eq!(reader.reply(&hub, &CommandId::new("command-12")).unwrap(), Some(reply("command-12", 12)));
    assert_eq!(reader.reply(&hub, &CommandId::new("never-asked")).unwrap(), None);

    for wrong in [batch(12, 13), batch(14, 15)] {
        let first = wrong.events[0].seq;
        let refused = store.append(&term, first, &wrong);
        assert!(matches!(refused, Err(AppendError::Conflict { head: Seq(12) })), "{refused:?}");
    }
    let gap = Batch { events: vec![event(13), event(15)], ..Batch::default() };
    assert!(matches!(store.append(&term, Seq(13), &gap), Err(AppendError::Conflict { .. })));
    let answered_twice = Batch { events: vec![event(13)], replies: vec![reply("command-12", 13)], ..Batch::default() };
    assert!(matches!(store.append(&term, Seq(13), &answered_twice), Err(AppendError::Unavailable(_))));
    let twice_in_one =
        Batch { events: vec![event(13)], replies: vec![reply("twice", 13), reply("twice", 13)], ..Batch::default() };
    assert!(matches!(store.append(&term, Seq(13), &twice_in_one), Err(AppendError::Unavailable(_))));
    assert_eq!(reader.head(&hub).unwrap(), Seq(12), "a refused batch leaves nothing");

    let only_reply = Batch { replies: vec![reply("refused-command", 12)], ..Batch::default() };
    store.append(&term, Seq(13), &only_reply).unwrap();
    assert_eq!(reader.head(&hub).unwrap(), Seq(12));
    store.rest().unwrap();

    hubs_are_independent(store, reader);
    leases(store, &term);
    let newest = acquire(store, "third");
    assert_eq!(store.prune_replies(&newest, at(13)).unwrap(), 2);
    assert_eq!(reader.reply(&hub, &CommandId::new("command-12")).unwrap(), None);
    assert_eq!(reader.reply(&hub, &CommandId::new("command-13")).unwrap(), Some(reply("command-13", 13)));
}

/// Another hub in the same store has its own places, epochs and replies.
fn hubs_are_independent(store: &mut dyn HubStore, reader: &dyn HubReader) {
    let other = HubId::new("another hub");
    assert_eq!(reader.head(&other).unwrap(), Seq(0));
    assert_eq!(reader.last_day_open(&other).unwrap(), None);
    let term = store.acquire(&other, "first", TTL).unwrap().unwrap();
    store.append(&term, Seq(1), &batch(1, 2)).unwrap();
    let same_id = Batch { events: vec![event(3)], replies: vec![reply("command-12", 3)], ..Batch::default() };
    store.append(&term, Seq(3), &same_id).unwrap();
    assert_eq!(reader.head(&other).unwrap(), Seq(3));
    assert_eq!(reader.head(&hub()).unwrap(), Seq(12));
    assert_eq!(reader.reply(&other, &CommandId::new("command-12")).unwrap().unwrap().seq, Seq(3));
    assert_eq!(reader.reply(&hub(), &CommandId::new("command-12")).unwrap().unwrap().seq, Seq(12));
    assert_eq!(store.prune_replies(&term, at(1_000)).unwrap(), 2);
    assert!(reader.reply(&hub(), &CommandId::new("command-12")).unwrap().is_some());
}

/// A released right is free at once, and whoever had it cannot write behind the back of the next.
fn leases(store: &mut dyn HubStore, term: &Term) {
    let asked = Instant::now();
    assert!(store.renew(term).unwrap() >= LeaseUntil(asked + TTL));
    store.release(term.clone()).unwrap();
    let newer = acquire(store, "second");
    assert!(newer.epoch > term.epoch);
    let late = store.append(term, Seq(13), &batch(13, 13));
    assert!(matches!(late, Err(AppendError::Fenced { current: Some(epoch) }) if epoch == newer.epoch), "{late:?}");
    assert!(matches!(store.renew(term), Err(StoreError::Fenced { .. })));
    store.append(&newer, Seq(13), &batch(13, 13)).unwrap();
    let again = acquire(store, "second");
    assert!(again.epoch > newer.epoch, "the holder itself need not wait for its lease to end");
    store.release(again).unwrap();
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
    let term = acquire(&mut store, "test");
    for (fault, head) in
        [(Fault::Full, 0), (Fault::Unavailable, 0), (Fault::UnknownBefore, 0), (Fault::UnknownAfter, 1)]
    {
        store.fail_next(fault);
        store.append(&term, Seq(1), &batch(1, 1)).unwrap_err();
        assert_eq!(reader.head(&hub()).unwrap(), Seq(head));
    }
    store.fail(Fault::Full);
    store.fail_reads();
    for _ in 0..2 {
        store.append(&term, Seq(2), &batch(2, 2)).unwrap_err();
        reader.head(&hub()).unwrap_err();
    }
    store.mend();
    store.append(&term, Seq(2), &batch(2, 2)).unwrap();
}

#[test]
fn a_simulated_hub_held_elsewhere_is_free_once_the_lease_has_run_out() {
    let mut store = SimStore::default();
    let first = acquire(&mut store, "first");
    assert_eq!(store.acquire(&hub(), "second", TTL).unwrap(), None);
    store.renew(&first).unwrap();
    assert_eq!(store.acquire(&hub(), "second", TTL).unwrap(), None);
    store.expire_leases();
    assert!(acquire(&mut store, "second").epoch > first.epoch);
}

#[test]
fn everything_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let term = acquire(&mut store, "first");
    store.append(&term, Seq(1), &batch(1, 30)).unwrap();
    drop(store);
    let mut store = SqliteStore::open(&file).unwrap();
    assert!(acquire(&mut store, "second").epoch > term.epoch, "take-overs are counted across starts");
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

#[cfg(unix)]
#[test]
fn another_name_for_a_journal_does_not_lead_around_its_lock() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let _first = SqliteStore::open(&file).unwrap();
    let by_file = folder.path().join("link.sqlite");
    std::os::unix::fs::symlink(&file, &by_file).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let by_folder = elsewhere.path().join("link");
    std::os::unix::fs::symlink(folder.path(), &by_folder).unwrap();
    for name in [by_file, by_folder.join("journal.sqlite")] {
        let refused = SqliteStore::open(&name);
        assert!(matches!(refused, Err(StoreError::InUse { .. })), "{refused:?}");
    }
}

/// What lies in a folder: names and contents.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

fn refused_untouched(file: &Path) -> StoreError {
    let before = contents(file.parent().unwrap());
    let error = SqliteStore::open(file).unwrap_err();
    assert!(contents(file.parent().unwrap()) == before, "the file was touched or something was left beside it");
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
    drop(connection);
    assert!(matches!(refused_untouched(&file), StoreError::Newer { found: 99, .. }));
}

#[test]
fn a_torn_write_ahead_log_leaves_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let term = acquire(&mut store, "first");
    for number in 0..20 {
        store.append(&term, Seq(number * 5 + 1), &batch(number * 5 + 1, number * 5 + 5)).unwrap();
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
        let recovered = SqliteStore::open(&copy).unwrap();
        let events = recovered.reader().unwrap().events(&hub(), Seq(0), 1_000).unwrap();
        assert_eq!(events.len() % 5, 0, "half a batch survived");
        assert_eq!(events, (1..=events.len() as u64).map(event).collect::<Vec<_>>());
    }
}

/// The events a copy of the file alone holds, without its write-ahead log.
fn events_in_the_file_alone(file: &Path) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    std::fs::copy(file, &copy).unwrap();
    let store = SqliteStore::open(&copy).unwrap();
    store.reader().unwrap().events(&hub(), Seq(0), 1_000).unwrap().len()
}

#[test]
fn a_resting_writer_moves_the_log_into_the_file_and_a_clean_stop_leaves_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let reader = store.reader().unwrap();
    let term = acquire(&mut store, "first");
    store.append(&term, Seq(1), &batch(1, 30)).unwrap();
    assert_eq!(events_in_the_file_alone(&file), 0);
    store.rest().unwrap();
    assert_eq!(events_in_the_file_alone(&file), 30);
    store.append(&term, Seq(31), &batch(31, 40)).unwrap();
    store.release(term).unwrap();
    assert_eq!(events_in_the_file_alone(&file), 40);
    assert_eq!(std::fs::metadata(folder.path().join("journal.sqlite-wal")).unwrap().len(), 0);
    assert_eq!(reader.head(&hub()).unwrap(), Seq(40));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let error = SqliteStore::open(&missing.join("journal.sqlite")).unwrap_err();
    assert!(matches!(error, StoreError::File { file, .. } if file == missing));
}

#[test]
fn a_reader_names_the_hubs_that_have_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let reader = store.reader().unwrap();
    assert_eq!(reader.hubs().unwrap(), []);
    let mut term = |name: &str| store.acquire(&HubId::new(name), "test", TTL).unwrap().unwrap();
    let terms = [term("west"), term("east"), term("silent")];
    for term in &terms[..2] {
        store.append(term, Seq(1), &batch(1, 3)).unwrap();
    }
    assert_eq!(reader.hubs().unwrap(), [HubId::new("east"), HubId::new("west")]);
}

#[test]
fn a_reader_opens_nothing_but_a_journal_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.sqlite");
    let error = store::SqliteReader::open(&missing).unwrap_err();
    assert!(matches!(error, StoreError::File { .. }) && !missing.exists(), "{error}");
    let text = folder.path().join("text");
    std::fs::write(&text, "hello").unwrap();
    let error = store::SqliteReader::open(&text).unwrap_err();
    assert!(matches!(error, StoreError::NotAJournal { .. }), "{error}");
}

//! A journal with a row that cannot be read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stories::{Process, client_of, sample_catalog, take};

use crate::kills::{PROGRAM, assert_one_clear_line};

/// What lies in a folder: names and contents.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

/// A journal with a day and a ticket, left by a clean stop.
async fn journal(folder: &Path) -> PathBuf {
    let journal = folder.join("journal.sqlite");
    let process = Process::start(PROGRAM, &journal).await.unwrap();
    let service = sample_catalog().services[0].id.clone();
    client_of(process.address()).send(&client::new_command_id(), &take(&service)).await.unwrap();
    assert!(process.stop().await.status.success());
    journal
}

fn change(journal: &Path, statements: &str) {
    rusqlite::Connection::open(journal).unwrap().execute_batch(statements).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_journal_is_refused_and_left_byte_for_byte_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let journal = journal(folder.path()).await;
    change(&journal, "UPDATE event SET body = '{\"event\":\"ticket_ta' WHERE kind = 'ticket_taken'");
    let before = contents(folder.path());
    let ended = Process::start(PROGRAM, &journal).await.err().expect("it is refused");
    assert_one_clear_line(&ended, "unreadable at event 2");
    let after = contents(folder.path());
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "something was left beside it");
    assert!(after == before, "the journal was touched");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_worn_out_from_before_the_last_opened_day_stops_no_start() {
    let folder = tempfile::tempdir().unwrap();
    let journal = journal(folder.path()).await;
    // The day and ticket there are become the second day; before them lies one that cannot be read at all.
    change(
        &journal,
        "UPDATE event SET seq = seq + 1000; UPDATE command SET seq = seq + 1000;
         WITH RECURSIVE place(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM place WHERE seq < 1000)
         INSERT INTO event(hub, seq, epoch, at, kind, body)
         SELECT (SELECT hub FROM lease), seq, 1, 'long ago', iif(seq = 1, 'day_opened', 'ticket_taken'), 'worn out'
         FROM place",
    );
    let process = Process::start(PROGRAM, &journal).await.unwrap();
    let service = sample_catalog().services[0].id.clone();
    let next = client_of(process.address()).send(&client::new_command_id(), &take(&service)).await.unwrap();
    let ticket = next.ticket.unwrap();
    assert!(ticket.code.as_str().ends_with("002"), "{}", ticket.code);
    assert!(process.stop().await.status.success());
}

//! The dispatcher's process is killed, or must not go on.

use std::path::Path;

use domain::ids::Seq;
use store::{HubReader, SqliteStore};
use stories::{Process, Proxy, client_of, hub_file_path, sample_catalog, take};

use crate::crowd::{Crowd, assert_nothing_lost, assert_one_ticket_a_command};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_bare-dispatcher");

/// How often the process is killed.
const KILLS: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_kiosks_lose_and_double_nothing_while_the_process_is_killed_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let mut process = Process::start(PROGRAM, &journal).await.unwrap();
    let proxy = Proxy::before(process.address()).await;
    let mut crowd = Crowd::at(&client_of(proxy.address()));
    let mut random = 20_260_601_u64;
    for _ in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        crowd.takes(usize::try_from(random >> 33).unwrap() % 150 + 1).await;
        let told = crowd.told();
        process.kill().await;
        assert_nothing_lost(&SqliteStore::open(&journal).unwrap().reader().unwrap(), &told);
        process = Process::start(PROGRAM, &journal).await.unwrap();
        proxy.lead_to(process.address());
    }
    crowd.takes(50).await;
    let told = crowd.goes_home().await;
    assert!(process.stop().await.status.success());
    assert_one_ticket_a_command(&SqliteStore::open(&journal).unwrap().reader().unwrap(), &told);
}

/// One line on standard error that names what it has to, and an exit code that says failure.
pub(crate) fn assert_one_clear_line(ended: &stories::Ended, names: &str) {
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert_eq!(ended.errors.trim_end().lines().count(), 1, "{ended:?}");
    assert!(ended.errors.contains(names), "{ended:?} does not name '{names}'");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatcher_that_was_taken_over_ends_instead_of_being_busy_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let process = Process::start(PROGRAM, &journal).await.unwrap();
    let client = client_of(process.address());
    let other = rusqlite::Connection::open(&journal).unwrap();
    other.execute("UPDATE lease SET epoch = epoch + 1", []).unwrap();
    let service = sample_catalog().services[0].id.clone();
    let asked = tokio::spawn(async move { client.send(&client::new_command_id(), &take(&service)).await });
    assert_one_clear_line(&process.ended().await, "another dispatcher has taken over");
    asked.abort();
    assert_eq!(head(&journal), Seq(1), "the day was opened, and nothing after it");
}

fn head(journal: &Path) -> Seq {
    SqliteStore::open(journal).unwrap().reader().unwrap().head(&sample_catalog().id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_served_is_one_clear_line_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let refused = async |journal: &Path| Process::start(PROGRAM, journal).await.err().expect("it is refused");

    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a journal").unwrap();
    assert_one_clear_line(&refused(&text).await, "not a journal of Sportello");
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "not a journal");
    assert_one_clear_line(&refused(&folder.path().join("missing/journal.sqlite")).await, "missing");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left beside it");

    let journal = folder.path().join("journal.sqlite");
    let process = Process::start(PROGRAM, &journal).await.unwrap();
    assert_one_clear_line(&refused(&journal).await, "another dispatcher is using");
    assert!(process.stop().await.status.success());
    let newer = rusqlite::Connection::open(&journal).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    assert_one_clear_line(&refused(&journal).await, "version 99");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hubs_in_one_journal_do_not_know_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let service = sample_catalog().services[0].id.clone();
    let id = client::new_command_id();
    let process = Process::start(PROGRAM, &journal).await.unwrap();
    let first = client_of(process.address()).send(&id, &take(&service)).await.unwrap();
    assert!(process.stop().await.status.success());

    let text = std::fs::read_to_string(hub_file_path()).unwrap();
    let hub = folder.path().join("other.toml");
    std::fs::write(&hub, text.replacen(&format!("id = \"{}\"", sample_catalog().id), "id = \"another-town\"", 1))
        .unwrap();
    let process = Process::start_hub(PROGRAM, &hub, &journal).await.unwrap();
    let other = client_of(process.address()).send(&id, &take(&service)).await.unwrap();
    assert_eq!(
        other,
        protocol::Reply { ticket: other.ticket.clone(), follow: other.follow, ..first.clone() },
        "the same place in its own journal"
    );
    let (first, other) = (first.ticket.unwrap(), other.ticket.unwrap());
    assert_eq!((first.code, first.people_ahead), (other.code, other.people_ahead));
    assert!(process.stop().await.status.success());
    assert_eq!(head(&journal), Seq(2));
}

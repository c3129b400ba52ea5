//! The real kiosk without its dispatcher: numbers go on, through a power cut too, and are handed in once.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Role, events, start_dispatcher, start_dispatcher_at};

/// How long a test waits for what has to come.
const WAIT: Duration = Duration::from_secs(40);

fn take(kiosk: &mut Role) -> String {
    kiosk.ask("home");
    kiosk.ask("wait home");
    kiosk.ask("area anagrafe");
    kiosk.ask("service carta-identita");
    kiosk.ask("take");
    let code = kiosk.ask("wait ticket");
    assert_eq!(kiosk.ask("wait slip"), "printed");
    code
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + WAIT;
    while !is_so() {
        assert!(Instant::now() < deadline, "{what} never came");
        std::thread::yield_now();
    }
}

/// The codes of every ticket in the journal, in its order.
fn codes(journal: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(journal).unwrap();
    let mut select = connection.prepare("SELECT body FROM event WHERE kind = 'ticket_taken' ORDER BY seq").unwrap();
    let code = |row: &rusqlite::Row<'_>| {
        let body: serde_json::Value = serde_json::from_str(&row.get::<_, String>(0)?).unwrap();
        Ok(body["code"].as_str().unwrap().to_owned())
    };
    select.query_map([], code).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_kiosk_alone_gives_numbers_through_a_power_cut_and_hands_each_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let (state, paper) = (folder.path().join("kiosk.json"), folder.path().join("paper"));
    let (dispatcher, url) = start_dispatcher(&journal);
    let start = || {
        let (state, printer) = (state.to_str().unwrap(), format!("virtual:{}", paper.display()));
        Role::start(&["kiosk", "--headless", "--dispatcher", &url, "--state", state, "--printer", &printer])
    };
    let mut kiosk = start();
    assert_eq!(take(&mut kiosk), "A001");
    wait_for("a lease", || events(&journal, "codes_leased").0 > 0);
    wait_for("the lease on the kiosk's disk", || {
        std::fs::read_to_string(&state).is_ok_and(|it| it.contains("\"blocks\""))
    });
    drop(dispatcher);
    let first = take(&mut kiosk);
    // The power fails, and comes back before the dispatcher does.
    drop(kiosk);
    let mut kiosk = start();
    let second = take(&mut kiosk);
    let (_dispatcher, _) = start_dispatcher_at(&journal, url.strip_prefix("http://").unwrap());
    wait_for("both tickets", || events(&journal, "ticket_taken").0 == 3);
    let codes = codes(&journal);
    assert_eq!(codes, ["A001".to_owned(), first, second]);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 3, "no number twice");
    assert!(codes.iter().all(|code| paper.join(format!("slip-{code}.png")).is_file()), "each on its slip");
    // The hub goes on with its own numbers.
    let mut other = Role::start(&["kiosk", "--headless", "--dispatcher", &url, "--device", "kiosk-2"]);
    other.ask("wait home");
    other.ask("area anagrafe");
    other.ask("service carta-identita");
    other.ask("take");
    assert_eq!(other.ask("wait ticket"), "A002");
}

//! A booking comes in by the command line, and its code at a real kiosk gives one ticket and one slip.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod common;

use std::process::Command;

use common::{Role, events, start_dispatcher};

/// A booking that begins now.
fn calendar_of(id: &str) -> String {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let now: String = connection.query_row("SELECT strftime('%Y%m%dT%H%M%SZ', 'now')", [], |row| row.get(0)).unwrap();
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{id}\r\nDTSTART:{now}\r\n\
         CATEGORIES:carta-identita\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn a_code_from_the_import_is_scanned_at_the_kiosk_and_prints_one_slip() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, paper) = (folder.path().join("journal.sqlite"), folder.path().join("paper"));
    let (_dispatcher, url) = start_dispatcher(&journal);
    let calendar = folder.path().join("bookings.ics");
    std::fs::write(&calendar, calendar_of("b-17")).unwrap();
    let arguments = ["appointments", "import", calendar.to_str().unwrap(), "--dispatcher", &url, "--codes"];
    let output = Command::new(env!("CARGO_BIN_EXE_sportello")).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let code = said.lines().find_map(|line| line.strip_suffix("  b-17")).expect(&said);
    let printer = format!("virtual:{}", paper.display());
    let mut kiosk = Role::start(&["kiosk", "--headless", "--dispatcher", &url, "--printer", &printer]);
    kiosk.ask("wait home");
    kiosk.ask("appointment");
    kiosk.ask(&format!("scan {code}"));
    let number = kiosk.ask("wait ticket");
    assert_eq!(kiosk.ask("wait slip"), "printed");
    assert!(paper.join(format!("slip-{number}.png")).is_file());
    kiosk.ask("home");
    kiosk.ask(&format!("scan {code}"));
    assert!(kiosk.answer("wait ticket").contains(&number), "whoever comes again is told the number");
    assert_eq!(events(&journal, "ticket_taken").0, 1);
}

//! The real kiosk in front of printers in trouble: the ticket exists once, the screen says so, the journal knows.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod common;

use std::io::{Read, Write};
use std::net::TcpListener;

use common::{Role, events, start_dispatcher};
use test_printer::{Condition, Settings, TestPrinter};

fn take_a_ticket(kiosk: &mut Role) {
    kiosk.ask("wait home");
    kiosk.ask("area anagrafe");
    kiosk.ask("service carta-identita");
    kiosk.ask("take");
    assert_eq!(kiosk.ask("wait ticket"), "A001");
}

/// Takes one ticket at a kiosk with this printer and looks at everything that must be true of it.
fn one_ticket(printer: &str, expected: &str, says: &str) {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let (_dispatcher, url) = start_dispatcher(&journal);
    let mut kiosk = Role::start(&["kiosk", "--headless", "--dispatcher", &url, "--printer", printer]);
    take_a_ticket(&mut kiosk);
    assert_eq!(kiosk.ask("wait slip"), expected);
    // The number stays on the screen until somebody says that it was seen.
    assert_eq!(kiosk.ask("wait ticket"), "A001");
    let picture = folder.path().join("kiosk.png");
    kiosk.ask(&format!("picture {}", picture.display()));
    assert!(picture.is_file());
    assert_eq!(events(&journal, "ticket_taken").0, 1, "one touch, one ticket");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while events(&journal, "slip_reported").0 == 0 {
        assert!(std::time::Instant::now() < deadline, "the slip's fate never came to the journal");
        std::thread::yield_now();
    }
    let (reports, body) = events(&journal, "slip_reported");
    assert_eq!(reports, 1);
    assert!(body.contains(expected) && body.contains(says), "{body}");
}

#[test]
fn a_printer_that_is_off_leaves_one_ticket_and_the_screen_says_so() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    one_ticket(&format!("tcp:{unused}"), "not_printed", "controllare alimentazione, cavo e indirizzo");
}

#[test]
fn a_printer_that_cannot_be_found_leaves_one_ticket_and_the_screen_says_so() {
    one_ticket("tcp:no-such-printer.invalid:9100", "not_printed", "cannot be found");
}

#[test]
fn a_printer_that_closes_in_the_middle_leaves_one_ticket_and_a_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        // It is also called between slips, and asked how it is.
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut piece, mut taken) = ([0; 256], 0);
            while let Ok(length @ 1..) = stream.read(&mut piece) {
                taken += length;
                let asks = |question: &[u8]| piece[..length].windows(2).any(|bytes| bytes == question);
                // Well, and nothing on the way: it answers what it is asked before the slip.
                let answer: &[u8] = if asks(&[0x10, 0x04]) { &[0x12] } else { &[0x00] };
                if (asks(&[0x10, 0x04]) || asks(&[0x1d, 0x72])) && stream.write_all(answer).is_err() {
                    break;
                }
                // The connection ends here, with most of the slip unread.
                if taken > 5_000 {
                    break;
                }
            }
        }
    });
    one_ticket(&format!("tcp:{address}"), "unknown", "cercare il biglietto");
}

#[test]
fn a_slip_that_a_power_cut_prevented_is_printed_at_the_next_start_for_the_same_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let state = folder.path().join("kiosk.json");
    let (_dispatcher, url) = start_dispatcher(&journal);
    // A printer that takes the call and says nothing: the slip is still on its way when the power goes.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let kiosk = |printer: &str| {
        let state = state.to_str().unwrap();
        Role::start(&["kiosk", "--headless", "--dispatcher", &url, "--state", state, "--printer", printer])
    };
    let mut cut_off = kiosk(&format!("tcp:{}", silent.local_addr().unwrap()));
    take_a_ticket(&mut cut_off);
    drop(cut_off);
    assert_eq!(events(&journal, "slip_reported").0, 0, "the power was cut too late");
    let paper = folder.path().join("paper");
    let mut again = kiosk(&format!("virtual:{}", paper.display()));
    again.ask("wait home");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while events(&journal, "slip_reported").0 == 0 {
        assert!(std::time::Instant::now() < deadline, "the slip was not printed at the next start");
        std::thread::yield_now();
    }
    assert!(paper.join("slip-A001.png").is_file());
    assert_eq!(events(&journal, "ticket_taken").0, 1, "no second ticket");
}

#[test]
fn a_clerk_reads_that_the_roll_is_empty_and_that_it_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.sqlite");
    let (_dispatcher, url) = start_dispatcher(&journal);
    let tray = TestPrinter::start(Settings { rows_per_second: 100_000, ..Settings::default() }).unwrap();
    tray.set(Condition::PaperOut, true);
    let printer = format!("tcp:{}", tray.address());
    let kiosk = ["kiosk", "--headless", "--dispatcher", &url, "--device", "totem-atrio", "--printer", &printer];
    let mut kiosk = Role::start(&kiosk);
    let mut counter = Role::start(&["counter", "--headless", "--dispatcher", &url, "--counter", "sportello-01"]);
    // Nobody has taken a ticket yet: the kiosk looks at its printer by itself.
    let told = counter.ask("wait printers");
    assert!(told.contains("Totem totem-atrio") && told.contains("carta"), "{told}");
    take_a_ticket(&mut kiosk);
    assert_eq!(kiosk.ask("wait slip"), "not_printed");
    assert!(tray.take_slips().is_empty());
    tray.set(Condition::PaperOut, false);
    counter.ask("wait no_printers");
    kiosk.ask("home");
    kiosk.ask("wait home");
    kiosk.ask("area anagrafe");
    kiosk.ask("service carta-identita");
    kiosk.ask("take");
    assert_eq!(kiosk.ask("wait ticket"), "A002");
    assert_eq!(kiosk.ask("wait slip"), "printed");
    assert_eq!(tray.take_slips().len(), 1, "A001 is not printed late");
}

//! Appointments of a running hub, from the administrator's command line.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[expect(dead_code, reason = "the other tests need the rest")]
mod common;

use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sportello");
/// Long after every day on which this test can run.
const TABLE: &str = "codice;data;ora;servizio;nota\nb-1;12/06/2099;09:30;carta-identita;x\n\
                     b-2;12/06/2099;10:30;carta-identita;\nb-3;12/06/2009;10:30;carta-identita;\n";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:b-2\r\nSTATUS:CANCELLED\r\n\
                        DTSTART:20990612T083000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn sportello(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("appointments").args(arguments).output().unwrap()
}

/// What the program said, after it ended with this code.
fn said(code: i32, arguments: &[&str]) -> (String, String) {
    let output = sportello(arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, errors) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{errors}");
    (out, errors)
}

#[test]
fn files_are_imported_by_their_endings_and_mistakes_are_told_with_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let (_dispatcher, url) = common::start_dispatcher(&folder.path().join("journal.sqlite"));
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let url = url.as_str();
    let table = file("bookings.CSV", TABLE);
    let (out, errors) = said(0, &["import", &table, "--dispatcher", url, "--codes"]);
    let lines: Vec<_> = out.lines().collect();
    let [columns, past, first, second, counts] = lines.as_slice() else { panic!("{out}{errors}") };
    assert!(columns.starts_with("note: Line 1:") && columns.contains("nota"), "{out}");
    assert!(past.starts_with("note: Appointments of the past"), "{out}");
    assert!(first.len() == "K7M4-2QXD  b-1".len() && first.ends_with("  b-1") && second.ends_with("  b-2"), "{out}");
    assert_eq!(*counts, "2 new, 0 changed, 0 unchanged, 0 called off, 1 left out");
    let calendar = file("calendar.ics", CALENDAR);
    let (out, _) = said(0, &["import", &calendar, "--dispatcher", url]);
    assert_eq!(out, "0 new, 0 changed, 0 unchanged, 1 called off\n");
    let wrong = file("wrong.csv", "codice;data;ora;servizio\nb-4;12/13/2099;09:30;passaporto-lunare\n");
    let (out, errors) = said(1, &["import", &wrong, "--dispatcher", url]);
    let lines: Vec<_> = errors.lines().collect();
    assert!(out.is_empty() && lines.len() == 3, "{out}{errors}");
    assert!(lines[0].starts_with("Line 2:") && lines[1].contains("passaporto-lunare"), "{errors}");
    assert!(lines[2].starts_with("sportello: ") && lines[2].contains("Mistakes in the appointments: 2"), "{errors}");
    let (_, errors) = said(1, &["import", &file("notes.txt", TABLE), "--dispatcher", url]);
    assert!(errors.contains(".csv, .ics or .json"), "{errors}");
    let (_, errors) = said(1, &["import", "/no/such/file.csv", "--dispatcher", url]);
    assert!(errors.contains("/no/such/file.csv"), "{errors}");
}

#[test]
fn who_is_expected_today_is_listed_in_the_hubs_own_time() {
    let folder = tempfile::tempdir().unwrap();
    let (_dispatcher, url) = common::start_dispatcher(&folder.path().join("journal.sqlite"));
    let url = url.as_str();
    let (out, _) = said(0, &["list", "--dispatcher", url]);
    let day = out.trim().strip_suffix(": 0 appointments").expect(&out).to_owned();
    let rows = folder.path().join("rows.json");
    let row = format!(r#"[{{"id":"b-1","starts_at":"{day}T21:30:00Z","services":["carta-identita"]}}]"#);
    std::fs::write(&rows, row).unwrap();
    said(0, &["import", rows.to_str().unwrap(), "--dispatcher", url]);
    let (out, _) = said(0, &["list", "--dispatcher", url]);
    let [summary, appointment] = out.lines().collect::<Vec<_>>()[..] else { panic!("{out}") };
    assert_eq!(summary, format!("{day}: 1 appointment"));
    // Half past ten in the winter, half past eleven in the summer.
    assert!(["22:30", "23:30"].iter().any(|time| appointment.starts_with(time)), "{out}");
    // Late in the evening it is over already.
    assert!(["expected  b-1", "missed  b-1"].iter().any(|row| appointment.contains(row)), "{out}");
    assert_eq!(said(1, &["list", "--dispatcher", "http://127.0.0.1:1"]).0, "");
}

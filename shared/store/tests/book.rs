//! The book of appointments beside the journal, held against each store, and what only a file can show.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use domain::appointment::Appointment;
use domain::check_in::check_in_code;
use domain::event::Event;
use domain::ids::{AppointmentId, CommandId, HubId, Seq, ServiceId, TicketId};
use domain::{DayDate, Timestamp};
use store::{
    AppendError, Batch, Fault, HubReader, HubStore, KeptPerson, SimStore, SqliteStore, Stored, StoredBooking,
    StoredReply, Term,
};

const NAME: &str = "Ermenegilda Sottosopra";

fn hub() -> HubId {
    HubId::new("hub")
}

/// So many minutes after a moment.
fn at(minutes: i64) -> Timestamp {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

fn id(number: u8) -> AppointmentId {
    AppointmentId::new(format!("b-{number}"))
}

fn booking(number: u8, minutes: i64) -> StoredBooking {
    let appointment = Appointment {
        id: id(number),
        code: check_in_code([number; 8]),
        starts_at: at(minutes),
        duration_minutes: Some(15),
        services: vec![ServiceId::new("tributi")],
        location: None,
    };
    StoredBooking { appointment, is_cancelled: false, person: KeptPerson::Unknown }
}

fn of_person(number: u8, minutes: i64) -> StoredBooking {
    StoredBooking { person: KeptPerson::Known(format!("{{\"name\":\"{NAME}\"}}")), ..booking(number, minutes) }
}

fn reply(id: &str) -> StoredReply {
    let (request, body) = ("{}".to_owned(), "{}".to_owned());
    StoredReply { command: CommandId::new(id), request, seq: Seq(0), status: 200, body, at: at(0) }
}

/// A batch of bookings and the reply to their import, as an import without an open day is written.
fn import(key: &str, bookings: &[StoredBooking]) -> Batch {
    let bookings = bookings.iter().map(|booking| (booking.appointment.id.clone(), booking.clone())).collect();
    Batch { replies: vec![reply(key)], bookings, ..Batch::default() }
}

fn acquire(store: &mut dyn HubStore, hub: &HubId) -> Term {
    store.acquire(hub, "test", Duration::from_secs(60)).unwrap().unwrap()
}

fn found(reader: &dyn HubReader, from: i64, until: i64, limit: usize) -> Vec<StoredBooking> {
    let found = reader.bookings(&hub(), &(at(from)..at(until)), limit).unwrap();
    assert_eq!(found.damaged, 0);
    found.bookings
}

fn contract(store: &mut dyn HubStore, reader: &dyn HubReader) {
    let term = acquire(store, &hub());
    let (first, second, third) = (booking(1, 60), of_person(2, 30), booking(3, 60));
    store.append(&term, Seq(1), &import("first-import", &[first.clone(), second.clone(), third.clone()])).unwrap();
    assert_eq!(reader.head(&hub()).unwrap(), Seq(0), "bookings take no place among the events");
    assert_eq!(found(reader, 0, 100, 10), [second.clone(), first.clone(), third.clone()]);
    assert_eq!(found(reader, 0, 100, 1), std::slice::from_ref(&second));
    assert_eq!(found(reader, 30, 60, 10), std::slice::from_ref(&second), "the end of a span is no part of it");
    assert_eq!(reader.bookings_count(&hub(), &(at(31)..at(61))).unwrap(), 2);
    let ever = Timestamp::MIN_UTC..Timestamp::MAX_UTC;
    assert_eq!(reader.bookings_count(&hub(), &ever).unwrap(), 3, "also years of more than four digits sort right");
    assert_eq!(reader.booking(&hub(), &id(2)).unwrap(), Some(second));
    assert_eq!(reader.booking(&hub(), &id(9)).unwrap(), None);
    assert!(reader.has_code(&hub(), &first.appointment.code, at(60)).unwrap());
    assert!(!reader.has_code(&hub(), &first.appointment.code, at(61)).unwrap(), "an appointment of before");
    assert!(!reader.has_code(&hub(), &check_in_code([9; 8]), at(0)).unwrap());

    let mut called_off = booking(1, 90);
    called_off.is_cancelled = true;
    store.append(&term, Seq(1), &import("second-import", std::slice::from_ref(&called_off))).unwrap();
    assert_eq!(reader.booking(&hub(), &id(1)).unwrap(), Some(called_off));
    assert_eq!(found(reader, 60, 61, 10), [third], "a booking is in one place only");
    refused_batches_leave_nothing(store, reader, &term);
    hubs_are_independent(store, reader, &term);
    persons_are_forgotten(store, reader, &term);
    assert_eq!(store.prune_bookings(&term, at(60)).unwrap(), 1);
    assert_eq!(found(reader, 0, 100, 10).len(), 2);
    store.rest().unwrap();
}

fn refused_batches_leave_nothing(store: &mut dyn HubStore, reader: &dyn HubReader, term: &Term) {
    let before = found(reader, 0, 1_000, 10);
    let twice = store.append(term, Seq(1), &import("second-import", &[booking(4, 10)]));
    assert!(matches!(twice, Err(AppendError::Unavailable(_))), "{twice:?}");
    let place = store.append(term, Seq(7), &import("third-import", &[booking(4, 10)]));
    assert!(matches!(place, Err(AppendError::Conflict { .. })), "{place:?}");
    let stale = Term { epoch: term.epoch - 1, ..term.clone() };
    let fenced = store.append(&stale, Seq(1), &import("fourth-import", &[booking(4, 10)]));
    assert!(matches!(fenced, Err(AppendError::Fenced { .. })), "{fenced:?}");
    assert_eq!(found(reader, 0, 1_000, 10), before);
}

fn hubs_are_independent(store: &mut dyn HubStore, reader: &dyn HubReader, term: &Term) {
    let other = HubId::new("another hub");
    let there = acquire(store, &other);
    store.append(&there, Seq(1), &import("second-import", &[of_person(2, 40)])).unwrap();
    assert_eq!(reader.booking(&hub(), &id(2)).unwrap(), Some(of_person(2, 30)));
    assert!(store.forget_person(&there, &id(2)).unwrap());
    assert_eq!(store.prune_bookings(&there, at(1_000)).unwrap(), 1);
    assert_eq!(reader.booking(&other, &id(2)).unwrap(), None);
    assert_eq!(reader.booking(&term.hub, &id(2)).unwrap(), Some(of_person(2, 30)));
}

fn persons_are_forgotten(store: &mut dyn HubStore, reader: &dyn HubReader, term: &Term) {
    let person = |number| reader.booking(&hub(), &id(number)).unwrap().unwrap().person;
    assert_eq!(store.forget_persons(term, at(30)).unwrap(), 0, "it begins at that moment, not before");
    assert_eq!(store.forget_persons(term, at(31)).unwrap(), 1);
    assert_eq!(store.forget_persons(term, at(1_000)).unwrap(), 0);
    assert_eq!((person(2), person(3)), (KeptPerson::Forgotten, KeptPerson::Unknown));
    assert!(store.forget_person(term, &id(3)).unwrap(), "nobody is known, and nobody is to become known");
    assert_eq!(person(3), KeptPerson::Forgotten);
    for known_or_not in [3, 9] {
        assert!(!store.forget_person(term, &id(known_or_not)).unwrap());
    }
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
fn a_fault_loses_no_booking_and_keeps_no_half_of_an_import() {
    let mut store = SimStore::default();
    let reader = store.clone();
    let term = acquire(&mut store, &hub());
    let event = Event::DayOpened { day: DayDate::default(), first_ticket: TicketId(1) };
    let batch = Batch { events: vec![Stored { seq: Seq(1), at: at(0), event }], ..import("key", &[booking(1, 5)]) };
    for (fault, is_there) in
        [(Fault::Full, false), (Fault::Unavailable, false), (Fault::UnknownBefore, false), (Fault::UnknownAfter, true)]
    {
        store.fail_next(fault);
        store.append(&term, Seq(1), &batch).unwrap_err();
        let is_booked = reader.booking(&hub(), &id(1)).unwrap().is_some();
        let is_answered = reader.reply(&hub(), &CommandId::new("key")).unwrap().is_some();
        let head = if is_there { Seq(1) } else { Seq(0) };
        assert_eq!((is_booked, is_answered, reader.head(&hub()).unwrap()), (is_there, is_there, head), "{fault:?}");
    }
    store.fail(Fault::Full);
    store.forget_person(&term, &id(1)).unwrap_err();
    store.mend();
    assert!(store.forget_person(&term, &id(1)).unwrap());
}

/// A journal as the first program left it.
fn of_the_first_program(file: &Path) {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute_batch(include_str!("../src/migrations/0001_journal.sql")).unwrap();
    connection
        .execute_batch(
            "PRAGMA application_id = 0x53505254; PRAGMA user_version = 1;
             INSERT INTO event(hub, seq, epoch, at, kind, body) VALUES('hub', 1, 1, '2026-06-01T07:00:00Z',
             'day_opened', '{\"event\":\"day_opened\",\"day\":\"2026-06-01\",\"first_ticket\":1}')",
        )
        .unwrap();
}

#[test]
fn an_older_journal_gets_a_book_and_keeps_all_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    of_the_first_program(&file);
    let mut store = SqliteStore::open(&file).unwrap();
    let reader = store.reader().unwrap();
    let term = acquire(&mut store, &hub());
    store.append(&term, Seq(2), &import("import", &[booking(1, 5)])).unwrap();
    drop(store);
    let _again = SqliteStore::open(&file).unwrap();
    assert_eq!(reader.head(&hub()).unwrap(), Seq(1));
    assert_eq!(reader.booking(&hub(), &id(1)).unwrap(), Some(booking(1, 5)));
}

#[test]
fn a_damaged_booking_is_counted_and_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.sqlite");
    let mut store = SqliteStore::open(&file).unwrap();
    let reader = store.reader().unwrap();
    let term = acquire(&mut store, &hub());
    store.append(&term, Seq(1), &import("import", &[booking(1, 5), booking(2, 5)])).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.execute("UPDATE booking SET body = '{\"id\":' WHERE id = 'b-1'", []).unwrap();
    let found = reader.bookings(&hub(), &(at(0)..at(10)), 10).unwrap();
    assert_eq!((found.bookings, found.damaged), (vec![booking(2, 5)], 1));
    let error = reader.booking(&hub(), &id(1)).unwrap_err().to_string();
    assert!(error.contains("booking b-1"), "{error}");
}

/// Whether the name stands anywhere in what lies in a folder.
fn is_on_disk(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(NAME.len()).any(|window| window == NAME.as_bytes()))
}

#[test]
fn a_forgotten_name_is_on_no_page_of_the_file_or_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let _reader = store.reader().unwrap();
    let term = acquire(&mut store, &hub());
    let all: Vec<_> = (1..=200).map(|number| of_person(number, i64::from(number))).collect();
    store.append(&term, Seq(1), &import("import", &all)).unwrap();
    store.rest().unwrap();
    assert!(is_on_disk(folder.path()));
    for number in 1..=99 {
        store.forget_person(&term, &id(number)).unwrap();
    }
    assert_eq!(store.forget_persons(&term, at(150)).unwrap(), 50);
    assert_eq!(store.prune_bookings(&term, at(180)).unwrap(), 179);
    let replaced: Vec<_> = (180..=200).map(|number| booking(number, i64::from(number))).collect();
    store.append(&term, Seq(1), &import("replacing", &replaced)).unwrap();
    store.rest().unwrap();
    assert!(!is_on_disk(folder.path()));
}

#[test]
fn one_person_is_gone_as_soon_as_the_answer_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let term = acquire(&mut store, &hub());
    store.append(&term, Seq(1), &import("import", &[of_person(1, 5)])).unwrap();
    assert!(is_on_disk(folder.path()));
    assert!(store.forget_person(&term, &id(1)).unwrap());
    assert!(!is_on_disk(folder.path()));
    let said = format!("{:?}", import("import", &[of_person(1, 5)]));
    assert!(said.contains("kept apart") && !said.contains(NAME), "{said}");
}

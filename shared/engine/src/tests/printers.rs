//! Staff are told how the kiosks' printers are.

use domain::command::Command;
use domain::event::Event;
use domain::ids::{DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, PRINTER_REPORTS_PER_DAY_MAX, PRINTERS_MAX};
use domain::printer::{PrinterPlace, PrinterState};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;

use super::{Office, at};
use crate::view;

fn report(device: &str, state: PrinterState, location: Option<&str>) -> Command {
    let location = location.map(LocationId::new);
    Command::ReportPrinter { device: DeviceId::new(device), printer: PrinterPlace::First, state, location }
}

/// What the counter is told, and what the manager sees.
fn told(office: &Office, counter: &str) -> [Vec<(String, PrinterState)>; 2] {
    let desk = view::counter(&office.state, &at(counter), office.now).unwrap().desk.printers;
    let manager = view::manager(&office.state, office.now).printers;
    [desk, manager].map(|rows| rows.into_iter().map(|row| (row.device.to_string(), row.state)).collect())
}

#[test]
fn a_printer_that_needs_somebody_is_told_at_the_counters_of_its_building() {
    let mut office = Office::open();
    let row = |state| vec![("hall".to_owned(), state)];
    for (state, is_told) in [
        (PrinterState::Ready, false),
        (PrinterState::NearEnd, true),
        (PrinterState::PaperOut, true),
        (PrinterState::Unknown, false),
        (PrinterState::Unreachable, true),
    ] {
        office.does(report("hall", state, None)).unwrap();
        let at_the_counter = if is_told { row(state) } else { vec![] };
        assert_eq!(told(&office, "1"), [at_the_counter, row(state)]);
    }
    let elsewhere = CitizenRejection::UnknownLocation { location: "moon".to_owned() };
    assert_eq!(office.does(report("hall", PrinterState::Ready, Some("moon"))), Err(elsewhere.into()));
}

#[test]
fn what_is_known_of_a_printer_is_kept_once() {
    let mut office = Office::open();
    let events = office.does(report("hall", PrinterState::PaperOut, None)).unwrap();
    assert!(matches!(events.as_slice(), [Event::PrinterReported { .. }]), "{events:?}");
    let since = view::manager(&office.state, office.now).printers[0].since;
    assert_eq!(office.does(report("hall", PrinterState::PaperOut, None)), Ok(vec![]));
    assert_eq!(view::manager(&office.state, office.now).printers[0].since, since);
}

#[test]
fn no_printer_fills_the_journal_and_there_are_only_so_many() {
    let mut office = Office::open();
    let states = [PrinterState::Ready, PrinterState::PaperOut];
    for change in 0..PRINTER_REPORTS_PER_DAY_MAX {
        office.does(report("hall", states[change as usize % 2], None)).unwrap();
    }
    let limit = Rejection::PrinterReportLimit { device: "hall".to_owned() };
    assert_eq!(office.does(report("hall", PrinterState::Ready, None)), Err(limit));
    for number in 1..PRINTERS_MAX {
        office.does(report(&format!("kiosk-{number}"), PrinterState::Ready, None)).unwrap();
    }
    assert_eq!(office.does(report("one-more", PrinterState::Ready, None)), Err(Rejection::TooManyPrinters));
    let bytes = DEVICE_BYTES_MAX + 1;
    let long = report(&"k".repeat(bytes), PrinterState::Ready, None);
    assert_eq!(office.does(long), Err(Rejection::DeviceNameTooLong { bytes }));
}

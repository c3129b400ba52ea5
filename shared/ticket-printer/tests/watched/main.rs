//! Printers that are looked at between slips, a second one beside the first, and slips that come too late.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod between;
mod second;

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use domain::printer::{PrinterPlace, PrinterState, SlipReason};
use domain::text::Language;
use domain::ticket::{Code, SlipOutcome};
use test_printer::{Settings, TestPrinter};
use ticket_printer::{Limits, PrintReport, Printer, PrinterConfig, PrinterSetup, Remark, Slip, Target};

/// How long a test waits for a report or a state.
pub(crate) const WAIT: Duration = Duration::from_secs(40);

pub(crate) fn slip(number: u16) -> Slip {
    Slip {
        code: Code::new('A', number),
        language: Language::It,
        hub_name: "Comune di Ascoli Piceno".to_owned(),
        service: "Carta d'identità elettronica".to_owned(),
        service_for_staff: String::new(),
        further_services: vec![],
        area: "Anagrafe".to_owned(),
        floor: "T".to_owned(),
        waiting_room: "Sala A".to_owned(),
        people_ahead: Some(3),
        wait_text: String::new(),
        told_text: String::new(),
        documents: vec![],
        taken_text: "24/11/2026 10:42".to_owned(),
        qr_text: "A042".to_owned(),
        follow: String::new(),
        shows_privacy: true,
        remark: Remark::None,
        header: String::new(),
        footer: String::new(),
        logo: String::new(),
    }
}

/// A quick printer.
pub(crate) fn quick(settings: Settings) -> TestPrinter {
    TestPrinter::start(Settings { rows_per_second: 100_000, buffer_bytes: 65_536, ..settings }).unwrap()
}

/// A printer at this address, waited for patiently where it answers and shortly where it does not.
pub(crate) fn config(address: String) -> PrinterConfig {
    let limits = Limits {
        connect_millis_max: 20_000,
        answer_millis_max: 10_000,
        queue_millis_max: 400,
        poll_millis: 50,
        stall_millis_max: 10_000,
        fence_millis_max: 400,
        close_millis_max: 200,
        session_millis_max: 60_000,
    };
    PrinterConfig { target: Target::Tcp { address }, limits, ..PrinterConfig::default() }
}

/// What is told of the printers.
pub(crate) type States = Receiver<(PrinterPlace, PrinterState)>;

pub(crate) fn start(setup: impl Into<PrinterSetup>) -> (Printer, States) {
    let (sender, states) = mpsc::channel();
    // Where the test has seen enough, nobody listens.
    let on_state = Box::new(move |place, state| sender.send((place, state)).unwrap_or(()));
    (Printer::start_watched(setup, on_state).unwrap(), states)
}

pub(crate) fn print(printer: &Printer, number: u16) -> PrintReport {
    let (sender, receiver) = mpsc::channel();
    printer.print(slip(number), Box::new(move |report| sender.send(report).unwrap()));
    receiver.recv_timeout(WAIT).unwrap()
}

#[test]
fn a_slip_that_waits_too_long_is_dropped_and_never_printed() {
    let tray = quick(Settings::default());
    let setup = PrinterSetup { job_age_millis_max: 0, ..config(tray.address().to_string()).into() };
    let report = print(&start(setup).0, 1);
    assert_eq!((report.outcome, report.reason), (SlipOutcome::NotPrinted, Some(SlipReason::Expired)));
    assert_eq!(tray.look(|device| device.received_bytes()), 0);
}

#[test]
fn a_slip_that_becomes_too_old_while_the_printer_answers_is_dropped_and_never_printed() {
    // The answer comes after the slip has become too old, which is only seen just before its first byte.
    let tray = quick(Settings { answer_delay_millis: 400, ..Settings::default() });
    let second = quick(Settings::default());
    let setup = PrinterSetup {
        second: Some(config(second.address().to_string())),
        job_age_millis_max: 300,
        ..config(tray.address().to_string()).into()
    };
    let (printer, states) = start(setup);
    let report = print(&printer, 1);
    assert_eq!((report.outcome, report.reason), (SlipOutcome::NotPrinted, Some(SlipReason::Expired)));
    let ready = (PrinterPlace::First, PrinterState::Ready);
    assert_eq!(states.recv_timeout(WAIT).unwrap(), ready, "it answered before the slip had become too old");
    assert_eq!(tray.look(|device| (device.slips_cut(), device.uncut_rows())), (0, 0));
    assert_eq!(second.connections(), 0);
}

//! Cables and power that fail or pause at every twentieth of a slip: 280 cases.

use std::time::Duration;

use domain::ticket::SlipOutcome::{NotPrinted, Printed, Unknown};
use test_printer::{CableFault, FaultKind, Plan, Proxy, Settings, TestPrinter};
use ticket_printer::{PrinterConfig, PrinterLine, Target};

use crate::office::{Case, Voice, picture, run_all};

/// Parts of a slip at which something fails.
const PARTS: u64 = 20;
const VOICES: [Voice; 2] = [Voice::Whole, Voice::Mute];

/// Bytes of a whole session with a printer that has nothing wrong.
fn session_bytes(voice: Voice) -> u64 {
    let printer = TestPrinter::start(Voice::Whole.printer()).unwrap();
    let cable = Proxy::start(printer.address(), Plan::default()).unwrap();
    let target = Target::Tcp { address: cable.address().to_string() };
    let is_asked = voice == Voice::Whole;
    PrinterLine::new(PrinterConfig { target, is_asked, ..PrinterConfig::default() }).print("A001", &picture(1));
    assert!(printer.wait_for_rest(1, Duration::from_secs(20)));
    cable.passed_bytes()
}

/// The places at which something fails.
fn places(voice: Voice) -> impl Iterator<Item = u64> {
    let bytes = session_bytes(voice);
    (0..PARTS).map(move |part| part * bytes / PARTS)
}

fn cut(kind: FaultKind) -> impl Iterator<Item = Case> {
    VOICES.into_iter().flat_map(move |voice| {
        places(voice).map(move |at_byte| {
            let cable = Some(CableFault { at_byte, kind, connection: 0 });
            Case { cable, ..Case::new(&format!("{kind:?} at {at_byte}"), voice) }.expect(&[NotPrinted, Unknown])
        })
    })
}

#[test]
fn a_connection_reset_at_any_byte_lies_about_no_slip() {
    run_all(cut(FaultKind::Reset));
}

#[test]
fn a_connection_closed_at_any_byte_lies_about_no_slip() {
    run_all(cut(FaultKind::Finish));
}

#[test]
fn a_printer_that_hangs_up_at_any_byte_and_prints_on_lies_about_no_slip() {
    run_all(cut(FaultKind::HalfClose));
}

#[test]
fn a_cable_that_goes_dead_at_any_byte_lies_about_no_slip() {
    run_all(cut(FaultKind::Stall));
}

#[test]
fn a_cable_that_pauses_at_any_byte_delays_a_slip_and_no_more() {
    let cases = places(Voice::Whole).flat_map(|at_byte| {
        [100, 700].map(|millis| {
            let cable = Some(CableFault { at_byte, kind: FaultKind::Pause { millis }, connection: 0 });
            Case { cable, ..Case::new(&format!("{millis} ms at {at_byte}"), Voice::Whole) }.expect(&[Printed])
        })
    });
    run_all(cases);
}

#[test]
fn a_power_cut_at_any_byte_lies_about_no_slip() {
    let voices = [Voice::Whole, Voice::FenceOnly, Voice::RealTimeOnly, Voice::Mute];
    let cases = voices.into_iter().flat_map(|voice| {
        places(voice).map(move |at_byte| {
            let printer = Settings { power_fails_at_byte: Some(at_byte), ..voice.printer() };
            Case { printer, ..Case::new(&format!("power fails at {at_byte}"), voice) }.expect(&[NotPrinted, Unknown])
        })
    });
    run_all(cases);
}

//! A cable that fails in front of a printer that others wrote.

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use domain::text::Language;
use domain::ticket::SlipOutcome;
use test_printer::{CableFault, FaultKind, Plan, Proxy};
use ticket_printer::{Bitmap, Printer, PrinterConfig, Target};

use crate::emulator::{Emulator, WAIT_SECONDS_MAX};
use crate::{dots, own_picture, slip};

/// Bytes that have passed when the cable fails: in the first question, in the slip's first rows, in its middle.
const AT_BYTES: [u64; 3] = [2, 300, 9_000];

fn print(target: Target, language: Language) -> SlipOutcome {
    let printer = Printer::start(PrinterConfig { target, ..PrinterConfig::default() }).unwrap();
    let (sender, receiver) = mpsc::channel();
    printer.print(slip(language), Box::new(move |report| sender.send(report.outcome).unwrap()));
    receiver.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap()
}

/// How many receipts are this picture, dot by dot.
fn count(receipts: &[PathBuf], own: &Bitmap) -> usize {
    let is_own = |file: &&PathBuf| {
        let (width, theirs) = dots(file);
        theirs.len() == width * own.height_dots()
            && theirs.iter().enumerate().all(|(at, black)| *black == own.is_black(at % width, at / width))
    };
    receipts.iter().filter(is_own).count()
}

#[tokio::test]
async fn a_slip_whose_cable_failed_is_never_there_twice_and_the_next_one_is_whole() {
    let emulator = Emulator::start(576).await;
    let (broken, whole) = (own_picture(576, Language::It), own_picture(576, Language::En));
    let kinds = [FaultKind::Reset, FaultKind::Finish];
    let faults = kinds.into_iter().flat_map(|kind| AT_BYTES.map(|at_byte| CableFault { at_byte, kind, connection: 0 }));
    for (round, fault) in faults.enumerate() {
        let printer = emulator.printer_address().parse().unwrap();
        let cable = Proxy::start(printer, Plan { fault: Some(fault), piece_bytes: None }).unwrap();
        let outcome = print(Target::Tcp { address: cable.address().to_string() }, Language::It);
        assert_ne!(outcome, SlipOutcome::Printed, "{fault:?}");
        let next = print(Target::Tcp { address: emulator.printer_address() }, Language::En);
        assert_eq!(next, SlipOutcome::Printed, "{fault:?}");
        emulator.wait("the next slip is there", || count(&emulator.receipts(), &whole) > round).await;
        let receipts = emulator.receipts();
        assert_eq!((count(&receipts, &whole), count(&receipts, &broken)), (round + 1, 0), "{fault:?}");
    }
}

//! Printers behind device files: a serial line, a device that is only written to, and one that takes no more.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use domain::printer::{PrinterState, SlipReason};
use domain::ticket::SlipOutcome::{NotPrinted, Printed, Unknown};
use test_printer::{Condition, Moment, RealTime, Settings, TestPrinter, Trouble};
use ticket_printer::{Bitmap, Fence, Limits, PrinterConfig, PrinterLine, Target};

/// Rows of a slip: more bytes than a pipe and a terminal hold.
const ROWS: usize = 2_000;
/// How long a printer may take to come to rest.
const REST: Duration = Duration::from_secs(20);

fn picture(number: usize) -> Bitmap {
    let mut bitmap = Bitmap::white(576, ROWS);
    for y in 0..ROWS {
        bitmap.blacken((y * 8 + number) % 576, y);
        bitmap.blacken(568, y);
    }
    bitmap
}

fn quick(settings: Settings) -> Settings {
    Settings { rows_per_second: 100_000, ..settings }
}

fn config(target: Target) -> PrinterConfig {
    let limits = Limits {
        connect_millis_max: 20_000,
        answer_millis_max: 10_000,
        queue_millis_max: 400,
        poll_millis: 50,
        stall_millis_max: 500,
        fence_millis_max: 10_000,
        close_millis_max: 200,
        session_millis_max: 60_000,
    };
    PrinterConfig { target, limits, rows_per_second: 100_000, ..PrinterConfig::default() }
}

fn serial(path: &Path) -> Target {
    Target::Serial { path: path.to_owned(), baud: 921_600 }
}

#[test]
fn slips_come_out_of_a_printer_on_a_serial_line_once_each_and_whole() {
    for fence in [Fence::Queued, Fence::ProcessId] {
        let (printer, path) = TestPrinter::start_on_terminal(quick(Settings::default())).unwrap();
        let mut line = PrinterLine::new(PrinterConfig { fence, ..config(serial(&path)) });
        for number in 1..=3 {
            let report = line.print("A001", &picture(number));
            assert_eq!((report.outcome, report.reason), (Printed, None), "{fence:?}: {report:?}");
            assert_eq!(report.state, PrinterState::Ready);
            let slips = printer.take_slips();
            assert!(slips.len() == 1 && slips[0].rows == picture(number).rows(), "{fence:?}: slip {number}");
        }
        printer.look(|device| assert_eq!((device.unknown().len(), device.uncut_rows()), (0, 0)));
    }
}

#[test]
fn a_printer_on_a_device_file_that_can_be_read_is_asked() {
    let settings = quick(Settings { conditions: vec![Condition::PaperOut], ..Settings::default() });
    let (printer, path) = TestPrinter::start_on_terminal(settings).unwrap();
    for target in [serial(&path), Target::Device { path: path.clone() }] {
        let report = PrinterLine::new(config(target)).print("A001", &picture(1));
        assert_eq!((report.outcome, report.is_refused(), report.state), (NotPrinted, true, PrinterState::PaperOut));
    }
    printer.set(Condition::PaperOut, false);
    assert_eq!(PrinterLine::new(config(Target::Device { path })).print("A002", &picture(2)).outcome, Printed);
    assert_eq!(printer.look(|device| device.slips_cut()), 1);
}

#[test]
fn paper_that_ends_in_a_slip_on_a_serial_line_leaves_a_doubt_and_the_next_slip_is_whole() {
    let trouble = Trouble { condition: Condition::PaperOut, moment: Moment::Row(ROWS / 2), slip: 0 };
    let settings = quick(Settings { troubles: vec![trouble], buffer_bytes: 262_144, ..Settings::default() });
    let (printer, path) = TestPrinter::start_on_terminal(settings).unwrap();
    let mut line = PrinterLine::new(PrinterConfig { band_rows_max: 56, ..config(serial(&path)) });
    let report = line.print("A001", &picture(1));
    assert_eq!((report.outcome, report.state), (Unknown, PrinterState::PaperOut));
    printer.set(Condition::PaperOut, false);
    assert_eq!(line.print("A002", &picture(2)).outcome, Printed);
    let slips = printer.take_slips();
    let is_there = |number| slips.iter().filter(|slip| slip.rows == picture(number).rows()).count();
    assert_eq!((is_there(1), is_there(2)), (1, 1));
}

#[test]
fn a_mute_printer_on_a_serial_line_leaves_a_doubt_unless_it_was_said_that_it_cannot_speak() {
    let mute = Settings {
        real_time: RealTime::Never,
        answers_queued: false,
        answers_process_id: false,
        ..Settings::default()
    };
    let (printer, path) = TestPrinter::start_on_terminal(quick(mute)).unwrap();
    let mut patient = config(serial(&path));
    patient.limits = Limits { answer_millis_max: 200, fence_millis_max: 200, ..patient.limits };
    let report = PrinterLine::new(patient.clone()).print("A001", &picture(1));
    assert_eq!((report.outcome, report.reason), (Unknown, Some(SlipReason::NeverSpeaks)));
    let known = PrinterConfig { is_asked: false, fence: Fence::None, ..patient };
    assert_eq!(PrinterLine::new(known).print("A002", &picture(2)).outcome, Printed);
    assert!(printer.wait_until(REST, |device| device.slips_cut() == 2));
}

/// A pipe in a folder of its own.
fn pipe() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    (folder, path)
}

#[test]
fn a_device_that_takes_no_more_bytes_leaves_a_doubt_and_holds_nobody() {
    let (_folder, path) = pipe();
    // Opened for both so that it does not wait for a writer, and never read.
    let _reader = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let mut line = PrinterLine::new(config(Target::Device { path }));
    let report = line.print("A001", &picture(1));
    assert_eq!((report.outcome, report.reason), (Unknown, Some(SlipReason::HungUp)));
    assert!(report.cause.contains("takes no more bytes"), "{report:?}");
    // Nothing of the next one fits, so nothing of it is sent.
    let report = line.print("A002", &picture(2));
    assert_eq!((report.outcome, report.reason), (NotPrinted, Some(SlipReason::HungUp)));
}

#[test]
fn a_device_that_is_only_written_to_gets_the_same_bytes_and_counts_as_having_printed_them() {
    let (_folder, path) = pipe();
    let mut reader = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let expected = ticket_printer::encode(&picture(1), PrinterConfig::default().encoding());
    let length = expected.len();
    let taken = std::thread::spawn(move || {
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes).unwrap();
        bytes
    });
    assert_eq!(PrinterLine::new(config(Target::Device { path })).print("A001", &picture(1)).outcome, Printed);
    assert!(taken.join().unwrap() == expected);
}

#[test]
fn a_device_that_is_not_there_has_printed_nothing() {
    let (_folder, path) = pipe();
    let nobody_reads = Target::Device { path };
    let missing = serial(Path::new("/dev/no-such-line"));
    let no_line = serial(Path::new("/dev/null"));
    for target in [nobody_reads, missing, no_line] {
        let report = PrinterLine::new(config(target.clone())).print("A001", &picture(1));
        let unreachable = Some(SlipReason::Printer(PrinterState::Unreachable));
        assert_eq!((report.outcome, report.reason), (NotPrinted, unreachable), "{target:?}: {report:?}");
        assert!(report.cause.contains("cannot be opened"), "{report:?}");
    }
}

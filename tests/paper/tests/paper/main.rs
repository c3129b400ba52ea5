//! Slips on emupos, a printer emulator that others wrote: the picture it prints is ours to the dot, its code is read
//! by zbar, it knows every byte, and its faults are told apart.
//!
//! `tests/run` installs emupos and zbar and names the emulator in `SPORTELLO_EMUPOS`; `--without emupos` leaves these
//! tests out.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod cable;
mod emulator;
mod letters;
#[path = "../../../../shared/ticket-printer/tests/slips/words.rs"]
mod words;

use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use domain::printer::PrinterState;
use domain::text::Language;
use domain::ticket::SlipOutcome;
use emulator::{Emulator, WAIT_SECONDS_MAX};
use ticket_printer::{Bitmap, PrintReport, Printer, PrinterConfig, Rasterizer, Slip, Target};

fn slip(language: Language) -> Slip {
    Slip::from_ticket(&words::ticket(), language, "24/11/2026 10:42".to_owned(), "10:42".to_owned())
}

fn start(emulator: &Emulator) -> Printer {
    let target = Target::Tcp { address: emulator.printer_address() };
    Printer::start(PrinterConfig { width_dots: emulator.width_dots, target, ..PrinterConfig::default() }).unwrap()
}

fn print(printer: &Printer, language: Language) -> PrintReport {
    let (sender, receiver) = mpsc::channel();
    printer.print(slip(language), Box::new(move |report| sender.send(report).unwrap()));
    receiver.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap()
}

fn own_picture(width_dots: u32, language: Language) -> Bitmap {
    let dots_per_inch = PrinterConfig::default().dots_per_inch;
    let draw = move || Rasterizer::claim_thread(width_dots, dots_per_inch).unwrap().picture(&slip(language)).unwrap();
    std::thread::spawn(draw).join().unwrap()
}

/// Every dot of a PNG, whatever its depth: true is black.
fn dots(file: &Path) -> (usize, Vec<bool>) {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(file).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let channels = info.color_type.samples();
    let black = pixels[..info.buffer_size()].chunks(channels).map(|pixel| pixel[0] < 128);
    (info.width as usize, black.collect())
}

fn assert_same_picture(file: &Path, own: &Bitmap) {
    let (width, theirs) = dots(file);
    assert_eq!((width, theirs.len() / width), (own.width_dots(), own.height_dots()), "size of the picture");
    let differing = (0..theirs.len()).filter(|at| theirs[*at] != own.is_black(at % width, at / width)).count();
    assert_eq!(differing, 0, "dots that differ from our own picture");
}

fn read_by_zbar(file: &Path) -> String {
    let output = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(file).output();
    let output = output.expect("zbarimg is missing: tests/run installs it");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[tokio::test]
async fn a_third_party_printer_prints_our_picture_to_the_dot_and_a_third_party_reads_its_code() {
    for width_dots in [576, 384] {
        let emulator = Emulator::start(width_dots).await;
        let printer = start(&emulator);
        for (index, language) in Language::ALL.into_iter().enumerate() {
            let report = print(&printer, language);
            assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None));
            let receipt = emulator.receipt(index).await;
            assert_same_picture(&receipt, &own_picture(width_dots, language));
            assert_eq!(read_by_zbar(&receipt), slip(language).qr_text);
        }
        assert!(!emulator.has_seen_unknown_bytes(), "{}", emulator.log());
    }
}

#[tokio::test]
async fn faults_are_told_apart_and_after_each_the_printer_goes_on() {
    let emulator = Emulator::start(576).await;
    let printer = start(&emulator);
    let faults = [
        ("paper-out", PrinterState::PaperOut),
        ("cover-open", PrinterState::CoverOpen),
        ("offline", PrinterState::Offline),
    ];
    for (index, (fault, state)) in faults.into_iter().enumerate() {
        emulator.set_fault(fault, true).await;
        let report = print(&printer, Language::It);
        assert!(report.is_refused() && report.state == state, "{fault}: {report:?}");
        emulator.set_fault(fault, false).await;
        assert_eq!(print(&printer, Language::It).outcome, SlipOutcome::Printed, "after {fault}");
        emulator.receipt(index).await;
    }
    assert_eq!(emulator.receipts().len(), faults.len(), "a slip came out twice or late");
    emulator.set_fault("paper-near-end", true).await;
    let report = print(&printer, Language::It);
    assert_eq!(report.outcome, SlipOutcome::Printed, "a nearly empty roll still prints");
    assert_eq!(report.state, PrinterState::NearEnd, "staff are not told of the roll");
}

#[tokio::test]
async fn the_emulator_does_name_bytes_it_does_not_know() {
    let emulator = Emulator::start(576).await;
    emulator.send(&[0x1b, 0x40, 0x1f, 0x01, b'x', b'\n', 0x1d, 0x56, 65, 16]);
    emulator.receipt(0).await;
    assert!(emulator.has_seen_unknown_bytes(), "{}", emulator.log());
}

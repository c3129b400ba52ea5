//! Printers that behave and misbehave, over real sockets and files: what is reported, and what came out.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use domain::printer::{PrinterState, SlipReason};
use domain::text::Language;
use domain::ticket::{Code, SlipOutcome};
use ticket_printer::{
    Fence, Health, Limits, PrintReport, Printer, PrinterConfig, PrinterSetup, Remark, Slip, Target, decode,
};

/// `GS r 1`, which a printer answers when it has come to it.
const FENCE: [u8; 3] = [0x1d, 0x72, 1];
/// How long a test waits for a report, in seconds.
const WAIT_SECONDS_MAX: u64 = 40;

fn slip(number: u16) -> Slip {
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
        wait_text: "10–20 min".to_owned(),
        told_text: "10:42".to_owned(),
        documents: vec!["Documento d'identità valido".to_owned()],
        taken_text: "24/11/2026 10:42".to_owned(),
        follow: String::new(),
        qr_text: "A042 · Sala A".to_owned(),
        shows_privacy: true,
        remark: Remark::None,
        header: String::new(),
        footer: String::new(),
        logo: String::new(),
    }
}

fn start(target: Target) -> Printer {
    let limits = Limits {
        answer_millis_max: 1_000,
        queue_millis_max: 400,
        fence_millis_max: 1_000,
        poll_millis: 200,
        ..Limits::default()
    };
    Printer::start(PrinterConfig { target, limits, rows_per_second: 4_000, ..PrinterConfig::default() }).unwrap()
}

fn print(printer: &Printer, number: u16) -> PrintReport {
    let (sender, receiver) = mpsc::channel();
    printer.print(slip(number), Box::new(move |report| sender.send(report).unwrap()));
    receiver.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap()
}

/// What became of a slip, and why.
fn fate(report: &PrintReport) -> (SlipOutcome, Option<SlipReason>) {
    (report.outcome, report.reason)
}

/// The report of a slip that came out of a printer that is like this.
fn printed(state: PrinterState) -> PrintReport {
    PrintReport { outcome: SlipOutcome::Printed, reason: None, passed_over: None, state, cause: String::new() }
}

/// What a printer on the network does when it is asked and sent to.
#[derive(Clone, Copy)]
enum Behaviour {
    /// Answers everything.
    Well,
    /// Answers nothing and takes everything.
    Mute,
    /// Says that it has no paper.
    PaperOut,
    /// Says that its cover is open.
    CoverOpen,
    /// Hangs up after this many bytes of the slip.
    HangsUpAfter(usize),
    /// Says that its cutter is stuck.
    CutterStuck,
    /// Answers the first questions, takes the slip and never says that it is finished.
    NeverFinishes,
    /// Says at the end of the slip that the paper has ended with it.
    PaperEndsWithSlip,
    /// Stops in the middle without paper: answers only what is asked in real time.
    PaperEndsInSlip,
    /// Says nothing on the first connection, and on the later ones that it has no paper.
    StartsLate,
}

/// A printer on a free port; when a connection has ended, it gives the bytes of the slip it was sent.
fn network_printer(behaviour: Behaviour, connections: usize) -> (Target, JoinHandle<Vec<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let thread = std::thread::spawn(move || {
        let behaviour_of = |number| match (behaviour, number) {
            (Behaviour::StartsLate, 0) => Behaviour::Mute,
            (Behaviour::StartsLate, _) => Behaviour::PaperOut,
            (behaviour, _) => behaviour,
        };
        (0..connections).map(|number| serve(&listener.accept().unwrap().0, behaviour_of(number))).collect()
    });
    (Target::Tcp { address }, thread)
}

/// Reads until the other side is done; real-time questions are answered and are no print data.
fn serve(mut stream: &TcpStream, behaviour: Behaviour) -> Vec<u8> {
    let mut print_data = Vec::new();
    let mut piece = [0; 1_024];
    loop {
        let length = match stream.read(&mut piece) {
            Ok(0) | Err(_) => return print_data,
            Ok(length) => length,
        };
        let answer = match (&piece[..length], behaviour) {
            ([0x10, 0x04, 2], Behaviour::CoverOpen) => Some(0x16),
            ([0x10, 0x04, 1], Behaviour::CoverOpen) => Some(0x1a),
            ([0x10, 0x04, 4], Behaviour::PaperOut) => Some(0x7e),
            ([0x10, 0x04, 3], Behaviour::CutterStuck) => Some(0x1a),
            ([0x10, 0x04, 4], Behaviour::PaperEndsInSlip) if !print_data.is_empty() => Some(0x7e),
            ([0x10, 0x04, _], Behaviour::Mute) => None,
            ([0x10, 0x04, _], _) => Some(0x12),
            (data, _) => {
                print_data.extend(data);
                match behaviour {
                    Behaviour::NeverFinishes | Behaviour::PaperEndsInSlip | Behaviour::Mute => None,
                    Behaviour::PaperEndsWithSlip if print_data.len() > FENCE.len() => {
                        print_data.ends_with(&FENCE).then_some(0x0c)
                    }
                    Behaviour::Well
                    | Behaviour::PaperOut
                    | Behaviour::CoverOpen
                    | Behaviour::HangsUpAfter(_)
                    | Behaviour::CutterStuck
                    | Behaviour::PaperEndsWithSlip
                    | Behaviour::StartsLate => print_data.ends_with(&FENCE).then_some(0x00),
                }
            }
        };
        if let Behaviour::HangsUpAfter(bytes) = behaviour
            && print_data.len() > bytes
        {
            return print_data;
        }
        if answer.is_some_and(|answer| stream.write_all(&[answer]).is_err()) {
            return print_data;
        }
    }
}

#[test]
fn a_well_printer_gets_each_slip_once_and_it_is_reported_printed() {
    let (target, thread) = network_printer(Behaviour::Well, 2);
    let printer = start(target);
    for number in [1, 2] {
        let report = print(&printer, number);
        assert_eq!(report, printed(PrinterState::Ready));
    }
    for bytes in thread.join().unwrap() {
        let decoded = decode(&bytes, 576);
        assert_eq!((decoded.slips.len(), decoded.unknown), (1, vec![]));
    }
}

#[test]
fn a_printer_that_never_speaks_is_written_to_all_the_same_and_not_taken_at_its_word() {
    let (target, thread) = network_printer(Behaviour::Mute, 2);
    let printer = start(target);
    for number in [1, 2] {
        let report = print(&printer, number);
        assert_eq!(fate(&report), (SlipOutcome::Unknown, Some(SlipReason::NeverSpeaks)));
    }
    drop(printer);
    for bytes in thread.join().unwrap() {
        assert_eq!(decode(&bytes, 576).slips.len(), 1);
    }
}

#[test]
fn a_printer_that_was_set_up_as_one_that_cannot_speak_counts_as_having_printed_what_it_took() {
    let (target, thread) = network_printer(Behaviour::Mute, 1);
    let config = PrinterConfig { target, is_asked: false, fence: Fence::None, ..PrinterConfig::default() };
    assert_eq!(print(&Printer::start(config).unwrap(), 1).outcome, SlipOutcome::Printed);
    assert_eq!(decode(&thread.join().unwrap()[0], 576).slips.len(), 1);
}

#[test]
fn a_printer_in_trouble_is_sent_nothing_and_the_trouble_is_named() {
    let troubles = [
        (Behaviour::PaperOut, PrinterState::PaperOut),
        (Behaviour::CoverOpen, PrinterState::CoverOpen),
        (Behaviour::CutterStuck, PrinterState::Cutter),
    ];
    for (behaviour, state) in troubles {
        let (target, thread) = network_printer(behaviour, 1);
        let report = print(&start(target), 1);
        assert_eq!(fate(&report), (SlipOutcome::NotPrinted, Some(SlipReason::Printer(state))));
        assert!(report.is_refused() && report.state == state, "{report:?}");
        assert_eq!(thread.join().unwrap(), vec![Vec::<u8>::new()]);
    }
}

#[test]
fn a_printer_that_hangs_up_in_the_middle_leaves_a_doubt_and_is_not_sent_the_slip_again() {
    let (target, thread) = network_printer(Behaviour::HangsUpAfter(2_000), 1);
    let report = print(&start(target), 1);
    assert_eq!(fate(&report), (SlipOutcome::Unknown, Some(SlipReason::HungUp)));
    assert_eq!(thread.join().unwrap().len(), 1, "one connection, one try");
}

#[test]
fn paper_that_ends_with_or_in_the_slip_leaves_a_doubt() {
    for behaviour in [Behaviour::PaperEndsWithSlip, Behaviour::PaperEndsInSlip] {
        let (target, thread) = network_printer(behaviour, 1);
        let report = print(&start(target), 1);
        assert_eq!(fate(&report), (SlipOutcome::Unknown, Some(SlipReason::Printer(PrinterState::PaperOut))));
        assert_eq!(thread.join().unwrap().len(), 1);
    }
}

#[test]
fn a_printer_that_answers_late_once_is_asked_again() {
    let (target, thread) = network_printer(Behaviour::StartsLate, 2);
    let printer = start(target);
    assert_eq!(print(&printer, 1).outcome, SlipOutcome::Unknown);
    let report = print(&printer, 2);
    assert_eq!(fate(&report), (SlipOutcome::NotPrinted, Some(SlipReason::Printer(PrinterState::PaperOut))));
    assert_eq!(thread.join().unwrap()[1], Vec::<u8>::new());
}

#[test]
fn a_printer_that_does_not_say_that_it_is_finished_leaves_a_doubt() {
    let (target, thread) = network_printer(Behaviour::NeverFinishes, 1);
    let report = print(&start(target), 1);
    assert_eq!(fate(&report), (SlipOutcome::Unknown, Some(SlipReason::Unfinished)));
    assert!(report.text().en.contains("look for the slip"), "{report:?}");
    assert_eq!(decode(&thread.join().unwrap()[0], 576).slips.len(), 1);
}

#[test]
fn a_printer_that_is_off_or_unknown_prints_nothing_and_says_what_to_check() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for address in [unused, "no-such-printer.invalid:9100".to_owned()] {
        let report = print(&start(Target::Tcp { address }), 1);
        assert_eq!(fate(&report), (SlipOutcome::NotPrinted, Some(SlipReason::Printer(PrinterState::Unreachable))));
        assert!(!report.cause.is_empty() && !report.is_refused(), "{report:?}");
    }
    let report = print(&start(Target::Device { path: "/dev/no-such-printer".into() }), 1);
    assert_eq!(report.outcome, SlipOutcome::NotPrinted);
    let report = print(&start(Target::None), 1);
    assert_eq!(fate(&report), (SlipOutcome::NotPrinted, Some(SlipReason::Printer(PrinterState::Missing))));
}

#[test]
fn a_device_file_gets_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("lp0");
    std::fs::write(&device, "").unwrap();
    assert_eq!(print(&start(Target::Device { path: device.clone() }), 1).outcome, SlipOutcome::Printed);
    let decoded = decode(&std::fs::read(&device).unwrap(), 576);
    assert_eq!((decoded.slips.len(), decoded.unknown), (1, vec![]));
}

#[test]
fn a_file_that_is_only_written_to_is_asked_nothing_between_slips() {
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("lp0");
    std::fs::write(&device, "").unwrap();
    let health = Health { rest_millis_min: 0, rest_millis_max: 0, fault_millis_min: 0, fault_millis_max: 0, seed: 0 };
    let config = PrinterConfig { target: Target::Device { path: device.clone() }, ..PrinterConfig::default() };
    let printer = Printer::start(PrinterSetup { health: Some(health), ..config.into() }).unwrap();
    assert_eq!(print(&printer, 1).outcome, SlipOutcome::Printed);
    drop(printer);
    let bytes = std::fs::read(&device).unwrap();
    assert!(!bytes.windows(2).any(|pair| pair == [0x10, 0x04]), "a question was written into the file");
}

#[test]
fn the_virtual_printer_keeps_bytes_and_picture_of_each_slip() {
    let folder = tempfile::tempdir().unwrap();
    let printer = start(Target::Virtual { dir: folder.path().join("paper") });
    for number in [1, 2] {
        assert_eq!(print(&printer, number).outcome, SlipOutcome::Printed);
    }
    for name in ["slip-A001", "slip-A002"] {
        let file = |ending: &str| folder.path().join("paper").join(format!("{name}.{ending}"));
        let decoded = decode(&std::fs::read(file("escpos")).unwrap(), 576);
        let mut png = Vec::new();
        decoded.slips[0].write_png(&mut png).unwrap();
        assert_eq!(png, std::fs::read(file("png")).unwrap());
    }
    assert_eq!(
        print(&start(Target::Virtual { dir: Path::new("/dev/null/paper").into() }), 1).outcome,
        SlipOutcome::Unknown
    );
}

#[test]
fn more_slips_than_can_wait_are_turned_away_at_once_and_every_one_is_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let printer = start(Target::Tcp { address });
    let (sender, receiver) = mpsc::channel();
    for number in 1..=40 {
        let sender = sender.clone();
        printer.print(slip(number), Box::new(move |report| sender.send(report.outcome).unwrap()));
    }
    let first = receiver.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap();
    assert_eq!(first, SlipOutcome::NotPrinted, "the first report is of one that was turned away");
    drop((listener, printer, sender));
    assert_eq!(receiver.iter().count(), 39);
}

//! Slips as text, for lines that are too slow for pictures.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod common;

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use domain::text::Language;
use domain::ticket::SlipOutcome;
use test_printer::{Condition, Moment, PaperSlip, Recovery, Settings, TestPrinter, Trouble};
use ticket_printer::{CodePage, Limits, Mode, PrintReport, Printer, PrinterConfig, Slip, Target};

fn slip(language: Language, number: u16) -> Slip {
    Slip {
        language,
        service: "Iscrizione anagrafica per trasferimento dall'estero di cittadini".to_owned(),
        service_for_staff: "Carta d’identità — elettronica 中".to_owned(),
        further_services: vec!["Città e Università".to_owned()],
        people_ahead: Some(0),
        wait_text: "10–\u{2060}20 min".to_owned(),
        documents: vec!["Documento d'identità valido\n16 €".to_owned()],
        ..common::slip(number)
    }
}

fn print(printer: &Printer, slip: Slip) -> PrintReport {
    let (sender, receiver) = mpsc::channel();
    printer.print(slip, Box::new(move |report| sender.send(report).unwrap()));
    receiver.recv_timeout(Duration::from_secs(60)).unwrap()
}

fn slow_line(path: &Path, width_dots: u32) -> PrinterConfig {
    let target = Target::Serial { path: path.to_owned(), baud: 19_200 };
    PrinterConfig { target, width_dots, ..PrinterConfig::default() }
}

/// What stands on a slip, line by line.
fn read(slip: &PaperSlip) -> Vec<String> {
    assert_eq!(slip.code_page, Some(CodePage::Pc858.number()));
    let letter = |byte: &u8| if *byte == b'\n' { '\n' } else { CodePage::Pc858.character(*byte).unwrap() };
    slip.text.iter().map(letter).collect::<String>().lines().map(str::to_owned).collect()
}

#[test]
fn a_slow_serial_line_gets_letters_and_they_say_what_the_slip_says() {
    for (width_dots, columns) in [(576, 48), (384, 32)] {
        let quick = Settings { rows_per_second: 100_000, width_dots: width_dots as usize, ..Settings::default() };
        let (tray, path) = TestPrinter::start_on_terminal(quick).unwrap();
        let printer = Printer::start(slow_line(&path, width_dots)).unwrap();
        let report = print(&printer, slip(Language::It, 42));
        assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None));
        tray.look(|device| assert_eq!(device.unknown(), Vec::<String>::new()));
        let bytes = tray.look(|device| device.received_bytes());
        assert!(bytes < 1_500, "{bytes} bytes are no slip for a slow line");
        let slips = tray.take_slips();
        assert!(slips.len() == 1 && slips[0].is_partly_cut);
        let lines = read(&slips[0]);
        assert!(lines.iter().all(|line| line.chars().count() <= columns), "{lines:#?}");
        for line in ["Comune di Ascoli Piceno", "A042", "Poi: Città e Università", "Sala A, Piano T"] {
            assert!(lines.iter().any(|found| found == line), "{line} is missing: {lines:#?}");
        }
        let whole = lines.join(" ");
        let texts = [
            "Iscrizione anagrafica per trasferimento dall'estero di cittadini",
            "Carta d'identità - elettronica ?",
            "Persone prima di te: Nessuna per questo servizio",
            "Attesa prevista (ore 10:42): 10-20 min",
            "Preso il: 24/11/2026 10:42",
            "- Documento d'identità valido 16 €",
            "Biglietto senza dati personali.",
        ];
        for text in texts {
            assert!(whole.contains(text), "{text} is missing: {whole}");
        }
    }
}

#[test]
fn a_printer_can_be_told_to_print_letters_over_any_way() {
    let tray = TestPrinter::start(Settings { rows_per_second: 100_000, ..Settings::default() }).unwrap();
    let target = Target::Tcp { address: tray.address().to_string() };
    let printer = Printer::start(PrinterConfig { target, mode: Mode::Text, ..PrinterConfig::default() }).unwrap();
    assert_eq!(print(&printer, slip(Language::En, 7)).outcome, SlipOutcome::Printed);
    let slips = tray.take_slips();
    assert!(read(&slips[0]).join(" ").contains("People before you: Nobody for this service"), "{:#?}", read(&slips[0]));
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Virtual { dir: folder.path().to_owned() };
    let printer = Printer::start(PrinterConfig { target, mode: Mode::Text, ..PrinterConfig::default() }).unwrap();
    assert_eq!(print(&printer, slip(Language::En, 7)).outcome, SlipOutcome::Printed);
    let kept = std::fs::read_to_string(folder.path().join("slip-A007.txt")).unwrap();
    assert_eq!(kept.lines().map(str::to_owned).collect::<Vec<_>>(), read(&slips[0]));
}

#[test]
fn a_slip_of_letters_that_breaks_off_is_in_doubt_and_the_next_one_is_by_itself() {
    for recovery in [Recovery::GoesOn, Recovery::Discards] {
        let trouble = Trouble { condition: Condition::CoverOpen, moment: Moment::Row(300), slip: 0 };
        let settings = Settings { troubles: vec![trouble], recovery, rows_per_second: 100_000, ..Settings::default() };
        let (tray, path) = TestPrinter::start_on_terminal(settings).unwrap();
        let limits = Limits { poll_millis: 50, fence_millis_max: 500, ..Limits::default() };
        let printer =
            Printer::start(PrinterConfig { limits, rows_per_second: 100_000, ..slow_line(&path, 576) }).unwrap();
        let report = print(&printer, slip(Language::It, 1));
        assert_eq!(report.outcome, SlipOutcome::Unknown, "{recovery:?}: {report:?}");
        tray.set(Condition::CoverOpen, false);
        assert_eq!(print(&printer, slip(Language::It, 2)).outcome, SlipOutcome::Printed, "{recovery:?}");
        let slips = tray.take_slips();
        let with = |code: &str| slips.iter().filter(|slip| read(slip).iter().any(|line| line == code)).count();
        assert!(
            with("A001") <= 1 && with("A002") == 1,
            "{recovery:?}: {:#?}",
            slips.iter().map(read).collect::<Vec<_>>()
        );
        let last = read(slips.last().unwrap());
        assert_eq!(last.first().map(String::as_str), Some("Comune di Ascoli Piceno"), "{recovery:?}: {last:#?}");
    }
}

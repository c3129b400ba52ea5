//! Slips of letters on a printer that others wrote: every line is there, and every letter of our code pages is its own.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use domain::text::Language;
use domain::ticket::SlipOutcome;
use ticket_printer::{CodePage, Mode, Printer, PrinterConfig, Target};

use crate::emulator::{Emulator, WAIT_SECONDS_MAX};
use crate::slip;

/// What the emulator read of a receipt.
async fn text(emulator: &Emulator, index: usize) -> String {
    let picture = emulator.receipt(index).await;
    let file = picture.with_extension("txt");
    emulator.wait("the receipt's text is there", || file.is_file()).await;
    std::fs::read_to_string(file).unwrap()
}

#[tokio::test]
async fn a_third_party_printer_reads_every_line_of_a_slip_of_letters() {
    let emulator = Emulator::start(576).await;
    let target = Target::Tcp { address: emulator.printer_address() };
    let printer = Printer::start(PrinterConfig { target, mode: Mode::Text, ..PrinterConfig::default() }).unwrap();
    for (index, language) in [Language::It, Language::En].into_iter().enumerate() {
        let (sender, receiver) = mpsc::channel();
        printer.print(slip(language), Box::new(move |report| sender.send(report).unwrap()));
        let report = receiver.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap();
        assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None));
        // Left behind to be looked at.
        let kept = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../build/slips"));
        std::fs::create_dir_all(kept).unwrap();
        let picture = emulator.receipt(index).await;
        std::fs::copy(picture, kept.join(format!("letters-{}.png", language.code()))).unwrap();
        // Long texts go on in the next line.
        let text = text(&emulator, index).await.split_whitespace().collect::<Vec<_>>().join(" ");
        let of_both = ["A042", "Carta d'identità elettronica"];
        let own = if language == Language::It {
            ["Persone prima di te: 5", "Attesa prevista (ore 10:42): circa 10-20 min"]
        } else {
            ["People before you: 5", "Expected wait (at 10:42): about 10-20 min"]
        };
        for line in of_both.into_iter().chain(own) {
            assert!(text.contains(line), "{line} is missing: {text}");
        }
    }
    assert!(!emulator.has_seen_unknown_bytes(), "{}", emulator.log());
}

#[tokio::test]
async fn a_third_party_printer_has_the_same_letters_in_our_code_pages() {
    let rows = [
        ("fr", "Où êtes-vous ? Ça coûte 5 €, garçon; naïf, Noël"),
        ("es", "¿Dónde está el niño? ¡Aquí, pingüino!"),
        ("sq", "Çfarë ju duhet është këtu"),
        ("pl", "Zażółć gęślą jaźń ŁÓDŹ"),
        ("ro", "Vă rugăm așteptați în sală"),
        ("uk", "Щоб їхати, єдиний п'ятий ґанок"),
    ];
    let emulator = Emulator::start(576).await;
    for (index, (language, sentence)) in rows.into_iter().enumerate() {
        let page = CodePage::for_language(language).unwrap();
        let bytes = page.bytes(sentence);
        emulator.send(&[&[0x1b, 0x40, 0x1b, 0x74, page.number()], &bytes[..], b"\n", &[0x1d, 0x56, 65, 16]].concat());
        let text = text(&emulator, index).await;
        // What a page lacks and how it is then written was agreed: Romanian's comma below, Ukrainian's i and ґ.
        let expected = sentence.replace('ș', "ş").replace('ț', "ţ").replace('ґ', "г");
        assert!(text.contains(&expected), "{language}: {expected} is {text}");
    }
    assert!(!emulator.has_seen_unknown_bytes(), "{}", emulator.log());
}

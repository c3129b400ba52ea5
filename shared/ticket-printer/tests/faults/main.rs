//! Everything that can go wrong at every moment of a slip: whatever is reported, it is what lies in the tray.
//!
//! Printed means once on paper, not printed means not on paper, and in doubt means once at most, also after the
//! printer was put right and the next slip has come out.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod office;
mod sequels;
mod soak;
mod states;
mod wires;

use std::time::Duration;

use domain::ticket::SlipOutcome::{NotPrinted, Printed, Unknown};
use office::{Case, Voice, picture_across, run_all};
use test_printer::{RealTime, SecondConnection, Settings, TestPrinter};
use ticket_printer::{Fence, PrinterLine, PrinterProfile, Target};

#[test]
fn a_printer_with_nothing_wrong_prints_whatever_its_voice() {
    let voices = [(Voice::Whole, Printed), (Voice::FenceOnly, Printed), (Voice::RealTimeOnly, Unknown)];
    let mute = (Voice::Mute, Unknown);
    run_all(voices.into_iter().chain([mute]).map(|(voice, outcome)| Case::new("well", voice).expect(&[outcome])));
}

#[test]
fn odd_clones_are_understood_or_doubted() {
    let whole = |name: &str, printer: Settings| Case { printer, ..Case::new(name, Voice::Whole) };
    let base = || Voice::Whole.printer();
    run_all([
        whole("late", Settings { answer_delay_millis: 40, ..base() }).expect(&[Printed]),
        whole("twice", Settings { answers_twice: true, ..base() }).expect(&[Printed]),
        whole("stray zero", Settings { stray_byte: Some(0), ..base() }).expect(&[Printed]),
        whole("stray noise", Settings { stray_byte: Some(0xff), ..base() }).expect(&[Printed]),
        whole("flow bytes", Settings { sends_flow_bytes: true, buffer_bytes: 1_024, ..base() }).expect(&[Printed]),
        whole("busy is silent", Settings { real_time: RealTime::WhileIdle, ..base() }).expect(&[Printed]),
        whole("tiny buffer", Settings { buffer_bytes: 128, ..base() }).expect(&[Printed]),
        whole("slow", Settings { rows_per_second: 300, ..base() }).expect(&[Printed]),
        whole("resets a second", Settings { second_connection: SecondConnection::IsReset, ..base() })
            .expect(&[Printed]),
        whole("late by a fifth of a second", Settings { answer_delay_millis: 200, ..base() }).expect(&[Printed]),
        whole("late by half a second", Settings { answer_delay_millis: 500, ..base() }).expect(&[Printed]),
        whole("late by a second and a half", Settings { answer_delay_millis: 1_500, ..base() }).expect(&[Printed]),
        whole("slow to accept", Settings { accept_millis: 400, ..base() }).expect(&[Printed]),
        whole("deaf in pictures", Settings { hears_in_pictures: false, ..base() }).expect(&[Printed]),
        whole("stray answer in real time", Settings { stray_byte: Some(0x12), ..base() }).expect(&[Printed]),
        whole("stray beginning of a frame", Settings { stray_byte: Some(0x37), ..base() }).expect(&[Printed]),
        Case { piece_bytes: Some(1), ..whole("byte by byte", base()) }.expect(&[Printed]),
        Case { piece_bytes: Some(7), ..whole("in small pieces", base()) }.expect(&[Printed]),
        whole("status by itself", Settings { auto_status_mask: 0x0e, ..base() }).expect(&[Printed]),
    ]);
}

#[test]
fn every_shipped_profile_prints_its_slip_on_a_printer_that_is_like_it() {
    for name in PrinterProfile::names() {
        let profile = PrinterProfile::named(name).unwrap();
        let width_dots = profile.width_dots as usize;
        let printer = TestPrinter::start(Settings {
            width_dots,
            dots_per_inch: profile.dots_per_inch.into(),
            feed_units_per_inch: 2 * u16::from(profile.dots_per_inch),
            buffer_bytes: profile.buffer_bytes_min as usize,
            real_time: if profile.answers_real_time { RealTime::Always } else { RealTime::Never },
            answers_queued: profile.fence == Fence::Queued,
            answers_process_id: profile.fence == Fence::ProcessId,
            ..Voice::Whole.printer()
        });
        let printer = printer.unwrap();
        let target = Target::Tcp { address: printer.address().to_string() };
        let slip = picture_across(width_dots, 1);
        let report = PrinterLine::new(profile.config(target)).print("A001", &slip);
        assert_eq!((report.outcome, report.reason), (Printed, None), "{name}");
        assert!(printer.wait_for_rest(1, Duration::from_secs(20)), "{name}");
        printer.look(|device| assert_eq!(device.unknown(), Vec::<String>::new(), "{name}"));
        assert_eq!(printer.take_slips().iter().map(|slip| &slip.rows[..]).collect::<Vec<_>>(), [slip.rows()], "{name}");
    }
}

#[test]
fn a_printer_that_cannot_be_reached_has_printed_nothing() {
    let refused = Case { is_refused: true, ..Case::new("refused", Voice::Whole) }.expect(&[NotPrinted]);
    run_all([refused]);
}

#[test]
fn a_printer_that_takes_everything_and_reads_nothing_leaves_a_doubt() {
    let printer = Settings { reads: false, ..Voice::Mute.printer() };
    run_all([Case { printer, stays_broken: true, ..Case::new("black hole", Voice::Mute) }.expect(&[Unknown])]);
}

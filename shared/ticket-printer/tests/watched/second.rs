//! A second printer: used where nothing of a slip was sent to the first, and never else.

use std::net::TcpListener;

use domain::printer::{PrinterPlace, PrinterState, SlipReason};
use domain::ticket::SlipOutcome;
use test_printer::{CableFault, Condition, FaultKind, Moment, Plan, Proxy, RealTime, Settings, TestPrinter, Trouble};
use ticket_printer::{PrintReport, PrinterConfig, PrinterSetup};

use crate::{WAIT, config, print, quick, start};

fn slips_cut(tray: &TestPrinter) -> usize {
    tray.look(|device| device.slips_cut())
}

/// Prints one slip where the first printer is at this address, on narrower paper on the second.
fn print_once(first: String, second: &TestPrinter) -> PrintReport {
    let second = PrinterConfig { width_dots: 384, ..config(second.address().to_string()) };
    let setup = PrinterSetup { second: Some(second), ..config(first).into() };
    print(&start(setup).0, 1)
}

fn second_tray() -> TestPrinter {
    quick(Settings { width_dots: 384, ..Settings::default() })
}

#[test]
fn a_slip_that_the_first_printer_refuses_comes_out_of_the_second_once() {
    let refusals = [
        (Condition::PaperOut, PrinterState::PaperOut),
        (Condition::CoverOpen, PrinterState::CoverOpen),
        (Condition::Offline, PrinterState::Offline),
        (Condition::CutterStuck, PrinterState::Cutter),
        (Condition::UnrecoverableError, PrinterState::Error),
        (Condition::Overheated, PrinterState::Error),
    ];
    for (condition, state) in refusals {
        let (first, second) = (quick(Settings { conditions: vec![condition], ..Settings::default() }), second_tray());
        let report = print_once(first.address().to_string(), &second);
        assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None), "{condition:?}: {report:?}");
        assert_eq!(report.passed_over, Some(SlipReason::Printer(state)));
        // What the first printer was asked must not print once it is put right.
        first.set(condition, false);
        assert!(first.wait_for_rest(1, WAIT) && second.wait_for_rest(1, WAIT));
        assert_eq!((slips_cut(&first), slips_cut(&second)), (0, 1), "{condition:?}");
        let slips = second.take_slips();
        assert!(slips[0].rows.iter().all(|row| row.len() == 384 / 8), "the slip was not drawn for its paper");
    }
}

#[test]
fn a_slip_that_does_not_reach_the_first_printer_comes_out_of_the_second_once() {
    let second = second_tray();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let report = print_once(nobody, &second);
    assert_eq!(
        (report.outcome, report.passed_over),
        (SlipOutcome::Printed, Some(SlipReason::Printer(PrinterState::Unreachable)))
    );
    assert!(second.wait_for_rest(1, WAIT));
    assert_eq!(slips_cut(&second), 1);
}

#[test]
fn a_slip_whose_connection_ends_before_its_first_byte_comes_out_of_the_second_once() {
    let (first, second) = (quick(Settings::default()), second_tray());
    let fault = Some(CableFault { at_byte: 3, kind: FaultKind::Finish, connection: 0 });
    let cable = Proxy::start(first.address(), Plan { fault, piece_bytes: None }).unwrap();
    let report = print_once(cable.address().to_string(), &second);
    assert_eq!((report.outcome, report.passed_over), (SlipOutcome::Printed, Some(SlipReason::HungUp)));
    assert!(first.wait_for_rest(1, WAIT) && second.wait_for_rest(1, WAIT));
    assert_eq!((slips_cut(&first), slips_cut(&second)), (0, 1));
}

#[test]
fn a_slip_in_doubt_on_the_first_printer_is_never_sent_to_the_second() {
    let troubled = |moment| {
        let troubles = vec![Trouble { condition: Condition::PaperOut, moment, slip: 0 }];
        Settings { troubles, ..Settings::default() }
    };
    let mute = Settings {
        real_time: RealTime::Never,
        answers_queued: false,
        answers_process_id: false,
        ..Settings::default()
    };
    let firsts = [troubled(Moment::Row(80)), troubled(Moment::Cut), troubled(Moment::Fence), mute];
    for settings in firsts {
        let name = format!("{settings:?}");
        let (first, second) = (quick(settings), second_tray());
        let mut first_config = config(first.address().to_string());
        first_config.limits.answer_millis_max = 300;
        let setup = PrinterSetup { second: Some(config(second.address().to_string())), ..first_config.into() };
        let report = print(&start(setup).0, 1);
        assert_eq!((report.outcome, report.passed_over), (SlipOutcome::Unknown, None), "{name}");
        assert_eq!(second.connections(), 0, "{name}");
    }
}

#[test]
fn a_slip_whose_connection_ends_at_any_byte_is_printed_by_one_of_the_two_or_in_doubt() {
    for at_byte in (0..20).map(|part| part * 400) {
        for kind in [FaultKind::Reset, FaultKind::Finish] {
            let (first, second) = (quick(Settings::default()), second_tray());
            let fault = Some(CableFault { at_byte, kind, connection: 0 });
            let cable = Proxy::start(first.address(), Plan { fault, piece_bytes: None }).unwrap();
            let report = print_once(cable.address().to_string(), &second);
            assert!(first.wait_for_rest(1, WAIT));
            match report.outcome {
                SlipOutcome::Printed => {
                    assert!(second.wait_for_rest(usize::from(report.passed_over.is_some()), WAIT));
                    assert_eq!(slips_cut(&first) + slips_cut(&second), 1, "{kind:?} at {at_byte}: {report:?}");
                }
                SlipOutcome::Unknown => assert_eq!(second.connections(), 0, "{kind:?} at {at_byte}: {report:?}"),
                SlipOutcome::NotPrinted => panic!("the second printer was well: {kind:?} at {at_byte}: {report:?}"),
            }
        }
    }
}

#[test]
fn where_neither_printer_prints_both_reasons_are_told() {
    let broken = |condition| quick(Settings { conditions: vec![condition], ..Settings::default() });
    let (first, second) = (broken(Condition::PaperOut), broken(Condition::CoverOpen));
    let setup = PrinterSetup {
        second: Some(config(second.address().to_string())),
        ..config(first.address().to_string()).into()
    };
    let (printer, states) = start(setup);
    let report = print(&printer, 1);
    assert_eq!(report.outcome, SlipOutcome::NotPrinted);
    assert_eq!(report.passed_over, Some(SlipReason::Printer(PrinterState::PaperOut)));
    assert_eq!(report.reason, Some(SlipReason::Printer(PrinterState::CoverOpen)));
    let told = [(PrinterPlace::First, PrinterState::PaperOut), (PrinterPlace::Second, PrinterState::CoverOpen)];
    assert_eq!(states.try_iter().collect::<Vec<_>>(), told);
}

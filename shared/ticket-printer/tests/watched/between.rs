//! How printers are, told between slips and after each.

use std::net::TcpListener;

use domain::printer::PrinterPlace::First;
use domain::printer::PrinterState::{self, NearEnd, PaperOut, Ready, Unreachable};
use domain::ticket::SlipOutcome;
use test_printer::{Condition, Settings, TestPrinter};
use ticket_printer::{Health, PrinterConfig, PrinterSetup};

use crate::{States, WAIT, config, print, quick, start};

/// Looks that follow each other as fast as a test can wait for them.
fn eager() -> Health {
    Health { rest_millis_min: 5, rest_millis_max: 10, fault_millis_min: 2, fault_millis_max: 10, seed: 1 }
}

fn next(states: &States) -> PrinterState {
    let (place, state) = states.recv_timeout(WAIT).unwrap();
    assert_eq!(place, First);
    state
}

#[test]
fn an_idle_printer_is_looked_at_and_every_change_is_told_once() {
    let tray = quick(Settings::default());
    let setup = PrinterSetup { health: Some(eager()), ..config(tray.address().to_string()).into() };
    let (printer, states) = start(setup);
    assert_eq!(next(&states), Ready);
    let changes = [
        (Condition::PaperNearEnd, NearEnd),
        (Condition::PaperOut, PaperOut),
        (Condition::CoverOpen, PrinterState::CoverOpen),
        (Condition::Offline, PrinterState::Offline),
        (Condition::CutterStuck, PrinterState::Cutter),
        (Condition::UnrecoverableError, PrinterState::Error),
    ];
    for (condition, state) in changes {
        tray.set(condition, true);
        assert_eq!(next(&states), state, "{condition:?}");
        tray.set(condition, false);
        assert_eq!(next(&states), Ready, "after {condition:?}");
    }
    let looks = tray.connections();
    assert!(tray.wait_for_rest(looks + 3, WAIT));
    assert_eq!(states.try_iter().count(), 0, "nothing has changed and something was told");
    drop(printer);
    assert_eq!(tray.look(|device| (device.slips_cut(), device.uncut_rows(), device.unknown().len())), (0, 0, 0));
}

#[test]
fn a_printer_that_is_gone_and_comes_back_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let setup = PrinterSetup { health: Some(eager()), ..config(address.to_string()).into() };
    let (_printer, states) = start(setup);
    assert_eq!(next(&states), Unreachable);
    let _tray = TestPrinter::start_at(address, Settings::default()).unwrap();
    assert_eq!(next(&states), Ready);
}

#[test]
fn slips_come_out_whole_and_once_between_looks_that_never_rest() {
    let tray = quick(Settings::default());
    let health = Some(Health { rest_millis_min: 0, rest_millis_max: 0, ..eager() });
    let setup = PrinterSetup { health, ..config(tray.address().to_string()).into() };
    let (printer, _states) = start(setup);
    for number in 1..=20 {
        let report = print(&printer, number);
        assert_eq!((report.outcome, report.reason), (SlipOutcome::Printed, None), "slip {number}: {report:?}");
    }
    drop(printer);
    tray.look(|device| {
        assert_eq!((device.slips_cut(), device.uncut_rows(), device.unknown().len()), (20, 0, 0));
    });
    assert!(tray.connections() > 20, "the printer was never looked at");
}

#[test]
fn a_roll_near_its_end_prints_on_and_is_told_with_the_slip() {
    let tray = quick(Settings { conditions: vec![Condition::PaperNearEnd], ..Settings::default() });
    let (printer, states) = start(config(tray.address().to_string()));
    let report = print(&printer, 1);
    assert_eq!((report.outcome, report.reason, report.state), (SlipOutcome::Printed, None, NearEnd));
    assert!(report.detail().contains("rotolo nuovo"), "{report:?}");
    assert_eq!(next(&states), NearEnd);
    tray.set(Condition::PaperNearEnd, false);
    assert_eq!(print(&printer, 2).state, Ready);
    assert_eq!(next(&states), Ready);
}

#[test]
fn a_printer_that_cannot_answer_is_not_looked_at() {
    let tray = quick(Settings::default());
    let silent = PrinterConfig { is_asked: false, ..config(tray.address().to_string()) };
    let setup = PrinterSetup { health: Some(eager()), ..silent.into() };
    let (printer, _states) = start(setup);
    assert_eq!(print(&printer, 1).outcome, SlipOutcome::Printed);
    drop(printer);
    assert_eq!(tray.connections(), 1);
}

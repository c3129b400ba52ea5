//! What one slip leaves behind for the next, over the same line.

use std::time::Duration;

use domain::ticket::SlipOutcome::{Printed, Unknown};
use test_printer::{Condition, Moment, Recovery, Settings, TestPrinter, Trouble};
use ticket_printer::PrinterLine;

use crate::office::{Case, ROWS, Voice, picture, put_right};

/// How long a printer may take to come to rest.
const REST: Duration = Duration::from_secs(20);

fn out_of_paper_in(slip: usize) -> Trouble {
    Trouble { condition: Condition::PaperOut, moment: Moment::Row(ROWS / 2), slip }
}

fn line_to(printer: &TestPrinter, voice: Voice) -> PrinterLine {
    PrinterLine::new(Case::new("a sequel", voice).config(printer.address().to_string(), false))
}

#[test]
fn nobody_gets_a_part_of_anothers_slip_above_their_own() {
    for voice in [Voice::Whole, Voice::FenceOnly] {
        let troubles = vec![out_of_paper_in(0)];
        let printer = Settings { troubles, recovery: Recovery::Discards, buffer_bytes: 32_768, ..voice.printer() };
        let printer = TestPrinter::start(printer).unwrap();
        let mut line = line_to(&printer, voice);
        assert_eq!(line.print("A001", &picture(1)).outcome, Unknown, "{voice:?}");
        put_right(&printer);
        assert!(printer.wait_for_rest(1, REST));
        // A short limit is enough for a printer with nothing wrong, and a doubt would be one about the next slip only.
        line.print("A002", &picture(2));
        assert!(printer.wait_for_rest(2, REST));
        let slips = printer.take_slips();
        assert_eq!(slips.len(), 2, "a part of the first and the second");
        assert!(slips[1].rows == picture(2).rows(), "{voice:?}: the second slip is not by itself");
    }
}

#[test]
fn the_late_end_of_one_slip_is_not_taken_for_the_end_of_the_next() {
    let voice = Voice::FenceOnly;
    // What was cut off between the two counts as one.
    let troubles = vec![out_of_paper_in(0), out_of_paper_in(1), out_of_paper_in(2)];
    let settings =
        Settings { troubles, rows_per_second: 500, question_millis: 30, buffer_bytes: 32_768, ..voice.printer() };
    for is_same_line in [true, false] {
        let printer = TestPrinter::start(settings.clone()).unwrap();
        let mut line = line_to(&printer, voice);
        assert_eq!(line.print("A001", &picture(1)).outcome, Unknown);
        printer.set(Condition::PaperOut, false);
        if !is_same_line {
            line = line_to(&printer, voice);
        }
        let second = line.print("A002", &picture(2));
        assert_ne!(second.outcome, Printed, "it has run out of paper too");
    }
}

#[test]
fn an_answer_that_comes_later_than_anybody_waits_is_not_taken_for_the_end_of_the_slip() {
    let voice = Voice::FenceOnly;
    let troubles = vec![out_of_paper_in(0)];
    let settings = Settings { troubles, answer_delay_millis: 500, buffer_bytes: 32_768, ..voice.printer() };
    let printer = TestPrinter::start(settings).unwrap();
    let mut config = Case::new("late", voice).config(printer.address().to_string(), false);
    config.limits.queue_millis_max = 50;
    config.limits.fence_millis_max = 1_500;
    let report = PrinterLine::new(config).print("A001", &picture(1));
    assert_eq!(report.outcome, Unknown, "its paper ran out: {report:?}");
}

//! Bytes and moments in, answers and paper out.

use std::time::Duration;

use test_printer::device::Received;
use test_printer::{Condition, Device, Moment, RealTime, Recovery, Settings, Trouble};

use crate::{FENCE, job};

/// Long enough for everything to be printed.
const LATER: Duration = Duration::from_secs(60);

fn narrow() -> Settings {
    Settings { width_dots: 8, rows_per_second: 10, ..Settings::default() }
}

fn connected(settings: Settings) -> Device {
    let mut device = Device::new(settings);
    device.connect(Duration::ZERO);
    device
}

fn rows(device: &Device) -> Vec<Vec<u8>> {
    device.slips().iter().map(|slip| slip.rows.concat()).collect()
}

#[test]
fn a_slip_is_counted_when_its_last_row_is_on_paper_and_the_fence_is_answered_then() {
    let mut device = connected(narrow());
    device.receive(&[job(&[1, 2, 3, 4, 5]), FENCE.to_vec()].concat(), Duration::ZERO);
    for (millis, slips, answer) in [(0, 0, vec![]), (450, 0, vec![]), (500, 1, vec![0])] {
        let now = Duration::from_millis(millis);
        device.advance(now);
        assert_eq!((device.slips_cut(), device.take_answers(now)), (slips, answer), "after {millis} ms");
    }
    assert_eq!(rows(&device), [[1, 2, 3, 4, 5]]);
    assert!(device.slips()[0].is_partly_cut && device.is_at_rest());
}

#[test]
fn a_job_split_at_any_byte_prints_the_same() {
    let bytes = [job(&[0x1b, 0x1d, 0x10, 0xff]), FENCE.to_vec()].concat();
    for split in 1..bytes.len() {
        let mut device = connected(narrow());
        for part in [&bytes[..split], &bytes[split..]] {
            device.receive(part, Duration::ZERO);
            device.advance(LATER);
        }
        device.advance(LATER * 2);
        assert_eq!((rows(&device), device.unknown()), (vec![vec![0x1b, 0x1d, 0x10, 0xff]], &[][..]), "at {split}");
    }
}

#[test]
fn a_question_in_real_time_is_answered_ahead_of_the_queue_and_inside_a_picture() {
    let mut device = connected(narrow());
    device.set(Condition::CoverOpen, true, Duration::ZERO);
    device.receive(&job(&[7, 0x10, 0x04, 0x02]), Duration::ZERO);
    device.advance(LATER);
    assert_eq!(device.take_answers(LATER), [0x16]);
    device.set(Condition::CoverOpen, false, LATER);
    device.advance(LATER * 2);
    assert_eq!(rows(&device), [[7, 0x10, 0x04, 0x02]], "it is part of the picture all the same");
}

#[test]
fn a_buffer_is_cleared_by_nobody_unnoticed() {
    let mut device = connected(narrow());
    device.receive(&[0x10, 0x05, 2, 0x41], Duration::ZERO);
    device.advance(LATER);
    assert!(device.unknown()[0].contains("10 05"), "{:?}", device.unknown());
    assert!(device.unknown().iter().any(|finding| finding.contains("0x41")));
}

#[test]
fn troubles_begin_at_their_moment_and_the_rest_waits_or_is_thrown_away() {
    let rows_printed = [(Moment::Row(2), 2, 0), (Moment::Cut, 4, 0), (Moment::Fence, 0, 1)];
    for (moment, uncut, cut) in rows_printed {
        for recovery in [Recovery::GoesOn, Recovery::Discards] {
            let trouble = Trouble { condition: Condition::PaperOut, moment, slip: 0 };
            let mut device = connected(Settings { troubles: vec![trouble], recovery, ..narrow() });
            device.receive(&[job(&[1, 2, 3, 4]), FENCE.to_vec()].concat(), Duration::ZERO);
            device.advance(LATER);
            assert_eq!((device.uncut_rows(), device.slips_cut()), (uncut, cut), "{moment:?}");
            assert_eq!(device.take_answers(LATER), Vec::<u8>::new(), "no answer before it is reached");
            device.set(Condition::PaperOut, false, LATER);
            device.advance(LATER * 2);
            let is_whole = recovery == Recovery::GoesOn;
            assert_eq!(device.slips_cut(), if is_whole { 1 } else { cut }, "{moment:?} {recovery:?}");
            assert_eq!(device.take_answers(LATER * 2), if is_whole { vec![0] } else { vec![] });
        }
    }
}

#[test]
fn a_power_cut_loses_the_buffer_and_leaves_the_paper() {
    let bytes = job(&[1, 2, 3, 4]);
    let mut device = connected(Settings { power_fails_at_byte: Some(12), ..narrow() });
    device.receive(&bytes[..11], Duration::ZERO);
    device.advance(LATER);
    assert_eq!(device.receive(&bytes[11..], LATER), Received::PowerFailed);
    device.advance(LATER * 2);
    assert_eq!((device.uncut_rows(), device.slips_cut(), device.is_connected()), (1, 0, false));
    device.connect(LATER * 2);
    device.receive(&job(&[9]), LATER * 2);
    device.advance(LATER * 3);
    assert_eq!(rows(&device), [[1, 9]], "what hung in the printer is above the next slip");
}

#[test]
fn clones_are_silent_late_doubled_or_talk_to_themselves() {
    let ask = |settings: Settings| {
        let mut device = connected(settings);
        device.receive(&[0x10, 0x04, 1], Duration::ZERO);
        device.receive(&FENCE, Duration::ZERO);
        device.advance(Duration::ZERO);
        let at_once = device.take_answers(Duration::ZERO);
        (at_once, device.take_answers(LATER))
    };
    assert_eq!(ask(narrow()), (vec![0x12, 0], vec![]));
    let mute = Settings { real_time: RealTime::Never, answers_queued: false, ..narrow() };
    assert_eq!(ask(mute), (vec![], vec![]));
    assert_eq!(ask(Settings { answer_delay_millis: 500, ..narrow() }), (vec![], vec![0x12, 0]));
    assert_eq!(ask(Settings { answers_twice: true, ..narrow() }), (vec![0x12, 0x12, 0, 0], vec![]));
    assert_eq!(ask(Settings { stray_byte: Some(0xff), ..narrow() }), (vec![0xff, 0x12, 0], vec![]));
    let by_itself = Settings { auto_status_mask: 0x0e, ..narrow() };
    assert_eq!(ask(by_itself), (vec![0x10, 0, 0, 0, 0x12, 0], vec![]));
}

#[test]
fn a_clone_that_is_busy_answers_nothing_in_real_time() {
    let mut device = connected(Settings { real_time: RealTime::WhileIdle, ..narrow() });
    device.receive(&[0x10, 0x04, 1], Duration::ZERO);
    assert_eq!(device.take_answers(Duration::ZERO), [0x12]);
    device.receive(&job(&[1, 2, 3]), Duration::ZERO);
    device.advance(Duration::from_millis(150));
    device.receive(&[0x10, 0x04, 1], Duration::from_millis(150));
    assert_eq!(device.take_answers(LATER), Vec::<u8>::new());
}

#[test]
fn paper_is_fed_in_the_units_of_the_printer_until_a_job_sets_its_own() {
    for (set_units, rows_fed) in [(vec![], 50), (vec![0x1d, 0x50, 203, 203], 100)] {
        let mut device = connected(Settings { feed_units_per_inch: 406, ..narrow() });
        device.receive(&[set_units, vec![0x1b, 0x4a, 100]].concat(), Duration::ZERO);
        device.advance(LATER);
        assert_eq!(device.uncut_rows(), rows_fed);
    }
}

#[test]
fn a_process_id_comes_back_framed_once_its_slip_is_out() {
    let mut device = connected(narrow());
    device.receive(&[job(&[1, 2]), vec![0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 65, 48, 52, 50]].concat(), Duration::ZERO);
    device.advance(Duration::from_millis(100));
    assert_eq!(device.take_answers(LATER), Vec::<u8>::new());
    device.advance(LATER);
    assert_eq!(device.take_answers(LATER), [0x37, 0x22, 65, 48, 52, 50, 0]);
}

#[test]
fn a_full_buffer_is_said_with_xoff_and_an_empty_one_with_xon() {
    let mut device = connected(Settings { sends_flow_bytes: true, buffer_bytes: 20, ..narrow() });
    device.receive(&job(&[1, 2, 3, 4])[..17], Duration::ZERO);
    assert_eq!((device.take_answers(Duration::ZERO), device.room_bytes()), (vec![0x13], 3));
    device.advance(LATER);
    assert_eq!(device.take_answers(LATER), [0x11]);
}

#[test]
fn after_a_stop_a_row_is_printed_again_or_the_button_is_waited_for() {
    let paper_ends_in = |recovery| {
        let trouble = Trouble { condition: Condition::PaperOut, moment: Moment::Row(2), slip: 0 };
        let mut device = connected(Settings { troubles: vec![trouble], recovery, ..narrow() });
        device.receive(&job(&[1, 2, 3, 4]), Duration::ZERO);
        device.advance(LATER);
        device.set(Condition::PaperOut, false, LATER);
        device.advance(LATER * 2);
        device
    };
    assert_eq!(rows(&paper_ends_in(Recovery::PrintsRowAgain)), [[1, 2, 2, 3, 4]]);
    let mut device = paper_ends_in(Recovery::WaitsForOnline);
    assert!(device.has(Condition::WaitingForOnline) && device.slips_cut() == 0);
    device.set(Condition::WaitingForOnline, false, LATER * 2);
    device.advance(LATER * 3);
    assert_eq!(rows(&device), [[1, 2, 3, 4]]);
}

#[test]
fn a_clone_that_is_deaf_in_pictures_takes_a_question_there_for_dots() {
    let question = [0x10, 0x04, 1];
    for hears_in_pictures in [true, false] {
        let mut device = connected(Settings { hears_in_pictures, ..narrow() });
        let picture = [&[0x1d, 0x76, 0x30, 0, 1, 0, 4, 0, 7][..], &question].concat();
        device.receive(&picture[..9], Duration::ZERO);
        device.advance(Duration::ZERO);
        device.receive(&picture[9..], Duration::ZERO);
        let answers = if hears_in_pictures { vec![0x12] } else { vec![] };
        assert_eq!(device.take_answers(LATER), answers);
    }
}

#[test]
fn letters_are_kept_with_their_lines_once_a_table_was_chosen() {
    let mut device = connected(narrow());
    device.receive(b"A\x1bt\x13\x1d!\x11B\x8a\n\x1d!\x00C\n\x1dV\x42\x10", Duration::ZERO);
    device.advance(LATER);
    let slip = &device.slips()[0];
    assert_eq!((slip.text.as_slice(), slip.code_page, slip.rows.len()), (&b"B\x8a\nC\n"[..], Some(19), 3 * 34));
    assert_eq!(device.unknown().len(), 1, "{:?}", device.unknown());
}

//! Each state at each moment, for each voice, and for odd clones: 822 cases.

use domain::ticket::SlipOutcome::{NotPrinted, Printed, Unknown};
use test_printer::{Condition, Moment, RealTime, Recovery, Settings, Trouble};
use ticket_printer::Fence;

use crate::office::{Case, ROWS, Voice, run_all};

/// What stops a printer.
const STOPS: [Condition; 9] = [
    Condition::PaperOut,
    Condition::CoverOpen,
    Condition::Offline,
    Condition::CutterStuck,
    Condition::RecoverableError,
    Condition::UnrecoverableError,
    Condition::Overheated,
    Condition::FeedButton,
    Condition::WaitingForOnline,
];
const VOICES: [Voice; 4] = [Voice::Whole, Voice::FenceOnly, Voice::RealTimeOnly, Voice::Mute];
/// Before the slip, in the middle of its picture, before its cut, and after the cut before the printer says so.
const MOMENTS: [Option<Moment>; 4] = [None, Some(Moment::Row(ROWS / 2)), Some(Moment::Cut), Some(Moment::Fence)];

fn case(condition: Condition, moment: Option<Moment>, voice: Voice, recovery: Recovery) -> Case {
    let troubles = moment.map(|moment| Trouble { condition, moment, slip: 0 }).into_iter().collect();
    let conditions = if moment.is_none() { vec![condition] } else { Vec::new() };
    let printer = Settings { conditions, troubles, recovery, ..voice.printer() };
    let speaks = matches!(voice, Voice::Whole | Voice::RealTimeOnly);
    let expected = match (condition.is_blocking(), moment) {
        (true, None) if speaks => NotPrinted,
        (false, _) if voice.finishes() => Printed,
        _ => Unknown,
    };
    let name = format!("{condition:?} {}, {recovery:?}", moment.map_or("before".to_owned(), |at| format!("at {at:?}")));
    Case { printer, ..Case::new(&name, voice) }.expect(&[expected])
}

fn stops(recovery: Recovery) -> impl Iterator<Item = Case> {
    let moments = STOPS.into_iter().flat_map(|condition| MOMENTS.map(|moment| (condition, moment)));
    moments.flat_map(move |(condition, moment)| VOICES.map(|voice| case(condition, moment, voice, recovery)))
}

#[test]
fn a_printer_that_stops_and_goes_on_lies_about_no_slip() {
    run_all(stops(Recovery::GoesOn));
}

#[test]
fn a_printer_that_stops_and_throws_the_rest_away_lies_about_no_slip() {
    run_all(stops(Recovery::Discards));
}

#[test]
fn a_printer_that_stops_and_prints_its_last_row_again_lies_about_no_slip() {
    run_all(stops(Recovery::PrintsRowAgain));
}

#[test]
fn a_printer_that_stops_and_waits_for_its_button_lies_about_no_slip() {
    run_all(stops(Recovery::WaitsForOnline));
}

#[test]
fn a_roll_near_its_end_prints_on_at_every_moment() {
    let cases = MOMENTS
        .into_iter()
        .flat_map(|moment| VOICES.map(|voice| case(Condition::PaperNearEnd, moment, voice, Recovery::GoesOn)));
    run_all(cases);
}

#[test]
fn a_printer_that_names_the_finished_job_lies_about_no_slip() {
    let with_id = |case: Case| Case { fence: Fence::ProcessId, ..case };
    let voices = [Voice::Whole, Voice::FenceOnly];
    let conditions = [Condition::PaperOut, Condition::CoverOpen, Condition::CutterStuck, Condition::PaperNearEnd];
    let moments = conditions.into_iter().flat_map(|condition| MOMENTS.map(|moment| (condition, moment)));
    run_all(
        moments.flat_map(|(condition, moment)| {
            voices.map(|voice| with_id(case(condition, moment, voice, Recovery::GoesOn)))
        }),
    );
}

#[test]
fn a_status_sent_by_itself_is_not_taken_for_the_end_of_a_slip() {
    let cases = STOPS.into_iter().flat_map(|condition| MOMENTS.map(|moment| (condition, moment)));
    run_all(cases.map(|(condition, moment)| {
        let case = case(condition, moment, Voice::FenceOnly, Recovery::GoesOn);
        Case { printer: Settings { auto_status_mask: 0x0e, ..case.printer }, ..case }.expect(&[Unknown])
    }));
}

#[test]
fn an_odd_clone_that_stops_lies_about_no_slip() {
    let quirks: [fn(Settings) -> Settings; 9] = [
        |printer| Settings { answers_twice: true, ..printer },
        |printer| Settings { stray_byte: Some(0), ..printer },
        |printer| Settings { answer_delay_millis: 40, ..printer },
        |printer| Settings { answer_delay_millis: 300, ..printer },
        |printer| Settings { accept_millis: 100, ..printer },
        |printer| Settings { hears_in_pictures: false, ..printer },
        |printer| Settings { stray_byte: Some(0x12), ..printer },
        |printer| Settings { sends_flow_bytes: true, buffer_bytes: 1_024, ..printer },
        |printer| Settings { real_time: RealTime::WhileIdle, ..printer },
    ];
    let conditions = [Condition::PaperOut, Condition::CoverOpen, Condition::CutterStuck];
    let moments = MOMENTS.into_iter().filter(Option::is_some);
    let stops = conditions.into_iter().flat_map(|condition| moments.clone().map(move |moment| (condition, moment)));
    run_all(stops.flat_map(|(condition, moment)| {
        [Voice::Whole, Voice::FenceOnly].into_iter().flat_map(move |voice| {
            let case = case(condition, moment, voice, Recovery::GoesOn);
            quirks.map(|quirk| Case { printer: quirk(case.printer.clone()), ..case.clone() })
        })
    }));
}

//! Steps of the clock: told once each, and time never runs backwards without a word.

use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::Event;
use domain::limits::{CLOCK_BACK_SECONDS_MAX, CLOCK_STEPS_APART_SECONDS_MIN};

use super::start;
use crate::{ClockWatch, Dates, Look};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// A machine whose clock can be set, and the journal it dates.
struct Machine {
    clock: Timestamp,
    counter: Duration,
    watch: ClockWatch,
    journal: Vec<(Timestamp, Event)>,
}

fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

impl Machine {
    fn on() -> Self {
        let (clock, counter) = (start(), Duration::from_secs(7));
        let watch = ClockWatch::new(Dates::default(), Look { clock, counter });
        Self { clock, counter, watch, journal: Vec::new() }
    }

    fn passes(&mut self, time: i64) {
        self.clock += seconds(time);
        self.counter += Duration::from_secs(time.unsigned_abs());
    }

    fn steps(&mut self, by: i64) {
        self.clock += seconds(by);
    }

    fn starts_again(&mut self) {
        let mut dates = Dates::default();
        self.journal.iter().for_each(|(at, event)| dates.read(*at, event));
        assert_eq!(dates, self.watch.dates(), "what is lived through is what the journal tells");
        self.counter = Duration::ZERO;
        self.watch = ClockWatch::new(dates, Look { clock: self.clock, counter: self.counter });
    }

    fn writes(&mut self, at: Timestamp, event: Event) {
        self.watch.read(at, &event);
        self.journal.push((at, event));
    }

    /// Something happens; says when by the journal, in seconds from the start, and which steps were told before: from
    /// and to.
    fn happens(&mut self) -> (i64, Vec<(i64, i64)>) {
        let (at, step) = self.watch.look(Look { clock: self.clock, counter: self.counter });
        let mut told = Vec::new();
        if let Some(Event::ClockStepped { from, to }) = step {
            told.push(((from - start()).num_seconds(), (to - start()).num_seconds()));
            self.writes(at, Event::ClockStepped { from, to });
        }
        self.writes(at, Event::TicketReady { ticket: domain::ids::TicketId(1) });
        ((at - start()).num_seconds(), told)
    }
}

#[test]
fn a_clock_that_goes_on_and_is_put_right_by_seconds_tells_nothing() {
    let mut machine = Machine::on();
    for (passes, steps, at) in [(0, 0, 0), (10, 0, 10), (10, -5, 15), (10, 5, 30), (0, -1, 30), (HOUR, 0, HOUR + 29)] {
        machine.passes(passes);
        machine.steps(steps);
        assert_eq!(machine.happens(), (at, vec![]));
    }
}

#[test]
fn a_small_fall_is_told_once_and_time_stands_still() {
    let mut machine = Machine::on();
    machine.happens();
    machine.passes(20);
    machine.steps(-10);
    assert_eq!(machine.happens(), (10, vec![(20, 10)]), "nothing was dated later yet");
    machine.passes(100);
    assert_eq!(machine.happens(), (110, vec![]));
    machine.steps(-10);
    assert_eq!(machine.happens(), (110, vec![(110, 100)]));
    machine.passes(9);
    assert_eq!(machine.happens(), (110, vec![]));
    machine.starts_again();
    assert_eq!(machine.happens(), (110, vec![]), "a start tells nothing again");
    machine.passes(2);
    assert_eq!(machine.happens(), (111, vec![]));
}

#[test]
fn a_great_fall_is_told_and_followed() {
    let mut machine = Machine::on();
    machine.happens();
    machine.steps(-2 * HOUR);
    assert_eq!(machine.happens(), (-2 * HOUR, vec![(0, -2 * HOUR)]));
    machine.starts_again();
    assert_eq!(machine.happens(), (-2 * HOUR, vec![]));
}

#[test]
fn a_jump_ahead_is_told_where_less_time_has_passed() {
    let mut machine = Machine::on();
    machine.happens();
    machine.passes(3 * HOUR);
    assert_eq!(machine.happens(), (3 * HOUR, vec![]), "time that passes is no jump");
    machine.passes(MINUTE);
    machine.steps(3 * HOUR);
    assert_eq!(machine.happens(), (6 * HOUR + MINUTE, vec![(3 * HOUR + MINUTE, 6 * HOUR + MINUTE)]));
    assert_eq!(machine.happens(), (6 * HOUR + MINUTE, vec![]));
}

#[test]
fn a_fall_while_the_machine_was_off_is_told_at_the_start() {
    for (fall, at) in [(10, 0), (CLOCK_BACK_SECONDS_MAX, 0), (2 * HOUR, -2 * HOUR)] {
        let mut machine = Machine::on();
        machine.happens();
        machine.steps(-fall);
        machine.starts_again();
        assert_eq!(machine.happens(), (at, vec![(0, -fall)]));
        machine.starts_again();
        assert_eq!(machine.happens(), (at, vec![]), "and not again");
    }
}

#[test]
fn a_mad_clock_does_not_fill_the_journal_and_time_does_not_fall_without_a_word() {
    let mut machine = Machine::on();
    machine.happens();
    for _ in 0..600 {
        machine.passes(1);
        machine.steps(2 * HOUR);
        machine.happens();
        machine.passes(1);
        machine.steps(-2 * HOUR);
        machine.happens();
    }
    let steps = machine.journal.iter().filter(|(_, event)| matches!(event, Event::ClockStepped { .. })).count();
    assert!(steps as u64 <= 1_200 / CLOCK_STEPS_APART_SECONDS_MIN + 1, "{steps} steps are told");
    for two in machine.journal.windows(2) {
        let is_told = matches!(two[1].1, Event::ClockStepped { .. });
        assert!(two[0].0 <= two[1].0 || is_told, "{two:?}");
    }
    machine.passes(MINUTE);
    machine.happens();
    machine.passes(MINUTE);
    assert_eq!(machine.happens(), (1_200 + 2 * MINUTE, vec![]), "it comes to itself");
}

#[test]
fn what_was_not_written_is_told_again() {
    let mut machine = Machine::on();
    machine.happens();
    machine.steps(-HOUR);
    let (before, look) = (machine.watch, Look { clock: machine.clock, counter: machine.counter });
    assert!(machine.watch.look(look).1.is_some());
    machine.watch.go_back(before, before.dates());
    assert_eq!(machine.happens(), (0, vec![(0, -HOUR)]));
}

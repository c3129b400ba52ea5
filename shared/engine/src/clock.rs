//! When it is: what the machine's clock shows, and whether somebody set it.
//!
//! The journal's dates fall at an event that tells of it and nowhere else. A clock that is put right by a little lets
//! time stand still until it has caught up; one that was wrong by more is followed.

use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::Event;
use domain::limits::{CLOCK_BACK_SECONDS_MAX, CLOCK_STEP_UNTOLD_SECONDS_MAX, CLOCK_STEPS_APART_SECONDS_MIN};

/// A look at the machine's clock, and at its counter, which goes on evenly and which nobody sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What the clock shows.
    pub clock: Timestamp,
    /// How far the counter is, from any moment on.
    pub counter: Duration,
}

/// What the journal tells of the clock it is dated by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The date of the last event.
    last: Option<Timestamp>,
    /// What the clock has shown at least since it was set last: less than the last date where time stands still.
    shown: Option<Timestamp>,
}

impl Dates {
    /// Takes in the next event of the journal.
    pub fn read(&mut self, at: Timestamp, event: &Event) {
        // While time stands still a date does not tell what the clock shows.
        if self.last != Some(at) {
            self.shown = Some(at);
        }
        if let Event::ClockStepped { to, .. } = event {
            self.shown = Some(*to);
        }
        self.last = Some(at);
    }

    /// The date of what happens while the clock shows this, as long as nothing tells that it fell.
    #[must_use]
    pub fn date(&self, clock: Timestamp) -> Timestamp {
        self.last.map_or(clock, |last| last.max(clock))
    }

    /// The date of the event that tells that the clock was set.
    fn date_of_step(&self, clock: Timestamp) -> Timestamp {
        let is_far_back = |last: Timestamp| last - clock > TimeDelta::seconds(CLOCK_BACK_SECONDS_MAX);
        if self.last.is_some_and(is_far_back) { clock } else { self.date(clock) }
    }
}

/// Sees when somebody sets the clock, and tells it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockWatch {
    dates: Dates,
    /// The last look, or the last before a step that is still to be told.
    looked: Look,
    /// How far the counter was when a step was told.
    told: Option<Duration>,
}

impl ClockWatch {
    /// Begins to watch, with what the journal tells until then.
    ///
    /// A clock that was set ahead before cannot be told from time that has passed.
    #[must_use]
    pub fn new(dates: Dates, look: Look) -> Self {
        Self { dates, looked: look, told: None }
    }

    /// What the journal tells of the clock.
    #[must_use]
    pub fn dates(&self) -> Dates {
        self.dates
    }

    /// The last look, or the last before a step that is still to be told.
    #[must_use]
    pub fn looked(&self) -> Look {
        self.looked
    }

    /// Takes in the next event of the journal.
    pub fn read(&mut self, at: Timestamp, event: &Event) {
        self.dates.read(at, event);
    }

    /// Goes on with another journal than was thought: `before` is the watch before the steps it does not tell.
    pub fn go_back(&mut self, before: Self, dates: Dates) {
        *self = Self { dates, ..before };
    }

    /// The date of what happens now, and where the clock was set, the event that comes first.
    ///
    /// Steps that follow each other too fast are told as one, or not at all where the clock is back before.
    pub fn look(&mut self, look: Look) -> (Timestamp, Option<Event>) {
        let step = self.step(look);
        let apart = Duration::from_secs(CLOCK_STEPS_APART_SECONDS_MIN);
        let is_too_soon = self.told.is_some_and(|told| look.counter.saturating_sub(told) < apart);
        if step.is_some() && is_too_soon {
            return (self.dates.date(look.clock), None);
        }
        self.looked = look;
        if step.is_none() {
            return (self.dates.date(look.clock), None);
        }
        self.told = Some(look.counter);
        (self.dates.date_of_step(look.clock), step)
    }

    /// The step that is to be told, where the clock was set.
    fn step(&self, look: Look) -> Option<Event> {
        let untold = TimeDelta::seconds(CLOCK_STEP_UNTOLD_SECONDS_MAX);
        let passed = look.counter.saturating_sub(self.looked.counter);
        let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
        let expected = self.looked.clock.checked_add_signed(passed).unwrap_or(look.clock);
        // The journal may know of a later moment: from before the start, or from between two steps.
        let latest = self.dates.shown.map_or(expected, |shown| shown.max(expected));
        let is_ahead = look.clock - expected > untold;
        let is_back = latest - look.clock > untold;
        let from = if is_ahead { expected } else { latest };
        (is_ahead || is_back).then_some(Event::ClockStepped { from, to: look.clock })
    }
}

//! The time of a hub by its machine's clock, and what is told of somebody who sets it.

use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::Event;
use domain::limits::{CLOCK_BACK_SECONDS_MAX, CLOCK_STEP_UNTOLD_SECONDS_MAX, CLOCK_STEPS_APART_SECONDS_MIN};
use store::Stored;

/// The clock, and all that was done to it.
pub(super) struct Time {
    /// What it shows.
    pub(super) clock: Timestamp,
    /// Time that has really passed.
    pub(super) passed: Duration,
    /// By how much it was set since the hub looked at it and had nothing to tell, or told it.
    set_by: TimeDelta,
    /// When a step was told, since the last start.
    told: Option<Duration>,
    /// The last date of the journal.
    last: Option<Timestamp>,
    /// What the clock showed by the last step told, or by a later date.
    shown: Option<Timestamp>,
}

/// What a hub sees that looks at the clock.
#[derive(Debug)]
pub(super) struct Looked {
    /// The date of what happens now.
    pub(super) now: Timestamp,
    /// From and to where the clock was set, where that is to be told now.
    pub(super) step: Option<(Timestamp, Timestamp)>,
    /// Whether it was set and that is told later.
    is_pending: bool,
    is_back: bool,
}

impl Looked {
    /// A clock that goes on.
    pub(super) fn at(now: Timestamp) -> Self {
        Self { now, step: None, is_pending: false, is_back: false }
    }

    /// The name under which it is counted, where it is worth it.
    pub(super) fn name(&self) -> Option<&'static str> {
        match (self.step, self.is_back) {
            (Some(_), true) => Some("clock_told_back"),
            (Some(_), false) => Some("clock_told_ahead"),
            (None, _) => self.is_pending.then_some("clock_told_later"),
        }
    }

    /// Of the events that something led to the first, and no other, tells the step.
    pub(super) fn check(&self, events: &[Stored]) -> Result<(), String> {
        let told = events.iter().enumerate().filter_map(|(position, stored)| {
            let Event::ClockStepped { from, to } = stored.event else { return None };
            Some((position, (from, to)))
        });
        let told: Vec<_> = told.collect();
        let expected: Vec<_> = self.step.iter().filter(|_| !events.is_empty()).map(|step| (0, *step)).collect();
        if told == expected { Ok(()) } else { Err(format!("{told:?} is told of the clock and not {expected:?}")) }
    }
}

impl Time {
    pub(super) fn from(clock: Timestamp) -> Self {
        let (passed, set_by) = (Duration::ZERO, TimeDelta::zero());
        Self { clock, passed, set_by, told: None, last: None, shown: None }
    }

    pub(super) fn passes(&mut self, time: TimeDelta) {
        self.clock += time;
        self.passed += time.to_std().unwrap_or_default();
    }

    pub(super) fn steps(&mut self, by: TimeDelta) {
        (self.clock, self.set_by) = (self.clock + by, self.set_by + by);
    }

    /// Nobody knows after a start by how much the clock was set before.
    pub(super) fn starts_again(&mut self) {
        (self.set_by, self.told) = (TimeDelta::zero(), None);
    }

    /// What a hub sees now.
    pub(super) fn look(&self) -> Looked {
        let little = TimeDelta::seconds(CLOCK_STEP_UNTOLD_SECONDS_MAX);
        let right = self.clock - self.set_by;
        let is_ahead = self.set_by > little;
        let latest = right.max(self.shown.unwrap_or(right));
        let is_back = !is_ahead && latest - self.clock > little;
        let soon = Duration::from_secs(CLOCK_STEPS_APART_SECONDS_MIN);
        let is_step = is_ahead || is_back;
        let is_pending = is_step && self.told.is_some_and(|told| self.passed < told + soon);
        let from = if is_ahead { right } else { latest };
        let step = (is_step && !is_pending).then_some((from, self.clock));
        let behind = self.last.map_or(TimeDelta::zero(), |last| last - self.clock).max(TimeDelta::zero());
        let is_followed = step.is_some() && behind > TimeDelta::seconds(CLOCK_BACK_SECONDS_MAX);
        let now = if is_followed { self.clock } else { self.clock + behind };
        Looked { now, step, is_pending, is_back }
    }

    /// The hub has looked, and what it saw is written or not.
    pub(super) fn looked(&mut self, looked: &Looked, is_written: bool) {
        if looked.step.is_some() && is_written {
            self.told = Some(self.passed);
        }
        if !looked.is_pending && (looked.step.is_none() || is_written) {
            self.set_by = TimeDelta::zero();
        }
    }

    /// Reads the date of an event.
    pub(super) fn read(&mut self, stored: &Stored) {
        if self.last.is_none_or(|last| last != stored.at) {
            self.shown = Some(stored.at);
        }
        if let Event::ClockStepped { to, .. } = stored.event {
            self.shown = Some(to);
        }
        self.last = Some(stored.at);
    }
}

//! The time of a story.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;

/// When every story happens: in the morning, so that none runs over midnight whenever it is told.
pub const STORY_TIME: &str = "2026-06-01T07:00:00Z";

/// A clock that stands.
#[derive(Clone, Copy, Debug)]
pub struct StandingClock(Timestamp);

impl StandingClock {
    /// A clock that stands at a time written as in RFC 3339.
    #[must_use]
    pub fn at(time: &str) -> Option<Self> {
        time.parse().ok().map(Self)
    }
}

impl Default for StandingClock {
    fn default() -> Self {
        Self::at(STORY_TIME).expect("the time of the stories is written well")
    }
}

impl dispatcher::Clock for StandingClock {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn counter(&self) -> Duration {
        Duration::ZERO
    }
}

/// A clock that goes on when a story says so, for everybody in it.
#[derive(Debug)]
pub struct PassingClock(Mutex<(Timestamp, Duration)>);

impl PassingClock {
    /// Time passes.
    pub fn pass(&self, seconds: u64) {
        let passed = Duration::from_secs(seconds);
        let mut both = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *both = (both.0 + passed, both.1 + passed);
    }

    /// The time it is.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Default for PassingClock {
    fn default() -> Self {
        Self(Mutex::new((StandingClock::default().0, Duration::ZERO)))
    }
}

impl dispatcher::Clock for PassingClock {
    fn now(&self) -> Timestamp {
        self.time()
    }

    fn counter(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}

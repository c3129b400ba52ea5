//! The time of a story.

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

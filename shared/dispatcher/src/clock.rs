//! The dispatcher's one clock.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use domain::Timestamp;
use engine::Look;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// How far a counter is that goes on evenly, from any moment on, and that nobody sets.
    fn counter(&self) -> Duration;

    /// Both at once: what tells a clock that was set from time that has passed.
    fn look(&self) -> Look {
        Look { clock: self.now(), counter: self.counter() }
    }
}

/// The clock of the machine.
///
/// Its counter stands while the machine sleeps, where the system lets it: such a sleep is told like a clock set ahead.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the service reads the clock")]
    fn now(&self) -> Timestamp {
        chrono::Utc::now()
    }

    fn counter(&self) -> Duration {
        static FIRST_ASKED: OnceLock<Instant> = OnceLock::new();
        FIRST_ASKED.get_or_init(Instant::now).elapsed()
    }
}

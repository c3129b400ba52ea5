//! The dispatcher's one clock.

use domain::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the service reads the clock")]
    fn now(&self) -> Timestamp {
        chrono::Utc::now()
    }
}

//! How long to wait before trying again.

use std::time::Duration;

/// First pause, in milliseconds; each further one is twice as long.
const FIRST_MILLIS: u64 = 200;
/// Longest pause, in milliseconds.
const LONGEST_MILLIS: u64 = 5_000;
/// Doublings after which the pause no longer grows.
const DOUBLINGS_MAX: u32 = 5;

/// The pause before try number `attempt` (from 0), spread by `jitter` so that screens do not all come back at once.
pub(crate) fn pause(attempt: u32, jitter: u64) -> Duration {
    let full = (FIRST_MILLIS << attempt.min(DOUBLINGS_MAX)).min(LONGEST_MILLIS);
    Duration::from_millis(full / 2 + jitter % (full / 2 + 1))
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_grow_to_a_limit_and_never_vanish() {
        let longest = |attempt| pause(attempt, u64::MAX).as_millis().max(pause(attempt, 0).as_millis());
        assert!(longest(0) <= 200);
        assert!(longest(60) <= 5_000);
        for jitter in [0, 1, 99, 12_345] {
            assert!(pause(3, jitter).as_millis() >= 800 && pause(3, jitter).as_millis() <= 1_600);
            assert!(pause(u32::MAX, jitter).as_millis() >= 2_500);
        }
    }
}

//! The same key again at once counts once, as the same touch does (EN 301 549, 5.8).

use std::time::Duration;

use slint::SharedString;

/// The same key, or a touch at the same place, is ignored for so long after the last one unless it is set otherwise,
/// in milliseconds.
pub const REPEAT_IGNORED_MILLISECONDS: u32 = 500;
/// Longest such time that can be set, in milliseconds: a screen that seems dead helps nobody.
pub const REPEAT_IGNORED_MILLISECONDS_MAX: u32 = 5_000;

/// The last key, and when it was pressed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeats(Option<(SharedString, Duration)>);

impl Repeats {
    /// Whether a key pressed now, in time since the start, counts where the same one is `ignored` for so long; one that
    /// does not count begins the time anew.
    pub(crate) fn counts(&mut self, key: &SharedString, now: Duration, ignored: Duration) -> bool {
        let is_repeated = matches!(&self.0, Some((last, at)) if last == key && now < *at + ignored);
        self.0 = Some((key.clone(), now));
        !is_repeated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_counts_once_until_the_hand_has_rested_and_another_one_at_once() {
        let mut repeats = Repeats::default();
        let ignored = Duration::from_millis(500);
        let mut counts = |key: &str, millis| repeats.counts(&key.into(), Duration::from_millis(millis), ignored);
        assert!(counts("\n", 0));
        assert!(!counts("\n", 400));
        assert!(!counts("\n", 800), "a hand that trembles on acts once");
        assert!(counts("\n", 1_300));
        assert!(counts("x", 1_310) && counts("\n", 1_320), "another key is meant");
        let mut at_once = || repeats.counts(&"\n".into(), Duration::from_millis(2_000), Duration::ZERO);
        assert!(at_once() && at_once(), "where the time is set to nothing every key counts");
    }
}

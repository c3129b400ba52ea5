//! Ranges that are right as often as they claim, and how they are kept so.

use serde::{Deserialize, Serialize};

/// How much a multiplier moves after each call (reference `dispatching.md` §4.1).
const STEP: f64 = 0.03;
/// How often a wait may lie beyond each end of its range.
pub const MISS_SHARE: f64 = 0.1;
/// The bounds of a multiplier: a range always has its middle in it, and bad luck does not open it without end.
pub const MULTIPLIER: (f64, f64) = (0.0, 5.0);
/// Half a range is at least this wide when it is stretched, in minutes, so that a multiplier has something to act on.
const HALF_WIDTH_MINUTES_MIN: f64 = 0.25;
/// The multiples shown to people, in minutes.
pub const SHOWN_MINUTES: u32 = 5;

/// What is known of a moment to come or of a wait: one in ten is shorter, half are, nine in ten are.
///
/// In minutes; infinite where it does not happen in so many of the futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// One in ten is shorter.
    pub low: f64,
    /// Half are shorter.
    pub middle: f64,
    /// Nine in ten are shorter.
    pub high: f64,
}

/// A wait as shown to people, in minutes, multiples of [`SHOWN_MINUTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// It takes at least about this long.
    pub from_minutes: u32,
    /// It takes at most about this long; `None` where that is not known, or not today.
    pub to_minutes: Option<u32>,
}

/// What the ranges of a hub have been multiplied by to be right as often as they claim.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Multiplies the part below the middle.
    low: f64,
    /// Multiplies the part above the middle.
    high: f64,
}

impl Band {
    /// The same, `minutes` later.
    #[must_use]
    pub fn plus(self, minutes: f64) -> Self {
        Self { low: self.low + minutes, middle: self.middle + minutes, high: self.high + minutes }
    }

    /// The wait to show: rounded outward.
    #[must_use]
    pub fn shown(self) -> Range {
        let step = f64::from(SHOWN_MINUTES);
        let to = (self.high / step).ceil() * step;
        let from = if self.low.is_finite() { (self.low.max(0.0) / step).floor() * step } else { 0.0 };
        // An upper end on a multiple would leave no room for the wait that ends on it, nor for the least one.
        let to = if to <= from { from + step } else { to };
        Range { from_minutes: from as u32, to_minutes: to.is_finite().then_some(to as u32) }
    }
}

impl Default for Calibration {
    fn default() -> Self {
        Self { low: 1.0, high: 1.0 }
    }
}

impl Calibration {
    /// Goes on with multipliers that were learnt before, kept within their bounds.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Self {
        Self { low: low.clamp(MULTIPLIER.0, MULTIPLIER.1), high: high.clamp(MULTIPLIER.0, MULTIPLIER.1) }
    }

    /// The multipliers for the part below the middle and for that above.
    #[must_use]
    pub fn multipliers(self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Stretches or narrows a predicted wait by what was learnt; a wait is never below 0.
    #[must_use]
    pub fn apply(self, raw: Band) -> Band {
        if !raw.high.is_finite() {
            return raw;
        }
        let below = (raw.middle - raw.low).max(HALF_WIDTH_MINUTES_MIN);
        let above = (raw.high - raw.middle).max(HALF_WIDTH_MINUTES_MIN);
        let low = (raw.middle - self.low * below).max(0.0);
        Band { low, middle: raw.middle, high: raw.middle + self.high * above }
    }

    /// Learns from a wait that has ended and the range that [`Calibration::apply`] gave when it was told (reference
    /// `dispatching.md` §4.1; Gibbs and Candès 2021).
    ///
    /// A range without an end is learned from only where it begins.
    pub fn learn(&mut self, told: Band, waited_minutes: f64) {
        if told.low.is_finite() {
            self.low = moved(self.low, waited_minutes < told.low);
        }
        if told.high.is_finite() {
            self.high = moved(self.high, waited_minutes > told.high);
        }
    }
}

fn moved(multiplier: f64, is_missed: bool) -> f64 {
    let missed = if is_missed { 1.0 } else { 0.0 };
    (multiplier + STEP * (missed - MISS_SHARE)).clamp(MULTIPLIER.0, MULTIPLIER.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    const TOLD: Band = Band { low: 16.0, middle: 20.0, high: 24.0 };

    /// Coverage of the last half of so many waits whose true spread is this many times what is told.
    fn coverage(calibration: &mut Calibration, true_deviation: f64, bias: f64) -> f64 {
        let waits = 4_000;
        let mut stream = Stream::new(1, 0, Purpose(900), 0);
        let mut covered = 0;
        for wait in 0..waits {
            let told = calibration.apply(TOLD);
            let waited = TOLD.middle + bias + true_deviation * stream.normal();
            calibration.learn(told, waited);
            if wait >= waits / 2 && (told.low..=told.high).contains(&waited) {
                covered += 1;
            }
        }
        f64::from(covered) / f64::from(waits / 2)
    }

    #[test]
    fn ranges_too_narrow_too_wide_or_shifted_come_to_cover_four_in_five() {
        for (deviation, bias) in [(9.0, 0.0), (1.5, 0.0), (3.0, 3.0), (3.0, -3.0)] {
            let mut calibration = Calibration::default();
            let covered = coverage(&mut calibration, deviation, bias);
            assert!((covered - 0.8).abs() < 0.02, "{deviation} {bias}: {covered} with {calibration:?}");
        }
    }

    #[test]
    fn a_multiplier_stays_within_its_bounds() {
        let mut calibration = Calibration::default();
        (0..2_000).for_each(|_| calibration.learn(TOLD, 500.0));
        assert_eq!(calibration.multipliers(), MULTIPLIER);
    }

    #[test]
    fn a_range_is_rounded_outward_and_never_empty() {
        let shown = |low, high| Band { low, middle: 7.0, high }.shown();
        assert_eq!(shown(6.9, 12.1), Range { from_minutes: 5, to_minutes: Some(15) });
        assert_eq!(shown(0.0, 0.0), Range { from_minutes: 0, to_minutes: Some(5) });
        assert_eq!(shown(10.0, 10.0), Range { from_minutes: 10, to_minutes: Some(15) });
        assert_eq!(shown(10.0, f64::INFINITY), Range { from_minutes: 10, to_minutes: None });
    }

    #[test]
    fn nothing_is_told_below_zero_or_without_its_middle() {
        let mut calibration = Calibration::default();
        (0..2_000).for_each(|_| calibration.learn(TOLD, 20.0));
        let told = calibration.apply(TOLD);
        assert!(told.low <= 20.0 && told.high >= 20.0 && told.high - told.low < 1.0, "{told:?}");
        let soon = Calibration::default().apply(Band { low: 0.0, middle: 0.1, high: 1.0 });
        assert_eq!(soon.low, 0.0);
    }
}

//! When printers are looked at between slips.

use std::time::Duration;

/// How often a printer is looked at that prints, and one that does not.
///
/// The rest is drawn between two bounds, so that a row of kiosks that were switched on together does not call its
/// printers together for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Shortest rest after a slip, or a look that found all well, in milliseconds.
    pub rest_millis_min: u64,
    /// Longest such rest, in milliseconds.
    pub rest_millis_max: u64,
    /// First rest after a fault was seen, in milliseconds; it doubles with each look that finds one.
    pub fault_millis_min: u64,
    /// Longest rest while the fault lasts, in milliseconds.
    pub fault_millis_max: u64,
    /// What the drawn rests come from.
    pub seed: u64,
}

impl Health {
    /// The usual rests.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        Self {
            rest_millis_min: 30_000,
            rest_millis_max: 60_000,
            fault_millis_min: 1_000,
            fault_millis_max: 30_000,
            seed,
        }
    }
}

/// The rests of one printer, one after the other.
#[derive(Debug)]
pub(crate) struct Rests {
    health: Health,
    /// Looks in a row that have found a fault.
    faults: u32,
}

impl Rests {
    pub(crate) fn new(health: Health) -> Self {
        Self { health, faults: 0 }
    }

    /// How long to rest after a look or a slip that has or has not found a fault.
    pub(crate) fn next(&mut self, is_fault: bool) -> Duration {
        let Health { rest_millis_min, rest_millis_max, fault_millis_min, fault_millis_max, .. } = self.health;
        self.faults = if is_fault { self.faults.saturating_add(1) } else { 0 };
        let millis = match self.faults.checked_sub(1) {
            None => self.between(rest_millis_min, rest_millis_max),
            Some(doublings) => {
                let most = fault_millis_min.saturating_mul(1 << doublings.min(16)).min(fault_millis_max);
                // A fifth less at most: never sooner than the first rest, and no two kiosks in step.
                self.between((most - most / 5).max(fault_millis_min.min(most)), most)
            }
        };
        Duration::from_millis(millis)
    }

    /// A number between two, both included.
    fn between(&mut self, least: u64, most: u64) -> u64 {
        let span = most.saturating_sub(least).saturating_add(1);
        least + self.draw() % span
    }

    /// The next number of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    fn draw(&mut self) -> u64 {
        self.health.seed = self.health.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.health.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::{Health, Rests};

    fn millis(seed: u64, faults: &[bool]) -> Vec<u64> {
        let mut rests = Rests::new(Health::from_seed(seed));
        faults.iter().map(|is_fault| u64::try_from(rests.next(*is_fault).as_millis()).unwrap()).collect()
    }

    #[test]
    fn a_printer_that_is_well_is_left_alone_for_half_a_minute_to_a_minute_and_no_two_in_step() {
        let rests: Vec<_> = (0..200).flat_map(|seed| millis(seed, &[false, false])).collect();
        assert!(rests.iter().all(|millis| (30_000..=60_000).contains(millis)), "{rests:?}");
        assert!(rests.iter().any(|millis| *millis < 33_000) && rests.iter().any(|millis| *millis > 57_000));
        assert_ne!(millis(1, &[false; 4]), millis(2, &[false; 4]));
        assert_eq!(millis(1, &[false; 4]), millis(1, &[false; 4]));
    }

    #[test]
    fn a_fault_is_looked_at_soon_and_then_less_and_less_often() {
        let rests = millis(7, &[true; 40]);
        for (rest, most) in rests.iter().zip([1_000, 2_000, 4_000, 8_000, 16_000].into_iter().chain([30_000; 35])) {
            assert!((most - most / 5..=most).contains(rest), "{rests:?}");
        }
        assert_eq!(rests[0], 1_000, "never sooner than the first rest");
        let healed = millis(7, &[true, true, true, false, true]);
        assert_eq!(healed[4], 1_000, "a new fault is a new beginning");
    }
}

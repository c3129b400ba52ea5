//! Draws that are the same on every machine.
//!
//! Each purpose has a stream of its own, found by seed, day, purpose and index: whoever draws once more in one stream
//! moves nothing in another, and two policies that play the same day meet the same people.
//! Logarithms and cosines come from `libm` because those of operating systems differ in their last digits.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Poisson draws of more than this are made in parts, so that e to the minus mean stays far from 0.
const POISSON_PART_MEAN: f64 = 30.0;
/// One step of a 53-bit fraction.
const FRACTION: f64 = 1.0 / (1_u64 << 53) as f64;

/// What a stream's draws are for; each number is used once in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose(pub u64);

/// A sequence of draws that depends on its names alone.
#[derive(Clone, Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of these four names; streams of different names have nothing to do with each other.
    #[must_use]
    pub fn new(seed: u64, day: u64, purpose: Purpose, index: u64) -> Self {
        let key = [seed, day, purpose.0, index].into_iter().fold(0, |key: u64, name| scatter(key.wrapping_add(name)));
        Self(Xoshiro256PlusPlus::seed_from_u64(key))
    }

    /// From 0 up to but without 1, evenly.
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * FRACTION
    }

    /// From `low` up to but without `high`, evenly.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// A position in a list of `count`, evenly; 0 where the list is empty.
    pub fn below(&mut self, count: usize) -> usize {
        ((self.uniform() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// The position of a weight, each as often as it weighs; 0 where none weighs anything.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        let hit = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        hit.unwrap_or(0)
    }

    /// Whether something of this probability happens; draws once whatever the probability is.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Mean 0, standard deviation 1 (Box and Muller 1958); draws twice.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// A number whose logarithm has this mean and standard deviation.
    pub fn lognormal(&mut self, log_mean: f64, log_deviation: f64) -> f64 {
        libm::exp(log_mean + log_deviation * self.normal())
    }

    /// How many happen where `mean` are expected (Knuth 1969); 0 where the mean is not above 0.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let (mut count, mut left) = (0, mean);
        while left > 0.0 {
            let part = left.min(POISSON_PART_MEAN);
            left -= part;
            let limit = libm::exp(-part);
            let mut product = self.uniform();
            while product > limit {
                count += 1;
                product *= self.uniform();
            }
        }
        count
    }
}

/// Mean and standard deviation of the logarithm of a lognormal with this mean and coefficient of variation.
#[must_use]
pub fn log_parameters(mean: f64, variation: f64) -> (f64, f64) {
    let variance = libm::log(1.0 + variation * variation);
    (libm::log(mean) - variance / 2.0, variance.sqrt())
}

/// Spreads neighbouring numbers over all numbers (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: usize = 100_000;

    fn stream() -> Stream {
        Stream::new(7, 3, Purpose(1), 0)
    }

    fn mean_and_deviation(draws: &[f64]) -> (f64, f64) {
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        (mean, variance.sqrt())
    }

    fn assert_close(value: f64, expected: f64, tolerance: f64) {
        assert!((value - expected).abs() < tolerance, "{value} is not {expected}");
    }

    #[test]
    fn the_same_names_give_the_same_draws_on_every_machine() {
        let mut first = stream();
        assert_eq!(first.0.next_u64(), 14_914_153_018_361_178_033);
        assert_eq!(first.lognormal(2.0, 0.5).to_bits(), 4_627_240_961_892_273_884);
    }

    #[test]
    fn each_name_makes_another_stream() {
        let names = [(7, 3, 1, 0), (8, 3, 1, 0), (7, 4, 1, 0), (7, 3, 2, 0), (7, 3, 1, 1), (3, 7, 1, 0), (7, 1, 3, 0)];
        let streams =
            names.map(|(seed, day, purpose, index)| Stream::new(seed, day, Purpose(purpose), index).uniform());
        for (at, one) in streams.iter().enumerate() {
            assert!(streams[at + 1..].iter().all(|other| one.to_bits() != other.to_bits()), "{at}");
        }
    }

    #[test]
    fn a_service_draw_has_the_mean_and_the_variation_asked_for() {
        let (log_mean, log_deviation) = log_parameters(15.0, 0.5);
        assert_close(log_mean, 2.596_478_425_445_105, 1e-12);
        assert_close(log_deviation, 0.472_380_727_077_438_83, 1e-12);
        let mut stream = stream();
        let draws: Vec<f64> = (0..DRAWS).map(|_| stream.lognormal(log_mean, log_deviation)).collect();
        let (mean, deviation) = mean_and_deviation(&draws);
        assert_close(mean, 15.0, 0.1);
        assert_close(deviation, 7.5, 0.2);
    }

    #[test]
    fn a_normal_draw_falls_within_two_deviations_as_often_as_it_should() {
        let mut stream = stream();
        let draws: Vec<f64> = (0..DRAWS).map(|_| stream.normal()).collect();
        let inside = draws.iter().filter(|draw| draw.abs() < 2.0).count();
        assert_close(inside as f64 / DRAWS as f64, 0.9545, 0.003);
        let (mean, deviation) = mean_and_deviation(&draws);
        assert_close(mean, 0.0, 0.01);
        assert_close(deviation, 1.0, 0.01);
    }

    #[test]
    fn a_poisson_draw_has_its_mean_as_variance_small_or_large() {
        for expected in [0.3, 4.0, 75.0] {
            let mut stream = stream();
            let draws: Vec<f64> = (0..DRAWS).map(|_| f64::from(stream.poisson(expected))).collect();
            let (mean, deviation) = mean_and_deviation(&draws);
            assert_close(mean / expected, 1.0, 0.02);
            assert_close(deviation * deviation / expected, 1.0, 0.03);
        }
        assert_eq!(stream().poisson(0.0), 0);
    }

    #[test]
    fn chances_and_positions_come_as_often_as_they_weigh() {
        let mut stream = stream();
        let happened = (0..DRAWS).filter(|_| stream.chance(0.065)).count();
        assert_close(happened as f64 / DRAWS as f64, 0.065, 0.003);
        let mut counts = [0_usize; 3];
        (0..DRAWS).for_each(|_| counts[stream.weighted(&[1.0, 0.0, 3.0])] += 1);
        assert_close(counts[2] as f64 / DRAWS as f64, 0.75, 0.005);
        assert_eq!(counts[1], 0);
        assert_eq!(stream.below(0), 0);
    }
}

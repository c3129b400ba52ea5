//! How long services take.

use serde::{Deserialize, Serialize};

use super::past::Mastery;
use super::sums::Sums;

/// The configured duration counts as so many services seen.
const CONFIGURED_WEIGHT: f64 = 20.0;
/// A service shorter than this was begun by mistake and counts as this long, in minutes.
const SHORTEST_MINUTES: f64 = 20.0 / 60.0;
/// A service longer than so many times the configured duration was not ended in time and counts as this long.
const LONGEST_TIMES: f64 = 6.0;
/// Standard deviation ÷ mean of a service of which nothing is known (reference `dispatching.md` §2.1: 0.5 to 0.8).
const USUAL_VARIATION: f64 = 0.65;
/// How far a configured duration may be off, as the standard deviation of its logarithm.
const CONFIGURED_DOUBT: f64 = 0.35;
/// The configured factor of a second skill counts as so many pairs of services seen.
const FACTOR_WEIGHT: f64 = 50.0;
/// What a second skill may be learned to cost, as a factor.
const FACTOR: (f64, f64) = (0.8, 2.0);
/// Set-up and no-show times count as so many seen.
const OCCUPATION_WEIGHT: f64 = 20.0;
/// Longer set-ups and waits for somebody who does not come count as this long, in minutes.
const OCCUPATION_MINUTES_MAX: f64 = 10.0;

/// The durations of one service, apart by how well the counter masters it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Durations([Duration; 3]);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Duration {
    minutes: f64,
    logs: Sums,
}

/// What a call costs beside serving, in minutes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Occupation {
    setup: Sums,
    no_show: Sums,
}

/// How long a service takes where it is mastered.
///
/// `mean_minutes` is the mean of what was seen, bounded and shrunk, whatever the shape of the durations; a draw is
/// lognormal with that mean, so `log_mean + log_deviation² ÷ 2` is its logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceTime {
    /// The expected duration, in minutes.
    pub mean_minutes: f64,
    /// Mean of the logarithm of the minutes.
    pub log_mean: f64,
    /// Standard deviation of the logarithm of the minutes.
    pub log_deviation: f64,
    /// How far the mean itself may be off, as the standard deviation of its logarithm: large where little was seen.
    pub log_doubt: f64,
}

impl Durations {
    pub(super) fn learn(&mut self, mastery: Mastery, minutes: f64, configured_minutes: f64) {
        let longest = (LONGEST_TIMES * configured_minutes).max(SHORTEST_MINUTES);
        let bounded = minutes.clamp(SHORTEST_MINUTES, longest);
        let kind = &mut self.0[mastery as usize];
        kind.minutes += bounded;
        kind.logs.add(libm::log(bounded));
    }

    pub(super) fn fade(&mut self, factor: f64) {
        for kind in &mut self.0 {
            kind.minutes *= factor;
            kind.logs.fade(factor);
        }
    }

    /// What was seen and what is configured together; `factors` is what each mastery costs.
    pub(super) fn estimate(&self, configured_minutes: f64, factors: &[f64; 3]) -> ServiceTime {
        let (mut minutes, mut logs) = (0.0, Sums::default());
        for (kind, factor) in self.0.iter().zip(factors) {
            let shift = libm::log(*factor);
            minutes += kind.minutes / factor;
            logs.count += kind.logs.count;
            logs.sum += kind.logs.sum - shift * kind.logs.count;
            logs.squares += kind.logs.squares - 2.0 * shift * kind.logs.sum + shift * shift * kind.logs.count;
        }
        let weight = logs.count + CONFIGURED_WEIGHT;
        let mean_minutes = (minutes + configured_minutes * CONFIGURED_WEIGHT) / weight;
        let usual = libm::log(1.0 + USUAL_VARIATION * USUAL_VARIATION);
        let variance = logs.shrunk_variance(usual, CONFIGURED_WEIGHT);
        ServiceTime {
            mean_minutes,
            log_mean: libm::log(mean_minutes) - variance / 2.0,
            log_deviation: variance.sqrt(),
            log_doubt: CONFIGURED_DOUBT * (CONFIGURED_WEIGHT / weight).sqrt(),
        }
    }
}

/// What a second skill costs in this hub, beside where the service is mastered: a factor for each mastery.
///
/// Each service compares its own durations; the more there are of both kinds, the more it says.
pub(super) fn factors(services: &[Durations], configured: &[f64; 3]) -> [f64; 3] {
    let mut factors = [1.0; 3];
    for mastery in [Mastery::OwnArea as usize, Mastery::OtherArea as usize] {
        let mut weight = FACTOR_WEIGHT;
        let mut sum = FACTOR_WEIGHT * libm::log(configured[mastery]);
        for Durations(kinds) in services {
            let (home, second) = (&kinds[Mastery::Home as usize].logs, &kinds[mastery].logs);
            let both = home.count + second.count;
            if home.count > 0.0 && second.count > 0.0 {
                let pairs = home.count * second.count / both;
                weight += pairs;
                sum += pairs * (second.mean() - home.mean());
            }
        }
        factors[mastery] = libm::exp(sum / weight).clamp(FACTOR.0, FACTOR.1);
    }
    factors
}

impl Occupation {
    pub(super) fn learn_setup(&mut self, minutes: f64) {
        self.setup.add(minutes.clamp(0.0, OCCUPATION_MINUTES_MAX));
    }

    pub(super) fn learn_no_show(&mut self, minutes: f64) {
        self.no_show.add(minutes.clamp(0.0, OCCUPATION_MINUTES_MAX));
    }

    pub(super) fn fade(&mut self, factor: f64) {
        self.setup.fade(factor);
        self.no_show.fade(factor);
    }

    /// Minutes of set-up, and minutes lost on somebody who does not come.
    pub(super) fn estimate(&self, setup_minutes: f64, no_show_minutes: f64) -> (f64, f64) {
        (self.setup.shrunk(setup_minutes, OCCUPATION_WEIGHT), self.no_show.shrunk(no_show_minutes, OCCUPATION_WEIGHT))
    }
}

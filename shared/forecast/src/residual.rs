//! How long a service goes on that has lasted for a while.

use crate::normal::{above, value_above};

/// So many deviations above the mean the normal tail is taken for an exponential one of the same slope: its
/// probabilities come close to the smallest number, and what is lost is less than 1 % of the time left.
const TAIL_DEVIATIONS: f64 = 30.0;

/// Draws the minutes left of a lognormal service that has lasted `elapsed_minutes`.
///
/// `share`, from 0 up to 1, is the even draw that decides: the time left falls as it grows.
/// The tail beyond the elapsed time is inverted, so that one draw is enough however long it has lasted.
#[must_use]
pub fn minutes_left(log_mean: f64, log_deviation: f64, elapsed_minutes: f64, share: f64) -> f64 {
    if elapsed_minutes <= 0.0 {
        return libm::exp(log_mean + log_deviation * value_above(1.0 - share_inside(share)));
    }
    if log_deviation <= 0.0 {
        return (libm::exp(log_mean) - elapsed_minutes).max(0.0);
    }
    let passed = (libm::log(elapsed_minutes) - log_mean) / log_deviation;
    let deviations = if passed < TAIL_DEVIATIONS {
        value_above(above(passed) * share_inside(share))
    } else {
        passed - libm::log(share_inside(share)) / passed
    };
    (libm::exp(log_mean + log_deviation * deviations) - elapsed_minutes).max(0.0)
}

/// Keeps an even draw away from its ends, where the time left is without bound.
fn share_inside(share: f64) -> f64 {
    const EDGE: f64 = 1.0 / (1_u64 << 53) as f64;
    share.clamp(EDGE, 1.0 - EDGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG_MEAN: f64 = 2.4;
    const LOG_DEVIATION: f64 = 0.6;

    /// Mean of the draws over even shares.
    fn mean_of_draws(elapsed: f64) -> f64 {
        let draws = 200_000;
        let share = |draw: u32| (f64::from(draw) + 0.5) / f64::from(draws);
        let sum: f64 = (0..draws).map(|draw| minutes_left(LOG_MEAN, LOG_DEVIATION, elapsed, share(draw))).sum();
        sum / f64::from(draws)
    }

    /// The integral of the probability to last longer, from the elapsed time on, by the trapezium rule.
    fn mean_by_integral(elapsed: f64) -> f64 {
        let longer = |minutes: f64| above((minutes.ln() - LOG_MEAN) / LOG_DEVIATION);
        let step = 0.01;
        let sum: f64 = (0..400_000).map(|at| longer(elapsed + (f64::from(at) + 0.5) * step)).sum();
        sum * step / longer(elapsed)
    }

    #[test]
    fn the_mean_left_is_the_integral_of_lasting_longer() {
        for elapsed in [0.001, 4.0, 12.0, 40.0, 90.0] {
            let (drawn, expected) = (mean_of_draws(elapsed), mean_by_integral(elapsed));
            assert!((drawn / expected - 1.0).abs() < 2e-3, "{elapsed}: {drawn} for {expected}");
        }
    }

    #[test]
    fn a_service_far_beyond_all_others_still_ends() {
        for elapsed in [1e3, 1e6, 1e9, 1e12] {
            let left = minutes_left(LOG_MEAN, LOG_DEVIATION, elapsed, 0.5);
            assert!(left.is_finite() && left > 0.0, "{elapsed}: {left}");
        }
        // Both sides of the border between the two tails.
        let border = (LOG_MEAN + LOG_DEVIATION * TAIL_DEVIATIONS).exp();
        let (below, beyond) = (minutes_left(LOG_MEAN, LOG_DEVIATION, border * 0.999_999, 0.5), {
            minutes_left(LOG_MEAN, LOG_DEVIATION, border * 1.000_001, 0.5)
        });
        assert!((below / beyond - 1.0).abs() < 0.01, "{below} {beyond}");
    }

    #[test]
    fn a_service_without_spread_ends_when_it_should() {
        assert!((minutes_left(10.0_f64.ln(), 0.0, 4.0, 0.3) - 6.0).abs() < 1e-9);
        assert_eq!(minutes_left(10.0_f64.ln(), 0.0, 14.0, 0.3), 0.0);
    }

    #[test]
    fn draws_at_the_ends_are_finite() {
        for (elapsed, share) in [(0.0, 0.0), (0.0, 1.0), (10.0, 0.0), (10.0, 1.0)] {
            assert!(minutes_left(LOG_MEAN, LOG_DEVIATION, elapsed, share).is_finite());
        }
    }
}

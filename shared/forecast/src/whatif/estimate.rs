//! How sure a difference over some days is.

use crate::normal::value_above;

/// A band holds the true difference this often.
pub const BAND_SHARE: f64 = 0.9;

/// A mean over days with its band.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub middle: f64,
    /// The lower end of the band; infinite of fewer than two days.
    pub low: f64,
    /// The upper end of the band; infinite of fewer than two days.
    pub high: f64,
    /// The standard error of the mean; infinite of fewer than two days.
    pub error: f64,
}

impl Estimate {
    /// The mean of one figure a day.
    #[must_use]
    pub fn of(days: &[f64]) -> Self {
        let count = days.len() as f64;
        let middle = days.iter().sum::<f64>() / count.max(1.0);
        if days.len() < 2 {
            return Self { middle, low: f64::NEG_INFINITY, high: f64::INFINITY, error: f64::INFINITY };
        }
        let squares: f64 = days.iter().map(|day| (day - middle) * (day - middle)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        let half = student((1.0 - BAND_SHARE) / 2.0, count - 1.0) * error;
        Self { middle, low: middle - half, high: middle + half, error }
    }

    /// Whether the whole band lies on one side of 0.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The value above which Student's t lies with this probability, for at least one degree of freedom, to about 1 % from
/// four on (Cornish and Fisher 1938, by three terms).
fn student(probability: f64, freedom: f64) -> f64 {
    let normal = value_above(probability);
    let square = normal * normal;
    let first = (square + 1.0) / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    normal * (1.0 + (first + (second + third / freedom) / freedom) / freedom)
}

/// Draws estimates of many like things towards their mean, each as much as its error makes it likely to be chance
/// (Efron and Morris 1975); the differences that are left are those of the things themselves.
///
/// What looks best of many is partly lucky: shrunk, it is promised no more than it will keep on average.
pub(super) fn shrink(estimates: &mut [Estimate]) {
    let count = estimates.len() as f64;
    // Of a single day nothing is known but itself; its band has no ends, which says so.
    if estimates.len() < 3 || estimates.iter().any(|estimate| !estimate.error.is_finite()) {
        return;
    }
    let mean = estimates.iter().map(|estimate| estimate.middle).sum::<f64>() / count;
    let spread = estimates.iter().map(|estimate| (estimate.middle - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let chance = estimates.iter().map(|estimate| estimate.error.powi(2)).sum::<f64>() / count;
    // How alike they are is itself known from so many alone: never taken for certain.
    let real = (spread - chance).max(chance / count);
    for estimate in estimates {
        let kept = if real > 0.0 { real / (real + estimate.error.powi(2)) } else { 0.0 };
        let error = (kept * estimate.error.powi(2) + (1.0 - kept).powi(2) * spread / count).sqrt();
        let half = value_above((1.0 - BAND_SHARE) / 2.0) * error;
        let middle = mean + kept * (estimate.middle - mean);
        *estimate = Estimate { middle, low: middle - half, high: middle + half, error };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    #[test]
    fn the_band_is_that_of_students_tables() {
        for (freedom, value) in [(4.0, 2.132), (9.0, 1.833), (24.0, 1.711), (49.0, 1.677)] {
            assert!((student(0.05, freedom) / value - 1.0_f64).abs() < 0.005, "{freedom}: {}", student(0.05, freedom));
        }
        let estimate = Estimate::of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(estimate.middle, 3.0);
        assert!((estimate.error - 0.5_f64.sqrt()).abs() < 1e-12);
        assert!((estimate.high - 3.0 - 2.132 * estimate.error).abs() < 0.01);
        assert!(estimate.is_clear() && !Estimate::of(&[-1.0, 1.0]).is_clear());
    }

    #[test]
    fn nine_bands_in_ten_hold_the_true_mean() {
        let mut stream = Stream::new(5, 0, Purpose(902), 0);
        let mut held = 0;
        for _ in 0..4_000 {
            let days: Vec<f64> = (0..10).map(|_| 2.0 + 3.0 * stream.normal()).collect();
            let estimate = Estimate::of(&days);
            held += usize::from((estimate.low..=estimate.high).contains(&2.0));
        }
        assert!((held as f64 / 4_000.0 - BAND_SHARE).abs() < 0.015, "{held}");
    }

    #[test]
    fn what_was_seen_on_a_single_day_stays_as_it_was_and_without_a_band() {
        let single = Estimate::of(&[-1.0]);
        let mut seen = vec![single, Estimate::of(&[-2.0]), Estimate::of(&[0.5])];
        shrink(&mut seen);
        assert_eq!(seen[0], single);
    }

    #[test]
    fn things_that_seem_alike_keep_a_band() {
        let estimate = |middle: f64| Estimate { middle, error: 0.4, ..Estimate::default() };
        let mut alike = vec![estimate(-0.1), estimate(-0.1), estimate(-0.2), estimate(-0.1)];
        shrink(&mut alike);
        assert!(alike.iter().all(|estimate| estimate.high - estimate.low > 0.4), "{alike:?}");
        assert!(alike.iter().all(|estimate| estimate.middle < -0.1 && estimate.middle > -0.2), "{alike:?}");
    }

    #[test]
    fn the_best_of_many_promises_what_it_keeps() {
        let mut stream = Stream::new(6, 0, Purpose(902), 0);
        let (mut raw, mut promised, mut kept) = (0.0, 0.0, 0.0);
        for _ in 0..400 {
            let truths: Vec<f64> = (0..40).map(|_| 0.3 * stream.normal()).collect();
            let error = 0.4;
            let seen = |truth: &f64, stream: &mut Stream| Estimate {
                middle: truth + error * stream.normal(),
                error,
                ..Estimate::default()
            };
            let estimates: Vec<Estimate> = truths.iter().map(|truth| seen(truth, &mut stream)).collect();
            let mut shrunk = estimates.clone();
            shrink(&mut shrunk);
            let best = (0..40).min_by(|a, b| shrunk[*a].middle.total_cmp(&shrunk[*b].middle)).unwrap();
            raw += estimates[best].middle;
            promised += shrunk[best].middle;
            kept += truths[best];
        }
        assert!(raw < 1.8 * kept, "unshrunk, the best would promise {raw} and keep {kept}");
        assert!((promised / kept - 1.0).abs() < 0.15, "{promised} promised, {kept} kept");
    }
}

//! Sums from which means are drawn.

use serde::{Deserialize, Serialize};

/// How often something was seen, of so many times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Share {
    seen: f64,
    of: f64,
}

/// Count, sum and sum of squares of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sums {
    pub(super) count: f64,
    pub(super) sum: f64,
    pub(super) squares: f64,
}

impl Share {
    pub(super) fn add(&mut self, is_seen: bool) {
        self.seen += if is_seen { 1.0 } else { 0.0 };
        self.of += 1.0;
    }

    pub(super) fn fade(&mut self, factor: f64) {
        self.seen *= factor;
        self.of *= factor;
    }

    /// The share, as if `weight` more had been seen of which `usual` was so.
    pub(super) fn shrunk(&self, usual: f64, weight: f64) -> f64 {
        (self.seen + usual * weight) / (self.of + weight)
    }
}

impl Sums {
    pub(super) fn add(&mut self, figure: f64) {
        self.count += 1.0;
        self.sum += figure;
        self.squares += figure * figure;
    }

    pub(super) fn fade(&mut self, factor: f64) {
        self.count *= factor;
        self.sum *= factor;
        self.squares *= factor;
    }

    /// The mean; 0 of nothing.
    pub(super) fn mean(&self) -> f64 {
        if self.count > 0.0 { self.sum / self.count } else { 0.0 }
    }

    /// The variance; 0 of nothing.
    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        if self.count > 0.0 { (self.squares / self.count - mean * mean).max(0.0) } else { 0.0 }
    }

    /// The mean, as if `weight` more of the figure `usual` had been seen.
    pub(super) fn shrunk(&self, usual: f64, weight: f64) -> f64 {
        (self.sum + usual * weight) / (self.count + weight)
    }

    /// The variance, as if `weight` more of the variance `usual` had been seen.
    pub(super) fn shrunk_variance(&self, usual: f64, weight: f64) -> f64 {
        (self.variance() * self.count + usual * weight) / (self.count + weight)
    }
}

//! How legs are summed up and printed.

use std::time::Duration;

/// What one leg of a round measured.
pub(crate) struct Leg {
    pub(crate) tickets: usize,
    pub(crate) elapsed: Duration,
    /// Of each commit or call.
    pub(crate) latencies: Vec<Duration>,
    pub(crate) doubled: usize,
}

impl Leg {
    /// Tickets a second.
    pub(crate) fn rate(&self) -> f64 {
        self.tickets as f64 / self.elapsed.as_secs_f64()
    }

    /// The latency below which this share of the leg stayed, in milliseconds.
    pub(crate) fn percentile_millis(&self, share: f64) -> f64 {
        percentile_millis(&self.latencies, share)
    }
}

/// The time below which this share of them stayed, in milliseconds.
pub(crate) fn percentile_millis(times: &[Duration], share: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    let index = (share * last as f64).round() as usize;
    times.get(index).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

/// The legs of one kind, one of each round.
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) legs: Vec<Leg>,
}

impl Series {
    pub(crate) fn new(name: String) -> Self {
        Self { name, legs: Vec::new() }
    }

    pub(crate) fn rate(&self) -> f64 {
        median(self.legs.iter().map(Leg::rate))
    }

    /// The median of the rounds' ratios: a slow moment of the machine slows both sides of its round.
    pub(crate) fn ratio_to(&self, reference: &Self) -> f64 {
        median(self.legs.iter().zip(&reference.legs).map(|(own, other)| own.rate() / other.rate()))
    }

    pub(crate) fn percentile_millis(&self, share: f64) -> f64 {
        median(self.legs.iter().map(|leg| leg.percentile_millis(share)))
    }

    pub(crate) fn doubled(&self) -> usize {
        self.legs.iter().map(|leg| leg.doubled).sum()
    }

    pub(crate) fn print(&self, reference: &Self) {
        print(format_args!(
            "{:<34} {:>8.0}/s {:>7.2} x   p50 {:>8.3} ms   p99 {:>8.3} ms",
            self.name,
            self.rate(),
            self.ratio_to(reference),
            self.percentile_millis(0.50),
            self.percentile_millis(0.99),
        ));
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints whether a target held.
pub(crate) fn print_target(target: &str, found: &str, held: bool) {
    print(format_args!("{:<6} {target}: {found}", if held { "held" } else { "missed" }));
}

#[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
pub(crate) fn print(line: impl std::fmt::Display) {
    println!("{line}");
}

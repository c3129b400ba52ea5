//! How right guesses and ranges were.

use forecast::calibrate::{Band, Calibration};

use super::records::Record;

const DAY_MINUTES: f64 = 24.0 * 60.0;

/// Errors of guesses, in minutes.
pub(crate) struct Score {
    pub(crate) mean_error: f64,
    pub(crate) bias: f64,
    pub(crate) root_mean_square: f64,
    pub(crate) within_five: f64,
    pub(crate) within_ten: f64,
}

impl Score {
    /// Of pairs of guess and truth.
    pub(crate) fn of(pairs: impl Iterator<Item = (f64, f64)>) -> Self {
        let errors: Vec<f64> = pairs.map(|(guess, truth)| guess - truth).collect();
        let mean = |figure: &dyn Fn(f64) -> f64| {
            errors.iter().map(|error| figure(*error)).sum::<f64>() / errors.len().max(1) as f64
        };
        let within = |minutes: f64| mean(&|error: f64| if error.abs() <= minutes { 1.0 } else { 0.0 });
        Self {
            mean_error: mean(&f64::abs),
            bias: mean(&|error| error),
            root_mean_square: mean(&|error| error * error).sqrt(),
            within_five: within(5.0),
            within_ten: within(10.0),
        }
    }
}

/// Tickets of like predicted wait.
pub(crate) struct Bucket {
    pub(crate) name: &'static str,
    /// Below so many minutes.
    below: f64,
}

pub(crate) const BUCKETS: [Bucket; 5] = [
    Bucket { name: "predicted below 5 min", below: 5.0 },
    Bucket { name: "5 to 10", below: 10.0 },
    Bucket { name: "10 to 20", below: 20.0 },
    Bucket { name: "20 to 40", below: 40.0 },
    Bucket { name: "above 40", below: f64::INFINITY },
];

/// How often ranges held.
#[derive(Clone, Default)]
pub(crate) struct Hits {
    tickets: usize,
    below: usize,
    above: usize,
    rounded: usize,
    width: f64,
}

impl Hits {
    fn add(&mut self, band: Band, wait: f64) {
        self.tickets += 1;
        self.below += usize::from(wait < band.low);
        self.above += usize::from(wait > band.high);
        self.width += band.high - band.low;
        let shown = band.shown();
        let is_within =
            wait >= f64::from(shown.from_minutes) && shown.to_minutes.is_none_or(|to| wait <= f64::from(to));
        self.rounded += usize::from(is_within);
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        self.tickets += other.tickets;
        self.below += other.below;
        self.above += other.above;
        self.rounded += other.rounded;
        self.width += other.width;
    }

    pub(crate) fn tickets(&self) -> usize {
        self.tickets
    }

    pub(crate) fn covered(&self) -> f64 {
        let (below, above) = self.misses();
        1.0 - below - above
    }

    pub(crate) fn misses(&self) -> (f64, f64) {
        let count = self.tickets.max(1) as f64;
        (self.below as f64 / count, self.above as f64 / count)
    }

    pub(crate) fn rounded(&self) -> f64 {
        self.rounded as f64 / self.tickets.max(1) as f64
    }

    pub(crate) fn width(&self) -> f64 {
        self.width / self.tickets.max(1) as f64
    }
}

/// How often ranges held, apart by predicted wait and by day.
#[derive(Default)]
pub(crate) struct Coverage {
    pub(crate) all: Hits,
    pub(crate) buckets: [Hits; BUCKETS.len()],
    /// By day of a hub; another hub's days come after them.
    pub(crate) days: Vec<Hits>,
}

impl Coverage {
    pub(crate) fn add_raw(&mut self, records: &[Record]) {
        let from = self.days.len();
        records.iter().for_each(|record| self.add(record, record.told, from + record.day));
    }

    /// As told by a hub that begins to calibrate at `first_day` and learns of each wait when it ends.
    pub(crate) fn add_calibrated(&mut self, records: &[Record], first_day: usize) {
        let from = self.days.len();
        let mut calibration = Calibration::default();
        let mut open: Vec<(&Record, Band)> = Vec::new();
        for record in records {
            // In order of the calls.
            open.sort_by(|one, other| call(one.0).total_cmp(&call(other.0)));
            let is_over = |(other, _): &(&Record, Band)| call(other) <= issued(record);
            let ended = open.iter().take_while(|open| is_over(open)).count();
            open.drain(..ended).for_each(|(other, told)| calibration.learn(told, other.wait));
            let told = calibration.apply(record.told);
            self.add(record, told, from + record.day - first_day);
            open.push((record, told));
        }
    }

    fn add(&mut self, record: &Record, told: Band, day: usize) {
        let last = BUCKETS.len() - 1;
        let bucket = BUCKETS.iter().position(|bucket| record.told.middle < bucket.below).unwrap_or(last);
        self.days.resize(self.days.len().max(day + 1), Hits::default());
        self.all.add(told, record.wait);
        self.buckets[bucket].add(told, record.wait);
        self.days[day].add(told, record.wait);
    }

    pub(crate) fn worst_day(&self) -> f64 {
        self.counted_days().fold(1.0, f64::min)
    }

    pub(crate) fn best_day(&self) -> f64 {
        self.counted_days().fold(0.0, f64::max)
    }

    fn counted_days(&self) -> impl Iterator<Item = f64> {
        self.days.iter().filter(|day| day.tickets > 0).map(Hits::covered)
    }
}

/// When somebody came, counted from the first day.
fn issued(record: &Record) -> f64 {
    record.day as f64 * DAY_MINUTES + record.issued
}

/// When somebody was called, counted from the first day.
fn call(record: &Record) -> f64 {
    issued(record) + record.wait
}

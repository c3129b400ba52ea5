//! Who is still to come today without an appointment.

use crate::learn::BIN_MINUTES;
use crate::random::Stream;
use crate::situation::{RECENT_MINUTES, Situation};
use crate::world::World;

/// Nobody is drawn who comes later than this: they stand behind all who wait now (in minutes).
const HORIZON_MINUTES: f64 = 180.0;
/// Today's arrivals are compared with the past as if so many more had been expected and had come (reference
/// `dispatching.md`, §4.1).
const RATIO_PEOPLE: f64 = 12.0;
/// What the last hour says of the next counts as so many past days.
const RECENT_DAYS: f64 = 1.0;
/// How finely the horizon is cut where it does not begin with a bin.
const STEPS: usize = (HORIZON_MINUTES / BIN_MINUTES) as usize + 1;

/// The rates of arrival from now to the horizon.
#[derive(Default)]
pub(super) struct Flow {
    services: usize,
    /// By step: its end, in minutes.
    ends: Vec<f64>,
    /// By step and service: people a minute, of this service and all before it.
    rates: Vec<f64>,
    expected: Vec<f64>,
    ratios: Vec<f64>,
}

impl Flow {
    /// Looks ahead from a situation.
    pub(super) fn prepare(&mut self, world: &World, situation: &Situation) {
        let (now, arrivals) = (situation.now, &situation.arrivals);
        self.services = world.services.len();
        self.compare(world, situation);
        self.ends.clear();
        self.rates.clear();
        let opened = arrivals.open.iter().map(|span| span.from_minute).fold(f64::INFINITY, f64::min);
        let seen_for = (now - opened).clamp(BIN_MINUTES, RECENT_MINUTES);
        let first_bin = (now / BIN_MINUTES).floor();
        for step in 0..STEPS {
            let from = ((first_bin + step as f64) * BIN_MINUTES).max(now);
            let end = (first_bin + step as f64 + 1.0) * BIN_MINUTES;
            let (people, days) = (arrivals.profile.people(from), arrivals.profile.days(from));
            let is_open = arrivals.open.iter().any(|span| span.from_minute <= from && from < span.to_minute);
            let mut sum = 0.0;
            for (service, known) in world.services.iter().enumerate() {
                let past = people.get(service).copied().unwrap_or(0.0) * self.ratios[known.area] / BIN_MINUTES;
                let recent = arrivals.recent.get(service).copied().unwrap_or(0.0) / seen_for;
                let rate = (past * days + recent * RECENT_DAYS) / (days + RECENT_DAYS);
                sum += if is_open { rate } else { 0.0 };
                self.rates.push(sum);
            }
            self.ends.push(end);
        }
    }

    /// By area: how today compares with the past.
    fn compare(&mut self, world: &World, situation: &Situation) {
        self.expected.clear();
        self.expected.resize(self.services, 0.0);
        situation.arrivals.profile.add_until(situation.now, &mut self.expected);
        let areas = world.services.iter().map(|service| service.area + 1).max().unwrap_or(0);
        self.ratios.clear();
        self.ratios.resize(areas, RATIO_PEOPLE);
        for (service, expected) in world.services.iter().zip(&self.expected) {
            self.ratios[service.area] += expected;
        }
        for (area, ratio) in self.ratios.iter_mut().enumerate() {
            let seen = situation.arrivals.seen.get(area).copied().unwrap_or(0.0);
            *ratio = (seen + RATIO_PEOPLE) / *ratio;
        }
    }

    /// Draws who comes, in order: moment and service.
    pub(super) fn draw(&self, now: f64, stream: &mut Stream, mut comes: impl FnMut(&mut Stream, f64, usize)) {
        let mut from = now;
        // Work of a Poisson process of rate 1 that is left before the next arrival.
        let mut left = gap(stream);
        for (end, rates) in self.ends.iter().zip(self.rates.chunks_exact(self.services.max(1))) {
            let total = rates.last().copied().unwrap_or(0.0);
            while total > 0.0 && from + left / total < *end {
                from += left / total;
                let chosen = stream.uniform() * total;
                comes(stream, from, rates.partition_point(|sum| *sum <= chosen));
                left = gap(stream);
            }
            left -= (end - from) * total;
            from = *end;
        }
    }
}

fn gap(stream: &mut Stream) -> f64 {
    -libm::log(1.0 - stream.uniform())
}

//! Who is still to come today without an appointment.

use crate::learn::BIN_MINUTES;
use crate::normal::value_above;
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
/// How finely the horizon is cut: one more than it has bins, because it seldom begins with one.
const STEPS: usize = (HORIZON_MINUTES / BIN_MINUTES) as usize + 1;

/// The rates of arrival from now to the horizon.
#[derive(Default)]
pub(super) struct Flow {
    /// By step: its end, in minutes.
    ends: Vec<f64>,
    /// By area.
    areas: Vec<Area>,
    expected: Vec<f64>,
}

/// The arrivals for the services of an area.
#[derive(Default)]
struct Area {
    services: Vec<usize>,
    /// By step and service of the area: people a minute, of this service and all before it.
    rates: Vec<f64>,
    /// How today compares with the past.
    ratio: f64,
    /// How far the ratio may be off, as the standard deviation of its logarithm.
    doubt: f64,
}

impl Flow {
    pub(super) fn new(world: &World) -> Self {
        let count = world.services.iter().map(|service| service.area + 1).max().unwrap_or(0);
        let mut areas: Vec<Area> = (0..count).map(|_| Area::default()).collect();
        for (position, service) in world.services.iter().enumerate() {
            areas[service.area].services.push(position);
        }
        Self { ends: Vec::new(), areas, expected: vec![0.0; world.services.len()] }
    }

    /// Looks ahead from a situation.
    pub(super) fn prepare(&mut self, situation: &Situation) {
        let (now, arrivals) = (situation.now, &situation.arrivals);
        self.compare(situation);
        self.ends.clear();
        let opened = arrivals.open.iter().map(|span| span.from_minute).fold(f64::INFINITY, f64::min);
        let seen_for = (now - opened).clamp(BIN_MINUTES, RECENT_MINUTES);
        let first_bin = (now / BIN_MINUTES).floor();
        for step in 0..STEPS {
            let from = ((first_bin + step as f64) * BIN_MINUTES).max(now);
            self.ends.push((first_bin + step as f64 + 1.0) * BIN_MINUTES);
            let (people, days) = (arrivals.profile.people(from), arrivals.profile.days(from));
            let is_open = arrivals.open.iter().any(|span| span.from_minute <= from && from < span.to_minute);
            for area in &mut self.areas {
                let mut sum = 0.0;
                for service in area.services.iter().copied() {
                    let past = people.get(service).copied().unwrap_or(0.0) * area.ratio / BIN_MINUTES;
                    let recent = arrivals.recent.get(service).copied().unwrap_or(0.0) / seen_for;
                    let rate = (past * days + recent * RECENT_DAYS) / (days + RECENT_DAYS);
                    sum += if is_open { rate } else { 0.0 };
                    area.rates.push(sum);
                }
            }
        }
    }

    /// How today compares with the past in each area, as far as today goes.
    fn compare(&mut self, situation: &Situation) {
        self.expected.fill(0.0);
        situation.arrivals.profile.add_until(situation.now, &mut self.expected);
        for (position, area) in self.areas.iter_mut().enumerate() {
            let seen = situation.arrivals.seen.get(position).copied().unwrap_or(0.0) + RATIO_PEOPLE;
            let expected: f64 = area.services.iter().map(|service| self.expected[*service]).sum();
            area.ratio = seen / (expected + RATIO_PEOPLE);
            // What was seen is a Poisson count.
            area.doubt = 1.0 / seen.sqrt();
            area.rates.clear();
        }
    }

    /// Draws who comes: moment and service, in order within each area.
    pub(super) fn draw(&self, now: f64, stream: &mut Stream, mut comes: impl FnMut(&mut Stream, f64, usize)) {
        for area in &self.areas {
            let busier = area.doubt * value_above(1.0 - stream.uniform()) - area.doubt * area.doubt / 2.0;
            area.draw(&self.ends, libm::exp(busier), now, stream, &mut comes);
        }
    }
}

impl Area {
    /// Draws a Poisson process of these rates times `busier`.
    fn draw(
        &self,
        ends: &[f64],
        busier: f64,
        now: f64,
        stream: &mut Stream,
        comes: &mut impl FnMut(&mut Stream, f64, usize),
    ) {
        let mut from = now;
        // Work of a process of rate 1 that is left before the next arrival.
        let mut left = gap(stream);
        for (end, rates) in ends.iter().zip(self.rates.chunks_exact(self.services.len().max(1))) {
            let sum = rates.last().copied().unwrap_or(0.0);
            let total = sum * busier;
            while total > 0.0 && from + left / total < *end {
                from += left / total;
                let chosen = stream.uniform() * sum;
                comes(stream, from, self.services[rates.partition_point(|rate| *rate <= chosen)]);
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

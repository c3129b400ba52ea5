//! What past days would have been with something changed.
//!
//! Each day is played twice with the same people, durations and absences, before and after the change, so that what
//! differs comes from the change (reference `dispatching.md`, §6).

mod advise;
mod change;
mod estimate;

#[cfg(test)]
mod tests;

use policy::Table;

use crate::measure::percentile;
use crate::preset::Preset;
use crate::random::{Purpose, Stream};
use crate::run::{Call, Options, Runner};
use crate::world::{Day, World};

pub use advise::{Advice, Plan, Suggestion, advise, candidates};
pub use change::Change;
pub use estimate::{BAND_SHARE, Estimate};

/// The draws of [`variations`].
const VARIATION: Purpose = Purpose(201);

/// A hub and some of its days, as they were.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The hub.
    pub world: &'a World,
    /// The days.
    pub days: &'a [Day],
    /// The rule they were lived under.
    pub preset: Preset,
    /// How they are played.
    pub options: Options,
}

/// The figures of a day, or the means over days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// The mean wait, in minutes.
    pub mean_minutes: f64,
    /// 95 of 100 waited at most so long, in minutes.
    pub p95_minutes: f64,
    /// Which part of the legs waited longer than its target.
    pub over_target: f64,
}

/// What a change makes of some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The days as they were.
    pub before: Figures,
    /// The days with the change.
    pub after: Figures,
    /// After less before, of the mean wait, in minutes.
    pub mean_minutes: Estimate,
    /// After less before, of the 95th percentile, in minutes.
    pub p95_minutes: Estimate,
    /// After less before, of the part that waited longer than its target.
    pub over_target: Estimate,
}

/// Plays the days with and without these changes.
#[must_use]
pub fn answer(past: &Past<'_>, changes: &[Change]) -> Answer {
    let before = play(past, &[], past.days);
    let after = play(past, changes, past.days);
    let differences = |figure: fn(&Figures) -> f64| {
        let pairs = before.iter().zip(&after);
        Estimate::of(&pairs.map(|(before, after)| figure(after) - figure(before)).collect::<Vec<_>>())
    };
    Answer {
        before: Figures::mean_of(&before),
        after: Figures::mean_of(&after),
        mean_minutes: differences(|figures| figures.mean_minutes),
        p95_minutes: differences(|figures| figures.p95_minutes),
        over_target: differences(|figures| figures.over_target),
    }
}

/// The same day many times over: the same people and staff, but each time other durations and other people who do not
/// come when called.
///
/// A single day says little of a change; its variations say what it would have done to a day like that one.
#[must_use]
pub fn variations(world: &World, day: &Day, count: usize, seed: u64) -> Vec<Day> {
    let no_shows = day.legs.iter().filter(|leg| leg.is_no_show).count();
    let firsts = day.legs.iter().filter(|leg| leg.arrival.is_some()).count().max(1);
    let share = no_shows as f64 / firsts as f64;
    let varied = |number: usize| {
        let mut varied = day.clone();
        for (index, leg) in varied.legs.iter_mut().enumerate() {
            let mut stream = Stream::new(seed, number as u64, VARIATION, index as u64);
            if let Some(service) = world.services.get(leg.service) {
                let deviation = service.log_deviation;
                let log_mean = libm::log(service.mean_minutes) - deviation * deviation / 2.0;
                leg.draw_minutes = stream.lognormal(log_mean, deviation);
            }
            leg.is_no_show = leg.arrival.is_some() && stream.chance(share);
        }
        varied
    };
    (0..count).map(varied).collect()
}

/// The figures of each of these days with some changes.
fn play(past: &Past<'_>, changes: &[Change], days: &[Day]) -> Vec<Figures> {
    let (mut world, mut preset) = (past.world.clone(), past.preset);
    changes.iter().for_each(|change| change.apply_to_hub(&mut world, &mut preset));
    let table: Table = preset.table(&world);
    let mut runner = Runner::new(&world, &table, past.options);
    let mut waits = Vec::new();
    let mut figures = Vec::with_capacity(days.len());
    for day in days {
        let mut day = preset.day(day);
        changes.iter().for_each(|change| change.apply_to_day(&mut day));
        let calls = runner.run(&day.scene());
        figures.push(Figures::of(&world, &day, calls, &mut waits));
    }
    figures
}

impl Figures {
    /// The figures of a played day; whoever was never called counts as waiting until the last call.
    fn of(world: &World, day: &Day, calls: &[Option<Call>], waits: &mut Vec<f64>) -> Self {
        let last = calls.iter().flatten().map(|call| call.at).fold(0.0, f64::max);
        let mut over = 0;
        waits.clear();
        for (leg, call) in day.legs.iter().zip(calls) {
            let uncalled = leg.arrival.map(|arrival| (last - arrival.max(leg.clock)).max(0.0));
            let Some(wait) = call.as_ref().map(Call::wait_minutes).or(uncalled) else { continue };
            let target = world.services.get(leg.service).map(|service| service.target_minutes[leg.class.index()]);
            over += usize::from(target.is_some_and(|target| wait > target));
            waits.push(wait);
        }
        waits.sort_unstable_by(f64::total_cmp);
        let count = waits.len().max(1) as f64;
        Self {
            mean_minutes: waits.iter().sum::<f64>() / count,
            p95_minutes: percentile(waits, 0.95),
            over_target: over as f64 / count,
        }
    }

    fn mean_of(days: &[Self]) -> Self {
        let count = days.len().max(1) as f64;
        let mean = |figure: fn(&Self) -> f64| days.iter().map(figure).sum::<f64>() / count;
        Self {
            mean_minutes: mean(|day| day.mean_minutes),
            p95_minutes: mean(|day| day.p95_minutes),
            over_target: mean(|day| day.over_target),
        }
    }
}

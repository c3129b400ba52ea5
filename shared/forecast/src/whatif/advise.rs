//! Which change would have helped most.

use super::change::Change;
use super::estimate::{Estimate, shrink};
use super::{Past, play};
use crate::world::{Skill, World};

/// Which part of the days chooses the changes that are looked at closely; the rest judges them, so that none is judged
/// by the luck it was chosen for.
const CHOOSING_SHARE: f64 = 0.4;
/// (√5 − 1) ÷ 2.
const GOLDEN_SECTION: f64 = 0.618_033_988_749_894_9;

/// What advice may suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// When a break may begin, in minutes after midnight.
    pub break_minutes: Vec<f64>,
    /// When a counter may be opened, in minutes after midnight.
    pub open_minutes: Vec<f64>,
    /// What a second skill costs, as a factor: of the counter's own area, and of another.
    pub factors: [f64; 2],
    /// How many changes are looked at closely.
    pub close_count: usize,
}

/// A change and what is expected of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What would be changed, all together.
    pub changes: Vec<Change>,
    /// Change of the mean wait, in minutes, shrunk.
    pub mean_minutes: Estimate,
    /// Change of the mean wait as seen on the days that judged, in minutes.
    pub seen_minutes: Estimate,
}

/// The changes that were looked at closely, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advice {
    /// In order of what is expected.
    pub suggestions: Vec<Suggestion>,
}

/// Every change a plan allows: each counter's break to each moment and all breaks to it, each counter opened where it
/// was not, each service taught to each counter that lacks it.
#[must_use]
pub fn candidates(world: &World, plan: &Plan) -> Vec<Vec<Change>> {
    let mut candidates = Vec::new();
    let counters = 0..world.counters.len();
    for to in plan.break_minutes.iter().copied() {
        candidates.push(counters.clone().map(|counter| Change::MoveBreak { counter, to }).collect());
        candidates.extend(counters.clone().map(|counter| vec![Change::MoveBreak { counter, to }]));
    }
    for from in plan.open_minutes.iter().copied() {
        candidates.extend(counters.clone().map(|counter| vec![Change::Open { counter, from }]));
    }
    for counter in counters {
        let lacks = |service: &usize| world.counters[counter].skills.iter().all(|skill| skill.service != *service);
        let taught = (0..world.services.len()).filter(lacks);
        candidates.extend(
            taught
                .map(|service| vec![Change::AddSkill { counter, skill: taught_skill(world, plan, counter, service) }]),
        );
    }
    candidates
}

/// Looks for the changes that shorten the mean wait most.
///
/// Each candidate is played on some of the days; the most promising are played on the others, which alone say what is
/// expected. `progress` hears how many of how many days have been played, and ends the search where it says `false`:
/// then nothing is advised.
#[must_use]
pub fn advise(
    past: &Past<'_>,
    candidates: &[Vec<Change>],
    close_count: usize,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Advice {
    // Steps of the golden section fall in with no rhythm: every weekday and season is on both sides.
    let chooses = |day: &usize| (*day as f64 * GOLDEN_SECTION).fract() < CHOOSING_SHARE;
    let (choosing, judging): (Vec<_>, Vec<_>) = (0..past.days.len()).partition(chooses);
    let days = |which: &[usize]| which.iter().map(|day| past.days[*day].clone()).collect::<Vec<_>>();
    let (choosing, judging) = (days(&choosing), days(&judging));
    let close_count = close_count.min(candidates.len());
    let total = candidates.len() * choosing.len() + close_count * judging.len();
    let mut played = 0;
    let mut judge = |days: &[crate::world::Day], which: &[usize]| {
        let before = play(past, &[], days);
        let mut estimates = Vec::with_capacity(which.len());
        for candidate in which {
            let after = play(past, &candidates[*candidate], days);
            let pairs = before.iter().zip(&after);
            let differences = pairs.map(|(before, after)| after.mean_minutes - before.mean_minutes);
            estimates.push(Estimate::of(&differences.collect::<Vec<_>>()));
            played += days.len();
            if !progress(played, total) {
                return None;
            }
        }
        Some(estimates)
    };
    let all: Vec<usize> = (0..candidates.len()).collect();
    let Some(first) = judge(&choosing, &all) else { return Advice::default() };
    let mut close = all;
    close.sort_by(|one, other| first[*one].middle.total_cmp(&first[*other].middle));
    close.truncate(close_count);
    let Some(seen) = judge(&judging, &close) else { return Advice::default() };
    rank(candidates, &close, &seen)
}

fn rank(candidates: &[Vec<Change>], close: &[usize], seen: &[Estimate]) -> Advice {
    let mut shrunk = seen.to_vec();
    for kind in Kind::ALL {
        // Only like is drawn towards like: how much a skill does says nothing of breaks.
        let alike: Vec<usize> = (0..close.len()).filter(|at| Kind::of(&candidates[close[*at]]) == kind).collect();
        let mut estimates: Vec<Estimate> = alike.iter().map(|at| seen[*at]).collect();
        shrink(&mut estimates);
        alike.iter().zip(estimates).for_each(|(at, estimate)| shrunk[*at] = estimate);
    }
    let both = close.iter().zip(shrunk.iter().zip(seen));
    let mut suggestions: Vec<_> = both
        .map(|(candidate, (mean_minutes, seen_minutes))| Suggestion {
            changes: candidates[*candidate].clone(),
            mean_minutes: *mean_minutes,
            seen_minutes: *seen_minutes,
        })
        .collect();
    suggestions.sort_by(|one, other| one.mean_minutes.middle.total_cmp(&other.mean_minutes.middle));
    Advice { suggestions }
}

/// What a candidate is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    OneBreak,
    Opening,
    Skill,
    Several,
}

impl Kind {
    const ALL: [Self; 4] = [Self::OneBreak, Self::Opening, Self::Skill, Self::Several];

    fn of(changes: &[Change]) -> Self {
        match changes {
            [Change::MoveBreak { .. }] => Self::OneBreak,
            [Change::Open { .. } | Change::OpenOneOf { .. }] => Self::Opening,
            [Change::AddSkill { .. }] => Self::Skill,
            [] | [Change::Policy(_)] | [_, _, ..] => Self::Several,
        }
    }
}

/// A skill as it would be: as slow as second skills are, at the pace the counter has in its others.
fn taught_skill(world: &World, plan: &Plan, counter: usize, service: usize) -> Skill {
    let (desk, taught) = (&world.counters[counter], &world.services[service]);
    let factor = if desk.area == taught.area { plan.factors[0] } else { plan.factors[1] };
    let paces: f64 = desk.skills.iter().map(|skill| skill.time_factor / skill.factor).sum();
    let pace = if desk.skills.is_empty() { 1.0 } else { paces / desk.skills.len() as f64 };
    Skill {
        service,
        time_factor: factor * pace,
        factor,
        walk_minutes: world.walk_minutes_per_floor * f64::from(desk.floor.abs_diff(taught.floor)),
        list_coefficient: 1,
    }
}

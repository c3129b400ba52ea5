//! Questions about past days in the words of the hub, and their answers.

use domain::catalog::Catalog;
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::text::Text;
use domain::what_if::{
    Advice, ClockTime, Difference, SuggestedChange, Suggestion, WaitFigures, WhatIfAnswer, WhatIfChange,
};

use super::lived::{Lived, preset};
use super::{PERCENT, Unknown, factor};
use crate::run::{Options, VisitRule};
use crate::whatif::{self, Change, Estimate, Figures, Past, Plan, advise, answer, candidates, variations};
use crate::world::Skill;

/// How often a single day is played with other durations.
const VARIATIONS: usize = 50;
/// How many changes advice looks at closely, and how many of them it tells.
const CLOSE_COUNT: usize = 30;
const SUGGESTIONS_MAX: usize = 10;
/// When breaks and openings are tried: every so many minutes.
const BREAK_STEP_MINUTES: u16 = 30;
const OPEN_STEP_MINUTES: u16 = 60;
/// The place in a counter's list of a service that is learnt.
const TAUGHT_LIST_COEFFICIENT: u32 = 1;

/// How the hub's visits wait: in all their queues at once, with the minutes waited credited.
fn options(catalog: &Catalog) -> Options {
    let credited_share = f64::from(catalog.rules.waited_credit_percent) / PERCENT;
    Options { visits: VisitRule::AnyOrderWithCredit, credited_share, ..Options::default() }
}

/// What days would have been with some changes.
///
/// # Errors
/// Where a change names what is not there, or nobody came on the days.
pub fn what_if(lived: &Lived, catalog: &Catalog, changes: &[WhatIfChange]) -> Result<WhatIfAnswer, Unknown> {
    let changes: Vec<_> = changes.iter().map(|one| asked(lived, catalog, one)).collect::<Result<_, _>>()?;
    let changes = changes.concat();
    let varied;
    let (days, variations) = match lived.days.as_slice() {
        [] => return Err(Unknown::Days),
        // A single day says little of a change: its variations say what the change does to a day like it.
        [day] => {
            varied = variations(&lived.world, day, VARIATIONS, 0);
            (varied.as_slice(), VARIATIONS)
        }
        days => (days, 1),
    };
    let past = Past { world: &lived.world, days, preset: lived.preset, options: options(catalog) };
    let whatif::Answer { before, after, mean_minutes, p95_minutes, over_target } = answer(&past, &changes);
    Ok(WhatIfAnswer {
        days: count(lived.days.len()),
        variations: count(variations),
        before: figures(&before),
        after: figures(&after),
        mean_minutes: difference(&mean_minutes, 1.0),
        p95_minutes: difference(&p95_minutes, 1.0),
        over_target_percent: difference(&over_target, PERCENT),
    })
}

/// What would have helped most on some days; `progress` hears how many of how many days have been played, and ends the
/// search where it says `false`.
///
/// # Errors
/// Where nobody came on the days.
pub fn advice(
    lived: &Lived,
    catalog: &Catalog,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<Advice, Unknown> {
    if lived.days.is_empty() {
        return Err(Unknown::Days);
    }
    let rules = &catalog.rules;
    let factors = [factor(rules.secondary_percent), factor(rules.other_area_percent)];
    let (first, last) = hours(lived);
    let plan = Plan {
        break_minutes: steps(first, last, BREAK_STEP_MINUTES),
        open_minutes: steps(first, last, OPEN_STEP_MINUTES),
        factors,
        close_count: CLOSE_COUNT,
    };
    let past = Past { world: &lived.world, days: &lived.days, preset: lived.preset, options: options(catalog) };
    let candidates = at_desks(lived, catalog, &candidates(&lived.world, &plan));
    let found = advise(&past, &candidates, plan.close_count, &mut progress);
    let helps = found.suggestions.iter().filter(|suggestion| suggestion.mean_minutes.middle < 0.0);
    let told = helps.filter_map(|suggestion| told(lived, catalog, suggestion)).take(SUGGESTIONS_MAX);
    Ok(Advice { days: count(lived.days.len()), suggestions: told.collect() })
}

/// What is to be changed, of every seat at the counter that was named.
fn asked(lived: &Lived, catalog: &Catalog, asked: &WhatIfChange) -> Result<Vec<Change>, Unknown> {
    let at = |counter| seats_at(lived, catalog, counter);
    Ok(match asked {
        WhatIfChange::Policy { policy } => vec![Change::Policy(preset(*policy))],
        WhatIfChange::OpenCounter { counter, at: from } => vec![open(at(counter)?, f64::from(from.minutes()))],
        WhatIfChange::MoveBreak { counter, to } => moved(at(counter)?, f64::from(to.minutes())),
        WhatIfChange::AddSkill { clerk, service } => {
            let seat = seat_of(lived, catalog, clerk)?;
            learnt(lived, seat, taught(lived, catalog, seat, service)?).into_iter().collect()
        }
    })
}

fn seats_at(lived: &Lived, catalog: &Catalog, counter: &CounterId) -> Result<Vec<usize>, Unknown> {
    let seats: Vec<usize> = lived.at(counter).collect();
    if !seats.is_empty() {
        return Ok(seats);
    }
    let is_here = catalog.counter(counter).is_some_and(|known| known.location == lived.location);
    Err(if is_here { Unknown::Unstaffed(counter.to_string()) } else { Unknown::Counter(counter.to_string()) })
}

fn seat_of(lived: &Lived, catalog: &Catalog, clerk: &ClerkId) -> Result<usize, Unknown> {
    lived.of(clerk).ok_or_else(|| match catalog.clerk(clerk) {
        Some(_) => Unknown::Absent(clerk.to_string()),
        None => Unknown::Clerk(clerk.to_string()),
    })
}

fn open(seats: Vec<usize>, from: f64) -> Change {
    match seats.as_slice() {
        [counter] => Change::Open { counter: *counter, from },
        _ => Change::OpenOneOf { counters: seats, from },
    }
}

fn moved(seats: Vec<usize>, to: f64) -> Vec<Change> {
    seats.into_iter().map(|counter| Change::MoveBreak { counter, to }).collect()
}

/// Nothing where the counter can do it already.
fn learnt(lived: &Lived, counter: usize, skill: Skill) -> Option<Change> {
    let is_known = lived.world.counters[counter].skills.iter().any(|known| known.service == skill.service);
    (!is_known).then_some(Change::AddSkill { counter, skill })
}

/// The same changes for all who share a desk: what is said of a counter holds whoever sits there.
fn at_desks(lived: &Lived, catalog: &Catalog, candidates: &[Vec<Change>]) -> Vec<Vec<Change>> {
    let mut all: Vec<Vec<Change>> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let mut changes: Vec<Change> = Vec::with_capacity(candidate.len());
        for change in candidate.iter().flat_map(|change| at_desk(lived, catalog, change)) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        if !all.contains(&changes) {
            all.push(changes);
        }
    }
    all
}

fn at_desk(lived: &Lived, catalog: &Catalog, change: &Change) -> Vec<Change> {
    let seats = |seat: usize| lived.at(&lived.seats[seat].counter).collect::<Vec<_>>();
    match change {
        Change::Open { counter, from } => vec![open(seats(*counter), *from)],
        Change::MoveBreak { counter, to } => moved(seats(*counter), *to),
        Change::AddSkill { counter, skill } => {
            let skill = |seat| learnt(lived, seat, skill_of(lived, catalog, seat, skill.service));
            seats(*counter).into_iter().filter_map(skill).collect()
        }
        Change::OpenOneOf { .. } | Change::Policy(_) => vec![change.clone()],
    }
}

fn taught(lived: &Lived, catalog: &Catalog, seat: usize, id: &ServiceId) -> Result<Skill, Unknown> {
    let service = catalog.services.iter().position(|service| &service.id == id);
    let service = service.ok_or_else(|| Unknown::Service(id.to_string()))?;
    Ok(skill_of(lived, catalog, seat, service))
}

/// A service as a second skill of whoever has a seat.
fn skill_of(lived: &Lived, catalog: &Catalog, seat: usize, service: usize) -> Skill {
    let (desk, known) = (&lived.world.counters[seat], &lived.world.services[service]);
    let percent =
        if desk.area == known.area { catalog.rules.secondary_percent } else { catalog.rules.other_area_percent };
    let factor = factor(percent);
    let walk_minutes = lived.world.walk_minutes_per_floor * f64::from(desk.floor.abs_diff(known.floor));
    Skill { service, time_factor: factor, factor, walk_minutes, list_coefficient: TAUGHT_LIST_COEFFICIENT }
}

/// The first and the last whole hour on which anybody came.
fn hours(lived: &Lived) -> (u16, u16) {
    const MINUTES_PER_HOUR: f64 = 60.0;
    let arrivals = lived.days.iter().flat_map(|day| &day.legs).filter_map(|leg| leg.arrival);
    let (first, last) =
        arrivals.fold((f64::INFINITY, 0.0), |(first, last), at| (f64::min(first, at), f64::max(last, at)));
    if !first.is_finite() {
        return (0, 0);
    }
    let hour = |minute: f64| (minute / MINUTES_PER_HOUR).floor() * MINUTES_PER_HOUR;
    (hour(first) as u16, hour(last) as u16)
}

fn steps(first: u16, last: u16, step: u16) -> Vec<f64> {
    (first..=last).step_by(usize::from(step)).map(f64::from).collect()
}

fn told(lived: &Lived, catalog: &Catalog, suggestion: &whatif::Suggestion) -> Option<Suggestion> {
    let mut changes: Vec<_> = suggestion.changes.iter().filter_map(|one| suggested(lived, catalog, one)).collect();
    // Of a desk that several share once.
    changes.dedup();
    let (mean_minutes, seen_minutes) = (difference(&suggestion.mean_minutes, 1.0), suggestion.seen_minutes.middle);
    let what = match changes.as_slice() {
        [] => return None,
        [one] => words(catalog, one),
        // Every counter's break at once.
        [SuggestedChange::MoveBreak { to, .. }, ..] => {
            Text::new(format!("Tutte le pause dalle {to}"), format!("All breaks from {to} on"))
        }
        [first, ..] => words(catalog, first),
    };
    let minutes = -mean_minutes.likely;
    let text = Text::new(
        format!("{}: attesa media più breve di circa {} min.", what.it, format!("{minutes:.1}").replace('.', ",")),
        format!("{}: a mean wait shorter by about {minutes:.1} min.", what.en),
    );
    Some(Suggestion { changes, mean_minutes, seen_minutes, text })
}

fn suggested(lived: &Lived, catalog: &Catalog, change: &Change) -> Option<SuggestedChange> {
    let seat = |counter: usize| lived.seats.get(counter).map(|seat| seat.counter.clone());
    let time = |minute: f64| ClockTime::from_minutes(minute as u16);
    Some(match change {
        Change::Open { counter, from } => SuggestedChange::OpenCounter { counter: seat(*counter)?, at: time(*from)? },
        Change::OpenOneOf { counters, from } => {
            SuggestedChange::OpenCounter { counter: seat(*counters.first()?)?, at: time(*from)? }
        }
        Change::MoveBreak { counter, to } => SuggestedChange::MoveBreak { counter: seat(*counter)?, to: time(*to)? },
        Change::AddSkill { counter, skill } => {
            let service = catalog.services.get(skill.service)?.id.clone();
            SuggestedChange::AddSkill { counter: seat(*counter)?, service }
        }
        Change::Policy(_) => return None,
    })
}

fn words(catalog: &Catalog, change: &SuggestedChange) -> Text {
    let label = |id| catalog.counter(id).map_or_else(String::new, |counter| counter.label.clone());
    match change {
        SuggestedChange::OpenCounter { counter, at } => {
            let label = label(counter);
            Text::new(format!("Aprire lo sportello {label} dalle {at}"), format!("Open counter {label} from {at} on"))
        }
        SuggestedChange::MoveBreak { counter, to } => {
            let label = label(counter);
            Text::new(format!("Pausa dello sportello {label} alle {to}"), format!("Break of counter {label} at {to}"))
        }
        SuggestedChange::AddSkill { counter, service } => {
            let (label, name) = (label(counter), catalog.service(service).map(|service| service.name.clone()));
            let name = name.unwrap_or_default();
            let english = if name.en.is_empty() { &name.it } else { &name.en };
            Text::new(
                format!("Formare chi siede allo sportello {label} per «{}»", name.it),
                format!("Teach \"{english}\" to whoever sits at counter {label}"),
            )
        }
    }
}

fn figures(figures: &Figures) -> WaitFigures {
    WaitFigures {
        mean_minutes: figures.mean_minutes,
        p95_minutes: figures.p95_minutes,
        over_target_percent: figures.over_target * PERCENT,
    }
}

fn difference(estimate: &Estimate, unit: f64) -> Difference {
    let finite = |value: f64| Some(value * unit).filter(|value| value.is_finite());
    Difference { likely: estimate.middle * unit, low: finite(estimate.low), high: finite(estimate.high) }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

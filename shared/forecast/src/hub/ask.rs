//! Questions about past days in the words of the hub, and their answers.

use std::fmt;

use domain::catalog::Catalog;
use domain::ids::ServiceId;
use domain::text::Text;
use domain::what_if::{
    Advice, ClockTime, Difference, SuggestedChange, Suggestion, WaitFigures, WhatIfAnswer, WhatIfChange,
};

use super::lived::{Lived, preset};
use super::{PERCENT, factor};
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

/// Why a question cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The building has no such counter.
    Counter(String),
    /// No such clerk was there on these days.
    Clerk(String),
    /// The hub has no such service.
    Service(String),
    /// Nobody came on these days.
    Days,
}

impl Unknown {
    /// What to say of it.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Counter(id) => Text::new(
                format!("La sede non ha lo sportello «{id}»: usa un id del file della sede."),
                format!("The building has no counter \"{id}\": use an id of the hub file."),
            ),
            Self::Clerk(id) => Text::new(
                format!("L'operatore «{id}» non era presente in questi giorni: usa un id del file della sede."),
                format!("Clerk \"{id}\" was not there on these days: use an id of the hub file."),
            ),
            Self::Service(id) => Text::new(
                format!("Non c'è il servizio «{id}»: usa un id del file della sede."),
                format!("There is no service \"{id}\": use an id of the hub file."),
            ),
            Self::Days => Text::new(
                "In questi giorni non è venuto nessuno: scegli giorni in cui la sede era aperta.",
                "Nobody came on these days: choose days on which the building was open.",
            ),
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text().en)
    }
}

impl std::error::Error for Unknown {}

/// How the hub's visits wait: in all their queues at once, with the minutes waited credited.
fn options() -> Options {
    Options { visits: VisitRule::AnyOrderWithCredit, ..Options::default() }
}

/// What days would have been with some changes.
///
/// # Errors
/// Where a change names what is not there, or nobody came on the days.
pub fn what_if(lived: &Lived, catalog: &Catalog, changes: &[WhatIfChange]) -> Result<WhatIfAnswer, Unknown> {
    let changes: Vec<Change> = changes.iter().map(|one| change(lived, catalog, one)).collect::<Result<_, _>>()?;
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
    let past = Past { world: &lived.world, days, preset: lived.preset, options: options() };
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
    let past = Past { world: &lived.world, days: &lived.days, preset: lived.preset, options: options() };
    let found = advise(&past, &candidates(&lived.world, &plan), plan.close_count, &mut progress);
    let helps = found.suggestions.iter().filter(|suggestion| suggestion.mean_minutes.middle < 0.0);
    let told = helps.filter_map(|suggestion| told(lived, catalog, suggestion)).take(SUGGESTIONS_MAX);
    Ok(Advice { days: count(lived.days.len()), suggestions: told.collect() })
}

fn change(lived: &Lived, catalog: &Catalog, asked: &WhatIfChange) -> Result<Change, Unknown> {
    let at = |counter| lived.at(counter).ok_or_else(|| Unknown::Counter(counter.to_string()));
    Ok(match asked {
        WhatIfChange::Policy { policy } => Change::Policy(preset(*policy)),
        WhatIfChange::OpenCounter { counter, at: from } => {
            Change::Open { counter: at(counter)?, from: f64::from(from.minutes()) }
        }
        WhatIfChange::MoveBreak { counter, to } => {
            Change::MoveBreak { counter: at(counter)?, to: f64::from(to.minutes()) }
        }
        WhatIfChange::AddSkill { clerk, service } => {
            let counter = lived.of(clerk).ok_or_else(|| Unknown::Clerk(clerk.to_string()))?;
            Change::AddSkill { counter, skill: taught(lived, catalog, counter, service)? }
        }
    })
}

/// A service as a second skill at a counter.
fn taught(lived: &Lived, catalog: &Catalog, counter: usize, id: &ServiceId) -> Result<Skill, Unknown> {
    let unknown = || Unknown::Service(id.to_string());
    let service = catalog.services.iter().position(|service| &service.id == id).ok_or_else(unknown)?;
    let (desk, known) = (&lived.world.counters[counter], &lived.world.services[service]);
    let percent =
        if desk.area == known.area { catalog.rules.secondary_percent } else { catalog.rules.other_area_percent };
    let factor = factor(percent);
    let walk_minutes = lived.world.walk_minutes_per_floor * f64::from(desk.floor.abs_diff(known.floor));
    Ok(Skill { service, time_factor: factor, factor, walk_minutes, list_coefficient: TAUGHT_LIST_COEFFICIENT })
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
    let changes: Vec<_> = suggestion.changes.iter().filter_map(|one| suggested(lived, catalog, one)).collect();
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

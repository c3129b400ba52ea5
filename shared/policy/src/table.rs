//! A hub and a rule, made ready for many decisions.

use std::ops::Range;

use crate::figures::{Counter, Service};
use crate::rule::{Index, Rule, Speed};
use crate::waiting::Waiting;
use crate::{CLASSES, Class};

/// How long before its slot an appointment counts as early, in minutes (reference `hub28`, rules of the world).
const EARLY_MINUTES: f64 = 5.0;
/// A wait counts as at least this much in an index, in minutes (reference `hub28`, K20).
const WAIT_MINUTES_MIN: f64 = 0.05;
/// How far behind its wait an early appointment stands, in minutes (reference `hub28`, rules of the world).
const EARLY_SETBACK_MINUTES: f64 = 50.0;
/// What a class is worth against minutes waited in strict order (reference `hub28`).
const RANK_WEIGHT: f64 = 1e4;
/// What a waiting person is worth in the longest queue (reference `hub28`).
const PERSON_WEIGHT: f64 = 1e6;
/// What a place in a counter's list is worth (reference `hub28`).
const LIST_WEIGHT: f64 = 1e7;
/// What flexibility costs: enough to decide between equal scores only (reference `hub28`).
const FLEXIBILITY_WEIGHT: f64 = 1e-4;

/// A hub's counters under a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    rule: Rule,
    early_minutes: f64,
    pub(crate) means: Vec<f64>,
    targets: Vec<[f64; CLASSES]>,
    /// Where the skills of each counter lie.
    counters: Vec<Range<usize>>,
    flexibility: Vec<f64>,
    pub(crate) cells: Vec<Cell>,
    /// By counter and service: where the skill lies in `cells`, if there is one.
    places: Vec<Option<usize>>,
}

/// What a decision needs of a counter's skill.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) service: usize,
    /// 1 ÷ skill factor.
    pub(crate) rate: f64,
    speed: f64,
    /// By class: what walking and a second skill cost.
    cost: [f64; CLASSES],
    list_coefficient: f64,
}

/// Somebody who could be called, in whatever queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The service's position.
    pub service: usize,
    /// How they are called.
    pub class: Class,
    /// The moment from which their wait counts.
    pub clock: f64,
    /// How many wait for the service.
    pub people: u32,
    /// The pressure of its queue, in minutes.
    pub pressure: f64,
}

/// Whom a counter calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The counter's position.
    pub counter: usize,
    /// The service's position.
    pub service: usize,
    /// The class of the queue whose first one is called.
    pub class: Class,
    /// The score that was the highest; its size means something to the rule alone.
    pub score: f64,
}

impl Table {
    /// Makes decisions ready; a skill that names no service of the list is left out.
    #[must_use]
    pub fn new(rule: Rule, services: &[Service], counters: &[Counter]) -> Self {
        let (mut cells, mut ranges) = (Vec::new(), Vec::new());
        for counter in counters {
            let from = cells.len();
            let known = counter.skills.iter().filter_map(|skill| Some((skill, services.get(skill.service)?)));
            cells.extend(known.map(|(skill, service)| Cell::new(&rule, skill, service)));
            ranges.push(from..cells.len());
        }
        let mut places = vec![None; services.len() * counters.len()];
        for (counter, range) in ranges.iter().enumerate() {
            range.clone().for_each(|at| places[counter * services.len() + cells[at].service] = Some(at));
        }
        Self {
            rule,
            early_minutes: EARLY_MINUTES,
            means: services.iter().map(|service| service.mean_minutes).collect(),
            targets: services.iter().map(|service| service.target_minutes).collect(),
            counters: ranges,
            flexibility: counters.iter().map(|counter| counter.flexibility).collect(),
            cells,
            places,
        }
    }

    /// The same where an appointment counts as early up to so many minutes before its slot; 5 is usual.
    #[must_use]
    pub fn with_early_minutes(self, early_minutes: f64) -> Self {
        Self { early_minutes, ..self }
    }

    /// The rule it decides by.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// How many services there are.
    #[must_use]
    pub fn services(&self) -> usize {
        self.means.len()
    }

    /// How many counters there are.
    #[must_use]
    pub fn counters(&self) -> usize {
        self.counters.len()
    }

    /// The services a counter can give, in its order.
    pub fn services_of(&self, counter: usize) -> impl Iterator<Item = usize> {
        self.cells_of(counter).iter().map(|cell| cell.service)
    }

    pub(crate) fn cells_of(&self, counter: usize) -> &[Cell] {
        &self.cells[self.counters.get(counter).cloned().unwrap_or_default()]
    }

    /// Of these free counters and everybody they can serve, the call with the highest score.
    ///
    /// Ties fall to the first counter, of its services to the first, of its classes to the first.
    /// `pressure` is that of [`crate::Pressure::minutes`]; a rule that needs none takes any slice.
    #[must_use]
    pub fn best(
        &self,
        free: impl Iterator<Item = usize>,
        waiting: &Waiting,
        pressure: &[f64],
        now: f64,
    ) -> Option<Choice> {
        let mut best: Option<Choice> = None;
        for counter in free {
            self.each(counter, waiting, pressure, now, |choice| {
                if best.is_none_or(|best| choice.score > best.score) {
                    best = Some(choice);
                }
            });
        }
        best
    }

    /// The score of a call, as [`Self::best`] compares it; `None` where the counter does not give the service.
    #[must_use]
    pub fn score_of(&self, counter: usize, candidate: &Candidate, now: f64) -> Option<f64> {
        let cell = &self.cells[self.place(counter, candidate.service)?];
        let wait = self.wait(candidate.class, candidate.clock, now, 0);
        Some(self.score(cell, &wait, candidate.people, candidate.pressure) - self.setback(counter))
    }

    /// 1 ÷ skill factor of a service a counter gives.
    pub(crate) fn rate(&self, counter: usize, service: usize) -> Option<f64> {
        self.place(counter, service).map(|place| self.cells[place].rate)
    }

    /// Whether a counter gives a service.
    #[must_use]
    pub fn gives(&self, counter: usize, service: usize) -> bool {
        self.place(counter, service).is_some()
    }

    fn place(&self, counter: usize, service: usize) -> Option<usize> {
        self.places.get(counter * self.services() + service).copied().flatten()
    }

    fn setback(&self, counter: usize) -> f64 {
        self.flexibility.get(counter).map_or(0.0, |flexibility| FLEXIBILITY_WEIGHT * flexibility)
    }

    /// Every call a counter could make, in the order in which equal scores are decided.
    pub fn each(&self, counter: usize, waiting: &Waiting, pressure: &[f64], now: f64, mut found: impl FnMut(Choice)) {
        let setback = self.setback(counter);
        for cell in self.cells_of(counter) {
            let service = cell.service;
            let heads = waiting.heads(service);
            for class in Class::ALL {
                let clock = heads[class.index()];
                if clock.is_finite() {
                    let wait = self.wait(class, clock, now, waiting.standing(service));
                    let people = waiting.people()[service];
                    let minutes = pressure.get(service).copied().unwrap_or(0.0);
                    let score = self.score(cell, &wait, people, minutes) - setback;
                    found(Choice { counter, service, class, score });
                }
            }
        }
    }

    fn wait(&self, class: Class, clock: f64, now: f64, standing: u32) -> Wait {
        let is_early = class == Class::Appointment && now - clock < -self.early_minutes;
        let rank = match class {
            Class::Priority => 2.0 + f64::from(standing),
            Class::Appointment if !is_early => 1.0,
            Class::Appointment | Class::WalkIn => 0.0,
        };
        let setback = if is_early { EARLY_SETBACK_MINUTES } else { 0.0 };
        Wait { class, is_early, rank, minutes: now - clock - setback }
    }

    fn score(&self, cell: &Cell, wait: &Wait, people: u32, pressure: f64) -> f64 {
        let strict = wait.rank * RANK_WEIGHT + wait.minutes;
        match &self.rule {
            Rule::Index(index) => {
                let class = wait.class.index();
                let head_start = if wait.is_early { 0.0 } else { index.head_start_minutes[class] };
                let waited = wait.minutes.max(WAIT_MINUTES_MIN) + head_start;
                let urgency = waited / self.targets[cell.service][class]
                    + index.pressure_weight * pressure / index.reference_wait_minutes;
                urgency * cell.speed - cell.cost[class]
            }
            Rule::OldestFirst => strict,
            Rule::StrictLists => cell.list_coefficient * LIST_WEIGHT + strict,
            Rule::LongestQueue => f64::from(people) * PERSON_WEIGHT + strict,
        }
    }
}

/// How somebody's wait counts.
struct Wait {
    class: Class,
    is_early: bool,
    /// The place of the class in strict order: priority, then appointments, then walk-ins.
    rank: f64,
    minutes: f64,
}

impl Cell {
    fn new(rule: &Rule, skill: &crate::figures::Skill, service: &Service) -> Self {
        let (speed, cost) = match rule {
            Rule::Index(index) => weigh(index, skill, service),
            Rule::OldestFirst | Rule::StrictLists | Rule::LongestQueue => (1.0, [0.0; CLASSES]),
        };
        Self {
            service: skill.service,
            rate: 1.0 / skill.factor,
            speed,
            cost,
            list_coefficient: f64::from(skill.list_coefficient),
        }
    }
}

fn weigh(index: &Index, skill: &crate::figures::Skill, service: &Service) -> (f64, [f64; CLASSES]) {
    let occupation = index.setup_minutes + skill.walk_minutes + service.mean_minutes * skill.factor;
    let ratio = index.reference_service_minutes / occupation;
    let speed = match index.speed {
        Speed::Ignored => 1.0,
        Speed::Root => ratio.sqrt(),
        Speed::Full => ratio,
    };
    let extra_minutes = (skill.factor - 1.0) * service.mean_minutes;
    let lost = index.walk_weight * skill.walk_minutes + index.extra_weight * extra_minutes;
    (speed, service.target_minutes.map(|target| lost / target))
}

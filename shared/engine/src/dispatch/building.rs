//! The counters of one building on duty, as the numbers the policy decides by.

use std::collections::BTreeMap;

use domain::catalog::{Clerk, Counter};
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::rules::{Policy, Rules, floors_between};
use policy::{Index, Pressure, Rule, Service, Skill, Table};

use crate::state::State;

/// The places of a service in a counter's own list: mastered; of the own area; of another.
const LIST_MASTERED: u32 = 2;
const LIST_OWN_AREA: u32 = 1;
const LIST_OTHER_AREA: u32 = 0;

const SECONDS_PER_MINUTE: f64 = 60.0;
const PERMILLE: f64 = 1_000.0;
const PERMILLE_PER_PERCENT: u32 = 10;

/// A building with whoever is on duty in it, ready for decisions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Building {
    pub(crate) table: Table,
    /// The position of each service in the table.
    services: BTreeMap<ServiceId, usize>,
    /// The position of each counter on duty.
    counters: BTreeMap<CounterId, usize>,
}

impl Building {
    /// Measures a building: its counters at which somebody is signed in, whether they call or pause.
    pub(crate) fn of(state: &State, location: &LocationId) -> Self {
        let catalog = &*state.catalog;
        let staffed = catalog.counters.iter().filter(|counter| &counter.location == location);
        let staffed = staffed.filter_map(|counter| Some((counter, state.clerk_at(&counter.id)?)));
        let (mut counters, mut figures) = (BTreeMap::new(), Vec::new());
        for (counter, clerk) in staffed {
            counters.insert(counter.id.clone(), figures.len());
            figures.push(figures_of(state, counter, clerk));
        }
        let positions = catalog.services.iter().enumerate();
        let given = state.figures.as_deref();
        let usual = || rule(catalog.rules.policy, catalog.rules.setup_seconds);
        let rule = given.map_or_else(usual, |given| given.rule);
        Self {
            table: Table::new(rule, &services(state), &figures)
                .with_early_minutes(f64::from(catalog.rules.appointment_call_early_minutes)),
            services: positions.map(|(position, service)| (service.id.clone(), position)).collect(),
            counters,
        }
    }

    pub(crate) fn service(&self, id: &ServiceId) -> Option<usize> {
        self.services.get(id).copied()
    }

    pub(crate) fn counter(&self, id: &CounterId) -> Option<usize> {
        self.counters.get(id).copied()
    }

    /// How long the counters on duty need for a service's queue, in minutes; 0 where none of them can give it.
    pub(super) fn told_minutes(&self, pressure: &Pressure, service: usize) -> f64 {
        let is_given = self.counters_for(service) > 0;
        pressure.minutes().get(service).copied().filter(|_| is_given).unwrap_or(0.0)
    }

    /// How many counters on duty can give a service.
    pub(crate) fn counters_for(&self, service: usize) -> usize {
        let able = |counter: &usize| self.table.services_of(*counter).any(|given| given == service);
        (0..self.table.counters()).filter(able).count()
    }
}

/// The rule behind a policy's name.
pub(crate) fn rule(policy: Policy, setup_seconds: u32) -> Rule {
    let rule = match policy {
        Policy::Balanced => Rule::BALANCED,
        Policy::AppointmentsFirst => Rule::APPOINTMENTS_FIRST,
        Policy::Fair => Rule::FAIR,
        Policy::Throughput => Rule::THROUGHPUT,
        Policy::OldestFirst => Rule::OldestFirst,
        Policy::StrictLists => Rule::StrictLists,
        Policy::LongestQueue => Rule::LongestQueue,
    };
    let setup_minutes = f64::from(setup_seconds) / SECONDS_PER_MINUTE;
    match rule {
        Rule::Index(index) => Rule::Index(Index { setup_minutes, ..index }),
        Rule::OldestFirst | Rule::StrictLists | Rule::LongestQueue => rule,
    }
}

fn services(state: &State) -> Vec<Service> {
    if let Some(given) = &state.figures {
        return given.services.clone();
    }
    let rules = &state.catalog.rules;
    let service = |service: &domain::catalog::Service| Service {
        mean_minutes: state.mean_minutes(service),
        target_minutes: targets(rules, service).map(f64::from),
    };
    state.catalog.services.iter().map(service).collect()
}

/// The wait aimed at for a service by class, in minutes; never 0, by which nothing can be divided.
pub(crate) fn targets(rules: &Rules, service: &domain::catalog::Service) -> [u32; policy::CLASSES] {
    [service.target_wait_minutes, rules.appointment_target_minutes, rules.priority_target_minutes]
        .map(|minutes| minutes.max(1))
}

/// A counter with a clerk as the policy sees it.
pub(crate) fn figures_of(state: &State, counter: &Counter, clerk: &Clerk) -> policy::Counter {
    if let Some(given) = state.figures.as_ref().and_then(|given| given.counters.get(&counter.id)) {
        return given.clone();
    }
    let (catalog, mut skills) = (&state.catalog, Vec::<Skill>::new());
    for (id, is_mastered) in skills_of(clerk) {
        let known = catalog.services.iter().position(|service| &service.id == id);
        let Some(service) = known.filter(|known| skills.iter().all(|skill| skill.service != *known)) else { continue };
        skills.push(skill(state, counter, service, is_mastered));
    }
    let flexibility = skills.len() as f64;
    policy::Counter { skills, flexibility }
}

/// What a clerk can serve and whether it is mastered, in the clerk's order; a service can be named twice.
fn skills_of(clerk: &Clerk) -> impl Iterator<Item = (&ServiceId, bool)> {
    let primary = clerk.primary.iter().map(|service| (service, true));
    primary.chain(clerk.secondary.iter().map(|service| (service, false)))
}

fn skill(state: &State, counter: &Counter, position: usize, is_mastered: bool) -> Skill {
    let catalog = &*state.catalog;
    let (service, rules) = (&catalog.services[position], &catalog.rules);
    let area = catalog.area(&service.area);
    let floors = area.map_or(0, |area| floors_between(&counter.floor, &area.floor));
    let is_own_area = counter.area == service.area;
    let learnt = Some(&*state.durations).filter(|durations| !durations.services.is_empty());
    let (own_area, other_area) = match learnt {
        Some(learnt) => (learnt.secondary_permille, learnt.other_area_permille),
        None => (rules.secondary_percent * PERMILLE_PER_PERCENT, rules.other_area_percent * PERMILLE_PER_PERCENT),
    };
    let (extra_permille, list_coefficient) = match (is_mastered, is_own_area) {
        (true, _) => (0, LIST_MASTERED),
        (false, true) => (own_area, LIST_OWN_AREA),
        (false, false) => (other_area, LIST_OTHER_AREA),
    };
    Skill {
        service: position,
        factor: 1.0 + f64::from(extra_permille) / PERMILLE,
        walk_minutes: f64::from(rules.floor_walk_seconds) * f64::from(floors) / SECONDS_PER_MINUTE,
        list_coefficient,
    }
}

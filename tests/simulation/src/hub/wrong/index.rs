//! The hub's index with one of its parts left out.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::reason::CallReason;
use domain::rules::{Policy, Rules};
use domain::ticket::Class;
use domain::view::QueueRow;
use engine::State;
use engine::floor::{Floor, floor};
use policy::{Index, Pressure, Rule, Service, Table, Waiting};

const SECONDS_PER_MINUTE: f64 = 60.0;

/// Whom a counter calls by the index that is left of the hub's.
pub(super) fn call(
    state: &State,
    counter: &CounterId,
    right: &CallReason,
    change: impl FnOnce(Index) -> Index,
    now: Timestamp,
) -> Option<QueueRow> {
    let rules = &state.catalog().rules;
    let Rule::Index(index) = rule(rules) else { return None };
    let location = state.catalog().counter(counter)?.location.clone();
    let (here, queue) = (floor(state, &location)?, engine::view::counter(state, counter, now)?.queue);
    let desk = here.desks.iter().position(|desk| &desk.counter == counter)?;
    let figures: Vec<_> = here.desks.iter().map(|desk| desk.figures.clone()).collect();
    let services: Vec<_> = state.catalog().services.iter().map(|service| service_of(state, &service.id)).collect();
    let setup_minutes = f64::from(rules.setup_seconds) / SECONDS_PER_MINUTE;
    let table = Table::new(Rule::Index(change(Index { setup_minutes, ..index })), &services, &figures)
        .with_early_minutes(f64::from(rules.appointment_call_early_minutes));
    let (mut waiting, heads) = (Waiting::new(services.len()), heads(&queue));
    count_people(state, &location, now, &mut waiting);
    for head in &heads {
        let service = position(state, head)?;
        waiting.set_head(service, class(head.class), Some(clock(&here, head, now)?));
    }
    let mut pressure = Pressure::new(&table);
    pressure.measure(&table, waiting.people(), &vec![true; figures.len()]);
    let is_chosen_by_index = right.basis == domain::reason::CallBasis::Policy && rules.priority_one_in < 2;
    let best = table.best(std::iter::once(desk), &waiting, pressure.minutes(), 0.0).filter(|_| is_chosen_by_index)?;
    let is_it = |head: &&QueueRow| position(state, head) == Some(best.service) && class(head.class) == best.class;
    heads.into_iter().find(is_it).cloned()
}

fn rule(rules: &Rules) -> Rule {
    match rules.policy {
        Policy::Balanced => Rule::BALANCED,
        Policy::AppointmentsFirst => Rule::APPOINTMENTS_FIRST,
        Policy::Fair => Rule::FAIR,
        Policy::Throughput => Rule::THROUGHPUT,
        Policy::OldestFirst | Policy::StrictLists | Policy::LongestQueue => Rule::OldestFirst,
    }
}

fn service_of(state: &State, id: &ServiceId) -> Service {
    let (catalog, rules) = (state.catalog(), &state.catalog().rules);
    let known = catalog.service(id);
    let learnt = state.durations().and_then(|durations| durations.services.iter().find(|learnt| &learnt.service == id));
    let usual = known.map_or(1.0, |service| f64::from(service.duration_minutes));
    let target = known.map_or(1, |service| service.target_wait_minutes);
    Service {
        mean_minutes: learnt.map_or(usual, |learnt| f64::from(learnt.seconds.max(1)) / SECONDS_PER_MINUTE),
        target_minutes: [target, rules.appointment_target_minutes, rules.priority_target_minutes].map(f64::from),
    }
}

/// The first one of each service and class.
fn heads(queue: &[QueueRow]) -> Vec<&QueueRow> {
    let mut seen = BTreeSet::new();
    queue.iter().filter(|row| seen.insert((row.service.it.clone(), row.class))).collect()
}

fn position(state: &State, row: &QueueRow) -> Option<usize> {
    state.catalog().services.iter().position(|service| service.id.as_str() == row.service.it)
}

fn class(class: Class) -> policy::Class {
    match class {
        Class::WalkIn => policy::Class::WalkIn,
        Class::Appointment => policy::Class::Appointment,
        Class::Priority => policy::Class::Priority,
    }
}

/// From when on somebody waits, in minutes from now.
fn clock(here: &Floor, row: &QueueRow, now: Timestamp) -> Option<f64> {
    let ticket = here.waiting.iter().find(|known| Some(known.ticket) == row.ticket)?;
    let leg = ticket.legs.iter().find(|leg| leg.service.as_str() == row.service.it)?;
    Some((leg.waits_from - now).num_seconds() as f64 / SECONDS_PER_MINUTE)
}

fn count_people(state: &State, location: &LocationId, now: Timestamp, waiting: &mut Waiting) {
    let areas = engine::view::kiosk(state, location, now).map(|view| view.areas).unwrap_or_default();
    for shown in areas.iter().flat_map(|area| &area.services) {
        let known = state.catalog().services.iter().position(|service| service.id == shown.id);
        known.into_iter().for_each(|service| waiting.set_people(service, shown.waiting));
    }
}

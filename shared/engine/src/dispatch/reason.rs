//! Why a counter calls whom it calls, in numbers and words.

use domain::Timestamp;
use domain::catalog::{Clerk, Counter, Service};
use domain::ids::CounterId;
use domain::reason::{CallBasis, CallReason, RunnerUp};
use domain::rules::floors_between;
use domain::text::Text;
use domain::ticket::Class;

use super::building::targets;
use super::calls::{Call, count_people, pressure};
use super::{Calls, Waiting};
use crate::state::State;
use crate::ticket::{Leg, Ticket};

const HUNDREDTHS: f64 = 100.0;

/// The next call of a counter, with its reason.
pub(crate) fn next<'a>(
    state: &'a State,
    counter: &'a CounterId,
    clerk: &'a Clerk,
    now: Timestamp,
) -> Option<(Waiting<'a>, Box<CallReason>)> {
    let mut calls = Calls::new(state, &state.location_of(counter), counter, clerk, now)?;
    let call = calls.next()?;
    let (ticket, position, leg) = super::found(state, &call)?;
    let service = state.building(&leg.location).and_then(|building| building.service(&leg.service));
    let pressure_minutes = service.map_or(0.0, |service| calls.pressure_minutes(service));
    let runner_up = calls.find(|other| other.rank.ticket != call.rank.ticket);
    let runner_up = runner_up.and_then(|other| second(state, &call, &other));
    let facts = Facts { basis: call.basis, pressure_minutes, runner_up };
    Some(((ticket, position, leg), reason(state, counter, clerk, (ticket, leg), facts, now)))
}

/// Why a ticket is called that a clerk named.
pub(crate) fn named(
    state: &State,
    counter: &CounterId,
    clerk: &Clerk,
    (ticket, leg): (&Ticket, &Leg),
    now: Timestamp,
) -> Box<CallReason> {
    let facts = Facts { basis: CallBasis::Named, pressure_minutes: pressure_of(state, leg), runner_up: None };
    reason(state, counter, clerk, (ticket, leg), facts, now)
}

/// What only the decision itself knows.
struct Facts {
    basis: CallBasis,
    pressure_minutes: f64,
    runner_up: Option<RunnerUp>,
}

fn reason(
    state: &State,
    counter: &CounterId,
    clerk: &Clerk,
    (ticket, leg): (&Ticket, &Leg),
    facts: Facts,
    now: Timestamp,
) -> Box<CallReason> {
    let (catalog, rules) = (&state.catalog, &state.catalog.rules);
    let service = catalog.service(&leg.service);
    let building = state.building(&leg.location);
    let on_duty = building.and_then(|building| Some(building.counters_for(building.service(&leg.service)?)));
    let able = catalog.clerks.iter().filter(|clerk| clerk.can_serve(&leg.service)).count();
    let told = CallReason {
        basis: facts.basis,
        policy: rules.policy,
        waited_seconds: waited_seconds(ticket, leg, now),
        target_minutes: service.map_or(0, |service| targets(rules, service)[class_of(ticket.class).index()]),
        pressure_minutes: facts.pressure_minutes.round() as u32,
        counters_on_duty: count(on_duty.unwrap_or(0)),
        clerks_able: count(able),
        floors: floors(state, catalog.counter(counter), service),
        is_secondary: !clerk.primary.contains(&leg.service),
        runner_up: facts.runner_up,
        text: Text::default(),
    };
    let name = service.map(|service| service.name.clone()).unwrap_or_default();
    Box::new(told.told(&ticket.code, &name))
}

/// How long a leg has waited, by its own clock: whoever let others pass has waited all the same.
fn waited_seconds(ticket: &Ticket, leg: &Leg, now: Timestamp) -> i64 {
    let seconds = (now - leg.key).num_seconds();
    match ticket.class {
        Class::Appointment => seconds,
        // Named on the way, or while the clock was behind: nobody waits less than not at all.
        Class::WalkIn | Class::Priority => seconds.max(0),
    }
}

/// How long the counters on duty need for everybody who waits for the same as a leg, in minutes.
fn pressure_of(state: &State, leg: &Leg) -> f64 {
    let Some(building) = state.building(&leg.location) else { return 0.0 };
    let mut waiting = policy::Waiting::new(building.table.services());
    count_people(state, building, &leg.location, &mut waiting);
    let service = building.service(&leg.service);
    service.map_or(0.0, |service| building.told_minutes(&pressure(building, &waiting), service))
}

fn second(state: &State, call: &Call, other: &Call) -> Option<RunnerUp> {
    let code = state.ticket(other.rank.ticket)?.code.clone();
    let both = call.score.zip(other.score).filter(|_| call.basis == CallBasis::Policy);
    // Where the second one's score is higher the weight of a reason decided, not the scores.
    let both = both.filter(|(first, second)| first >= second);
    Some(RunnerUp {
        code,
        behind_hundredths: both.map(|(first, second)| ((first - second) * HUNDREDTHS).round() as i64),
    })
}

fn floors(state: &State, counter: Option<&Counter>, service: Option<&Service>) -> u32 {
    let area = service.and_then(|service| state.catalog.area(&service.area));
    counter.zip(area).map_or(0, |(counter, area)| floors_between(&counter.floor, &area.floor))
}

pub(super) fn class_of(class: Class) -> policy::Class {
    match class {
        Class::WalkIn => policy::Class::WalkIn,
        Class::Appointment => policy::Class::Appointment,
        Class::Priority => policy::Class::Priority,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

//! Wrong rules of whom a counter calls next, and of what a call says of itself.

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CounterId, ServiceId, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::reason::{CallBasis, CallReason, RunnerUp};
use domain::rules::Policy;
use domain::ticket::{Class, Code, LegState};
use domain::view::QueueRow;
use engine::State;

use super::{Wrong, WrongRules};

/// So many minutes before its slot no appointment is too early.
const NEVER_EARLY_MINUTES: u32 = 1_000_000;
/// The weight that no reason for priority exceeds.
const WEIGHT_MAX: u32 = 100;

/// The hub as if its file said something else.
fn as_if(state: &State, now: Timestamp, change: impl FnOnce(&mut Catalog)) -> State {
    let (mut other, mut catalog) = (state.clone(), state.catalog().clone());
    change(&mut catalog);
    let (version, source, origin) = (state.catalog_version(), String::new(), CatalogOrigin::Import);
    let changed = Event::CatalogChanged { version, catalog: Box::new(catalog), source, origin };
    engine::evolve(&mut other, state.seq(), now, &changed);
    other
}

/// The call by a hub file that says something else than the real one; where it is of the same ticket the right one.
pub(super) fn called(
    rules: &WrongRules,
    state: &State,
    command: &Command,
    right: Vec<Event>,
    now: Timestamp,
) -> Vec<Event> {
    let other = as_if(state, now, |catalog| change(rules.wrong, catalog));
    let mut events = engine::decide(&other, command, now).unwrap_or_default();
    if engine::subject(&events).is_none() || engine::subject(&events) == engine::subject(&right) {
        return right;
    }
    for event in &mut events {
        let Event::TicketCalled { ticket, leg, counter, reason: Some(reason) } = event else { continue };
        let Some(row) = rules.row(state, counter, (*ticket, *leg), now) else { return right };
        reason.basis = reason_of(&right).map_or(CallBasis::Policy, |reason| reason.basis);
        reason.policy = state.catalog().rules.policy;
        reason.target_minutes = target(state.catalog(), &row);
        reason.runner_up = passed_over(state, counter, &right, now);
        **reason = told(reason, state, &row);
    }
    events
}

/// Whom the right call is of, as the runner-up of a wrong one.
fn passed_over(state: &State, counter: &CounterId, right: &[Event], now: Timestamp) -> Option<RunnerUp> {
    let ticket = engine::subject(right);
    let queue = engine::view::counter(state, counter, now)?.queue;
    let first = queue.into_iter().find(|row| row.ticket == ticket)?;
    let is_measured = reason_of(right).is_none_or(|reason| reason.basis == CallBasis::Policy);
    Some(RunnerUp { code: first.code, behind_hundredths: is_measured.then_some(0) })
}

fn change(wrong: Wrong, catalog: &mut Catalog) {
    let rules = &mut catalog.rules;
    match wrong {
        Wrong::DistanceIsIgnored => rules.floor_walk_seconds = 0,
        Wrong::EarlyIsCalledLikeOthers => rules.appointment_call_early_minutes = NEVER_EARLY_MINUTES,
        Wrong::PolicyIsNeverChanged => rules.policy = Policy::default(),
        Wrong::OneInSoManyIsForgotten => rules.priority_one_in = 0,
        Wrong::TargetsAreMixedUp => {
            let targets = (rules.appointment_target_minutes, rules.priority_target_minutes);
            (rules.priority_target_minutes, rules.appointment_target_minutes) = targets;
            catalog.services.iter_mut().for_each(|service| service.target_wait_minutes = targets.0);
        }
        Wrong::TiesFallToTheOtherSide => {
            catalog.clerks.iter_mut().for_each(|clerk| (clerk.primary.reverse(), clerk.secondary.reverse()).0);
        }
        Wrong::ReasonsStandAlike => catalog.priorities.iter_mut().for_each(|priority| priority.weight = WEIGHT_MAX),
        _ => (),
    }
}

/// What the right call says of itself.
fn reason_of(events: &[Event]) -> Option<&CallReason> {
    events.iter().find_map(|event| match event {
        Event::TicketCalled { reason, .. } => reason.as_deref(),
        _ => None,
    })
}

impl WrongRules {
    /// The row of a leg in a counter's queue.
    fn row(
        &self,
        state: &State,
        counter: &CounterId,
        (ticket, leg): (TicketId, usize),
        now: Timestamp,
    ) -> Option<QueueRow> {
        let service = self.legs.get(&ticket)?.get(leg)?;
        let mut queue = engine::view::counter(state, counter, now)?.queue.into_iter();
        queue.find(|row| row.ticket == Some(ticket) && row.service.it == service.as_str())
    }
}

fn target(catalog: &Catalog, row: &QueueRow) -> u32 {
    let service = catalog.service(&ServiceId::new(row.service.it.as_str()));
    match row.class {
        Class::WalkIn => service.map_or(0, |service| service.target_wait_minutes),
        Class::Appointment => catalog.rules.appointment_target_minutes,
        Class::Priority => catalog.rules.priority_target_minutes,
    }
}

fn told(reason: &CallReason, state: &State, row: &QueueRow) -> CallReason {
    let service = state.catalog().service(&ServiceId::new(row.service.it.as_str()));
    let name = service.map_or_else(|| row.service.clone(), |service| service.name.clone());
    reason.clone().told(&row.code, &name)
}

/// What a call would truly say of itself that a counter makes in place of the right one.
pub(super) fn reason(
    state: &State,
    counter: &CounterId,
    (row, leg): (&QueueRow, usize),
    right: &[Event],
    now: Timestamp,
) -> Option<Box<CallReason>> {
    let free = as_if(state, now, |catalog| catalog.clerks.iter_mut().for_each(|clerk| clerk.may_call_named = true));
    let named = Command::CallTicket { counter: counter.clone(), code: row.code.clone() };
    let named = engine::decide(&free, &named, now).ok()?;
    let is_it = matches!(named.first(), Some(Event::TicketCalled { leg: other, .. }) if *other == leg);
    let mut reason = reason_of(&named).filter(|_| is_it)?.clone();
    reason.basis = reason_of(right).map_or(CallBasis::Policy, |reason| reason.basis);
    reason.runner_up = passed_over(state, counter, right, now);
    Some(Box::new(told(&reason, state, row)))
}

/// The right call that says something wrong of itself.
pub(super) fn says(rules: &WrongRules, state: &State, mut right: Vec<Event>, now: Timestamp) -> Vec<Event> {
    for event in &mut right {
        let Event::TicketCalled { ticket, leg, counter, reason } = event else { continue };
        let Some(row) = rules.row(state, counter, (*ticket, *leg), now) else { continue };
        let Some(told_rightly) = reason.take() else { continue };
        let said = misled(rules.wrong, state, counter, &row, &told_rightly, now);
        *reason = said.map(|reason| Box::new(told(&reason, state, &row)));
    }
    right
}

fn misled(
    wrong: Wrong,
    state: &State,
    counter: &CounterId,
    row: &QueueRow,
    right: &CallReason,
    now: Timestamp,
) -> Option<CallReason> {
    let mut reason = right.clone();
    match wrong {
        Wrong::CallsSayNothing => return None,
        Wrong::RunnerUpIsForgotten => reason.runner_up = None,
        Wrong::RunnerUpIsTheCalled => {
            reason.runner_up.iter_mut().for_each(|second| second.code = Code(row.code.0.clone()));
        }
        Wrong::RunnerUpIsFurtherBehind => {
            reason
                .runner_up
                .iter_mut()
                .filter_map(|second| second.behind_hundredths.as_mut())
                .for_each(|it| *it += 100);
        }
        Wrong::PressureIsOfNobody => reason.pressure_minutes = 0,
        Wrong::ReasonOfAnotherTicket => {
            let queue = engine::view::counter(state, counter, now).map(|view| view.queue).unwrap_or_default();
            let other = queue.iter().find(|other| other.ticket != row.ticket).unwrap_or(row);
            reason.waited_seconds = (now - other.waiting_since).num_seconds();
            reason.target_minutes = target(state.catalog(), other);
        }
        _ => (),
    }
    Some(reason)
}

/// A certain ticket is called although its clerk may not, or although it is held.
pub(super) fn named(
    rules: &WrongRules,
    state: &State,
    code: &Code,
    counter: &CounterId,
    now: Timestamp,
) -> Option<Vec<Event>> {
    let ticket = *rules.codes.get(code)?;
    let clerk = state.catalog().clerk(&engine::view::counter(state, counter, now)?.clerk?.id)?;
    let waiting = engine::view::ticket(state, ticket, now)?.legs.into_iter();
    let waiting: Vec<_> = waiting.filter(|leg| leg.state == LegState::Waiting).map(|leg| leg.service.it).collect();
    let is_it = |service: &ServiceId| waiting.iter().any(|other| other == service.as_str()) && clerk.can_serve(service);
    let leg = rules.legs.get(&ticket)?.iter().rposition(is_it)?;
    Some(vec![Event::TicketCalled { ticket, leg, counter: counter.clone(), reason: None }])
}

/// What was learnt comes in, known or not.
pub(super) fn learns(state: &State, durations: Option<&Durations>, stretched: Option<WaitCalibration>) -> Vec<Event> {
    let durations = durations.filter(|_| state.day().is_some()).cloned();
    let learnt = durations.map(|durations| Event::DurationsLearned { durations });
    learnt.into_iter().chain(stretched.map(|calibration| Event::WaitsCalibrated { calibration })).collect()
}

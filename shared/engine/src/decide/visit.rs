//! How a visit goes on: from one of its services to the next.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Service;
use domain::event::{Event, ReadyLeg};
use domain::ids::{CounterId, ServiceId};
use domain::limits::LEGS_AFTER_TRANSFERS_MAX;
use domain::rejection::Rejection;
use domain::rules::{PairRule, floors_between};

use super::counter::{in_hand, serving, signed_in};
use crate::state::State;
use crate::ticket::Ticket;

/// When a citizen who leaves a counter can be where a service is given.
fn arrival(state: &State, from: &CounterId, service: &ServiceId, now: Timestamp) -> Timestamp {
    let rules = &state.catalog.rules;
    let area = state.catalog.service(service).and_then(|service| state.catalog.area(&service.area));
    let floors = match (state.catalog.counter(from), area) {
        (Some(counter), Some(area)) => floors_between(&counter.floor, &area.floor),
        (None, _) | (_, None) => 0,
    };
    let seconds = i64::from(rules.leg_walk_seconds) + i64::from(rules.floor_walk_seconds) * i64::from(floors);
    now + TimeDelta::seconds(seconds)
}

/// From when on the legs that are to come can be called, once the citizen leaves a counter.
fn ready(state: &State, ticket: &Ticket, from: &CounterId, now: Timestamp) -> Vec<ReadyLeg> {
    let legs = ticket.waiting().map(|(leg, to_come)| ReadyLeg { leg, at: arrival(state, from, &to_come.service, now) });
    legs.filter(|ready| ready.at > now).collect()
}

pub(super) fn finish(state: &State, counter: &CounterId, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = serving(state, counter)?;
    let ready = ready(state, ticket, counter, now);
    let mut events = vec![Event::ServiceFinished { ticket: ticket.id, leg, counter: counter.clone(), ready }];
    if let Some(next) = continues_here(state, counter) {
        events.push(Event::ServiceStarted { ticket: ticket.id, leg: next, counter: counter.clone() });
    }
    Ok(events)
}

/// The leg that goes on at the same counter once the one in hand is finished.
fn continues_here(state: &State, counter: &CounterId) -> Option<usize> {
    let clerk = signed_in(state, counter).ok()?;
    let (ticket, _, done) = state.in_hand(counter)?;
    let goes_on = |service| state.catalog.has_pair(PairRule::SameCounter, &done.service, service);
    let mut legs = ticket.waiting();
    legs.find(|(_, leg)| clerk.can_serve(&leg.service) && goes_on(&leg.service)).map(|(position, _)| position)
}

pub(super) fn transfer(
    state: &State,
    counter: &CounterId,
    to: &ServiceId,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = in_hand(state, counter)?;
    if state.catalog.service(to).is_none() {
        return Err(Rejection::UnknownService { service: to.to_string() });
    }
    if ticket.open_for(to).is_some() {
        return Err(Rejection::SameService);
    }
    if ticket.legs.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err(Rejection::TransferLimit { code: ticket.code.0.clone() });
    }
    Ok(vec![Event::TicketTransferred {
        ticket: ticket.id,
        leg,
        counter: counter.clone(),
        service: to.clone(),
        ready_at: Some(arrival(state, counter, to, now)).filter(|ready_at| *ready_at > now),
        ready: ready(state, ticket, counter, now),
    }])
}

/// Services the ticket in hand at a counter can be sent on to.
pub(crate) fn transfer_targets<'a>(state: &'a State, counter: &CounterId) -> Vec<&'a Service> {
    let Ok((ticket, _, _)) = in_hand(state, counter) else { return Vec::new() };
    state.catalog.services.iter().filter(|service| ticket.open_for(&service.id).is_none()).collect()
}

/// What has happened by itself until this moment.
pub(super) fn clock_reached(state: &State, now: Timestamp) -> Vec<Event> {
    state.due(now).map(|ticket| Event::TicketReady { ticket: ticket.id }).collect()
}

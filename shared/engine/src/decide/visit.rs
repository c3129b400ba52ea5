//! How a visit goes on: from one of its services to the next.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Service;
use domain::event::{Event, ReadyLeg};
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};
use domain::limits::{LEGS_AFTER_TRANSFERS_MAX, WAITING_PER_SERVICE_MAX};
use domain::rejection::Rejection;
use domain::rejection::desk::DeskRejection;
use domain::rules::{PairRule, floors_between};
use domain::ticket::Outcome;

use super::counter::{call_next, in_hand, serving, signed_in};
use super::desk::label;
use super::{appointment, place};
use crate::evolve;
use crate::state::State;
use crate::ticket::{Leg, Ticket};

/// When a citizen who leaves a counter can be where a service is given.
fn arrival(state: &State, from: &CounterId, service: &ServiceId, to: &LocationId, now: Timestamp) -> Timestamp {
    if let Some(at) = place::arrival(state, &state.location_of(from), to, now) {
        return at;
    }
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
    let legs = ticket
        .waiting()
        .map(|(leg, to_come)| ReadyLeg { leg, at: arrival(state, from, &to_come.service, &to_come.location, now) });
    legs.filter(|ready| ready.at > now).collect()
}

/// How serving ended, as the clerk says.
pub(super) struct End<'a> {
    pub(super) outcome: Outcome,
    pub(super) delivered: &'a [ServiceId],
}

pub(super) fn finish(
    state: &State,
    counter: &CounterId,
    end: &End<'_>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = serving(state, counter)?;
    if let Some(unknown) = end.delivered.iter().find(|service| state.catalog.service(service).is_none()) {
        return Err(Rejection::UnknownService { service: unknown.to_string() });
    }
    let mut events = vec![Event::ServiceFinished {
        ticket: ticket.id,
        leg,
        counter: counter.clone(),
        ready: ready(state, ticket, counter, now),
        outcome: end.outcome,
        delivered: end.delivered.to_vec(),
    }];
    if let Some(next) = continues_here(state, counter) {
        events.push(Event::ServiceStarted { ticket: ticket.id, leg: next, counter: counter.clone() });
    } else if state.desks.get(counter).is_some_and(|desk| desk.auto_next) {
        let next = call_next(&after(state, &events, now), counter, now);
        // Nobody waiting, or a pause: the counter is free.
        events.extend(next.unwrap_or_default());
    }
    Ok(events)
}

/// The state once some events have happened.
fn after(state: &State, events: &[Event], now: Timestamp) -> State {
    let mut state = state.clone();
    for event in events {
        let seq = state.seq().next();
        evolve(&mut state, seq, now, event);
    }
    state
}

/// The leg that goes on at the same counter once the one in hand is finished.
fn continues_here(state: &State, counter: &CounterId) -> Option<usize> {
    let clerk = signed_in(state, counter).ok()?;
    let (ticket, in_hand, done) = state.in_hand(counter)?;
    let is_asked = |leg: &Leg| {
        leg.here.as_ref() == Some(counter) || state.catalog.has_pair(PairRule::SameCounter, &done.service, &leg.service)
    };
    // Whoever has no code to be called by is served here to the end, whoever sits here.
    let is_possible = |leg: &Leg| ticket.is_direct || clerk.can_serve(&leg.service);
    let is_held = |leg: &Leg| {
        let mut others = ticket.legs.iter().enumerate().filter(|(position, _)| *position != in_hand);
        others.any(|(_, first)| !first.state.is_over() && leg.after.contains(&first.service))
    };
    let mut legs = ticket.waiting();
    legs.find(|(_, leg)| is_asked(leg) && is_possible(leg) && !is_held(leg)).map(|(position, _)| position)
}

/// Where a ticket is sent on to.
pub(super) struct Target<'a> {
    pub(super) service: &'a ServiceId,
    pub(super) counter: Option<&'a CounterId>,
    pub(super) clerk: Option<&'a ClerkId>,
    pub(super) keep_wait: bool,
}

pub(super) fn transfer(
    state: &State,
    counter: &CounterId,
    to: &Target<'_>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, in_hand) = in_hand(state, counter)?;
    if ticket.is_direct {
        return Err(DeskRejection::DirectVisit.into());
    }
    check_target(state, to)?;
    let is_for_somebody = to.counter.is_some() || to.clerk.is_some();
    let goes_to_itself = is_for_somebody && &in_hand.service == to.service;
    if ticket.open_for(to.service).is_some() && !goes_to_itself {
        return Err(Rejection::SameService);
    }
    if ticket.legs.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err(Rejection::TransferLimit { code: ticket.code.0.clone() });
    }
    let location = target_location(state, counter, to);
    check_room(state, &location, to.service)?;
    Ok(vec![Event::TicketTransferred {
        ticket: ticket.id,
        leg,
        counter: counter.clone(),
        service: to.service.clone(),
        ready_at: Some(arrival(state, counter, to.service, &location, now)).filter(|ready_at| *ready_at > now),
        ready: ready(state, ticket, counter, now),
        to_counter: to.counter.cloned(),
        to_clerk: to.clerk.cloned(),
        keep_wait: to.keep_wait,
        location: Some(location).filter(|location| !state.is_in(counter, location)),
    }])
}

/// The building a ticket is sent to: that of the counter or clerk named, or the nearest that gives the service.
fn target_location(state: &State, from: &CounterId, to: &Target<'_>) -> LocationId {
    match to.counter.or_else(|| state.desk_of(to.clerk?)) {
        Some(counter) => state.location_of(counter),
        None => place::next_to(state, from, to.service),
    }
}

/// A queue that is full takes nobody, wherever they come from.
pub(crate) fn check_room(state: &State, location: &LocationId, id: &ServiceId) -> Result<(), Rejection> {
    let service = state.catalog.service(id).ok_or_else(|| Rejection::UnknownService { service: id.to_string() })?;
    if state.waiting_for(location, id) < WAITING_PER_SERVICE_MAX {
        return Ok(());
    }
    Err(Rejection::QueueFull { service: service.name.it.clone() })
}

/// Whoever is named has to be there and able to serve it.
fn check_target(state: &State, to: &Target<'_>) -> Result<(), Rejection> {
    let unknown = || Rejection::UnknownService { service: to.service.to_string() };
    let service = state.catalog.service(to.service).ok_or_else(unknown)?;
    let clerk = match (to.counter, to.clerk) {
        (None, None) => return Ok(()),
        (Some(_), Some(_)) => return Err(DeskRejection::TwoTargets.into()),
        (Some(counter), None) => {
            if state.catalog.counter(counter).is_none() {
                return Err(Rejection::UnknownCounter { counter: counter.to_string() });
            }
            let empty = || DeskRejection::CounterEmpty { counter: label(state, counter) };
            state.clerk_at(counter).ok_or_else(empty)?
        }
        (None, Some(id)) => {
            let clerk = state.catalog.clerk(id).ok_or_else(|| Rejection::UnknownClerk { clerk: id.to_string() })?;
            state.desk_of(id).ok_or_else(|| DeskRejection::ClerkAway { clerk: clerk.name.clone() })?;
            clerk
        }
    };
    if clerk.can_serve(to.service) {
        return Ok(());
    }
    Err(DeskRejection::CannotServe { clerk: clerk.name.clone(), service: service.name.it.clone() }.into())
}

/// Services the ticket in hand at a counter can be sent on to.
pub(crate) fn transfer_targets<'a>(state: &'a State, counter: &CounterId) -> Vec<&'a Service> {
    let Ok((ticket, _, _)) = in_hand(state, counter) else { return Vec::new() };
    state.catalog.services.iter().filter(|service| ticket.open_for(&service.id).is_none()).collect()
}

/// What has happened by itself until this moment.
pub(super) fn clock_reached(state: &State, now: Timestamp) -> Vec<Event> {
    let happened = |ticket: &Ticket| match ticket.holding() {
        Some(_) => Event::TicketReturned { ticket: ticket.id },
        None => Event::TicketReady { ticket: ticket.id },
    };
    state.due(now).map(happened).chain(appointment::missed(state, now)).collect()
}

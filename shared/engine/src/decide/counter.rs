//! What a clerk does at a counter.

use domain::catalog::{Clerk, Service};
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::limits::{LEGS_AFTER_TRANSFERS_MAX, RECALLS_PER_CALL_MAX, WAITING_PER_SERVICE_MAX};
use domain::rejection::Rejection;
use domain::ticket::LegState;
use domain::view::CounterAction;

use crate::dispatch;
use crate::state::{Leg, State, Ticket};

/// The ticket in hand with its current leg.
type InHand<'a> = (&'a Ticket, usize, &'a Leg);

fn known(state: &State, counter: &CounterId) -> Result<(), Rejection> {
    if state.catalog.counter(counter).is_none() {
        return Err(Rejection::UnknownCounter { counter: counter.to_string() });
    }
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    Ok(())
}

fn signed_in<'a>(state: &'a State, counter: &CounterId) -> Result<&'a Clerk, Rejection> {
    known(state, counter)?;
    state.clerk_at(counter).ok_or(Rejection::NobodySignedIn)
}

fn free<'a>(state: &'a State, counter: &CounterId) -> Result<&'a Clerk, Rejection> {
    let clerk = signed_in(state, counter)?;
    match state.in_hand(counter) {
        Some((ticket, _, _)) => Err(Rejection::TicketInHand { code: ticket.code.0.clone() }),
        None => Ok(clerk),
    }
}

fn in_hand<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    signed_in(state, counter)?;
    state.in_hand(counter).ok_or(Rejection::NoTicketInHand)
}

fn called<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let found = in_hand(state, counter)?;
    if found.2.state == LegState::Called {
        Ok(found)
    } else {
        Err(Rejection::AlreadyServing { code: found.0.code.0.clone() })
    }
}

fn serving<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let found = in_hand(state, counter)?;
    if found.2.state == LegState::Serving {
        Ok(found)
    } else {
        Err(Rejection::NotStarted { code: found.0.code.0.clone() })
    }
}

pub(super) fn sign_in(state: &State, counter: &CounterId, clerk: &ClerkId) -> Result<Vec<Event>, Rejection> {
    known(state, counter)?;
    if state.catalog.clerk(clerk).is_none() {
        return Err(Rejection::UnknownClerk { clerk: clerk.to_string() });
    }
    match state.clerk_at(counter) {
        Some(present) if &present.id == clerk => return Ok(Vec::new()),
        Some(present) => return Err(Rejection::CounterTaken { clerk: present.name.clone() }),
        None => (),
    }
    let mut events = Vec::new();
    let elsewhere = state.desks.iter().find(|(_, desk)| desk.clerk.as_ref() == Some(clerk));
    if let Some((from, desk)) = elsewhere {
        events.push(Event::ClerkSignedOut { counter: from.clone(), clerk: clerk.clone() });
        if let Some(ticket) = desk.ticket {
            // Left by a clerk the hub file no longer has: two tickets in hand at one counter would lose one.
            if let Some((left, _, _)) = state.in_hand(counter) {
                return Err(Rejection::TicketInHand { code: left.code.0.clone() });
            }
            events.push(Event::TicketMoved { ticket, from: from.clone(), to: counter.clone() });
        }
    }
    events.push(Event::ClerkSignedIn { counter: counter.clone(), clerk: clerk.clone() });
    Ok(events)
}

pub(super) fn sign_out(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let clerk = free(state, counter)?;
    Ok(vec![Event::ClerkSignedOut { counter: counter.clone(), clerk: clerk.id.clone() }])
}

fn next<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let clerk = free(state, counter)?;
    dispatch::queue(state, clerk, 1).into_iter().next().ok_or(Rejection::NobodyWaiting)
}

pub(super) fn call_next(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = next(state, counter)?;
    Ok(vec![Event::TicketCalled { ticket: ticket.id, leg, counter: counter.clone() }])
}

fn recallable<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let found = called(state, counter)?;
    if found.2.recalls >= RECALLS_PER_CALL_MAX {
        return Err(Rejection::RecallLimit);
    }
    Ok(found)
}

pub(super) fn recall(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, _, _) = recallable(state, counter)?;
    Ok(vec![Event::TicketRecalled { ticket: ticket.id, counter: counter.clone() }])
}

pub(super) fn start(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = called(state, counter)?;
    Ok(vec![Event::ServiceStarted { ticket: ticket.id, leg, counter: counter.clone() }])
}

pub(super) fn finish(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = serving(state, counter)?;
    Ok(vec![Event::ServiceFinished { ticket: ticket.id, leg, counter: counter.clone() }])
}

pub(super) fn no_show(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = called(state, counter)?;
    Ok(vec![Event::TicketNotShown { ticket: ticket.id, leg, counter: counter.clone() }])
}

pub(super) fn transfer(state: &State, counter: &CounterId, to: &ServiceId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = in_hand(state, counter)?;
    let service = state.catalog.service(to).ok_or_else(|| Rejection::UnknownService { service: to.to_string() })?;
    if is_open_for(ticket, to) {
        return Err(Rejection::SameService);
    }
    if ticket.legs.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err(Rejection::TransferLimit { code: ticket.code.0.clone() });
    }
    if state.waiting_for(to) >= WAITING_PER_SERVICE_MAX {
        return Err(Rejection::QueueFull { service: service.name.it.clone() });
    }
    Ok(vec![Event::TicketTransferred { ticket: ticket.id, leg, counter: counter.clone(), service: to.clone() }])
}

fn is_open_for(ticket: &Ticket, service: &ServiceId) -> bool {
    ticket.legs.iter().any(|leg| !leg.state.is_over() && &leg.service == service)
}

/// Services the ticket in hand at a counter can be sent on to.
pub(crate) fn transfer_targets<'a>(state: &'a State, counter: &CounterId) -> Vec<&'a Service> {
    let Ok((ticket, _, _)) = in_hand(state, counter) else { return Vec::new() };
    state.catalog.services.iter().filter(|service| !is_open_for(ticket, &service.id)).collect()
}

/// Whether an action is possible at a counter; the same checks the commands make.
pub(crate) fn check_action(state: &State, counter: &CounterId, action: CounterAction) -> Result<(), Rejection> {
    match action {
        CounterAction::CallNext => next(state, counter).map(drop),
        CounterAction::Recall => recallable(state, counter).map(drop),
        CounterAction::Start | CounterAction::NoShow => called(state, counter).map(drop),
        CounterAction::Finish => serving(state, counter).map(drop),
        CounterAction::Transfer => in_hand(state, counter).map(drop),
        CounterAction::SignOut => free(state, counter).map(drop),
    }
}

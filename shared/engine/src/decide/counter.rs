//! What a clerk does at a counter.

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, TicketId};
use domain::limits::RECALLS_PER_CALL_MAX;
use domain::reason::CallReason;
use domain::rejection::Rejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::LegState;
use domain::view::CounterAction;

use crate::dispatch;
use crate::state::State;
use crate::ticket::{Leg, Ticket};

/// The ticket in hand with the leg in hand.
pub(super) type InHand<'a> = (&'a Ticket, usize, &'a Leg);

pub(super) fn known(state: &State, counter: &CounterId) -> Result<(), Rejection> {
    if state.catalog.counter(counter).is_none() {
        return Err(Rejection::UnknownCounter { counter: counter.to_string() });
    }
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    Ok(())
}

pub(super) fn signed_in<'a>(state: &'a State, counter: &CounterId) -> Result<&'a Clerk, Rejection> {
    known(state, counter)?;
    state.clerk_at(counter).ok_or(Rejection::NobodySignedIn)
}

pub(super) fn free<'a>(state: &'a State, counter: &CounterId) -> Result<&'a Clerk, Rejection> {
    let clerk = signed_in(state, counter)?;
    match state.in_hand(counter) {
        Some((ticket, _, _)) => Err(Rejection::TicketInHand { code: ticket.code.0.clone() }),
        None => Ok(clerk),
    }
}

pub(super) fn in_hand<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    signed_in(state, counter)?;
    state.in_hand(counter).ok_or(Rejection::NoTicketInHand)
}

pub(super) fn called<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let found = in_hand(state, counter)?;
    if found.2.state == LegState::Called {
        Ok(found)
    } else {
        Err(Rejection::AlreadyServing { code: found.0.code.0.clone() })
    }
}

pub(super) fn serving<'a>(state: &'a State, counter: &CounterId) -> Result<InHand<'a>, Rejection> {
    let found = in_hand(state, counter)?;
    if found.2.state == LegState::Serving {
        Ok(found)
    } else {
        Err(Rejection::NotStarted { code: found.0.code.0.clone() })
    }
}

pub(super) fn sign_in(
    state: &State,
    counter: &CounterId,
    clerk: &ClerkId,
    take_over: bool,
) -> Result<Vec<Event>, Rejection> {
    known(state, counter)?;
    if state.catalog.clerk(clerk).is_none() {
        return Err(Rejection::UnknownClerk { clerk: clerk.to_string() });
    }
    match state.clerk_at(counter) {
        Some(present) if &present.id == clerk => return Ok(Vec::new()),
        Some(present) if !take_over => return Err(Rejection::CounterTaken { clerk: present.name.clone() }),
        Some(_) | None => (),
    }
    let present = state.clerk_at(counter).map(|present| present.id.clone());
    let signed_out = present.map(|clerk| Event::ClerkSignedOut { counter: counter.clone(), clerk });
    let mut events: Vec<_> = signed_out.into_iter().collect();
    let elsewhere = state.desks.iter().find(|(_, desk)| desk.clerk.as_ref() == Some(clerk));
    if let Some((from, desk)) = elsewhere {
        events.push(Event::ClerkSignedOut { counter: from.clone(), clerk: clerk.clone() });
        if let Some(ticket) = desk.ticket {
            // Left by a clerk the hub file has lost, or by the one who is signed out: two tickets in hand at one counter would lose one.
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

/// The clerk of a counter that can call somebody.
pub(super) fn calling<'a>(state: &'a State, counter: &CounterId) -> Result<&'a Clerk, Rejection> {
    let clerk = free(state, counter)?;
    match state.desks.get(counter).and_then(|desk| desk.pause.as_ref()) {
        Some(_) => Err(DeskRejection::CounterPaused.into()),
        None => Ok(clerk),
    }
}

/// Whether a counter may call somebody, if there is somebody.
pub(crate) fn can_call(state: &State, counter: &CounterId) -> bool {
    calling(state, counter).is_ok()
}

/// A call; where nobody has to confirm that the citizen came, it begins the service.
pub(super) fn call(
    state: &State,
    (ticket, leg): (TicketId, usize),
    counter: &CounterId,
    reason: Box<CallReason>,
) -> Vec<Event> {
    let called = Event::TicketCalled { ticket, leg, counter: counter.clone(), reason: Some(reason) };
    let started = Event::ServiceStarted { ticket, leg, counter: counter.clone() };
    if state.catalog.rules.confirm_arrival { vec![called] } else { vec![called, started] }
}

pub(super) fn call_next(state: &State, counter: &CounterId, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    let clerk = calling(state, counter)?;
    let ((ticket, leg, _), reason) = dispatch::next(state, counter, clerk, now).ok_or(Rejection::NobodyWaiting)?;
    Ok(call(state, (ticket.id, leg), counter, reason))
}

fn check_call(state: &State, counter: &CounterId) -> Result<(), Rejection> {
    let clerk = calling(state, counter)?;
    if dispatch::has_somebody(state, counter, clerk) { Ok(()) } else { Err(Rejection::NobodyWaiting) }
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

pub(super) fn no_show(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let (ticket, leg, _) = called(state, counter)?;
    Ok(vec![Event::TicketNotShown { ticket: ticket.id, leg, counter: counter.clone() }])
}

/// Whether an action is possible at a counter; the same checks the commands make.
pub(crate) fn check_action(state: &State, counter: &CounterId, action: CounterAction) -> Result<(), Rejection> {
    match action {
        CounterAction::CallNext => check_call(state, counter),
        CounterAction::Recall => recallable(state, counter).map(drop),
        CounterAction::Start | CounterAction::NoShow => called(state, counter).map(drop),
        CounterAction::Finish => serving(state, counter).map(drop),
        CounterAction::Transfer => in_hand(state, counter).map(drop),
        CounterAction::SignOut => free(state, counter).map(drop),
    }
}

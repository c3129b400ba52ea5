//! What a counter is after an event, and what its last steps can be taken back to.

use std::sync::Arc;

use domain::Timestamp;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, ServiceId, TicketId};
use domain::limits::UNDO_STEPS_MAX;
use domain::ticket::{Class, Code, LegState, Step};

use super::{change_leg, desk};
use crate::state::{Desk, Done, Help, Pause, State};
use crate::ticket::{Leg, Parked, Ticket};

/// Keeps a ticket as it is before a step of a counter.
pub(super) fn remember(state: &mut State, counter: &CounterId, step: Step, ticket: TicketId, at: Timestamp) {
    let Some(ticket) = state.shared(ticket) else { return };
    let seq = state.seq;
    let steps = &mut desk(state, counter).steps;
    if steps.len() == UNDO_STEPS_MAX {
        steps.remove(0);
    }
    steps.push(Done { step, seq, at, ticket });
}

/// Takes the last step back.
pub(super) fn undo(state: &mut State, counter: &CounterId, ticket: TicketId) {
    let Some(done) = desk(state, counter).steps.pop() else { return };
    if done.ticket.id != ticket {
        return;
    }
    desk(state, counter).ticket = Some(ticket).filter(|_| done.ticket.counter() == Some(counter));
    put_back(state, &done.ticket);
    if done.step == Step::Call {
        state.forget_call(done.seq);
        Arc::make_mut(&mut state.calls).retain(|call| call.seq != done.seq);
    }
}

/// Makes a ticket what it was, but for what others have counted of its slip meanwhile.
fn put_back(state: &mut State, before: &Ticket) {
    let Some(now) = state.shared(before.id) else { return };
    let (reprints, slip_reports) = (now.reprints, now.slip_reports);
    state.put(Arc::new(Ticket { reprints, slip_reports, ..before.clone() }));
}

/// A clerk takes place or leaves; what is in hand stays at the counter.
pub(super) fn sit_down(state: &mut State, counter: &CounterId, clerk: Option<&ClerkId>) {
    let desk = desk(state, counter);
    *desk = Desk { clerk: clerk.cloned(), ticket: desk.ticket, ..Desk::default() };
    state.measure();
}

/// What a clerk says of the counter itself.
pub(super) fn change(state: &mut State, at: Timestamp, event: &Event) {
    if let Event::ClerkPaused { counter, clerk, reason } = event {
        Arc::make_mut(&mut state.paused).insert(clerk.clone());
        desk(state, counter).pause = Some(Pause { reason: reason.clone(), since: at });
    }
    if let Event::ClerkResumed { counter, .. } = event {
        desk(state, counter).pause = None;
    }
    if let Event::AutoNextSet { counter, is_on } = event {
        desk(state, counter).auto_next = *is_on;
    }
    if let Event::HelpAsked { counter, note } = event {
        desk(state, counter).help = Some(Help { note: note.clone(), since: at });
    }
    if let Event::HelpAnswered { counter, .. } = event {
        desk(state, counter).help = None;
    }
}

/// Lays the ticket in hand aside.
pub(super) fn park(state: &mut State, at: Timestamp, event: &Event) {
    let Event::TicketParked { ticket, leg, counter, clerk, reason, return_at } = event else { return };
    remember(state, counter, Step::Park, *ticket, at);
    desk(state, counter).ticket = None;
    change_leg(state, *ticket, *leg, LegState::Parked, at, None);
    let parked = Parked { owner: clerk.clone(), reason: reason.clone(), return_at: *return_at };
    state.change(*ticket, |ticket| {
        if let Some(leg) = ticket.legs.get_mut(*leg) {
            leg.parked = Some(parked);
        }
    });
}

/// A ticket that lay aside is back in its queues, with the wait it had.
pub(super) fn unpark(state: &mut State, ticket: TicketId, at: Timestamp) {
    state.change(ticket, |ticket| {
        ticket.waiting_from = at;
        for leg in ticket.legs.iter_mut().filter(|leg| leg.parked.is_some()) {
            (leg.state, leg.since, leg.parked, leg.ready_at) = (LegState::Waiting, at, None, None);
        }
        for leg in ticket.legs.iter_mut().filter(|leg| leg.state == LegState::Waiting) {
            leg.ready_at = leg.ready_at.filter(|ready_at| *ready_at > at);
        }
    });
}

/// Somebody without a ticket is served.
pub(super) fn serve_direct(
    state: &mut State,
    ticket: TicketId,
    service: &ServiceId,
    counter: &CounterId,
    at: Timestamp,
) {
    let leg = Leg {
        state: LegState::Serving,
        counter: Some(counter.clone()),
        ..Leg::waiting(service.clone(), state.location_of(counter), at)
    };
    let visit = Ticket::new(ticket, Code::direct(), Class::WalkIn, at, vec![leg]);
    state.next_ticket = TicketId(ticket.0 + 1);
    state.add(Ticket { is_direct: true, ..visit });
    let desk = desk(state, counter);
    desk.ticket = Some(ticket);
    desk.steps.clear();
}

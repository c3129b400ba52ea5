//! What the state is after an event. Cannot fail: what an event says has happened.

use domain::event::Event;
use domain::ids::{CounterId, Seq, TicketId};
use domain::limits::BOARD_CALLS_MAX;
use domain::ticket::LegState;
use domain::{DayDate, Timestamp};

use crate::state::{Call, Leg, State, Ticket};

/// Takes one event of the journal into the state.
pub fn evolve(state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
    state.seq = seq;
    match event {
        Event::DayOpened { day, first_ticket } => open_day(state, *day, *first_ticket),
        Event::DayClosed { unserved, .. } => close_day(state, at, unserved),
        Event::TicketTaken { ticket, code, services, class, .. } => {
            let number = code.0.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
            if let Some(letter) = code.0.chars().next() {
                state.numbers.insert(letter, number);
            }
            state.next_ticket = TicketId(ticket.0 + 1);
            let legs = services.iter().map(|service| Leg::waiting(service.clone(), at)).collect();
            let taken = Ticket { id: *ticket, code: code.clone(), class: *class, taken_at: at, legs };
            state.tickets.insert(*ticket, taken);
        }
        Event::ClerkSignedIn { counter, clerk } => {
            state.desks.entry(counter.clone()).or_default().clerk = Some(clerk.clone());
        }
        Event::ClerkSignedOut { counter, .. } => state.desks.entry(counter.clone()).or_default().clerk = None,
        Event::TicketMoved { ticket, from, to } => move_ticket(state, *ticket, from, to),
        Event::TicketCalled { ticket, leg, counter } => {
            state.desks.entry(counter.clone()).or_default().ticket = Some(*ticket);
            change_leg(state, *ticket, *leg, LegState::Called, at, Some(counter));
            show_call(state, Call { seq, ticket: *ticket, leg: *leg, counter: counter.clone(), at });
        }
        Event::TicketRecalled { ticket, counter } => recall(state, seq, at, *ticket, counter),
        Event::ServiceStarted { ticket, leg, counter } => {
            change_leg(state, *ticket, *leg, LegState::Serving, at, Some(counter));
        }
        Event::ServiceFinished { ticket, leg, counter } => {
            leave_desk(state, counter);
            change_leg(state, *ticket, *leg, LegState::Finished, at, None);
        }
        Event::TicketNotShown { ticket, counter, .. } => {
            leave_desk(state, counter);
            end_ticket(state, *ticket, LegState::NoShow, at);
        }
        Event::TicketTransferred { ticket, leg, counter, service } => {
            leave_desk(state, counter);
            change_leg(state, *ticket, *leg, LegState::Transferred, at, None);
            if let Some(ticket) = state.tickets.get_mut(ticket) {
                // Right behind the leg that was left, so that it is the next one to wait.
                let position = (*leg + 1).min(ticket.legs.len());
                ticket.legs.insert(position, Leg::waiting(service.clone(), at));
            }
        }
        Event::SlipReported { .. } => (),
    }
}

fn open_day(state: &mut State, day: DayDate, first_ticket: TicketId) {
    state.day = Some(day);
    state.last_day = Some(day);
    state.next_ticket = first_ticket;
    state.numbers.clear();
    state.tickets.clear();
    state.desks.clear();
    state.calls.clear();
}

fn close_day(state: &mut State, at: Timestamp, unserved: &[TicketId]) {
    state.day = None;
    state.desks.clear();
    for ticket in unserved {
        end_ticket(state, *ticket, LegState::DayClosed, at);
    }
}

fn move_ticket(state: &mut State, ticket: TicketId, from: &CounterId, to: &CounterId) {
    leave_desk(state, from);
    state.desks.entry(to.clone()).or_default().ticket = Some(ticket);
    let Some(moved) = state.tickets.get_mut(&ticket) else { return };
    if let Some(leg) = moved.legs.iter_mut().find(|leg| !leg.state.is_over()) {
        leg.counter = Some(to.clone());
    }
    if let Some(call) = state.calls.iter_mut().find(|call| call.ticket == ticket) {
        call.counter = to.clone();
    }
}

fn recall(state: &mut State, seq: Seq, at: Timestamp, ticket: TicketId, counter: &CounterId) {
    let Some(known) = state.tickets.get_mut(&ticket) else { return };
    let Some(position) = known.legs.iter().position(|leg| !leg.state.is_over()) else { return };
    known.legs[position].recalls += 1;
    show_call(state, Call { seq, ticket, leg: position, counter: counter.clone(), at });
}

fn change_leg(
    state: &mut State,
    ticket: TicketId,
    position: usize,
    to: LegState,
    at: Timestamp,
    counter: Option<&CounterId>,
) {
    let leg = state.tickets.get_mut(&ticket).and_then(|ticket| ticket.legs.get_mut(position));
    if let Some(leg) = leg {
        leg.state = to;
        leg.since = at;
        leg.counter = counter.cloned();
    }
}

fn end_ticket(state: &mut State, ticket: TicketId, end: LegState, at: Timestamp) {
    let Some(ticket) = state.tickets.get_mut(&ticket) else { return };
    for leg in ticket.legs.iter_mut().filter(|leg| !leg.state.is_over()) {
        leg.state = end;
        leg.since = at;
        leg.counter = None;
    }
}

fn leave_desk(state: &mut State, counter: &CounterId) {
    if let Some(desk) = state.desks.get_mut(counter) {
        desk.ticket = None;
    }
}

/// Puts a call on top of the board; a call repeated moves up instead of standing there twice.
fn show_call(state: &mut State, call: Call) {
    state.calls.retain(|other| other.ticket != call.ticket);
    state.calls.insert(0, call);
    state.calls.truncate(BOARD_CALLS_MAX);
}

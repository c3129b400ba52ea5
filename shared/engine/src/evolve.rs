//! What the state is after an event. Cannot fail: what an event says has happened.

use std::sync::Arc;

use domain::event::Event;
use domain::ids::{CounterId, Seq, ServiceId, TicketId};
use domain::limits::BOARD_CALLS_MAX;
use domain::ticket::{Class, Code, LegState};
use domain::{DayDate, Timestamp};

use crate::state::{Call, Desk, Leg, State, Ticket};

/// Takes one event of the journal into the state.
pub fn evolve(state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
    state.seq = seq;
    match event {
        Event::DayOpened { day, first_ticket } => open_day(state, at, *day, *first_ticket),
        Event::DayClosed { unserved, .. } => close_day(state, at, unserved),
        Event::TicketTaken { ticket, code, services, class, .. } => {
            count_code(state, code);
            count_given(state, services, *class);
            state.next_ticket = TicketId(ticket.0 + 1);
            let legs = services.iter().map(|service| Leg::waiting(service.clone(), at)).collect();
            state.add(Ticket { id: *ticket, code: code.clone(), class: *class, taken_at: at, legs, slip_reports: 0 });
        }
        Event::ClerkSignedIn { counter, clerk } => {
            desk(state, counter).clerk = Some(clerk.clone());
        }
        Event::ClerkSignedOut { counter, .. } => desk(state, counter).clerk = None,
        Event::TicketMoved { ticket, from, to } => move_ticket(state, seq, at, *ticket, from, to),
        Event::TicketCalled { ticket, leg, counter } => {
            desk(state, counter).ticket = Some(*ticket);
            change_leg(state, *ticket, *leg, LegState::Called, at, Some(counter));
            show_call(state, Call { seq, ticket: *ticket, leg: *leg, counter: counter.clone(), at });
        }
        Event::TicketRecalled { ticket, counter } => recall(state, seq, at, *ticket, counter),
        Event::ServiceStarted { ticket, leg, counter } => {
            change_leg(state, *ticket, *leg, LegState::Serving, at, Some(counter));
        }
        Event::ServiceFinished { ticket, leg, counter } => {
            desk(state, counter).ticket = None;
            change_leg(state, *ticket, *leg, LegState::Finished, at, None);
            begin_to_wait(state, *ticket, at);
        }
        Event::TicketNotShown { ticket, counter, .. } => {
            desk(state, counter).ticket = None;
            end_ticket(state, *ticket, LegState::NoShow, at);
        }
        Event::TicketTransferred { ticket, leg, counter, service } => {
            desk(state, counter).ticket = None;
            change_leg(state, *ticket, *leg, LegState::Transferred, at, None);
            state.change(*ticket, |ticket| {
                // Right behind the leg that was left, so that it is the next one to wait.
                let position = (*leg + 1).min(ticket.legs.len());
                ticket.legs.insert(position, Leg::waiting(service.clone(), at));
            });
        }
        Event::SlipReported { ticket, .. } => {
            state.change(*ticket, |ticket| ticket.slip_reports = ticket.slip_reports.saturating_add(1));
        }
    }
}

/// Remembers the highest number given behind a letter.
fn count_code(state: &mut State, code: &Code) {
    let mut characters = code.0.chars();
    let letter = characters.next();
    if let (Some(letter), Ok(number)) = (letter, characters.as_str().parse::<u16>()) {
        let highest = state.numbers.entry(letter).or_default();
        *highest = number.max(*highest);
    }
}

/// Counts the tickets of each service that were given without an appointment, for its quota.
fn count_given(state: &mut State, services: &[ServiceId], class: Class) {
    if class == Class::Appointment {
        return;
    }
    let given = Arc::make_mut(&mut state.given);
    for service in services {
        *given.entry(service.clone()).or_default() += 1;
    }
}

fn open_day(state: &mut State, at: Timestamp, day: DayDate, first_ticket: TicketId) {
    state.clear();
    state.day = Some(day);
    state.opened_at = Some(at);
    state.last_day = Some(day);
    state.remember_day(day);
    state.next_ticket = first_ticket;
}

fn close_day(state: &mut State, at: Timestamp, unserved: &[TicketId]) {
    state.day = None;
    state.desks = Arc::default();
    for ticket in unserved {
        end_ticket(state, *ticket, LegState::DayClosed, at);
    }
}

fn desk<'a>(state: &'a mut State, counter: &CounterId) -> &'a mut Desk {
    Arc::make_mut(&mut state.desks).entry(counter.clone()).or_default()
}

fn move_ticket(state: &mut State, seq: Seq, at: Timestamp, ticket: TicketId, from: &CounterId, to: &CounterId) {
    desk(state, from).ticket = None;
    desk(state, to).ticket = Some(ticket);
    state.change(ticket, |moved| {
        if let Some(leg) = moved.legs.iter_mut().find(|leg| !leg.state.is_over()) {
            leg.counter = Some(to.clone());
        }
    });
    match state.ticket(ticket).and_then(Ticket::current) {
        // Whoever is on the way to the old counter has to see and hear the new one.
        Some((leg, current)) if current.state == LegState::Called => {
            show_call(state, Call { seq, ticket, leg, counter: to.clone(), at });
        }
        Some(_) | None => {
            if let Some(call) = Arc::make_mut(&mut state.calls).iter_mut().find(|call| call.ticket == ticket) {
                call.counter = to.clone();
            }
        }
    }
}

fn recall(state: &mut State, seq: Seq, at: Timestamp, ticket: TicketId, counter: &CounterId) {
    let Some((leg, _)) = state.ticket(ticket).and_then(Ticket::current) else { return };
    state.change(ticket, |ticket| ticket.legs[leg].recalls += 1);
    show_call(state, Call { seq, ticket, leg, counter: counter.clone(), at });
}

fn change_leg(
    state: &mut State,
    ticket: TicketId,
    position: usize,
    to: LegState,
    at: Timestamp,
    counter: Option<&CounterId>,
) {
    state.change(ticket, |ticket| {
        let Some(leg) = ticket.legs.get_mut(position) else { return };
        leg.state = to;
        leg.since = at;
        leg.counter = counter.cloned();
        if to == LegState::Called {
            leg.called_at = Some(at);
        }
    });
}

/// The time a ticket was served is not time it waited: its next leg waits from here on.
fn begin_to_wait(state: &mut State, ticket: TicketId, at: Timestamp) {
    state.change(ticket, |ticket| {
        if let Some(leg) = ticket.legs.iter_mut().find(|leg| !leg.state.is_over()) {
            leg.since = at;
            leg.waiting_since = at;
        }
    });
}

fn end_ticket(state: &mut State, ticket: TicketId, end: LegState, at: Timestamp) {
    state.change(ticket, |ticket| {
        for leg in ticket.legs.iter_mut().filter(|leg| !leg.state.is_over()) {
            leg.state = end;
            leg.since = at;
            leg.counter = None;
        }
    });
}

/// Puts a call on top of the board; a call repeated moves up instead of standing there twice.
fn show_call(state: &mut State, call: Call) {
    let calls = Arc::make_mut(&mut state.calls);
    calls.retain(|other| other.ticket != call.ticket);
    calls.insert(0, call);
    calls.truncate(BOARD_CALLS_MAX);
}

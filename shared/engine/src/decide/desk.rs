//! What a clerk decides about a ticket, beside calling and serving it.

use domain::event::Event;
use domain::ids::{CounterId, PriorityId, TicketId};
use domain::rejection::Rejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::Class;

use super::counter::signed_in;
use super::ticket::classify;
use crate::state::State;
use crate::ticket::Ticket;

/// A ticket to which something can still happen.
pub(super) fn open_ticket(state: &State, id: TicketId) -> Result<&Ticket, Rejection> {
    let ticket = state.ticket(id).ok_or(Rejection::UnknownTicket { ticket: id.0 })?;
    if ticket.is_open() { Ok(ticket) } else { Err(DeskRejection::TicketOver { code: ticket.code.0.clone() }.into()) }
}

/// The label over a counter.
pub(super) fn label(state: &State, counter: &CounterId) -> String {
    state.catalog.counter(counter).map_or_else(|| counter.to_string(), |counter| counter.label.clone())
}

pub(super) fn reclassify(
    state: &State,
    counter: &CounterId,
    id: TicketId,
    class: Class,
    priority: Option<&PriorityId>,
) -> Result<Vec<Event>, Rejection> {
    signed_in(state, counter)?;
    let ticket = open_ticket(state, id)?;
    if let Some(elsewhere) = ticket.counter().filter(|elsewhere| *elsewhere != counter) {
        let (code, counter) = (ticket.code.0.clone(), label(state, elsewhere));
        return Err(DeskRejection::TicketAtCounter { code, counter }.into());
    }
    let (class, weight) = classify(state, class, priority)?;
    let (counter, priority) = (counter.clone(), priority.cloned());
    Ok(vec![Event::TicketReclassified { ticket: id, counter, class, priority, weight }])
}

//! Who is next: the one place that knows.
//!
//! Priority before appointments before walk-ins; then whoever waits longest; then the lower ticket id.

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::TicketId;
use domain::ticket::Class;

use crate::state::{Leg, State, Ticket};

/// The order of calling: the smallest key is called first. Total, because ticket ids are.
type Key = (u8, Timestamp, TicketId);

fn key(ticket: &Ticket) -> Key {
    let rank = match ticket.class {
        Class::Priority => 0,
        Class::Appointment => 1,
        Class::WalkIn => 2,
    };
    (rank, ticket.taken_at, ticket.id)
}

/// Everybody this clerk can serve, the next one first.
pub(crate) fn queue<'a>(state: &'a State, clerk: &Clerk) -> Vec<(&'a Ticket, usize, &'a Leg)> {
    let mut queue: Vec<_> = state.waiting().filter(|(_, _, leg)| clerk.can_serve(&leg.service)).collect();
    queue.sort_by_key(|(ticket, _, _)| key(ticket));
    queue
}

/// How many of those who wait for the same service come before this ticket.
pub(crate) fn people_ahead(state: &State, ticket: &Ticket) -> usize {
    let Some((_, own)) = ticket.waiting_leg() else { return 0 };
    state.waiting().filter(|(other, _, leg)| leg.service == own.service && key(other) < key(ticket)).count()
}

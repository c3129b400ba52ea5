//! Who is next: the one place that knows.
//!
//! Priority before appointments before walk-ins; then whoever waits longest; then the lower ticket id.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{ServiceId, TicketId};
use domain::ticket::Class;

use crate::ordered::Key;
use crate::state::{Leg, State, Ticket};

/// A place in the order of calling: the smallest is called first. Total, because ticket ids are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    class: u8,
    taken_at: Timestamp,
    ticket: TicketId,
}

impl Key for Rank {
    fn number(&self) -> u64 {
        self.ticket.0
    }
}

/// Where a ticket stands in the order of calling.
pub(crate) fn rank(ticket: &Ticket) -> Rank {
    let class = match ticket.class {
        Class::Priority => 0,
        Class::Appointment => 1,
        Class::WalkIn => 2,
    };
    Rank { class, taken_at: ticket.taken_at, ticket: ticket.id }
}

/// The first `most` of those this clerk can serve, the next one first.
pub(crate) fn queue<'a>(state: &'a State, clerk: &Clerk, most: usize) -> Vec<(&'a Ticket, usize, &'a Leg)> {
    // The first of all are among the first of each service.
    let firsts = services(clerk).into_iter().flat_map(|service| state.waiting(service).take(most));
    let mut ranks: Vec<_> = firsts.collect();
    ranks.sort_unstable();
    let tickets = ranks.into_iter().take(most).filter_map(|rank| state.ticket(rank.ticket));
    tickets.filter_map(|ticket| ticket.waiting_leg().map(|(position, leg)| (ticket, position, leg))).collect()
}

/// How many wait whom this clerk can serve.
pub(crate) fn waiting_for_clerk(state: &State, clerk: &Clerk) -> usize {
    services(clerk).into_iter().map(|service| state.waiting_for(service)).sum()
}

/// The services of a clerk, each once.
fn services(clerk: &Clerk) -> BTreeSet<&ServiceId> {
    clerk.primary.iter().chain(&clerk.secondary).collect()
}

/// How many of those who wait for the same service come before this ticket.
pub(crate) fn people_ahead(state: &State, ticket: &Ticket) -> usize {
    ticket.waiting_leg().map_or(0, |(_, leg)| state.waiting_before(&leg.service, &rank(ticket)))
}

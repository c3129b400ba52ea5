//! Who is next: the one place that knows.
//!
//! Priority before appointments before walk-ins; then whoever waits longest; then the lower ticket id.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{ServiceId, TicketId};
use domain::ticket::Class;

use crate::ordered::Key;
use crate::state::State;
use crate::ticket::{Leg, Ticket};

/// A place in the order of calling: the smallest is called first. Total, because ticket ids are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    band: u8,
    key: Timestamp,
    /// The ticket whose place it is: another's for one who let that other pass.
    order: TicketId,
    /// How many stand between that place and this one.
    behind: u32,
    ticket: TicketId,
    leg: usize,
}

impl Key for Rank {
    fn number(&self) -> u64 {
        self.ticket.0
    }
}

/// A leg that can be called, with its ticket.
pub(crate) type Waiting<'a> = (&'a Ticket, usize, &'a Leg);

/// Where a leg stands in the order of calling.
pub(crate) fn rank(ticket: &Ticket, position: usize, leg: &Leg) -> Rank {
    let (ticket_id, leg_position) = (ticket.id, position);
    if let Some(passed) = leg.behind {
        return Rank { behind: passed.behind + 1, ticket: ticket_id, leg: leg_position, ..passed };
    }
    let band = match ticket.class {
        Class::Priority => 1,
        Class::Appointment => 2,
        Class::WalkIn => 3,
    };
    Rank { band, key: leg.key, order: ticket_id, behind: 0, ticket: ticket_id, leg: leg_position }
}

/// The first `most` of those this clerk can serve, the next one first.
pub(crate) fn queue<'a>(state: &'a State, clerk: &Clerk, most: usize) -> Vec<Waiting<'a>> {
    // The first of all are among the first of each service.
    let firsts = services(clerk).into_iter().flat_map(|service| state.waiting(service).take(most));
    let mut ranks: Vec<_> = firsts.collect();
    ranks.sort_unstable();
    let tickets = ranks.into_iter().take(most).filter_map(|rank| Some((rank.leg, state.ticket(rank.ticket)?)));
    tickets.filter_map(|(position, ticket)| Some((ticket, position, ticket.legs.get(position)?))).collect()
}

/// How many wait whom this clerk can serve, each person once.
pub(crate) fn waiting_for_clerk(state: &State, clerk: &Clerk) -> usize {
    state.people_waiting(&services(clerk))
}

/// The services of a clerk, each once.
fn services(clerk: &Clerk) -> BTreeSet<&ServiceId> {
    clerk.primary.iter().chain(&clerk.secondary).collect()
}

/// How many of those who wait for the same service come before a leg that is to come.
pub(crate) fn people_ahead(state: &State, ticket: &Ticket, position: usize) -> usize {
    let waiting = ticket.waiting().find(|(other, _)| *other == position);
    waiting.map_or(0, |(_, leg)| state.waiting_before(&leg.service, &rank(ticket, position, leg)))
}

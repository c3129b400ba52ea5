//! Who is next: the one place that knows.
//!
//! Priority before appointments before walk-ins, the weightier reason for priority first; then whoever waits longest;
//! then the lower ticket id.
//! A hub can say that only one call in so many is for a priority or an appointment while walk-ins wait.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{CounterId, LocationId, ServiceId, TicketId};
use domain::ticket::Class;

use crate::ordered::Key;
use crate::state::State;
use crate::ticket::{Leg, Only, Ticket};

/// Who missed a call and came after all comes before everybody.
const FRONT_BAND: u8 = 0;
/// Up to this band visits are preferred, as far as the hub's one-in-so-many rule lets them.
const APPOINTMENT_BAND: u8 = 2;

/// A place in the order of calling: the smallest is called first. Total, because ticket ids are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    band: u8,
    /// The reason's weight upside down.
    lightness: u32,
    key: Timestamp,
    /// The ticket whose place it is: another's for one who let that other pass.
    order: TicketId,
    /// How many stand between that place and this one.
    behind: u32,
    pub(crate) ticket: TicketId,
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
    if let Some(passed) = leg.behind {
        return Rank { behind: passed.behind + 1, ticket: ticket.id, leg: position, ..passed };
    }
    let (band, weight) = match ticket.class {
        _ if leg.is_front => (FRONT_BAND, 0),
        Class::Priority => (1, ticket.weight),
        Class::Appointment => (APPOINTMENT_BAND, 0),
        Class::WalkIn => (3, 0),
    };
    let lightness = u32::MAX - weight;
    Rank { band, lightness, key: leg.key, order: ticket.id, behind: 0, ticket: ticket.id, leg: position }
}

/// The first `most` of those this clerk can serve, the next one first.
pub(crate) fn queue<'a>(state: &'a State, counter: &CounterId, clerk: &Clerk, most: usize) -> Vec<Waiting<'a>> {
    let here = state.location_of(counter);
    let is_for_us = |rank: &Rank| is_for(state, rank, counter, clerk);
    // The first of all are among the first of each service.
    let firsts = |is_wanted: fn(&Rank) -> bool| {
        let each = services(clerk).into_iter();
        let mut ranks: Vec<_> = each
            .flat_map(|service| state.waiting(&here, service).filter(is_wanted).filter(is_for_us).take(most))
            .collect();
        ranks.sort_unstable();
        ranks
    };
    let ranks = match state.catalog.rules.priority_one_in {
        0 | 1 => firsts(|_| true),
        one_in => {
            let preferred = firsts(|rank| rank.band <= APPOINTMENT_BAND);
            let others = firsts(|rank| rank.band > APPOINTMENT_BAND);
            mixed(state, &here, preferred, others, one_in)
        }
    };
    let tickets = ranks.into_iter().take(most).filter_map(|rank| Some((rank.leg, state.ticket(rank.ticket)?)));
    tickets.filter_map(|(position, ticket)| Some((ticket, position, ticket.legs.get(position)?))).collect()
}

/// Whether a leg waits for this counter or clerk, or for everybody.
///
/// Who waits for a counter or clerk that is gone, or cannot serve it, waits for everybody, so that nobody is forgotten.
fn is_for(state: &State, rank: &Rank, counter: &CounterId, clerk: &Clerk) -> bool {
    let Some(leg) = state.ticket(rank.ticket).and_then(|ticket| ticket.legs.get(rank.leg)) else { return false };
    let is_served_at = |desk: &CounterId| {
        let is_here = state.is_in(desk, &leg.location);
        is_here && state.clerk_at(desk).is_some_and(|clerk| clerk.can_serve(&leg.service))
    };
    match &leg.only {
        None => true,
        Some(Only::Counter(only)) => only == counter || !is_served_at(only),
        Some(Only::Clerk(only)) => only == &clerk.id || !state.desk_of(only).is_some_and(is_served_at),
    }
}

/// Preferred and other visits in the order in which they are called when of `one_in` calls in the building at most one
/// is preferred.
fn mixed(state: &State, here: &LocationId, preferred: Vec<Rank>, others: Vec<Rank>, one_in: u32) -> Vec<Rank> {
    let (mut preferred, mut others) = (preferred.into_iter().peekable(), others.into_iter().peekable());
    let mut ranks = Vec::new();
    // So many others come before the first preferred one.
    let mut before = one_in - 1 - state.walk_ins_since_preferred(here, one_in - 1);
    loop {
        let is_front = preferred.peek().is_some_and(|rank| rank.band == FRONT_BAND);
        let is_turn = before == 0 && preferred.peek().is_some();
        let is_first = is_front || is_turn || others.peek().is_none();
        let Some(rank) = (if is_first { preferred.next() } else { others.next() }) else { return ranks };
        // By its class, whatever its place: one taken back, or one who let others pass, counts as any other call.
        let is_preferred = state.ticket(rank.ticket).is_some_and(|ticket| ticket.class != Class::WalkIn);
        before = if is_preferred { one_in - 1 } else { before.saturating_sub(1) };
        ranks.push(rank);
    }
}

/// How many wait whom this clerk can serve, each person once.
pub(crate) fn waiting_for_clerk(state: &State, counter: &CounterId, clerk: &Clerk) -> usize {
    state.people_waiting(&state.location_of(counter), &services(clerk))
}

/// The services of a clerk, each once.
fn services(clerk: &Clerk) -> BTreeSet<&ServiceId> {
    clerk.primary.iter().chain(&clerk.secondary).collect()
}

/// How many of those who wait for the same service come before a leg that is to come.
pub(crate) fn people_ahead(state: &State, ticket: &Ticket, position: usize) -> usize {
    let waiting = ticket.waiting().find(|(other, _)| *other == position);
    waiting.map_or(0, |(_, leg)| state.waiting_before(leg, &rank(ticket, position, leg)))
}

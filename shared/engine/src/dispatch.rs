//! Who is next: the one place that knows.
//!
//! Who missed a call and came after all comes first.
//! Then the hub's policy chooses among the first of each service and class; within those it is first come, first served,
//! and the weightier reason for priority first.
//! A hub can say that only one call in so many is for a priority or an appointment while walk-ins wait.

mod building;
mod calls;
mod overview;
mod reason;

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{CounterId, ServiceId, TicketId};
use domain::ticket::Class;

pub(crate) use building::{Building, figures_of};
pub(crate) use overview::{counters_for_any, pressure_of_any, waits};
pub(crate) use reason::{named, next};

use crate::ordered::Key;
use crate::state::State;
use crate::ticket::{Leg, Only, Ticket};
use calls::Call;
pub(crate) use calls::Calls;

/// Who missed a call and came after all comes before everybody.
const FRONT_BAND: u8 = 0;
const PRIORITY_BAND: u8 = 1;
const APPOINTMENT_BAND: u8 = 2;
const WALK_IN_BAND: u8 = 3;

/// A place in the queue for a service: of each class the smallest is called first. Total, because ticket ids are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) band: u8,
    /// The reason's weight upside down.
    lightness: u32,
    pub(crate) key: Timestamp,
    /// The ticket whose place it is: another's for one who let that other pass.
    order: TicketId,
    /// How many stand between that place and this one.
    behind: u32,
    pub(crate) ticket: TicketId,
    pub(crate) leg: usize,
}

impl Key for Rank {
    fn number(&self) -> u64 {
        self.ticket.0
    }
}

impl Rank {
    /// The weight of the reason for priority.
    pub(crate) fn weight(&self) -> u32 {
        u32::MAX - self.lightness
    }

    /// The place before everybody of a band.
    pub(crate) fn first_of(band: u8) -> Self {
        let nobody = TicketId(0);
        let key = Timestamp::MIN_UTC;
        Self { band, lightness: 0, key, order: nobody, behind: 0, ticket: nobody, leg: 0 }
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
        Class::Priority => (PRIORITY_BAND, ticket.weight),
        Class::Appointment => (APPOINTMENT_BAND, 0),
        Class::WalkIn => (WALK_IN_BAND, 0),
    };
    let lightness = u32::MAX - weight;
    Rank { band, lightness, key: leg.key, order: ticket.id, behind: 0, ticket: ticket.id, leg: position }
}

/// The first `most` of those this clerk can serve, the next one first.
pub(crate) fn queue<'a>(
    state: &'a State,
    counter: &'a CounterId,
    clerk: &'a Clerk,
    now: Timestamp,
    most: usize,
) -> Vec<Waiting<'a>> {
    let calls = Calls::new(state, &state.location_of(counter), counter, clerk, now);
    calls.into_iter().flatten().take(most).filter_map(|call| found(state, &call)).collect()
}

/// Whether anybody waits whom this clerk can call.
pub(crate) fn has_somebody(state: &State, counter: &CounterId, clerk: &Clerk) -> bool {
    let here = state.location_of(counter);
    let mut services = services(clerk).into_iter();
    services.any(|service| state.waiting(&here, service).any(|rank| is_for(state, &rank, counter, clerk)))
}

fn found<'a>(state: &'a State, call: &Call) -> Option<Waiting<'a>> {
    let ticket = state.ticket(call.rank.ticket)?;
    Some((ticket, call.rank.leg, ticket.legs.get(call.rank.leg)?))
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

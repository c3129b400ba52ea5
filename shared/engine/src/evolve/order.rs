//! Which service of a visit has to be over before which: the hub's pairs in a fixed order.
//!
//! What is said when a leg comes in holds from then on, whatever the hub file says later.

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::ServiceId;
use domain::rules::PairRule;
use domain::ticket::LegState;

use crate::state::State;
use crate::ticket::{Leg, Only, Ticket};

/// Ties each leg of a ticket that was just taken to what the hub wants to be over first.
pub(super) fn tie_all(ticket: &mut Ticket, catalog: &Catalog) {
    (0..ticket.legs.len()).for_each(|leg| tie(ticket, leg, catalog));
}

/// Ties a leg that came in to the others of its visit: it waits for those that come first, and those that come after
/// it wait for it, unless somebody has called them already.
fn tie(ticket: &mut Ticket, position: usize, catalog: &Catalog) {
    let Some(new) = ticket.legs.get(position).map(|leg| leg.service.clone()) else { return };
    let is_open = |leg: &&Leg| !leg.state.is_over() && leg.service != new;
    let others: Vec<_> = ticket.legs.iter().filter(is_open).map(|leg| leg.service.clone()).collect();
    for first in others.iter().filter(|first| catalog.has_pair(PairRule::InOrder, first, &new)) {
        hold(ticket, &new, first);
    }
    for then in others.iter().filter(|then| catalog.has_pair(PairRule::InOrder, &new, then)) {
        hold(ticket, then, &new);
    }
}

/// Lets the waiting leg for a service wait for another service of the visit.
///
/// Not where that one waits for it: the pairs of another hub file than today's can lead the other way round, and nobody
/// is held for ever.
fn hold(ticket: &mut Ticket, then: &ServiceId, first: &ServiceId) {
    if comes_after(ticket, first, then) {
        return;
    }
    let is_it = |leg: &&mut Leg| leg.state == LegState::Waiting && &leg.service == then && !leg.after.contains(first);
    if let Some(leg) = ticket.legs.iter_mut().find(is_it) {
        leg.after.push(first.clone());
    }
}

/// Whether the open leg for a service waits for another service, directly or through others of the visit.
fn comes_after(ticket: &Ticket, then: &ServiceId, first: &ServiceId) -> bool {
    let (mut open, mut seen) = (vec![then], Vec::new());
    while let Some(service) = open.pop() {
        if service == first {
            return true;
        }
        if !seen.contains(&service) {
            seen.push(service);
            open.extend(ticket.open_for(service).into_iter().flat_map(|(_, leg)| &leg.after));
        }
    }
    false
}

/// Puts the leg for a service that was added to a visit behind the others.
pub(super) fn add_leg(state: &mut State, event: &Event, at: Timestamp) {
    let Event::ServiceAdded { ticket, counter, service, here, location } = event else { return };
    let place = location.clone().unwrap_or_else(|| state.location_of(counter));
    let catalog = state.catalog.clone();
    state.change(*ticket, |ticket| {
        let here = here.then(|| counter.clone());
        ticket.legs.push(Leg { here, ..Leg::waiting(service.clone(), place, at) });
        tie(ticket, ticket.legs.len() - 1, &catalog);
    });
}

/// Puts the leg a ticket goes on with right behind the one that was left.
pub(super) fn insert_leg(state: &mut State, event: &Event, at: Timestamp) {
    let Event::TicketTransferred {
        ticket,
        leg,
        counter,
        service,
        ready_at,
        to_counter,
        to_clerk,
        keep_wait,
        location,
        ..
    } = event
    else {
        return;
    };
    let place = location.clone().unwrap_or_else(|| state.location_of(counter));
    let only = to_counter.clone().map(Only::Counter).or_else(|| to_clerk.clone().map(Only::Clerk));
    let ready_at = ready_at.filter(|ready_at| *ready_at > at);
    let catalog = state.catalog.clone();
    state.change(*ticket, |ticket| {
        let kept = ticket.legs.get(*leg).map(|left| left.key).filter(|_| *keep_wait);
        let key = kept.unwrap_or_else(|| ready_at.unwrap_or(at));
        let position = (*leg + 1).min(ticket.legs.len());
        ticket.legs.insert(position, Leg { key, ready_at, only, ..Leg::waiting(service.clone(), place, at) });
        tie(ticket, position, &catalog);
        let first = ticket.waiting().map(|(_, leg)| leg.ready_at.unwrap_or(at)).min();
        ticket.waiting_from = first.unwrap_or(at);
    });
}

//! Another catalog for the running hub: whether it can come in, and what is in its way.
//!
//! Everything that no ticket, clerk or counter of the open day depends on may change at once.

use std::collections::BTreeMap;

use domain::appointment::AppointmentState;
use domain::catalog::Catalog;
use domain::catalog_change::{CatalogOrigin, Conflict};
use domain::event::Event;
use domain::ids::{LocationId, ServiceId};

use crate::state::State;
use crate::ticket::{Leg, Ticket};

/// Says what happens when the hub is to run on another catalog; nothing where it does already.
///
/// # Errors
/// Everything in its way, in a fixed order; the state is untouched either way.
pub fn change_catalog(
    state: &State,
    next: &Catalog,
    source: &str,
    origin: CatalogOrigin,
) -> Result<Vec<Event>, Vec<Conflict>> {
    if state.catalog_version() > 0 && state.catalog_source() == source && state.catalog() == next {
        return Ok(Vec::new());
    }
    let conflicts = conflicts(state, next);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let version = state.catalog_version() + 1;
    Ok(vec![Event::CatalogChanged { version, catalog: Box::new(next.clone()), source: source.to_owned(), origin }])
}

/// What another catalog would break in the running hub, in a fixed order.
#[must_use]
pub fn conflicts(state: &State, next: &Catalog) -> Vec<Conflict> {
    let mut conflicts = of_hub(state, next);
    conflicts.extend(of_services(state, next));
    conflicts.extend(of_locations(state, next));
    conflicts.extend(of_appointments(state, next));
    conflicts.extend(of_desks(state, next));
    conflicts.extend(of_parked(state, next));
    conflicts.extend(of_priorities(state, next));
    conflicts
}

fn of_hub(state: &State, next: &Catalog) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    if state.catalog.id != next.id {
        // The journal is kept under the hub's id, whether a day is open or not.
        conflicts.push(Conflict::OtherHub { hub: state.catalog.id.to_string(), other: next.id.to_string() });
    }
    if state.day.is_some() && state.catalog.time_zone != next.time_zone {
        conflicts.push(Conflict::TimeZoneInUse { time_zone: state.catalog.time_zone.clone() });
    }
    conflicts
}

fn open_tickets(state: &State) -> impl Iterator<Item = &Ticket> {
    state.tickets().filter(|ticket| ticket.is_open())
}

/// How often each of these occurs.
fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, u32> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

fn of_services(state: &State, next: &Catalog) -> Vec<Conflict> {
    // Sent on and back, a ticket can have two legs for one service, of which only one is open.
    let open = open_tickets(state).flat_map(|ticket| ticket.legs.iter().filter(|leg| !leg.state.is_over()));
    let gone = counted(open.map(|leg| &leg.service).filter(|service| next.service(service).is_none()));
    let conflict = |(service, tickets): (&ServiceId, u32)| {
        let service = service.to_string();
        Conflict::ServiceInUse { service, tickets }
    };
    gone.into_iter().map(conflict).collect()
}

/// People wait in one building each, and it has to go on giving what they wait for.
fn of_locations(state: &State, next: &Catalog) -> Vec<Conflict> {
    let open = open_tickets(state).flat_map(|ticket| ticket.legs.iter().filter(|leg| !leg.state.is_over()));
    let gives = |catalog: &Catalog, leg: &Leg| Some(catalog.location(&leg.location)?.gives(&leg.service));
    // Sent to a counter, or served without a ticket, somebody may be served where the service is not given as a rule.
    let is_lost = |leg: &Leg| match gives(next, leg) {
        None => true,
        Some(is_given) => !is_given && gives(&state.catalog, leg) == Some(true),
    };
    let lost = open.filter(|leg| next.service(&leg.service).is_some() && is_lost(leg));
    let lost = counted(lost.map(|leg| (&leg.location, &leg.service)));
    let conflict = |((location, service), tickets): ((&LocationId, &ServiceId), u32)| {
        let (location, service) = (location.to_string(), service.to_string());
        Conflict::LocationInUse { location, service, tickets }
    };
    lost.into_iter().map(conflict).collect()
}

fn of_appointments(state: &State, next: &Catalog) -> Vec<Conflict> {
    let expected = state.appointments.iter().filter(|booked| booked.state == AppointmentState::Expected);
    let headquarters = state.headquarters();
    let is_given = |catalog: &Catalog, place: &LocationId, service: &ServiceId| {
        catalog.service(service).is_some() && catalog.location(place).is_some_and(|location| location.gives(service))
    };
    let services = expected.flat_map(|booked| {
        let place = booked.appointment.location.as_ref().unwrap_or(&headquarters);
        booked.appointment.services.iter().map(move |service| (place, service))
    });
    let lost = services.filter(|(place, service)| {
        let is_gone = next.service(service).is_none();
        is_gone || (is_given(&state.catalog, place, service) && !is_given(next, place, service))
    });
    let gone = counted(lost.map(|(_, service)| service));
    let conflict = |(service, appointments): (&ServiceId, u32)| {
        let service = service.to_string();
        Conflict::ServiceBooked { service, appointments }
    };
    gone.into_iter().map(conflict).collect()
}

fn of_desks(state: &State, next: &Catalog) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (counter, desk) in state.desks.iter() {
        if next.counter(counter).is_none() && (desk.clerk.is_some() || desk.ticket.is_some()) {
            conflicts.push(Conflict::CounterInUse { counter: counter.to_string() });
        }
        let Some(here) = &desk.clerk else { continue };
        let Some(clerk) = next.clerk(here) else {
            let (clerk, counter) = (here.to_string(), counter.to_string());
            conflicts.push(Conflict::ClerkAtCounter { clerk, counter });
            continue;
        };
        let could_serve = |service| state.catalog.clerk(here).is_some_and(|clerk| clerk.can_serve(service));
        let in_hand = state.in_hand(counter).map(|(_, _, leg)| &leg.service);
        if let Some(service) = in_hand.filter(|service| could_serve(service) && !clerk.can_serve(service))
            && next.service(service).is_some()
        {
            let (clerk, service, counter) = (here.to_string(), service.to_string(), counter.to_string());
            conflicts.push(Conflict::ClerkServing { clerk, service, counter });
        }
    }
    conflicts
}

fn of_parked(state: &State, next: &Catalog) -> Vec<Conflict> {
    let owners = state.parked().filter_map(|ticket| Some(&ticket.holding()?.1.parked.as_ref()?.owner));
    let gone = counted(owners.filter(|clerk| next.clerk(clerk).is_none()));
    gone.into_iter().map(|(clerk, tickets)| Conflict::ClerkHasParked { clerk: clerk.to_string(), tickets }).collect()
}

fn of_priorities(state: &State, next: &Catalog) -> Vec<Conflict> {
    let named = open_tickets(state).filter_map(|ticket| ticket.priority.as_ref());
    let gone = counted(named.filter(|priority| next.priority(priority).is_none()));
    let conflict = |(priority, tickets): (&domain::ids::PriorityId, u32)| {
        let priority = priority.to_string();
        Conflict::PriorityInUse { priority, tickets }
    };
    gone.into_iter().map(conflict).collect()
}

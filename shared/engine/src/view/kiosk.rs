//! What a kiosk shows: the services of its building, and the other buildings where they help.

use std::collections::BTreeMap;

use domain::catalog::{Area, Location, Service};
use domain::ids::LocationId;
use domain::view::{Elsewhere, KioskArea, KioskElsewhere, KioskService, KioskView};

use super::{count, priorities, waiting_in};
use crate::estimate::Capacity;
use crate::state::State;

/// What each building can do, measured once for a view.
type Capacities<'a> = BTreeMap<&'a LocationId, Capacity<'a>>;

/// Everything a kiosk in a building shows before a ticket exists; `None` for a building the hub does not have.
#[must_use]
pub fn kiosk(state: &State, location: &LocationId) -> Option<KioskView> {
    let here = state.catalog.location(location)?;
    let measured = state.catalog.locations.iter().map(|place| (&place.id, Capacity::of(state, &place.id)));
    let capacities: Capacities<'_> = measured.collect();
    let areas = state.catalog.areas.iter().filter_map(|area| kiosk_area(state, &capacities, here, area)).collect();
    Some(KioskView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        areas,
        priorities: priorities(state),
        location: Some(here.id.clone()),
        location_name: here.name.clone(),
        only_elsewhere: only_elsewhere(state, &capacities, here),
    })
}

/// An area as far as its services are given in the building; none where nothing of it is.
fn kiosk_area(state: &State, capacities: &Capacities<'_>, here: &Location, area: &Area) -> Option<KioskArea> {
    let services = state.catalog.services.iter().filter(|service| service.area == area.id && here.gives(&service.id));
    let services: Vec<_> =
        services.filter_map(|service| kiosk_service(state, capacities, here, area, service)).collect();
    (!services.is_empty()).then(|| KioskArea {
        id: area.id.clone(),
        name: area.name.clone(),
        summary: area.summary.clone(),
        floor: area.floor.clone(),
        color: area.color.clone(),
        waiting: waiting_in(state, &here.id, area),
        services,
    })
}

fn kiosk_service(
    state: &State,
    capacities: &Capacities<'_>,
    here: &Location,
    area: &Area,
    service: &Service,
) -> Option<KioskService> {
    let capacity = capacities.get(&here.id)?;
    let wait_minutes = capacity.wait_minutes(&service.id);
    Some(KioskService {
        id: service.id.clone(),
        letter: service.letter,
        name: service.name.clone(),
        waiting: count(state.waiting_for(&here.id, &service.id)),
        documents: service.documents.clone(),
        duration_minutes: service.duration_minutes,
        waiting_room: area.waiting_room.clone(),
        counters_open: count(capacity.counters_for(&service.id)),
        wait_minutes,
        shorter_elsewhere: shorter_elsewhere(state, capacities, here, service, wait_minutes),
    })
}

/// The building in which somebody who sets out at once is called first, where that is sooner than here.
fn shorter_elsewhere(
    state: &State,
    capacities: &Capacities<'_>,
    here: &Location,
    service: &Service,
    wait_minutes: Option<u32>,
) -> Option<Elsewhere> {
    let others = state.catalog.locations.iter().filter(|place| place.id != here.id && place.gives(&service.id));
    let timed = others.filter_map(|place| {
        let there = elsewhere(state, capacities, here, place, service)?;
        Some((there.travel_minutes + there.wait_minutes?, there))
    });
    let (minutes, there) = timed.min_by_key(|(minutes, _)| *minutes)?;
    wait_minutes.is_none_or(|here| minutes < here).then_some(there)
}

fn elsewhere(
    state: &State,
    capacities: &Capacities<'_>,
    here: &Location,
    place: &Location,
    service: &Service,
) -> Option<Elsewhere> {
    let capacity = capacities.get(&place.id)?;
    Some(Elsewhere {
        location: place.id.clone(),
        name: place.name.clone(),
        address: place.address.clone(),
        travel_minutes: state.catalog.travel_minutes(&here.id, &place.id),
        waiting: count(state.waiting_for(&place.id, &service.id)),
        counters_open: count(capacity.counters_for(&service.id)),
        wait_minutes: capacity.wait_minutes(&service.id),
    })
}

fn only_elsewhere(state: &State, capacities: &Capacities<'_>, here: &Location) -> Vec<KioskElsewhere> {
    let others = state.catalog.services.iter().filter(|service| !here.gives(&service.id));
    let found = others.filter_map(|service| {
        let place = state.catalog.nearest_for(&service.id, &here.id)?;
        let place = elsewhere(state, capacities, here, place, service)?;
        Some(KioskElsewhere { service: service.id.clone(), name: service.name.clone(), place })
    });
    found.collect()
}

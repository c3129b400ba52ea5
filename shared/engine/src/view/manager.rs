//! What whoever runs the office sees of its queues.

use std::collections::BTreeSet;

use domain::catalog::{Area, Location};
use domain::ids::ServiceId;
use domain::view::{ManagerArea, ManagerView};

use super::{Moment, count, waiting_in};
use crate::dispatch;
use crate::state::State;

/// Everything the manager's page shows.
#[must_use]
pub fn manager<'a>(state: &State, moment: impl Into<Moment<'a>>) -> ManagerView {
    let moment = moment.into();
    let places = state.catalog.locations.iter();
    let areas = places.flat_map(|place| state.catalog.areas.iter().map(move |area| (place, area)));
    ManagerView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        policy: state.catalog.rules.policy,
        foretold_at: moment.waits.at,
        areas: areas.filter_map(|(place, area)| row(state, &moment, place, area)).collect(),
        printers: super::printers(state).collect(),
        usher_calls: super::usher_calls(state).collect(),
        notices: super::notices::all(state, moment.now),
    }
}

/// An area as far as it is in a building; none where nothing of it is.
fn row(state: &State, moment: &Moment<'_>, place: &Location, area: &Area) -> Option<ManagerArea> {
    let services = state.catalog.services.iter().filter(|service| service.area == area.id);
    let given: BTreeSet<&ServiceId> = services.map(|service| &service.id).filter(|id| place.gives(id)).collect();
    if given.is_empty() {
        return None;
    }
    let waits: Vec<_> = dispatch::waits(state, &place.id, &given, moment.now).collect();
    Some(ManagerArea {
        location: place.id.clone(),
        location_name: place.name.clone(),
        area: area.id.clone(),
        name: area.name.clone(),
        floor: area.floor.clone(),
        waiting: waiting_in(state, &place.id, area),
        over_target: count(waits.iter().filter(|wait| wait.is_over_target).count()),
        longest_wait_minutes: waits.iter().map(|wait| wait.minutes).max().unwrap_or(0),
        counters_open: count(dispatch::counters_for_any(state, &place.id, &given)),
        pressure_minutes: dispatch::pressure_of_any(state, &place.id, &given),
        wait: moment.area(state, &[&place.id], area),
    })
}

//! In which building what is given and waited for, and how far the buildings are apart.

use chrono::TimeDelta;
use domain::catalog::Location;
use domain::ids::{CounterId, LocationId, ServiceId};

use super::{Guest, Model};

impl Model {
    /// The first building.
    #[must_use]
    pub fn headquarters(&self) -> LocationId {
        self.catalog.locations[0].id.clone()
    }

    /// A building; the first where none is named.
    ///
    /// # Errors
    /// `unknown_location`.
    pub fn place(&self, id: Option<&LocationId>) -> Result<&Location, &'static str> {
        let headquarters = self.headquarters();
        let id = id.unwrap_or(&headquarters);
        self.catalog.locations.iter().find(|known| &known.id == id).ok_or("unknown_location")
    }

    /// Whether the hub has a service.
    #[must_use]
    pub fn has_service(&self, service: &ServiceId) -> bool {
        self.catalog.services.iter().any(|known| &known.id == service)
    }

    /// The building of a counter.
    #[must_use]
    pub fn building(&self, counter: &CounterId) -> LocationId {
        let known = self.catalog.counters.iter().find(|known| &known.id == counter);
        known.map_or_else(|| self.headquarters(), |counter| counter.location.clone())
    }

    /// How far a building is from the first, in minutes.
    fn minutes_out(&self, id: &LocationId) -> u32 {
        let others = self.catalog.locations.iter().skip(1);
        others.filter(|other| &other.id == id).filter_map(|other| other.travel_minutes).sum()
    }

    /// The way from a building to another.
    #[must_use]
    pub fn way(&self, from: &LocationId, to: &LocationId) -> TimeDelta {
        let minutes = if from == to { 0 } else { self.minutes_out(from) + self.minutes_out(to) };
        TimeDelta::minutes(minutes.into())
    }

    /// The building nearest to another that gives a service, where any does.
    #[must_use]
    pub fn nearest(&self, service: &ServiceId, from: &LocationId) -> Option<&Location> {
        let giving = self.catalog.locations.iter().filter(|place| gives(place, service));
        giving.min_by_key(|place| self.way(from, &place.id))
    }

    /// The building in which something is waited for that is asked for at a counter.
    #[must_use]
    pub fn next_building(&self, counter: &CounterId, service: &ServiceId) -> LocationId {
        let here = self.building(counter);
        self.nearest(service, &here).map_or(here, |place| place.id.clone())
    }

    /// Whether an errand waits for another one, or for a visit to another building to be over.
    #[must_use]
    pub fn is_for_later(&self, guest: &Guest, errand: usize) -> bool {
        let mut to_come = (0..guest.errands.len()).filter(|errand| guest.errands[*errand].waits());
        let first = to_come.find(|errand| !self.is_held(guest, *errand, None));
        let is_elsewhere = |first: usize| guest.errands[first].location != guest.errands[errand].location;
        self.is_held(guest, errand, None) || first.is_some_and(is_elsewhere)
    }
}

/// Whether a building gives a service; one that names none gives all.
#[must_use]
pub fn gives(place: &Location, service: &ServiceId) -> bool {
    place.services.is_empty() || place.services.contains(service)
}

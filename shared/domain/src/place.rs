//! Where services are given, and how far apart the buildings of a hub are.

use crate::catalog::{Catalog, Location};
use crate::ids::{LocationId, ServiceId};

/// What it takes between the headquarters and an access point that does not say, in minutes.
pub const TRAVEL_MINUTES: u32 = 20;

impl Catalog {
    /// The location with this id.
    #[must_use]
    pub fn location(&self, id: &LocationId) -> Option<&Location> {
        self.locations.iter().find(|location| &location.id == id)
    }

    /// The headquarters: the first location.
    #[must_use]
    pub fn headquarters(&self) -> Option<&Location> {
        self.locations.first()
    }

    /// The location nearest to a place that gives a service: the place itself, or whichever takes least to get to.
    #[must_use]
    pub fn nearest_for(&self, service: &ServiceId, place: &LocationId) -> Option<&Location> {
        let giving = self.locations.iter().filter(|location| location.gives(service));
        giving.min_by_key(|location| self.travel_minutes(place, &location.id))
    }

    /// How long most people take between two buildings, in minutes: by way of the headquarters; 0 inside one.
    #[must_use]
    pub fn travel_minutes(&self, from: &LocationId, to: &LocationId) -> u32 {
        if from == to { 0 } else { self.minutes_from_headquarters(from) + self.minutes_from_headquarters(to) }
    }

    fn minutes_from_headquarters(&self, id: &LocationId) -> u32 {
        match self.locations.iter().position(|location| &location.id == id) {
            Some(0) | None => 0,
            Some(position) => self.locations[position].travel_minutes.unwrap_or(TRAVEL_MINUTES),
        }
    }
}

impl Location {
    /// Whether a service is given here.
    #[must_use]
    pub fn gives(&self, service: &ServiceId) -> bool {
        self.services.is_empty() || self.services.contains(service)
    }
}

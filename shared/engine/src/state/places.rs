//! Where counters stand.

use domain::ids::{CounterId, LocationId};

use super::State;

impl State {
    /// The building a counter stands in; the headquarters for one the hub file does not have.
    pub(crate) fn location_of(&self, counter: &CounterId) -> LocationId {
        let location = self.catalog.counter(counter).map(|counter| counter.location.clone());
        location.unwrap_or_else(|| self.headquarters())
    }

    /// Whether a counter stands in a building.
    pub(crate) fn is_in(&self, counter: &CounterId, location: &LocationId) -> bool {
        self.catalog.counter(counter).is_some_and(|counter| &counter.location == location)
    }

    /// The first building of the hub.
    pub(crate) fn headquarters(&self) -> LocationId {
        self.catalog.headquarters().map_or_else(|| LocationId::new(""), |location| location.id.clone())
    }
}

//! The kiosks at which somebody asks for a person to come, by the model.

use domain::Timestamp;
use domain::ids::{CounterId, DeviceId, LocationId};
use domain::view::UsherRow;

use super::Model;

/// Somebody at a kiosk asks for a person to come.
#[derive(Clone, Debug)]
pub struct UsherCall {
    /// The kiosk.
    pub device: DeviceId,
    /// Where it stands; the headquarters where nobody said.
    pub location: Option<LocationId>,
    /// Since when.
    pub since: Timestamp,
}

impl Model {
    /// All of them, the first one first.
    pub(super) fn all_usher_calls(&self) -> Vec<UsherRow> {
        let row = |call: &UsherCall| UsherRow {
            device: call.device.clone(),
            location: call.location.clone().unwrap_or_else(|| self.catalog.locations[0].id.clone()),
            since: call.since,
        };
        self.usher_calls.iter().map(row).collect()
    }

    /// Those in the building of a counter.
    pub(super) fn usher_calls_near(&self, counter: &CounterId) -> Vec<UsherRow> {
        let building = self.catalog.counters.iter().find(|known| &known.id == counter).map(|known| &known.location);
        self.all_usher_calls().into_iter().filter(|row| Some(&row.location) == building).collect()
    }

    /// The kiosks of a building.
    pub(super) fn usher_calls_in(&self, location: &LocationId) -> Vec<DeviceId> {
        let rows = self.all_usher_calls().into_iter().filter(|row| &row.location == location);
        rows.map(|row| row.device).collect()
    }
}

//! Parts of what a kiosk shows: other buildings, and what can have happened to who comes.

use serde::{Deserialize, Serialize};

use super::OpenState;
use crate::ids::{LifeEventId, LocationId, ServiceId};
use crate::text::Text;
use crate::wait::WaitRange;

view! {
    /// What can have happened to who comes, on the kiosk.
    pub struct KioskLifeEvent {
        /// The event.
        pub id: LifeEventId,
        /// What people say.
        pub name: Text,
        /// Name of its sign, which the kiosk draws; none where it has none or the kiosk does not know it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub icon: Option<String>,
        /// Its services that are given here.
        pub services: Vec<ServiceId>,
    }

    /// A service that is given in other buildings alone.
    pub struct KioskElsewhere {
        /// The service.
        pub service: ServiceId,
        /// Its name.
        pub name: Text,
        /// Where it is given.
        pub place: Elsewhere,
    }

    /// Another building of the hub in which a service is given.
    pub struct Elsewhere {
        /// The building.
        pub location: LocationId,
        /// Its name.
        pub name: Text,
        /// Its street address.
        pub address: String,
        /// How long most people take to get there, in minutes.
        pub travel_minutes: u32,
        /// People waiting for the service there.
        pub waiting: u32,
        /// Counters there where somebody who can serve it is signed in.
        pub counters_open: u32,
        /// The wait there once one has arrived, in minutes, by usual durations; `None` where nobody serves.
        pub wait_minutes: Option<u32>,
        /// The wait from now on, the way included, as it is told; `None` where nothing is foretold.
        #[serde(default)]
        pub wait: Option<WaitRange>,
    }

    /// A building on the kiosk.
    pub struct KioskLocation {
        /// The building.
        pub id: LocationId,
        /// Its name.
        pub name: Text,
        /// Its street address.
        pub address: String,
        /// Whether it is open.
        pub opening: OpenState,
    }
}

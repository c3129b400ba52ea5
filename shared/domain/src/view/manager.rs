//! What whoever runs the office sees: queues and counters, never who serves how fast.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{NoticeRow, PrinterRow, UsherRow};
use crate::ids::{AreaId, LocationId};
use crate::rules::Policy;
use crate::text::Text;
use crate::wait::WaitRange;

view! {
    /// Everything the manager's page shows.
    pub struct ManagerView {
        /// Name of the administration.
        pub hub_name: Text,
        /// The open day; `None` while closed.
        pub day: Option<NaiveDate>,
        /// The rule by which counters call.
        pub policy: Policy,
        /// The moment waits were foretold for last; `None` where they never were.
        pub foretold_at: Option<DateTime<Utc>>,
        /// Each building's areas, in the hub's order.
        pub areas: Vec<ManagerArea>,
        /// The kiosks' printers, by the kiosks' names.
        #[serde(default)]
        pub printers: Vec<PrinterRow>,
        /// Kiosks at which somebody asks for a person to come, the first one first.
        #[serde(default)]
        pub usher_calls: Vec<UsherRow>,
        /// Notices that are up anywhere, the oldest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub notices: Vec<NoticeRow>,
    }

    /// An area in one building.
    pub struct ManagerArea {
        /// The building.
        pub location: LocationId,
        /// Its name.
        pub location_name: Text,
        /// The area.
        pub area: AreaId,
        /// Its name.
        pub name: Text,
        /// Floor label.
        pub floor: String,
        /// People waiting for its services.
        pub waiting: u32,
        /// Those of them who have waited longer than the office aims at.
        pub over_target: u32,
        /// The longest of their waits so far, in minutes.
        pub longest_wait_minutes: u32,
        /// Counters on duty that can give any of its services.
        pub counters_open: u32,
        /// How long the counters on duty need for everybody who waits, in minutes; the most of any of its services that
        /// one of them can give.
        pub pressure_minutes: u32,
        /// The wait to expect of whoever takes a ticket now, whichever of its services.
        pub wait: Option<WaitRange>,
    }
}

//! The hub that is simulated: two locations, few enough of everything that people get in each other's way.

use std::sync::Arc;

use domain::calendar::Calendar;
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::ids::{AreaId, ClerkId, CounterId, HubId, LocationId, ServiceId};
use domain::text::Text;
use serde::{Deserialize, Serialize};

/// A service: id, letter, area.
const SERVICES: [(&str, char, &str); 6] = [
    ("cards", 'A', "registry"),
    ("births", 'A', "registry"),
    ("moves", 'B', "registry"),
    ("permits", 'C', "building"),
    ("plans", 'D', "building"),
    ("benefits", 'E', "social"),
];
/// A counter: id, location, area.
const COUNTERS: [(&str, &str, &str); 5] = [
    ("hall-1", "headquarters", "registry"),
    ("hall-2", "headquarters", "registry"),
    ("upstairs-1", "headquarters", "building"),
    ("district-1", "district", "social"),
    ("district-2", "district", "registry"),
];
/// A clerk: id, primary and secondary skills.
const CLERKS: [(&str, &[&str], &[&str]); 5] = [
    ("anna", &["cards", "births"], &["moves"]),
    ("bruno", &["cards", "moves"], &["benefits"]),
    ("carla", &["permits", "plans"], &[]),
    ("dario", &["benefits"], &["cards"]),
    ("elisa", &["cards", "births", "moves", "permits", "plans", "benefits"], &[]),
];
/// Identifiers that no catalog has.
pub const NOBODY: &str = "nobody";

/// A change of the hub file. Put back what was there, take away what is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogChange {
    /// A service is added or removed, with the skills that name it.
    Service(ServiceId),
    /// A counter is added or removed.
    Counter(CounterId),
    /// A clerk is added or removed.
    Clerk(ClerkId),
    /// A service changes its letter to `F` or back.
    Letter(ServiceId),
    /// A clerk gains or loses the secondary skills.
    Skills(ClerkId),
}

/// The hub as its file says it at one moment: everything, apart from the changes that are in force.
#[derive(Clone, Debug, Default)]
pub struct HubFile {
    in_force: Vec<CatalogChange>,
}

impl HubFile {
    /// Brings a change into force, or takes it back where it is.
    pub fn change(&mut self, change: &CatalogChange) {
        match self.in_force.iter().position(|other| other == change) {
            Some(position) => drop(self.in_force.remove(position)),
            None => self.in_force.push(change.clone()),
        }
    }

    fn has(&self, change: &CatalogChange) -> bool {
        self.in_force.contains(change)
    }

    /// The catalog the file stands for; like a checked one it names nothing it does not have.
    #[must_use]
    pub fn catalog(&self) -> Arc<Catalog> {
        let locations = ["headquarters", "district"].map(|id| Location {
            id: LocationId::new(id),
            name: text(id),
            address: String::new(),
            services: Vec::new(),
            travel_minutes: None,
            hours: None,
        });
        Arc::new(Catalog {
            id: HubId::new("hub"),
            name: text("Comune"),
            time_zone: "Europe/Rome".to_owned(),
            calendar: Calendar::default(),
            locations: locations.to_vec(),
            areas: ["registry", "building", "social"].map(area).to_vec(),
            services: SERVICES.iter().filter_map(|line| self.service(line)).collect(),
            counters: COUNTERS.iter().filter_map(|line| self.counter(line)).collect(),
            clerks: CLERKS.iter().filter_map(|line| self.clerk(line)).collect(),
        })
    }

    fn service(&self, (id, letter, area): &(&str, char, &str)) -> Option<Service> {
        let id = ServiceId::new(*id);
        let is_gone = self.has(&CatalogChange::Service(id.clone()));
        let letter = if self.has(&CatalogChange::Letter(id.clone())) { 'F' } else { *letter };
        (!is_gone).then(|| Service {
            name: text(id.as_str()),
            id,
            letter,
            area: AreaId::new(*area),
            documents: Vec::new(),
            duration_minutes: 10,
            target_wait_minutes: 20,
            hours: None,
            last_ticket_minutes: 0,
            daily_quota: None,
        })
    }

    fn counter(&self, (id, location, area): &(&str, &str, &str)) -> Option<Counter> {
        let is_gone = self.has(&CatalogChange::Counter(CounterId::new(*id)));
        (!is_gone).then(|| Counter {
            id: CounterId::new(*id),
            label: format!("desk {id}"),
            location: LocationId::new(*location),
            floor: "T".to_owned(),
            place: text(location),
            area: AreaId::new(*area),
        })
    }

    fn clerk(&self, (id, primary, secondary): &(&str, &[&str], &[&str])) -> Option<Clerk> {
        let clerk = ClerkId::new(*id);
        let is_gone = self.has(&CatalogChange::Clerk(clerk.clone()));
        let helps = !self.has(&CatalogChange::Skills(clerk.clone()));
        (!is_gone).then(|| Clerk {
            id: clerk,
            name: (*id).to_owned(),
            primary: self.skills(primary),
            secondary: if helps { self.skills(secondary) } else { Vec::new() },
        })
    }

    fn skills(&self, of: &[&str]) -> Vec<ServiceId> {
        let all = of.iter().map(|id| ServiceId::new(*id));
        all.filter(|id| !self.has(&CatalogChange::Service(id.clone()))).collect()
    }
}

/// Every change there can be.
#[must_use]
pub fn changes() -> Vec<CatalogChange> {
    let services = SERVICES
        .iter()
        .flat_map(|(id, ..)| [CatalogChange::Service(ServiceId::new(*id)), CatalogChange::Letter(ServiceId::new(*id))]);
    let clerks = CLERKS
        .iter()
        .flat_map(|(id, ..)| [CatalogChange::Clerk(ClerkId::new(*id)), CatalogChange::Skills(ClerkId::new(*id))]);
    let counters = COUNTERS.iter().map(|(id, ..)| CatalogChange::Counter(CounterId::new(*id)));
    services.chain(clerks).chain(counters).collect()
}

fn text(words: &str) -> Text {
    Text::new(words, "")
}

fn area(id: &str) -> Area {
    Area {
        id: AreaId::new(id),
        name: text(id),
        summary: text(id),
        floor: "T".to_owned(),
        waiting_room: text(id),
        color: "#0066cc".to_owned(),
        hours: None,
    }
}

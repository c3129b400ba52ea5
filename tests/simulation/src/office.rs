//! The hub that is simulated: one building or two, few enough of everything that people get in each other's way.

mod ways;

use std::sync::Arc;

use domain::calendar::Calendar;
use domain::catalog::{Area, Catalog, Clerk, Counter, Location, Service};
use domain::home::{HomeTexts, LifeEvent};
use domain::ids::{AreaId, ClerkId, CounterId, HubId, LifeEventId, LocationId, PriorityId, ReadyNoticeId, ServiceId};
use domain::notice::ReadyNotice;
use domain::rules::Priority;
use domain::slip::SlipLayout;
use domain::text::Text;
use serde::{Deserialize, Serialize};

use ways::Ways;

/// The first building.
const HEADQUARTERS: &str = "headquarters";
/// The access point, where there is one.
const DISTRICT: &str = "district";
/// What it takes to get to the access point, in minutes.
const TRAVEL_MINUTES: u32 = 4;
/// What the access point gives.
const GIVEN_IN_THE_DISTRICT: [&str; 3] = ["benefits", "cards", "moves"];
/// A service: id, letter, area.
const SERVICES: [(&str, char, &str); 6] = [
    ("cards", 'A', "registry"),
    ("births", 'A', "registry"),
    ("moves", 'B', "registry"),
    ("permits", 'C', "building"),
    ("plans", 'D', "building"),
    ("benefits", 'E', "social"),
];
/// A counter: id, location, area, floor.
const COUNTERS: [(&str, &str, &str, &str); 5] = [
    ("hall-1", HEADQUARTERS, "registry", "T"),
    ("hall-2", HEADQUARTERS, "registry", "T"),
    ("upstairs-1", HEADQUARTERS, "building", "2"),
    ("district-1", DISTRICT, "social", "1"),
    ("district-2", DISTRICT, "registry", "T"),
];
/// An area: id, floor, colour.
const AREAS: [(&str, &str, &str); 3] =
    [("registry", "T", "#0066cc"), ("building", "2", "#7a3e00"), ("social", "1", "#2e6b34")];
/// What most people come for.
const MOST_USED: [&str; 3] = ["permits", "cards", "moves"];
/// What can have happened to somebody: id, services.
const LIFE_EVENTS: [(&str, &[&str]); 2] = [("moved", &["moves", "permits"]), ("born", &["births"])];
/// A reason for priority: id, weight; two weigh the same.
const PRIORITIES: [(&str, u32); 3] = [("disability", 5), ("pregnancy", 2), ("small-child", 2)];
/// A ready-made notice: id, what it says.
const NOTICES: [(&str, &str); 2] = [("lift", "The lift is out of order"), ("closing", "We close at noon")];
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
    /// A service is given in the access point, or is no longer.
    Given(ServiceId),
    /// A reason for priority is added or removed.
    Priority(PriorityId),
    /// The counters of the district stand in a building of their own, or again in the headquarters.
    Place,
    /// The office's ways are those drawn by this number, or again the usual ones.
    Ways(u64),
}

/// The hub as its file says it at one moment: everything, apart from the changes that are in force.
#[derive(Clone, Debug, Default)]
pub struct HubFile {
    in_force: Vec<CatalogChange>,
}

impl HubFile {
    /// Brings a change into force, or takes it back where it is.
    pub fn change(&mut self, change: &CatalogChange) {
        let is_in_force = self.has(change);
        let is_ways = |change: &CatalogChange| matches!(change, CatalogChange::Ways(_));
        // Of all ways an office has one.
        self.in_force.retain(|other| other != change && !(is_ways(other) && is_ways(change)));
        if !is_in_force {
            self.in_force.push(change.clone());
        }
    }

    fn has(&self, change: &CatalogChange) -> bool {
        self.in_force.contains(change)
    }

    /// The catalog the file stands for; like a checked one it names nothing it does not have.
    #[must_use]
    pub fn catalog(&self) -> Arc<Catalog> {
        let ways = self.in_force.iter().find_map(|change| match change {
            CatalogChange::Ways(seed) => Some(*seed),
            CatalogChange::Service(_)
            | CatalogChange::Counter(_)
            | CatalogChange::Clerk(_)
            | CatalogChange::Letter(_)
            | CatalogChange::Skills(_)
            | CatalogChange::Given(_)
            | CatalogChange::Priority(_)
            | CatalogChange::Place => None,
        });
        let ways = ways.map(Ways::drawn).unwrap_or_default();
        let services: Vec<_> = (0..SERVICES.len()).filter_map(|position| self.service(position, &ways)).collect();
        let is_there = |id: &ServiceId| services.iter().any(|service| &service.id == id);
        let pairs = ways.pairs.iter().filter(|pair| is_there(&pair.first) && is_there(&pair.then)).cloned().collect();
        let most_used = MOST_USED.map(ServiceId::new).into_iter().filter(is_there).collect();
        let life_events = LIFE_EVENTS.iter().filter_map(|event| life_event(event, is_there)).collect();
        Arc::new(Catalog {
            id: HubId::new("hub"),
            name: text("Comune"),
            time_zone: "Europe/Rome".to_owned(),
            follow_url: None,
            most_used,
            calendar: Calendar::default(),
            locations: self.locations(&services),
            areas: AREAS.iter().zip(ways.areas).map(area).collect(),
            services,
            counters: COUNTERS.iter().zip(ways.counters).filter_map(|line| self.counter(line)).collect(),
            clerks: CLERKS.iter().filter_map(|line| self.clerk(line)).collect(),
            pairs,
            priorities: PRIORITIES.iter().zip(ways.weights).filter_map(|line| self.priority(line)).collect(),
            notices: NOTICES.map(|(id, it)| ReadyNotice { id: ReadyNoticeId::new(id), text: text(it) }).to_vec(),
            rules: ways.rules,
            life_events,
            kiosk: HomeTexts::default(),
            slip: SlipLayout::default(),
        })
    }

    /// The headquarters give everything.
    fn locations(&self, services: &[Service]) -> Vec<Location> {
        let is_given = |service: &&Service| {
            let is_usual = GIVEN_IN_THE_DISTRICT.contains(&service.id.as_str());
            is_usual != self.has(&CatalogChange::Given(service.id.clone()))
        };
        let given = services.iter().filter(is_given).map(|service| service.id.clone()).collect();
        let mut locations = vec![location(HEADQUARTERS, Vec::new(), None)];
        if self.has(&CatalogChange::Place) {
            locations.push(location(DISTRICT, given, Some(TRAVEL_MINUTES)));
        }
        locations
    }

    fn priority(&self, ((id, _), weight): (&(&str, u32), u32)) -> Option<Priority> {
        let is_gone = self.has(&CatalogChange::Priority(PriorityId::new(*id)));
        (!is_gone).then(|| Priority { id: PriorityId::new(*id), name: text(id), weight, proof: text("papers") })
    }

    fn service(&self, position: usize, ways: &Ways) -> Option<Service> {
        let (id, letter, area) = &SERVICES[position];
        let id = ServiceId::new(*id);
        let is_gone = self.has(&CatalogChange::Service(id.clone()));
        let letter = if self.has(&CatalogChange::Letter(id.clone())) { 'F' } else { *letter };
        (!is_gone).then(|| Service {
            name: text(id.as_str()),
            id,
            letter,
            area: AreaId::new(*area),
            documents: Vec::new(),
            for_whom: Text::default(),
            cost: Text::default(),
            online_url: None,
            duration_minutes: ways.durations[position],
            target_wait_minutes: ways.targets[position],
            hours: None,
            last_ticket_minutes: 0,
            daily_quota: None,
            asks_fiscal_code: false,
            keywords: None,
        })
    }

    fn counter(&self, ((id, location, area, _), floor): (&(&str, &str, &str, &str), &str)) -> Option<Counter> {
        let is_gone = self.has(&CatalogChange::Counter(CounterId::new(*id)));
        let location = if self.has(&CatalogChange::Place) { *location } else { HEADQUARTERS };
        (!is_gone).then(|| Counter {
            id: CounterId::new(*id),
            // `hall-1` is H1: a label is short.
            label: format!("{}{}", id[..1].to_uppercase(), &id[id.len() - 1..]),
            location: LocationId::new(location),
            floor: floor.to_owned(),
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
            // Somebody there has to be refused a call by name.
            may_call_named: *id != "bruno",
            break_at: None,
        })
    }

    fn skills(&self, of: &[&str]) -> Vec<ServiceId> {
        let all = of.iter().map(|id| ServiceId::new(*id));
        all.filter(|id| !self.has(&CatalogChange::Service(id.clone()))).collect()
    }
}

/// A catalog as the text of a hub file.
#[must_use]
pub fn source_of(catalog: &Catalog) -> String {
    toml::to_string(catalog).unwrap_or_default()
}

/// Every change there can be on a day, beside other ways of the office.
#[must_use]
pub fn changes() -> Vec<CatalogChange> {
    let services = SERVICES
        .iter()
        .flat_map(|(id, ..)| [CatalogChange::Service(ServiceId::new(*id)), CatalogChange::Letter(ServiceId::new(*id))]);
    let clerks = CLERKS
        .iter()
        .flat_map(|(id, ..)| [CatalogChange::Clerk(ClerkId::new(*id)), CatalogChange::Skills(ClerkId::new(*id))]);
    let counters = COUNTERS.iter().map(|(id, ..)| CatalogChange::Counter(CounterId::new(*id)));
    let given = SERVICES.iter().map(|(id, ..)| CatalogChange::Given(ServiceId::new(*id)));
    let priorities = PRIORITIES.iter().map(|(id, _)| CatalogChange::Priority(PriorityId::new(*id)));
    services.chain(clerks).chain(counters).chain(given).chain(priorities).collect()
}

fn text(words: &str) -> Text {
    Text::new(words, "")
}

/// What has happened to somebody, with those of its services that are there; none where none of them is.
fn life_event((id, services): &(&str, &[&str]), is_there: impl Fn(&ServiceId) -> bool) -> Option<LifeEvent> {
    let services: Vec<_> = services.iter().copied().map(ServiceId::new).filter(is_there).collect();
    let event = LifeEvent { id: LifeEventId::new(*id), name: text(id), icon: None, services: services.clone() };
    (!services.is_empty()).then_some(event)
}

fn area(((id, _, color), floor): (&(&str, &str, &str), &str)) -> Area {
    Area {
        id: AreaId::new(*id),
        name: text(id),
        summary: text(id),
        floor: floor.to_owned(),
        waiting_room: text(id),
        color: (*color).to_owned(),
        icon: None,
        hours: None,
    }
}

fn location(id: &str, services: Vec<ServiceId>, travel_minutes: Option<u32>) -> Location {
    let (name, address) = (text(id), format!("via {id}"));
    Location { id: LocationId::new(id), name, address, services, travel_minutes, hours: None }
}

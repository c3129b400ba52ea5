//! What a hub is made of: the content of a hub file once it has been checked.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Hours};
use crate::home::{HomeTexts, LifeEvent};
use crate::ids::{AreaId, ClerkId, CounterId, HubId, LocationId, PriorityId, ReadyNoticeId, ServiceId};
use crate::notice::ReadyNotice;
use crate::rules::{Pair, PairRule, Priority, Rules};
use crate::slip::SlipLayout;
use crate::text::Text;
use crate::what_if::ClockTime;

/// One administration's whole: its locations, areas, services, counters and clerks.
///
/// A checked catalog names only ids that exist in it, and no id twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The hub's id.
    pub id: HubId,
    /// The hub's name as people read it.
    pub name: Text,
    /// IANA time zone, such as `Europe/Rome`.
    pub time_zone: String,
    /// Where phones reach the dispatcher, such as `https://sportello.example.it`; `None` where they cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_url: Option<String>,
    /// What most people come for, in the order of the kiosk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub most_used: Vec<ServiceId>,
    /// Holidays, closures and openings by date.
    #[serde(default)]
    pub calendar: Calendar,
    /// Buildings.
    #[serde(rename = "location")]
    pub locations: Vec<Location>,
    /// Offices, in the order of the kiosk.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
    /// Services, in the order of the kiosk.
    #[serde(rename = "service")]
    pub services: Vec<Service>,
    /// Desks.
    #[serde(rename = "counter")]
    pub counters: Vec<Counter>,
    /// People who serve.
    #[serde(rename = "clerk")]
    pub clerks: Vec<Clerk>,
    /// What holds between services of one visit.
    #[serde(rename = "pair", default)]
    pub pairs: Vec<Pair>,
    /// Reasons for priority.
    #[serde(rename = "priority", default)]
    pub priorities: Vec<Priority>,
    /// Notices that staff can put up as they are.
    #[serde(rename = "notice", default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<ReadyNotice>,
    /// What can have happened to who comes, in the order of the kiosk.
    #[serde(rename = "life_event", default, skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<LifeEvent>,
    /// The words of the kiosk's first page.
    #[serde(default, skip_serializing_if = "HomeTexts::is_usual")]
    pub kiosk: HomeTexts,
    /// The rules the hub sets for itself.
    #[serde(default)]
    pub rules: Rules,
    /// How its slips look.
    #[serde(default, skip_serializing_if = "SlipLayout::is_usual")]
    pub slip: SlipLayout,
}

impl Catalog {
    /// The service with this id.
    #[must_use]
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| &service.id == id)
    }

    /// The area with this id.
    #[must_use]
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| &area.id == id)
    }

    /// The counter with this id.
    #[must_use]
    pub fn counter(&self, id: &CounterId) -> Option<&Counter> {
        self.counters.iter().find(|counter| &counter.id == id)
    }

    /// The clerk with this id.
    #[must_use]
    pub fn clerk(&self, id: &ClerkId) -> Option<&Clerk> {
        self.clerks.iter().find(|clerk| &clerk.id == id)
    }

    /// The reason for priority with this id.
    #[must_use]
    pub fn priority(&self, id: &PriorityId) -> Option<&Priority> {
        self.priorities.iter().find(|priority| &priority.id == id)
    }

    /// The ready-made notice with this id.
    #[must_use]
    pub fn notice(&self, id: &ReadyNoticeId) -> Option<&ReadyNotice> {
        self.notices.iter().find(|notice| &notice.id == id)
    }

    /// Whether a rule holds between two services.
    #[must_use]
    pub fn has_pair(&self, rule: PairRule, first: &ServiceId, then: &ServiceId) -> bool {
        self.pairs.iter().any(|pair| pair.rule == rule && &pair.first == first && &pair.then == then)
    }
}

/// A building of the hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// The location's id.
    pub id: LocationId,
    /// Its name.
    pub name: Text,
    /// Street address.
    pub address: String,
    /// The services given here; none named means every service.
    #[serde(default)]
    pub services: Vec<ServiceId>,
    /// How long most people take here from the headquarters, in minutes.
    #[serde(default)]
    pub travel_minutes: Option<u32>,
    /// The building's week; `None` means always open.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// An office behind the shared interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The area's id.
    pub id: AreaId,
    /// Its name.
    pub name: Text,
    /// One line on what people come here for.
    pub summary: Text,
    /// The floor's label as on the lift buttons: `T`, `1`, `2`.
    pub floor: String,
    /// Where to wait.
    pub waiting_room: Text,
    /// Identifying colour, `#rrggbb`.
    pub color: String,
    /// Its sign, one of [`crate::home::ICONS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The area's week; `None` means that of the buildings in which its counters stand.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// What a citizen can come for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's id.
    pub id: ServiceId,
    /// Letter in front of the number; several services may share one. Never I, O or Q.
    pub letter: char,
    /// The area that offers it.
    pub area: AreaId,
    /// Its name.
    pub name: Text,
    /// Documents to bring.
    #[serde(default)]
    pub documents: Vec<Text>,
    /// Who it is for; empty where nothing is said.
    #[serde(default)]
    pub for_whom: Text,
    /// What it costs; empty where nothing is said.
    #[serde(default)]
    pub cost: Text,
    /// Where it can be had without coming, an `https` address; `None` where it cannot.
    #[serde(default)]
    pub online_url: Option<String>,
    /// How long serving one person usually takes, in minutes.
    pub duration_minutes: u32,
    /// The wait the office aims at, in minutes.
    pub target_wait_minutes: u32,
    /// The service's week; `None` means that of its area.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// How long before each closing the last ticket is given, in minutes; 0 means up to the closing.
    #[serde(default)]
    pub last_ticket_minutes: u32,
    /// Most tickets of one day; `None` means as many as come.
    #[serde(default)]
    pub daily_quota: Option<u32>,
    /// Whether the kiosk asks for the health card before it gives a number; what is on it is checked and dropped.
    #[serde(default, skip_serializing_if = "is_no")]
    pub asks_fiscal_code: bool,
    /// Further words by which people look for it at the kiosk, in each language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Text>,
}

/// Whether something is left out because it is what nearly every service has.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
fn is_no(is_so: &bool) -> bool {
    !is_so
}

/// A desk with a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The counter's id.
    pub id: CounterId,
    /// The number or name over the desk, as the board shows it.
    pub label: String,
    /// The building it stands in.
    pub location: LocationId,
    /// The floor's label.
    pub floor: String,
    /// Room or hall, for the slip and the board.
    pub place: Text,
    /// The area it belongs to.
    pub area: AreaId,
}

/// A person who serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clerk {
    /// The clerk's id.
    pub id: ClerkId,
    /// The name shown to the clerk alone.
    pub name: String,
    /// Services the clerk masters.
    pub primary: Vec<ServiceId>,
    /// Services the clerk can help with.
    #[serde(default)]
    pub secondary: Vec<ServiceId>,
    /// Whether the clerk may call a ticket by its code, out of turn.
    #[serde(default)]
    pub may_call_named: bool,
    /// When the clerk's break is planned to begin, in the hub's own time; waits are foretold with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_at: Option<ClockTime>,
}

impl Clerk {
    /// Whether the clerk can serve this service at all.
    #[must_use]
    pub fn can_serve(&self, service: &ServiceId) -> bool {
        self.primary.contains(service) || self.secondary.contains(service)
    }
}

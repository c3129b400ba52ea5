//! When a hub is open: weekly hours, holidays, closures and openings by date, as a hub file states them.
//!
//! What follows from them at a moment is told by the crate `calendar`.

mod hours;
mod names;
mod span;
mod words;

use serde::{Deserialize, Serialize};

use crate::DayDate;
use crate::catalog::Catalog;
use crate::ids::{AreaId, LocationId, ServiceId};
use crate::text::Text;

pub use hours::Hours;
pub use span::{HoursError, MINUTES_PER_DAY, MonthDay, Span};
pub use words::{moment_text, time_text};

/// How long before the first opening the day opens where the hub file says nothing, in minutes.
const DAY_OPENS_MINUTES_BEFORE_DEFAULT: u32 = 30;
/// How long after the last closing the day closes where the hub file says nothing, in minutes.
const DAY_CLOSES_MINUTES_AFTER_DEFAULT: u32 = 30;

/// The days of a hub that differ from the week, and when its day opens and closes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Whose public holidays are kept.
    #[serde(default)]
    pub public_holidays: PublicHolidays,
    /// The feast of the town's patron saint, closed like a public holiday.
    #[serde(default)]
    pub patron_saint: Option<PatronSaint>,
    /// How long before the first opening the day opens, in minutes.
    #[serde(default = "day_opens_minutes_before")]
    pub day_opens_minutes_before: u32,
    /// How long after the last closing the day closes, in minutes.
    #[serde(default = "day_closes_minutes_after")]
    pub day_closes_minutes_after: u32,
    /// Days on which something is closed that would be open.
    #[serde(default)]
    pub closures: Vec<Closure>,
    /// Days with hours of their own, also where the week or a holiday says closed.
    #[serde(default)]
    pub openings: Vec<Opening>,
}

fn day_opens_minutes_before() -> u32 {
    DAY_OPENS_MINUTES_BEFORE_DEFAULT
}

fn day_closes_minutes_after() -> u32 {
    DAY_CLOSES_MINUTES_AFTER_DEFAULT
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            public_holidays: PublicHolidays::None,
            patron_saint: None,
            day_opens_minutes_before: DAY_OPENS_MINUTES_BEFORE_DEFAULT,
            day_closes_minutes_after: DAY_CLOSES_MINUTES_AFTER_DEFAULT,
            closures: Vec::new(),
            openings: Vec::new(),
        }
    }
}

/// Whose public holidays a hub keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicHolidays {
    /// None: every day is as the week says.
    #[default]
    None,
    /// The national holidays of Italy.
    Italy,
}

/// The feast of a town's patron saint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatronSaint {
    /// The day of every year, written `08-05`.
    pub day: MonthDay,
    /// The feast's name, shown as the reason for the closed door.
    pub name: Text,
}

/// Some days on which a hub or a part of it is closed.
///
/// It concerns the whole hub unless a location, an area or a service is named; at most one of them is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The first day.
    pub from: DayDate,
    /// The last day; the first one where it is left out.
    #[serde(default)]
    pub to: Option<DayDate>,
    /// The building concerned.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// The area concerned.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// The service concerned.
    #[serde(default)]
    pub service: Option<ServiceId>,
    /// Why, as people read it.
    pub text: Text,
}

/// Some days on which a hub or a part of it has hours of their own.
///
/// It concerns the whole hub unless a location, an area or a service is named; at most one of them is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The first day.
    pub from: DayDate,
    /// The last day; the first one where it is left out.
    #[serde(default)]
    pub to: Option<DayDate>,
    /// The hours of each of these days, in order, none overlapping.
    pub hours: Vec<Span>,
    /// The building concerned.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// The area concerned.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// The service concerned.
    #[serde(default)]
    pub service: Option<ServiceId>,
    /// What it is about, as people read it.
    pub text: Text,
}

/// Why a day ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayEnd {
    /// Somebody closed it before its hours were over.
    ByHand,
    /// Its hours were over.
    AfterHours,
    /// Its date was over.
    Midnight,
    /// Its date had not come: the clock that opened it was ahead, or somebody had opened it early.
    AheadOfClock,
}

impl Catalog {
    /// Whether nothing in the hub file ever closes anything.
    #[must_use]
    pub fn is_always_open(&self) -> bool {
        let calendar = &self.calendar;
        calendar.public_holidays == PublicHolidays::None
            && calendar.patron_saint.is_none()
            && calendar.closures.is_empty()
            && calendar.openings.is_empty()
            && self.locations.iter().all(|location| location.hours.is_none())
            && self.areas.iter().all(|area| area.hours.is_none())
            && self.services.iter().all(|service| service.hours.is_none())
    }

    /// The same hub without hours, holidays, last tickets and quotas: for demonstrations at any time of day.
    #[must_use]
    pub fn always_open(mut self) -> Self {
        self.calendar = Calendar::default();
        self.locations.iter_mut().for_each(|location| location.hours = None);
        self.areas.iter_mut().for_each(|area| area.hours = None);
        for service in &mut self.services {
            service.hours = None;
            service.last_ticket_minutes = 0;
            service.daily_quota = None;
        }
        self
    }
}

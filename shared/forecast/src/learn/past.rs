//! What a day that is over says, whether it was lived through or made up.

use policy::Class;

use super::arrivals::BIN_MINUTES;
use crate::world::{Skill, World};

/// Days of a week.
pub const WEEKDAYS: usize = 7;
/// 1 January 1970 was a Thursday, counted from Monday.
const FIRST_WEEKDAY: i64 = 3;

/// A stretch of a day, in minutes after midnight; its end does not belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its first minute.
    pub from_minute: f64,
    /// The first minute after it.
    pub to_minute: f64,
}

/// A day that is over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastDay {
    /// Days since 1 January 1970, by the hub's own calendar.
    pub day: i64,
    /// When tickets were issued.
    pub open: Vec<Span>,
    /// Every leg whose citizen was there, in any order.
    pub legs: Vec<PastLeg>,
    /// Every appointment of the day, kept or not.
    pub bookings: Vec<Booking>,
}

/// How well a counter masters a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mastery {
    /// It is what the clerk does day by day.
    Home = 0,
    /// A second skill of the clerk's own area.
    OwnArea = 1,
    /// A second skill of another area.
    OtherArea = 2,
}

/// One service of one visit; times are minutes after midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct PastLeg {
    /// The service's position.
    pub service: usize,
    /// The class of its visit.
    pub class: Class,
    /// Whether the citizen came to the hub for it, not from another counter.
    pub is_first: bool,
    /// The service of the visit that came after it.
    pub next_service: Option<usize>,
    /// When the citizen came for it.
    pub arrived_minute: f64,
    /// When it was called; `None` where it never was.
    pub called_minute: Option<f64>,
    /// When serving began.
    pub started_minute: Option<f64>,
    /// When the counter was free again.
    pub finished_minute: Option<f64>,
    /// Whether nobody came to the counter.
    pub is_no_show: bool,
    /// How well whoever served it masters it.
    pub mastery: Mastery,
    /// How long the way to the counter takes, in minutes.
    pub walk_minutes: f64,
}

/// An appointment; times are minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Booking {
    /// The service's position.
    pub service: usize,
    /// When it was booked for.
    pub slot_minute: f64,
    /// When the citizen checked in; `None` where nobody came.
    pub arrived_minute: Option<f64>,
}

impl Mastery {
    /// How well a counter of this area masters one of its skills.
    #[must_use]
    pub fn of(world: &World, area: usize, skill: &Skill) -> Self {
        let is_own_area = world.services.get(skill.service).is_some_and(|service| service.area == area);
        match skill.factor {
            factor if factor <= 1.0 => Self::Home,
            _ if is_own_area => Self::OwnArea,
            _ => Self::OtherArea,
        }
    }
}

impl PastDay {
    /// The weekday, from 0 for Monday to 6.
    #[must_use]
    pub fn weekday(&self) -> usize {
        weekday(self.day)
    }
}

/// The weekday, from 0 for Monday to 6, of a day counted from 1 January 1970.
pub(super) fn weekday(day: i64) -> usize {
    (day + FIRST_WEEKDAY).rem_euclid(WEEKDAYS as i64) as usize
}

/// Whether some of a bin lies within one of these spans.
pub(super) fn is_open(open: &[Span], bin: usize) -> bool {
    let from = bin as f64 * BIN_MINUTES;
    open.iter().any(|span| span.from_minute < from + BIN_MINUTES && span.to_minute > from)
}

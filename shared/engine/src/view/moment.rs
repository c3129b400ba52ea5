//! The moment a view is made for: the time, and what is foretold at it.

use calendar::{OpeningTimes, Place};
use domain::Timestamp;
use domain::catalog::Area;
use domain::ids::LocationId;
use domain::ticket::Class;
use domain::wait::{WaitRange, Waits};

use crate::state::State;
use crate::ticket::Ticket;

/// A moment; a [`Timestamp`] alone is one at which nothing is foretold.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The time.
    pub now: Timestamp,
    /// What is foretold.
    pub waits: &'a Waits,
}

impl From<Timestamp> for Moment<'static> {
    fn from(now: Timestamp) -> Self {
        Self { now, waits: Waits::NONE }
    }
}

impl Moment<'_> {
    /// The wait of a ticket until it is called next; of one taken since, that of whoever took a ticket then.
    pub(super) fn ticket(&self, ticket: &Ticket) -> Option<WaitRange> {
        if ticket.holding().is_some() {
            return None;
        }
        let (_, leg) = ticket.waiting().next()?;
        let known = self.waits.of_ticket(ticket.id, self.now);
        let is_new = self.waits.at.is_some_and(|at| at <= ticket.taken_at) && ticket.class == Class::WalkIn;
        let outlook = || self.waits.of_service(&leg.location, &leg.service, ticket.taken_at).filter(|_| is_new);
        let arrives_at = leg.ready_at.unwrap_or(self.now);
        known.or_else(|| Some(outlook()?.not_before(arrives_at).range(self.now, self.waits.is_rough)))
    }

    /// The wait that covers those of every service of an area that is open in any of some buildings.
    pub(super) fn area(&self, state: &State, locations: &[&LocationId], area: &Area) -> Option<WaitRange> {
        let times = OpeningTimes::new(&state.catalog);
        let of_area = state.catalog.services.iter().filter(|service| service.area == area.id);
        let everywhere = of_area.flat_map(|service| locations.iter().map(move |location| (*location, service)));
        let open = everywhere.filter(|(location, service)| {
            let is_given = state.catalog.location(location).is_some_and(|place| place.gives(&service.id));
            is_given && times.is_open(Place::ServiceAt(location, &service.id), self.now)
        });
        let ranges = open.filter_map(|(location, service)| {
            Some(self.waits.of_service(location, &service.id, self.now)?.range(self.now, self.waits.is_rough))
        });
        // A service nobody gives today says nothing of the others.
        ranges.filter(|range| range.likely_minutes.is_some()).reduce(cover)
    }
}

/// The range in which both lie.
fn cover(one: WaitRange, other: WaitRange) -> WaitRange {
    WaitRange {
        from_minutes: one.from_minutes.min(other.from_minutes),
        to_minutes: one.to_minutes.zip(other.to_minutes).map(|(one, other)| one.max(other)),
        likely_minutes: one.likely_minutes.max(other.likely_minutes),
        is_rough: one.is_rough || other.is_rough,
    }
}

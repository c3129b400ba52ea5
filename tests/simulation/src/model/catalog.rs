//! Another hub file: what it would break, and what changes with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::appointment::AppointmentState;
use domain::catalog::{Catalog, Location};
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};

use super::places::gives;
use super::{Errand, Guest, Model, Seat, serves};

/// What is in the way of a hub file, each reason once, by its code.
pub type Reasons = BTreeSet<&'static str>;

impl Model {
    /// The hub runs on another hub file from here on; says whether it is another one.
    ///
    /// # Errors
    /// What is in the way.
    pub fn change_catalog(&mut self, next: &Arc<Catalog>) -> Result<bool, Reasons> {
        if self.catalog == *next {
            return Ok(false);
        }
        let reasons = self.in_the_way_of(next);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        self.catalog = next.clone();
        self.seats.iter_mut().for_each(|seat| seat.steps.clear());
        Ok(true)
    }

    fn in_the_way_of(&self, next: &Catalog) -> Reasons {
        let has_service = |service: &ServiceId| next.services.iter().any(|known| &known.id == service);
        let has_clerk = |clerk: &ClerkId| next.clerks.iter().any(|known| &known.id == clerk);
        let has_counter = |counter: &CounterId| next.counters.iter().any(|known| &known.id == counter);
        let open: Vec<&Errand> =
            self.guests.iter().flat_map(|guest| &guest.errands).filter(|it| it.is_open()).collect();
        let expected = self.booked.iter().filter(|booked| booked.state == AppointmentState::Expected);
        let mut booked = expected.flat_map(|booked| {
            let place = booked.appointment.location.as_ref().or(self.catalog.locations.first().map(|it| &it.id));
            booked.appointment.services.iter().map(move |service| (place, service))
        });
        let is_given_at = |catalog: &Catalog, at: Option<&LocationId>, service: &ServiceId| {
            at.and_then(|at| place(catalog, at)).is_some_and(|place| gives(place, service))
        };
        let is_seated = |seat: &&Seat| seat.clerk.is_some() || seat.guest.is_some();
        let mut named = self.guests.iter().filter(|guest| guest.is_open()).filter_map(|guest| guest.priority.as_ref());
        let holds = [
            ("service_in_use", open.iter().any(|errand| !has_service(&errand.service))),
            ("location_in_use", open.iter().any(|errand| has_service(&errand.service) && self.is_lost(errand, next))),
            (
                "service_booked",
                booked.any(|(at, service)| {
                    let was_given = is_given_at(&self.catalog, at, service);
                    !has_service(service) || (was_given && !is_given_at(next, at, service))
                }),
            ),
            ("counter_in_use", self.seats.iter().filter(is_seated).any(|seat| !has_counter(&seat.counter))),
            ("clerk_at_counter", self.seats.iter().filter_map(|seat| seat.clerk.as_ref()).any(|it| !has_clerk(it))),
            ("clerk_has_parked", open.iter().filter_map(|it| it.aside.as_ref()).any(|it| !has_clerk(&it.clerk))),
            ("clerk_serving", self.seats.iter().any(|seat| self.is_out_of_skill(seat, next))),
            ("priority_in_use", named.any(|id| !next.priorities.iter().any(|known| &known.id == id))),
        ];
        holds.into_iter().filter(|(_, is_so)| *is_so).map(|(code, _)| code).collect()
    }

    /// Whether something can be waited for where it is, and could not be by another hub file.
    fn is_lost(&self, errand: &Errand, next: &Catalog) -> bool {
        let there = |catalog: &Catalog| place(catalog, &errand.location).map(|place| gives(place, &errand.service));
        match there(next) {
            None => true,
            Some(is_given) => !is_given && there(&self.catalog) == Some(true),
        }
    }

    /// Whether a clerk could go on with what is in hand, and could not by another hub file.
    fn is_out_of_skill(&self, seat: &Seat, next: &Catalog) -> bool {
        let clerk = self.clerk_at(&seat.counter);
        let after = next.clerks.iter().find(|known| Some(&known.id) == seat.clerk.as_ref());
        let (Some(before), Some(after)) = (clerk, after) else { return false };
        let service = |(guest, errand): (&Guest, usize)| guest.errands[errand].service.clone();
        let Some(service) = self.in_hand(&seat.counter).map(service) else { return false };
        let is_there = next.services.iter().any(|known| known.id == service);
        is_there && serves(before, &service) && !serves(after, &service)
    }
}

fn place<'a>(catalog: &'a Catalog, id: &LocationId) -> Option<&'a Location> {
    catalog.locations.iter().find(|known| &known.id == id)
}

//! Buildings and hub files: nobody waits where a service is not given, and nobody flies from one building to another.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::ids::{CounterId, LocationId, ServiceId, TicketId};

use super::{Audit, Checked, must};

/// The building of a counter.
pub(super) fn building(counter: &CounterId, catalog: &Catalog) -> LocationId {
    let known = catalog.counter(counter).map(|counter| counter.location.clone());
    known.unwrap_or_else(|| catalog.locations[0].id.clone())
}

/// A service is waited for where it is given.
pub(super) fn is_given(service: &ServiceId, there: &LocationId, catalog: &Catalog) -> Checked {
    let place = catalog.locations.iter().find(|place| &place.id == there);
    let is_so = place.is_some_and(|place| place.services.is_empty() || place.services.contains(service));
    must(is_so, || format!("{service} is waited for in {there}, where it is not given"))
}

/// The way between two buildings; the simulated hub has two, of which one says how far it is.
fn way(from: &LocationId, to: &LocationId, catalog: &Catalog) -> TimeDelta {
    let minutes = catalog.locations.iter().filter_map(|place| place.travel_minutes).sum::<u32>();
    if from == to { TimeDelta::zero() } else { TimeDelta::minutes(minutes.into()) }
}

impl Audit {
    /// Whoever leaves a counter cannot be called in another building before the way is over.
    pub(super) fn is_on_the_way(
        &mut self,
        ticket: TicketId,
        counter: &CounterId,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Checked {
        let from = building(counter, catalog);
        let mut to_come = self.life(ticket)?.parts.iter().filter(|part| part.is_waiting());
        let is_late_enough =
            to_come.all(|part| part.ready_at.unwrap_or(at) >= at + way(&from, &part.location, catalog));
        must(is_late_enough, || format!("{ticket} is in another building in no time"))
    }

    /// What is still to come is waited for in another building.
    pub(super) fn go(
        &mut self,
        ticket: TicketId,
        to: &LocationId,
        ready_at: Option<Timestamp>,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Checked {
        let life = self.touched(ticket)?;
        must(life.in_hand().is_none(), || format!("{ticket} goes to {to} and is in hand"))?;
        let mut moved = Vec::new();
        for part in life.parts.iter_mut().filter(|part| part.is_waiting() && &part.location != to) {
            must(ready_at.is_none_or(|ready| ready == at + way(&part.location, to, catalog)), || {
                format!("{ticket} is in {to} at {ready_at:?}")
            })?;
            moved.push(part.service.clone());
            (part.location, part.is_behind, part.is_front) = (to.clone(), false, false);
            (part.only_counter, part.only_clerk, part.ready_at) = (None, None, part.ready_at.max(ready_at));
        }
        must(!moved.is_empty(), || format!("{ticket} goes to {to}, where it was"))?;
        moved.iter().try_for_each(|service| is_given(service, to, catalog))
    }

    /// Another hub file comes in, and takes away nothing that is in use.
    pub(super) fn change(&mut self, version: u32, next: &Catalog) -> Checked {
        must(version == self.version + 1, || format!("version {version} follows {}", self.version))?;
        must(*next != *self.catalog || version == 1, || format!("version {version} says nothing new"))?;
        (self.version, self.catalog) = (version, Arc::new(next.clone()));
        self.kept.clear();
        for (counter, clerk) in &self.clerks {
            let is_there = next.counter(counter).is_some() && next.clerk(clerk).is_some();
            must(is_there, || format!("{clerk} sits at {counter}, and one of them is gone"))?;
        }
        for (ticket, life) in &self.lives {
            let mut open = life.parts.iter().filter(|part| part.is_open());
            let is_there = open.all(|part| {
                next.service(&part.service).is_some() && next.locations.iter().any(|place| place.id == part.location)
            });
            must(is_there, || format!("{ticket} is for what is gone"))?;
        }
        Ok(())
    }
}

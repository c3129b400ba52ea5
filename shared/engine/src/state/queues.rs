//! Who waits where, and the buildings as the policy sees them.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::catalog::Service;
use domain::ids::{LocationId, ServiceId};

use super::State;
use crate::dispatch::{Building, Rank};
use crate::ordered::Ordered;
use crate::ticket::Leg;

impl State {
    /// How many people wait in a building for any of these services; who waits for several is one person.
    pub(crate) fn people_waiting(&self, location: &LocationId, services: &BTreeSet<&ServiceId>) -> usize {
        let places: usize = services.iter().map(|service| self.waiting_for(location, service)).sum();
        let several = self.several.iter().filter_map(|(id, ())| self.ticket(*id));
        let is_here = |leg: &Leg| &leg.location == location && services.contains(&leg.service);
        let here = several.map(|ticket| ticket.queued().filter(|(_, leg)| is_here(leg)).count());
        places - here.map(|places| places.saturating_sub(1)).sum::<usize>()
    }

    /// The places of those who wait in a building for a service, the next one first.
    pub(crate) fn waiting(&self, location: &LocationId, service: &ServiceId) -> impl Iterator<Item = Rank> {
        self.queue(location, service).map(Ordered::iter).into_iter().flatten().map(|(rank, ())| *rank)
    }

    /// The places of those who wait in a building for a service in a band, the next one first.
    pub(crate) fn waiting_in_band(
        &self,
        location: &LocationId,
        service: &ServiceId,
        band: u8,
    ) -> impl Iterator<Item = Rank> + use<'_> {
        let first = Rank::first_of(band);
        let ranks = self.queue(location, service).map(|queue| queue.iter_from(&first)).into_iter().flatten();
        ranks.map(|(rank, ())| *rank).take_while(move |rank| rank.band == band)
    }

    /// The queues of a building, with how many wait in each.
    pub(crate) fn queues(&self, location: &LocationId) -> impl Iterator<Item = (&ServiceId, usize)> {
        let queues = self.waiting.get(location).into_iter().flatten();
        queues.map(|(service, queue)| (service, queue.len()))
    }

    /// A building as the policy sees it; `None` for one the hub does not have.
    pub(crate) fn building(&self, location: &LocationId) -> Option<&Building> {
        self.buildings.get(location)
    }

    /// Measures every building anew, because the catalog or who sits where has changed.
    pub(crate) fn measure(&mut self) {
        let locations = self.catalog.locations.iter();
        let measured = locations.map(|location| (location.id.clone(), Building::of(self, &location.id)));
        self.buildings = Arc::new(measured.collect());
    }

    /// How long serving one person takes on average, in minutes: as learnt, or as the hub file says.
    pub(crate) fn mean_minutes(&self, service: &Service) -> f64 {
        const SECONDS_PER_MINUTE: f64 = 60.0;
        let learnt = self.durations.services.iter().find(|known| known.service == service.id);
        learnt.map_or(f64::from(service.duration_minutes), |known| f64::from(known.seconds.max(1)) / SECONDS_PER_MINUTE)
    }

    /// How a weight stands among the hub's reasons for priority, from 0.
    pub(crate) fn standing(&self, weight: u32) -> u32 {
        let lighter: BTreeSet<u32> = self.catalog.priorities.iter().map(|priority| priority.weight).collect();
        u32::try_from(lighter.range(..weight).count()).unwrap_or(u32::MAX)
    }

    /// How many wait in a building for a service.
    pub(crate) fn waiting_for(&self, location: &LocationId, service: &ServiceId) -> usize {
        self.queue(location, service).map_or(0, Ordered::len)
    }

    /// How many of those who wait for the same as a leg come before a place in its queue.
    pub(crate) fn waiting_before(&self, leg: &Leg, rank: &Rank) -> usize {
        self.queue(&leg.location, &leg.service).map_or(0, |queue| queue.rank(rank))
    }

    fn queue(&self, location: &LocationId, service: &ServiceId) -> Option<&Ordered<Rank, ()>> {
        self.waiting.get(location)?.get(service)
    }
}

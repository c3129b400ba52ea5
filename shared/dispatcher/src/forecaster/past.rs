//! The hub's past days, read from the journal and kept as sums.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{LocationId, Seq, ServiceId};
use forecast::hub::{configured, past_days};
use forecast::learn::History;
use protocol::Problem;
use store::Stored;

use super::positions;
use crate::pages::{PAGE_EVENTS_MAX, first_after};
use crate::sequencer::Handle;

/// How far back days are learnt from, in days: half a year weighs an eighth of today.
const PAST_DAYS_MAX: i64 = 180;

/// What past days say of a hub and its buildings.
pub(super) struct Past {
    /// The services whose positions the sums are kept by.
    services: Vec<ServiceId>,
    hub: History,
    locations: BTreeMap<LocationId, History>,
    /// Events up to this place were read; `None` before the first.
    read: Option<Seq>,
    /// Events of the day that is not over.
    open: Vec<Stored>,
    /// What a building knows that has no past.
    nothing: History,
}

impl Past {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let nothing = History::new(catalog.services.len());
        Self {
            services: ids(catalog),
            hub: nothing.clone(),
            locations: BTreeMap::new(),
            read: None,
            open: Vec::new(),
            nothing,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.hub.is_blank()
    }

    pub(super) fn of_hub(&self) -> &History {
        &self.hub
    }

    pub(super) fn of(&self, location: &LocationId) -> &History {
        self.locations.get(location).unwrap_or(&self.nothing)
    }

    /// Reads what the journal holds since, and learns from every day that is over.
    pub(super) async fn catch_up(&mut self, handle: &Handle, now: Timestamp) -> Result<(), Box<Problem>> {
        let state = handle.latest().state;
        self.follow(state.catalog());
        let mut after = match self.read {
            Some(read) => read,
            None => {
                handle.look(move |reader, hub| first_after(reader, hub, now - TimeDelta::days(PAST_DAYS_MAX))).await?
            }
        };
        while after < state.seq() {
            let page = handle.look(move |reader, hub| reader.events(hub, after, PAGE_EVENTS_MAX)).await?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            page.into_iter().for_each(|stored| self.take(stored, state.catalog()));
            self.read = Some(after);
        }
        Ok(())
    }

    fn take(&mut self, stored: Stored, catalog: &Catalog) {
        // A day that nothing closed is over once another begins.
        if matches!(stored.event, Event::DayOpened { .. }) {
            self.close(catalog);
        } else if self.open.is_empty() || matches!(stored.event, Event::CatalogChanged { .. }) {
            // Between days, or before the first whole one; a hub file is long and of no use here.
            return;
        }
        let is_over = matches!(stored.event, Event::DayClosed { .. });
        self.open.push(stored);
        if is_over {
            self.close(catalog);
        }
    }

    /// Learns from the day that was read.
    fn close(&mut self, catalog: &Catalog) {
        let day = std::mem::take(&mut self.open);
        let configured = configured(catalog);
        for past in past_days(catalog, day.iter().map(|stored| (stored.at, &stored.event))) {
            if past.hub.legs.is_empty() {
                continue;
            }
            self.hub.learn(&past.hub, &configured);
            for (location, past) in &past.locations {
                let services = catalog.services.len();
                let history = self.locations.entry(location.clone()).or_insert_with(|| History::new(services));
                history.learn(past, &configured);
            }
        }
    }

    /// Follows a changed hub file: what is known of a service stays with it.
    fn follow(&mut self, catalog: &Catalog) {
        let services = ids(catalog);
        if services == self.services {
            return;
        }
        let from = positions(&self.services, &services);
        self.hub = self.hub.rearranged(&from);
        self.locations.values_mut().for_each(|history| *history = history.rearranged(&from));
        self.nothing = History::new(services.len());
        self.services = services;
    }
}

fn ids(catalog: &Catalog) -> Vec<ServiceId> {
    catalog.services.iter().map(|service| service.id.clone()).collect()
}

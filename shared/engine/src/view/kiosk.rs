//! What a kiosk shows: the services of its building, and the other buildings where they help.

use std::collections::BTreeMap;

use calendar::{OpeningTimes, Place};
use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::{Area, Location, Service};
use domain::home::LifeEvent;
use domain::ids::{DeviceId, LocationId, ServiceId};
use domain::view::{Elsewhere, KioskArea, KioskElsewhere, KioskLifeEvent, KioskLocation, KioskService, KioskView};
use domain::wait::{WaitRange, Waits};

use super::{Moment, count, priorities, waiting_in, waiting_room};
use crate::estimate::Capacity;
use crate::offer;
use crate::state::State;

/// What a view is made from.
struct Scene<'a> {
    state: &'a State,
    times: OpeningTimes<'a>,
    /// What each building can do, measured once.
    capacities: BTreeMap<&'a LocationId, Capacity<'a>>,
    here: &'a Location,
    now: Timestamp,
    waits: &'a Waits,
}

/// Everything a kiosk in a building shows before a ticket exists; `None` for a building the hub does not have.
#[must_use]
pub fn kiosk<'a>(state: &State, location: &LocationId, moment: impl Into<Moment<'a>>) -> Option<KioskView> {
    let Moment { now, waits } = moment.into();
    let here = state.catalog.location(location)?;
    let measured = state.catalog.locations.iter().map(|place| (&place.id, Capacity::of(state, &place.id)));
    let (times, capacities) = (OpeningTimes::new(&state.catalog), measured.collect());
    let scene = Scene { state, times, capacities, here, now, waits };
    Some(KioskView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        opening: offer::open_state(&scene.times, Place::Hub, now),
        locations: state.catalog.locations.iter().map(|location| scene.location(location)).collect(),
        areas: state.catalog.areas.iter().filter_map(|area| scene.area(area)).collect(),
        priorities: priorities(state),
        location: Some(here.id.clone()),
        location_name: here.name.clone(),
        has_appointments: state.appointments.iter().next().is_some(),
        only_elsewhere: scene.only_elsewhere(),
        slip: state.catalog.slip.clone(),
        usher_calls: usher_calls_at(state, &here.id),
        notices: super::notices::shown(state, &here.id, now),
        most_used: scene.given(&state.catalog.most_used),
        life_events: state.catalog.life_events.iter().filter_map(|event| scene.life_event(event)).collect(),
        texts: state.catalog.kiosk.clone(),
    })
}

fn usher_calls_at(state: &State, here: &LocationId) -> Vec<DeviceId> {
    super::usher_calls(state).filter(|row| &row.location == here).map(|row| row.device).collect()
}

impl Scene<'_> {
    fn location(&self, location: &Location) -> KioskLocation {
        KioskLocation {
            id: location.id.clone(),
            name: location.name.clone(),
            address: location.address.clone(),
            opening: offer::open_state(&self.times, Place::Location(&location.id), self.now),
        }
    }

    /// An area as far as its services are given in the building; none where nothing of it is.
    fn area(&self, area: &Area) -> Option<KioskArea> {
        let services = self.state.catalog.services.iter();
        let given = services.filter(|service| service.area == area.id && self.here.gives(&service.id));
        let services: Vec<_> = given.filter_map(|service| self.service(service)).collect();
        (!services.is_empty()).then(|| KioskArea {
            id: area.id.clone(),
            name: area.name.clone(),
            summary: area.summary.clone(),
            floor: area.floor.clone(),
            color: area.color.clone(),
            icon: area.icon.clone(),
            waiting: waiting_in(self.state, &self.here.id, area),
            services,
        })
    }

    /// Those of some services that are given in the building.
    fn given(&self, services: &[ServiceId]) -> Vec<ServiceId> {
        services.iter().filter(|service| self.here.gives(service)).cloned().collect()
    }

    /// What has happened to somebody, as far as its services are given in the building; none where none of them is.
    fn life_event(&self, event: &LifeEvent) -> Option<KioskLifeEvent> {
        let services = self.given(&event.services);
        (!services.is_empty()).then(|| KioskLifeEvent {
            id: event.id.clone(),
            name: event.name.clone(),
            icon: event.icon.clone(),
            services,
        })
    }

    fn service(&self, service: &Service) -> Option<KioskService> {
        let (here, capacity) = (&self.here.id, self.capacities.get(&self.here.id)?);
        let wait_minutes = self.wait_minutes(here, service)?;
        Some(KioskService {
            id: service.id.clone(),
            letter: service.letter,
            name: service.name.clone(),
            waiting: count(self.state.waiting_for(here, &service.id)),
            documents: service.documents.clone(),
            for_whom: service.for_whom.clone(),
            cost: service.cost.clone(),
            online_url: service.online_url.clone(),
            duration_minutes: service.duration_minutes,
            waiting_room: waiting_room(self.state, here, service, self.state.catalog.area(&service.area)).1,
            counters_open: count(capacity.counters_for(&service.id)),
            wait_minutes,
            wait: self.wait(here, service, self.now),
            shorter_elsewhere: self.shorter_elsewhere(service, wait_minutes),
            opening: offer::open_state(&self.times, Place::ServiceAt(here, &service.id), self.now),
            asks_fiscal_code: service.asks_fiscal_code,
            keywords: service.keywords.clone(),
            offer: offer::of_service(
                self.state,
                &self.times,
                capacity,
                service,
                &Moment { now: self.now, waits: self.waits },
            ),
        })
    }

    /// The building in which somebody who sets out at once is called first, where that is sooner than here.
    fn shorter_elsewhere(&self, service: &Service, wait_minutes: Option<u32>) -> Option<Elsewhere> {
        let places = self.state.catalog.locations.iter();
        let others = places.filter(|place| place.id != self.here.id && place.gives(&service.id));
        let open = others.filter(|place| self.times.is_open(Place::ServiceAt(&place.id, &service.id), self.now));
        let timed = open.filter_map(|place| {
            let there = self.elsewhere(place, service)?;
            Some((there.travel_minutes.max(there.wait_minutes?), there))
        });
        let (minutes, there) = timed.min_by_key(|(minutes, _)| *minutes)?;
        wait_minutes.is_none_or(|here| minutes < here).then_some(there)
    }

    fn elsewhere(&self, place: &Location, service: &Service) -> Option<Elsewhere> {
        let capacity = self.capacities.get(&place.id)?;
        let travel_minutes = self.state.catalog.travel_minutes(&self.here.id, &place.id);
        Some(Elsewhere {
            location: place.id.clone(),
            name: place.name.clone(),
            address: place.address.clone(),
            travel_minutes,
            waiting: count(self.state.waiting_for(&place.id, &service.id)),
            counters_open: count(capacity.counters_for(&service.id)),
            wait_minutes: self.wait_minutes(&place.id, service)?,
            wait: self.wait(&place.id, service, self.now + TimeDelta::minutes(travel_minutes.into())),
        })
    }

    /// The wait for a service in a building, in minutes: as foretold, or by usual durations.
    ///
    /// `None` for a building that was not measured, and within for a service nobody gives.
    fn wait_minutes(&self, location: &LocationId, service: &Service) -> Option<Option<u32>> {
        let usual = self.capacities.get(location)?.wait_minutes(&service.id);
        let range = self.wait(location, service, self.now);
        Some(match range {
            Some(range) => range.likely_minutes,
            None => usual,
        })
    }

    /// The wait for a service in a building of whoever gets there at a moment, where it is foretold and somebody serves.
    fn wait(&self, location: &LocationId, service: &Service, arrives_at: Timestamp) -> Option<WaitRange> {
        let outlook = self.waits.of_service(location, &service.id, self.now)?;
        outlook.middle?;
        Some(outlook.not_before(arrives_at).range(self.now, self.waits.is_rough))
    }

    fn only_elsewhere(&self) -> Vec<KioskElsewhere> {
        let services = self.state.catalog.services.iter();
        let found = services.filter(|service| !self.here.gives(&service.id)).filter_map(|service| {
            let place = self.state.catalog.nearest_for(&service.id, &self.here.id)?;
            let place = self.elsewhere(place, service)?;
            Some(KioskElsewhere { service: service.id.clone(), name: service.name.clone(), place })
        });
        found.collect()
    }
}

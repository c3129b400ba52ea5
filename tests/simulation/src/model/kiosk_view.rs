//! What a kiosk should show of its building and of the others, by the model.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::catalog::{Area, Clerk, Location};
use domain::ids::{LocationId, ServiceId};
use domain::view::{Elsewhere, KioskArea, KioskService, KioskView};

use super::places::gives;
use super::views::{Checked, count, same};
use super::{Model, Seat, serves};

/// What is compared of another building: which, how far, how many wait, how many serve, and for how long one waits.
type Other<'a> = (&'a LocationId, u32, u32, u32, Option<u32>);

/// Every building, counted once.
struct Halls<'a> {
    waiting: BTreeMap<(&'a LocationId, &'a ServiceId), u32>,
    calling: BTreeMap<&'a LocationId, Vec<(&'a Seat, &'a Clerk)>>,
}

impl Halls<'_> {
    fn waiting(&self, location: &LocationId, service: &ServiceId) -> u32 {
        self.waiting.get(&(location, service)).copied().unwrap_or(0)
    }

    fn able(&self, location: &LocationId, service: &ServiceId) -> Vec<(&Seat, &Clerk)> {
        let calling = self.calling.get(location).into_iter().flatten().copied();
        calling.filter(|(_, clerk)| serves(clerk, service)).collect()
    }

    fn counters_open(&self, location: &LocationId, service: &ServiceId) -> u32 {
        count(self.able(location, service).len())
    }
}

impl Model {
    fn halls(&self) -> Halls<'_> {
        let (mut waiting, mut calling) = (BTreeMap::new(), BTreeMap::new());
        for place in &self.catalog.locations {
            calling.insert(&place.id, self.calling(&place.id));
            for service in &self.catalog.services {
                waiting.insert((&place.id, &service.id), count(self.queue(&place.id, &service.id).len()));
            }
        }
        Halls { waiting, calling }
    }

    /// Seats of a building whose clerks call people, by the names of the counters.
    fn calling(&self, location: &LocationId) -> Vec<(&Seat, &Clerk)> {
        let is_there = |seat: &&Seat| {
            let counters = &self.catalog.counters;
            counters.iter().any(|known| known.id == seat.counter && &known.location == location)
        };
        let seats = self.seats.iter().filter(|seat| seat.pause.is_none()).filter(is_there);
        let mut calling: Vec<_> = seats.filter_map(|seat| Some((seat, self.clerk_at(&seat.counter)?))).collect();
        calling.sort_by(|one, other| one.0.counter.cmp(&other.0.counter));
        calling
    }

    /// The wait to expect, in minutes: each clerk's part of the work that waits, on average of those who can serve it.
    fn wait_minutes(&self, halls: &Halls<'_>, location: &LocationId, service: &ServiceId) -> Option<u32> {
        let able = halls.able(location, service);
        let is_free = able.iter().any(|(seat, _)| seat.guest.is_none());
        if halls.waiting(location, service) == 0 && is_free {
            return Some(0);
        }
        let before = |clerk: &Clerk| {
            let mine = self.catalog.services.iter().filter(|service| serves(clerk, &service.id));
            let parts = mine.map(|service| {
                let work = f64::from(service.duration_minutes) * f64::from(halls.waiting(location, &service.id));
                work / f64::from(halls.counters_open(location, &service.id))
            });
            parts.fold(0.0, |sum: f64, part| sum + part)
        };
        let sum = able.iter().fold(0.0, |sum, (_, clerk)| sum + before(clerk));
        (!able.is_empty()).then(|| (sum / f64::from(count(able.len()))).ceil() as u32)
    }

    fn other<'a>(&self, halls: &Halls<'_>, here: &LocationId, there: &'a LocationId, service: &ServiceId) -> Other<'a> {
        let minutes = u32::try_from(self.way(here, there).num_minutes()).unwrap_or(0);
        let (waiting, open) = (halls.waiting(there, service), halls.counters_open(there, service));
        (there, minutes, waiting, open, self.wait_minutes(halls, there, service))
    }

    /// Checks the kiosk of a building.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_kiosk(&self, here: &Location, view: &KioskView, at: Timestamp) -> Checked {
        same("the day at the kiosk", &view.day, &self.day)?;
        same("the building of the kiosk", &view.location.as_ref(), &Some(&here.id))?;
        same("who asks for help at a kiosk", &view.usher_calls, &self.usher_calls_in(&here.id))?;
        same("the notices of a kiosk", &view.notices, &self.notices_shown(&here.id, at))?;
        same("whether anybody is booked", &view.has_appointments, &!self.booked.is_empty())?;
        let is_here = |area: &&Area| {
            let mut services = self.catalog.services.iter();
            services.any(|service| service.area == area.id && gives(here, &service.id))
        };
        let expected: Vec<_> = self.catalog.areas.iter().filter(is_here).map(|area| &area.id).collect();
        same("areas at the kiosk", &view.areas.iter().map(|area| &area.id).collect(), &expected)?;
        self.check_home(here, view)?;
        let halls = self.halls();
        for area in &view.areas {
            self.check_area(&halls, here, area)?;
        }
        self.check_only_elsewhere(&halls, here, view)
    }

    /// The ways of the first page: each only as far as it leads to something that is given here.
    fn check_home(&self, here: &Location, view: &KioskView) -> Checked {
        let given = |services: &[ServiceId]| -> Vec<_> {
            services.iter().filter(|service| gives(here, service)).cloned().collect()
        };
        same("what most come for at the kiosk", &view.most_used, &given(&self.catalog.most_used))?;
        let events = self.catalog.life_events.iter().map(|event| (&event.id, given(&event.services)));
        let expected: Vec<_> = events.filter(|(_, services)| !services.is_empty()).collect();
        let shown: Vec<_> = view.life_events.iter().map(|event| (&event.id, event.services.clone())).collect();
        same("life events at the kiosk", &shown, &expected)
    }

    fn check_area(&self, halls: &Halls<'_>, here: &Location, area: &KioskArea) -> Checked {
        let id = area.id.as_str();
        same(&format!("waiting in {id} at the kiosk"), &area.waiting, &self.waiting_in(&here.id, id))?;
        let all = self.catalog.services.iter().map(|service| (&service.id, &service.area));
        let given = all.filter(|(service, its)| **its == area.id && gives(here, service));
        let expected: Vec<_> = given
            .map(|(id, _)| {
                let (waiting, open) = (halls.waiting(&here.id, id), halls.counters_open(&here.id, id));
                (id, waiting, open, self.wait_minutes(halls, &here.id, id))
            })
            .collect();
        let shown: Vec<_> = area
            .services
            .iter()
            .map(|shown| (&shown.id, shown.waiting, shown.counters_open, shown.wait_minutes))
            .collect();
        same(&format!("services of {id} at the kiosk (waiting, counters open, minutes)"), &shown, &expected)?;
        area.services.iter().try_for_each(|service| self.check_shorter(halls, here, service))
    }

    /// Where somebody who sets out at once is called sooner than here.
    fn check_shorter(&self, halls: &Halls<'_>, here: &Location, shown: &KioskService) -> Checked {
        let others = self.catalog.locations.iter().filter(|place| place.id != here.id && gives(place, &shown.id));
        let sooner = others.filter_map(|place| {
            let other = self.other(halls, &here.id, &place.id, &shown.id);
            let called = other.4?.max(other.1);
            let is_sooner = shown.wait_minutes.is_none_or(|wait| called < wait);
            is_sooner.then_some((called, other))
        });
        let expected = sooner.min_by_key(|(called, _)| *called).map(|(_, other)| other);
        same(&format!("where {} is shorter", shown.id), &shown.shorter_elsewhere.as_ref().map(told), &expected)
    }

    fn check_only_elsewhere(&self, halls: &Halls<'_>, here: &Location, view: &KioskView) -> Checked {
        let all = self.catalog.services.iter().map(|service| &service.id).filter(|id| !gives(here, id));
        let expected: Vec<_> = all
            .filter_map(|id| {
                let there = &self.nearest(id, &here.id)?.id;
                Some((id, self.other(halls, &here.id, there, id)))
            })
            .collect();
        let shown: Vec<_> = view.only_elsewhere.iter().map(|shown| (&shown.service, told(&shown.place))).collect();
        same(&format!("what is not given in {}", here.id), &shown, &expected)
    }
}

fn told(place: &Elsewhere) -> Other<'_> {
    (&place.location, place.travel_minutes, place.waiting, place.counters_open, place.wait_minutes)
}

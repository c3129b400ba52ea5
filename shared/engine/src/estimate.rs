//! The wait to expect by usual durations alone: what stands before the counters of a building, shared among them.
//!
//! Each service's queue is work of so many minutes; the counters that can give the service take equal parts of it, and
//! whoever comes now waits for the parts of those counters, which they do side by side.

use domain::catalog::{Clerk, Service};
use domain::ids::{LocationId, ServiceId};

use crate::state::State;

/// The clerks of a building who call people.
fn calling<'a>(state: &'a State, location: &LocationId) -> Vec<&'a Clerk> {
    let here = state.desks.iter().filter(|(counter, desk)| desk.pause.is_none() && state.is_in(counter, location));
    here.filter_map(|(counter, _)| state.clerk_at(counter)).collect()
}

/// What a building can do for those who come now.
pub(crate) struct Capacity<'a> {
    state: &'a State,
    location: &'a LocationId,
    clerks: Vec<&'a Clerk>,
    /// Minutes of work before each clerk, in the order of `clerks`.
    before: Vec<f64>,
}

impl<'a> Capacity<'a> {
    /// Measures a building.
    pub(crate) fn of(state: &'a State, location: &'a LocationId) -> Self {
        let clerks = calling(state, location);
        let mut before = vec![0.0; clerks.len()];
        for service in &state.catalog.services {
            let able = || clerks.iter().enumerate().filter(|(_, clerk)| clerk.can_serve(&service.id));
            let people = state.waiting_for(location, &service.id);
            let part = minutes(service, people) / able().count().max(1) as f64;
            able().for_each(|(position, _)| before[position] += part);
        }
        Self { state, location, clerks, before }
    }

    /// The building.
    pub(crate) fn location(&self) -> &'a LocationId {
        self.location
    }

    /// Counters that can give a service.
    pub(crate) fn counters_for(&self, service: &ServiceId) -> usize {
        self.clerks.iter().filter(|clerk| clerk.can_serve(service)).count()
    }

    /// The wait for a service, in minutes, where anybody gives it.
    pub(crate) fn wait_minutes(&self, service: &ServiceId) -> Option<u32> {
        if self.state.waiting_for(self.location, service) == 0 && self.is_free_for(service) {
            return Some(0);
        }
        let able = self.clerks.iter().zip(&self.before).filter(|(clerk, _)| clerk.can_serve(service));
        let (sum, count) = able.fold((0.0, 0_u32), |(sum, count), (_, before)| (sum + before, count + 1));
        // Rounded to the next minute; a day has fewer minutes than an u32 can hold.
        (count > 0).then(|| (sum / f64::from(count)).ceil() as u32)
    }

    fn is_free_for(&self, service: &ServiceId) -> bool {
        let desks = self.state.desks.iter().filter(|(counter, _)| self.state.is_in(counter, self.location));
        let mut free = desks.filter(|(_, desk)| desk.ticket.is_none() && desk.pause.is_none());
        free.any(|(counter, _)| self.state.clerk_at(counter).is_some_and(|clerk| clerk.can_serve(service)))
    }
}

fn minutes(service: &Service, people: usize) -> f64 {
    f64::from(service.duration_minutes) * people as f64
}

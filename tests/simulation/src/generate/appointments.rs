//! Makes up what a booking system tells.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::appointment::{Appointment, AppointmentState};
use domain::check_in::check_in_code;
use domain::ids::AppointmentId;

use super::Script;
use crate::commands::Making;
use crate::hub::Hub;
use crate::transition::Transition;
use crate::world::World;

/// How long before now an appointment begins at most, in minutes.
const MINUTES_AGO_MAX: u64 = 20;
/// How long after now an appointment begins at most, in minutes.
const MINUTES_AHEAD_MAX: u64 = 100;

impl Script {
    /// New appointments most of the time; else one that is told again, moved, or called off.
    pub(super) fn plan<H: Hub>(&mut self, world: &World<H>, most: u64) -> Transition {
        let mut known: Vec<_> = world.model.booked.iter().map(|booked| booked.appointment.clone()).collect();
        let expected = world.model.booked.iter().filter(|booked| booked.state == AppointmentState::Expected);
        // Most of the time one that is still expected.
        if self.random.chance(70) {
            known = expected.map(|booked| booked.appointment.clone()).collect();
        }
        let one = self.random.one(&known).cloned();
        let (mut appointments, mut cancelled) = (Vec::new(), Vec::new());
        match (self.random.weighted(&[55, 12, 15, 18]), one) {
            (1, Some(one)) => appointments.push(one),
            (2, Some(one)) => appointments.push(Appointment { starts_at: self.beginning(world.now()), ..one }),
            (3, Some(one)) => cancelled.push(one.id),
            (..) => (0..most).for_each(|_| appointments.push(self.appointment(world))),
        }
        if self.random.chance(5) {
            cancelled.push(AppointmentId::new("of-nobody"));
        }
        Transition::Plan { appointments, cancelled }
    }

    fn appointment<H: Hub>(&mut self, world: &World<H>) -> Appointment {
        self.appointments += 1;
        let (id, code) = (self.appointments, check_in_code(self.appointments.to_be_bytes()));
        let starts_at = self.beginning(world.now());
        let mut making = Making { model: &world.model, random: &mut self.random, today: world.today() };
        let location = making.location();
        let mut services = vec![making.service_in(location.as_ref())];
        let more = making.service_in(location.as_ref());
        if making.random.chance(25) && !services.contains(&more) {
            services.push(more);
        }
        let id = AppointmentId::new(format!("booking-{id}"));
        Appointment { id, code, starts_at, duration_minutes: None, services, location }
    }

    /// A while ago, soon, or on another day.
    fn beginning(&mut self, now: Timestamp) -> Timestamp {
        let minutes = |minutes: u64| TimeDelta::minutes(i64::try_from(minutes).unwrap_or(0));
        match self.random.weighted(&[10, 86, 4]) {
            0 => now - minutes(self.random.below(MINUTES_AGO_MAX)),
            1 => now + minutes(self.random.below(MINUTES_AHEAD_MAX)),
            _ => now + TimeDelta::days(1),
        }
    }
}

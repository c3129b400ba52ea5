//! The appointments of the day: who is expected, and what has become of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::appointment::{Appointment, AppointmentState};
use domain::ids::{AppointmentId, TicketId};
use domain::rules::Rules;

/// An appointment and what has become of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Booked {
    pub(crate) appointment: Appointment,
    pub(crate) state: AppointmentState,
    /// The ticket of whoever came.
    pub(crate) ticket: Option<TicketId>,
}

/// The appointments of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Appointments {
    booked: Arc<BTreeMap<AppointmentId, Booked>>,
    /// Those nobody has come for yet, by their beginnings.
    expected: Arc<BTreeSet<(Timestamp, AppointmentId)>>,
}

impl Appointments {
    pub(crate) fn get(&self, id: &AppointmentId) -> Option<&Booked> {
        self.booked.get(id)
    }

    /// Every appointment of the day.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Booked> {
        self.booked.values()
    }

    /// The appointment a citizen names by what stands on the booking: the code for check-in, or the id.
    pub(crate) fn named(&self, typed: &str) -> Option<&Booked> {
        let code = typed.parse().ok();
        let by_code = || self.iter().find(|booked| Some(&booked.appointment.code) == code.as_ref());
        self.get(&AppointmentId::new(typed.trim())).or_else(by_code)
    }

    /// Takes appointments in; one somebody has come for stays as it was.
    pub(crate) fn plan(&mut self, appointments: &[Appointment]) {
        for appointment in appointments {
            if self.get(&appointment.id).is_some_and(|known| known.state == AppointmentState::CheckedIn) {
                continue;
            }
            let (appointment, state) = (appointment.clone(), AppointmentState::Expected);
            self.put(Booked { appointment, state, ticket: None });
        }
    }

    /// Says what has become of an appointment.
    pub(crate) fn turn(&mut self, id: &AppointmentId, state: AppointmentState, ticket: Option<TicketId>) {
        if let Some(booked) = self.get(id) {
            self.put(Booked { state, ticket, ..booked.clone() });
        }
    }

    fn put(&mut self, booked: Booked) {
        let (id, starts_at) = (booked.appointment.id.clone(), booked.appointment.starts_at);
        let is_expected = booked.state == AppointmentState::Expected;
        let before = Arc::make_mut(&mut self.booked).insert(id.clone(), booked);
        let expected = Arc::make_mut(&mut self.expected);
        if let Some(before) = before {
            expected.remove(&(before.appointment.starts_at, id.clone()));
        }
        if is_expected {
            expected.insert((starts_at, id));
        }
    }

    /// When the next appointment closes by itself, if nobody comes.
    pub(crate) fn next_deadline(&self, rules: &Rules) -> Option<Timestamp> {
        self.expected.first().map(|(starts_at, _)| closes_at(*starts_at, rules))
    }

    /// The appointments that have closed by themselves, in the order of their beginnings.
    pub(crate) fn missed(&self, rules: &Rules, now: Timestamp) -> impl Iterator<Item = &AppointmentId> {
        self.expected.iter().take_while(move |(starts_at, _)| closes_at(*starts_at, rules) <= now).map(|(_, id)| id)
    }
}

/// When an appointment closes for which nobody has come.
pub(crate) fn closes_at(starts_at: Timestamp, rules: &Rules) -> Timestamp {
    let minutes = rules.appointment_open_minutes.max(rules.check_in_late_minutes);
    starts_at + TimeDelta::minutes(minutes.into())
}

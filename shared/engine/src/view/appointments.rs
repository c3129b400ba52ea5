//! The appointments of the day as the desk sees them.

use domain::ids::LocationId;
use domain::view::{AppointmentRow, AppointmentsView};

use super::{location_name, service_name};
use crate::appointment::Booked;
use crate::state::State;

/// The appointments of the open day in a building, or in all of them.
#[must_use]
pub fn appointments(state: &State, location: Option<&LocationId>) -> AppointmentsView {
    let place = |booked: &Booked| booked.appointment.location.clone().unwrap_or_else(|| state.headquarters());
    let here = state.appointments.iter().filter(|booked| location.is_none_or(|location| *location == place(booked)));
    let mut appointments: Vec<_> = here
        .map(|booked| AppointmentRow {
            appointment: booked.appointment.id.clone(),
            starts_at: booked.appointment.starts_at,
            duration_minutes: booked.appointment.duration_minutes,
            services: booked.appointment.services.iter().map(|service| service_name(state, service)).collect(),
            location: location_name(state, &place(booked)),
            state: booked.state,
            ticket: booked.ticket.and_then(|ticket| state.ticket(ticket)).map(|ticket| ticket.code.clone()),
        })
        .collect();
    appointments.sort_by(|one, other| (one.starts_at, &one.appointment).cmp(&(other.starts_at, &other.appointment)));
    AppointmentsView { day: state.day, appointments }
}

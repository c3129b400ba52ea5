//! Appointments: planned from outside, checked in by whoever comes.

use calendar::OpeningTimes;
use chrono::TimeDelta;
use domain::Timestamp;
use domain::appointment::{Appointment, AppointmentState};
use domain::catalog::Location;
use domain::event::Event;
use domain::ids::{AppointmentId, DeviceId, LocationId, ServiceId};
use domain::limits::COMMAND_TEXT_SHOWN_CHARS_MAX;
use domain::rejection::Rejection;
use domain::rejection::appointment::AppointmentRejection;
use domain::text::Language;
use domain::ticket::Class;

use super::place;
use super::ticket::{check_device, next_code};
use super::visit::check_room;
use crate::appointment::{Booked, closes_at};
use crate::state::State;

/// What an import leads to on the open day: appointments of that day that are new or different, and those called off.
///
/// Nothing where no day is open: the day's appointments are planned when it opens.
#[must_use]
pub fn plan(state: &State, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Vec<Event> {
    let Some(day) = state.day else { return Vec::new() };
    let times = OpeningTimes::new(&state.catalog);
    let is_open = |booked: &Booked| booked.state != AppointmentState::CheckedIn;
    let is_news = |appointment: &&Appointment| match state.appointments.get(&appointment.id) {
        Some(known) => {
            let is_same = known.appointment == **appointment && known.state == AppointmentState::Expected;
            is_open(known) && !is_same
        }
        None => true,
    };
    // One that was moved to another day is no longer expected on this one.
    let (today, moved): (Vec<&Appointment>, Vec<&Appointment>) =
        appointments.iter().filter(is_news).partition(|appointment| times.date(appointment.starts_at) == day);
    let gone = moved.into_iter().map(|appointment| &appointment.id).chain(cancelled);
    let is_expected = |id: &&AppointmentId| {
        state.appointments.get(id).is_some_and(|known| is_open(known) && known.state != AppointmentState::Cancelled)
    };
    let cancelled: Vec<_> = gone.filter(is_expected).cloned().collect();
    let appointments: Vec<_> = today.into_iter().cloned().collect();
    if appointments.is_empty() && cancelled.is_empty() {
        return Vec::new();
    }
    vec![Event::AppointmentsPlanned { appointments, cancelled }]
}

/// Somebody who has come for an appointment.
pub(super) struct Comer<'a> {
    pub(super) language: Language,
    /// The kiosk, where there was one.
    pub(super) device: Option<&'a DeviceId>,
    /// The building they are in, where that is known.
    pub(super) from: Option<&'a LocationId>,
}

pub(super) fn check_in(state: &State, typed: &str, comer: &Comer<'_>, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    let unknown = || AppointmentRejection::UnknownAppointment {
        code: typed.trim().chars().take(COMMAND_TEXT_SHOWN_CHARS_MAX).collect(),
    };
    let booked = state.appointments.named(typed).ok_or_else(unknown)?;
    let appointment = &booked.appointment;
    check_open(state, booked, now)?;
    let there = place::asked(state, appointment.location.as_ref())?;
    check_is_here(state, booked, there, comer.from)?;
    for service in &appointment.services {
        check_service(state, service)?;
        place::check_given(state, service, there)?;
        check_room(state, &there.id, service)?;
    }
    if let Some(device) = comer.device {
        check_device(state, device, now)?;
    }
    let rank = rank(state, appointment, now);
    Ok(vec![Event::TicketTaken {
        ticket: state.next_ticket,
        code: next_code(state, appointment.services.first().ok_or(Rejection::NoService)?)?,
        services: appointment.services.clone(),
        class: rank.class,
        language: comer.language,
        device: comer.device.cloned(),
        priority: None,
        weight: 0,
        follow: None,
        location: appointment.location.clone(),
        ready_at: None,
        appointment: Some(appointment.id.clone()),
        waits_from: rank.waits_from,
        taken_offline_at: None,
        is_unleased: false,
    }])
}

/// Whether somebody is in the building of their appointment: a number they would wait with elsewhere is called in vain.
fn check_is_here(state: &State, booked: &Booked, there: &Location, from: Option<&LocationId>) -> Result<(), Rejection> {
    match from {
        Some(from) if place::asked(state, Some(from))?.id != there.id => {
            Err(AppointmentRejection::AppointmentElsewhere {
                location: there.name.it.clone(),
                address: there.address.clone(),
                starts_at: OpeningTimes::new(&state.catalog).local(booked.appointment.starts_at),
            }
            .into())
        }
        Some(_) | None => Ok(()),
    }
}

fn check_service(state: &State, id: &ServiceId) -> Result<(), Rejection> {
    match state.catalog.service(id) {
        Some(_) => Ok(()),
        None => Err(Rejection::UnknownService { service: id.to_string() }),
    }
}

/// Whether an appointment can be checked in to at a moment.
fn check_open(state: &State, booked: &Booked, now: Timestamp) -> Result<(), Rejection> {
    let (starts_at, rules) = (booked.appointment.starts_at, &state.catalog.rules);
    let times = OpeningTimes::new(&state.catalog);
    let missed = || AppointmentRejection::AppointmentMissed { starts_at: times.local(starts_at) };
    match booked.state {
        AppointmentState::Expected => (),
        AppointmentState::Missed => return Err(missed().into()),
        AppointmentState::Cancelled => return Err(AppointmentRejection::AppointmentCancelled.into()),
        AppointmentState::CheckedIn => {
            let ticket = booked.ticket.and_then(|ticket| state.ticket(ticket));
            let code = ticket.map(|ticket| ticket.code.0.clone()).unwrap_or_default();
            return Err(AppointmentRejection::CheckedInBefore { code }.into());
        }
    }
    let check_in_from = starts_at - TimeDelta::minutes(rules.check_in_early_minutes.into());
    if now < check_in_from {
        let (starts_at, check_in_from) = (times.local(starts_at), times.local(check_in_from));
        return Err(AppointmentRejection::TooEarly { starts_at, check_in_from }.into());
    }
    if now >= closes_at(starts_at, rules) { Err(missed().into()) } else { Ok(()) }
}

/// How somebody who checks in ranks.
struct Rank {
    class: Class,
    waits_from: Option<Timestamp>,
}

/// In time, as an appointment that waits from its beginning on; late, as a walk-in with the minutes the hub credits.
fn rank(state: &State, appointment: &Appointment, now: Timestamp) -> Rank {
    let (starts_at, rules) = (appointment.starts_at, &state.catalog.rules);
    if now > starts_at + TimeDelta::minutes(rules.check_in_late_minutes.into()) {
        let waits_from = Some(now - TimeDelta::minutes(rules.late_credit_minutes.into()));
        return Rank { class: Class::WalkIn, waits_from };
    }
    Rank { class: Class::Appointment, waits_from: Some(starts_at).filter(|starts_at| *starts_at > now) }
}

/// The appointments for which nobody came in time.
pub(super) fn missed(state: &State, now: Timestamp) -> impl Iterator<Item = Event> {
    let missed = state.appointments.missed(&state.catalog.rules, now);
    missed.map(|appointment| Event::AppointmentMissed { appointment: appointment.clone() })
}

//! Coming to an appointment.

use domain::Timestamp;
use domain::appointment::AppointmentState;
use domain::command::Command;
use domain::ids::{DeviceId, LocationId};
use domain::text::Language;

use super::Making;
use super::ticket::{check_device, code_for, count_device};
use super::visit::has_room;
use crate::model::places::gives;
use crate::model::{Booked, Errand, Guest, Model, Verdict};
use crate::office::NOBODY;

/// Somebody who is expected, most of the time in time; by code or id, in any spelling; seldom one who is not expected.
pub fn make_check_in(making: &mut Making<'_>) -> Command {
    let expected = |booked: &&Booked| booked.state == AppointmentState::Expected;
    let mut wanted: Vec<_> = making.model.booked.iter().filter(expected).collect();
    wanted.sort_by_key(|booked| booked.appointment.starts_at);
    let all: Vec<_> = making.model.booked.iter().collect();
    // Most of the time the one who is expected first.
    let first = wanted.first().filter(|_| making.random.chance(60)).copied();
    let one = first.or_else(|| making.random.one(&wanted).copied()).filter(|_| making.random.chance(85));
    let one = one.or_else(|| making.random.one(&all).copied()).filter(|_| making.random.chance(96));
    let typed = one.map_or([NOBODY, NOBODY, NOBODY].map(str::to_owned), |booked| {
        let code = booked.appointment.code.to_string();
        [code.clone(), format!(" {} ", code.to_lowercase().replace('-', "")), booked.appointment.id.to_string()]
    });
    let device = making.random.chance(20).then(|| DeviceId::new("kiosk"));
    let spelling = making.random.weighted(&[2, 1, 1]);
    let code = typed[spelling].clone();
    // By phone; at a kiosk in the right building; at the one in the headquarters, which is the wrong one for some.
    let right = one.and_then(|booked| booked.appointment.location.as_ref());
    let from = [None, right, making.model.catalog.headquarters().map(|place| &place.id)][spelling].cloned();
    Command::CheckIn { code, language: Language::It, device, from }
}

/// Somebody comes to an appointment and gets a ticket like any other.
///
/// # Errors
/// `day_closed`, `unknown_appointment`, `appointment_missed`, `appointment_cancelled`, `checked_in_before`, `too_early`,
/// `unknown_location`, `appointment_elsewhere`; of each service `unknown_service`, `not_given_there`, `queue_full`; then `device_name_too_long`,
/// `too_many_from_device`, `codes_used_up`.
pub fn check_in(
    model: &mut Model,
    typed: &str,
    device: Option<&DeviceId>,
    from: Option<&LocationId>,
    now: Timestamp,
) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    let booked = model.expected(typed).ok_or("unknown_appointment")?.clone();
    check_open(model, &booked, now)?;
    let place = model.place(booked.appointment.location.as_ref())?;
    if from.is_some() && model.place(from)?.id != place.id {
        return Err("appointment_elsewhere");
    }
    for service in &booked.appointment.services {
        if !model.has_service(service) {
            return Err("unknown_service");
        }
        if !gives(place, service) {
            return Err("not_given_there");
        }
        has_room(model, &place.id, service)?;
    }
    let location = place.id.clone();
    if let Some(device) = device {
        check_device(model, device, now)?;
    }
    let code = code_for(model, &booked.appointment.services[0])?;
    let (class, from) = model.rank_of(booked.appointment.starts_at, now);
    model.tickets_ever += 1;
    let id = model.tickets_ever;
    let mut guest = Guest::new(id, code, class, now);
    guest.waits_from = from.max(now);
    let services = booked.appointment.services.iter();
    guest.errands = services.map(|service| Errand::waiting(service, &location, now)).collect();
    guest.errands.iter_mut().for_each(|it: &mut Errand| it.key = from);
    model.comes_in(guest);
    for one in model.booked.iter_mut().filter(|one| one.appointment.id == booked.appointment.id) {
        (one.state, one.guest) = (AppointmentState::CheckedIn, Some(id));
    }
    if let Some(device) = device {
        count_device(model, device, now);
    }
    Ok(Some(id))
}

fn check_open(model: &Model, booked: &Booked, now: Timestamp) -> Result<(), &'static str> {
    let starts_at = booked.appointment.starts_at;
    let early = chrono::TimeDelta::minutes(model.catalog.rules.check_in_early_minutes.into());
    match booked.state {
        AppointmentState::Missed => Err("appointment_missed"),
        AppointmentState::Cancelled => Err("appointment_cancelled"),
        AppointmentState::CheckedIn => Err("checked_in_before"),
        AppointmentState::Expected if now < starts_at - early => Err("too_early"),
        AppointmentState::Expected if now >= model.closes_at(starts_at) => Err("appointment_missed"),
        AppointmentState::Expected => Ok(()),
    }
}

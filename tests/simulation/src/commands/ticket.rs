//! Taking a ticket, and its slip.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{DeviceId, LocationId, PriorityId, ServiceId, TicketId};
use domain::limits::{DEVICE_BYTES_MAX, LEGS_PER_TICKET_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX};
use domain::text::Language;
use domain::ticket::{Class, SlipOutcome};

use super::Making;
use super::visit::has_room;
use crate::model::places::gives;
use crate::model::{Errand, Guest, Minute, Model, Verdict};

/// One service most of the time; else none, several, too many, or one twice.
pub fn make_take(making: &mut Making<'_>) -> Command {
    let location = making.location();
    let from = making.location().filter(|_| making.random.chance(25));
    let count = [1, 2, 3, LEGS_PER_TICKET_MAX + 1, 0][making.random.weighted(&[56, 28, 12, 2, 2])];
    let mut services: Vec<ServiceId> = Vec::new();
    for _ in 0..count {
        let service = making.service_in(location.as_ref());
        if !services.contains(&service) || making.random.chance(25) {
            services.push(service);
        }
    }
    let class = making.class();
    let priority = making.priority();
    // A letter of two bytes: the limit counts bytes.
    let longest = DEVICE_BYTES_MAX / 2;
    let names = ["", "kiosk", &"è".repeat(longest), &"è".repeat(longest + 1)].map(str::to_owned);
    let device = &names[making.random.weighted(&[60, 30, 8, 2])];
    let device = (!device.is_empty()).then(|| DeviceId::new(device.as_str()));
    Command::TakeTicket { services, class, language: Language::It, device, priority, location, from }
}

/// A ticket for whatever has this letter.
#[must_use]
pub fn take_for_letter(model: &Model, letter: char) -> Command {
    let services = model.catalog.services.iter().filter(|service| service.letter == letter);
    let services = services.map(|service| service.id.clone()).take(1).collect();
    let (class, language, device, priority) = (Class::WalkIn, Language::It, None, None);
    Command::TakeTicket { services, class, language, device, priority, location: None, from: None }
}

/// The first ticket of today most of the time, so that its reports come to their limit; else one of the last.
pub fn make_report(making: &mut Making<'_>) -> Command {
    let first = making.model.guests.first().map(|guest| guest.id);
    let recent = making.model.tickets_ever.saturating_sub(making.random.below(30)) + making.random.below(2);
    let ticket = first.filter(|_| making.random.chance(70)).unwrap_or(recent);
    let outcome =
        [SlipOutcome::Printed, SlipOutcome::NotPrinted, SlipOutcome::Unknown][making.random.weighted(&[1; 3])];
    // A letter of two bytes: the limit counts characters.
    let length = [0, SLIP_DETAIL_CHARS_MAX, SLIP_DETAIL_CHARS_MAX + 1][making.random.weighted(&[50, 20, 30])];
    Command::ReportSlip { ticket: TicketId(ticket), outcome, detail: "è".repeat(length) }
}

/// What somebody came for, and how.
pub struct Wish<'a> {
    /// The services.
    pub services: &'a [ServiceId],
    /// The class.
    pub class: Class,
    /// The reason for priority.
    pub priority: Option<&'a PriorityId>,
    /// The kiosk.
    pub device: Option<&'a DeviceId>,
    /// The building to be served in.
    pub location: Option<&'a LocationId>,
    /// The building one is in, where that is another one.
    pub from: Option<&'a LocationId>,
}

/// Somebody comes, and waits for all services named at once.
///
/// # Errors
/// `day_closed`, `unknown_location`, `unknown_priority`, `no_service`, `too_many_services`; of each service
/// `unknown_service`, `service_twice`, `not_given_there`, `queue_full`; then `device_name_too_long`, `too_many_from_device`, `codes_used_up`.
pub fn take(model: &mut Model, wish: &Wish<'_>, now: Timestamp) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    let location = model.place(wish.location)?.id.clone();
    let (class, weight) = rank(model, wish.class, wish.priority)?;
    check_services(model, wish.services, &location)?;
    if let Some(device) = wish.device {
        check_device(model, device, now)?;
    }
    let code = code_for(model, &wish.services[0])?;
    let from = wish.from.map(|from| model.place(Some(from))).transpose()?;
    let arrives = now + from.map_or(TimeDelta::zero(), |from| model.way(&from.id, &location));
    model.tickets_ever += 1;
    let mut guest = Guest::new(model.tickets_ever, code, class, now);
    (guest.priority, guest.weight) = (wish.priority.cloned(), weight);
    guest.errands = wish.services.iter().map(|service| Errand::waiting(service, &location, now)).collect();
    guest.errands.iter_mut().for_each(|errand| errand.ready_at = Some(arrives).filter(|at| *at > now));
    model.comes_in(guest);
    if let Some(device) = wish.device {
        count_device(model, device, now);
    }
    Ok(Some(model.tickets_ever))
}

/// Whether some services can be asked for together in a building.
fn check_services(model: &Model, services: &[ServiceId], location: &LocationId) -> Result<(), &'static str> {
    if services.is_empty() {
        return Err("no_service");
    }
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err("too_many_services");
    }
    for (position, id) in services.iter().enumerate() {
        if !model.has_service(id) {
            return Err("unknown_service");
        }
        if services[..position].iter().any(|before| before == id) {
            return Err("service_twice");
        }
        if !gives(model.place(Some(location))?, id) {
            return Err("not_given_there");
        }
        has_room(model, location, id)?;
    }
    Ok(())
}

/// The next code of a service's letter.
///
/// # Errors
/// `codes_used_up`.
pub fn code_for(model: &Model, service: &ServiceId) -> Result<String, &'static str> {
    let known = model.catalog.services.iter().find(|known| &known.id == service);
    let letter = known.map_or('A', |service| service.letter);
    let given = model.guests.iter().filter(|guest| guest.code.starts_with(letter) && !guest.is_direct).count();
    code(letter, given).ok_or("codes_used_up")
}

/// Whoever names a reason has priority, as much as the reason weighs.
///
/// # Errors
/// `unknown_priority`.
pub fn rank(model: &Model, class: Class, priority: Option<&PriorityId>) -> Result<(Class, u32), &'static str> {
    let Some(id) = priority else { return Ok((class, 0)) };
    let known = model.catalog.priorities.iter().find(|priority| &priority.id == id);
    known.map(|priority| (Class::Priority, priority.weight)).ok_or("unknown_priority")
}

/// The code after so many of the letter: a second letter comes in after 999, never a doubtful one nor the first again.
fn code(letter: char, given: usize) -> Option<String> {
    let (turn, number) = (given / 999, given % 999 + 1);
    let seconds: Vec<_> = ('A'..='Z').filter(|second| !['I', 'O', 'Q', letter].contains(second)).collect();
    if turn == 0 {
        return Some(format!("{letter}{number:0>3}"));
    }
    seconds.get(turn - 1).map(|second| format!("{letter}{second}{number:0>3}"))
}

/// The minute of a kiosk that goes on.
fn minute<'a>(model: &'a mut Model, device: &DeviceId, now: Timestamp) -> Option<&'a mut Minute> {
    let goes_on = |minute: &Minute| minute.from <= now && now < minute.from + TimeDelta::minutes(1);
    model.kiosks.iter_mut().find(|minute| &minute.device == device && goes_on(minute))
}

/// Whether a kiosk can issue another ticket.
///
/// # Errors
/// `device_name_too_long`, `too_many_from_device`.
pub fn check_device(model: &mut Model, device: &DeviceId, now: Timestamp) -> Result<(), &'static str> {
    if device.as_str().len() > DEVICE_BYTES_MAX {
        return Err("device_name_too_long");
    }
    let most = model.catalog.rules.tickets_per_device_minute_max;
    let is_over = minute(model, device, now).is_some_and(|minute| minute.tickets >= most);
    if is_over { Err("too_many_from_device") } else { Ok(()) }
}

/// A kiosk has issued another ticket.
pub fn count_device(model: &mut Model, device: &DeviceId, now: Timestamp) {
    if let Some(minute) = minute(model, device, now) {
        minute.tickets += 1;
        return;
    }
    model.kiosks.retain(|minute| &minute.device != device);
    model.kiosks.push(Minute { device: device.clone(), from: now, tickets: 1 });
}

/// What became of a slip changes nothing in the hall.
///
/// # Errors
/// `unknown_ticket`, `slip_report_limit`.
pub fn report(model: &mut Model, ticket: u64, detail: &str) -> Verdict {
    let guest = model.guest_mut(ticket).ok_or("unknown_ticket")?;
    if guest.reports.len() as u64 >= u64::from(SLIP_REPORTS_PER_TICKET_MAX) {
        return Err("slip_report_limit");
    }
    guest.reports.push(detail.chars().take(SLIP_DETAIL_CHARS_MAX).collect());
    Ok(Some(ticket))
}

//! Taking a ticket, and its slip.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{DeviceId, ServiceId, TicketId};
use domain::limits::{
    CODE_NUMBER_MAX, DEVICE_BYTES_MAX, LEGS_PER_TICKET_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX,
    WAITING_PER_SERVICE_MAX,
};
use domain::text::Language;
use domain::ticket::{Class, SlipOutcome};

use super::Making;
use crate::model::{Errand, Guest, Model, Verdict};

/// One service most of the time; else none, several, too many, or one twice.
pub fn make_take(making: &mut Making<'_>) -> Command {
    let count = [1, 2, 3, LEGS_PER_TICKET_MAX + 1, 0][making.random.weighted(&[70, 18, 8, 2, 2])];
    let mut services: Vec<ServiceId> = Vec::new();
    for _ in 0..count {
        let service = making.service();
        if !services.contains(&service) || making.random.chance(25) {
            services.push(service);
        }
    }
    let class = [Class::WalkIn, Class::Appointment, Class::Priority][making.random.weighted(&[70, 15, 15])];
    // A letter of two bytes: the limit counts bytes.
    let longest = DEVICE_BYTES_MAX / 2;
    let names = ["", "kiosk", &"è".repeat(longest), &"è".repeat(longest + 1)].map(str::to_owned);
    let device = &names[making.random.weighted(&[60, 30, 8, 2])];
    let device = (!device.is_empty()).then(|| DeviceId::new(device.as_str()));
    Command::TakeTicket { services, class, language: Language::It, device }
}

/// A ticket for whatever has this letter.
#[must_use]
pub fn take_for_letter(model: &Model, letter: char) -> Command {
    let services = model.catalog.services.iter().filter(|service| service.letter == letter);
    let services = services.map(|service| service.id.clone()).take(1).collect();
    Command::TakeTicket { services, class: Class::WalkIn, language: Language::It, device: None }
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

/// Somebody comes, and waits for the first service named.
///
/// # Errors
/// `day_closed`, `no_service`, `too_many_services`, `device_name_too_long`, then for one service after the other `unknown_service`,
/// `service_twice` and `queue_full`; last `codes_used_up`.
pub fn take(
    model: &mut Model,
    services: &[ServiceId],
    class: Class,
    device: Option<&DeviceId>,
    now: Timestamp,
) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    if services.is_empty() {
        return Err("no_service");
    }
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err("too_many_services");
    }
    if device.is_some_and(|device| device.as_str().len() > DEVICE_BYTES_MAX) {
        return Err("device_name_too_long");
    }
    let mut letters = Vec::new();
    for (position, id) in services.iter().enumerate() {
        let service = model.catalog.services.iter().find(|service| &service.id == id).ok_or("unknown_service")?;
        if services[..position].iter().any(|before| before == id) {
            return Err("service_twice");
        }
        if model.queue(id).len() >= WAITING_PER_SERVICE_MAX {
            return Err("queue_full");
        }
        letters.push(service.letter);
    }
    let letter = letters[0];
    let given = model.guests.iter().filter(|guest| guest.code.starts_with(letter)).count();
    if given >= usize::from(CODE_NUMBER_MAX) {
        return Err("codes_used_up");
    }
    model.tickets_ever += 1;
    let code = format!("{letter}{:0>3}", given + 1);
    let errands = services.iter().map(|service| Errand::waiting(service, now)).collect();
    model.guests.push(Guest { id: model.tickets_ever, code, class, taken_at: now, errands, reports: Vec::new() });
    Ok(Some(model.tickets_ever))
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

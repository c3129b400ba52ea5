//! Taking a ticket, and its slip.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ServiceId, TicketId};
use domain::limits::{CODE_NUMBER_MAX, LEGS_PER_TICKET_MAX, WAITING_PER_SERVICE_MAX};
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
    Command::TakeTicket { services, class, language: Language::It, device: None }
}

/// A ticket for whatever has this letter.
#[must_use]
pub fn take_for_letter(model: &Model, letter: char) -> Command {
    let services = model.catalog.services.iter().filter(|service| service.letter == letter);
    let services = services.map(|service| service.id.clone()).take(1).collect();
    Command::TakeTicket { services, class: Class::WalkIn, language: Language::It, device: None }
}

/// A ticket of today most of the time.
pub fn make_report(making: &mut Making<'_>) -> Command {
    let ticket = making.model.tickets_ever.saturating_sub(making.random.below(30)) + making.random.below(2);
    let outcome =
        [SlipOutcome::Printed, SlipOutcome::NotPrinted, SlipOutcome::Unknown][making.random.weighted(&[1; 3])];
    Command::ReportSlip { ticket: TicketId(ticket), outcome, detail: String::new() }
}

/// Somebody comes, and waits for the first service named.
///
/// # Errors
/// `day_closed`, `no_service`, `too_many_services`, then for one service after the other `unknown_service`,
/// `service_twice` and `queue_full`; last `codes_used_up`.
pub fn take(model: &mut Model, services: &[ServiceId], class: Class, now: Timestamp) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    if services.is_empty() {
        return Err("no_service");
    }
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err("too_many_services");
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
    model.guests.push(Guest { id: model.tickets_ever, code, class, taken_at: now, errands });
    Ok(Some(model.tickets_ever))
}

/// What became of a slip changes nothing in the hall.
///
/// # Errors
/// `unknown_ticket`.
pub fn report(model: &Model, ticket: u64) -> Verdict {
    model.guest(ticket).map(|guest| Some(guest.id)).ok_or("unknown_ticket")
}

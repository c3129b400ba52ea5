//! Taking a ticket, and what became of its slip.

use calendar::OpeningTimes;
use domain::Timestamp;
use domain::event::Event;
use domain::ids::{DeviceId, ServiceId, TicketId};
use domain::limits::{
    CODE_NUMBER_MAX, DEVICE_BYTES_MAX, LEGS_PER_TICKET_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX,
};
use domain::rejection::Rejection;
use domain::text::Language;
use domain::ticket::{Class, Code, SlipOutcome};

use crate::offer;
use crate::state::State;

pub(super) fn take(
    state: &State,
    services: &[ServiceId],
    class: Class,
    language: Language,
    device: Option<&DeviceId>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    let first = services.first().ok_or(Rejection::NoService)?;
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err(Rejection::TooManyServices);
    }
    if let Some(bytes) = device.map(|device| device.as_str().len()).filter(|bytes| *bytes > DEVICE_BYTES_MAX) {
        return Err(Rejection::DeviceNameTooLong { bytes });
    }
    let times = OpeningTimes::new(&state.catalog);
    for (position, id) in services.iter().enumerate() {
        let service = state.catalog.service(id).ok_or_else(|| Rejection::UnknownService { service: id.to_string() })?;
        if services[..position].contains(id) {
            return Err(Rejection::ServiceTwice { service: service.name.it.clone() });
        }
        offer::check(state, &times, service, class, now)?;
    }
    let letter = state.catalog.service(first).map_or('A', |service| service.letter);
    let number = state.numbers.get(&letter).copied().unwrap_or(0) + 1;
    if number > CODE_NUMBER_MAX {
        return Err(Rejection::CodesUsedUp { letter });
    }
    Ok(vec![Event::TicketTaken {
        ticket: state.next_ticket,
        code: Code::new(letter, number),
        services: services.to_vec(),
        class,
        language,
        device: device.cloned(),
    }])
}

pub(super) fn report_slip(
    state: &State,
    ticket: TicketId,
    outcome: SlipOutcome,
    detail: &str,
) -> Result<Vec<Event>, Rejection> {
    let known = state.ticket(ticket).ok_or(Rejection::UnknownTicket { ticket: ticket.0 })?;
    if known.slip_reports >= SLIP_REPORTS_PER_TICKET_MAX {
        return Err(Rejection::SlipReportLimit { code: known.code.0.clone() });
    }
    // Cut and not refused: the outcome matters more than how long a printer's words are.
    let detail = detail.chars().take(SLIP_DETAIL_CHARS_MAX).collect();
    Ok(vec![Event::SlipReported { ticket, outcome, detail }])
}

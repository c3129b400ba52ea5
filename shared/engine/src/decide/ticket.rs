//! Taking a ticket, and what became of its slip.

use calendar::OpeningTimes;
use domain::Timestamp;
use domain::catalog::Location;
use domain::event::Event;
use domain::ids::{DeviceId, LocationId, PriorityId, ServiceId, TicketId};
use domain::limits::{DEVICE_BYTES_MAX, LEGS_PER_TICKET_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::text::Language;
use domain::ticket::{Class, Code, SlipOutcome};

use super::place;
use crate::offer;
use crate::state::State;
use crate::view::Moment;

/// What a citizen came for, and how.
pub(super) struct Wish<'a> {
    pub(super) services: &'a [ServiceId],
    pub(super) class: Class,
    pub(super) priority: Option<&'a PriorityId>,
    pub(super) language: Language,
    /// The building to be served in, and the one the citizen is in.
    pub(super) location: Option<&'a LocationId>,
    pub(super) from: Option<&'a LocationId>,
}

pub(super) fn take(
    state: &State,
    wish: &Wish<'_>,
    device: Option<&DeviceId>,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Rejection> {
    let now = moment.now;
    if state.day.is_none() {
        return Err(closed(state, wish, now));
    }
    let there = place::asked(state, wish.location)?;
    let (class, weight) = classify(state, wish.class, wish.priority)?;
    check_services(state, wish.services, class, there, moment)?;
    if let Some(device) = device {
        check_device(state, device, now)?;
    }
    Ok(vec![Event::TicketTaken {
        ticket: state.next_ticket,
        code: next_code(state, wish.services.first().ok_or(Rejection::NoService)?)?,
        services: wish.services.to_vec(),
        class,
        language: wish.language,
        device: device.cloned(),
        priority: wish.priority.cloned(),
        weight,
        follow: None,
        location: wish.location.cloned(),
        ready_at: arrival(state, wish, there, now)?,
        appointment: None,
        waits_from: None,
        taken_offline_at: None,
        is_unleased: false,
    }])
}

/// Why no ticket is given while no day is open: the hours of what was asked for, where they say it.
fn closed(state: &State, wish: &Wish<'_>, now: Timestamp) -> Rejection {
    let (Ok(there), Some(service)) = (place::asked(state, wish.location), wish.services.first()) else {
        return Rejection::DayClosed;
    };
    let service = state.catalog.service(service);
    service.map_or(Rejection::DayClosed, |service| {
        offer::closed(&OpeningTimes::new(&state.catalog), &there.id, service, now)
    })
}

/// From when on a citizen in another building can be called; at once for `None`.
fn arrival(state: &State, wish: &Wish<'_>, there: &Location, now: Timestamp) -> Result<Option<Timestamp>, Rejection> {
    let Some(from) = wish.from else { return Ok(None) };
    Ok(place::arrival(state, &place::asked(state, Some(from))?.id, &there.id, now))
}

fn check_services(
    state: &State,
    services: &[ServiceId],
    class: Class,
    there: &Location,
    moment: &Moment<'_>,
) -> Result<(), Rejection> {
    if services.is_empty() {
        return Err(Rejection::NoService);
    }
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err(Rejection::TooManyServices);
    }
    let times = OpeningTimes::new(&state.catalog);
    for (position, id) in services.iter().enumerate() {
        let service = state.catalog.service(id).ok_or_else(|| Rejection::UnknownService { service: id.to_string() })?;
        if services[..position].contains(id) {
            return Err(Rejection::ServiceTwice { service: service.name.it.clone() });
        }
        place::check_given(state, id, there)?;
        offer::check(state, &times, &there.id, service, class, moment)?;
    }
    Ok(())
}

/// How a visit ranks: whoever names a reason for priority has priority, and the reason has a weight.
pub(super) fn classify(state: &State, class: Class, priority: Option<&PriorityId>) -> Result<(Class, u32), Rejection> {
    let Some(id) = priority else { return Ok((class, 0)) };
    let unknown = || CitizenRejection::UnknownPriority { priority: id.to_string() };
    let priority = state.catalog.priority(id).ok_or_else(unknown)?;
    Ok((Class::Priority, priority.weight))
}

pub(super) fn check_device(state: &State, device: &DeviceId, now: Timestamp) -> Result<(), Rejection> {
    let bytes = device.as_str().len();
    if bytes > DEVICE_BYTES_MAX {
        return Err(Rejection::DeviceNameTooLong { bytes });
    }
    let per_minute = state.catalog.rules.tickets_per_device_minute_max;
    let Some(minute) = state.devices.get(device).filter(|minute| minute.goes_on(now)) else { return Ok(()) };
    if minute.tickets < per_minute {
        return Ok(());
    }
    let retry_seconds = (minute.end() - now).num_seconds() + 1;
    Err(CitizenRejection::TooManyFromDevice { per_minute, retry_seconds }.into())
}

pub(super) fn next_code(state: &State, service: &ServiceId) -> Result<Code, Rejection> {
    let letter = state.catalog.service(service).map_or('A', |service| service.letter);
    let mut number = state.numbers.get(&letter).copied().unwrap_or(0) + 1;
    loop {
        let code = Code::nth(letter, number).ok_or(Rejection::CodesUsedUp { letter })?;
        match state.leases.after(letter, number, &code) {
            Some(after) => number = after,
            None => return Ok(code),
        }
    }
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

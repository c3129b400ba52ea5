//! Kiosks that go on while the dispatcher is gone: what they may give, and what they gave.
//!
//! A lease takes numbers from the top of a letter's series, downward; the count of the tickets taken online comes from
//! below and leaps over them.
//! So no two kiosks, and no kiosk and the hub, can give the same code, whoever hears of whom.

use std::collections::BTreeSet;

use calendar::OpeningTimes;
use domain::Timestamp;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{DeviceId, LocationId, ServiceId, TicketId};
use domain::lease::CodeBlock;
use domain::limits::{
    DEVICE_BYTES_MAX, EMERGENCY_BLOCKS_MAX, LEASED_BLOCK_CODES, LEASED_CODES_LOW, LEASED_CODES_PER_KIOSK_MAX,
    LEASED_CODES_PER_LETTER_MAX, LEGS_PER_TICKET_MAX,
};
use domain::rejection::Rejection;
use domain::rejection::offline::OfflineRejection;
use domain::ticket::{Class, Code};

use super::{place, ticket};
use crate::state::State;

/// Leases a kiosk what it lacks; nothing where it has enough.
pub(super) fn lease(
    state: &State,
    device: &DeviceId,
    location: Option<&LocationId>,
    starts_anew: bool,
) -> Result<Vec<Event>, Rejection> {
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    check_name(device)?;
    let there = place::asked(state, location)?;
    let mut events = Vec::new();
    let known = &state.leases.emergency;
    if !known.contains(device) && known.len() < EMERGENCY_BLOCKS_MAX as usize {
        let devices = known.iter().chain([device]).cloned().collect();
        events.push(Event::EmergencyBlocksGiven { devices });
    }
    let services = state.catalog.services.iter().filter(|service| there.gives(&service.id));
    let letters: BTreeSet<char> = services.map(|service| service.letter).collect();
    let blocks: Vec<_> = letters.into_iter().filter_map(|letter| more(state, device, letter, starts_anew)).collect();
    let forgets = starts_anew && !state.leases.blocks(device).is_empty();
    if !blocks.is_empty() || forgets {
        events.push(Event::CodesLeased { device: device.clone(), blocks, starts_anew: forgets });
    }
    Ok(events)
}

/// Another block of a letter, where a kiosk needs one and there is one.
fn more(state: &State, device: &DeviceId, letter: char, starts_anew: bool) -> Option<CodeBlock> {
    let (given, unused) = state.leases.count(device, letter);
    let has_enough = !starts_anew && unused > LEASED_CODES_LOW;
    if has_enough
        || given + LEASED_BLOCK_CODES > LEASED_CODES_PER_KIOSK_MAX
        || state.leases.total(letter) + LEASED_BLOCK_CODES > LEASED_CODES_PER_LETTER_MAX
    {
        return None;
    }
    let taken = state.numbers.get(&letter).copied().unwrap_or(0);
    let above = state.leases.lowest(letter);
    let first = above.saturating_sub(LEASED_BLOCK_CODES).max(taken + 1);
    (first < above).then(|| CodeBlock { letter, first, last: above - 1 })
}

/// Takes in what a kiosk gave by itself, at the place in the queues of the moment at which it was given.
///
/// Hours, quota and room in the queue are not asked: somebody holds the paper. `committed` is the ticket that was given
/// online for the same wish, where there is one: it gets the code on the paper, and there is no second ticket.
pub(super) fn hand_in(
    state: &State,
    command: &Command,
    committed: Option<TicketId>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let Command::HandIn { device, code, services, language, priority, location, taken_at, day, instead_of: _ } =
        command
    else {
        return Ok(Vec::new());
    };
    let given_on = day.unwrap_or_else(|| OpeningTimes::new(&state.catalog).date((*taken_at).min(now)));
    if state.day != Some(given_on) {
        return Err(over(state, code, given_on));
    }
    check_name(device)?;
    check_services(state, services, location.as_ref())?;
    let is_unleased = check_code(state, device, code, services)?;
    let committed = committed.and_then(|ticket| state.ticket(ticket)).filter(|ticket| ticket.is_open());
    if let Some(ticket) = committed {
        return Ok(vec![Event::TicketRecoded { ticket: ticket.id, code: code.clone(), device: device.clone() }]);
    }
    // Neither a clock that is ahead nor one that was set back moves anybody before whom the same kiosk served first.
    let taken_at = state.leases.last_taken_at(device).map_or(*taken_at, |last| last.max(*taken_at)).min(now);
    let priority = priority.as_ref().filter(|id| state.catalog.priority(id).is_some());
    let (class, weight) = ticket::classify(state, Class::WalkIn, priority)?;
    Ok(vec![Event::TicketTaken {
        ticket: state.next_ticket,
        code: code.clone(),
        services: services.clone(),
        class,
        language: *language,
        device: Some(device.clone()),
        priority: priority.cloned(),
        weight,
        follow: None,
        location: location.clone(),
        ready_at: None,
        appointment: None,
        waits_from: None,
        taken_offline_at: Some(taken_at),
        is_unleased,
    }])
}

/// Why nothing is taken in while another day is open, or none.
fn over(state: &State, code: &Code, day: domain::DayDate) -> Rejection {
    // One that will open yet is not over.
    let is_to_come = state.day.is_none() && !state.was_opened(day);
    if is_to_come {
        Rejection::DayClosed
    } else {
        OfflineRejection::OfflineDayOver { code: code.0.clone(), day }.into()
    }
}

fn check_name(device: &DeviceId) -> Result<(), Rejection> {
    let bytes = device.as_str().len();
    if bytes > DEVICE_BYTES_MAX { Err(Rejection::DeviceNameTooLong { bytes }) } else { Ok(()) }
}

fn check_services(state: &State, services: &[ServiceId], location: Option<&LocationId>) -> Result<(), Rejection> {
    let there = place::asked(state, location)?;
    if services.is_empty() {
        return Err(Rejection::NoService);
    }
    if services.len() > LEGS_PER_TICKET_MAX {
        return Err(Rejection::TooManyServices);
    }
    for (position, id) in services.iter().enumerate() {
        let service = state.catalog.service(id).ok_or_else(|| Rejection::UnknownService { service: id.to_string() })?;
        if services[..position].contains(id) {
            return Err(Rejection::ServiceTwice { service: service.name.it.clone() });
        }
        place::check_given(state, id, there)?;
    }
    Ok(())
}

/// Whether the hub knows nothing of a lease of the code; an error where the code cannot be the kiosk's.
fn check_code(state: &State, device: &DeviceId, code: &Code, services: &[ServiceId]) -> Result<bool, Rejection> {
    if state.leases.was_given(code) {
        return Err(OfflineRejection::OfflineCodeTaken { code: code.0.clone() }.into());
    }
    if state.leases.may_give(device, code) {
        return Ok(false);
    }
    let foreign = || OfflineRejection::OfflineCodeForeign { code: code.0.clone(), device: device.to_string() };
    let (letter, number) = code.place().ok_or_else(foreign)?;
    // A journal that was put back to an earlier state has forgotten a lease: the paper counts all the same, as long as
    // nobody else can have the code.
    let counted = state.numbers.get(&letter).copied().unwrap_or(0);
    let is_of_service = services.iter().filter_map(|id| state.catalog.service(id)).any(|it| it.letter == letter);
    let is_free = number > counted && !state.leases.is_of_a_kiosk(code);
    let fits = is_of_service || letter == domain::limits::EMERGENCY_LETTER;
    if is_free && fits { Ok(true) } else { Err(foreign().into()) }
}

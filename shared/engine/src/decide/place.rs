//! In which building a visit is waited for.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Location;
use domain::event::Event;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::Code;

use super::desk::by_code;
use super::visit::check_room;
use crate::state::State;

/// The building asked for, or the headquarters.
pub(super) fn asked<'a>(state: &'a State, location: Option<&LocationId>) -> Result<&'a Location, Rejection> {
    let unknown = |location: &LocationId| CitizenRejection::UnknownLocation { location: location.to_string() };
    match location {
        Some(id) => Ok(state.catalog.location(id).ok_or_else(|| unknown(id))?),
        None => Ok(state.catalog.headquarters().ok_or_else(|| unknown(&LocationId::new("")))?),
    }
}

/// Whether a service is given in a building.
pub(super) fn check_given(state: &State, service: &ServiceId, there: &Location) -> Result<(), Rejection> {
    if there.gives(service) {
        return Ok(());
    }
    let service = state.catalog.service(service).map_or_else(|| service.to_string(), |known| known.name.it.clone());
    Err(CitizenRejection::NotGivenThere { service, location: there.name.it.clone() }.into())
}

/// The building in which a service is waited for that is asked for at a counter: the nearest that gives it.
pub(super) fn next_to(state: &State, counter: &CounterId, service: &ServiceId) -> LocationId {
    let here = state.location_of(counter);
    let nearest = state.catalog.nearest_for(service, &here).map(|location| location.id.clone());
    nearest.unwrap_or(here)
}

/// When somebody who leaves one building now can be in another; `None` inside one.
pub(super) fn arrival(state: &State, from: &LocationId, to: &LocationId, now: Timestamp) -> Option<Timestamp> {
    match state.catalog.travel_minutes(from, to) {
        0 => None,
        minutes => Some(now + TimeDelta::minutes(minutes.into())),
    }
}

pub(super) fn go_elsewhere(
    state: &State,
    code: &Code,
    location: &LocationId,
    is_there: bool,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let ticket = super::citizen::away(state, by_code(state, code)?.id)?;
    if ticket.holding().is_some() {
        return Err(DeskRejection::TicketParked { code: code.0.clone() }.into());
    }
    let there = asked(state, Some(location))?;
    let mut moving = ticket.waiting().filter(|(_, leg)| leg.location != *location).peekable();
    let Some((_, first)) = moving.peek() else {
        return Err(CitizenRejection::AlreadyThere { code: code.0.clone(), location: there.name.it.clone() }.into());
    };
    let ready_at = if is_there { None } else { arrival(state, &first.location, location, now) };
    for (_, leg) in moving {
        check_given(state, &leg.service, there)?;
        check_room(state, location, &leg.service)?;
    }
    Ok(vec![Event::TicketWentElsewhere { ticket: ticket.id, location: location.clone(), ready_at }])
}

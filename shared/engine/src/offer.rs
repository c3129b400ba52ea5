//! Which tickets can be had: hours, last ticket, quota, the chance to be served, and room in the queue.

use calendar::{OpeningTimes, Place};
use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Service;
use domain::ids::LocationId;
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::ticket::Class;
use domain::view::{OpenState, TicketOffer};

use crate::decide::check_room;
use crate::estimate::Capacity;
use crate::state::State;

/// Whether a ticket for a service can be had, or why not.
///
/// An appointment was promised by the office itself: hours, last ticket and quota do not hold for it.
pub(crate) fn check(
    state: &State,
    times: &OpeningTimes<'_>,
    there: &LocationId,
    service: &Service,
    class: Class,
    now: Timestamp,
) -> Result<(), Rejection> {
    match class {
        Class::WalkIn | Class::Priority => {
            check_hours(times, there, service, now)?;
            check_quota(state, service)?;
            if state.catalog.rules.refuse_unlikely {
                check_likely(times, &Capacity::of(state, there), service, now)?;
            }
        }
        Class::Appointment => (),
    }
    check_room(state, there, &service.id)
}

/// Whether whoever comes now can expect to be called before the service closes.
fn check_likely(
    times: &OpeningTimes<'_>,
    capacity: &Capacity<'_>,
    service: &Service,
    now: Timestamp,
) -> Result<(), Rejection> {
    let place = Place::ServiceAt(capacity.location(), &service.id);
    let (Some(wait_minutes), Some(closes_at)) = (capacity.wait_minutes(&service.id), times.closes_at(place, now))
    else {
        return Ok(());
    };
    if now + TimeDelta::minutes(wait_minutes.into()) < closes_at {
        return Ok(());
    }
    let closes_at = times.local(closes_at).time();
    Err(CitizenRejection::ProbablyNotServed { service: service.name.clone(), wait_minutes, closes_at }.into())
}

/// Why no ticket for a service is given while no day is open.
pub(crate) fn closed(times: &OpeningTimes<'_>, there: &LocationId, service: &Service, now: Timestamp) -> Rejection {
    match check_hours(times, there, service, now) {
        Err(outside @ Rejection::OutsideHours { .. }) => outside,
        Ok(()) | Err(_) => Rejection::DayClosed,
    }
}

fn check_hours(
    times: &OpeningTimes<'_>,
    there: &LocationId,
    service: &Service,
    now: Timestamp,
) -> Result<(), Rejection> {
    let place = Place::ServiceAt(there, &service.id);
    let next_opening = || times.next_opening(place, now).map(|moment| times.local(moment));
    if !times.is_open(place, now) {
        return Err(Rejection::OutsideHours {
            service: service.name.clone(),
            reason: times.closure(place, times.date(now)),
            next_opening: next_opening(),
        });
    }
    match times.last_ticket_at(there, service, now) {
        Some(last_ticket) if now >= last_ticket => Err(Rejection::LastTicketPassed {
            service: service.name.clone(),
            last_ticket: times.local(last_ticket).time(),
            next_opening: next_opening(),
        }),
        Some(_) | None => Ok(()),
    }
}

fn check_quota(state: &State, service: &Service) -> Result<(), Rejection> {
    match service.daily_quota {
        Some(quota) if state.given_for(&service.id) >= quota => {
            Err(Rejection::QuotaReached { service: service.name.clone(), quota })
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether a place is open and when that changes.
pub(crate) fn open_state(times: &OpeningTimes<'_>, place: Place<'_>, now: Timestamp) -> OpenState {
    let is_open = times.is_open(place, now);
    OpenState {
        is_open,
        closes_at: times.closes_at(place, now),
        next_opening: times.next_opening(place, now),
        closure: if is_open { None } else { times.closure(place, times.date(now)) },
    }
}

/// What a citizen without an appointment can have of a service in a building.
pub(crate) fn of_service(
    state: &State,
    times: &OpeningTimes<'_>,
    capacity: &Capacity<'_>,
    service: &Service,
    now: Timestamp,
) -> TicketOffer {
    let there = capacity.location();
    let refusal = match state.day {
        Some(_) => check(state, times, there, service, Class::WalkIn, now).err(),
        None => Some(closed(times, there, service, now)),
    };
    TicketOffer {
        last_ticket_at: times.last_ticket_at(there, service, now),
        quota_left: service.daily_quota.map(|quota| quota.saturating_sub(state.given_for(&service.id))),
        refused_because: refusal.map(|rejection| rejection.text()),
        unlikely_because: check_likely(times, capacity, service, now).err().map(|rejection| rejection.text()),
    }
}

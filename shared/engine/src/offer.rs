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
use crate::view::Moment;

/// Whether a ticket for a service can be had, or why not.
///
/// An appointment was promised by the office itself: hours, last ticket and quota do not hold for it.
pub(crate) fn check(
    state: &State,
    times: &OpeningTimes<'_>,
    there: &LocationId,
    service: &Service,
    class: Class,
    moment: &Moment<'_>,
) -> Result<(), Rejection> {
    let now = moment.now;
    match class {
        Class::WalkIn | Class::Priority => {
            check_hours(times, there, service, now)?;
            check_quota(state, service)?;
            if state.catalog.rules.refuse_unlikely {
                check_likely(times, &Capacity::of(state, there), service, moment)?;
            }
        }
        Class::Appointment => (),
    }
    check_room(state, there, &service.id)
}

/// How likely the call comes before the counters close for somebody to be told that it comes, in percent.
const LIKELY_PERCENT_MIN: u32 = 50;

/// Whether whoever comes now can expect to be called before the service closes: as foretold, or by usual durations.
fn check_likely(
    times: &OpeningTimes<'_>,
    capacity: &Capacity<'_>,
    service: &Service,
    moment: &Moment<'_>,
) -> Result<(), Rejection> {
    let place = Place::ServiceAt(capacity.location(), &service.id);
    let Some(closes_at) = times.closes_at(place, moment.now) else { return Ok(()) };
    let outlook = moment.waits.of_service(capacity.location(), &service.id, moment.now);
    let (is_likely, wait_minutes) = match outlook.map(|outlook| (outlook, outlook.middle)) {
        Some((outlook, middle)) => {
            let is_before = middle.is_some_and(|middle| middle < closes_at);
            let wait = middle.map_or(closes_at - moment.now, |middle| middle - moment.now);
            let minutes = u32::try_from(wait.num_minutes().max(0)).unwrap_or(u32::MAX);
            (is_before && outlook.before_closing_percent >= LIKELY_PERCENT_MIN, minutes)
        }
        None => {
            let Some(wait_minutes) = capacity.wait_minutes(&service.id) else { return Ok(()) };
            (moment.now + TimeDelta::minutes(wait_minutes.into()) < closes_at, wait_minutes)
        }
    };
    if is_likely {
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
            reason: times.closure(place, times.date(now)).map(Box::new),
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
    moment: &Moment<'_>,
) -> TicketOffer {
    let now = moment.now;
    let there = capacity.location();
    let refusal = match state.day {
        Some(_) => check(state, times, there, service, Class::WalkIn, moment).err(),
        None => Some(closed(times, there, service, now)),
    };
    TicketOffer {
        last_ticket_at: times.last_ticket_at(there, service, now),
        quota_left: service.daily_quota.map(|quota| quota.saturating_sub(state.given_for(&service.id))),
        refused_because: refusal.map(|rejection| rejection.text()),
        unlikely_because: check_likely(times, capacity, service, moment).err().map(|rejection| rejection.text()),
    }
}

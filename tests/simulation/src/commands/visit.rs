//! How a visit goes on from a counter.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};
use domain::limits::{LEGS_AFTER_TRANSFERS_MAX, WAITING_PER_SERVICE_MAX};
use domain::rules::PairRule;
use domain::ticket::{LegState, Outcome, Step};

use super::counter::{at, is_at, next};
use super::{Making, in_hand, staffed};
use crate::model::{Errand, Model, Only, Verdict, serves};

/// A counter that serves, most of the time; with what was given, where it differs.
pub fn make_finish(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| is_at(model, counter, LegState::Serving));
    let outcome = [Outcome::Done, Outcome::Incomplete, Outcome::Referred][making.random.weighted(&[80, 10, 10])];
    let delivered = if making.random.chance(10) { vec![making.service()] } else { Vec::new() };
    Command::Finish { counter, outcome, delivered }
}

/// A counter with a ticket in hand, most of the time; to anybody, to a counter or to a clerk.
pub fn make_transfer(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| model.in_hand(counter).is_some());
    let target = making.random.weighted(&[60, 18, 18, 2]);
    let to_counter = matches!(target, 1 | 3).then(|| making.counter(|model, other| model.clerk_at(other).is_some()));
    let seated = |model: &Model, clerk: &ClerkId| model.seat_of(clerk).is_some();
    let to_clerk = matches!(target, 2 | 3).then(|| making.clerk_who(seated));
    let clerk = to_counter.as_ref().and_then(|to| making.model.clerk_at(to).map(|clerk| clerk.id.clone()));
    let service = making.service_of(clerk.as_ref().or(to_clerk.as_ref()));
    Command::Transfer { counter, service, to_counter, to_clerk, keep_wait: making.random.chance(70) }
}

/// A counter with a ticket in hand, most of the time.
pub fn make_add(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| model.in_hand(counter).is_some());
    let clerk = making.model.clerk_at(&counter).map(|clerk| clerk.id.clone());
    let here = making.random.chance(50);
    let service = making.service_of(clerk.as_ref().filter(|_| here));
    Command::AddService { counter, service, here }
}

/// Time passes and nothing else.
pub fn make_clock(_: &mut Making<'_>) -> Command {
    Command::ClockReached
}

/// Serving ends; the same counter goes on with what it has to go on with, or calls the next one if it does so.
///
/// # Errors
/// Those of [`in_hand`], `not_started`, `unknown_service` for what was given.
pub fn finish(model: &mut Model, counter: &CounterId, delivered: &[ServiceId], now: Timestamp) -> Verdict {
    let (id, errand) = at(model, counter, LegState::Serving)?;
    if delivered.iter().any(|service| !model.has_service(service)) {
        return Err("unknown_service");
    }
    let goes_on = goes_on_here(model, counter)?;
    model.step(counter, Step::Finish, id, now);
    model.free_for_the_next(counter);
    if let Some(errand) = model.errand_mut(id, errand) {
        errand.end(LegState::Finished, now);
    }
    model.walk_on(counter, id, now);
    if let Some(errand) = goes_on {
        model.begin(counter, id, errand, now);
        return Ok(Some(id));
    }
    let calls = model.seat(counter).is_some_and(|seat| seat.auto_next);
    match next(model, counter, now) {
        Ok((who, why)) if calls => {
            model.call(counter, who, why, now);
            Ok(Some(who.0))
        }
        Ok(_) | Err(_) => Ok(Some(id)),
    }
}

/// What goes on at the same counter after what is in hand: what was added here, or belongs together.
fn goes_on_here(model: &Model, counter: &CounterId) -> Result<Option<usize>, &'static str> {
    let clerk = staffed(model, counter)?;
    let (guest, done) = in_hand(model, counter)?;
    let belongs = |errand: &Errand| {
        errand.here.as_ref() == Some(counter)
            || model.has_pair(PairRule::SameCounter, &guest.errands[done].service, &errand.service)
    };
    // Somebody without a ticket cannot be called anywhere else.
    let can = |errand: &Errand| guest.is_direct || serves(clerk, &errand.service);
    let mut errands = guest.errands.iter().enumerate().filter(|(_, errand)| errand.waits());
    let found = errands
        .find(|(position, errand)| belongs(errand) && can(errand) && !model.is_held(guest, *position, Some(done)));
    Ok(found.map(|(position, _)| position))
}

/// Where a guest is sent.
pub struct Target<'a> {
    /// For what.
    pub service: &'a ServiceId,
    /// To which counter.
    pub counter: Option<&'a CounterId>,
    /// To which clerk.
    pub clerk: Option<&'a ClerkId>,
    /// Whether the wait counts on.
    pub keep_wait: bool,
}

/// The guest goes on to another service, or to somebody certain for any.
///
/// # Errors
/// Those of [`in_hand`], `direct_visit`, those of the target, `same_service`, `transfer_limit`, `queue_full`.
pub fn transfer(model: &mut Model, counter: &CounterId, to: &Target<'_>, now: Timestamp) -> Verdict {
    let (guest, errand) = in_hand(model, counter)?;
    if guest.is_direct {
        return Err("direct_visit");
    }
    check_target(model, to)?;
    let goes_to_somebody = to.counter.is_some() || to.clerk.is_some();
    let open = guest.open_for(to.service);
    if open.is_some() && !(goes_to_somebody && open == Some(errand)) {
        return Err("same_service");
    }
    if guest.errands.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err("transfer_limit");
    }
    let seat = to.clerk.and_then(|clerk| model.seat_of(clerk)).map(|seat| &seat.counter);
    let location = match to.counter.or(seat) {
        Some(counter) => model.building(counter),
        None => model.next_building(counter, to.service),
    };
    has_room(model, &location, to.service)?;
    let (id, key) = (guest.id, guest.errands[errand].key);
    let arrives = now + model.walk(counter, to.service, &location);
    model.step(counter, Step::Transfer, id, now);
    model.free(counter);
    if let Some(errand) = model.errand_mut(id, errand) {
        errand.end(LegState::Transferred, now);
    }
    model.walk_on(counter, id, now);
    let mut next = Errand::waiting(to.service, &location, now);
    next.key = if to.keep_wait { key } else { arrives };
    next.ready_at = Some(arrives).filter(|at| *at > now);
    next.only = to.counter.cloned().map(Only::Counter).or(to.clerk.cloned().map(Only::Clerk));
    model.comes_later(id, errand + 1, next);
    if let Some(guest) = model.guest_mut(id) {
        guest.waits_from(now);
    }
    Ok(Some(id))
}

/// Whoever is named has to be there and to be able.
fn check_target(model: &Model, to: &Target<'_>) -> Result<(), &'static str> {
    if !model.has_service(to.service) {
        return Err("unknown_service");
    }
    let clerk = match (to.counter, to.clerk) {
        (None, None) => return Ok(()),
        (Some(_), Some(_)) => return Err("two_targets"),
        (Some(counter), None) => {
            let is_known = model.catalog.counters.iter().any(|known| &known.id == counter);
            model.clerk_at(counter).filter(|_| is_known).ok_or(if is_known {
                "counter_empty"
            } else {
                "unknown_counter"
            })?
        }
        (None, Some(id)) => {
            let clerk = model.catalog.clerks.iter().find(|known| &known.id == id).ok_or("unknown_clerk")?;
            model.seat_of(id).ok_or("clerk_away")?;
            clerk
        }
    };
    if serves(clerk, to.service) { Ok(()) } else { Err("cannot_serve") }
}

/// Whether somebody more can wait in a building for a service.
///
/// # Errors
/// `queue_full`.
pub fn has_room(model: &Model, location: &LocationId, service: &ServiceId) -> Result<(), &'static str> {
    if model.queue(location, service).len() >= WAITING_PER_SERVICE_MAX { Err("queue_full") } else { Ok(()) }
}

/// One more service for whoever is in hand.
///
/// # Errors
/// Those of [`in_hand`], `unknown_service`, `same_service`, `transfer_limit`; without a ticket and not here
/// `direct_visit`; here `cannot_serve`, else `queue_full`.
pub fn add(model: &mut Model, counter: &CounterId, service: &ServiceId, here: bool, now: Timestamp) -> Verdict {
    let clerk = staffed(model, counter)?;
    let (guest, _) = in_hand(model, counter)?;
    if !model.has_service(service) {
        return Err("unknown_service");
    }
    if guest.open_for(service).is_some() {
        return Err("same_service");
    }
    if guest.errands.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err("transfer_limit");
    }
    if guest.is_direct && !here {
        return Err("direct_visit");
    }
    if here && !serves(clerk, service) {
        return Err("cannot_serve");
    }
    let location = model.next_building(counter, service);
    if !here {
        has_room(model, &location, service)?;
    }
    let (id, last) = (guest.id, guest.errands.len());
    model.touch(id);
    let here = here.then(|| counter.clone());
    model.comes_later(id, last, Errand { here, ..Errand::waiting(service, &location, now) });
    Ok(Some(id))
}

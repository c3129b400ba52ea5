//! What a clerk does at a counter.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::limits::{LEGS_AFTER_TRANSFERS_MAX, RECALLS_PER_CALL_MAX, WAITING_PER_SERVICE_MAX};
use domain::ticket::LegState;
use domain::view::CounterAction;

use super::{Making, exists, in_hand, staffed};
use crate::model::{Call, Errand, Guest, Model, Verdict};

/// A free counter and an idle clerk, most of the time.
pub fn make_sign_in(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| model.clerk_at(counter).is_none());
    Command::SignIn { counter, clerk: making.clerk() }
}

/// A counter with nothing in hand, most of the time.
pub fn make_sign_out(making: &mut Making<'_>) -> Command {
    Command::SignOut { counter: making.counter(is_free) }
}

/// A counter with nothing in hand, most of the time.
pub fn make_call_next(making: &mut Making<'_>) -> Command {
    Command::CallNext { counter: making.counter(is_free) }
}

/// A counter that has called, most of the time.
pub fn make_recall(making: &mut Making<'_>) -> Command {
    Command::Recall { counter: making.counter(|model, counter| is_at(model, counter, LegState::Called)) }
}

/// A counter that has called, most of the time.
pub fn make_start(making: &mut Making<'_>) -> Command {
    Command::Start { counter: making.counter(|model, counter| is_at(model, counter, LegState::Called)) }
}

/// A counter that serves, most of the time.
pub fn make_finish(making: &mut Making<'_>) -> Command {
    Command::Finish { counter: making.counter(|model, counter| is_at(model, counter, LegState::Serving)) }
}

/// A counter that has called, most of the time.
pub fn make_no_show(making: &mut Making<'_>) -> Command {
    Command::NoShow { counter: making.counter(|model, counter| is_at(model, counter, LegState::Called)) }
}

/// A counter with a ticket in hand, most of the time.
pub fn make_transfer(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| model.in_hand(counter).is_some());
    Command::Transfer { counter, service: making.service() }
}

fn is_free(model: &Model, counter: &CounterId) -> bool {
    model.clerk_at(counter).is_some() && model.in_hand(counter).is_none()
}

fn is_at(model: &Model, counter: &CounterId, state: LegState) -> bool {
    model.in_hand(counter).is_some_and(|(guest, errand)| guest.errands[errand].state == state)
}

/// A clerk takes place, and brings along what was in hand elsewhere: who was called there is called here anew.
///
/// # Errors
/// `unknown_counter`, `day_closed`, `unknown_clerk`, `counter_taken`, `ticket_in_hand` where both have one.
pub fn sign_in(model: &mut Model, counter: &CounterId, clerk: &ClerkId, now: Timestamp) -> Verdict {
    exists(model, counter)?;
    if !model.catalog.clerks.iter().any(|known| &known.id == clerk) {
        return Err("unknown_clerk");
    }
    match model.clerk_at(counter) {
        Some(present) if &present.id == clerk => return Ok(None),
        Some(_) => return Err("counter_taken"),
        None => (),
    }
    let elsewhere = model.seat_of(clerk).cloned();
    let brought = elsewhere.as_ref().and_then(|seat| seat.guest);
    if brought.is_some() && model.in_hand(counter).is_some() {
        return Err("ticket_in_hand");
    }
    if let Some(left) = elsewhere {
        model.seat(&left.counter).clerk = None;
        model.free(&left.counter);
    }
    model.seat(counter).clerk = Some(clerk.clone());
    if let Some(id) = brought {
        bring(model, id, counter, now);
    }
    Ok(brought)
}

fn bring(model: &mut Model, id: u64, counter: &CounterId, now: Timestamp) {
    model.seat(counter).guest = Some(id);
    let position = model.guest(id).and_then(Guest::errand).unwrap_or(0);
    let Some(errand) = model.errand_mut(id, position) else { return };
    errand.counter = Some(counter.clone());
    if errand.state == LegState::Called {
        model.show(Call { guest: id, errand: position, counter: counter.clone(), at: now });
    } else if let Some(call) = model.calls.iter_mut().find(|call| call.guest == id) {
        call.counter = counter.clone();
    }
}

fn free(model: &Model, counter: &CounterId) -> Result<(), &'static str> {
    staffed(model, counter)?;
    if model.in_hand(counter).is_some() { Err("ticket_in_hand") } else { Ok(()) }
}

/// A clerk leaves.
///
/// # Errors
/// Those of [`staffed`], and `ticket_in_hand`.
pub fn sign_out(model: &mut Model, counter: &CounterId) -> Verdict {
    free(model, counter)?;
    model.seat(counter).clerk = None;
    Ok(None)
}

/// Whom a counter calls next.
fn next(model: &Model, counter: &CounterId) -> Result<u64, &'static str> {
    free(model, counter)?;
    let clerk = staffed(model, counter)?;
    model.queue_of(clerk).first().map(|guest| guest.id).ok_or("nobody_waiting")
}

/// The next one is called.
///
/// # Errors
/// Those of [`staffed`], `ticket_in_hand`, `nobody_waiting`.
pub fn call_next(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let id = next(model, counter)?;
    let errand = model.guest(id).and_then(Guest::errand).unwrap_or(0);
    model.seat(counter).guest = Some(id);
    if let Some(errand) = model.errand_mut(id, errand) {
        (errand.state, errand.since) = (LegState::Called, now);
        (errand.called_at, errand.counter) = (Some(now), Some(counter.clone()));
    }
    model.show(Call { guest: id, errand, counter: counter.clone(), at: now });
    Ok(Some(id))
}

/// Who is in hand in a certain state.
fn at(model: &Model, counter: &CounterId, state: LegState) -> Result<(u64, usize), &'static str> {
    let (guest, errand) = in_hand(model, counter)?;
    if guest.errands[errand].state == state {
        return Ok((guest.id, errand));
    }
    Err(if state == LegState::Called { "already_serving" } else { "not_started" })
}

fn recallable(model: &Model, counter: &CounterId) -> Result<(u64, usize), &'static str> {
    let (id, errand) = at(model, counter, LegState::Called)?;
    let recalls = model.guest(id).map_or(0, |guest| guest.errands[errand].recalls);
    if recalls >= RECALLS_PER_CALL_MAX { Err("recall_limit") } else { Ok((id, errand)) }
}

/// The call is repeated.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`, `recall_limit`.
pub fn recall(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, errand) = recallable(model, counter)?;
    if let Some(errand) = model.errand_mut(id, errand) {
        errand.recalls += 1;
    }
    model.show(Call { guest: id, errand, counter: counter.clone(), at: now });
    Ok(Some(id))
}

/// Serving begins.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`.
pub fn start(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, errand) = at(model, counter, LegState::Called)?;
    if let Some(errand) = model.errand_mut(id, errand) {
        (errand.state, errand.since) = (LegState::Serving, now);
    }
    Ok(Some(id))
}

/// Serving ends; what is left of the visit waits on.
///
/// # Errors
/// Those of [`in_hand`], `not_started`.
pub fn finish(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, errand) = at(model, counter, LegState::Serving)?;
    model.free(counter);
    if let Some(errand) = model.errand_mut(id, errand) {
        errand.end(LegState::Finished, now);
    }
    // Time spent being served is no time waited.
    if let Some(next) = model.guest_mut(id).and_then(|guest| guest.errands.iter_mut().find(|errand| errand.is_open())) {
        (next.since, next.waiting_since) = (now, now);
    }
    Ok(Some(id))
}

/// Nobody came: the whole visit is over.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`.
pub fn no_show(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, _) = at(model, counter, LegState::Called)?;
    model.free(counter);
    let errands = model.guest_mut(id).into_iter().flat_map(|guest| &mut guest.errands);
    errands.filter(|errand| errand.is_open()).for_each(|errand| errand.end(LegState::NoShow, now));
    Ok(Some(id))
}

/// The guest goes on to another service, next of all errands, and keeps the place in the order of calling.
///
/// # Errors
/// Those of [`in_hand`], `unknown_service`, `same_service`, `transfer_limit`, `queue_full`.
pub fn transfer(model: &mut Model, counter: &CounterId, service: &ServiceId, now: Timestamp) -> Verdict {
    let (guest, errand) = in_hand(model, counter)?;
    if !model.catalog.services.iter().any(|known| &known.id == service) {
        return Err("unknown_service");
    }
    if guest.errands.iter().any(|errand| errand.is_open() && &errand.service == service) {
        return Err("same_service");
    }
    if guest.errands.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err("transfer_limit");
    }
    if model.queue(service).len() >= WAITING_PER_SERVICE_MAX {
        return Err("queue_full");
    }
    let id = guest.id;
    model.free(counter);
    if let Some(guest) = model.guest_mut(id) {
        guest.errands[errand].end(LegState::Transferred, now);
        guest.errands.insert(errand + 1, Errand::waiting(service, now));
    }
    Ok(Some(id))
}

/// Whether an action is possible at a counter.
///
/// # Errors
/// The code of the refusal.
pub fn may(model: &Model, counter: &CounterId, action: CounterAction) -> Result<(), &'static str> {
    match action {
        CounterAction::CallNext => next(model, counter).map(drop),
        CounterAction::Recall => recallable(model, counter).map(drop),
        CounterAction::Start | CounterAction::NoShow => at(model, counter, LegState::Called).map(drop),
        CounterAction::Finish => at(model, counter, LegState::Serving).map(drop),
        CounterAction::Transfer => in_hand(model, counter).map(drop),
        CounterAction::SignOut => free(model, counter),
    }
}

//! What a clerk does at a counter.

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::command::Command;
use domain::ids::{ClerkId, CounterId};
use domain::limits::RECALLS_PER_CALL_MAX;
use domain::ticket::{LegState, Step};
use domain::view::CounterAction;

use super::{Making, exists, in_hand, staffed};
use crate::model::{Missed, Model, Row, Verdict, Why};

/// A free counter and an idle clerk, most of the time.
pub fn make_sign_in(making: &mut Making<'_>) -> Command {
    let counter = making.counter(|model, counter| model.clerk_at(counter).is_none());
    Command::SignIn { counter, clerk: making.clerk(), take_over: making.random.chance(30) }
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
    let was_recalled = |model: &Model, counter: &CounterId| {
        let in_hand = model.in_hand(counter).map(|(guest, errand)| &guest.errands[errand]);
        in_hand.is_some_and(|errand| errand.state == LegState::Called && errand.recalls > 0)
    };
    // Often one that was recalled before, so that the limit is reached.
    let again = making.counter(was_recalled);
    let is_again = was_recalled(making.model, &again) && making.random.chance(50);
    let any = making.counter(|model, counter| is_at(model, counter, LegState::Called));
    Command::Recall { counter: if is_again { again } else { any } }
}

/// A counter that has called, most of the time.
pub fn make_start(making: &mut Making<'_>) -> Command {
    Command::Start { counter: making.counter(|model, counter| is_at(model, counter, LegState::Called)) }
}

/// A counter that has called, most of the time.
pub fn make_no_show(making: &mut Making<'_>) -> Command {
    Command::NoShow { counter: making.counter(|model, counter| is_at(model, counter, LegState::Called)) }
}

/// Whether a counter is staffed with nothing in hand.
pub fn is_free(model: &Model, counter: &CounterId) -> bool {
    model.clerk_at(counter).is_some() && model.in_hand(counter).is_none()
}

/// Whether a counter has somebody in hand in a certain state.
pub fn is_at(model: &Model, counter: &CounterId, state: LegState) -> bool {
    model.in_hand(counter).is_some_and(|(guest, errand)| guest.errands[errand].state == state)
}

/// A clerk takes place, and brings along what was in hand elsewhere: who was called there is called here anew.
///
/// # Errors
/// `unknown_counter`, `day_closed`, `unknown_clerk`, `counter_taken` unless that is meant, `ticket_in_hand` where both
/// have one.
pub fn sign_in(model: &mut Model, counter: &CounterId, clerk: &ClerkId, take_over: bool, now: Timestamp) -> Verdict {
    exists(model, counter)?;
    if !model.catalog.clerks.iter().any(|known| &known.id == clerk) {
        return Err("unknown_clerk");
    }
    match model.clerk_at(counter) {
        Some(present) if &present.id == clerk => return Ok(None),
        Some(_) if !take_over => return Err("counter_taken"),
        Some(_) | None => (),
    }
    let elsewhere = model.seat_of(clerk).cloned();
    let brought = elsewhere.as_ref().and_then(|seat| seat.guest);
    if brought.is_some() && model.in_hand(counter).is_some() {
        return Err("ticket_in_hand");
    }
    if let Some(left) = elsewhere {
        model.sit(&left.counter, None);
        if let Some(id) = brought {
            model.free(&left.counter);
            bring(model, id, &left.counter, counter, now);
        }
    }
    model.sit(counter, Some(clerk));
    Ok(brought)
}

fn bring(model: &mut Model, id: u64, from: &CounterId, to: &CounterId, now: Timestamp) {
    model.seat_mut(to).guest = Some(id);
    model.touch(id);
    let Some(guest) = model.guest_mut(id) else { return };
    let Some(position) = guest.under_way() else { return };
    guest.errands[position].counter = Some(to.clone());
    let is_called = guest.errands[position].state == LegState::Called;
    for errand in guest.errands.iter_mut().filter(|errand| errand.here.as_ref() == Some(from)) {
        errand.here = Some(to.clone());
    }
    let location = model.building(to);
    if is_called {
        model.show(id, to, now);
    } else if let Some(call) = model.calls.iter_mut().find(|call| call.guest == id) {
        (call.counter, call.location) = (to.clone(), location);
    }
}

/// Whether a staffed counter has nothing in hand.
///
/// # Errors
/// Those of [`staffed`], and `ticket_in_hand`.
pub fn free(model: &Model, counter: &CounterId) -> Result<(), &'static str> {
    staffed(model, counter)?;
    if model.in_hand(counter).is_some() { Err("ticket_in_hand") } else { Ok(()) }
}

/// A clerk leaves.
///
/// # Errors
/// Those of [`free`].
pub fn sign_out(model: &mut Model, counter: &CounterId) -> Verdict {
    free(model, counter)?;
    model.sit(counter, None);
    Ok(None)
}

/// The clerk of a counter that calls.
///
/// # Errors
/// Those of [`free`], and `counter_paused`.
pub fn calling<'a>(model: &'a Model, counter: &CounterId) -> Result<&'a Clerk, &'static str> {
    free(model, counter)?;
    if model.seat(counter).is_some_and(|seat| seat.pause.is_some()) {
        return Err("counter_paused");
    }
    staffed(model, counter)
}

/// Whether a counter can call anybody.
///
/// # Errors
/// Those of [`calling`], and `nobody_waiting`.
fn has_next(model: &Model, counter: &CounterId) -> Result<(), &'static str> {
    let clerk = calling(model, counter)?;
    if model.callable(counter, clerk).is_empty() { Err("nobody_waiting") } else { Ok(()) }
}

/// Whom a counter calls next, for which errand, and why; of those who are as good as equal whom the hub called.
///
/// # Errors
/// Those of [`calling`], and `nobody_waiting`.
pub fn next(model: &Model, counter: &CounterId, now: Timestamp) -> Result<((u64, usize), Why), &'static str> {
    let clerk = calling(model, counter)?;
    let calling = model.calls_of(counter, clerk, now);
    let may_be = calling.next();
    let is_theirs = |row: &Row<'_>| {
        let theirs = model.their_calls.front();
        theirs.is_some_and(|theirs| (theirs.guest, theirs.errand) == (row.0.id, row.1))
    };
    let chosen = may_be.iter().find(|one| is_theirs(&one.row)).or(may_be.first()).ok_or("nobody_waiting")?;
    Ok(((chosen.row.0.id, chosen.row.1), model.why_chosen(counter, &calling, chosen, now)))
}

/// The next one is called.
///
/// # Errors
/// Those of [`next`].
pub fn call_next(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (who, why) = next(model, counter, now)?;
    model.call(counter, who, why, now);
    Ok(Some(who.0))
}

/// Who is in hand in a certain state.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`, `not_started`.
pub fn at(model: &Model, counter: &CounterId, state: LegState) -> Result<(u64, usize), &'static str> {
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
    model.touch(id);
    if let Some(errand) = model.errand_mut(id, errand) {
        errand.recalls += 1;
    }
    model.show(id, counter, now);
    Ok(Some(id))
}

/// Serving begins.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`.
pub fn start(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, errand) = at(model, counter, LegState::Called)?;
    model.begin(counter, id, errand, now);
    Ok(Some(id))
}

/// Nobody came: the whole visit is over, unless the guest comes after all.
///
/// # Errors
/// Those of [`in_hand`], `already_serving`.
pub fn no_show(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let (id, errand) = at(model, counter, LegState::Called)?;
    model.step(counter, Step::NoShow, id, now);
    model.free_for_the_next(counter);
    let calls = model.called.len();
    if let Some(guest) = model.guest_mut(id) {
        guest.errands.iter_mut().filter(|it| it.is_open()).for_each(|it| it.end(LegState::NoShow, now));
        guest.missed = Some(Missed { errand, at: now, calls });
    }
    Ok(Some(id))
}

/// Whether an action is possible at a counter.
///
/// # Errors
/// The code of the refusal.
pub fn may(model: &Model, counter: &CounterId, action: CounterAction) -> Result<(), &'static str> {
    match action {
        CounterAction::CallNext => has_next(model, counter),
        CounterAction::Recall => recallable(model, counter).map(drop),
        CounterAction::Start | CounterAction::NoShow => at(model, counter, LegState::Called).map(drop),
        CounterAction::Finish => at(model, counter, LegState::Serving).map(drop),
        CounterAction::Transfer => in_hand(model, counter).map(drop),
        CounterAction::SignOut => free(model, counter),
    }
}

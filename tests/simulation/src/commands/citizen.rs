//! What somebody with a ticket does.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::ids::TicketId;
use domain::limits::{LET_PASS_MINUTES_MAX, LET_PASS_PEOPLE_MAX};
use domain::ticket::LegState;

use super::Making;
use super::desk::open_guest;
use crate::model::{Guest, Model, Verdict};

/// Somebody who waits, most of the time.
pub fn make_cancel(making: &mut Making<'_>) -> Command {
    Command::Cancel { ticket: making.ticket(|_, guest| guest.is_open() && guest.counter().is_none()) }
}

/// Somebody who waits, most of the time; people or minutes, seldom both or none.
pub fn make_let_pass(making: &mut Making<'_>) -> Command {
    let ticket = making.ticket(|model, guest| (0..guest.errands.len()).any(|errand| model.is_due(guest, errand)));
    let (is_people, is_minutes) =
        [(true, false), (false, true), (true, true), (false, false)][making.random.weighted(&[60, 34, 3, 3])];
    let mut number = |most: u32| {
        let few = if making.random.chance(90) {
            1 + making.random.below(4)
        } else {
            making.random.below(2 + u64::from(most))
        };
        u32::try_from(few).unwrap_or(0)
    };
    let people = is_people.then(|| number(LET_PASS_PEOPLE_MAX));
    let minutes = is_minutes.then(|| number(LET_PASS_MINUTES_MAX));
    Command::LetPass { ticket, people, minutes }
}

/// Somebody whose visit goes on, most of the time.
pub fn make_reprint(making: &mut Making<'_>) -> Command {
    Command::Reprint { ticket: making.ticket(|_, guest| guest.is_open()) }
}

/// Somebody who is at no counter.
///
/// # Errors
/// Those of [`open_guest`], `ticket_at_counter`.
pub fn away(model: &Model, id: TicketId) -> Result<&Guest, &'static str> {
    let guest = open_guest(model, id)?;
    if guest.counter().is_some() { Err("ticket_at_counter") } else { Ok(guest) }
}

/// The guest goes home.
///
/// # Errors
/// `unknown_ticket`, `ticket_over`, `ticket_at_counter`.
pub fn cancel(model: &mut Model, id: TicketId, now: Timestamp) -> Verdict {
    away(model, id)?;
    model.touch(id.0);
    let errands = model.guest_mut(id.0).into_iter().flat_map(|guest| &mut guest.errands);
    errands.filter(|errand| errand.is_open()).for_each(|errand| errand.end(LegState::Cancelled, now));
    Ok(Some(id.0))
}

/// The guest lets others pass.
///
/// # Errors
/// Those of [`cancel`], `ticket_parked`, `let_pass_limit`, `let_pass_choice`, `people_out_of_range`,
/// `nobody_to_let_pass`, `minutes_out_of_range`.
pub fn let_pass(model: &mut Model, id: TicketId, people: Option<u32>, minutes: Option<u32>, now: Timestamp) -> Verdict {
    let guest = away(model, id)?;
    if guest.under_way().is_some() {
        return Err("ticket_parked");
    }
    if guest.passes >= model.catalog.rules.let_pass_max {
        return Err("let_pass_limit");
    }
    let mut changed = guest.clone();
    changed.passes += 1;
    match (people, minutes) {
        (Some(people), None) => stand_behind(model, &mut changed, people)?,
        (None, Some(minutes)) if (1..=LET_PASS_MINUTES_MAX).contains(&minutes) => {
            let until = now + TimeDelta::minutes(minutes.into());
            for errand in changed.errands.iter_mut().filter(|errand| errand.waits()) {
                errand.ready_at = Some(errand.ready_at.map_or(until, |at| at.max(until)));
            }
        }
        (None, Some(_)) => return Err("minutes_out_of_range"),
        (None, None) | (Some(_), Some(_)) => return Err("let_pass_choice"),
    }
    if let Some(guest) = model.guest_mut(id.0) {
        *guest = changed;
    }
    model.touch(id.0);
    Ok(Some(id.0))
}

/// In each queue the guest stands behind so many more people, or behind all there are.
fn stand_behind(model: &Model, guest: &mut Guest, people: u32) -> Result<(), &'static str> {
    if people == 0 || people > LET_PASS_PEOPLE_MAX {
        return Err("people_out_of_range");
    }
    let mut lets_pass = false;
    for errand in 0..guest.errands.len() {
        let own = guest.place(errand);
        let queue = model.queue(&guest.errands[errand].location, &guest.errands[errand].service);
        let is_there = queue.iter().any(|(other, position)| other.id == guest.id && *position == errand);
        let later = queue.iter().filter(|(other, position)| other.place(*position) > own);
        let last = later.take(people as usize).last().filter(|_| is_there);
        if let Some((other, position)) = last {
            lets_pass = true;
            guest.errands[errand].behind = Some(other.place(*position));
        }
    }
    if lets_pass { Ok(()) } else { Err("nobody_to_let_pass") }
}

/// The slip is printed again.
///
/// # Errors
/// Those of [`open_guest`], `direct_visit`, `reprint_limit`.
pub fn reprint(model: &mut Model, id: TicketId) -> Verdict {
    let guest = open_guest(model, id)?;
    if guest.is_direct {
        return Err("direct_visit");
    }
    if guest.reprints >= model.catalog.rules.reprints_max {
        return Err("reprint_limit");
    }
    if let Some(guest) = model.guest_mut(id.0) {
        guest.reprints += 1;
    }
    Ok(Some(id.0))
}

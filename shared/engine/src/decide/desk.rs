//! What a clerk decides about a ticket, beside calling and serving it.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Clerk;
use domain::event::Event;
use domain::ids::{CounterId, PriorityId, ServiceId, TicketId};
use domain::limits::{LEGS_AFTER_TRANSFERS_MAX, NOTE_CHARS_MAX};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::{Class, Code, LegState, Step};

use super::counter::{call, calling, free, in_hand, known, signed_in};
use super::place::next_to;
use super::ticket::classify;
use super::visit::check_room;
use crate::dispatch;
use crate::state::{Done, State};
use crate::ticket::{Leg, Ticket};

/// So much of a code that does not exist is said again, in characters.
const CODE_CHARS_SHOWN_MAX: usize = 8;

/// A ticket to which something can still happen.
pub(super) fn open_ticket(state: &State, id: TicketId) -> Result<&Ticket, Rejection> {
    let ticket = state.ticket(id).ok_or(Rejection::UnknownTicket { ticket: id.0 })?;
    if ticket.is_open() { Ok(ticket) } else { Err(DeskRejection::TicketOver { code: ticket.code.0.clone() }.into()) }
}

/// The label over a counter.
pub(super) fn label(state: &State, counter: &CounterId) -> String {
    state.catalog.counter(counter).map_or_else(|| counter.to_string(), |counter| counter.label.clone())
}

pub(super) fn reclassify(
    state: &State,
    counter: &CounterId,
    id: TicketId,
    class: Class,
    priority: Option<&PriorityId>,
) -> Result<Vec<Event>, Rejection> {
    signed_in(state, counter)?;
    let ticket = open_ticket(state, id)?;
    if let Some(elsewhere) = ticket.counter().filter(|elsewhere| *elsewhere != counter) {
        let (code, counter) = (ticket.code.0.clone(), label(state, elsewhere));
        return Err(DeskRejection::TicketAtCounter { code, counter }.into());
    }
    let (class, weight) = classify(state, class, priority)?;
    let (counter, priority) = (counter.clone(), priority.cloned());
    Ok(vec![Event::TicketReclassified { ticket: id, counter, class, priority, weight }])
}

/// A note or reason as it is kept, within its bound.
fn note(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if text.chars().count() > NOTE_CHARS_MAX {
        return Err(DeskRejection::NoteTooLong { chars_max: NOTE_CHARS_MAX }.into());
    }
    Ok(text.to_owned())
}

fn reason(text: &str) -> Result<String, Rejection> {
    let reason = note(text)?;
    if reason.is_empty() { Err(DeskRejection::ReasonMissing.into()) } else { Ok(reason) }
}

pub(super) fn pause(state: &State, counter: &CounterId, why: &str) -> Result<Vec<Event>, Rejection> {
    let clerk = signed_in(state, counter)?.id.clone();
    Ok(vec![Event::ClerkPaused { counter: counter.clone(), clerk, reason: reason(why)? }])
}

pub(super) fn resume(state: &State, counter: &CounterId) -> Result<Vec<Event>, Rejection> {
    let clerk = signed_in(state, counter)?.id.clone();
    if state.desks.get(counter).is_none_or(|desk| desk.pause.is_none()) {
        return Err(DeskRejection::NotPaused.into());
    }
    Ok(vec![Event::ClerkResumed { counter: counter.clone(), clerk }])
}

fn cannot_serve(state: &State, clerk: &Clerk, service: &ServiceId) -> Rejection {
    let service = state.catalog.service(service).map_or_else(|| service.to_string(), |known| known.name.it.clone());
    DeskRejection::CannotServe { clerk: clerk.name.clone(), service }.into()
}

pub(super) fn call_ticket(
    state: &State,
    counter: &CounterId,
    code: &Code,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let clerk = calling(state, counter)?;
    if !clerk.may_call_named {
        return Err(DeskRejection::MayNotCallNamed.into());
    }
    let ticket = open_ticket(state, by_code(state, code)?.id)?;
    let code = || code.0.clone();
    if let Some((_, leg)) = ticket.holding() {
        return Err(match &leg.counter {
            Some(counter) => DeskRejection::TicketAtCounter { code: code(), counter: label(state, counter) }.into(),
            None => DeskRejection::TicketParked { code: code() }.into(),
        });
    }
    let is_first = |leg: &Leg| !ticket.is_after_another(leg);
    let mut mine = ticket.waiting().filter(|(_, leg)| clerk.can_serve(&leg.service)).peekable();
    if mine.peek().is_none() {
        let service = ticket.waiting().next().map(|(_, leg)| &leg.service);
        return Err(service.map_or(Rejection::NobodyWaiting, |service| cannot_serve(state, clerk, service)));
    }
    // One the citizen has not had the time to walk to may be called too: the clerk sees them coming.
    let found = mine.find(|(_, leg)| is_first(leg)).ok_or_else(|| DeskRejection::TicketHeld { code: code() })?;
    let reason = dispatch::named(state, counter, clerk, (ticket, found.1), now);
    Ok(call(state, (ticket.id, found.0), counter, reason))
}

pub(super) fn by_code<'a>(state: &'a State, code: &Code) -> Result<&'a Ticket, Rejection> {
    let unknown = || DeskRejection::UnknownCode { code: code.0.chars().take(CODE_CHARS_SHOWN_MAX).collect() };
    Ok(state.ticket_by_code(code).ok_or_else(unknown)?)
}

pub(super) fn add_service(
    state: &State,
    counter: &CounterId,
    service: &ServiceId,
    here: bool,
) -> Result<Vec<Event>, Rejection> {
    let clerk = signed_in(state, counter)?;
    let (ticket, _, _) = in_hand(state, counter)?;
    if state.catalog.service(service).is_none() {
        return Err(Rejection::UnknownService { service: service.to_string() });
    }
    if ticket.open_for(service).is_some() {
        return Err(Rejection::SameService);
    }
    if ticket.legs.len() >= LEGS_AFTER_TRANSFERS_MAX {
        return Err(Rejection::TransferLimit { code: ticket.code.0.clone() });
    }
    if ticket.is_direct && !here {
        return Err(DeskRejection::DirectVisit.into());
    }
    if here && !clerk.can_serve(service) {
        return Err(cannot_serve(state, clerk, service));
    }
    let location = next_to(state, counter, service);
    if !here {
        check_room(state, &location, service)?;
    }
    let location = Some(location).filter(|location| !state.is_in(counter, location));
    let (ticket, counter, service) = (ticket.id, counter.clone(), service.clone());
    Ok(vec![Event::ServiceAdded { ticket, counter, service, here, location }])
}

pub(super) fn rejoin(state: &State, code: &Code, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    let ticket = by_code(state, code)?;
    let rules = &state.catalog.rules;
    let code = || code.0.clone();
    let missed = ticket.no_show.as_ref().filter(|_| !ticket.is_open());
    let missed = missed.ok_or_else(|| CitizenRejection::NotNoShow { code: code() })?;
    if ticket.has_rejoined {
        return Err(CitizenRejection::RejoinedBefore { code: code() }.into());
    }
    let is_in_time = now - missed.at <= TimeDelta::minutes(rules.rejoin_minutes.into());
    let calls = ticket.legs.get(missed.leg).map_or(0, |leg| state.calls_made(&leg.service)) - missed.calls;
    let is_in_calls = rules.rejoin_calls > 0 && calls <= rules.rejoin_calls.into();
    if !is_in_time && !is_in_calls {
        let minutes_max = rules.rejoin_minutes;
        return Err(CitizenRejection::RejoinTooLate { code: code(), minutes_max }.into());
    }
    let given_up = || ticket.legs.iter().filter(|leg| leg.state == LegState::NoShow);
    if let Some(gone) = given_up().find(|leg| state.catalog.service(&leg.service).is_none()) {
        return Err(Rejection::UnknownService { service: gone.service.to_string() });
    }
    if let Some(gone) = given_up().find(|leg| state.catalog.location(&leg.location).is_none()) {
        return Err(CitizenRejection::UnknownLocation { location: gone.location.to_string() }.into());
    }
    Ok(vec![Event::TicketRejoined { ticket: ticket.id, leg: missed.leg }])
}

pub(super) fn park(
    state: &State,
    counter: &CounterId,
    why: &str,
    return_minutes: u32,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let clerk = signed_in(state, counter)?.id.clone();
    let (ticket, leg, _) = in_hand(state, counter)?;
    if ticket.is_direct {
        return Err(DeskRejection::DirectVisit.into());
    }
    let minutes_max = state.catalog.rules.park_minutes_max;
    if !(1..=minutes_max).contains(&return_minutes) {
        return Err(DeskRejection::MinutesOutOfRange { minutes_max }.into());
    }
    let return_at = now + TimeDelta::minutes(return_minutes.into());
    let (ticket, counter, reason) = (ticket.id, counter.clone(), reason(why)?);
    Ok(vec![Event::TicketParked { ticket, leg, counter, clerk, reason, return_at }])
}

pub(super) fn resume_parked(state: &State, counter: &CounterId, id: TicketId) -> Result<Vec<Event>, Rejection> {
    let clerk = free(state, counter)?;
    let ticket = open_ticket(state, id)?;
    let is_mine = |leg: &Leg| leg.parked.as_ref().is_some_and(|parked| parked.owner == clerk.id);
    let found = ticket.holding().filter(|(_, leg)| is_mine(leg));
    let (leg, _) = found.ok_or_else(|| DeskRejection::NotParkedByYou { code: ticket.code.0.clone() })?;
    Ok(vec![Event::TicketResumed { ticket: id, leg, counter: counter.clone() }])
}

pub(super) fn serve_direct(state: &State, counter: &CounterId, service: &ServiceId) -> Result<Vec<Event>, Rejection> {
    let clerk = free(state, counter)?;
    if state.catalog.service(service).is_none() {
        return Err(Rejection::UnknownService { service: service.to_string() });
    }
    if !clerk.can_serve(service) {
        return Err(cannot_serve(state, clerk, service));
    }
    let (ticket, service, counter) = (state.next_ticket, service.clone(), counter.clone());
    Ok(vec![Event::DirectServiceStarted { ticket, service, counter }])
}

pub(super) fn set_auto_next(state: &State, counter: &CounterId, is_on: bool) -> Result<Vec<Event>, Rejection> {
    signed_in(state, counter)?;
    Ok(vec![Event::AutoNextSet { counter: counter.clone(), is_on }])
}

pub(super) fn ask_help(state: &State, counter: &CounterId, text: &str) -> Result<Vec<Event>, Rejection> {
    signed_in(state, counter)?;
    Ok(vec![Event::HelpAsked { counter: counter.clone(), note: note(text)? }])
}

pub(super) fn answer_help(state: &State, counter: &CounterId, by: &CounterId) -> Result<Vec<Event>, Rejection> {
    known(state, counter)?;
    signed_in(state, by)?;
    if state.desks.get(counter).is_none_or(|desk| desk.help.is_none()) {
        return Err(DeskRejection::NobodyAskedHelp { counter: label(state, counter) }.into());
    }
    Ok(vec![Event::HelpAnswered { counter: counter.clone(), by: by.clone() }])
}

/// The last step of a counter, where it can still be taken back.
pub(crate) fn undoable<'a>(state: &'a State, counter: &CounterId, now: Timestamp) -> Result<&'a Done, Rejection> {
    signed_in(state, counter)?;
    let desk = state.desks.get(counter).ok_or(DeskRejection::NothingToUndo)?;
    let done = desk.steps.last().ok_or(DeskRejection::NothingToUndo)?;
    let seconds_max = state.catalog.rules.undo_seconds;
    if now - done.at > TimeDelta::seconds(seconds_max.into()) {
        return Err(DeskRejection::UndoTooLate { seconds_max }.into());
    }
    let is_as_left = state.ticket(done.ticket.id).is_some_and(|ticket| ticket.touched == done.seq);
    let is_in_the_way = desk.ticket.is_some_and(|in_hand| in_hand != done.ticket.id);
    if !is_as_left || is_in_the_way {
        return Err(DeskRejection::TicketGoneOn { code: done.ticket.code.0.clone() }.into());
    }
    Ok(done)
}

/// Takes back the last step of the counter, and with a service that began by itself the step that began it.
pub(super) fn undo(state: &State, counter: &CounterId, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    let last = undoable(state, counter, now)?;
    let steps = state.desks.get(counter).map(|desk| desk.steps.as_slice()).unwrap_or_default();
    let before = steps.len().checked_sub(2).and_then(|before| steps.get(before));
    let together = before.filter(|before| is_one_command(state, before, last));
    let undone = std::iter::once(last).chain(together);
    let undone =
        undone.map(|done| Event::StepUndone { counter: counter.clone(), ticket: done.ticket.id, step: done.step });
    Ok(undone.collect())
}

/// Whether one command took two steps: serving begins by itself after a service of the same visit, and after a call
/// where nobody confirms arrivals.
fn is_one_command(state: &State, first: &Done, then: &Done) -> bool {
    let begins = match first.step {
        Step::Finish => true,
        Step::Call => !state.catalog.rules.confirm_arrival,
        Step::Start | Step::NoShow | Step::Park | Step::Transfer => false,
    };
    let is_next = then.step == Step::Start && then.seq == first.seq.next();
    begins && is_next && first.ticket.id == then.ticket.id
}

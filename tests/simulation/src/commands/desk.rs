//! What a clerk decides beside calling and serving.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{CounterId, PriorityId, ServiceId, TicketId};
use domain::limits::NOTE_CHARS_MAX;
use domain::ticket::{Class, Code, LegState, Step};

use super::counter::{calling, free, is_free};
use super::ticket::rank;
use super::{Making, exists, in_hand, staffed};
use crate::model::{Aside, Errand, Guest, Model, Taken, Verdict, serves};

pub(super) fn is_staffed(model: &Model, counter: &CounterId) -> bool {
    model.clerk_at(counter).is_some()
}

fn has_in_hand(model: &Model, counter: &CounterId) -> bool {
    model.in_hand(counter).is_some()
}

/// Words, none, blanks, or too many.
fn words(making: &mut Making<'_>) -> String {
    let longest = "è".repeat(NOTE_CHARS_MAX);
    let all = [" coffee ".to_owned(), String::new(), "  ".to_owned(), longest.clone(), longest + "è"];
    all[making.random.weighted(&[80, 5, 5, 6, 4])].clone()
}

/// Somebody who waits or is in hand here, most of the time.
pub fn make_reclassify(making: &mut Making<'_>) -> Command {
    let counter = making.counter(is_staffed);
    let here = making.model.in_hand(&counter).map(|(guest, _)| TicketId(guest.id));
    let ticket = here.filter(|_| making.random.chance(50)).unwrap_or_else(|| making.ticket(|_, guest| guest.is_open()));
    let (class, priority) = (making.class(), making.priority());
    Command::Reclassify { counter, ticket, class, priority }
}

/// Any staffed counter.
pub fn make_pause(making: &mut Making<'_>) -> Command {
    Command::Pause { counter: making.counter(is_staffed), reason: words(making) }
}

/// A counter that pauses, most of the time.
pub fn make_resume(making: &mut Making<'_>) -> Command {
    let pauses = |model: &Model, counter: &CounterId| model.seat(counter).is_some_and(|seat| seat.pause.is_some());
    Command::Resume { counter: making.counter(pauses) }
}

/// A free counter and a ticket that waits, most of the time.
pub fn make_call_ticket(making: &mut Making<'_>) -> Command {
    let counter = making.counter(is_free);
    let clerk = making.model.clerk_at(&counter).cloned();
    let waits = |errand: &Errand| errand.waits() && clerk.as_ref().is_some_and(|clerk| serves(clerk, &errand.service));
    let ticket = making.ticket(|_, guest| guest.under_way().is_none() && guest.errands.iter().any(waits));
    Command::CallTicket { counter, code: making.code(ticket) }
}

/// Somebody who did not come, most of the time.
pub fn make_rejoin(making: &mut Making<'_>) -> Command {
    let ticket = making.ticket(|_, guest| guest.missed.is_some() && !guest.is_open());
    Command::Rejoin { code: making.code(ticket) }
}

/// A counter with a ticket in hand, for a short time, most of the time.
pub fn make_park(making: &mut Making<'_>) -> Command {
    let counter = making.counter(has_in_hand);
    let longest = u64::from(making.model.catalog.rules.park_minutes_max);
    let minutes = if making.random.chance(80) { 1 + making.random.below(5) } else { making.random.below(longest + 2) };
    Command::Park { counter, reason: words(making), return_minutes: u32::try_from(minutes).unwrap_or(0) }
}

/// Something a clerk laid aside, most of the time.
pub fn make_resume_parked(making: &mut Making<'_>) -> Command {
    let ticket = making.ticket(|_, guest| guest.errands.iter().any(|errand| errand.aside.is_some()));
    let guest = making.model.guest(ticket.0);
    let aside = guest.and_then(|guest| guest.errands.iter().find_map(|errand| errand.aside.clone()));
    let owner = move |model: &Model, counter: &CounterId| {
        let seat = model.seat(counter).and_then(|seat| seat.clerk.as_ref());
        is_free(model, counter) && aside.as_ref().is_some_and(|aside| seat == Some(&aside.clerk))
    };
    Command::ResumeParked { counter: making.counter(owner), ticket }
}

/// A free counter and something its clerk can serve, most of the time.
pub fn make_serve_direct(making: &mut Making<'_>) -> Command {
    let counter = making.counter(is_free);
    let clerk = making.model.clerk_at(&counter).map(|clerk| clerk.id.clone());
    Command::ServeDirect { service: making.service_of(clerk.as_ref()), counter }
}

/// Any staffed counter.
pub fn make_auto_next(making: &mut Making<'_>) -> Command {
    Command::SetAutoNext { counter: making.counter(is_staffed), is_on: making.random.chance(75) }
}

/// Any staffed counter.
pub fn make_ask_help(making: &mut Making<'_>) -> Command {
    Command::AskHelp { counter: making.counter(is_staffed), note: words(making) }
}

/// A counter that asked for help, most of the time.
pub fn make_answer_help(making: &mut Making<'_>) -> Command {
    let asks = |model: &Model, counter: &CounterId| model.seat(counter).is_some_and(|seat| seat.help.is_some());
    Command::AnswerHelp { counter: making.counter(asks), by: making.counter(is_staffed) }
}

/// A counter with something to take back, most of the time.
pub fn make_undo(making: &mut Making<'_>) -> Command {
    let steps = |model: &Model, counter: &CounterId| model.seat(counter).is_some_and(|seat| !seat.steps.is_empty());
    Command::Undo { counter: making.counter(steps) }
}

/// Somebody of today whose visit goes on.
///
/// # Errors
/// `unknown_ticket`, `ticket_over`.
pub fn open_guest(model: &Model, id: TicketId) -> Result<&Guest, &'static str> {
    let guest = model.guest(id.0).ok_or("unknown_ticket")?;
    if guest.is_open() { Ok(guest) } else { Err("ticket_over") }
}

/// A guest ranks otherwise from now on, wherever others were let pass.
///
/// # Errors
/// Those of [`staffed`] and [`open_guest`], `ticket_at_counter` for another one, `unknown_priority`.
pub fn reclassify(
    model: &mut Model,
    counter: &CounterId,
    id: TicketId,
    class: Class,
    priority: Option<&PriorityId>,
) -> Verdict {
    staffed(model, counter)?;
    let guest = open_guest(model, id)?;
    if guest.counter().is_some_and(|elsewhere| elsewhere != counter) {
        return Err("ticket_at_counter");
    }
    let (class, weight) = rank(model, class, priority)?;
    model.touch(id.0);
    if let Some(guest) = model.guest_mut(id.0) {
        (guest.class, guest.weight, guest.priority) = (class, weight, priority.cloned());
        guest.errands.iter_mut().for_each(|errand| errand.behind = None);
    }
    Ok(Some(id.0))
}

fn note(words: &str) -> Result<String, &'static str> {
    let words = words.trim();
    if words.chars().count() > NOTE_CHARS_MAX { Err("note_too_long") } else { Ok(words.to_owned()) }
}

fn reason(words: &str) -> Result<String, &'static str> {
    note(words).and_then(|reason| if reason.is_empty() { Err("reason_missing") } else { Ok(reason) })
}

/// Nobody is called for a while.
///
/// # Errors
/// Those of [`staffed`], `note_too_long`, `reason_missing`.
pub fn pause(model: &mut Model, counter: &CounterId, why: &str) -> Verdict {
    staffed(model, counter)?;
    model.seat_mut(counter).pause = Some(reason(why)?);
    Ok(None)
}

/// Calling goes on.
///
/// # Errors
/// Those of [`staffed`], `not_paused`.
pub fn resume(model: &mut Model, counter: &CounterId) -> Verdict {
    staffed(model, counter)?;
    model.seat_mut(counter).pause.take().map(|_| None).ok_or("not_paused")
}

/// A certain guest is called.
///
/// # Errors
/// Those of [`calling`], `may_not_call_named`, `unknown_code`, `ticket_over`; where the guest is under way
/// `ticket_at_counter` or `ticket_parked`; `cannot_serve`, `ticket_held`.
pub fn call_ticket(model: &mut Model, counter: &CounterId, code: &Code, now: Timestamp) -> Verdict {
    let clerk = calling(model, counter)?;
    if !clerk.may_call_named {
        return Err("may_not_call_named");
    }
    let guest = model.by_code(code.as_str()).ok_or("unknown_code")?;
    if !guest.is_open() {
        return Err("ticket_over");
    }
    if guest.under_way().is_some() {
        return Err(if guest.counter().is_some() { "ticket_at_counter" } else { "ticket_parked" });
    }
    let errands = guest.errands.iter().enumerate();
    let ours: Vec<_> = errands.filter(|(_, errand)| errand.waits() && serves(clerk, &errand.service)).collect();
    if ours.is_empty() {
        return Err("cannot_serve");
    }
    let free = ours.iter().find(|(position, _)| !model.is_held(guest, *position, None));
    let (id, errand) = (guest.id, free.ok_or("ticket_held")?.0);
    let why = model.why_named(counter, (guest, errand), now);
    model.call(counter, (id, errand), why, now);
    Ok(Some(id))
}

/// Somebody who did not come comes after all, and is the next one for that service; once.
///
/// # Errors
/// `day_closed`, `unknown_code`, `not_no_show`, `rejoined_before`, `rejoin_too_late` by minutes and by calls;
/// `unknown_service` where one that was missed is given no more.
pub fn rejoin(model: &mut Model, code: &Code, now: Timestamp) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    let guest = model.by_code(code.as_str()).ok_or("unknown_code")?;
    let missed = guest.missed.clone().filter(|_| !guest.is_open()).ok_or("not_no_show")?;
    if guest.has_rejoined {
        return Err("rejoined_before");
    }
    let rules = &model.catalog.rules;
    let service = &guest.errands[missed.errand].service;
    let calls = model.called[missed.calls..].iter().filter(|call| &call.service == service).count();
    let is_soon = now - missed.at <= TimeDelta::minutes(rules.rejoin_minutes.into());
    let is_near = rules.rejoin_calls > 0 && calls <= rules.rejoin_calls as usize;
    if !is_soon && !is_near {
        return Err("rejoin_too_late");
    }
    let mut given_up = guest.errands.iter().filter(|errand| errand.state == LegState::NoShow);
    if given_up.any(|errand| !model.has_service(&errand.service)) {
        return Err("unknown_service");
    }
    let mut given_up = guest.errands.iter().filter(|errand| errand.state == LegState::NoShow);
    if given_up.any(|errand| !model.catalog.locations.iter().any(|place| place.id == errand.location)) {
        return Err("unknown_location");
    }
    let id = guest.id;
    model.touch(id);
    if let Some(guest) = model.guest_mut(id) {
        (guest.has_rejoined, guest.waits_from) = (true, now);
        for (position, errand) in guest.errands.iter_mut().enumerate() {
            if errand.state == LegState::NoShow {
                (errand.state, errand.since, errand.recalls) = (LegState::Waiting, now, 0);
                errand.is_front = position == missed.errand;
            }
        }
    }
    Ok(Some(id))
}

/// What is in hand is laid aside for a while.
///
/// # Errors
/// Those of [`in_hand`], `direct_visit`, `minutes_out_of_range`, `note_too_long`, `reason_missing`.
pub fn park(model: &mut Model, counter: &CounterId, why: &str, minutes: u32, now: Timestamp) -> Verdict {
    let clerk = staffed(model, counter)?.id.clone();
    let (guest, errand) = in_hand(model, counter)?;
    let id = guest.id;
    if guest.is_direct {
        return Err("direct_visit");
    }
    if minutes == 0 || minutes > model.catalog.rules.park_minutes_max {
        return Err("minutes_out_of_range");
    }
    let reason = reason(why)?;
    model.step(counter, Step::Park, id, now);
    model.free(counter);
    if let Some(it) = model.errand_mut(id, errand) {
        (it.state, it.since, it.counter) = (LegState::Parked, now, None);
        it.aside = Some(Aside { clerk, reason, until: now + TimeDelta::minutes(minutes.into()) });
    }
    Ok(Some(id))
}

/// A clerk goes on with what the same clerk laid aside.
///
/// # Errors
/// Those of [`free`] and [`open_guest`], `not_parked_by_you`.
pub fn resume_parked(model: &mut Model, counter: &CounterId, id: TicketId, now: Timestamp) -> Verdict {
    free(model, counter)?;
    let clerk = staffed(model, counter)?.id.clone();
    let guest = open_guest(model, id)?;
    let mine = |errand: &Errand| errand.aside.as_ref().is_some_and(|aside| aside.clerk == clerk);
    let errand = guest.errands.iter().position(mine).ok_or("not_parked_by_you")?;
    model.touch(id.0);
    model.seat_mut(counter).steps.clear();
    model.serve(counter, id.0, errand, now);
    Ok(Some(id.0))
}

/// Somebody without a ticket is served.
///
/// # Errors
/// Those of [`free`], `unknown_service`, `cannot_serve`.
pub fn serve_direct(model: &mut Model, counter: &CounterId, service: &ServiceId, now: Timestamp) -> Verdict {
    free(model, counter)?;
    let clerk = staffed(model, counter)?;
    if !model.has_service(service) {
        return Err("unknown_service");
    }
    if !serves(clerk, service) {
        return Err("cannot_serve");
    }
    model.tickets_ever += 1;
    let id = model.tickets_ever;
    let mut guest = Guest::new(id, Code::direct().0, Class::WalkIn, now);
    (guest.is_direct, guest.errands) = (true, vec![Errand::waiting(service, &model.building(counter), now)]);
    model.guests.push(guest);
    model.touch(id);
    model.seat_mut(counter).steps.clear();
    model.serve(counter, id, 0, now);
    Ok(Some(id))
}

/// Finishing calls the next one from now on, or does not; a free counter calls whoever waits or comes.
///
/// # Errors
/// Those of [`staffed`].
pub fn set_auto_next(model: &mut Model, counter: &CounterId, is_on: bool) -> Verdict {
    staffed(model, counter)?;
    let seat = model.seat_mut(counter);
    (seat.auto_next, seat.stands_by) = (is_on, is_on);
    Ok(None)
}

/// A counter asks for help.
///
/// # Errors
/// Those of [`staffed`], `note_too_long`.
pub fn ask_help(model: &mut Model, counter: &CounterId, words: &str, now: Timestamp) -> Verdict {
    staffed(model, counter)?;
    model.seat_mut(counter).help = Some((note(words)?, now));
    Ok(None)
}

/// Somebody helps.
///
/// # Errors
/// `unknown_counter`, `day_closed`; those of [`staffed`] of who helps; `nobody_asked_help`.
pub fn answer_help(model: &mut Model, counter: &CounterId, by: &CounterId) -> Verdict {
    exists(model, counter)?;
    staffed(model, by)?;
    let help = model.seats.iter_mut().find(|seat| &seat.counter == counter).and_then(|seat| seat.help.take());
    help.map(|_| None).ok_or("nobody_asked_help")
}

/// What a counter can take back at a moment.
///
/// # Errors
/// Those of [`staffed`], `nothing_to_undo`, `undo_too_late`, `ticket_gone_on`.
pub fn undoable<'a>(model: &'a Model, counter: &CounterId, now: Timestamp) -> Result<&'a Taken, &'static str> {
    staffed(model, counter)?;
    let seat = model.seat(counter).ok_or("nothing_to_undo")?;
    let last = seat.steps.last().ok_or("nothing_to_undo")?;
    if (now - last.at).num_seconds() > i64::from(model.catalog.rules.undo_seconds) {
        return Err("undo_too_late");
    }
    let is_as_left = model.guest(last.before.id).is_some_and(|guest| guest.touched == last.happening);
    if !is_as_left || seat.guest.is_some_and(|id| id != last.before.id) {
        return Err("ticket_gone_on");
    }
    Ok(last)
}

/// The last step is taken back; a service that began by itself, with the step that began it.
///
/// # Errors
/// Those of [`undoable`].
pub fn undo(model: &mut Model, counter: &CounterId, now: Timestamp) -> Verdict {
    let last = undoable(model, counter, now)?.clone();
    let steps = model.seat(counter).map(|seat| seat.steps.as_slice()).unwrap_or_default();
    let before = steps.len().checked_sub(2).map(|before| &steps[before]);
    let is_of_it = |taken: &Taken| taken.command == last.command && taken.before.id == last.before.id;
    let began_by_itself = last.step == Step::Start && before.is_some_and(is_of_it);
    model.step_back(counter);
    if began_by_itself {
        model.step_back(counter);
    }
    Ok(Some(last.before.id))
}

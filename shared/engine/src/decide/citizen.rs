//! What a citizen does with a ticket.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::event::{Behind, Event};
use domain::ids::TicketId;
use domain::limits::{LET_PASS_MINUTES_MAX, LET_PASS_PEOPLE_MAX};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;

use super::desk::{label, open_ticket};
use crate::dispatch;
use crate::state::State;
use crate::ticket::Ticket;

/// A ticket whose citizen is at no counter.
pub(super) fn away(state: &State, id: TicketId) -> Result<&Ticket, Rejection> {
    let ticket = open_ticket(state, id)?;
    match ticket.counter() {
        Some(counter) => {
            let (code, counter) = (ticket.code.0.clone(), label(state, counter));
            Err(DeskRejection::TicketAtCounter { code, counter }.into())
        }
        None => Ok(ticket),
    }
}

pub(super) fn cancel(state: &State, id: TicketId) -> Result<Vec<Event>, Rejection> {
    let ticket = away(state, id)?.id;
    Ok(vec![Event::TicketCancelled { ticket }])
}

pub(super) fn let_pass(
    state: &State,
    id: TicketId,
    people: Option<u32>,
    minutes: Option<u32>,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let ticket = away(state, id)?;
    if ticket.holding().is_some() {
        return Err(DeskRejection::TicketParked { code: ticket.code.0.clone() }.into());
    }
    let times_max = state.catalog.rules.let_pass_max;
    if ticket.delays >= times_max {
        return Err(CitizenRejection::LetPassLimit { times_max }.into());
    }
    match (people, minutes) {
        (Some(people), None) => {
            Ok(vec![Event::TicketDelayed { ticket: id, behind: behind(state, ticket, people)?, until: None }])
        }
        (None, Some(minutes)) => {
            let minutes_max = LET_PASS_MINUTES_MAX;
            if !(1..=minutes_max).contains(&minutes) {
                return Err(DeskRejection::MinutesOutOfRange { minutes_max }.into());
            }
            let until = Some(now + TimeDelta::minutes(minutes.into()));
            Ok(vec![Event::TicketDelayed { ticket: id, behind: Vec::new(), until }])
        }
        (None, None) | (Some(_), Some(_)) => Err(CitizenRejection::LetPassChoice.into()),
    }
}

/// The last of so many people behind a ticket in each of its queues; fewer where fewer wait.
fn behind(state: &State, ticket: &Ticket, people: u32) -> Result<Vec<Behind>, Rejection> {
    if !(1..=LET_PASS_PEOPLE_MAX).contains(&people) {
        return Err(CitizenRejection::PeopleOutOfRange { people_max: LET_PASS_PEOPLE_MAX }.into());
    }
    let last = |(position, leg): (usize, &crate::ticket::Leg)| {
        let own = dispatch::rank(ticket, position, leg);
        let later = state.waiting(&leg.location, &leg.service).skip(state.waiting_before(leg, &own) + 1);
        let last = later.take(usize::try_from(people).unwrap_or(usize::MAX)).last()?;
        Some(Behind { leg: position, ticket: last.ticket })
    };
    let behind: Vec<_> = ticket.queued().filter_map(last).collect();
    if behind.is_empty() { Err(CitizenRejection::NobodyToLetPass.into()) } else { Ok(behind) }
}

pub(super) fn reprint(state: &State, id: TicketId) -> Result<Vec<Event>, Rejection> {
    let ticket = open_ticket(state, id)?;
    if ticket.is_direct {
        return Err(DeskRejection::DirectVisit.into());
    }
    let times_max = state.catalog.rules.reprints_max;
    if ticket.reprints >= times_max {
        return Err(CitizenRejection::ReprintLimit { times_max }.into());
    }
    Ok(vec![Event::SlipReprinted { ticket: id }])
}

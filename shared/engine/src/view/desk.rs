//! What a clerk sees beside the ticket in hand and the queue.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::{Clerk, Counter};
use domain::ids::CounterId;
use domain::view::{DeskView, HelpRow, ParkedRow, UndoChoice};

use super::{priorities, service_name};
use crate::decide::undoable;
use crate::state::State;
use crate::ticket::Ticket;

/// Most tickets a clerk has laid aside that are shown.
const PARKED_ROWS_MAX: usize = 50;

pub(super) fn view(state: &State, counter: &Counter, clerk: Option<&Clerk>, now: Timestamp) -> DeskView {
    let desk = state.desks.get(&counter.id);
    let parked = clerk.map(|clerk| state.parked().filter_map(|ticket| parked_row(state, ticket, clerk)));
    DeskView {
        priorities: priorities(state),
        pause_reason: desk.and_then(|desk| desk.pause.as_ref()).map(|pause| pause.reason.clone()),
        auto_next: desk.is_some_and(|desk| desk.auto_next),
        may_call_named: clerk.is_some_and(|clerk| clerk.may_call_named),
        parked: parked.into_iter().flatten().take(PARKED_ROWS_MAX).collect(),
        help: help(state, counter),
        undo: undo(state, &counter.id, now),
        printers: super::printers(state)
            .filter(|row| row.location == counter.location && row.state.is_news_for_staff())
            .collect(),
        usher_calls: super::usher_calls(state).filter(|row| row.location == counter.location).collect(),
        location: Some(counter.location.clone()),
        notices: super::notices::at(state, &counter.location, now),
        ready_notices: super::notices::ready(state),
    }
}

fn parked_row(state: &State, ticket: &Ticket, clerk: &Clerk) -> Option<ParkedRow> {
    let (_, leg) = ticket.holding()?;
    let parked = leg.parked.as_ref().filter(|parked| parked.owner == clerk.id)?;
    Some(ParkedRow {
        ticket: ticket.id,
        code: ticket.code.clone(),
        service: service_name(state, &leg.service),
        reason: parked.reason.clone(),
        return_at: parked.return_at,
    })
}

/// The counters of the same building that ask for help.
fn help(state: &State, here: &Counter) -> Vec<HelpRow> {
    let asked = state.desks.iter().filter_map(|(id, desk)| Some((state.catalog.counter(id)?, desk.help.as_ref()?)));
    let near = asked.filter(|(counter, _)| counter.location == here.location);
    let row = |(counter, help): (&Counter, &crate::state::Help)| HelpRow {
        counter: counter.id.clone(),
        label: counter.label.clone(),
        note: help.note.clone(),
        since: help.since,
    };
    near.map(row).collect()
}

fn undo(state: &State, counter: &CounterId, now: Timestamp) -> Option<UndoChoice> {
    let done = undoable(state, counter, now).ok()?;
    let until = done.at + TimeDelta::seconds(state.catalog.rules.undo_seconds.into());
    Some(UndoChoice { step: done.step, code: done.ticket.code.clone(), until })
}

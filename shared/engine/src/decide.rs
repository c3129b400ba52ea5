//! What a command leads to. This file only leads the way; each family of rules has its own.

mod counter;
mod day;
mod ticket;

use domain::Timestamp;
use domain::command::Command;
use domain::event::Event;
use domain::rejection::Rejection;

pub(crate) use counter::{check_action, transfer_targets};

use crate::state::State;

/// Says what happens when `command` is asked at `now`, or why nothing does.
///
/// # Errors
/// A [`Rejection`] when the rules of the office say no; the state is untouched either way.
pub fn decide(state: &State, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::OpenDay { day } => day::open(state, *day, now),
        Command::CloseDay => day::close(state, now),
        Command::TakeTicket { services, class, language, device } => {
            ticket::take(state, services, *class, *language, device.as_ref(), now)
        }
        Command::ReportSlip { ticket, outcome, detail } => ticket::report_slip(state, *ticket, *outcome, detail),
        Command::SignIn { counter, clerk } => counter::sign_in(state, counter, clerk),
        Command::SignOut { counter } => counter::sign_out(state, counter),
        Command::CallNext { counter } => counter::call_next(state, counter),
        Command::Recall { counter } => counter::recall(state, counter),
        Command::Start { counter } => counter::start(state, counter),
        Command::Finish { counter } => counter::finish(state, counter),
        Command::NoShow { counter } => counter::no_show(state, counter),
        Command::Transfer { counter, service } => counter::transfer(state, counter, service),
    }
}

//! What a command leads to. This file only leads the way; each family of rules has its own.

mod appointment;
mod citizen;
mod counter;
mod day;
mod desk;
mod notice;
mod offline;
mod place;
mod printer;
mod ticket;
mod usher;
mod visit;

use domain::command::Command;
use domain::event::Event;
use domain::follow::FollowToken;
use domain::ids::TicketId;
use domain::rejection::Rejection;

pub use appointment::plan;
pub(crate) use counter::{can_call, check_action};
pub(crate) use desk::undoable;
pub(crate) use visit::{check_room, transfer_targets};

use crate::state::State;
use crate::view::Moment;

/// What comes with a command from outside: the time, what is foretold, and randomness.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The moment at which it is decided.
    pub moment: Moment<'a>,
    /// The secret a ticket gets that is taken by this command.
    pub follow: Option<FollowToken>,
    /// The ticket that was given for the wish for which another is handed in now.
    pub committed: Option<TicketId>,
}

/// Says what happens when `command` is asked in a context, or why nothing does.
///
/// # Errors
/// As [`decide`].
pub fn decide_in(state: &State, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let mut events = if let Command::HandIn { .. } = command {
        offline::hand_in(state, command, context.committed, context.moment.now)?
    } else {
        decide(state, command, context.moment)?
    };
    for event in &mut events {
        if let Event::TicketTaken { follow, .. } = event {
            *follow = context.follow;
        }
    }
    Ok(events)
}

/// Says what happens when `command` is asked at a moment, or why nothing does.
///
/// # Errors
/// A [`Rejection`] when the rules of the office say no; the state is untouched either way.
pub fn decide<'a>(state: &State, command: &Command, moment: impl Into<Moment<'a>>) -> Result<Vec<Event>, Rejection> {
    let moment = moment.into();
    let now = moment.now;
    match command {
        Command::OpenDay { day } => day::open(state, *day, now),
        Command::CloseDay => day::close(state, now),
        Command::TakeTicket { services, class, language, device, priority, location, from } => {
            let (class, language, priority) = (*class, *language, priority.as_ref());
            let (location, from) = (location.as_ref(), from.as_ref());
            ticket::take(
                state,
                &ticket::Wish { services, class, priority, language, location, from },
                device.as_ref(),
                &moment,
            )
        }
        Command::CheckIn { code, language, device, from } => {
            let comer = appointment::Comer { language: *language, device: device.as_ref(), from: from.as_ref() };
            appointment::check_in(state, code, &comer, now)
        }
        Command::ReportSlip { ticket, outcome, detail } => ticket::report_slip(state, *ticket, *outcome, detail),
        Command::ReportPrinter { device, printer, state: of_printer, location } => {
            printer::report(state, device, *printer, *of_printer, location.as_ref())
        }
        Command::SignIn { counter, clerk, take_over } => counter::sign_in(state, counter, clerk, *take_over),
        Command::SignOut { counter } => counter::sign_out(state, counter),
        Command::CallNext { counter } => counter::call_next(state, counter, now),
        Command::Recall { counter } => counter::recall(state, counter),
        Command::Start { counter } => counter::start(state, counter),
        Command::Finish { counter, outcome, delivered } => {
            visit::finish(state, counter, &visit::End { outcome: *outcome, delivered }, now)
        }
        Command::NoShow { counter } => counter::no_show(state, counter),
        Command::Transfer { counter, service, to_counter, to_clerk, keep_wait } => {
            let (to_counter, to_clerk) = (to_counter.as_ref(), to_clerk.as_ref());
            let to = visit::Target { service, counter: to_counter, clerk: to_clerk, keep_wait: *keep_wait };
            visit::transfer(state, counter, &to, now)
        }
        Command::Reclassify { counter, ticket, class, priority } => {
            desk::reclassify(state, counter, *ticket, *class, priority.as_ref())
        }
        Command::Pause { counter, reason } => desk::pause(state, counter, reason),
        Command::Resume { counter } => desk::resume(state, counter),
        Command::CallTicket { counter, code } => desk::call_ticket(state, counter, code, now),
        Command::AddService { counter, service, here } => desk::add_service(state, counter, service, *here),
        Command::Rejoin { code } => desk::rejoin(state, code, now),
        Command::Park { counter, reason, return_minutes } => desk::park(state, counter, reason, *return_minutes, now),
        Command::ResumeParked { counter, ticket } => desk::resume_parked(state, counter, *ticket),
        Command::ServeDirect { counter, service } => desk::serve_direct(state, counter, service),
        Command::SetAutoNext { counter, is_on } => desk::set_auto_next(state, counter, *is_on),
        Command::AskHelp { counter, note } => desk::ask_help(state, counter, note),
        Command::AnswerHelp { counter, by } => desk::answer_help(state, counter, by),
        Command::CallUsher { device, location } => usher::call(state, device, location.as_ref()),
        Command::AnswerUsher { device, by } => usher::answer(state, device, by),
        Command::PostNotice { ready, text, location, area, until, counter } => {
            let (ready, text, location, area) = (ready.as_ref(), text.as_ref(), location.as_ref(), area.as_ref());
            let wanted = notice::Wanted { ready, text, location, area, until: *until };
            notice::post(state, &wanted, counter.as_ref(), now)
        }
        Command::TakeDownNotice { notice, counter } => notice::take_down(state, *notice, counter.as_ref(), now),
        Command::Undo { counter } => desk::undo(state, counter, now),
        Command::Cancel { ticket } => citizen::cancel(state, *ticket),
        Command::LetPass { ticket, people, minutes } => citizen::let_pass(state, *ticket, *people, *minutes, now),
        Command::GoElsewhere { code, location, is_there } => place::go_elsewhere(state, code, location, *is_there, now),
        Command::Reprint { ticket } => citizen::reprint(state, *ticket),
        Command::LeaseCodes { device, location, starts_anew } => {
            offline::lease(state, device, location.as_ref(), *starts_anew)
        }
        Command::HandIn { .. } => offline::hand_in(state, command, None, now),
        Command::ClockReached => Ok(visit::clock_reached(state, now)),
    }
}

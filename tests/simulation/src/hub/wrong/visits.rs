//! Wrong rules of visits, desks and citizens.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::command::Command;
use domain::event::Event;
use domain::ids::TicketId;
use domain::printer::PrinterState;
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::ticket::Class;
use engine::State;

use super::{Wrong, WrongRules};

/// What the engine says, with one thing wrong.
pub(super) fn changed(wrong: Wrong, command: &Command, mut events: Vec<Event>) -> Vec<Event> {
    let is_start = |event: &Event| matches!(event, Event::ServiceStarted { .. });
    match (wrong, command) {
        (Wrong::CallBeginsTheService, Command::CallNext { .. } | Command::CallTicket { .. }) => {
            if let [Event::TicketCalled { ticket, leg, counter, .. }] = events.as_slice() {
                events.push(Event::ServiceStarted { ticket: *ticket, leg: *leg, counter: counter.clone() });
            }
        }
        (Wrong::ArrivalIsAlwaysConfirmed, Command::CallNext { .. } | Command::CallTicket { .. })
        | (Wrong::SameCounterSendsAway, Command::Finish { .. }) => events.retain(|event| !is_start(event)),
        (Wrong::AutoNextCallsNobody, Command::Finish { .. }) => {
            let calls = events.iter().position(|event| matches!(event, Event::TicketCalled { .. }));
            events.truncate(calls.unwrap_or(events.len()));
        }
        (Wrong::UndoOfHalfACommand, Command::Undo { .. }) => events.truncate(1),
        (Wrong::NobodyArrives, Command::ClockReached) => events.clear(),
        (Wrong::PrinterIsToldAgain, Command::ReportPrinter { device, printer, state, location }) => {
            let (device, printer, state, location) = (device.clone(), *printer, *state, location.clone());
            events = vec![Event::PrinterReported { device, printer, state, location }];
        }
        _ => events.iter_mut().for_each(|event| change(wrong, event)),
    }
    events
}

fn change(wrong: Wrong, event: &mut Event) {
    match (wrong, event) {
        (Wrong::WalksInNoTime, Event::ServiceFinished { ready, .. }) => ready.clear(),
        (Wrong::SentOnInNoTime, Event::TicketTransferred { ready_at, .. }) => *ready_at = None,
        (Wrong::TransferDropsTheWait, Event::TicketTransferred { keep_wait, .. }) => *keep_wait = false,
        (Wrong::SentOnAlwaysKeepsTheWait, Event::TicketTransferred { keep_wait, .. }) => *keep_wait = true,
        (Wrong::SentToNobodyInParticular, Event::TicketTransferred { to_counter, to_clerk, .. }) => {
            (*to_counter, *to_clerk) = (None, None);
        }
        (Wrong::ReasonsWeighNothing, Event::TicketTaken { weight, .. }) => *weight = 0,
        (Wrong::OnlyTheFirstServiceCounts, Event::TicketTaken { services, .. }) => services.truncate(1),
        (Wrong::ReclassifiedIsAWalkIn, Event::TicketReclassified { class, weight, .. }) => {
            (*class, *weight) = (Class::WalkIn, 0);
        }
        (Wrong::ParkedForADay, Event::TicketParked { return_at, .. }) => *return_at += TimeDelta::days(1),
        (Wrong::MinutesAreNotLetPass, Event::TicketDelayed { until, .. }) => *until = None,
        (Wrong::LetsPassAsIfBehindNobody, Event::TicketDelayed { behind, .. }) => behind.clear(),
        _ => (),
    }
}

/// What is lived through in place of an event.
pub(super) fn evolved(wrong: Wrong, event: &Event) -> Option<Event> {
    let nothing = || Event::TicketReady { ticket: TicketId(u64::MAX) };
    match (wrong, event) {
        (Wrong::CancelledWaitsOn, Event::TicketCancelled { .. })
        | (Wrong::AddedServiceIsLost, Event::ServiceAdded { .. })
        | (Wrong::HelpStaysAsked, Event::HelpAnswered { .. }) => Some(nothing()),
        (Wrong::PrinterNeverRecovers, Event::PrinterReported { state: PrinterState::Ready, .. }) => Some(nothing()),
        (Wrong::PrintersStandInTheHeadquarters, Event::PrinterReported { device, printer, state, .. }) => {
            let (device, printer, state) = (device.clone(), *printer, *state);
            Some(Event::PrinterReported { device, printer, state, location: None })
        }
        (Wrong::ParkedNeverReturns, Event::TicketReturned { ticket }) => {
            Some(Event::TicketCancelled { ticket: *ticket })
        }
        (Wrong::RejoinsAtTheBack, Event::TicketRejoined { ticket, .. }) => {
            Some(Event::TicketRejoined { ticket: *ticket, leg: usize::MAX })
        }
        _ => None,
    }
}

/// What is allowed although the engine refuses it.
pub(super) fn allowed(
    rules: &WrongRules,
    state: &State,
    command: &Command,
    why: &Rejection,
    now: Timestamp,
) -> Option<Vec<Event>> {
    match (rules.wrong, command, why) {
        (
            Wrong::CallsDuringAPause,
            Command::CallNext { .. } | Command::CallTicket { .. },
            Rejection::Desk(DeskRejection::CounterPaused),
        ) => engine::decide(&super::idle::without_pauses(state, now), command, now).ok(),
        (
            Wrong::AnybodyCallsByName,
            Command::CallTicket { counter, code },
            Rejection::Desk(DeskRejection::MayNotCallNamed),
        )
        | (
            Wrong::HeldIsCalledByName,
            Command::CallTicket { counter, code },
            Rejection::Desk(DeskRejection::TicketHeld { .. }),
        ) => super::calling::named(rules, state, code, counter, now),
        (
            Wrong::KiosksHaveNoLimit,
            Command::TakeTicket { .. },
            Rejection::Citizen(CitizenRejection::TooManyFromDevice { .. }),
        ) => {
            let mut without = command.clone();
            if let Command::TakeTicket { device, .. } = &mut without {
                *device = None;
            }
            engine::decide(state, &without, now).ok()
        }
        (Wrong::UndoForADay, Command::Undo { .. }, Rejection::Desk(DeskRejection::UndoTooLate { .. })) => {
            engine::decide(state, command, now - TimeDelta::days(1)).ok()
        }
        (
            Wrong::RejoinsTwice,
            Command::Rejoin { code },
            Rejection::Citizen(CitizenRejection::RejoinedBefore { .. }),
        ) => Some(vec![Event::TicketRejoined { ticket: *rules.codes.get(code)?, leg: 0 }]),
        (
            Wrong::ReprintsWithoutEnd,
            Command::Reprint { ticket },
            Rejection::Citizen(CitizenRejection::ReprintLimit { .. }),
        ) => Some(vec![Event::SlipReprinted { ticket: *ticket }]),
        (
            Wrong::LetsPassWithoutEnd,
            Command::LetPass { ticket, .. },
            Rejection::Citizen(CitizenRejection::LetPassLimit { .. }),
        ) => Some(vec![Event::TicketDelayed { ticket: *ticket, behind: Vec::new(), until: Some(now) }]),
        (
            Wrong::ParkedIsAnybodys,
            Command::ResumeParked { counter, ticket },
            Rejection::Desk(DeskRejection::NotParkedByYou { .. }),
        ) => Some(vec![Event::TicketResumed { ticket: *ticket, leg: 0, counter: counter.clone() }]),
        _ => None,
    }
}

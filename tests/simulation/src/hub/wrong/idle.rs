//! Wrong rules of counters that call by themselves.

use domain::Timestamp;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CounterId, Seq};
use engine::State;

use super::Wrong;

/// The counter that has to call by itself, with one thing wrong.
pub(super) fn due_call(wrong: Wrong, state: &State, now: Timestamp) -> Option<CounterId> {
    let right = engine::due_call(state, now).cloned();
    match wrong {
        Wrong::IdleCounterCallsNobody => None,
        Wrong::AnotherIdleCounterCalls => {
            let mut without = state.clone();
            let off = Event::AutoNextSet { counter: right.clone()?, is_on: false };
            engine::evolve(&mut without, state.seq(), now, &off);
            engine::due_call(&without, now).cloned().or(right)
        }
        Wrong::CallsByItselfDuringAPause => {
            right.or_else(|| engine::due_call(&without_pauses(state, now), now).cloned())
        }
        _ => right,
    }
}

/// What happens when a counter calls by itself that should not.
pub(super) fn allowed(wrong: Wrong, state: &State, call: &Command, now: Timestamp) -> Option<Vec<Event>> {
    let is_wrong = wrong == Wrong::CallsByItselfDuringAPause;
    is_wrong.then(|| engine::decide(&without_pauses(state, now), call, now).ok()).flatten()
}

/// The hub as if nobody paused.
pub(super) fn without_pauses(state: &State, now: Timestamp) -> State {
    let mut going_on = state.clone();
    for counter in &state.catalog().counters {
        let Some(view) = engine::view::counter(state, &counter.id, now) else { continue };
        if let (Some(clerk), Some(_)) = (view.clerk, view.desk.pause_reason) {
            let resumed = Event::ClerkResumed { counter: counter.id.clone(), clerk: clerk.id };
            engine::evolve(&mut going_on, state.seq(), now, &resumed);
        }
    }
    going_on
}

/// Makes a counter stand by after something that leaves it to its clerk.
pub(super) fn evolved(wrong: Wrong, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
    let counter = match (wrong, event) {
        (Wrong::CallsAgainAfterAnUndo, Event::StepUndone { counter, .. })
        | (Wrong::CallsAgainWhomItSentOn, Event::TicketTransferred { counter, .. })
        | (Wrong::CallsAgainWhomItLaidAside, Event::TicketParked { counter, .. }) => counter,
        _ => return,
    };
    let is_on = engine::view::counter(state, counter, at).is_some_and(|view| view.desk.auto_next);
    if is_on {
        engine::evolve(state, seq, at, &Event::AutoNextSet { counter: counter.clone(), is_on });
    }
}

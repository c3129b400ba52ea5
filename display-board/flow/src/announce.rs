//! Which call has the spotlight, and which ones wait for it.

use domain::ids::Seq;
use domain::limits::BOARD_CALLS_MAX;
use domain::view::{BoardCall, BoardView};

use crate::model::{Effect, Model, Spotlight};
use crate::{CALLS_WAITING_MAX, SPOTLIGHT_SECONDS_MIN};

/// Shows the latest call without announcing it, and takes every call of the view for known.
pub(crate) fn start_silently(model: &mut Model, view: &BoardView) {
    forget(model);
    model.call_seq = latest(view);
    show_latest(model, view);
}

/// No call of the day before is shown or announced.
pub(crate) fn forget(model: &mut Model) {
    model.spotlight = None;
    model.waiting.clear();
    model.announced.clear();
}

/// Takes up what has changed since the frame before; says which calls found no room to wait in.
pub(crate) fn follow(model: &mut Model, view: &BoardView) -> Vec<Effect> {
    for call in &mut model.waiting {
        // A repeated call that still waits keeps its turn and is announced once.
        if let Some(same) = view.calls.iter().find(|other| other.code == call.code) {
            *call = same.clone();
        }
    }
    model.waiting.retain(|call| is_expected(call, view));
    follow_spotlight(model, view);
    let is_new = |call: &&BoardCall| {
        call.is_open && call.seq > model.call_seq && model.waiting.iter().all(|other| other.seq != call.seq)
    };
    let mut new: Vec<BoardCall> = view.calls.iter().filter(is_new).cloned().collect();
    new.sort_by_key(|call| call.seq);
    model.call_seq = model.call_seq.max(latest(view));
    new.into_iter().filter_map(|call| wait(model, call)).collect()
}

/// Shows the call in the spotlight as the view has it: a clerk who moves takes the citizen along, and a wrong counter
/// must not stand there for a second. A later call of the same ticket is shown at once and announced in its turn.
fn follow_spotlight(model: &mut Model, view: &BoardView) {
    let Some(spotlight) = &mut model.spotlight else { return };
    let before = spotlight.call.seq;
    let same = view.calls.iter().find(|other| other.seq == before);
    let Some(call) = same.or_else(|| view.calls.iter().find(|other| other.code == spotlight.call.code)) else {
        spotlight.call.is_open = spotlight.call.is_open && is_expected(&spotlight.call, view);
        return;
    };
    spotlight.call = call.clone();
    for (announced, _) in &mut model.announced {
        if *announced == before {
            *announced = call.seq;
        }
    }
}

/// Gives the spotlight to the next call where the present one has had its time.
pub(crate) fn advance(model: &mut Model) -> Option<Effect> {
    let is_free = model.spotlight.as_ref().is_none_or(|spotlight| {
        // The first tick comes at any moment of the first second, hence one more than the time itself.
        !spotlight.is_announced || spotlight.seconds > SPOTLIGHT_SECONDS_MIN
    });
    if !is_free {
        return None;
    }
    let call = model.waiting.pop_front()?;
    model.announced.push((call.seq, 0));
    model.spotlight = Some(Spotlight { call, is_announced: true, seconds: 0 });
    Some(Effect::Chime)
}

/// Keeps the spotlight from standing empty while the day has calls.
pub(crate) fn show_latest(model: &mut Model, view: &BoardView) {
    if model.spotlight.is_none() {
        let call = view.calls.iter().max_by_key(|call| call.seq).cloned();
        model.spotlight = call.map(|call| Spotlight { call, is_announced: false, seconds: 0 });
    }
}

/// Puts a call at the end of the line; where that is too long, its oldest call has to give way.
fn wait(model: &mut Model, call: BoardCall) -> Option<Effect> {
    model.waiting.push_back(call);
    if model.waiting.len() <= CALLS_WAITING_MAX {
        return None;
    }
    model.waiting.pop_front().map(|oldest| Effect::ReportUnannounced(oldest.code))
}

/// Whether the citizen is still awaited at the counter of this call.
fn is_expected(call: &BoardCall, view: &BoardView) -> bool {
    match view.calls.iter().find(|other| other.seq == call.seq) {
        Some(same) => same.is_open,
        // Newer calls can push one out of a full view before its turn; that says nothing about the citizen.
        None => {
            view.calls.len() >= BOARD_CALLS_MAX
                && view.calls.iter().all(|other| other.seq > call.seq && other.code != call.code)
        }
    }
}

fn latest(view: &BoardView) -> Seq {
    view.calls.iter().map(|call| call.seq).max().unwrap_or_default()
}

//! One step: what a message changes and what it asks for.

use domain::Timestamp;
use protocol::{BoardFrame, STREAM_SILENCE_SECONDS_MAX};

use crate::HIGHLIGHT_SECONDS;
use crate::announce;
use crate::model::{Effect, Model, Msg};

/// Changes `model` by one message and says what has to be done outside.
pub fn update(model: &mut Model, msg: Msg, now: Timestamp) -> Vec<Effect> {
    match msg {
        Msg::Frame(frame) => {
            heard(model, now);
            take_frame(model, frame)
        }
        Msg::StreamAlive => {
            heard(model, now);
            Vec::new()
        }
        Msg::StreamLost(why) => {
            model.lost = Some(why);
            Vec::new()
        }
        Msg::Tick => {
            pass_second(model);
            announce::advance(model).into_iter().collect()
        }
    }
}

fn heard(model: &mut Model, now: Timestamp) {
    model.heard_at = Some(now);
    model.lost = None;
    model.silent_seconds = 0;
}

fn take_frame(model: &mut Model, frame: BoardFrame) -> Vec<Effect> {
    let BoardFrame { seq, view, at: _, time_zone: _ } = frame;
    // A journal that is shorter than before is another one: its positions say nothing about what was heard.
    let is_first = model.view.is_none() || seq < model.frame_seq;
    model.frame_seq = seq;
    let is_other_day = model.view.as_ref().is_some_and(|before| before.day != view.day);
    let effects = if is_first || view.day.is_none() {
        announce::start_silently(model, &view);
        Vec::new()
    } else {
        if is_other_day {
            announce::forget(model);
        }
        let mut effects = announce::follow(model, &view);
        effects.extend(announce::advance(model));
        announce::show_latest(model, &view);
        effects
    };
    model.view = Some(view);
    effects
}

fn pass_second(model: &mut Model) {
    model.silent_seconds = model.silent_seconds.saturating_add(1);
    if model.silent_seconds > STREAM_SILENCE_SECONDS_MAX && model.lost.is_none() {
        model.lost = Some("silent for too long".to_owned());
    }
    if let Some(spotlight) = &mut model.spotlight {
        spotlight.seconds = spotlight.seconds.saturating_add(1);
    }
    for (_, seconds) in &mut model.announced {
        *seconds += 1;
    }
    model.announced.retain(|(_, seconds)| *seconds < HIGHLIGHT_SECONDS);
}

//! What the scripts of the three screens have in common: a line in, one line of answer.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

/// How long a line waits for what it asks for, in seconds.
pub const WAIT_SECONDS_MAX: i64 = 20;

/// When a line that comes now has waited long enough.
#[must_use]
pub fn deadline(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::seconds(WAIT_SECONDS_MAX)
}

/// The answer to a line whose goal was not reached in time.
#[must_use]
pub fn too_late(goal: &str) -> String {
    format!("failed {goal} was not there within {WAIT_SECONDS_MAX} seconds")
}

/// Writes what the window shows as PNG and gives the answer.
#[must_use]
pub fn picture(window: &slint::Window, file: &str) -> String {
    // Changes that follow from the last message, such as scrolling to the chosen row, are part of the picture.
    slint::platform::update_timers_and_animations();
    outcome(crate::headless::save_png(window, Path::new(file)))
}

/// Draws what has changed, and from now on every frame; gives how many there were and how long the last one took.
#[must_use]
pub fn frames() -> String {
    let frames = crate::headless::frames();
    format!("done {} {}", frames.count, frames.last.as_micros())
}

/// Ends the event loop and gives the answer.
#[must_use]
pub fn quit() -> String {
    outcome(slint::quit_event_loop().map_err(anyhow::Error::from))
}

/// Answers a line.
#[expect(clippy::print_stdout, reason = "the answer to a line of the script")]
pub fn answer(text: &str) {
    println!("{text}");
}

fn outcome(result: anyhow::Result<()>) -> String {
    match result {
        Ok(()) => "done".to_owned(),
        Err(error) => format!("failed {error:#}"),
    }
}

//! What the lobby board does, without a screen: `update(&mut Model, Msg, now)` gives `Effect`s.
//!
//! One call at a time stands in the spotlight and sounds; calls that come together wait for their turn. The first
//! frame shows what is already known and is silent; every later call or recall is announced, unless the citizen is
//! at the counter before its turn comes.
//!
//! Architecture invariants: no I/O, no clock, no words of its own. Durations are counted in [`Msg::Tick`]s, so that
//! a clock that jumps neither shortens nor lengthens an announcement; `now` only labels when the hub was last heard.
#![forbid(unsafe_code)]

mod announce;
mod model;
mod update;

#[cfg(test)]
mod tests;

pub use model::{Effect, Model, Msg, Row, RowState, Spotlight};
pub use update::update;

/// Each call has the spotlight for at least this long, in seconds.
pub const SPOTLIGHT_SECONDS_MIN: u32 = 5;
/// The spotlight changes its look for at most this long after a call, in seconds.
pub const PULSE_SECONDS_MAX: u32 = 5;
/// A call stays highlighted for this long while the citizen is expected, in seconds.
pub const HIGHLIGHT_SECONDS: u32 = 60;
/// Most calls that wait for the spotlight.
pub const CALLS_WAITING_MAX: usize = 64;

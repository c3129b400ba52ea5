//! What the kiosk does, without a screen: `update(&mut Model, Msg, now)` gives `Effect`s.
//!
//! The way of one person: areas, services, what is needed, number. Whoever walks away is forgotten after
//! [`IDLE_SECONDS`], and the next person starts in Italian.
//!
//! Architecture invariants: no I/O, no clock, no words of its own except [`no_answer_text`]; a slip is printed
//! only for a ticket that the dispatcher has committed; one intent keeps one command id through every retry.
#![forbid(unsafe_code)]

mod model;
mod update;

#[cfg(test)]
mod tests;

pub use model::{Effect, Model, Msg, Screen, SlipState};
pub use update::{no_answer_text, update};

/// A page left alone for this long goes home, in seconds.
pub const IDLE_SECONDS: i64 = 45;
/// A ticket with its slip stays on the screen for this long, in seconds.
pub const TICKET_SHOWN_SECONDS: i64 = 20;
/// A ticket without a certain slip stays for this long, so that it can be photographed, in seconds.
pub const TICKET_WITHOUT_SLIP_SHOWN_SECONDS: i64 = 25;
/// A ticket whose slip is never reported on stays at most this long, in seconds.
pub const PRINTING_SECONDS_MAX: i64 = 60;
/// A request without any answer is given back to the person after this long, in seconds.
pub const TAKING_SECONDS_MAX: i64 = 60;

//! What the desk does, without a screen: `update(&mut Model, Msg, now)` gives `Effect`s.
//!
//! A clerk signs in, calls, serves, and sends people on. What is allowed is decided by the dispatcher and arrives
//! with every view; the desk only refuses early what the view says is not possible, and says why.
//!
//! Architecture invariants: no I/O and no clock; one intent keeps one command id through every retry; while the
//! answer to a command is owed, no other command leaves the desk, so a double press never becomes two commands.
//! Durations are counted in [`Msg::Tick`]s, so that a clock that jumps neither hides a notice nor holds the buttons.
#![forbid(unsafe_code)]

mod choice;
mod intent;
mod model;
mod notices;
mod shortcuts;
mod texts;
mod update;

#[cfg(test)]
mod tests;

pub use choice::{Choice, Step};
pub use model::{Effect, Model, Msg, Notice, NoticeKind, Page, Transfer};
pub use notices::{MeantNotice, NoticeChoice, NoticesPage};
pub use shortcuts::Key;
pub use texts::{no_answer_text, printers_text, ready_notices_text, until_text, up_notices_text, usher_text};
pub use update::update;

/// A notice goes away by itself after this long, in seconds.
pub const NOTICE_SECONDS: u32 = 12;
/// A command without any answer is given back to the clerk after this long, in seconds.
pub const ANSWER_SECONDS_MAX: u32 = 30;
/// An answered command holds the buttons until the view shows it, but at most this long, in seconds.
pub const VIEW_SECONDS_MAX: u32 = 5;
/// Longest filter text, in characters.
pub const FILTER_CHARS_MAX: usize = 40;
/// How far "page up" and "page down" go in a list, in rows.
pub const PAGE_ROWS: usize = 8;

//! What the kiosk does, without a screen: `update(&mut Model, Msg, now)` gives `Effect`s.
//!
//! The way of one person: areas, services, what is needed, perhaps another service, number; or what most people come
//! for, what has happened, a word that is looked for, or the code of an appointment. Whoever walks away is forgotten after
//! [`IDLE_SECONDS`], and the next person starts in Italian. Each may read on in any of the languages, which are chosen
//! over the screen one is at.
//!
//! Architecture invariants: no I/O, no clock, no words of its own except what it has to say where no hub can (`*_text`);
//! a slip is printed only for a ticket that the dispatcher has committed; a fiscal code is checked and dropped; one
//! intent keeps one command id through every retry, also through a power cut. Durations are counted in [`Msg::Tick`]s,
//! so that a clock that jumps neither takes a number from the screen nor leaves it to the next person; `now` only dates
//! what is kept on the disk, and says which opening is the next.
#![forbid(unsafe_code)]

mod advice;
mod alone;
mod card;
mod check_in;
mod eco;
mod fiscal_code;
mod model;
mod modes;
mod notices;
mod offline;
mod panel;
mod paper;
mod saved;
mod scan;
mod search;
mod slip;
mod staff;
mod typing;
mod update;
mod usher;
mod visit;
mod ways;
mod words;

#[cfg(test)]
mod tests;

pub use advice::{Caution, Opening};
pub use card::{CardPage, text_of as card_failure_text};
pub use check_in::{CheckInPage, no_check_in_alone_text};
pub use eco::{Eco, Light};
pub use fiscal_code::{FISCAL_CODE_CHARS, FiscalCodeError, check as check_fiscal_code};
pub use model::{Effect, Model, Msg, Screen};
pub use modes::{Mode, Modes, Spoken, VOLUME_STEP_MAX, VolumeChange};
pub use offline::{KeptView, SavedHandIn, SavedSlip, Stock, StockBlock, UsedCode, ask_the_staff_text, is_own};
pub use panel::{Panel, PanelError, Sizes, target_millimetres};
pub use paper::Again;
pub use saved::{Purpose, Saved, SavedIntent, SavedShown, SavedTicket};
pub use scan::{not_for_check_in_text, personal_card_text};
pub use search::{SearchPage, keys as search_keys};
pub use slip::{SlipCopy, SlipState};
pub use staff::{PaperTest, Pin, Staff, StaffEffect, StaffMsg, StaffPage};
pub use update::update;
pub use usher::Usher;
pub use visit::Wish;
pub use ways::Way;
pub use words::{no_answer_text, no_further_slip_text};

/// A page left alone for this long goes home, in seconds.
pub const IDLE_SECONDS: u32 = 45;
/// So long before that a person is asked whether they are still there, in seconds (WCAG 2.2, 2.2.1: at least 20).
pub const WARNED_SECONDS: u32 = 20;
/// The last number before a closing is told of for so long before it, in minutes.
pub const LAST_TICKET_TOLD_MINUTES: i64 = 30;
/// So much longer a page is left alone where it is read aloud, in seconds: the longest page takes about as long to hear.
pub const LISTENING_SECONDS: u32 = 45;
/// A ticket with its slip stays on the screen for this long, in seconds.
pub const TICKET_SHOWN_SECONDS: u32 = 30;
/// A ticket without a certain slip stays for this long, so that it can be photographed, in seconds.
pub const TICKET_WITHOUT_SLIP_SHOWN_SECONDS: u32 = 45;
/// A slip is in doubt when nothing is heard of it for so long, in seconds: a printer's slip is begun within 90 seconds
/// or dropped, and what became of one that was begun is known after 25, and the time its rows take.
pub const PRINTING_SECONDS_MAX: u32 = 120;
/// A request without any answer is given back to the person after this long, in seconds.
pub const TAKING_SECONDS_MAX: u32 = 60;
/// What was on its way in a power cut is taken up again for so long, in seconds.
pub const LATE_SECONDS_MAX: i64 = 1_800;
/// So long after the dispatcher was lost, or after a wish without an answer, numbers come from the kiosk itself, in
/// seconds.
pub const OFFLINE_AFTER_SECONDS: u32 = 3;
/// Most tickets that wait to be handed in.
pub const OUTBOX_MAX: usize = 1_000;
/// A ticket whose handing in got no answer is handed in again after so long, in seconds.
pub const HAND_IN_AGAIN_SECONDS: u32 = 3;
/// A ticket that was on the screen when the program ended is shown again for so long after it was taken, in seconds.
pub const SHOWN_AGAIN_SECONDS_MAX: i64 = 60;
/// So many wrong PINs one after the other, and there is a pause.
pub const STAFF_TRIES_MAX: u32 = 5;
/// The pause after them, in seconds.
pub const STAFF_PAUSE_SECONDS: u32 = 300;
/// Fewest digits of the PIN of the staff.
pub const STAFF_PIN_DIGITS_MIN: usize = 6;
/// Most digits of it.
pub const STAFF_PIN_DIGITS_MAX: usize = 12;
/// So many of the last lines of the log can be read at the kiosk.
pub const STAFF_LOG_LINES_MAX: usize = 24;
/// Codes are asked for again after so long at the earliest, in seconds.
pub const LEASE_AGAIN_SECONDS: u32 = 60;
/// An emergency code is given again after so long, in hours: no day of a hub is as long, not even where summer time ends.
pub const EMERGENCY_CODE_RESTS_HOURS: i64 = 26;
/// An office that has opened since it was last heard of counts as open for so long, in hours.
pub const OPENED_UNHEARD_HOURS_MAX: i64 = 5;
/// Most intents, and most tickets without a slip, that are kept on the disk.
pub const SAVED_MAX: usize = 16;

//! The voice of a kiosk: espeak-ng as a process of its own, one for each utterance.
//!
//! Start at [`Speaker`]; [`Voices`] says which languages it can speak, [`Volume`] how loud it is.
//!
//! Architecture invariants: whatever is said ends what was being said, so that a person who goes on is never talked
//! over; the caller never waits; a program that is missing, hangs or dies costs the utterance and nothing else.
#![forbid(unsafe_code)]

mod speaker;
mod voices;
mod volume;

pub use speaker::{Speaker, Utterance};
pub use voices::{SpeechError, Voices};
pub use volume::Volume;

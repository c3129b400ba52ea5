//! When something is open: a hub's hours, holidays and closures at a moment, in the hub's own time zone.
//!
//! [`OpeningTimes`] answers for the whole hub, a location, an area or a service; what it answers depends on the
//! catalog and the moment alone.
//! How a hub file states hours stands in `domain::calendar`; what the rules make of them stands in the engine.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, no randomness.
#![forbid(unsafe_code)]

mod date;
mod holiday;
mod times;
mod zone;

#[cfg(test)]
mod tests;

pub use holiday::{easter_sunday, holiday_name};
pub use times::{OpeningTimes, Place};

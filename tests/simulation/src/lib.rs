//! Seeded days of a whole hub: everything that can happen, a model of what it means, and what must never be.
//!
//! A run is made up from a seed by [`generate`], [`transition`] by transition; it happens to the hub under test
//! ([`hub`]: the engine behind the sequencer's steps), to the [`model`], and to the [`audit`] of the journal, and
//! [`world`] compares the three after each. What a command is and means stands in [`commands`], one line for each.
//! A run that contradicts is shrunk by [`run`] to a list that a test can keep.
//! [`hub::wrong`] holds wrong rules; the simulation is worth what it makes of them.
#![forbid(unsafe_code)]

pub mod audit;
pub mod commands;
pub mod coverage;
pub mod generate;
pub mod hub;
pub mod model;
pub mod office;
pub mod random;
pub mod run;
pub mod transition;
pub mod world;

#[cfg(test)]
mod tests;

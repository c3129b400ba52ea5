//! Whole days of a hub, played through the one dispatch function.
//!
//! [`random`] draws; [`world`] says what a hub and its days are; [`scene`] what is left of a day at some moment;
//! [`run`] plays it under a policy, of which [`preset`] has the usual ones; [`measure`] says how it went;
//! [`generate`] draws hubs and days, and [`simulate`] plays many of them side by side.
//!
//! Times are minutes as `f64`, counted from midnight or from any other moment that all of them share.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, and no randomness but [`random::Stream`], which
//! is a function of its seed; equal seeds give equal results on every machine.
#![forbid(unsafe_code)]

pub mod generate;
pub mod measure;
pub mod preset;
pub mod random;
pub mod run;
pub mod scene;
pub mod simulate;
pub mod world;

//! Whole days of a hub, played through the one dispatch function.
//!
//! [`random`] draws; [`learn`] keeps what past days say of a hub, [`residual`] how long a service still takes, and
//! [`calibrate`] keeps ranges as right as they claim.
//!
//! Times are minutes as `f64`, counted from midnight or from any other moment that all of them share.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, and no randomness but [`random::Stream`], which
//! is a function of its seed; equal seeds give equal results on every machine.
#![forbid(unsafe_code)]

pub mod calibrate;
pub mod learn;
mod normal;
pub mod random;
pub mod residual;

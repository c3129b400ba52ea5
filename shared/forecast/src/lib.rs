//! Whole days of a hub, played through the one dispatch function.
//!
//! [`random`] draws; [`world`] says what a hub and its days are; [`scene`] what is left of a day at some moment;
//! [`run`] plays it under a policy, of which [`preset`] has the usual ones; [`measure`] says how it went;
//! [`generate`] draws hubs and days, and [`simulate`] plays many of them side by side.
//!
//! [`learn`] keeps what past days say of a hub, [`residual`] how long a service still takes, and
//! [`calibrate`] keeps ranges as right as they claim; a [`situation`] is what a hub knows of itself at a moment, of which
//! [`predict`] says when everybody will be called; [`observe`] gives both from a played day;
//! [`whatif`] plays past days with something changed.
//!
//! Times are minutes as `f64`, counted from midnight or from any other moment that all of them share.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, and no randomness but [`random::Stream`], which
//! is a function of its seed; equal seeds give equal results on every machine.
#![forbid(unsafe_code)]

pub mod calibrate;
pub mod generate;
pub mod hub;
pub mod learn;
pub mod measure;
mod normal;
pub mod observe;
pub mod office;
pub mod predict;
pub mod preset;
pub mod random;
pub mod residual;
pub mod run;
pub mod scene;
pub mod simulate;
pub mod situation;
pub mod whatif;
pub mod world;

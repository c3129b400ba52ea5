//! The three screens without a display: found by accessible label, pressed, and kept as pictures in `build/screens`.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod board;
mod counter;
mod kiosk;
mod support;

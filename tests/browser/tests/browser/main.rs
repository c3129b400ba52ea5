//! A citizen's phone: what it shows, what it does by itself, and whether everybody can use it.
#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod follows;
mod reads;

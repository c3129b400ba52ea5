//! The words of Sportello: one word per thing, in code, on the wire, on screen and in the docs.
//!
//! *hub* one administration's whole · *location* headquarters or access point · *floor* · *area* an office ·
//! *service* what a citizen comes for · *counter* a desk with a place · *clerk* signs in at a counter ·
//! *ticket* the claim, one public code for the whole visit · *slip* the paper · *leg* one service of a visit ·
//! *class* walk-in, appointment or priority, never visible in the code · *day* opens, closes, resets the codes.
//!
//! Architecture invariants: this crate does no I/O, reads no clock and knows no other crate of the project.
#![forbid(unsafe_code)]

pub mod appointment;
pub mod calendar;
pub mod catalog;
pub mod catalog_change;
pub mod check_in;
pub mod command;
pub mod event;
pub mod follow;
pub mod home;
pub mod ids;
pub mod learned;
pub mod lease;
pub mod limits;
pub mod notice;
pub mod place;
pub mod printer;
pub mod reason;
pub mod rejection;
pub mod rules;
pub mod sentence;
pub mod slip;
pub mod text;
pub mod ticket;
pub mod view;
pub mod wait;
pub mod what_if;

/// A moment in time, always UTC; what people read is converted at the edge with the hub's time zone.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
/// The calendar day of a hub, in the hub's own time zone.
pub type DayDate = chrono::NaiveDate;
/// A number of calendar days.
pub type Days = chrono::Days;

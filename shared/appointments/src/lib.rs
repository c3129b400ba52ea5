//! Reads what was booked elsewhere and reports every mistake at once, each with its line and what to do.
//!
//! Three ways lead to the same bookings: [`read_csv`] for spreadsheets, [`read_calendar`] for iCalendar (RFC 5545), and
//! [`check_rows`] for rows that a program sent as JSON.
//! An import is used whole or not at all: where anything is wrong there are no bookings, only [`Mistakes`].
//! What a citizen types to say that they have come is `domain::check_in::CheckInCode`.
//!
//! Architecture invariants: bytes, catalog, time zone and random bytes are arguments; this crate does no I/O, reads no
//! clock and uses no hash map.
//! It is *not* where bookings are kept, and it does not know which of them have passed.
#![forbid(unsafe_code)]

pub mod booking;
mod calendar;
pub mod import;
mod known;
pub mod limits;
pub mod mistake;
pub mod note;
mod reader;
mod rows;
mod spreadsheet;
mod times;

pub use booking::{Booking, Person};
pub use calendar::read_calendar;
pub use import::{Import, Mistake, Mistakes, Note};
pub use rows::check_rows;
pub use spreadsheet::read_csv;

//! Reads what the simulator plays from a folder: a hub file and, for each day, tickets and counters.
//!
//! [`read_hub`] reads `hub*.json`, [`read_day`] a pair `dayNN_tickets.csv` and `dayNN_counters.csv`, and [`read_folder`]
//! all of them.
//! Where anything is wrong there is no world, only every mistake with its file and line.
#![forbid(unsafe_code)]

mod day;
mod folder;
mod hub;
mod mistake;
mod rows;
mod shifts;
mod tickets;

pub use day::{DayFiles, read_day};
pub use folder::{Folder, NamedDay, read_folder};
pub use hub::read_hub;
pub use mistake::{Mistake, WorldFileError};

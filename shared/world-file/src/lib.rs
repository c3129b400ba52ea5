//! What the simulator reads and writes: a folder with a hub file and, for each day, tickets and counters; and figures.
//!
//! [`read_hub`] reads `hub*.json`, [`read_day`] a pair `dayNN_tickets.csv` and `dayNN_counters.csv`, and [`read_folder`]
//! all of them.
//! Where anything is wrong there is no world, only every mistake with its file and line.
//! [`report`] writes what was simulated.
#![forbid(unsafe_code)]

mod day;
mod folder;
mod hub;
mod mistake;
pub mod report;
mod rows;
mod shifts;
mod tickets;

pub use day::{DayFiles, read_day};
pub use folder::{Folder, NamedDay, read_folder};
pub use hub::read_hub;
pub use mistake::{Mistake, WorldFileError};

//! A day from its two files.

use forecast::world::{Day, World};

use crate::mistake::Mistake;
use crate::{shifts, tickets};

/// The two files of a day, with the names by which their mistakes are told.
#[derive(Clone, Copy, Debug)]
pub struct DayFiles<'a> {
    /// The name of the file of tickets.
    pub tickets_file: &'a str,
    /// Its text.
    pub tickets: &'a str,
    /// The name of the file of counters.
    pub counters_file: &'a str,
    /// Its text.
    pub counters: &'a str,
}

/// Reads a day of a hub.
///
/// # Errors
/// Every [`Mistake`] of both files.
pub fn read_day(world: &World, files: &DayFiles<'_>) -> Result<Day, Vec<Mistake>> {
    let legs = tickets::read(files.tickets_file, files.tickets, world);
    let shifts = shifts::read(files.counters_file, files.counters, world);
    match (legs, shifts) {
        (Ok(legs), Ok(shifts)) => Ok(Day { legs, shifts, leaves_on_time: false }),
        (legs, shifts) => Err(legs.err().into_iter().chain(shifts.err()).flatten().collect()),
    }
}

//! A folder with a hub and its days.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use forecast::world::{Day, World};

use crate::day::{DayFiles, read_day};
use crate::hub::read_hub;
use crate::mistake::{Mistake, Mistakes, WorldFileError};

/// No file of a folder is larger, in bytes.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;
const TICKETS: &str = "_tickets.csv";
const COUNTERS: &str = "_counters.csv";

/// What lies in a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// The hub.
    pub world: World,
    /// Its days, in the order of their names.
    pub days: Vec<NamedDay>,
}

/// A day with what its files are called.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedDay {
    /// What stands before `_tickets.csv`, such as `day07`.
    pub name: String,
    /// The day.
    pub day: Day,
}

/// Reads the one `hub*.json` of a folder and every pair of `day*_tickets.csv` and `day*_counters.csv`.
///
/// # Errors
/// See [`WorldFileError`].
pub fn read_folder(folder: &Path) -> Result<Folder, WorldFileError> {
    let names = names(folder)?;
    let mut mistakes = Mistakes::new("");
    let hub = hub_name(folder, &names, &mut mistakes.found);
    let days = day_names(folder, &names, &mut mistakes.found);
    let Some(hub) = hub else { return Err(WorldFileError::Mistakes(mistakes.found)) };
    let world = match read_hub(hub, &text(&folder.join(hub))?) {
        Ok(world) => world,
        Err(found) => return Err(WorldFileError::Mistakes(mistakes.found.into_iter().chain(found).collect())),
    };
    let mut read = Vec::new();
    for name in days {
        let (tickets_file, counters_file) = (format!("{name}{TICKETS}"), format!("{name}{COUNTERS}"));
        let (tickets, counters) = (text(&folder.join(&tickets_file))?, text(&folder.join(&counters_file))?);
        let files = DayFiles {
            tickets_file: &tickets_file,
            tickets: &tickets,
            counters_file: &counters_file,
            counters: &counters,
        };
        match read_day(&world, &files) {
            Ok(day) => read.push(NamedDay { name: name.to_owned(), day }),
            Err(found) => mistakes.found.extend(found),
        }
    }
    if mistakes.found.is_empty() {
        Ok(Folder { world, days: read })
    } else {
        Err(WorldFileError::Mistakes(mistakes.found))
    }
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>, WorldFileError> {
    let unreadable = |source| WorldFileError::Unreadable { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

fn hub_name<'n>(folder: &Path, names: &'n [String], mistakes: &mut Vec<Mistake>) -> Option<&'n str> {
    let hubs: Vec<_> = names.iter().filter(|name| name.starts_with("hub") && name.ends_with(".json")).collect();
    match hubs.as_slice() {
        [hub] => Some(hub),
        [] => {
            mistakes.push(missing(folder, "there is no hub file, such as hub7.json"));
            None
        }
        [first, second, ..] => {
            mistakes.push(missing(folder, &format!("there are two hub files, {first} and {second}; keep one")));
            None
        }
    }
}

/// Days in the order of their numbers, of which both files are there.
fn day_names<'n>(folder: &Path, names: &'n [String], mistakes: &mut Vec<Mistake>) -> Vec<&'n str> {
    let mut days: BTreeMap<(usize, &str), [bool; 2]> = BTreeMap::new();
    for name in names.iter().filter(|name| name.starts_with("day")) {
        for (at, ending) in [TICKETS, COUNTERS].into_iter().enumerate() {
            if let Some(day) = name.strip_suffix(ending) {
                // Of numbers without leading zeros the shorter come first.
                days.entry((day.len(), day)).or_default()[at] = true;
            }
        }
    }
    if days.is_empty() {
        mistakes.push(missing(folder, "there are no days, such as day00_tickets.csv with day00_counters.csv"));
    }
    for ((_, day), has) in &days {
        for (ending, _) in [TICKETS, COUNTERS].into_iter().zip(has).filter(|(_, has)| !**has) {
            mistakes.push(missing(folder, &format!("{day}{ending} is missing")));
        }
    }
    days.into_iter().filter(|(_, has)| has.iter().all(|has| *has)).map(|((_, day), _)| day).collect()
}

fn missing(folder: &Path, what: &str) -> Mistake {
    Mistake { file: folder.display().to_string(), line: None, what: what.to_owned() }
}

fn text(path: &PathBuf) -> Result<String, WorldFileError> {
    let unreadable = |source| WorldFileError::Unreadable { path: path.clone(), source };
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if bytes > FILE_BYTES_MAX {
        let what = format!("the file has {bytes} bytes, at most {FILE_BYTES_MAX} are read");
        return Err(WorldFileError::Mistakes(vec![missing(path, &what)]));
    }
    std::fs::read_to_string(path).map_err(unreadable)
}

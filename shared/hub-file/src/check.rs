//! What makes readable entries a usable hub: how they fit together.
//!
//! A value that could not be read is reported already; nothing here speaks of it again.

mod areas;
mod clerks;
mod counters;
mod home;
mod hours;
mod letters;
pub(crate) mod pairs;
mod references;
mod services;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::draft::Hub;
use crate::limits::{
    CLERKS_MAX, COUNTERS_MAX, LIFE_EVENTS_MAX, LOCATIONS_MAX, NOTICES_MAX, PAIRS_MAX, PRIORITIES_MAX, SERVICES_MAX,
};
use crate::remark::Findings;
use crate::rules::LETTERS_MAX;
use crate::schema::Kind;

/// Checks how the entries of a hub fit together.
pub(crate) fn check(hub: &Hub<'_>, findings: &mut Findings) {
    if check_counts(hub, findings) == Size::Endless {
        return;
    }
    let known = references::collect(hub, findings);
    references::check(hub, &known, findings);
    areas::check(hub, &known, findings);
    letters::check(hub, &known, findings);
    services::check(hub, &known, findings);
    counters::check(hub, &known, findings);
    clerks::check(hub, findings);
    pairs::check(hub, findings);
    hours::check(hub, findings);
    home::check(hub, findings);
}

/// Whether comparing everything with everything comes to an end.
#[derive(PartialEq, Eq)]
enum Size {
    Bounded,
    Endless,
}

fn check_counts(hub: &Hub<'_>, findings: &mut Findings) -> Size {
    let counts = [
        (Kind::Location, LOCATIONS_MAX, lines(hub.locations.iter().map(|location| location.line))),
        // Each area needs a letter of its own.
        (Kind::Area, LETTERS_MAX, lines(hub.areas.iter().map(|area| area.line))),
        (Kind::Service, SERVICES_MAX, lines(hub.services.iter().map(|service| service.line))),
        (Kind::Counter, COUNTERS_MAX, lines(hub.counters.iter().map(|counter| counter.line))),
        (Kind::Clerk, CLERKS_MAX, lines(hub.clerks.iter().map(|clerk| clerk.line))),
        (Kind::Pair, PAIRS_MAX, lines(hub.pairs.iter().map(|pair| pair.line))),
        (Kind::Priority, PRIORITIES_MAX, lines(hub.priorities.iter().map(|priority| priority.line))),
        (Kind::Notice, NOTICES_MAX, lines(hub.notices.iter().map(|notice| notice.line))),
        (Kind::LifeEvent, LIFE_EVENTS_MAX, lines(hub.life_events.iter().map(|event| event.line))),
    ];
    let is_needed = |kind| !matches!(kind, Kind::Pair | Kind::Priority | Kind::Notice | Kind::LifeEvent);
    for (kind, most, lines) in &counts {
        let word = kind.word();
        if lines.is_empty() && is_needed(*kind) && !hub.misses(*kind) {
            findings.mistake(1, format!("the hub has no {word}; add at least one [[{word}]]"));
        }
        if let Some(line) = lines.get(*most) {
            let text = format!("this is {word} {} of {}, and a hub can have {most}; merge some", most + 1, lines.len());
            findings.mistake(*line, text);
        }
    }
    let entries: usize = counts.iter().map(|(_, _, lines)| lines.len()).sum();
    let most: usize = counts.iter().map(|(_, most, _)| most).sum();
    if entries > most { Size::Endless } else { Size::Bounded }
}

fn lines(lines: impl Iterator<Item = usize>) -> Vec<usize> {
    lines.collect()
}

/// Values people must be able to tell apart: the first line of each, by what they are compared with.
struct Seen<T>(BTreeMap<T, usize>);

impl<T: Ord> Seen<T> {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Where the value stood before, if it did.
    fn before(&mut self, value: T, line: usize) -> Option<usize> {
        match self.0.entry(value) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(line);
                None
            }
        }
    }
}

/// A text as people compare it: without regard to case and spacing.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

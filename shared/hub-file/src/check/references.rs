//! Ids: each names one thing, and every entry named exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Seen;
use crate::draft::Hub;
use crate::entry::At;
use crate::nearest::nearest;
use crate::remark::Findings;
use crate::schema::Kind;

/// The ids of a hub by kind, also of entries that could not be read otherwise.
pub(crate) struct Known {
    ids: BTreeMap<Kind, BTreeSet<String>>,
    /// How many entries of a kind have no readable id.
    nameless: BTreeMap<Kind, usize>,
}

impl Known {
    /// The id of a kind that was meant, also where it is misspelt.
    pub(crate) fn meant(&self, kind: Kind, id: &str) -> Option<&str> {
        let ids = self.ids.get(&kind)?;
        ids.get(id).map(String::as_str).or_else(|| nearest(id, ids.iter().map(String::as_str)))
    }

    fn holds(&self, kind: Kind, id: &str) -> bool {
        self.ids.get(&kind).is_some_and(|ids| ids.contains(id))
    }
}

/// Gathers the ids and reports those that name two things.
pub(crate) fn collect(hub: &Hub<'_>, findings: &mut Findings) -> Known {
    let mut known = Known { ids: hub.unread_ids.clone(), nameless: hub.unread.clone() };
    let mut seen: Seen<(Kind, &str)> = Seen::new();
    for (kind, id) in own_ids(hub) {
        let Some(id) = id else {
            *known.nameless.entry(kind).or_default() += 1;
            continue;
        };
        let value = &id.value;
        let kinds = Kind::ENTRIES.into_iter().filter(|other| *other != kind);
        let elsewhere = kinds.filter_map(|other| Some((other, *seen.0.get(&(other, value.as_str()))?))).next();
        if let Some(first) = seen.before((kind, value), id.line) {
            let text = format!("the {} id '{value}' stands already on line {first}; change one", kind.word());
            findings.mistake(id.line, text);
        } else if let Some((other, first)) = elsewhere {
            let text = format!(
                "'{value}' names the {} on line {first} already, and an id names one thing in the whole hub; change one",
                other.word()
            );
            findings.mistake(id.line, text);
        }
        known.ids.entry(kind).or_default().insert(value.clone());
    }
    known
}

/// The id of every entry, in the order of the file.
fn own_ids<'h>(hub: &'h Hub<'_>) -> Vec<(Kind, &'h Option<At<String>>)> {
    let locations = hub.locations.iter().map(|entry| (entry.line, Kind::Location, &entry.id));
    let areas = hub.areas.iter().map(|entry| (entry.line, Kind::Area, &entry.id));
    let services = hub.services.iter().map(|entry| (entry.line, Kind::Service, &entry.id));
    let counters = hub.counters.iter().map(|entry| (entry.line, Kind::Counter, &entry.id));
    let clerks = hub.clerks.iter().map(|entry| (entry.line, Kind::Clerk, &entry.id));
    let priorities = hub.priorities.iter().map(|entry| (entry.line, Kind::Priority, &entry.id));
    let notices = hub.notices.iter().map(|entry| (entry.line, Kind::Notice, &entry.id));
    let events = hub.life_events.iter().map(|entry| (entry.line, Kind::LifeEvent, &entry.id));
    let people = clerks.chain(priorities).chain(notices).chain(events);
    let mut ids: Vec<_> = locations.chain(areas).chain(services).chain(counters).chain(people).collect();
    ids.sort_by_key(|(line, _, _)| *line);
    ids.into_iter().map(|(_, kind, id)| (kind, id)).collect()
}

/// An id as one entry names another.
struct Reference<'h> {
    by: Kind,
    to: Kind,
    id: At<&'h str>,
}

/// Reports every id that names nothing.
pub(crate) fn check(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    let references = references(hub);
    for to in Kind::ENTRIES {
        let unknown: Vec<_> = references
            .iter()
            .filter(|reference| reference.to == to && !known.holds(to, reference.id.value))
            .map(|reference| (reference, known.meant(to, reference.id.value)))
            .collect();
        // An entry without a readable id may well be the one that is named.
        let unlike: BTreeSet<_> =
            unknown.iter().filter(|(_, meant)| meant.is_none()).map(|(reference, _)| reference.id.value).collect();
        let may_be_nameless = unlike.len() <= known.nameless.get(&to).copied().unwrap_or_default();
        for (reference, meant) in unknown {
            let advice = match meant {
                Some(meant) => format!("write '{meant}'"),
                None if may_be_nameless => continue,
                None => format!("add this {} or take one that exists", to.word()),
            };
            let (by, id) = (reference.by.word(), reference.id.value);
            let text = format!("this {by} names the {} '{id}', which does not exist; {advice}", to.word());
            findings.mistake(reference.id.line, text);
        }
    }
}

fn references<'h>(hub: &'h Hub<'_>) -> Vec<Reference<'h>> {
    let services = hub.services.iter().filter_map(|service| named(Kind::Service, Kind::Area, service.area));
    let counters = hub.counters.iter().flat_map(|counter| {
        let location = named(Kind::Counter, Kind::Location, counter.location);
        location.into_iter().chain(named(Kind::Counter, Kind::Area, counter.area))
    });
    let locations = hub.locations.iter().flat_map(|location| {
        location.services.ids.iter().map(|id| Reference { by: Kind::Location, to: Kind::Service, id: *id })
    });
    let clerks = hub.clerks.iter().flat_map(|clerk| {
        let skills = clerk.primary.ids.iter().chain(&clerk.secondary.ids);
        skills.map(|id| Reference { by: Kind::Clerk, to: Kind::Service, id: *id })
    });
    let pairs = hub.pairs.iter().flat_map(|pair| {
        let first = named(Kind::Pair, Kind::Service, pair.first);
        first.into_iter().chain(named(Kind::Pair, Kind::Service, pair.then))
    });
    let most_used = hub.most_used.ids.iter().map(|id| Reference { by: Kind::Hub, to: Kind::Service, id: *id });
    let events = hub.life_events.iter().flat_map(|event| {
        event.services.ids.iter().map(|id| Reference { by: Kind::LifeEvent, to: Kind::Service, id: *id })
    });
    let ways = most_used.chain(events);
    let special_days = hub.special_days.iter().flat_map(|days| {
        let location = named(days.kind, Kind::Location, days.location);
        let area = named(days.kind, Kind::Area, days.area);
        location.into_iter().chain(area).chain(named(days.kind, Kind::Service, days.service))
    });
    services.chain(locations).chain(counters).chain(clerks).chain(pairs).chain(special_days).chain(ways).collect()
}

fn named<'h>(by: Kind, to: Kind, id: Option<At<&'h str>>) -> Option<Reference<'h>> {
    id.map(|id| Reference { by, to, id })
}

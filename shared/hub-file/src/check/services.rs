//! Services: told apart by name, and somebody serves them.

use std::collections::{BTreeMap, BTreeSet};

use super::references::Known;
use super::{Seen, plain};
use crate::draft::{Clerk, Hub};
use crate::entry::{At, Ids};
use crate::remark::Findings;
use crate::schema::Kind;

/// Who can serve one service.
#[derive(Default)]
struct Skilled<'h> {
    able: Vec<&'h Clerk<'h>>,
    masters: usize,
}

pub(super) fn check(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    let skilled = skilled(hub, known);
    let is_every_skill_known = !hub.misses(Kind::Clerk)
        && hub.clerks.iter().all(|clerk| !clerk.primary.is_partial && !clerk.secondary.is_partial);
    let mut names = Seen::new();
    for service in &hub.services {
        let area = service.area.and_then(|area| known.meant(Kind::Area, area.value));
        if let (Some(name), Some(area)) = (service.name, area)
            && let Some(first) = names.before((area, plain(name.value)), name.line)
        {
            let text = format!(
                "the service of line {first} in the same area is also called '{}'; change one name",
                name.value
            );
            findings.mistake(name.line, text);
        }
        if let Some(id) = &service.id
            && is_every_skill_known
            && !hub.clerks.is_empty()
        {
            let able = skilled.get(id.value.as_str());
            check_clerks(hub, able.unwrap_or(&Skilled::default()), id, findings);
        }
    }
}

fn skilled<'h>(hub: &'h Hub<'h>, known: &'h Known) -> BTreeMap<&'h str, Skilled<'h>> {
    let mut skilled: BTreeMap<&str, Skilled<'_>> = BTreeMap::new();
    for clerk in &hub.clerks {
        let meant = |skills: &Ids<'_>| -> BTreeSet<&'h str> {
            skills.ids.iter().filter_map(|skill| known.meant(Kind::Service, skill.value)).collect()
        };
        let primary = meant(&clerk.primary);
        for service in primary.union(&meant(&clerk.secondary)) {
            let entry = skilled.entry(service).or_default();
            entry.able.push(clerk);
            entry.masters += usize::from(primary.contains(service));
        }
    }
    skilled
}

fn check_clerks(hub: &Hub<'_>, skilled: &Skilled<'_>, id: &At<String>, findings: &mut Findings) {
    let service = &id.value;
    match skilled.able.as_slice() {
        [] => {
            let text = format!("no clerk can serve '{service}'; add it to a clerk's primary or secondary services");
            findings.mistake(id.line, text);
        }
        [only] if hub.clerks.len() > 1 => {
            let clerk = only.id.as_ref().map_or("one clerk", |id| id.value.as_str());
            let note = format!("only {clerk} can serve '{service}': a day off closes it; give it to a second clerk");
            findings.note(id.line, note);
        }
        _ if skilled.masters == 0 => {
            let note = format!("'{service}' is nobody's primary service; give it to a clerk who masters it");
            findings.note(id.line, note);
        }
        _ => (),
    }
}

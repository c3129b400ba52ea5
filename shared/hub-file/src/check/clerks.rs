//! Clerks: with something to serve, each service once.

use std::collections::BTreeMap;

use super::{Seen, plain};
use crate::draft::{Clerk, Hub};
use crate::remark::Findings;

pub(super) fn check(hub: &Hub<'_>, findings: &mut Findings) {
    let mut names = Seen::new();
    for clerk in &hub.clerks {
        if let Some(name) = clerk.name
            && let Some(first) = names.before(plain(name.value), name.line)
        {
            let note = format!(
                "the clerk of line {first} is also called '{}'; add what tells them apart when they sign in",
                name.value
            );
            findings.note(name.line, note);
        }
        check_skills(clerk, findings);
    }
}

fn check_skills(clerk: &Clerk<'_>, findings: &mut Findings) {
    let who = clerk.id.as_ref().map_or_else(|| "this clerk".to_owned(), |id| format!("'{}'", id.value));
    if clerk.primary.ids.is_empty() && !clerk.primary.is_partial {
        findings.mistake(clerk.line, format!("{who} has no primary service; name at least one"));
    }
    let mut first_as: BTreeMap<&str, &str> = BTreeMap::new();
    let primary = clerk.primary.ids.iter().map(|id| ("primary", id));
    let secondary = clerk.secondary.ids.iter().map(|id| ("secondary", id));
    for (rank, id) in primary.chain(secondary) {
        let Some(first) = first_as.insert(id.value, rank) else { continue };
        let text = if first == rank {
            format!("{who} names '{}' twice as {rank}; remove one", id.value)
        } else {
            format!("{who} names '{}' as {first} and as {rank}; keep one", id.value)
        };
        findings.mistake(id.line, text);
    }
}

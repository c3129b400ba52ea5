//! The ways of the kiosk's first page: not too many services, each once, and life events told apart by name.

use super::{Seen, plain};
use crate::draft::Hub;
use crate::entry::Ids;
use crate::limits::{LIFE_EVENT_SERVICES_MAX, MOST_USED_MAX};
use crate::remark::Findings;

pub(super) fn check(hub: &Hub<'_>, findings: &mut Findings) {
    check_services("'most_used'", &hub.most_used, MOST_USED_MAX, findings);
    let mut names = Seen::new();
    for event in &hub.life_events {
        if let Some(name) = event.name
            && let Some(first) = names.before(plain(name.value), name.line)
        {
            let text = format!("the life_event of line {first} is also called '{}'; change one name", name.value);
            findings.mistake(name.line, text);
        }
        let who = event.id.as_ref().map_or_else(|| "this life_event".to_owned(), |id| format!("'{}'", id.value));
        if event.services.ids.is_empty() && !event.services.is_partial {
            findings.mistake(event.line, format!("{who} has no service; name at least one"));
        }
        check_services(&who, &event.services, LIFE_EVENT_SERVICES_MAX, findings);
    }
}

fn check_services(who: &str, services: &Ids<'_>, most: usize, findings: &mut Findings) {
    let mut seen = Seen::new();
    for id in &services.ids {
        if seen.before(id.value, id.line).is_some() {
            findings.mistake(id.line, format!("{who} names '{}' twice; remove one", id.value));
        }
    }
    if let Some(first_over) = services.ids.get(most) {
        let count = services.ids.len();
        findings.mistake(first_over.line, format!("{who} names {count} services; keep the {most} that matter most"));
    }
}

//! Hours: a building without them beside others that have some.

use crate::draft::Hub;
use crate::remark::Findings;

pub(super) fn check(hub: &Hub<'_>, findings: &mut Findings) {
    if hub.locations.iter().all(|location| !location.has_hours) {
        return;
    }
    for id in hub.locations.iter().filter(|location| !location.has_hours).filter_map(|location| location.id.as_ref()) {
        let note = format!(
            "'{}' has no hours, so what is served there is always open; add hours = [\"mon-fri 08:30-13:00\"]",
            id.value
        );
        findings.note(id.line, note);
    }
}

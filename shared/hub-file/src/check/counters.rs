//! Counters: told apart by label.

use std::collections::BTreeMap;

use super::references::Known;
use super::{Seen, plain};
use crate::draft::Hub;
use crate::remark::Findings;
use crate::schema::Kind;

pub(super) fn check(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    let mut in_building = Seen::new();
    let mut in_hub: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for counter in &hub.counters {
        let (Some(label), Some(location)) = (counter.label, counter.location) else { continue };
        let Some(location) = known.meant(Kind::Location, location.value) else { continue };
        let value = label.value;
        if let Some(first) = in_building.before((location, plain(value)), label.line) {
            let text = format!("the label '{value}' stands in '{location}' already, on line {first}; change one");
            findings.mistake(label.line, text);
        }
        let (other, first) = *in_hub.entry(plain(value)).or_insert((location, label.line));
        if other != location {
            let note = format!(
                "'{other}' has a counter '{value}' too, on line {first}, and the board tells them apart by the place \
                 alone; change one label if you can"
            );
            findings.note(label.line, note);
        }
    }
}

//! Letters: each belongs to one area, and few sound alike.

use std::collections::BTreeMap;

use super::references::Known;
use crate::draft::Hub;
use crate::remark::Findings;
use crate::schema::Kind;

/// Letters that are mistaken for each other when they are called out.
const SOUND_ALIKE: [&str; 2] = ["BDGPTV", "MN"];

pub(super) fn check(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    let mut owners: BTreeMap<char, (&str, usize)> = BTreeMap::new();
    for service in &hub.services {
        let (Some(letter), Some(area)) = (service.letter, service.area) else { continue };
        let Some(area) = known.meant(Kind::Area, area.value) else { continue };
        let (owner, first) = *owners.entry(letter.value).or_insert((area, letter.line));
        if owner != area {
            let text = format!(
                "the letter {} belongs to the area '{owner}' since line {first}; take another for '{area}', so that a \
                 number says which office it is for",
                letter.value
            );
            findings.mistake(letter.line, text);
        }
    }
    for group in SOUND_ALIKE {
        let used: Vec<_> = owners.iter().filter(|(letter, _)| group.contains(**letter)).collect();
        if let Some((_, (_, line))) = used.last()
            && used.len() > 1
        {
            let letters: Vec<_> = used.iter().map(|(letter, _)| letter.to_string()).collect();
            let note =
                format!("{} sound alike when they are called; keep one of them if you can", letters.join(" and "));
            findings.note(*line, note);
        }
    }
}

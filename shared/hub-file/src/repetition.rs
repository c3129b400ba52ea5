//! What stands twice: a field, a heading with one pair of brackets, or an entry whose heading is missing.

use std::collections::BTreeMap;

use toml::de::DeTable;

use crate::draft::Hub;
use crate::remark::{Findings, Lines};
use crate::schema::{Kind, kind_of, section_kind};
use crate::syntax::Repetition;

/// A line as far as it matters here.
enum Role<'t> {
    Heading { word: &'t str, is_double: bool },
    Other,
}

/// Reports what stands twice, and notes in the hub which entries were lost with it.
pub(crate) fn report(repetitions: &[Repetition], lines: &Lines<'_>, hub: &mut Hub<'_>, findings: &mut Findings) {
    let mut places: Vec<_> = repetitions.iter().map(|repetition| repetition.span.clone()).collect();
    places.sort_by_key(|span| span.start);
    let headings = headings(lines);
    let mut lost_until = 0;
    for place in places {
        let line = lines.line(place.start);
        if line < lost_until {
            continue;
        }
        let repeated = judge(lines.slice(place), line, &headings, findings);
        if let Repeated::Heading(word) = repeated {
            hub.single_headings.insert(word.to_owned());
        }
        if let Repeated::Heading(_) | Repeated::Entry(_) = repeated {
            lost_until = section_end(line, &headings);
        }
        let kind = match repeated {
            Repeated::Heading(word) => kind_of(word),
            Repeated::Entry(kind) => Some(kind),
            Repeated::Field => None,
        };
        if let Some(kind) = kind {
            hub.miss(kind, id_between(line, lost_until, lines));
        }
    }
    report_single_headings(lines, hub, findings);
}

/// What a repetition means.
enum Repeated<'t> {
    /// Headings of one word with one and with two pairs of brackets, or two with one.
    Heading(&'t str),
    /// An entry whose heading is missing.
    Entry(Kind),
    /// A field within its entry.
    Field,
}

/// The words of all headings by their lines, found once: a file can repeat as much as it has lines.
fn headings<'t>(lines: &Lines<'t>) -> BTreeMap<usize, &'t str> {
    let role = |line| match role(lines.text(line)) {
        Role::Heading { word, .. } => Some((line, word)),
        Role::Other => None,
    };
    (1..=lines.count()).filter_map(role).collect()
}

fn judge<'t>(word: &str, line: usize, headings: &BTreeMap<usize, &'t str>, findings: &mut Findings) -> Repeated<'t> {
    if let Some(word) = headings.get(&line) {
        if section_kind(word) != Some(Kind::Calendar) {
            return Repeated::Heading(word);
        }
        findings.mistake(line, format!("[{word}] stands twice; put all of it below one"));
        return Repeated::Field;
    }
    let heading = headings.range(..line).next_back().map(|(_, word)| *word);
    let kind = heading.and_then(section_kind).unwrap_or(Kind::Hub);
    let here = kind.word();
    if word != "id" || kind == Kind::Hub {
        findings.mistake(line, format!("'{word}' stands twice in this {here}; remove one"));
        return Repeated::Field;
    }
    let text = format!("'id' stands twice in this {here}; remove one, or put [[{here}]] above it if another begins");
    findings.mistake(line, text);
    Repeated::Entry(kind)
}

fn report_single_headings(lines: &Lines<'_>, hub: &Hub<'_>, findings: &mut Findings) {
    for line in 1..=lines.count() {
        let Role::Heading { word, is_double: false } = role(lines.text(line)) else { continue };
        if hub.single_headings.contains(word) {
            let kind = kind_of(word).map_or(word, |kind| kind.word());
            findings.mistake(line, format!("[{word}] has one pair of brackets; write [[{kind}]]"));
        }
    }
}

fn role(line: &str) -> Role<'_> {
    let Some(inner) = line.trim_start().strip_prefix('[') else { return Role::Other };
    let (inner, is_double) = inner.strip_prefix('[').map_or((inner, false), |inner| (inner, true));
    // What stands in a list over several lines may begin with a bracket too.
    let is_word = |word: &&str| word.chars().all(|sign| sign.is_alphanumeric() || ['_', '-', '.'].contains(&sign));
    let word = inner.split_once(']').map(|(word, _)| word.trim()).filter(is_word);
    word.map_or(Role::Other, |word| Role::Heading { word, is_double })
}

fn section_end(line: usize, headings: &BTreeMap<usize, &str>) -> usize {
    headings.range(line + 1..).next().map_or(usize::MAX, |(below, _)| *below)
}

fn id_between(from: usize, until: usize, lines: &Lines<'_>) -> Option<String> {
    (from..until.min(lines.count() + 1)).find_map(|line| {
        let table = DeTable::parse(lines.text(line)).ok()?;
        table.get_ref().get("id")?.get_ref().as_str().map(str::to_owned)
    })
}

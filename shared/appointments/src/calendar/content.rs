//! From bytes to events: unfolds lines and follows the blocks, each line with its number in the file.

use std::borrow::Cow;

use icalendar::parser::Property;

use crate::import::Findings;
use crate::limits::BLOCKS_DEPTH_MAX;
use crate::mistake::MistakeKind;
use crate::reader::shown;

/// Properties of an event that mean something here; others may hold what they want.
const EVENT_PROPERTIES: [&str; 18] = [
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "STATUS",
    "SEQUENCE",
    "LAST-MODIFIED",
    "DTSTAMP",
    "CATEGORIES",
    "X-SPORTELLO-SERVICE",
    "LOCATION",
    "SUMMARY",
    "ATTENDEE",
    "ORGANIZER",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
];

/// Everything of a file that matters here.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) events: Vec<Event>,
    /// Time zones that the file calls by a name of its own: that name and the one of the zone.
    pub(crate) zones: Vec<(String, String)>,
}

/// What holds for all events of a calendar.
#[derive(Default)]
pub(crate) struct Calendar {
    /// Whether its events are called off.
    pub(crate) is_cancelling: bool,
}

/// An event as it stands in the file.
pub(crate) struct Event {
    /// The line of its beginning.
    pub(crate) line: usize,
    /// The place of its calendar among those of the file.
    pub(crate) calendar: usize,
    /// What it says, in its order.
    pub(crate) fields: Vec<Field>,
}

/// A property with its line.
pub(crate) struct Field {
    pub(crate) line: usize,
    /// Its name, in capitals.
    pub(crate) name: String,
    /// Its parameters, names in capitals.
    parameters: Vec<(String, String)>,
    /// Its value; escaped where it is a list.
    pub(crate) value: String,
}

impl Field {
    /// The value of a parameter; its name in capitals.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn parse(line: usize, text: &str) -> Option<Self> {
        // The reader of properties knows which values are escaped by their names, in capitals.
        let name = name(text)?;
        let text = format!("{}{}", name.to_ascii_uppercase(), text.get(name.len()..)?);
        let property = Property::try_from(text.as_str()).ok()?;
        // What it does not understand behind the name it leaves out.
        let is_left_out = property.params.is_empty() && property.val.as_str().is_empty() && text.len() > name.len() + 1;
        let is_whole = property.params.iter().all(|parameter| {
            let value = parameter.val.as_ref().map_or("", |value| value.as_str());
            !parameter.key.as_str().is_empty() && value.matches('"').count() % 2 == 0
        });
        if is_left_out || !is_whole {
            return None;
        }
        let parameters = property.params.iter().map(|parameter| {
            let value = parameter.val.as_ref().map_or("", |value| value.as_str());
            (parameter.key.as_str().to_ascii_uppercase(), value.to_owned())
        });
        let parameters = parameters.collect();
        Some(Self {
            line,
            name: property.name.as_str().to_owned(),
            parameters,
            value: property.val.as_str().to_owned(),
        })
    }
}

/// The name in front of `:` or `;`.
fn name(text: &str) -> Option<&str> {
    let end = text.find([':', ';'])?;
    let name = text.get(..end).unwrap_or_default();
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_name.then_some(name)
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Content {
    let mut blocks = Blocks { open: Vec::new(), content: Content::default(), zone: Zone::default(), findings };
    for (line, bytes) in unfold(bytes) {
        if blocks.open.len() > BLOCKS_DEPTH_MAX {
            // Nothing behind this can be told apart.
            blocks.findings.mistake(line, MistakeKind::BlocksTooDeep { most: BLOCKS_DEPTH_MAX });
            break;
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) if text.trim().is_empty() => (),
            Ok(text) => blocks.take(line, text),
            Err(_) => blocks.findings.mistake(line, MistakeKind::NotText),
        }
    }
    blocks.finish()
}

/// The lines with what was folded put back together, each with the number of its first.
///
/// Some calendars fold in the middle of a letter, so this goes by bytes.
fn unfold(bytes: &[u8]) -> Vec<(usize, Cow<'_, [u8]>)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines: Vec<(usize, Cow<'_, [u8]>)> = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line, lines.last_mut()) {
            ([b' ' | b'\t', rest @ ..], Some((_, start))) => start.to_mut().extend_from_slice(rest),
            _ => lines.push((index + 1, Cow::Borrowed(line))),
        }
    }
    lines
}

/// A time zone while it is read.
#[derive(Default)]
struct Zone {
    own_name: Option<String>,
    location: Option<String>,
}

struct Blocks<'f> {
    /// The blocks around this line: their names and lines.
    open: Vec<(String, usize)>,
    content: Content,
    zone: Zone,
    findings: &'f mut Findings,
}

impl Blocks<'_> {
    fn take(&mut self, line: usize, text: &str) {
        let Some(name) = name(text) else {
            return self.findings.mistake(line, MistakeKind::LineMalformed);
        };
        let block = || text.get(name.len() + 1..).unwrap_or_default().trim().to_ascii_uppercase();
        if name.eq_ignore_ascii_case("BEGIN") {
            self.begin(line, block());
        } else if name.eq_ignore_ascii_case("END") {
            self.end(line, &block());
        } else {
            self.field(line, name, text);
        }
    }

    fn begin(&mut self, line: usize, block: String) {
        match (self.around(), block.as_str()) {
            (None, "VCALENDAR") => self.content.calendars.push(Calendar::default()),
            (Some("VCALENDAR"), "VEVENT") => {
                let calendar = self.content.calendars.len().saturating_sub(1);
                self.content.events.push(Event { line, calendar, fields: Vec::new() });
            }
            (Some("VCALENDAR"), "VTIMEZONE") => self.zone = Zone::default(),
            _ => (),
        }
        self.open.push((block, line));
    }

    fn end(&mut self, line: usize, block: &str) {
        let Some(place) = self.open.iter().rposition(|(open, _)| open == block) else {
            return self.findings.mistake(line, MistakeKind::BlockNotOpen { block: shown(block) });
        };
        for (open, line) in self.open.split_off(place).into_iter().skip(1) {
            self.findings.mistake(line, MistakeKind::BlockOpen { block: shown(&open) });
        }
        if block == "VTIMEZONE" {
            let zone = std::mem::take(&mut self.zone);
            self.content.zones.extend(zone.own_name.zip(zone.location));
        }
    }

    fn field(&mut self, line: usize, name: &str, text: &str) {
        let is_read = match self.open.as_slice() {
            [(calendar, _)] if calendar == "VCALENDAR" => name.eq_ignore_ascii_case("METHOD"),
            [(calendar, _), (block, _)] if calendar == "VCALENDAR" && block == "VEVENT" => {
                EVENT_PROPERTIES.iter().any(|property| name.eq_ignore_ascii_case(property))
            }
            [(calendar, _), (block, _)] if calendar == "VCALENDAR" && block == "VTIMEZONE" => {
                name.eq_ignore_ascii_case("TZID") || name.eq_ignore_ascii_case("X-LIC-LOCATION")
            }
            _ => false,
        };
        if !is_read {
            return;
        }
        let Some(field) = Field::parse(line, text) else {
            return self.findings.mistake(line, MistakeKind::LineMalformed);
        };
        match field.name.as_str() {
            "METHOD" => {
                if let Some(calendar) = self.content.calendars.last_mut() {
                    calendar.is_cancelling = field.value.trim().eq_ignore_ascii_case("CANCEL");
                }
            }
            "TZID" => self.zone.own_name = Some(field.value.trim().to_owned()),
            "X-LIC-LOCATION" => self.zone.location = Some(field.value.trim().to_owned()),
            _ => {
                if let Some(event) = self.content.events.last_mut() {
                    event.fields.push(field);
                }
            }
        }
    }

    /// The block around this line.
    fn around(&self) -> Option<&str> {
        self.open.last().map(|(block, _)| block.as_str())
    }

    fn finish(self) -> Content {
        for (block, line) in &self.open {
            self.findings.mistake(*line, MistakeKind::BlockOpen { block: shown(block) });
        }
        if self.content.calendars.is_empty() {
            self.findings.mistake(1, MistakeKind::NotCalendar);
        }
        self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_put_together_also_in_the_middle_of_a_letter() {
        let bytes = b"\xef\xbb\xbfSUMMARY:Identit\xc3\r\n \xa0 e\r\n\t altro\r\n\r\nUID:1\n";
        let lines: Vec<_> = unfold(bytes)
            .into_iter()
            .map(|(line, bytes)| (line, String::from_utf8(bytes.into_owned()).unwrap()))
            .collect();
        let expected = [(1, "SUMMARY:Identità e altro"), (4, ""), (5, "UID:1"), (6, "")];
        assert_eq!(lines.iter().map(|(line, text)| (*line, text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_property_is_read_with_its_parameters_or_not_at_all() {
        let said = |text: &str| {
            let field = Field::parse(1, text)?;
            Some(format!("{} {:?} {}", field.name, field.parameters, field.value))
        };
        let cases = [
            ("summary:a\\, b\\nc", Some("SUMMARY [] a, b\nc")),
            ("CATEGORIES:a\\, b,c", Some("CATEGORIES [] a\\, b,c")),
            (
                "DTSTART;tzid=\"W. Europe Standard Time\":20261124T093000",
                Some("DTSTART [(\"TZID\", \"W. Europe Standard Time\")] 20261124T093000"),
            ),
            ("UID:", Some("UID [] ")),
            ("UID;:x", None),
            ("UID;A=\"b:x", None),
            ("U ID:x", None),
            ("UID", None),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text).as_deref(), expected, "{text}");
        }
    }
}

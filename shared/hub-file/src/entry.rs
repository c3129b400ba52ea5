//! Reads the fields of one entry, each on its own, so that one wrong field hides no other.

mod hours;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::limits::ID_CHARS_MAX;
use domain::what_if::ClockTime;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::limits::{DOCUMENT_CHARS_MAX, DOCUMENTS_MAX, FOLLOW_URL_CHARS_MAX, MINUTES_MAX, ONLINE_URL_CHARS_MAX};
use crate::nearest::nearest;
use crate::reader::{Reader, type_words};
use crate::rules;
use crate::schema::{Kind, kind_of};

/// A value and the line it stands on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<T> {
    /// The line, from 1.
    pub(crate) line: usize,
    /// What stands there.
    pub(crate) value: T,
}

/// A list of ids, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Ids<'d> {
    /// The ids that could be read.
    pub(crate) ids: Vec<At<&'d str>>,
    /// Whether an element or the whole list could not be read.
    pub(crate) is_partial: bool,
}

/// One entry while its fields are read.
pub(crate) struct Entry<'d, 'a, 'r> {
    kind: Kind,
    /// The entry as a message names it, such as `the area 'anagrafe'`.
    subject: String,
    line: usize,
    table: &'d DeTable<'d>,
    /// A known field and the misspelt one that stands in its place.
    misspelt: BTreeMap<&'static str, &'d str>,
    reader: &'a mut Reader<'r>,
}

type Key<'d> = Spanned<DeString<'d>>;
type Value<'d> = Spanned<DeValue<'d>>;

impl<'d, 'a, 'r> Entry<'d, 'a, 'r> {
    /// Begins an entry whose heading stands on `line`, and reports the fields it must not have.
    pub(crate) fn open(kind: Kind, line: usize, table: &'d DeTable<'d>, reader: &'a mut Reader<'r>) -> Self {
        let id = table.get("id").and_then(|id| id.get_ref().as_str());
        let subject = match (kind, id) {
            (Kind::Rules, _) => "the table [rules]".to_owned(),
            (Kind::Hub | Kind::Slip | Kind::Kiosk | Kind::Calendar | Kind::PatronSaint, _) => {
                format!("the {}", kind.word())
            }
            (_, Some(id)) => format!("the {} '{id}'", kind.word()),
            (_, None) => format!("this {}", kind.word()),
        };
        let mut entry = Self { kind, subject, line, table, misspelt: BTreeMap::new(), reader };
        entry.refuse_unknown_fields();
        entry
    }

    /// Where the entry's heading stands.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    fn refuse_unknown_fields(&mut self) {
        let names: Vec<&'static str> = self.kind.fields().iter().map(|field| field.name).collect();
        let is_heading = |key: &str| self.kind == Kind::Hub && (kind_of(key).is_some() || key == Kind::Rules.word());
        for (key, value) in self.table.iter() {
            let (word, line) = (key.get_ref().as_ref(), self.reader.lines.line(key.span().start));
            if names.contains(&word) || is_heading(word) {
                continue;
            }
            let free = names.iter().copied().filter(|name| !self.table.contains_key(*name));
            let meant = nearest(word, free.filter(|name| !self.misspelt.contains_key(name)));
            let advice = match meant.and_then(|meant| names.iter().copied().find(|name| *name == meant)) {
                Some(name) => {
                    self.misspelt.insert(name, word);
                    format!("write '{name}'")
                }
                None => remedy(self.kind, word, value.get_ref()),
            };
            let text = format!("{} has no field '{word}'; {advice}", self.subject);
            self.reader.findings.mistake(line, text);
        }
    }

    /// A field and what was written for it.
    fn find(&self, name: &'static str) -> Option<(&'d Key<'d>, &'d Value<'d>)> {
        let written = self.misspelt.get(name).copied().unwrap_or(name);
        self.table.get_key_value(written)
    }

    fn require(&mut self, name: &'static str) -> Option<(usize, &'d Value<'d>)> {
        if let Some((key, value)) = self.find(name) {
            return Some((self.reader.lines.line(key.span().start), value));
        }
        let text = format!("{} has no '{name}'; add {}", self.subject, self.kind.example(name));
        self.reader.findings.mistake(self.line, text);
        None
    }

    fn of(&self, name: &str) -> String {
        format!("'{name}' of {}", self.subject)
    }

    /// A text in quotation marks.
    fn quoted(&mut self, name: &'static str) -> Option<At<&'d str>> {
        let (line, value) = self.require(name)?;
        let what = self.of(name);
        if let Some(text) = value.get_ref().as_str() {
            return Some(At { line, value: text });
        }
        let number = value.get_ref().as_integer();
        let advice = match number {
            Some(number) => format!("put it in quotation marks: {name} = \"{number}\""),
            None => format!("write {}", self.kind.example(name)),
        };
        let text = format!("{what} is {}; {advice}", type_words(value.get_ref()));
        self.reader.findings.mistake(line, text);
        number.map(|number| At { line, value: number.as_str() })
    }

    /// A text on one line that is not empty and not too long.
    pub(crate) fn text(&mut self, name: &'static str, chars_max: usize) -> Option<At<&'d str>> {
        let text = self.quoted(name)?;
        let what = self.of(name);
        self.reader.fits(text, &what, chars_max).then_some(text)
    }

    /// A text in the languages of the hub; gives the Italian one.
    pub(crate) fn words(&mut self, name: &'static str, chars_max: usize) -> Option<At<&'d str>> {
        let (line, value) = self.require(name)?;
        let what = self.of(name);
        let example = self.kind.example(name);
        self.reader.words(line, value, &what, example, chars_max)
    }

    /// A text in the languages of the hub, which may be left out.
    pub(crate) fn words_if_named(&mut self, name: &'static str, chars_max: usize) {
        if self.find(name).is_some() {
            self.words(name, chars_max);
        }
    }

    /// A text in quotation marks, which may be left out.
    pub(crate) fn quoted_if_named(&mut self, name: &'static str) -> Option<At<&'d str>> {
        self.find(name)?;
        self.quoted(name)
    }

    /// A list of some of a few words, which may be left out.
    pub(crate) fn some_words(&mut self, name: &'static str, words: &[&str]) {
        let Some((key, value)) = self.find(name) else { return };
        let line = self.reader.lines.line(key.span().start);
        let (what, example) = (self.of(name), self.kind.example(name));
        let Some(list) = value.get_ref().as_array() else {
            let text = format!("{what} is {}; write a list: {example}", type_words(value.get_ref()));
            return self.reader.findings.mistake(line, text);
        };
        for element in list.iter() {
            let word = element.get_ref().as_str();
            if !word.is_some_and(|word| words.contains(&word)) {
                let line = self.reader.lines.line(element.span().start);
                let word = word.map_or_else(|| type_words(element.get_ref()).to_owned(), |word| format!("'{word}'"));
                let text = format!("{what} has {word}; write some of {}", words.join(", "));
                self.reader.findings.mistake(line, text);
            }
        }
    }

    /// The documents to bring; an absent list is empty.
    pub(crate) fn documents(&mut self) {
        let name = "documents";
        let Some((key, value)) = self.find(name) else { return };
        let line = self.reader.lines.line(key.span().start);
        let (what, example) = (self.of(name), self.kind.example(name));
        let Some(list) = value.get_ref().as_array() else {
            let text = format!("{what} is {}; write {example}", type_words(value.get_ref()));
            return self.reader.findings.mistake(line, text);
        };
        if list.len() > DOCUMENTS_MAX {
            let text = format!("{what} has {} elements; keep the {DOCUMENTS_MAX} that matter most", list.len());
            self.reader.findings.mistake(line, text);
        }
        for (index, element) in list.iter().enumerate() {
            let line = self.reader.lines.line(element.span().start);
            let what = format!("document {} of {}", index + 1, self.subject);
            self.reader.words(line, element, &what, example, DOCUMENT_CHARS_MAX);
        }
    }

    /// The entry's own id; a malformed one is read as the one that is proposed instead.
    pub(crate) fn id(&mut self) -> Option<At<String>> {
        let id = self.quoted("id")?;
        if rules::is_id(id.value) {
            return Some(At { line: id.line, value: id.value.to_owned() });
        }
        let proposed = rules::proposed_id(id.value);
        let advice = if proposed.is_empty() { String::new() } else { format!(", such as '{proposed}'") };
        let text = format!(
            "the {} id '{}' is malformed; use 1 to {ID_CHARS_MAX} of a-z, 0-9 and '-', a letter or digit at both \
             ends{advice}",
            self.kind.word(),
            id.value
        );
        self.reader.findings.mistake(id.line, text);
        (!proposed.is_empty()).then_some(At { line: id.line, value: proposed })
    }

    /// The id of another entry.
    pub(crate) fn reference(&mut self, name: &'static str) -> Option<At<&'d str>> {
        self.quoted(name)
    }

    /// Ids of other entries, absent only where `is_optional`.
    pub(crate) fn references(&mut self, name: &'static str, is_optional: bool) -> Ids<'d> {
        if is_optional && self.find(name).is_none() {
            return Ids::default();
        }
        let unread = Ids { ids: Vec::new(), is_partial: true };
        let Some((line, value)) = self.require(name) else { return unread };
        let what = self.of(name);
        let Some(list) = value.get_ref().as_array() else {
            let text = format!("{what} is {}; write a list: {}", type_words(value.get_ref()), self.kind.example(name));
            self.reader.findings.mistake(line, text);
            return unread;
        };
        let mut read = Ids::default();
        for element in list.iter() {
            let line = self.reader.lines.line(element.span().start);
            if let Some(id) = element.get_ref().as_str() {
                read.ids.push(At { line, value: id });
            } else {
                let text = format!("{what} holds {}; write ids in quotation marks", type_words(element.get_ref()));
                self.reader.findings.mistake(line, text);
                read.is_partial = true;
            }
        }
        read
    }

    /// A whole number of minutes within bounds.
    pub(crate) fn minutes(&mut self, name: &'static str) {
        let Some((line, value)) = self.require(name) else { return };
        self.check_number(name, line, value.get_ref(), 1..=MINUTES_MAX, "minutes");
    }

    /// Reports what is no whole number within bounds.
    fn check_number(&mut self, name: &str, line: usize, value: &DeValue<'_>, range: RangeInclusive<u32>, unit: &str) {
        let what = self.of(name);
        let text = if let Some(number) = value.as_integer() {
            let read = u32::from_str_radix(number.as_str(), number.radix());
            if read.is_ok_and(|read| range.contains(&read)) {
                return;
            }
            format!("{what} is {number}; write {} to {} {unit}", range.start(), range.end())
        } else if let Some(text) = value.as_str().filter(|text| text.parse::<u32>().is_ok()) {
            format!("{what} stands in quotation marks; write the bare number: {name} = {text}")
        } else {
            let example = self.kind.example(name);
            format!("{what} is {}; write whole {unit} as a bare number: {example}", type_words(value))
        };
        self.reader.findings.mistake(line, text);
    }

    /// Reports a field that is not there.
    pub(crate) fn needed(&mut self, name: &'static str) {
        self.require(name);
    }

    /// A whole number within bounds that may be left out.
    pub(crate) fn whole(&mut self, name: &'static str, (least, most): (u32, u32)) {
        let Some((key, value)) = self.find(name) else { return };
        let number = value.get_ref().as_integer().map(|number| u32::from_str_radix(number.as_str(), number.radix()));
        if number.is_some_and(|number| number.is_ok_and(|number| (least..=most).contains(&number))) {
            return;
        }
        let line = self.reader.lines.line(key.span().start);
        let text = format!("{} is out of its bounds; write a bare number, {least} to {most}", self.of(name));
        self.reader.findings.mistake(line, text);
    }

    /// Yes or no, which may be left out.
    pub(crate) fn yes_or_no(&mut self, name: &'static str) {
        let Some((key, value)) = self.find(name) else { return };
        if !value.get_ref().is_bool() {
            let line = self.reader.lines.line(key.span().start);
            let text = format!("{} is {}; write true or false", self.of(name), type_words(value.get_ref()));
            self.reader.findings.mistake(line, text);
        }
    }

    /// One of a few words.
    pub(crate) fn word(&mut self, name: &'static str, words: &[&str]) -> Option<At<&'d str>> {
        let word = self.quoted(name)?;
        if words.contains(&word.value) {
            return Some(word);
        }
        let text = format!("{} is '{}'; write one of {}", self.of(name), word.value, words.join(", "));
        self.reader.findings.mistake(word.line, text);
        None
    }

    /// A time of day, which may be left out.
    pub(crate) fn clock_time_if_named(&mut self, name: &'static str) {
        if self.find(name).is_none() {
            return;
        }
        let Some(text) = self.quoted(name) else { return };
        if let Err(error) = text.value.parse::<ClockTime>() {
            let text_of = format!("{}: {error}", self.of(name));
            self.reader.findings.mistake(text.line, text_of);
        }
    }

    /// One of a few words, which may be left out.
    pub(crate) fn word_if_named(&mut self, name: &'static str, words: &[&str]) {
        if self.find(name).is_some() {
            self.word(name, words);
        }
    }

    /// The letter in front of the numbers.
    pub(crate) fn letter(&mut self) -> Option<At<char>> {
        let letter = self.quoted("letter")?;
        match rules::letter(letter.value) {
            Ok(value) => Some(At { line: letter.line, value }),
            Err(advice) => {
                let text = format!("the letter '{}' of {} cannot be used; {advice}", letter.value, self.subject);
                self.reader.findings.mistake(letter.line, text);
                None
            }
        }
    }

    /// The identifying colour.
    pub(crate) fn color(&mut self) -> Option<At<&'d str>> {
        let color = self.quoted("color")?;
        match rules::color(color.value) {
            Ok(()) => Some(color),
            Err(why) => {
                let text = format!("the color '{}' of {} {why}", color.value, self.subject);
                self.reader.findings.mistake(color.line, text);
                None
            }
        }
    }

    /// Where phones reach the dispatcher, which may be left out.
    pub(crate) fn follow_url(&mut self) {
        if self.find("follow_url").is_none() {
            return;
        }
        let Some(url) = self.text("follow_url", FOLLOW_URL_CHARS_MAX) else { return };
        if let Err(advice) = rules::follow_url(url.value) {
            let text = format!("the address '{}' in {} cannot be used; {advice}", url.value, self.of("follow_url"));
            self.reader.findings.mistake(url.line, text);
        }
    }

    /// Where a service can be had without coming, which may be left out.
    pub(crate) fn online_url(&mut self) {
        let name = "online_url";
        if self.find(name).is_none() {
            return;
        }
        let Some(url) = self.text(name, ONLINE_URL_CHARS_MAX) else { return };
        if let Err(advice) = rules::online_url(url.value) {
            let text = format!("the address '{}' in {} cannot be used; {advice}", url.value, self.of(name));
            self.reader.findings.mistake(url.line, text);
        }
    }

    /// The hub's time zone.
    pub(crate) fn time_zone(&mut self) {
        let Some(zone) = self.quoted("time_zone") else { return };
        if let Err(advice) = rules::time_zone(zone.value) {
            let text = format!("the time zone '{}' does not exist; {advice}", zone.value);
            self.reader.findings.mistake(zone.line, text);
        }
    }
}

/// What to do with a field that does not exist.
fn remedy(kind: Kind, word: &str, value: &DeValue<'_>) -> String {
    let names: Vec<&str> = kind.fields().iter().map(|field| field.name).collect();
    if let Some(name) = nearest(word, names.iter().copied()) {
        return format!("remove it: '{name}' is there already");
    }
    if word == "time_zone" {
        return "move it above the first heading, to the hub".to_owned();
    }
    if kind == Kind::Hub && holds_entries(value) {
        let headings = Kind::ENTRIES.map(|kind| format!("[[{}]]", kind.word()));
        return format!("the headings are {} and [{}]", headings.join(", "), Kind::Calendar.word());
    }
    format!("remove it or take one of {}", names.join(", "))
}

/// Whether a value stands below a heading rather than behind a field.
pub(crate) fn holds_entries(value: &DeValue<'_>) -> bool {
    value.is_table() || value.as_array().is_some_and(|list| list.iter().any(|entry| entry.get_ref().is_table()))
}

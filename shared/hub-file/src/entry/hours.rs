//! Reads what says when something is open.

use std::ops::RangeInclusive;

use domain::DayDate;
use domain::calendar::{Hours, MonthDay, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{At, Entry};
use crate::limits::{HOURS_LINES_MAX, MINUTES_AROUND_MAX, QUOTA_MAX};
use crate::nearest::nearest;
use crate::reader::type_words;

/// Whose public holidays a hub can keep.
const PUBLIC_HOLIDAYS: [&str; 2] = ["italy", "none"];

impl<'d> Entry<'d, '_, '_> {
    /// The hours of a week, which may be left out; says whether they are there.
    pub(crate) fn hours(&mut self) -> bool {
        let Some((line, lines)) = self.lines_of("hours") else { return self.find("hours").is_some() };
        let what = self.of("hours");
        let mut is_each_right = true;
        for text in &lines {
            if let Err(error) = Hours::parse(&[text.value]) {
                self.reader.findings.mistake(text.line, format!("{what}: {error}"));
                is_each_right = false;
            }
        }
        let all: Vec<_> = lines.iter().map(|text| text.value).collect();
        if let Err(error) = Hours::parse(&all)
            && is_each_right
        {
            self.reader.findings.mistake(line, format!("{what}: {error}"));
        }
        true
    }

    /// The spans of an opening, at least one.
    pub(crate) fn spans(&mut self) {
        if self.require("hours").is_none() {
            return;
        }
        let Some((line, texts)) = self.lines_of("hours") else { return };
        let what = self.of("hours");
        if texts.is_empty() {
            let text = format!("{what} is empty; write at least one span, or put these days under closures");
            return self.reader.findings.mistake(line, text);
        }
        let mut spans = Vec::new();
        for text in &texts {
            match Span::parse(text.value) {
                Ok(span) => spans.push(span),
                Err(error) => self.reader.findings.mistake(text.line, format!("{what}: {error}")),
            }
        }
        if let Err(error) = Hours::in_order(&spans) {
            self.reader.findings.mistake(line, format!("{what}: {error}"));
        }
    }

    /// The texts of an optional list, where all of it can be read.
    fn lines_of(&mut self, name: &'static str) -> Option<(usize, Vec<At<&'d str>>)> {
        let (key, value) = self.find(name)?;
        let line = self.reader.lines.line(key.span().start);
        let (what, example) = (self.of(name), self.kind.example(name));
        let Some(list) = value.get_ref().as_array() else {
            let text = format!("{what} is {}; write a list: {example}", type_words(value.get_ref()));
            self.reader.findings.mistake(line, text);
            return None;
        };
        if list.len() > HOURS_LINES_MAX {
            let text = format!("{what} has {} lines; write at most {HOURS_LINES_MAX}", list.len());
            self.reader.findings.mistake(line, text);
            return None;
        }
        let mut lines = Vec::new();
        for element in list.iter() {
            let line = self.reader.lines.line(element.span().start);
            let Some(value) = element.get_ref().as_str() else {
                let text = format!("{what} holds {}; write {example}", type_words(element.get_ref()));
                self.reader.findings.mistake(line, text);
                return None;
            };
            lines.push(At { line, value });
        }
        Some((line, lines))
    }

    /// From which day on and up to which.
    pub(crate) fn days(&mut self) {
        let from = if self.require("from").is_some() { self.date("from") } else { None };
        let Some(to) = self.date("to") else { return };
        if from.is_some_and(|from| to.value < from.value) {
            let text = format!("'to' of {} is before 'from'; write the last day, or leave it out", self.subject);
            self.reader.findings.mistake(to.line, text);
        }
    }

    fn date(&mut self, name: &'static str) -> Option<At<DayDate>> {
        let (key, value) = self.find(name)?;
        let line = self.reader.lines.line(key.span().start);
        let (what, example) = (self.of(name), self.kind.example(name));
        let value = value.get_ref();
        let text = match value.as_str() {
            Some(text) => match text.parse() {
                Ok(value) => return Some(At { line, value }),
                Err(_) => format!("{what} is '{text}', which is no date; write {example}"),
            },
            None => format!("{what} is {}; write it in quotation marks: {example}", type_words(value)),
        };
        self.reader.findings.mistake(line, text);
        None
    }

    /// The day of a feast.
    pub(crate) fn day_of_year(&mut self) {
        let Some(day) = self.quoted("day") else { return };
        if let Err(error) = MonthDay::parse(day.value) {
            let text = format!("{}: {error}", self.of("day"));
            self.reader.findings.mistake(day.line, text);
        }
    }

    /// Whose public holidays are kept, which may be left out.
    pub(crate) fn public_holidays(&mut self) {
        if self.find("public_holidays").is_none() {
            return;
        }
        let Some(kept) = self.quoted("public_holidays").filter(|kept| !PUBLIC_HOLIDAYS.contains(&kept.value)) else {
            return;
        };
        let advice = nearest(kept.value, PUBLIC_HOLIDAYS).unwrap_or("italy\" or \"none");
        let text = format!("public holidays of '{}' are not known; write \"{advice}\"", kept.value);
        self.reader.findings.mistake(kept.line, text);
    }

    /// A time before or after an opening or a closing, which may be left out.
    pub(crate) fn minutes_around(&mut self, name: &'static str) {
        self.optional_number(name, 0..=MINUTES_AROUND_MAX, "minutes");
    }

    /// How many tickets a day, which may be left out.
    pub(crate) fn quota(&mut self) {
        self.optional_number("daily_quota", 1..=QUOTA_MAX, "tickets");
    }

    fn optional_number(&mut self, name: &'static str, range: RangeInclusive<u32>, unit: &str) {
        if let Some((key, value)) = self.find(name) {
            let line = self.reader.lines.line(key.span().start);
            self.check_number(name, line, value.get_ref(), range, unit);
        }
    }

    /// An id of another entry, which may be left out.
    pub(crate) fn optional_reference(&mut self, name: &'static str) -> Option<At<&'d str>> {
        self.find(name)?;
        self.quoted(name)
    }

    /// A group of fields, which may be left out.
    pub(crate) fn group(&mut self, name: &'static str) -> Option<(usize, &'d DeTable<'d>)> {
        let (key, value) = self.find(name)?;
        let line = self.reader.lines.line(key.span().start);
        if value.get_ref().as_table().is_none() {
            let (what, example) = (self.of(name), self.kind.example(name));
            let text = format!("{what} is {}; write {example}", type_words(value.get_ref()));
            self.reader.findings.mistake(line, text);
        }
        value.get_ref().as_table().map(|table| (line, table))
    }

    /// Groups of fields in a list of at most `count_max`, which may be left out.
    pub(crate) fn groups(&mut self, name: &'static str, count_max: usize) -> Vec<(usize, &'d DeTable<'d>)> {
        let Some((key, value)) = self.find(name) else { return Vec::new() };
        let line = self.reader.lines.line(key.span().start);
        let (what, example) = (self.of(name), self.kind.example(name));
        let Some(list) = value.get_ref().as_array().filter(|list| list.len() <= count_max) else {
            let text = match value.get_ref().as_array() {
                Some(list) => format!("{what} has {} elements; keep at most {count_max}", list.len()),
                None => format!("{what} is {}; write a list: {example}", type_words(value.get_ref())),
            };
            self.reader.findings.mistake(line, text);
            return Vec::new();
        };
        list.iter().filter_map(|element| self.element(element, &what, example)).collect()
    }

    fn element(
        &mut self,
        element: &'d Spanned<DeValue<'d>>,
        what: &str,
        example: &str,
    ) -> Option<(usize, &'d DeTable<'d>)> {
        let line = self.reader.lines.line(element.span().start);
        let table = element.get_ref().as_table();
        if table.is_none() {
            let text = format!("{what} holds {}; write {example}", type_words(element.get_ref()));
            self.reader.findings.mistake(line, text);
        }
        table.map(|table| (line, table))
    }
}

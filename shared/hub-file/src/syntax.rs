//! From text to a TOML document, or to every place where it is none.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::brackets;
use crate::limits::{REPAIRS_MAX, SYNTAX_REMARKS_MAX};
use crate::remark::{Findings, Lines, Remark};

/// A field or heading that stands twice.
///
/// The document keeps the first, so the rest of the file can still be checked.
pub(crate) struct Repetition {
    /// Where the second stands.
    pub(crate) span: Range<usize>,
}

/// A document and what stands twice in it.
pub(crate) struct Document<'t> {
    /// The top level.
    pub(crate) table: Spanned<DeTable<'t>>,
    /// What stands twice.
    pub(crate) repetitions: Vec<Repetition>,
}

/// Reads a document; every place that is not TOML becomes a mistake, and then there is no document.
pub(crate) fn read<'t>(text: &'t str, findings: &mut Findings) -> Option<Document<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.iter().all(is_repetition) {
        let repetitions = errors.iter().filter_map(|error| Some(Repetition { span: error.span()? })).collect();
        return Some(Document { table, repetitions });
    }
    let mut remarks = behind_open_brackets(text);
    remarks.sort();
    remarks.dedup_by_key(|remark| remark.line);
    let left_out = remarks.split_off(remarks.len().min(SYNTAX_REMARKS_MAX));
    findings.mistakes.append(&mut remarks);
    if let Some(first) = left_out.first() {
        let count = left_out.len();
        let text = format!("{count} lines from here on are not TOML either; start from assets/hubs/minimal.toml");
        findings.mistake(first.line, text);
    }
    None
}

fn is_repetition(error: &Error) -> bool {
    error.message().starts_with("duplicate key")
}

/// An open bracket swallows everything behind it, so it is closed in thought before looking further.
fn behind_open_brackets(text: &str) -> Vec<Remark> {
    let mut text = text.to_owned();
    let mut remarks = Vec::new();
    let mut last_open = None;
    for _ in 0..REPAIRS_MAX {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let has_open = errors.iter().any(is_open_bracket);
        let open = brackets::open(&text).filter(|offset| has_open && last_open != Some(*offset));
        let Some(open) = open else {
            let errors = errors.iter().filter(|error| last_open.is_none_or(|open| !has_open || offset(error) < open));
            let lines = Lines::new(&text);
            remarks.extend(errors.map(|error| remark(&text, &lines, error)));
            return remarks;
        };
        let (line, column) = Lines::new(&text).place(open);
        let bracket = &text[open..=open];
        let closing = brackets::closing(bracket);
        let words = format!("the '{bracket}' is never closed; put '{closing}' where it ends");
        remarks.push(Remark::new(line, Some(column), &words));
        text = brackets::close(&text, open);
        last_open = Some(open);
    }
    remarks
}

fn is_open_bracket(error: &Error) -> bool {
    let is_heading = error.message().starts_with("unclosed array table");
    !is_heading && ["unclosed array", "unclosed inline table"].iter().any(|open| error.message().starts_with(open))
}

fn offset(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn remark(text: &str, lines: &Lines<'_>, error: &Error) -> Remark {
    let offset = offset(error);
    let (line, column) = lines.place(offset);
    let found = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    let text = words(error.message(), found, lines.text(line));
    Remark::new(line, Some(column), &text)
}

/// What is wrong and what to do, from what the reader of TOML says.
fn words(message: &str, found: &str, line: &str) -> String {
    let begins = |start: &str| message.starts_with(start);
    if found.starts_with(['“', '”', '„', '‘', '’', '«']) {
        "curly quotation marks are not understood; write straight ones: \"\"".to_owned()
    } else if begins("string values must be quoted") && found.is_empty() {
        "there is no value behind '='; write one".to_owned()
    } else if begins("unexpected leading zero") {
        "a number does not begin with 0; write it without".to_owned()
    } else if let Some(value) = bare_value(line).filter(|_| begins("string values must be quoted") || begins("invalid"))
    {
        format!("'{value}' has no quotation marks; write \"{value}\"")
    } else if begins("string values must be quoted") {
        format!("'{found}' has no quotation marks; write \"{found}\"")
    } else if begins("missing opening quote") || begins("invalid basic string") || begins("invalid literal string") {
        "a quotation mark is missing; put one at both ends of the text".to_owned()
    } else if begins("missing escaped value") {
        "'\\' does not stand for itself in a text; write '\\\\' or leave it out".to_owned()
    } else if begins("unexpected key or value") {
        "two things stand on one line; put each on a line of its own, texts between quotation marks".to_owned()
    } else if found == ":" {
        "':' does not join field and value; write '='".to_owned()
    } else if begins("key with no value") || begins("missing assignment") {
        "'=' and a value are missing; write field = value".to_owned()
    } else if begins("invalid unquoted key") {
        format!("'{found}' cannot stand in the name of a field; use a-z and '_'")
    } else if line.trim_start().starts_with('[') {
        "the heading is incomplete; write it with two brackets on both sides, such as [[area]]".to_owned()
    } else if begins("missing table open") {
        "this closing bracket has no opening one; remove it or add the other".to_owned()
    } else if begins("missing comma") {
        "a comma is missing; put ',' in front of this".to_owned()
    } else {
        format!("this is not TOML ({}); correct this line", message.split(", expected").next().unwrap_or(message))
    }
}

/// The value of a line such as `floor = T`, where it is neither a text nor a list.
fn bare_value(line: &str) -> Option<&str> {
    let (field, value) = line.split_once('=')?;
    let value = value.split('#').next()?.trim();
    let is_field = field.trim().chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    (is_field && !value.is_empty() && !value.contains(['"', '\'', '[', ']', '{', '}', '='])).then_some(value)
}

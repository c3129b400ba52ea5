//! What is said about a place of a hub file.

use std::fmt;

use crate::limits::REMARK_CHARS_MAX;

/// One thing to know about a place of a hub file: what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1, where the place is a single sign.
    pub column: Option<usize>,
    /// What is wrong; what to do.
    pub text: String,
}

impl Remark {
    /// A remark on one line, whatever the file holds.
    pub(crate) fn new(line: usize, column: Option<usize>, text: &str) -> Self {
        let shown: Vec<char> = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        let text = if shown.len() > REMARK_CHARS_MAX {
            // The end says what to do.
            let (start, end) = (&shown[..REMARK_CHARS_MAX / 2], &shown[shown.len() - REMARK_CHARS_MAX / 2..]);
            start.iter().chain(&['…']).chain(end).collect()
        } else {
            shown.into_iter().collect()
        };
        Self { line, column, text }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(formatter, "{}:{column}: {}", self.line, self.text),
            None => write!(formatter, "{}: {}", self.line, self.text),
        }
    }
}

/// Everything found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What keeps the file from being a hub.
    pub(crate) mistakes: Vec<Remark>,
    /// What a careful administrator wants to know although the hub works.
    pub(crate) notes: Vec<Remark>,
}

impl Findings {
    /// Adds a mistake.
    pub(crate) fn mistake(&mut self, line: usize, text: String) {
        self.mistakes.push(Remark::new(line, None, &text));
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, line: usize, text: String) {
        self.notes.push(Remark::new(line, None, &text));
    }

    /// Orders everything as it stands in the file.
    pub(crate) fn sort(&mut self) {
        self.mistakes.sort();
        self.notes.sort();
    }
}

/// Where the lines of a text begin.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub(crate) fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The line and the column of a byte, both from 1, the column in characters.
    pub(crate) fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// The text of a line, without its end.
    pub(crate) fn text(&self, line: usize) -> &'t str {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// A part of the text.
    pub(crate) fn slice(&self, span: std::ops::Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }
}

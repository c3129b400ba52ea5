//! What an import gives: the bookings and notes, or everything that is wrong with it.

use std::fmt;

use domain::text::{Language, Text};
use serde::Serialize;

use crate::booking::Booking;
use crate::limits::{MISTAKES_MAX, NOTES_MAX};
use crate::mistake::MistakeKind;
use crate::note::NoteKind;

/// An import without mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The bookings in the order of the import, no id twice.
    pub bookings: Vec<Booking>,
    /// What works but could surprise, in the order of the import.
    pub notes: Vec<Note>,
}

/// Everything that is wrong with an import, in its order; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

/// One thing that keeps an import from being used.
///
/// It repeats what the import says, so it is for whoever sent the import and not for a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// The line of the file, or the position of the row, from 1.
    pub line: usize,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: MistakeKind,
}

impl Mistake {
    /// What is wrong and what to do, with its line.
    #[must_use]
    pub fn text(&self) -> Text {
        with_line(self.line, &self.kind.text())
    }
}

/// One thing to know about an import that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the file, from 1.
    pub line: usize,
    /// What could surprise.
    #[serde(flatten)]
    pub kind: NoteKind,
}

impl Note {
    /// What could surprise and what to do, with its line.
    #[must_use]
    pub fn text(&self) -> Text {
        with_line(self.line, &self.kind.text())
    }
}

fn with_line(line: usize, text: &Text) -> Text {
    Text::new(format!("Riga {line}: {}", text.it), format!("Line {line}: {}", text.en))
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text().get(Language::En))
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(Mistake::to_string).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}

/// Everything found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    mistakes: Vec<Mistake>,
    mistakes_left_out: usize,
    notes: Vec<Note>,
}

impl Findings {
    pub(crate) fn mistake(&mut self, line: usize, kind: MistakeKind) {
        if self.mistakes.len() < MISTAKES_MAX {
            self.mistakes.push(Mistake { line, kind });
        } else {
            self.mistakes_left_out += 1;
        }
    }

    pub(crate) fn note(&mut self, line: usize, kind: NoteKind) {
        if self.notes.len() < NOTES_MAX {
            self.notes.push(Note { line, kind });
        }
    }

    /// The import, or its mistakes.
    pub(crate) fn conclude(mut self, bookings: Vec<Booking>) -> Result<Import, Mistakes> {
        self.mistakes.sort_by_key(|mistake| mistake.line);
        self.notes.sort_by_key(|note| note.line);
        let Some(last) = self.mistakes.last() else {
            return Ok(Import { bookings, notes: self.notes });
        };
        if self.mistakes_left_out > 0 {
            let more = MistakeKind::MoreMistakes { count: self.mistakes_left_out };
            self.mistakes.push(Mistake { line: last.line, kind: more });
        }
        Err(Mistakes(self.mistakes))
    }
}

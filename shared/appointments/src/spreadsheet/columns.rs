//! What the first line of a spreadsheet says: the separator and where each column stands.

use csv::StringRecord;

use crate::known::plain;
use crate::mistake::MistakeKind;
use crate::note::NoteKind;
use crate::reader::{Reader, listed, shown};

/// What can separate the values of a line: Excel in Italy takes the semicolon, and its «Unicode text» the tab.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Id,
    Date,
    Time,
    Service,
    DurationMinutes,
    Location,
    Cancelled,
    Name,
    Contact,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Id,
        Self::Date,
        Self::Time,
        Self::Service,
        Self::DurationMinutes,
        Self::Location,
        Self::Cancelled,
        Self::Name,
        Self::Contact,
    ];
    const REQUIRED: [Self; 4] = [Self::Id, Self::Date, Self::Time, Self::Service];

    /// The Italian and the English name.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["codice", "id"],
            Self::Date => ["data", "date"],
            Self::Time => ["ora", "time"],
            Self::Service => ["servizio", "service"],
            Self::DurationMinutes => ["durata_minuti", "duration_minutes"],
            Self::Location => ["sede", "location"],
            Self::Cancelled => ["annullato", "cancelled"],
            Self::Name => ["nome", "name"],
            Self::Contact => ["contatto", "contact"],
        }
    }

    fn called(word: &str) -> Option<Self> {
        let word = plain(word).replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|column| column.words().contains(&word.as_str()))
    }
}

/// The separator of a text: what its first line has most of, outside quotation marks.
pub(crate) fn separator(first_line: &str) -> u8 {
    let count = |separator: u8| {
        let mut is_quoted = false;
        let is_outside = |byte: &u8| {
            is_quoted ^= *byte == b'"';
            !is_quoted && *byte == separator
        };
        first_line.as_bytes().iter().copied().filter(is_outside).count()
    };
    // Of equally many the last is taken, so the comma comes last where there is none.
    let [semicolon, comma, tab] = SEPARATORS;
    [tab, semicolon, comma].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(comma)
}

/// Where each column stands.
pub(crate) struct Columns {
    /// Each column that is there: which, its place, and what the file calls it.
    found: Vec<(Column, usize, String)>,
    /// How many columns there are, also those that mean nothing.
    pub(crate) count: usize,
}

impl Columns {
    /// Reads the first line; `None` if it names no column at all.
    pub(crate) fn read(line: usize, header: &StringRecord, reader: &mut Reader) -> Option<Self> {
        let mut found: Vec<(Column, usize, String)> = Vec::new();
        let mut ignored = Vec::new();
        for (place, word) in header.iter().enumerate() {
            match Column::called(word) {
                Some(column) if found.iter().any(|(other, _, _)| *other == column) => {
                    reader.mistake(line, MistakeKind::FieldTwice { field: shown(word) });
                }
                Some(column) => found.push((column, place, shown(word))),
                None if word.trim().is_empty() => (),
                None => ignored.push(word),
            }
        }
        if found.is_empty() {
            reader.mistake(line, MistakeKind::NoColumns);
            return None;
        }
        for column in Column::REQUIRED.into_iter().filter(|column| found.iter().all(|(other, _, _)| other != column)) {
            let [italian, english] = column.words().map(str::to_owned);
            reader.mistake(line, MistakeKind::ColumnMissing { italian, english });
        }
        if !ignored.is_empty() {
            reader.findings.note(line, NoteKind::ColumnsIgnored { columns: listed(ignored.into_iter()) });
        }
        Some(Self { found, count: header.len() })
    }

    /// The value of a column and what the file calls it; `None` if there is no such column.
    pub(crate) fn value<'c>(&'c self, column: Column, row: &'c StringRecord) -> Option<(&'c str, &'c str)> {
        let (_, place, word) = self.found.iter().find(|(other, _, _)| *other == column)?;
        Some((word, row.get(*place).unwrap_or_default().trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_what_the_first_line_has_most_of() {
        let cases = [
            ("id,date,time", b','),
            ("codice;data;ora", b';'),
            ("codice\tdata\tora", b'\t'),
            ("\"a,b,c,d\";data;ora", b';'),
            ("id", b','),
            ("", b','),
        ];
        for (line, expected) in cases {
            assert_eq!(separator(line), expected, "{line}");
        }
    }
}

//! Rows of a CSV file by the names of their columns.

use csv::{ReaderBuilder, StringRecord};

use crate::mistake::Mistakes;

/// No moment is later, in minutes after midnight: two days.
pub(crate) const MINUTE_MAX: f64 = 2_880.0;
/// No file has more rows.
const ROWS_MAX: usize = 100_000;

/// The rows of a file, each with its line.
pub(crate) struct Rows {
    /// The wanted columns, each with where it stands in the file.
    columns: Vec<(&'static str, usize)>,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) line: u64,
    record: StringRecord,
}

/// Reads rows that have at least these columns, whatever their order; of a name, anything in brackets is ignored.
pub(crate) fn read(text: &str, columns: &[&'static str], mistakes: &mut Mistakes<'_>) -> Option<Rows> {
    let mut reader = ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            mistakes.add(Some(1), error.to_string());
            return None;
        }
    };
    let name = |header: &str| header.split_once('(').map_or(header, |(name, _)| name).to_owned();
    let names: Vec<String> = headers.iter().map(name).collect();
    let missing: Vec<_> = columns.iter().filter(|column| !names.iter().any(|name| name == *column)).copied().collect();
    if !missing.is_empty() {
        mistakes.add(Some(1), format!("the columns {} are missing", missing.join(", ")));
        return None;
    }
    let place = |column: &&'static str| Some((*column, names.iter().position(|name| name == column)?));
    let columns = columns.iter().filter_map(place).collect();
    let mut rows = Vec::new();
    for record in reader.into_records() {
        match record {
            Ok(record) => rows.push(Row { line: record.position().map_or(0, csv::Position::line), record }),
            Err(error) => mistakes.add(error.position().map(csv::Position::line), error.to_string()),
        }
        if rows.len() > ROWS_MAX {
            mistakes.add(None, format!("more than {ROWS_MAX} rows"));
            return None;
        }
    }
    Some(Rows { columns, rows })
}

impl Rows {
    fn text<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let place = self.columns.iter().find(|(name, _)| *name == column).map(|(_, place)| *place);
        place.and_then(|place| row.record.get(place)).unwrap_or_default()
    }
}

/// Reads the fields of one row and remembers what is wrong.
pub(crate) struct Fields<'r, 'm, 'f> {
    pub(crate) rows: &'r Rows,
    pub(crate) row: &'r Row,
    pub(crate) mistakes: &'m mut Mistakes<'f>,
}

impl Fields<'_, '_, '_> {
    pub(crate) fn wrong(&mut self, what: impl Into<String>) {
        self.mistakes.add(Some(self.row.line), what);
    }

    /// A moment or duration; `None` where the field is empty or wrong.
    pub(crate) fn minutes(&mut self, column: &str) -> Option<f64> {
        let text = self.rows.text(self.row, column);
        if text.is_empty() {
            return None;
        }
        let minutes = text.parse::<f64>().ok().filter(|minutes| (0.0..=MINUTE_MAX).contains(minutes));
        if minutes.is_none() {
            self.wrong(format!("{} is '{text}'; it has to be minutes from 0 to {MINUTE_MAX}", column));
        }
        minutes
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, column: &str, end: usize) -> Option<usize> {
        let text = self.rows.text(self.row, column);
        let number = text.parse::<usize>().ok().filter(|number| *number < end);
        if number.is_none() {
            self.wrong(format!("{} is '{text}'; it has to be a whole number below {end}", column));
        }
        number
    }

    /// A number below `end`, or −1 for none.
    pub(crate) fn below_or_none(&mut self, column: &str, end: usize) -> Option<usize> {
        if self.rows.text(self.row, column) == "-1" { None } else { self.below(column, end) }
    }

    pub(crate) fn is_empty(&self, column: &str) -> bool {
        self.rows.text(self.row, column).is_empty()
    }
}

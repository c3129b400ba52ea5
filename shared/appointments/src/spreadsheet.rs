//! Bookings in CSV, as spreadsheets and booking systems export them.

mod columns;
mod text;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use csv::{ReaderBuilder, StringRecord};
use domain::catalog::Catalog;
use domain::ids::{LocationId, ServiceId};

use crate::booking::{Booking, Person};
use crate::import::{Import, Mistakes};
use crate::known::plain;
use crate::limits::{BOOKINGS_MAX, CONTACT_CHARS_MAX, PERSON_NAME_CHARS_MAX};
use crate::mistake::MistakeKind;
use crate::reader::{Reader, Seen, shown};
use crate::times;
use columns::{Column, Columns};

/// What Excel writes in front of the columns to say which separator it takes.
const SEPARATOR_HINT: &str = "sep=";
const YES: [&str; 10] = ["sì", "si", "s", "yes", "y", "true", "vero", "1", "x", "annullato"];
const NO: [&str; 6] = ["", "no", "n", "false", "falso", "0"];

/// Reads bookings in CSV; dates and times are those of `zone`.
///
/// The first line names the columns, in Italian or English: `codice`/`id`, `data`/`date`, `ora`/`time` and
/// `servizio`/`service` are needed; `durata_minuti`/`duration_minutes`, `sede`/`location`, `annullato`/`cancelled`,
/// `nome`/`name` and `contatto`/`contact` may be there.
/// Values are separated by semicolon, comma or tab, and several services of one booking by `+` or, between quotation marks, comma.
/// UTF-8, UTF-16 with its mark and, as Excel in Italy saves it, Windows-1252 are read.
///
/// # Errors
/// [`Mistakes`] with everything that is wrong.
pub fn read_csv(bytes: &[u8], catalog: &Catalog, zone: Tz) -> Result<Import, Mistakes> {
    let mut reader = Reader::new(catalog);
    let bookings = match text::decode(bytes, &mut reader.findings) {
        Some(text) => read_text(&text, zone, &mut reader),
        None => Vec::new(),
    };
    reader.findings.conclude(bookings)
}

fn read_text(text: &str, zone: Tz, reader: &mut Reader) -> Vec<Booking> {
    let (hint, table) = separator_hint(text);
    let separator = hint.unwrap_or_else(|| columns::separator(table.trim_start().lines().next().unwrap_or_default()));
    let mut rows = Rows::new(text, table, separator);
    let Some(header) = rows.next(reader) else {
        reader.mistake(1, MistakeKind::FileEmpty);
        return Vec::new();
    };
    let Some(columns) = Columns::read(header.line, &header.record, reader) else { return Vec::new() };
    let mut seen = Seen::default();
    let mut bookings = Vec::new();
    let mut count = 0;
    while let Some(row) = rows.next(reader) {
        count += 1;
        if count > BOOKINGS_MAX {
            reader.mistake(row.line, MistakeKind::TooManyBookings { most: BOOKINGS_MAX });
            break;
        }
        // What a quotation mark swallowed makes no sense, and it is reported already.
        if row.is_whole {
            let mut row = RowReader { line: row.line, record: &row.record, columns: &columns, reader };
            bookings.extend(row.booking(zone, &mut seen));
        }
    }
    bookings
}

/// The separator that Excel's hint names, and the text behind the hint.
fn separator_hint(text: &str) -> (Option<u8>, &str) {
    let (first_line, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first_line.trim_end_matches('\r').strip_prefix(SEPARATOR_HINT).map(str::as_bytes) {
        Some([separator @ (b';' | b',' | b'\t')]) => (Some(*separator), rest),
        _ => (None, text),
    }
}

/// A row that is not blank.
struct Row {
    /// The line of its beginning, from 1.
    line: usize,
    record: StringRecord,
    /// Whether every quotation mark in it is closed.
    is_whole: bool,
}

/// The rows that are not blank.
struct Rows<'t> {
    table: &'t str,
    csv: csv::Reader<&'t [u8]>,
    /// Up to where lines are counted, in bytes of the table.
    counted_bytes: usize,
    line: usize,
}

impl<'t> Rows<'t> {
    fn new(text: &str, table: &'t str, separator: u8) -> Self {
        let hint = text.get(..text.len() - table.len()).unwrap_or_default();
        let csv =
            ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(table.as_bytes());
        Self { table, csv, counted_bytes: 0, line: hint.matches('\n').count() + 1 }
    }

    /// The next row; reports rows of which a quotation mark is never closed.
    fn next(&mut self, reader: &mut Reader) -> Option<Row> {
        let mut record = StringRecord::new();
        loop {
            let start = self.position();
            if !self.csv.read_record(&mut record).unwrap_or_default() {
                return None;
            }
            let raw = self.table.get(start..self.position()).unwrap_or_default();
            // Ends of lines in front of a row belong to those before it.
            let line = self.line_of(start + raw.len() - raw.trim_start_matches(['\r', '\n']).len());
            let is_whole = raw.matches('"').count() % 2 == 0;
            if !is_whole {
                reader.mistake(line, MistakeKind::QuoteOpen);
            }
            if record.iter().any(|value| !value.trim().is_empty()) {
                return Some(Row { line, record, is_whole });
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.csv.position().byte()).unwrap_or(self.table.len())
    }

    fn line_of(&mut self, offset: usize) -> usize {
        let between = self.table.get(self.counted_bytes..offset).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.counted_bytes = self.counted_bytes.max(offset);
        self.line
    }
}

/// A row while it is read.
struct RowReader<'r> {
    line: usize,
    record: &'r StringRecord,
    columns: &'r Columns,
    reader: &'r mut Reader,
}

impl<'r> RowReader<'r> {
    fn booking(&mut self, zone: Tz, seen: &mut Seen) -> Option<Booking> {
        if self.record.iter().skip(self.columns.count).any(|value| !value.trim().is_empty()) {
            self.reader.mistake(self.line, MistakeKind::TooManyValues { columns: self.columns.count });
        }
        let id = self.required(Column::Id).and_then(|(field, text)| self.reader.id(self.line, field, text));
        let id = id.filter(|id| seen.is_first(self.line, id, &mut self.reader.findings));
        let starts_at = self.starts_at(zone);
        let cancelled = self.cancelled();
        let services = self.services(cancelled.unwrap_or_default());
        let duration = self.duration();
        let location = self.location();
        let person = self.person();
        Some(Booking {
            id: id?,
            starts_at: starts_at?,
            duration_minutes: duration?,
            services: services?,
            location: location?,
            cancelled: cancelled?,
            person: person?,
        })
    }

    /// A value and the name of its column; empty ones count as none.
    fn value(&self, column: Column) -> Option<(&'r str, &'r str)> {
        self.columns.value(column, self.record).filter(|(_, text)| !text.is_empty())
    }

    /// A value that has to be there; a missing column is reported already.
    fn required(&mut self, column: Column) -> Option<(&'r str, &'r str)> {
        let (field, text) = self.columns.value(column, self.record)?;
        if text.is_empty() {
            self.reader.mistake(self.line, MistakeKind::ValueMissing { field: field.to_owned() });
            return None;
        }
        Some((field, text))
    }

    fn starts_at(&mut self, zone: Tz) -> Option<DateTime<Utc>> {
        let (date, time) = (self.required(Column::Date), self.required(Column::Time));
        let date = date.and_then(|(_, text)| {
            let date = times::date(text);
            if date.is_none() {
                self.reader.mistake(self.line, MistakeKind::DateMalformed { text: shown(text) });
            }
            date
        });
        let time = time.and_then(|(_, text)| {
            let time = times::time(text);
            if time.is_none() {
                self.reader.mistake(self.line, MistakeKind::TimeMalformed { text: shown(text) });
            }
            time
        });
        self.reader.moment(self.line, NaiveDateTime::new(date?, time?), zone)
    }

    fn cancelled(&mut self) -> Option<bool> {
        let text = self.value(Column::Cancelled).map_or("", |(_, text)| text);
        let word = plain(text);
        let is_yes = YES.contains(&word.as_str());
        if !is_yes && !NO.contains(&word.as_str()) {
            self.reader.mistake(self.line, MistakeKind::CancelledMalformed { text: shown(text) });
            return None;
        }
        Some(is_yes)
    }

    fn services(&mut self, is_cancelled: bool) -> Option<Vec<ServiceId>> {
        let text = if is_cancelled {
            self.value(Column::Service).map_or("", |(_, text)| text)
        } else {
            self.required(Column::Service)?.1
        };
        let words = self.reader.known.service_words(text);
        if words.is_empty() && !is_cancelled {
            self.reader.mistake(self.line, MistakeKind::UnknownService { service: shown(text) });
            return None;
        }
        self.reader.services(self.line, &words, is_cancelled)
    }

    fn duration(&mut self) -> Option<Option<u16>> {
        let Some((_, text)) = self.value(Column::DurationMinutes) else { return Some(None) };
        self.reader.duration(self.line, times::number(text).map(u64::from), text).map(Some)
    }

    fn location(&mut self) -> Option<Option<LocationId>> {
        let Some((_, text)) = self.value(Column::Location) else { return Some(None) };
        self.reader.location(self.line, text).map(Some)
    }

    /// The person as far as anything is known; `None` if something is wrong.
    fn person(&mut self) -> Option<Option<Person>> {
        let (name_field, name) = self.value(Column::Name).unwrap_or_default();
        let (contact_field, contact) = self.value(Column::Contact).unwrap_or_default();
        let name = self.reader.text(self.line, name_field, name, PERSON_NAME_CHARS_MAX);
        let contact = self.reader.text(self.line, contact_field, contact, CONTACT_CHARS_MAX);
        Some(Person::known(name?, contact?))
    }
}

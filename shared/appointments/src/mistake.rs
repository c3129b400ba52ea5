//! What can be wrong with an import.

mod text;

use chrono::NaiveDateTime;
use serde::Serialize;

/// What is wrong at one place of an import; its words stand in `text`.
///
/// A `field` is named as the import names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MistakeKind {
    /// The import has too many bytes.
    FileTooLarge {
        /// The largest import, in bytes.
        most: usize,
    },
    /// There is nothing in it.
    FileEmpty,
    /// It is a workbook and not text.
    Workbook,
    /// Some bytes are no text.
    NotText,
    /// There are too many bookings.
    TooManyBookings {
        /// How many there can be.
        most: usize,
    },
    /// There are more mistakes than are listed.
    MoreMistakes {
        /// How many are not listed.
        count: usize,
    },

    /// No word of the first line is the name of a column.
    NoColumns,
    /// A column is missing.
    ColumnMissing {
        /// Its Italian name.
        italian: String,
        /// Its English name.
        english: String,
    },
    /// A column, or a property of an event, stands twice.
    FieldTwice {
        /// Its name.
        field: String,
    },
    /// A row has more values than there are columns.
    TooManyValues {
        /// How many columns there are.
        columns: usize,
    },
    /// A quotation mark is never closed.
    QuoteOpen,

    /// A value is missing.
    ValueMissing {
        /// Where.
        field: String,
    },
    /// A text is too long.
    TextTooLong {
        /// Where.
        field: String,
        /// The longest text, in characters.
        most: usize,
    },
    /// A text holds a line break or another sign that cannot be shown.
    SignNotAllowed {
        /// Where.
        field: String,
    },
    /// A booking stands twice.
    IdTwice {
        /// Its id.
        id: String,
        /// Where it stood before: the line or row, from 1.
        first_line: usize,
    },
    /// A date cannot be read.
    DateMalformed {
        /// What stands there.
        text: String,
    },
    /// A time cannot be read.
    TimeMalformed {
        /// What stands there.
        text: String,
    },
    /// The clocks skip this time.
    TimeSkipped {
        /// The local time.
        time: NaiveDateTime,
        /// The time zone.
        zone: String,
    },
    /// The year is a slip of the pen.
    YearOutOfRange {
        /// The year.
        year: i32,
        /// The earliest that can be.
        least: i32,
        /// The latest that can be.
        most: i32,
    },
    /// A duration is no number of minutes that can be.
    DurationMalformed {
        /// What stands there.
        text: String,
        /// The longest, in minutes.
        most: u16,
    },
    /// Neither yes nor no.
    CancelledMalformed {
        /// What stands there.
        text: String,
    },
    /// No such service in the hub.
    UnknownService {
        /// What stands there.
        service: String,
    },
    /// Several services of the hub have this name.
    AmbiguousService {
        /// What stands there.
        service: String,
        /// Their ids, with commas between them.
        ids: String,
    },
    /// The same service was named twice.
    ServiceTwice {
        /// The service.
        service: String,
    },
    /// More services than a visit can have.
    TooManyServices {
        /// How many it can have.
        most: usize,
    },
    /// No such location in the hub.
    UnknownLocation {
        /// What stands there.
        location: String,
    },
    /// Several locations of the hub have this name.
    AmbiguousLocation {
        /// What stands there.
        location: String,
        /// Their ids, with commas between them.
        ids: String,
    },

    /// The file is no iCalendar.
    NotCalendar,
    /// A line is no property.
    LineMalformed,
    /// A block is never closed.
    BlockOpen {
        /// Its name.
        block: String,
    },
    /// A block is closed that was never opened.
    BlockNotOpen {
        /// Its name.
        block: String,
    },
    /// Too many blocks stand inside each other to go on reading.
    BlocksTooDeep {
        /// How many there can be.
        most: usize,
    },
    /// The event names no service of the hub.
    NoService,
    /// The event lasts all day.
    AllDay,
    /// The event repeats.
    Recurring {
        /// The property that says so.
        field: String,
    },
    /// A date with time cannot be read.
    MomentMalformed {
        /// Where.
        field: String,
        /// What stands there.
        text: String,
    },
    /// A time zone is unknown.
    UnknownZone {
        /// What stands there.
        zone: String,
    },
    /// The event ends before it begins.
    EndsBeforeStart,
    /// A number cannot be read.
    NumberMalformed {
        /// Where.
        field: String,
        /// What stands there.
        text: String,
    },
}

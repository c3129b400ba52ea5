//! Every bound of an import as a named constant with its unit.

/// Largest import, in bytes.
pub const IMPORT_BYTES_MAX: usize = 1024 * 1024;
/// Most bookings of one import.
pub const BOOKINGS_MAX: usize = 5_000;
/// Longest id of a booking, in characters; RFC 7986 allows calendars as many bytes, and Outlook's ids have 112.
pub const BOOKING_ID_CHARS_MAX: usize = 255;
/// Longest duration of a booking, in minutes: a working day.
pub const DURATION_MINUTES_MAX: u16 = 480;
/// Longest name of a person, in characters.
pub const PERSON_NAME_CHARS_MAX: usize = 120;
/// Longest contact of a person, in characters: the longest address of electronic mail.
pub const CONTACT_CHARS_MAX: usize = 254;
/// Earliest year a booking can lie in; what is before is a slip of the pen.
pub const BOOKING_YEAR_MIN: i32 = 2000;
/// Latest year a booking can lie in.
pub const BOOKING_YEAR_MAX: i32 = 2100;
/// Most mistakes that are listed; the rest is counted.
pub const MISTAKES_MAX: usize = 200;
/// Most notes that are listed.
pub const NOTES_MAX: usize = 50;
/// How much of a value a mistake or a note repeats, in characters.
pub(crate) const SHOWN_CHARS_MAX: usize = 60;
/// Most names a mistake or a note lists.
pub(crate) const LISTED_MAX: usize = 8;
/// Most blocks of a calendar inside each other; an alarm inside an event inside a calendar makes three.
pub(crate) const BLOCKS_DEPTH_MAX: usize = 8;
/// Longest number inside a date, a time or a duration, in digits.
pub(crate) const NUMBER_DIGITS_MAX: usize = 5;

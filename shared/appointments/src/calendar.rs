//! Bookings in iCalendar (RFC 5545), as calendars export them.

mod content;
mod event;
mod latest;
mod zones;

use chrono_tz::Tz;
use domain::catalog::Catalog;

use crate::import::{Import, Mistakes};
use crate::limits::{BOOKINGS_MAX, IMPORT_BYTES_MAX};
use crate::mistake::MistakeKind;
use crate::reader::Reader;
use latest::Latest;

/// Reads the events of a calendar as bookings; times without a zone are those of `zone`.
///
/// The id is the `UID`; of several events with the same one, that with the highest `SEQUENCE` counts, and of those the
/// one modified last.
/// Services are named by `X-SPORTELLO-SERVICE` or `CATEGORIES`, by id or name.
/// An event is cancelled by its `STATUS` or by the calendar's `METHOD`.
/// Events that last all day or repeat are refused.
///
/// # Errors
/// [`Mistakes`] with everything that is wrong.
pub fn read_calendar(bytes: &[u8], catalog: &Catalog, zone: Tz) -> Result<Import, Mistakes> {
    let mut reader = Reader::new(catalog);
    if bytes.len() > IMPORT_BYTES_MAX {
        reader.mistake(1, MistakeKind::FileTooLarge { most: IMPORT_BYTES_MAX });
        return reader.findings.conclude(Vec::new());
    }
    let content = content::read(bytes, &mut reader.findings);
    let zones = zones::Zones::new(zone, &content.zones);
    let mut latest = Latest::default();
    for (index, event) in content.events.iter().enumerate() {
        if index == BOOKINGS_MAX {
            reader.mistake(event.line, MistakeKind::TooManyBookings { most: BOOKINGS_MAX });
            break;
        }
        let is_cancelled = content.calendars.get(event.calendar).is_some_and(|calendar| calendar.is_cancelling);
        if let Some((version, booking)) = event::booking(event, is_cancelled, &zones, &mut reader) {
            latest.add(event.line, version, booking, &mut reader.findings);
        }
    }
    reader.findings.conclude(latest.bookings())
}

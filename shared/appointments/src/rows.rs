//! Rows that a program sent, each a booking already.

use chrono::Datelike;
use domain::catalog::Catalog;

use crate::booking::{Booking, Person};
use crate::import::{Import, Mistakes};
use crate::limits::{BOOKINGS_MAX, CONTACT_CHARS_MAX, PERSON_NAME_CHARS_MAX};
use crate::mistake::MistakeKind;
use crate::reader::{Reader, Seen};

/// Checks rows that were read from JSON; a service or location may be named as in the hub instead of by its id.
///
/// # Errors
/// [`Mistakes`] with everything that is wrong; the line of a mistake is the position of the row, from 1.
pub fn check_rows(rows: Vec<Booking>, catalog: &Catalog) -> Result<Import, Mistakes> {
    let mut reader = Reader::new(catalog);
    if rows.len() > BOOKINGS_MAX {
        reader.mistake(BOOKINGS_MAX + 1, MistakeKind::TooManyBookings { most: BOOKINGS_MAX });
        return reader.findings.conclude(Vec::new());
    }
    let mut seen = Seen::default();
    let mut bookings = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        bookings.extend(check_row(index + 1, row, &mut reader, &mut seen));
    }
    reader.findings.conclude(bookings)
}

fn check_row(row: usize, booking: Booking, reader: &mut Reader, seen: &mut Seen) -> Option<Booking> {
    let id = reader.id(row, "id", &booking.id.0).filter(|id| seen.is_first(row, id, &mut reader.findings));
    let is_possible_year = reader.is_possible_year(row, booking.starts_at.year());
    let duration = match booking.duration_minutes {
        None => Some(None),
        Some(minutes) => reader.duration(row, Some(u64::from(minutes)), &minutes.to_string()).map(Some),
    };
    let words: Vec<&str> = booking.services.iter().map(domain::ids::ServiceId::as_str).collect();
    let services = reader.services(row, &words, booking.cancelled);
    if words.is_empty() && !booking.cancelled {
        reader.mistake(row, MistakeKind::ValueMissing { field: "services".to_owned() });
    }
    let location = match &booking.location {
        None => Some(None),
        Some(location) => reader.location(row, location.as_str()).map(Some),
    };
    let person = match &booking.person {
        None => Some(None),
        Some(person) => check_person(row, person, reader),
    };
    is_possible_year.then_some(Booking {
        id: id?,
        starts_at: booking.starts_at,
        duration_minutes: duration?,
        services: services?,
        location: location?,
        cancelled: booking.cancelled,
        person: person?,
    })
}

/// The person as far as anything is known; `None` if something is wrong.
fn check_person(row: usize, person: &Person, reader: &mut Reader) -> Option<Option<Person>> {
    let name = reader.text(row, "name", &person.name, PERSON_NAME_CHARS_MAX);
    let contact = reader.text(row, "contact", &person.contact, CONTACT_CHARS_MAX);
    Some(Person::known(name?, contact?))
}

//! The book of appointments: a table of its own, because what is booked can change and personal data can be deleted.

use std::ops::Range;

use chrono::{Datelike, SecondsFormat};
use domain::Timestamp;
use domain::appointment::Appointment;
use domain::check_in::CheckInCode;
use domain::ids::{AppointmentId, HubId};
use rusqlite::{Connection, Row, Transaction, params};

use super::Step;
use crate::{AppendError, FoundBookings, KeptPerson, StoreError, StoredBooking};

/// The last year that is written with four digits.
const YEAR_MAX: i32 = 9_999;

pub(super) fn upsert<'b>(
    transaction: &Transaction<'_>,
    hub: &HubId,
    bookings: impl Iterator<Item = &'b StoredBooking>,
) -> Result<(), Step> {
    let mut upsert = transaction.prepare_cached(
        "INSERT INTO booking(hub, id, starts_at, code, body, is_cancelled, person, is_person_forgotten) \
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(hub, id) DO UPDATE SET starts_at = ?3, code = ?4, \
         body = ?5, is_cancelled = ?6, person = ?7, is_person_forgotten = ?8",
    )?;
    for booking in bookings {
        let appointment = &booking.appointment;
        let body = serde_json::to_string(appointment).map_err(|error| {
            Step::Refused(AppendError::Unavailable(format!("a booking cannot be written: {error}")))
        })?;
        let (id, starts_at, code) =
            (appointment.id.as_str(), sortable(appointment.starts_at), appointment.code.to_string());
        let is_forgotten = booking.person == KeptPerson::Forgotten;
        let person = booking.person.known();
        upsert.execute(params![hub.as_str(), id, starts_at, code, body, booking.is_cancelled, person, is_forgotten])?;
    }
    Ok(())
}

/// A moment so that texts sort as moments do; one whose year has a sign or five digits sorts before or after all others.
fn sortable(moment: Timestamp) -> String {
    match moment.year() {
        ..0 => String::new(),
        YEAR_MAX.. => format!("{YEAR_MAX}-12-31T23:59:60Z"),
        _ => moment.to_rfc3339_opts(SecondsFormat::Nanos, true),
    }
}

pub(super) fn of_span(
    connection: &Connection,
    hub: &HubId,
    span: &Range<Timestamp>,
    limit: usize,
) -> Result<FoundBookings, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT id, body, is_cancelled, person, is_person_forgotten FROM booking \
         WHERE hub = ?1 AND starts_at >= ?2 AND starts_at < ?3 ORDER BY starts_at, id LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = select.query(params![hub.as_str(), sortable(span.start), sortable(span.end), limit])?;
    let mut found = FoundBookings::default();
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(booking) => found.bookings.push(booking),
            Err(StoreError::Damaged { .. }) => found.damaged += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

pub(super) fn one(
    connection: &Connection,
    hub: &HubId,
    id: &AppointmentId,
) -> Result<Option<StoredBooking>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT id, body, is_cancelled, person, is_person_forgotten FROM booking WHERE hub = ?1 AND id = ?2",
    )?;
    let mut rows = select.query(params![hub.as_str(), id.as_str()])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row<'_>) -> Result<StoredBooking, StoreError> {
    let damaged = |id: String, why: &str| StoreError::Damaged { place: format!("booking {id}"), why: why.to_owned() };
    let appointment: Appointment = serde_json::from_str(&row.get::<_, String>(1)?)
        // What the reader of JSON says repeats what stands there, so it is not told.
        .map_err(|_| damaged(row.get(0).unwrap_or_default(), "it is not as it was written"))?;
    let person = match (row.get::<_, bool>(4)?, row.get::<_, Option<String>>(3)?) {
        (true, _) => KeptPerson::Forgotten,
        (false, Some(data)) => KeptPerson::Known(data),
        (false, None) => KeptPerson::Unknown,
    };
    Ok(StoredBooking { appointment, is_cancelled: row.get(2)?, person })
}

pub(super) fn count(connection: &Connection, hub: &HubId, span: &Range<Timestamp>) -> Result<usize, StoreError> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM booking WHERE hub = ?1 AND starts_at >= ?2 AND starts_at < ?3")?
        .query_row(params![hub.as_str(), sortable(span.start), sortable(span.end)], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

pub(super) fn has_code(
    connection: &Connection,
    hub: &HubId,
    code: &CheckInCode,
    from: Timestamp,
) -> Result<bool, StoreError> {
    let mut select =
        connection.prepare_cached("SELECT 1 FROM booking WHERE hub = ?1 AND code = ?2 AND starts_at >= ?3")?;
    Ok(select.exists(params![hub.as_str(), code.to_string(), sortable(from)])?)
}

pub(super) fn forget_person(connection: &Connection, hub: &HubId, id: &AppointmentId) -> Result<bool, StoreError> {
    let forgotten = connection.execute(
        "UPDATE booking SET person = NULL, is_person_forgotten = 1 \
         WHERE hub = ?1 AND id = ?2 AND is_person_forgotten = 0",
        params![hub.as_str(), id.as_str()],
    )?;
    Ok(forgotten > 0)
}

pub(super) fn forget_persons(connection: &Connection, hub: &HubId, before: Timestamp) -> Result<usize, StoreError> {
    Ok(connection.execute(
        "UPDATE booking SET person = NULL, is_person_forgotten = 1 \
         WHERE hub = ?1 AND starts_at < ?2 AND person IS NOT NULL",
        params![hub.as_str(), sortable(before)],
    )?)
}

pub(super) fn prune(connection: &Connection, hub: &HubId, before: Timestamp) -> Result<usize, StoreError> {
    Ok(connection
        .execute("DELETE FROM booking WHERE hub = ?1 AND starts_at < ?2", params![hub.as_str(), sortable(before)])?)
}

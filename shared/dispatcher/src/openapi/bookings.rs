//! The routes of appointments: the forms bookings come in, their bounds, their refusals, and examples.

use appointments::limits::{BOOKING_ID_CHARS_MAX, BOOKINGS_MAX, IMPORT_BYTES_MAX};
use domain::appointment::AppointmentState;
use domain::catalog::Catalog;
use domain::ids::{AppointmentId, Seq};
use domain::view::{AppointmentRow, AppointmentsView};
use protocol::{
    AppointmentsFrame, AppointmentsImported, BookedPerson, COMMAND_ID_HEADER, ImportKind, ImportedAppointment, route,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::answers::{by_status, refuse};
use super::{narrow, object};
use crate::problem;

const ID: &str = "b-17";
const CODE: &str = "K7M4-2QXD";
const TIME: &str = "2026-06-01T08:30:00Z";

pub(super) fn describe(document: &mut Value, catalog: &Catalog) {
    let id = object(document, &["components", "schemas", "AppointmentId"]);
    (id["minLength"], id["maxLength"], id["examples"]) = (json!(1), json!(BOOKING_ID_CHARS_MAX), json!([ID]));
    describe_booking(document);
    describe_bodies(document, catalog);
    for parameter in parameters(document, route::APPOINTMENTS, "post") {
        if parameter["name"] == COMMAND_ID_HEADER {
            (parameter["schema"], parameter["example"]) = (narrow::command_id(), json!("0123456789abcdef"));
        }
    }
    for method in ["get", "delete"] {
        for parameter in parameters(document, route::APPOINTMENT_PERSON, method) {
            parameter["schema"] = json!({ "$ref": "#/components/schemas/AppointmentId" });
            parameter["example"] = json!(ID);
        }
    }
    refuse_all(document);
    answer(document, route::APPOINTMENTS, "get", &frame(catalog));
    answer(document, route::APPOINTMENTS, "post", &imported());
    let person = BookedPerson { name: "Maria Rossi".to_owned(), contact: "maria.rossi@example.org".to_owned() };
    answer(document, route::APPOINTMENT_PERSON, "get", &person);
}

fn parameters<'d>(document: &'d mut Value, path: &str, method: &str) -> impl Iterator<Item = &'d mut Value> {
    document["paths"][path][method]["parameters"].as_array_mut().into_iter().flatten()
}

fn describe_booking(document: &mut Value) {
    let booking = object(document, &["components", "schemas", "Booking", "properties"]);
    booking["services"]["uniqueItems"] = json!(true);
    booking["starts_at"]["examples"] = json!([TIME]);
}

fn describe_bodies(document: &mut Value, catalog: &Catalog) {
    let service = catalog.services.first().map_or("carta-identita", |service| service.id.as_str());
    let content = object(document, &["paths", route::APPOINTMENTS, "post", "requestBody", "content"]);
    let rows = object(content, &[ImportKind::Rows.media_type()]);
    rows["schema"]["maxItems"] = json!(BOOKINGS_MAX);
    rows["example"] = json!([{ "id": ID, "starts_at": TIME, "duration_minutes": 15, "services": [service] }]);
    let text = json!({ "type": "string", "maxLength": IMPORT_BYTES_MAX });
    content[ImportKind::Csv.media_type()] = json!({
        "schema": text,
        "example": format!("codice;data;ora;servizio\n{ID};01/06/2026;10:30;{service}\n"),
    });
    content[ImportKind::Calendar.media_type()] = json!({
        "schema": text,
        "example": format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Comune//Agenda//IT\r\nBEGIN:VEVENT\r\nUID:{ID}\r\n\
             DTSTAMP:20260501T080000Z\r\nDTSTART:20260601T083000Z\r\nDURATION:PT15M\r\nCATEGORIES:{service}\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
    });
}

fn refuse_all(document: &mut Value) {
    let elsewhere = ["not_found", "method_not_allowed", "too_many_streams", "body_too_large", "media_type"];
    let mut of_imports = problem::of_requests();
    of_imports.retain(|problem| !elsewhere.contains(&problem.code.as_str()));
    of_imports.extend([problem::body_too_large(IMPORT_BYTES_MAX), problem::import_media_type()]);
    of_imports.extend(problem::of_bookings());
    refuse(document, route::APPOINTMENTS, "post", &by_status(of_imports));
    let of_persons = || vec![problem::not_found(), problem::busy(), problem::stopping(), problem::storage(false)];
    refuse(document, route::APPOINTMENT_PERSON, "get", &by_status(of_persons()));
    let mut of_deletions = of_persons();
    of_deletions.push(problem::too_many_commands());
    refuse(document, route::APPOINTMENT_PERSON, "delete", &by_status(of_deletions));
}

fn answer(document: &mut Value, path: &str, method: &str, value: &impl Serialize) {
    let content = object(document, &["paths", path, method, "responses", "200", "content", "application/json"]);
    content["example"] = serde_json::to_value(value).unwrap_or_default();
}

fn imported() -> AppointmentsImported {
    let check_in_code = CODE.parse().expect("the code of the example is one");
    let appointment =
        ImportedAppointment { appointment: AppointmentId::new(ID), check_in_code, state: AppointmentState::Expected };
    let notes = vec![problem::note_of_past(3)];
    AppointmentsImported {
        new: 1,
        changed: 0,
        unchanged: 0,
        cancelled: 0,
        left_out: 3,
        appointments: vec![appointment],
        notes,
    }
}

fn frame(catalog: &Catalog) -> AppointmentsFrame {
    let starts_at: domain::Timestamp = TIME.parse().unwrap_or_default();
    let row = AppointmentRow {
        appointment: AppointmentId::new(ID),
        starts_at,
        duration_minutes: Some(15),
        services: catalog.services.iter().take(1).map(|service| service.name.clone()).collect(),
        location: catalog.headquarters().map(|location| location.name.clone()).unwrap_or_default(),
        state: AppointmentState::Expected,
        ticket: None,
    };
    let view = AppointmentsView { day: Some(starts_at.date_naive()), appointments: vec![row] };
    AppointmentsFrame { seq: Seq(2), at: starts_at, time_zone: catalog.time_zone.clone(), view }
}

#[cfg(test)]
mod tests {
    use appointments::{Booking, check_rows, read_calendar, read_csv};
    use chrono_tz::Europe::Rome;
    use protocol::{ImportKind, route};

    use crate::openapi::describe;
    use crate::tests::catalog;

    #[test]
    fn the_examples_of_all_three_forms_are_the_same_booking() {
        let (catalog, document) = (catalog(), describe(&catalog()));
        let import = &document["paths"][route::APPOINTMENTS]["post"];
        let example = |kind: ImportKind| &import["requestBody"]["content"][kind.media_type()]["example"];
        let text = |kind: ImportKind| example(kind).as_str().unwrap().as_bytes().to_vec();
        let rows: Vec<Booking> = serde_json::from_value(example(ImportKind::Rows).clone()).unwrap();
        let rows = check_rows(rows, &catalog).unwrap();
        let calendar = read_calendar(&text(ImportKind::Calendar), &catalog, Rome).unwrap();
        let mut table = read_csv(&text(ImportKind::Csv), &catalog, Rome).unwrap();
        assert_eq!(calendar, rows);
        table.bookings[0].duration_minutes = Some(15);
        assert_eq!(table, rows);
        for status in ["200", "400", "408", "409", "413", "415", "422", "429", "503", "507"] {
            assert!(import["responses"][status].is_object(), "{status}");
        }
    }
}

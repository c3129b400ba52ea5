//! Bookings that come in, and the persons they are for.

use std::net::IpAddr;
use std::sync::Arc;

use ::appointments::limits::IMPORT_BYTES_MAX;
use ::appointments::{Booking, check_rows, read_calendar, read_csv};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;
use domain::catalog::Catalog;
use domain::ids::AppointmentId;
use protocol::{AppointmentsImported, BookedPerson, ImportKind, Problem};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use crate::connections::Peer;
use crate::handlers::Hub;
use crate::handlers::commands::{body, command_id, log, media_type};
use crate::problem::{self, Refusal};
use crate::sequencer::{Answer, Answered, Bookings};

#[utoipa::path(
    post, path = protocol::route::APPOINTMENTS, operation_id = "import_appointments",
    request_body(content = Vec<Booking>, description = "Bookings that are new, different or called off"),
    params(("idempotency-key" = String, Header, description = "16 to 64 characters, new for each intent")),
    responses((status = 200, description = "In the book, and on the disk", body = AppointmentsImported))
)]
pub(crate) async fn post(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request,
) -> Result<Response, Refusal> {
    let begun = Instant::now();
    let answer = answered(&hub, address, request).await;
    log("import_appointments", &answer, begun.elapsed());
    answer.map(|answer| problem::answer(answer.status, answer.body)).map_err(Refusal)
}

async fn answered(hub: &Hub, address: IpAddr, request: Request) -> Answered {
    if !hub.guard.of_addresses.allows(address, Instant::now()) {
        return Err(problem::too_many_commands());
    }
    let kind = kind(request.headers()).ok_or_else(problem::import_media_type)?;
    let id = command_id(request.headers())?;
    let body = body(request, hub.guard.body_seconds_max, IMPORT_BYTES_MAX).await?;
    let state = hub.handle.latest().state;
    let (_place, bookings) = hub.read_aside(move || read(&body, kind, state.catalog())).await?;
    hub.handle.book(id, bookings).await
}

/// A page of another site cannot send any of these without asking first.
fn kind(headers: &HeaderMap) -> Option<ImportKind> {
    let media_type = media_type(headers);
    ImportKind::ALL.into_iter().find(|kind| media_type.eq_ignore_ascii_case(kind.media_type()))
}

/// The bookings an import holds, or everything that is wrong with it.
fn read(body: &Bytes, kind: ImportKind, catalog: &Catalog) -> Result<Bookings, Box<Problem>> {
    let zone = catalog.time_zone.parse().unwrap_or(Tz::UTC);
    let import = match kind {
        ImportKind::Csv => read_csv(body, catalog, zone),
        ImportKind::Calendar => read_calendar(body, catalog, zone),
        ImportKind::Rows => {
            let rows = serde_json::from_slice(body).map_err(|error| problem::bad_request(&error.to_string()))?;
            check_rows(rows, catalog)
        }
    };
    let import = import.map_err(|mistakes| problem::import_invalid(&mistakes))?;
    let digest = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let notes = import.notes.iter().map(problem::note).collect();
    Ok(Bookings { bookings: import.bookings, notes, kind, digest })
}

#[utoipa::path(
    get, path = protocol::route::APPOINTMENT_PERSON, operation_id = "appointment_person",
    params(("appointment" = String, Path)),
    responses((status = 200, description = "For whom the appointment is", body = BookedPerson))
)]
pub(crate) async fn person(
    State(hub): State<Hub>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    let id = appointment_id(id)?;
    let kept = hub.handle.look(move |reader, hub| reader.booking(hub, &id)).await.map_err(Refusal)?;
    let person = kept.and_then(|kept| serde_json::from_str::<BookedPerson>(kept.person.known()?).ok());
    let person = person.ok_or_else(|| Refusal(problem::not_found()))?;
    Ok(problem::answer(200, serde_json::to_string(&person).expect("a person is two texts")))
}

#[utoipa::path(
    delete, path = protocol::route::APPOINTMENT_PERSON, operation_id = "forget_person",
    params(("appointment" = String, Path)),
    responses((status = 204, description = "Nobody is known for the appointment, and no import changes that"))
)]
pub(crate) async fn forget(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    let begun = Instant::now();
    let answer = forgotten(&hub, address, id).await;
    log("forget_person", &answer, begun.elapsed());
    answer.map(|_| StatusCode::NO_CONTENT.into_response()).map_err(Refusal)
}

async fn forgotten(hub: &Hub, address: IpAddr, id: Result<Path<String>, PathRejection>) -> Answered {
    if !hub.guard.of_addresses.allows(address, Instant::now()) {
        return Err(problem::too_many_commands());
    }
    let id = Arc::new(appointment_id(id).map_err(|Refusal(problem)| problem)?);
    let wanted = id.clone();
    let is_known = hub.handle.look(move |reader, hub| Ok(reader.booking(hub, &wanted)?.is_some())).await?;
    if !is_known {
        // Whoever means somebody else's booking is to notice.
        return Err(problem::not_found());
    }
    hub.handle.tidy(move |store, term| store.forget_person(term, &id).map(drop)).await?;
    Ok(Answer { status: StatusCode::NO_CONTENT.as_u16(), body: String::new() })
}

/// The appointment named in a path; one that is not even text does not exist.
fn appointment_id(id: Result<Path<String>, PathRejection>) -> Result<AppointmentId, Refusal> {
    id.map(|Path(id)| AppointmentId::new(id)).map_err(|_| Refusal(problem::not_found()))
}

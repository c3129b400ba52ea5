//! `GET` of a view as it is now.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::ids::{CounterId, LocationId, TicketId};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView, TicketView};
use protocol::Frame;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::handlers::Hub;
use crate::problem::{self, Refusal};

pub(crate) fn json(body: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body.to_owned()).into_response()
}

/// The building a view is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// A building of the hub; a kiosk that names none stands in the headquarters, a board or a list of appointments
    /// that names none shows all.
    location: Option<String>,
}

pub(crate) type Asked = Result<Query<Place>, QueryRejection>;

/// The building named in a query, where one is.
pub(crate) fn location(place: Asked) -> Result<Option<LocationId>, Refusal> {
    match place {
        Ok(Query(place)) => Ok(place.location.map(LocationId::new)),
        Err(error) => Err(Refusal(problem::bad_request(&error.body_text()))),
    }
}

pub(crate) fn unknown_location(location: Option<&LocationId>) -> Refusal {
    let location = location.map(ToString::to_string).unwrap_or_default();
    Refusal(problem::of_rejection(&CitizenRejection::UnknownLocation { location }.into()))
}

#[utoipa::path(get, path = protocol::route::KIOSK, params(Place), responses((status = 200, body = Frame<KioskView>)))]
pub(crate) async fn kiosk(State(hub): State<Hub>, place: Asked) -> Result<Response, Refusal> {
    let place = location(place)?;
    let frame = hub.handle.latest().kiosk(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    Ok(json(&frame))
}

#[utoipa::path(get, path = protocol::route::BOARD, params(Place), responses((status = 200, body = Frame<BoardView>)))]
pub(crate) async fn board(State(hub): State<Hub>, place: Asked) -> Result<Response, Refusal> {
    let place = location(place)?;
    let frame = hub.handle.latest().board(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    Ok(json(&frame))
}

#[utoipa::path(
    get, path = protocol::route::APPOINTMENTS, operation_id = "appointments", params(Place),
    responses((status = 200, description = "Those of the open day", body = Frame<AppointmentsView>))
)]
pub(crate) async fn appointments(State(hub): State<Hub>, place: Asked) -> Result<Response, Refusal> {
    let place = location(place)?;
    let frame = hub.handle.latest().appointments(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    Ok(json(&frame))
}

#[utoipa::path(get, path = protocol::route::MANAGER, responses((status = 200, body = Frame<ManagerView>)))]
pub(crate) async fn manager(State(hub): State<Hub>) -> Response {
    json(&hub.handle.latest().manager())
}

#[utoipa::path(
    get, path = protocol::route::COUNTER, params(("counter" = String, Path)),
    responses((status = 200, body = Frame<CounterView>))
)]
pub(crate) async fn counter(
    State(hub): State<Hub>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    let id = counter_id(id)?;
    let frame = hub.handle.latest().counter(&id).ok_or_else(|| unknown_counter(&id))?;
    Ok(json(&frame))
}

/// The counter named in a path; one that is not even text does not exist.
pub(crate) fn counter_id(id: Result<Path<String>, PathRejection>) -> Result<CounterId, Refusal> {
    id.map(|Path(id)| CounterId::new(id)).map_err(|_| Refusal(problem::not_found()))
}

pub(crate) fn unknown_counter(counter: &CounterId) -> Refusal {
    Refusal(problem::of_rejection(&Rejection::UnknownCounter { counter: counter.to_string() }))
}

#[utoipa::path(
    get, path = protocol::route::TICKET, params(("ticket" = u64, Path)),
    responses(
        (status = 200, body = Frame<TicketView>)
    )
)]
pub(crate) async fn ticket(State(hub): State<Hub>, id: Result<Path<u64>, PathRejection>) -> Result<Response, Refusal> {
    let latest = hub.handle.latest();
    let ticket = id.ok().and_then(|Path(id)| engine::view::ticket(&latest.state, TicketId(id), latest.moment()));
    let ticket = ticket.ok_or_else(|| Refusal(problem::not_found()))?;
    Ok(json(&latest.frame(ticket)))
}

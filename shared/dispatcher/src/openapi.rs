//! The description of the interface: generated from the handlers, made exact, and filled with this hub's examples.

mod answers;
mod bookings;
mod catalogs;
mod examples;
mod narrow;
mod questions;

#[cfg(test)]
pub(crate) use answers::rejections;

use axum::extract::State;
use axum::response::Response;
use domain::catalog::Catalog;
use serde_json::Value;
use utoipa::OpenApi;

use crate::handlers::{Hub, appointments, catalog, commands, follow, health, streams, views, what_if};
use crate::problem;

/// Every route with its bodies, for any hub.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sportello",
        description = "The queues of a public office. Every POST that changes something carries a key of its own and is \
                       done once however often it is sent; a GET changes nothing."
    ),
    paths(
        commands::post,
        views::kiosk,
        streams::kiosk,
        views::board,
        streams::board,
        views::manager,
        streams::manager,
        views::counter,
        streams::counter,
        views::ticket,
        follow::view,
        follow::stream,
        catalog::post,
        catalog::get,
        catalog::versions,
        catalog::version,
        appointments::post,
        views::appointments,
        streams::appointments,
        appointments::person,
        appointments::forget,
        what_if::post,
        what_if::advice,
        health::get,
        get
    ),
    components(schemas(protocol::Problem, protocol::Reason, protocol::Remark, domain::what_if::AdviceProgress))
)]
struct Routes;

/// The description of a hub's interface as an OpenAPI document.
pub(crate) fn describe(catalog: &Catalog) -> Value {
    let mut document = serde_json::to_value(Routes::openapi()).unwrap_or_default();
    narrow::narrow(&mut document, catalog);
    answers::describe(&mut document);
    examples::add(&mut document, catalog);
    catalogs::describe(&mut document);
    bookings::describe(&mut document, catalog);
    questions::describe(&mut document, catalog);
    document
}

/// This description.
#[utoipa::path(
    get, path = protocol::route::OPENAPI, operation_id = "describe",
    responses((status = 200, description = "OpenAPI 3.1, with ids of this hub in the examples", body = Object))
)]
pub(crate) async fn get(State(hub): State<Hub>) -> Response {
    problem::answer(200, describe(hub.handle.latest().state.catalog()).to_string())
}

/// The object at a pointer of the document; an empty one is made where there is none.
fn object<'a>(document: &'a mut Value, path: &[&str]) -> &'a mut Value {
    path.iter().fold(document, |value, step| {
        if !value[*step].is_object() {
            value[*step] = Value::Object(serde_json::Map::new());
        }
        &mut value[*step]
    })
}

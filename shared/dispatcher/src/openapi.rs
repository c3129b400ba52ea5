//! The description of the interface, generated from the handlers.

use utoipa::OpenApi;

use crate::handlers::{commands, health, streams, views};

/// Every route with its bodies.
#[derive(OpenApi)]
#[openapi(
    info(title = "Sportello", description = "The queues of a public office."),
    paths(
        commands::post,
        views::kiosk,
        streams::kiosk,
        views::board,
        streams::board,
        views::counter,
        streams::counter,
        views::ticket,
        views::follow,
        health::get,
        describe
    )
)]
pub(crate) struct Description;

/// This description.
#[utoipa::path(get, path = protocol::route::OPENAPI, responses((status = 200, description = "OpenAPI", body = Object)))]
#[expect(dead_code, reason = "carries the description of a route that is served from memory")]
fn describe() {}

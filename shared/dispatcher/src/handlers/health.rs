//! Whether the dispatcher is well.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::{HEALTH_OK, HEALTH_STORAGE, Health};

use crate::handlers::Hub;
use crate::sequencer::Storage;

#[utoipa::path(
    get, path = protocol::route::HEALTH, operation_id = "health",
    responses(
        (status = 200, description = "Well", body = Health),
        (status = 503, description = "The journal cannot be written", body = Health),
        (status = 507, description = "The disk is full", body = Health),
    )
)]
pub(crate) async fn get(State(hub): State<Hub>) -> (StatusCode, Json<Health>) {
    let (code, status) = match hub.handle.storage() {
        Storage::Well => (StatusCode::OK, HEALTH_OK),
        Storage::Full => (StatusCode::INSUFFICIENT_STORAGE, HEALTH_STORAGE),
        Storage::Failing => (StatusCode::SERVICE_UNAVAILABLE, HEALTH_STORAGE),
    };
    let seq = hub.handle.latest().state.seq();
    (code, Json(Health { status: status.to_owned(), seq, version: env!("CARGO_PKG_VERSION").to_owned() }))
}

//! `POST` of a command.

use std::time::Duration;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use domain::command::Command;
use domain::ids::CommandId;
use protocol::COMMAND_ID_HEADER;
use tokio::time::Instant;

use crate::command_body;
use crate::connections::Peer;
use crate::handlers::Hub;
use crate::problem::{self, Refusal};

#[utoipa::path(
    post, path = protocol::route::COMMANDS, operation_id = "send_command", request_body = Command,
    params(("idempotency-key" = String, Header, description = "16 to 64 characters, new for each intent")),
    responses((status = 200, description = "Done, and on the disk", body = protocol::Reply))
)]
pub(crate) async fn post(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request,
) -> Result<Response, Refusal> {
    if !hub.guard.of_addresses.allows(address, Instant::now()) {
        return Err(Refusal(problem::too_many_commands()));
    }
    let headers = request.headers().clone();
    if !is_json(&headers) {
        return Err(Refusal(problem::media_type()));
    }
    let id = command_id(&headers)?;
    let body = body(request, hub.guard.body_seconds_max).await?;
    let command = command_body::read(&body).map_err(|why| Refusal(problem::bad_request(&why)))?;
    if let Some(device) = command_body::device(&command)
        && !hub.guard.of_devices.allows((address, device), Instant::now())
    {
        return Err(Refusal(problem::too_many_commands()));
    }
    let answer = hub.handle.ask(id, command).await.map_err(Refusal)?;
    Ok(problem::answer(answer.status, answer.body))
}

async fn body(request: Request, seconds_max: u64) -> Result<Bytes, Refusal> {
    let body = tokio::time::timeout(Duration::from_secs(seconds_max), Bytes::from_request(request, &())).await;
    let body = body.map_err(|_| Refusal(problem::body_too_slow()))?;
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal(problem::body_too_large()),
        _ => Refusal(problem::bad_request("the body did not arrive whole")),
    })
}

/// A page of another site cannot send this type without asking first, so it cannot send commands.
fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

fn command_id(headers: &HeaderMap) -> Result<CommandId, Refusal> {
    let mut values = headers.get_all(COMMAND_ID_HEADER).iter();
    let value = values.next().ok_or_else(|| Refusal(problem::command_id(true)))?;
    let id = CommandId::new(value.to_str().unwrap_or_default());
    let is_one = values.next().is_none();
    if is_one && id.is_well_formed() { Ok(id) } else { Err(Refusal(problem::command_id(false))) }
}

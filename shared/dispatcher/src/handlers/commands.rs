//! `POST` of a command.

use std::net::IpAddr;
use std::time::Duration;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use domain::command::Command;
use domain::ids::CommandId;
use protocol::{BODY_BYTES_MAX, COMMAND_ID_HEADER, Problem};
use tokio::time::Instant;

use crate::command_body;
use crate::connections::Peer;
use crate::handlers::Hub;
use crate::problem::{self, Refusal};
use crate::sequencer::{Answer, Answered};

/// From this HTTP status on a command was refused.
const REFUSAL_STATUS_MIN: u16 = 400;
/// From this HTTP status on a command failed, and whoever sent it tries again.
const FAILURE_STATUS_MIN: u16 = 500;

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
    let begun = Instant::now();
    let mut name = "unread";
    let answer = answered(&hub, address, request, &mut name).await;
    log(name, &answer, begun.elapsed());
    answer.map(|answer| problem::answer(answer.status, answer.body)).map_err(Refusal)
}

/// One line for each command: which, how it ended and after how long, and nothing about anybody.
pub(crate) fn log(command: &str, answer: &Answered, took: Duration) {
    let (status, code) = match answer {
        Ok(answer) => (answer.status, code_of(answer)),
        Err(problem) => (problem.status, problem.code.clone()),
    };
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if status >= FAILURE_STATUS_MIN {
        tracing::warn!(command, status, code, millis, "command failed");
    } else if status >= REFUSAL_STATUS_MIN {
        tracing::info!(command, status, code, millis, "command refused");
    } else {
        tracing::info!(command, status, millis, "command done");
    }
}

/// The code of a refusal, which is kept as it travels.
fn code_of(answer: &Answer) -> String {
    if answer.status < REFUSAL_STATUS_MIN {
        return String::new();
    }
    serde_json::from_str::<Problem>(&answer.body).map(|problem| problem.code).unwrap_or_default()
}

async fn answered(hub: &Hub, address: IpAddr, request: Request, name: &mut &'static str) -> Answered {
    if !hub.guard.of_addresses.allows(address, Instant::now()) {
        return Err(problem::too_many_commands());
    }
    if !is_json(request.headers()) {
        return Err(problem::media_type());
    }
    let id = command_id(request.headers())?;
    let body = body(request, hub.guard.body_seconds_max, BODY_BYTES_MAX).await?;
    let command = command_body::read(&body).map_err(|why| problem::bad_request(&why))?;
    *name = command.name();
    if let Some(device) = command_body::device(&command)
        && !hub.guard.of_devices.allows((address, device), Instant::now())
    {
        return Err(problem::too_many_commands());
    }
    hub.handle.ask(id, command).await
}

/// The whole body, in time; the route has set the same bound for it.
pub(crate) async fn body(request: Request, seconds_max: u64, bytes_max: usize) -> Result<Bytes, Box<Problem>> {
    let body = tokio::time::timeout(Duration::from_secs(seconds_max), Bytes::from_request(request, &())).await;
    body.map_err(|_| problem::body_too_slow())?.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => problem::body_too_large(bytes_max),
        _ => problem::bad_request("the body did not arrive whole"),
    })
}

/// A page of another site cannot send this type without asking first, so it cannot send commands.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).eq_ignore_ascii_case("application/json")
}

/// The media type of a body without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> &str {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.split(';').next().unwrap_or_default().trim()
}

pub(crate) fn command_id(headers: &HeaderMap) -> Result<CommandId, Box<Problem>> {
    let mut values = headers.get_all(COMMAND_ID_HEADER).iter();
    let value = values.next().ok_or_else(|| problem::command_id(true))?;
    let id = CommandId::new(value.to_str().unwrap_or_default());
    let is_one = values.next().is_none();
    if is_one && id.is_well_formed() { Ok(id) } else { Err(problem::command_id(false)) }
}

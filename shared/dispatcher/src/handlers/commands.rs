//! `POST` of a command.

use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use domain::command::Command;
use domain::ids::CommandId;
use protocol::{COMMAND_ID_HEADER, Problem};
use serde_json::Value;

use crate::handlers::Hub;
use crate::problem::{self, Refusal};
use crate::sequencer::{Answer, Answered};

/// From this HTTP status on a command was refused.
const REFUSAL_STATUS_MIN: u16 = 400;
/// From this HTTP status on a command failed, and whoever sent it tries again.
const FAILURE_STATUS_MIN: u16 = 500;

#[utoipa::path(
    post, path = protocol::route::COMMANDS, request_body = Command,
    params(("idempotency-key" = String, Header, description = "16 to 64 characters, new for each intent")),
    responses(
        (status = 200, description = "Done", body = protocol::Reply),
        (status = "4XX", description = "Refused; nothing has changed", body = protocol::Problem),
        (status = "5XX", description = "Try again with the same key", body = protocol::Problem),
    )
)]
pub(crate) async fn post(
    State(hub): State<Hub>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let begun = Instant::now();
    let mut name = "unread";
    let answer = answered(&hub, &headers, body, &mut name).await;
    log(name, &answer, begun.elapsed());
    answer.map(|answer| problem::answer(answer.status, answer.body)).map_err(Refusal)
}

/// One line for each command: which, how it ended and after how long, and nothing about anybody.
fn log(command: &str, answer: &Answered, took: Duration) {
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

async fn answered(
    hub: &Hub,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    name: &mut &'static str,
) -> Answered {
    if !is_json(headers) {
        return Err(problem::media_type());
    }
    let id = command_id(headers)?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => problem::body_too_large(),
        _ => problem::bad_request("the body did not arrive whole"),
    })?;
    let command = read(&body).map_err(|why| problem::bad_request(&why))?;
    *name = command.name();
    hub.handle.ask(id, command).await
}

/// A page of another site cannot send this type without asking first, so it cannot send commands.
fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

fn command_id(headers: &HeaderMap) -> Result<CommandId, Box<Problem>> {
    let mut values = headers.get_all(COMMAND_ID_HEADER).iter();
    let value = values.next().ok_or_else(|| problem::command_id(true))?;
    let id = CommandId::new(value.to_str().unwrap_or_default());
    let is_one = values.next().is_none();
    if is_one && id.is_well_formed() { Ok(id) } else { Err(problem::command_id(false)) }
}

fn read(body: &[u8]) -> Result<Command, String> {
    if body.is_empty() {
        return Err("the body is empty; send one command as JSON".to_owned());
    }
    let command: Command = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    // A command without fields would let unknown ones pass, so they are looked for here for all of them.
    let members = |value: Result<Value, serde_json::Error>| match value {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    let known = members(serde_json::to_value(&command));
    let sent = members(serde_json::from_slice(body));
    match sent.keys().find(|name| !known.contains_key(*name)) {
        Some(unknown) => Err(format!("unknown field `{unknown}`")),
        None => Ok(command),
    }
}

//! `POST` of a command.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use domain::command::Command;
use domain::ids::CommandId;
use protocol::COMMAND_ID_HEADER;
use serde_json::Value;

use crate::handlers::Hub;
use crate::problem::{self, Refusal};

#[utoipa::path(
    post, path = protocol::route::COMMANDS,
    request_body(content = Command, examples(
        ("open_day" = (value = json!({"command": "open_day", "day": "2026-06-01"}))),
        ("close_day" = (value = json!({"command": "close_day"}))),
        ("take_ticket" = (value = json!({"command": "take_ticket", "services": ["carta-identita"], "class": "walk_in", "language": "it", "device": "kiosk-1"}))),
        ("report_slip" = (value = json!({"command": "report_slip", "ticket": 7, "outcome": "not_printed", "detail": "senza carta"}))),
        ("sign_in" = (value = json!({"command": "sign_in", "counter": "sportello-01", "clerk": "anna", "take_over": false}))),
        ("sign_out" = (value = json!({"command": "sign_out", "counter": "sportello-01"}))),
        ("call_next" = (value = json!({"command": "call_next", "counter": "sportello-01"}))),
        ("recall" = (value = json!({"command": "recall", "counter": "sportello-01"}))),
        ("start" = (value = json!({"command": "start", "counter": "sportello-01"}))),
        ("finish" = (value = json!({"command": "finish", "counter": "sportello-01", "outcome": "done"}))),
        ("no_show" = (value = json!({"command": "no_show", "counter": "sportello-01"}))),
        ("transfer" = (value = json!({"command": "transfer", "counter": "sportello-01", "service": "tari", "keep_wait": true}))),
        ("clock_reached" = (value = json!({"command": "clock_reached"}))),
        ("reclassify" = (value = json!({"command": "reclassify", "counter": "sportello-01", "ticket": 7, "class": "priority", "priority": "gravidanza"}))),
        ("pause" = (value = json!({"command": "pause", "counter": "sportello-01", "reason": "pausa"}))),
        ("resume" = (value = json!({"command": "resume", "counter": "sportello-01"}))),
        ("call_ticket" = (value = json!({"command": "call_ticket", "counter": "sportello-01", "code": "A042"}))),
        ("add_service" = (value = json!({"command": "add_service", "counter": "sportello-01", "service": "tari", "here": true}))),
        ("rejoin" = (value = json!({"command": "rejoin", "code": "A042"}))),
        ("park" = (value = json!({"command": "park", "counter": "sportello-01", "reason": "fotocopie", "return_minutes": 10}))),
        ("resume_parked" = (value = json!({"command": "resume_parked", "counter": "sportello-01", "ticket": 7}))),
        ("serve_direct" = (value = json!({"command": "serve_direct", "counter": "sportello-01", "service": "tari"}))),
        ("set_auto_next" = (value = json!({"command": "set_auto_next", "counter": "sportello-01", "is_on": true}))),
        ("ask_help" = (value = json!({"command": "ask_help", "counter": "sportello-01", "note": "inglese"}))),
        ("answer_help" = (value = json!({"command": "answer_help", "counter": "sportello-01", "by": "sportello-02"}))),
        ("undo" = (value = json!({"command": "undo", "counter": "sportello-01"}))),
        ("cancel" = (value = json!({"command": "cancel", "ticket": 7}))),
        ("let_pass" = (value = json!({"command": "let_pass", "ticket": 7, "people": 2}))),
        ("reprint" = (value = json!({"command": "reprint", "ticket": 7})))
    )),
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
    if !is_json(&headers) {
        return Err(Refusal(problem::media_type()));
    }
    let id = command_id(&headers)?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal(problem::body_too_large()),
        _ => Refusal(problem::bad_request("the body did not arrive whole")),
    })?;
    let command = read(&body).map_err(|why| Refusal(problem::bad_request(&why)))?;
    let answer = hub.handle.ask(id, command).await.map_err(Refusal)?;
    Ok(problem::answer(answer.status, answer.body))
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

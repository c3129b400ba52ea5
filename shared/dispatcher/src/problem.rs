//! Problems by RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::rejection::Rejection;
use domain::text::Text;
use protocol::{BODY_BYTES_MAX, PROBLEM_MEDIA_TYPE, Problem};
use serde_json::Value;

/// Seconds after which a client may try again.
const RETRY_AFTER_SECONDS: &str = "1";

fn problem(status: u16, code: &str, text: Text) -> Box<Problem> {
    Box::new(Problem::new(status, code, text))
}

pub(crate) fn of_rejection(rejection: &Rejection) -> Box<Problem> {
    let mut problem = problem(status_of_rejection(rejection.code()), rejection.code(), rejection.text());
    if let Ok(Value::Object(members)) = serde_json::to_value(rejection) {
        let values = members.into_iter().filter(|(name, _)| name != "rejection");
        problem.values = values.filter_map(|(name, value)| Some((name, words(&value)?))).collect();
    }
    problem
}

/// A value as text, where there is one; words in several languages are named by the Italian, as `queue_full` does.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(members) => members.get("it").and_then(Value::as_str).map(str::to_owned),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => Some(value.to_string()),
    }
}

/// The HTTP status of a rejection with this code.
pub(crate) fn status_of_rejection(code: &str) -> u16 {
    if code.starts_with("unknown_") { 404 } else { 409 }
}

/// Whether the same request may succeed later as it is.
pub(crate) fn is_worth_a_retry(status: u16) -> bool {
    [429, 503].contains(&status)
}

mod appointments;
mod catalog;
mod questions;

pub(crate) use appointments::{
    book_full, day_full, import_invalid, import_media_type, no_randomness, note, note_of_forgotten_persons,
    note_of_past, note_of_unkept_persons, note_of_unknown, of_bookings,
};
pub(crate) use catalog::{catalog_invalid, hub_file_media_type, of_conflicts, of_imports};
pub(crate) use questions::{of_questions, of_replay};

/// One of each problem that is not a rejection.
#[expect(clippy::vec_box, reason = "problems travel boxed, because most answers are none")]
pub(crate) fn of_requests() -> Vec<Box<Problem>> {
    vec![
        bad_request("expected `,` or `}` at line 1 column 9"),
        command_id(true),
        command_id(false),
        not_found(),
        method_not_allowed(),
        body_too_large(BODY_BYTES_MAX),
        media_type(),
        command_id_reused(),
        command_superseded(),
        body_too_slow(),
        too_many_commands(),
        busy(),
        stopping(),
        storage(false),
        too_many_streams(),
        storage(true),
    ]
}

pub(crate) fn bad_request(why: &str) -> Box<Problem> {
    let text =
        Text::new(format!("La richiesta non si può leggere: {why}"), format!("The request cannot be read: {why}"));
    problem(400, "bad_request", text)
}

pub(crate) fn command_id(is_missing: bool) -> Box<Problem> {
    let code = if is_missing { "command_id_missing" } else { "command_id_malformed" };
    let text = Text::new(
        "Serve l'intestazione Idempotency-Key: da 16 a 64 caratteri tra A-Z a-z 0-9 - _, nuova per ogni richiesta.",
        "The header Idempotency-Key is needed: 16 to 64 characters of A-Z a-z 0-9 - _, new for each intent.",
    );
    problem(400, code, text)
}

pub(crate) fn command_id_reused() -> Box<Problem> {
    let text = Text::new(
        "Questa Idempotency-Key è già di un altro comando: usane una nuova.",
        "This Idempotency-Key belongs to another command: use a new one.",
    );
    problem(422, "command_id_reused", text)
}

pub(crate) fn command_superseded() -> Box<Problem> {
    let text = Text::new(
        "Questa richiesta non vale più: al suo posto è stato dato un altro numero.",
        "This request counts no more: another ticket was given in its place.",
    );
    problem(409, "command_superseded", text)
}

pub(crate) fn not_found() -> Box<Problem> {
    problem(
        404,
        "not_found",
        Text::new("Qui non c'è nulla: controlla l'indirizzo.", "Nothing is here: check the address."),
    )
}

pub(crate) fn method_not_allowed() -> Box<Problem> {
    let text = Text::new("Metodo sbagliato: vedi /api/openapi.json.", "Wrong method: see /api/openapi.json.");
    problem(405, "method_not_allowed", text)
}

pub(crate) fn media_type() -> Box<Problem> {
    let text = Text::new(
        "Serve un corpo JSON con l'intestazione Content-Type: application/json.",
        "A JSON body is needed, with the header Content-Type: application/json.",
    );
    problem(415, "media_type", text)
}

pub(crate) fn body_too_large(bytes_max: usize) -> Box<Problem> {
    let text = Text::new(
        format!("La richiesta è troppo grande: al massimo {bytes_max} byte."),
        format!("The request is too large: at most {bytes_max} bytes."),
    );
    problem(413, "body_too_large", text)
}

pub(crate) fn body_too_slow() -> Box<Problem> {
    let text = Text::new(
        "La richiesta non è arrivata intera in tempo: controlla la rete e riprova con la stessa richiesta.",
        "The request did not arrive whole in time: check the network and send the same request again.",
    );
    problem(408, "body_too_slow", text)
}

pub(crate) fn too_many_commands() -> Box<Problem> {
    let text = Text::new(
        "Troppe richieste da questo apparecchio: aspetta un momento e riprova con la stessa richiesta.",
        "Too many requests from this device: wait a moment and send the same request again.",
    );
    problem(429, "too_many_commands", text)
}

pub(crate) fn busy() -> Box<Problem> {
    let text = Text::new("Troppe richieste insieme: riprova.", "Too many requests at once: try again.");
    problem(503, "busy", text)
}

pub(crate) fn stopping() -> Box<Problem> {
    let text = Text::new(
        "Il servizio si sta fermando: riprova con la stessa richiesta.",
        "The service is stopping: try again with the same request.",
    );
    problem(503, "stopping", text)
}

pub(crate) fn too_many_streams() -> Box<Problem> {
    problem(503, "too_many_streams", Text::new("Troppi schermi collegati: riprova.", "Too many screens: try again."))
}

pub(crate) fn storage(is_full: bool) -> Box<Problem> {
    if is_full {
        let text = Text::new(
            "Il disco è pieno: avvisa il tecnico. Nulla è cambiato.",
            "The disk is full: tell the administrator. Nothing has changed.",
        );
        return problem(507, "storage_full", text);
    }
    let text = Text::new(
        "Il registro non si può scrivere: riprova con la stessa richiesta.",
        "The journal cannot be written: try again with the same request.",
    );
    problem(503, "storage", text)
}

/// A problem as an HTTP answer.
pub(crate) struct Refusal(pub(crate) Box<Problem>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(self.0.as_ref()).expect("a problem is texts and a number");
        answer(self.0.status, body)
    }
}

/// An answer of the sequencer, as it was stored, as an HTTP answer.
pub(crate) fn answer(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media_type = if status.is_success() { "application/json" } else { PROBLEM_MEDIA_TYPE };
    let mut response = (status, [(header::CONTENT_TYPE, media_type)], body).into_response();
    if is_worth_a_retry(status.as_u16()) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{Refusal, busy, stopping, storage, too_many_streams};
    use axum::response::IntoResponse;

    #[test]
    fn whoever_is_to_try_again_is_told_when() {
        for problem in [busy(), stopping(), too_many_streams(), storage(false)] {
            let code = problem.code.clone();
            let response = Refusal(problem).into_response();
            assert_eq!(response.status(), 503, "{code}");
            assert_eq!(response.headers()["retry-after"], "1", "{code}");
            assert_eq!(response.headers()["content-type"], "application/problem+json", "{code}");
        }
        assert_eq!(Refusal(storage(true)).into_response().status(), 507);
    }
}

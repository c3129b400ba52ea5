//! Requests that are wrong in one way each, and what a retry gets.

use protocol::{BODY_BYTES_MAX, PROBLEM_MEDIA_TYPE, Problem};
use reqwest::{Method, Response};

use super::{Service, id, in_time, journal, take};

const KEY: &str = "0123456789abcdef";
const TAKE: &str = r#"{"command":"take_ticket","services":["cards"]}"#;
const JSON: &str = "application/json";

/// A request, and how the service says no to it.
struct Wrong {
    method: Method,
    path: &'static str,
    keys: Vec<&'static str>,
    media_type: &'static str,
    body: Vec<u8>,
    status: u16,
    code: &'static str,
    /// What the text for people has to name.
    names: &'static str,
}

impl Wrong {
    fn get(path: &'static str, status: u16, code: &'static str) -> Self {
        Self { method: Method::GET, path, keys: vec![], media_type: "", body: vec![], status, code, names: "" }
    }

    fn body(body: impl Into<Vec<u8>>, status: u16, code: &'static str, names: &'static str) -> Self {
        Self {
            method: Method::POST,
            path: protocol::route::COMMANDS,
            keys: vec![KEY],
            media_type: JSON,
            body: body.into(),
            status,
            code,
            names,
        }
    }

    fn keys(keys: &[&'static str], code: &'static str) -> Self {
        Self { keys: keys.to_vec(), ..Self::body(TAKE, 400, code, "Idempotency-Key") }
    }

    fn media_type(media_type: &'static str) -> Self {
        Self { media_type, ..Self::body(TAKE, 415, "media_type", JSON) }
    }
}

fn table() -> Vec<Wrong> {
    let command = |body: &'static str, names| Wrong::body(body, 400, "bad_request", names);
    let too_large = format!("{TAKE}{}", " ".repeat(BODY_BYTES_MAX + 1 - TAKE.len()));
    vec![
        command("", "empty"),
        command("hello", "line 1"),
        command("{", "line 1"),
        command("[]", "command"),
        command("null", "invalid type"),
        command("{}", "command"),
        command(r#"{"command":"print_money"}"#, "print_money"),
        command(r#"{"command":"take_ticket"}"#, "services"),
        command(r#"{"command":"take_ticket","services":"cards"}"#, "sequence"),
        command(r#"{"command":"take_ticket","services":["cards"],"class":"vip"}"#, "vip"),
        command(r#"{"command":"take_ticket","services":["cards"],"urgent":true}"#, "urgent"),
        command(r#"{"command":"take_ticket","services":["cards"],"services":[]}"#, "services"),
        command(r#"{"command":"close_day","now":true}"#, "now"),
        command(r#"{"command":"open_day","day":"tomorrow"}"#, "characters"),
        command("{\"command\":\"close_day\"} {}", "trailing"),
        Wrong::body([b"\xff\xfe".as_slice(), TAKE.as_bytes()].concat(), 400, "bad_request", "line 1"),
        Wrong::body(too_large, 413, "body_too_large", "16384"),
        Wrong::media_type(""),
        Wrong::media_type("text/plain"),
        Wrong::media_type("application/x-www-form-urlencoded"),
        Wrong::media_type("application/jsonp"),
        Wrong::keys(&[], "command_id_missing"),
        Wrong::keys(&[""], "command_id_malformed"),
        Wrong::keys(&["too-short"], "command_id_malformed"),
        Wrong::keys(&["0123456789abcdef 0123456789abcdef"], "command_id_malformed"),
        Wrong::keys(&["day:open:2026-06-02:1"], "command_id_malformed"),
        Wrong::keys(&["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"], "command_id_malformed"),
        Wrong::keys(&[KEY, "fedcba9876543210"], "command_id_malformed"),
        Wrong::get("/", 404, "not_found"),
        Wrong::get("/api/v2/kiosk", 404, "not_found"),
        Wrong::get("/api/v1/tickets/7", 404, "not_found"),
        Wrong::get("/api/v1/tickets/seven", 404, "not_found"),
        Wrong::get("/api/v1/tickets/-1", 404, "not_found"),
        Wrong::get("/api/v1/follow/1", 404, "not_found"),
        Wrong::get("/api/v1/follow/AAECAwQFBgcICQoLDA0ODw", 404, "not_found"),
        Wrong::get("/api/v1/follow/%ff", 404, "not_found"),
        Wrong::get("/api/v1/kiosk?location=moon", 404, "unknown_location"),
        Wrong::get("/api/v1/kiosk/stream?location=moon", 404, "unknown_location"),
        Wrong::get("/api/v1/board?location=", 404, "unknown_location"),
        Wrong::get("/api/v1/board/stream?location=%ff", 404, "unknown_location"),
        Wrong::get("/api/v1/board?locations=hq", 400, "bad_request"),
        Wrong::get("/api/v1/counters/99", 404, "unknown_counter"),
        Wrong::get("/api/v1/counters/99/stream", 404, "unknown_counter"),
        Wrong::get("/api/v1/counters/%ff", 404, "not_found"),
        Wrong::get("/api/v1/counters/%ff/stream", 404, "not_found"),
        Wrong::get(protocol::route::COMMANDS, 405, "method_not_allowed"),
        Wrong { method: Method::POST, ..Wrong::get("/api/v1/board", 405, "method_not_allowed") },
        Wrong { method: Method::DELETE, ..Wrong::get("/api/v1/tickets/1", 405, "method_not_allowed") },
    ]
}

async fn problem(response: Response) -> Problem {
    assert_eq!(response.headers()["content-type"], PROBLEM_MEDIA_TYPE);
    let status = response.status().as_u16();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status);
    assert_eq!(problem.kind, format!("urn:sportello:problem:{}", problem.code));
    assert!(!problem.text.it.is_empty() && !problem.text.en.is_empty());
    problem
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_request_gets_one_clear_problem_and_changes_nothing() {
    let service = Service::start().await;
    let before = journal(&service.store);
    for wrong in table() {
        let mut request = service.http.request(wrong.method.clone(), format!("{}{}", service.url, wrong.path));
        for key in &wrong.keys {
            request = request.header(protocol::COMMAND_ID_HEADER, *key);
        }
        if !wrong.media_type.is_empty() {
            request = request.header("content-type", wrong.media_type);
        }
        let what =
            format!("{} {} {:?} {:?}", wrong.method, wrong.path, wrong.keys, String::from_utf8_lossy(&wrong.body));
        let response = in_time(request.body(wrong.body).send()).await.unwrap();
        let problem = problem(response).await;
        assert_eq!((problem.status, problem.code.as_str()), (wrong.status, wrong.code), "{what}");
        assert!(problem.detail.contains(wrong.names), "{what}: '{}' does not name {}", problem.detail, wrong.names);
    }
    assert_eq!(journal(&service.store), before);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_body_and_a_type_with_a_parameter_are_taken() {
    let service = Service::start().await;
    let body = format!("{TAKE}{}", " ".repeat(BODY_BYTES_MAX - TAKE.len()));
    let request = service.http.post(format!("{}{}", service.url, protocol::route::COMMANDS));
    let request = request.header("Idempotency-Key", KEY).header("content-type", "Application/JSON; charset=utf-8");
    assert_eq!(in_time(request.body(body).send()).await.unwrap().status(), 200);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_gets_the_first_answer_byte_for_byte_and_another_body_is_refused() {
    let service = Service::start().await;
    let first = service.send(&id("take"), &take()).await.bytes().await.unwrap();
    let refused = serde_json::from_str(r#"{"command":"take_ticket","services":["nothing"]}"#).unwrap();
    let no = service.send(&id("refused"), &refused).await;
    assert_eq!(no.status(), 404);
    let no = no.bytes().await.unwrap();
    for _ in 0..2 {
        assert_eq!(service.send(&id("take"), &take()).await.bytes().await.unwrap(), first);
        assert_eq!(service.send(&id("refused"), &refused).await.bytes().await.unwrap(), no);
        let reused = problem(service.send(&id("take"), &refused).await).await;
        assert_eq!((reused.status, reused.code.as_str()), (422, "command_id_reused"));
    }
    let store = service.store.clone();
    service.stop().await.unwrap();

    let again = Service::start_on(store).await;
    assert_eq!(again.send(&id("take"), &take()).await.bytes().await.unwrap(), first);
    assert_eq!(again.send(&id("refused"), &refused).await.bytes().await.unwrap(), no);
    again.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_get_never_changes_anything() {
    let service = Service::start().await;
    service.send(&id("take"), &take()).await;
    let before = journal(&service.store);
    for path in
        ["/health", "/api/openapi.json", "/api/v1/kiosk", "/api/v1/board", "/api/v1/counters/1", "/api/v1/tickets/1"]
    {
        let response = in_time(service.get(path).send()).await.unwrap();
        assert_eq!((path, response.status().as_u16()), (path, 200));
        assert_eq!(response.headers()["content-type"], JSON);
        serde_json::from_slice::<serde_json::Value>(&response.bytes().await.unwrap()).unwrap();
    }
    assert_eq!(journal(&service.store), before);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_followed_by_a_secret_that_only_its_taker_is_told() {
    let service = Service::start().await;
    let mut secrets = std::collections::BTreeSet::new();
    for number in 1..=20 {
        let taken: protocol::Reply = service.send(&id(&format!("take-{number}")), &take()).await.json().await.unwrap();
        let secret = taken.follow.unwrap();
        assert!(secrets.insert(secret), "the same secret twice");
        let followed = in_time(service.get(&format!("/api/v1/follow/{secret}")).send()).await.unwrap();
        assert_eq!(followed.status(), 200);
        let frame: protocol::Frame<domain::view::TicketView> = followed.json().await.unwrap();
        assert_eq!(Some(frame.view), taken.ticket);
        let by_number = in_time(service.get(&format!("/api/v1/tickets/{number}")).send()).await.unwrap();
        assert!(!by_number.text().await.unwrap().contains(&secret.to_string()), "a number is no secret");
    }
    service.stop().await.unwrap();
}

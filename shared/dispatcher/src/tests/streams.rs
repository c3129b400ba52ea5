//! Live views: whoever comes, with whatever id, is right after one frame; and every stream ends with the service.

use std::time::Duration;

use axum::response::IntoResponse;
use futures_util::StreamExt;
use protocol::{BoardFrame, CounterFrame, HEARTBEAT_SECONDS, KioskFrame};
use reqwest::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Service, id, in_time, take};

/// The next event of a stream: its id and its data.
pub(super) async fn event(stream: &mut Response) -> (String, String) {
    let mut text = String::new();
    while !text.ends_with("\n\n") {
        let piece = in_time(stream.chunk()).await.unwrap().expect("the stream goes on");
        text.push_str(std::str::from_utf8(&piece).unwrap());
    }
    let field =
        |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    (field("id:"), field("data:"))
}

pub(super) async fn open(service: &Service, path: &str, last_id: Option<&str>) -> Response {
    let mut request = service.get(path);
    if let Some(last_id) = last_id {
        request = request.header("last-event-id", last_id);
    }
    let response = in_time(request.send()).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reconnects_with_any_id_is_right_after_one_frame() {
    let service = Service::start().await;
    service.send(&id("first"), &take()).await;
    service.send(&id("second"), &take()).await;
    let seq = 3;
    for last_id in [None, Some("3"), Some("1"), Some("0"), Some("999999999"), Some("-7"), Some("rubbish"), Some("")] {
        let (id, data) = event(&mut open(&service, "/api/v1/board/stream", last_id).await).await;
        let board: BoardFrame = serde_json::from_str(&data).unwrap();
        assert_eq!((id.as_str(), board.seq.0, board.view.waiting[0].waiting), ("3", seq, 2), "{last_id:?}");
        let (id, data) = event(&mut open(&service, "/api/v1/kiosk/stream", last_id).await).await;
        let kiosk: KioskFrame = serde_json::from_str(&data).unwrap();
        assert_eq!((id.as_str(), kiosk.view.areas[0].waiting), ("3", 2), "{last_id:?}");
        let (id, data) = event(&mut open(&service, "/api/v1/counters/1/stream", last_id).await).await;
        let counter: CounterFrame = serde_json::from_str(&data).unwrap();
        assert_eq!((id.as_str(), counter.view.label.as_str()), ("3", "1"), "{last_id:?}");
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_follows_every_change_and_its_id_only_rises() {
    let service = Service::start().await;
    let mut board = open(&service, "/api/v1/board/stream", None).await;
    let (mut last, _) = event(&mut board).await;
    for number in 1..=5 {
        service.send(&id(&format!("take-{number}")), &take()).await;
        let (id, data) = event(&mut board).await;
        let frame: BoardFrame = serde_json::from_str(&data).unwrap();
        assert_eq!(frame.view.waiting[0].waiting, number);
        assert!(id.parse::<u64>().unwrap() > last.parse().unwrap());
        last = id;
    }
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_command_makes_no_frame() {
    let service = Service::start().await;
    let mut board = open(&service, "/api/v1/board/stream", None).await;
    let (first, _) = event(&mut board).await;
    let nothing = serde_json::from_str(r#"{"command":"call_next","counter":"1"}"#).unwrap();
    assert_eq!(service.send(&id("refused"), &nothing).await.status(), 409);
    service.send(&id("take"), &take()).await;
    let (next, _) = event(&mut board).await;
    assert_eq!(next.parse::<u64>().unwrap(), first.parse::<u64>().unwrap() + 1);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_with_the_service() {
    let service = Service::start().await;
    let mut streams = Vec::new();
    for path in ["/api/v1/board/stream", "/api/v1/kiosk/stream", "/api/v1/counters/1/stream"] {
        let mut stream = open(&service, path, None).await;
        event(&mut stream).await;
        streams.push(stream);
    }
    service.stop().await.unwrap();
    for mut stream in streams {
        assert_eq!(in_time(stream.chunk()).await.unwrap(), None, "a stream ends as it should");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_never_end_do_not_hold_the_stop() {
    let service = Service::start().await;
    let address = service.url.strip_prefix("http://").unwrap().to_owned();
    let mut half_a_request = TcpStream::connect(&address).await.unwrap();
    half_a_request
        .write_all(b"POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        .await
        .unwrap();
    let mut never_read = TcpStream::connect(&address).await.unwrap();
    never_read.write_all(b"GET /api/v1/board/stream HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut first = [0; 15];
    in_time(never_read.read_exact(&mut first)).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let store = service.store.clone();
    service.stop().await.unwrap();
    Service::start_on(store).await.stop().await.unwrap();
}

const _: () = assert!(HEARTBEAT_SECONDS <= 10 && HEARTBEAT_SECONDS < protocol::STREAM_SILENCE_SECONDS_MAX);

#[tokio::test(start_paused = true)]
async fn a_stream_with_nothing_to_say_is_heard_in_time() {
    let store = store::SimStore::default();
    let (writer, reader) = (Box::new(store.clone()), Box::new(store));
    let clock = super::HandClock::at(super::MORNING);
    let (handle, _end) = crate::sequencer::start(super::catalog(), writer, reader, clock).unwrap();
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let hub = crate::handlers::Hub::new(handle.clone(), stopping, &crate::Limits::default());
    let everywhere = axum::extract::Query::try_from_uri(&"/".parse().unwrap());
    let stream = crate::handlers::streams::board(axum::extract::State(hub), everywhere).await;
    let Ok(stream) = stream else { panic!("there is room for one stream") };
    let mut pieces = stream.into_response().into_body().into_data_stream();
    let first = pieces.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"id:") || first.starts_with(b"data:"), "{first:?}");
    for _ in 0..3 {
        let limit = Duration::from_secs(HEARTBEAT_SECONDS);
        let piece = tokio::time::timeout(limit, pieces.next()).await.expect("a sign of life").unwrap().unwrap();
        assert!(piece.starts_with(b":"), "{piece:?}");
    }
    handle.stop();
}

//! What the log says of commands, and what it must never say.

use std::io::Write;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use store::{Fault, SimStore};

use super::{HandClock, MORNING, catalog};
use crate::connections::Peer;
use crate::handlers::{Hub, commands};
use crate::limits::Limits;
use crate::sequencer::start;

/// What was written to the log.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(piece)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// What was written since the last look.
    pub(super) fn taken(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

async fn post(hub: &Hub, key: &str, body: &'static str) {
    let request = Request::builder()
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body))
        .unwrap();
    // Refusals are answers too; only what the log says of them matters here.
    let _ = commands::post(State(hub.clone()), Extension(Peer(Ipv4Addr::LOCALHOST.into())), request).await;
}

#[tokio::test]
async fn each_command_is_one_line_with_its_end_and_nothing_about_anybody() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let store = SimStore::default();
    let (handle, _end) =
        start(catalog(), Box::new(store.clone()), Box::new(store.clone()), HandClock::at(MORNING)).unwrap();
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let hub = Hub::new(handle.clone(), stopping, &Limits::default());
    log.taken();
    let sign_in = r#"{"command":"sign_in","counter":"1","clerk":"anna"}"#;
    let take = r#"{"command":"take_ticket","services":["cards"],"class":"priority"}"#;
    for (number, (body, says)) in [
        (r#"{"command":"open_day","day":"2026-06-01"}"#, vec!["INFO", "command done", "open_day", "200"]),
        (sign_in, vec!["INFO", "command done", "sign_in", "200"]),
        (take, vec!["INFO", "command done", "take_ticket", "200", "millis"]),
        (r#"{"command":"close_everything","clerk":"anna"}"#, vec!["INFO", "command refused", "unread", "bad_request"]),
        (r#"{"command":"start","counter":"1"}"#, vec!["INFO", "command refused", "start", "409", "no_ticket_in_hand"]),
    ]
    .into_iter()
    .enumerate()
    {
        post(&hub, &format!("0123456789abcdef-{number}"), body).await;
        let said = log.taken();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(says.iter().all(|word| said.contains(word)), "{said} lacks one of {says:?}");
        assert!(["anna", "priority", "cards", "A001"].iter().all(|word| !said.contains(word)), "{said}");
    }
    store.fail(Fault::Full);
    post(&hub, "0123456789abcdef-full", take).await;
    let said = log.taken();
    assert!(["WARN", "command failed", "507", "storage_full"].iter().all(|word| said.contains(word)), "{said}");
    handle.stop();
}

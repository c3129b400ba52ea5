//! A live view that comes back by itself.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::time::Duration;

use protocol::STREAM_SILENCE_SECONDS_MAX;
use reqwest::Response;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::api::jitter;
use crate::backoff;
use crate::sse::{Parser, Said};

/// What a live view says next.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEvent<F> {
    /// The whole view after a change, or after coming back.
    Frame(F),
    /// Nothing changed; the dispatcher is alive.
    Alive,
    /// The dispatcher is gone or silent; it is tried again by itself.
    Lost {
        /// Why, for the log.
        why: String,
    },
}

/// A live view; ask it for ever.
#[derive(Debug)]
pub struct StreamHandle<F> {
    http: reqwest::Client,
    url: String,
    open: Option<Open>,
    last_id: Option<String>,
    attempt: u32,
    /// When to connect again after a loss.
    again_at: Option<Instant>,
    frame: PhantomData<fn() -> F>,
}

struct Open {
    response: Response,
    parser: Parser,
    waiting: VecDeque<Said>,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Open").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

impl<F> StreamHandle<F> {
    pub(crate) fn new(http: reqwest::Client, url: String) -> Self {
        Self { http, url, open: None, last_id: None, attempt: 0, again_at: None, frame: PhantomData }
    }
}

impl<F: DeserializeOwned> StreamHandle<F> {
    /// What the view says next; connects, and after a loss waits and connects again.
    ///
    /// A loss is told at once; the wait comes with the next call, and goes on where it was if that call is dropped.
    pub async fn next(&mut self) -> StreamEvent<F> {
        if let Some(again_at) = self.again_at {
            tokio::time::sleep_until(again_at).await;
            self.again_at = None;
        }
        match self.try_next().await {
            Ok(event) => {
                self.attempt = 0;
                event
            }
            Err(why) => {
                self.open = None;
                self.again_at = Some(Instant::now() + backoff::pause(self.attempt, jitter()));
                self.attempt = self.attempt.saturating_add(1);
                StreamEvent::Lost { why }
            }
        }
    }

    async fn try_next(&mut self) -> Result<StreamEvent<F>, String> {
        let silence = Duration::from_secs(STREAM_SILENCE_SECONDS_MAX);
        loop {
            let open = match &mut self.open {
                Some(open) => open,
                None => {
                    let connected =
                        tokio::time::timeout(silence, connect(&self.http, &self.url, self.last_id.as_deref()));
                    let response = connected.await.map_err(|_| "no answer".to_owned())??;
                    self.open.insert(Open { response, parser: Parser::default(), waiting: VecDeque::new() })
                }
            };
            match open.waiting.pop_front() {
                Some(Said::Comment) => return Ok(StreamEvent::Alive),
                Some(Said::Event { id, data }) => {
                    let frame = serde_json::from_str(&data).map_err(|error| error.to_string())?;
                    self.last_id = id;
                    return Ok(StreamEvent::Frame(frame));
                }
                None => {
                    let piece = tokio::time::timeout(silence, open.response.chunk()).await;
                    let piece = piece.map_err(|_| "silent for too long".to_owned())?;
                    let piece = piece.map_err(|error| error.to_string())?.ok_or("the stream ended")?;
                    open.waiting.extend(open.parser.take(&piece).map_err(|_| "an event is too long".to_owned())?);
                }
            }
        }
    }
}

async fn connect(http: &reqwest::Client, url: &str, last_id: Option<&str>) -> Result<Response, String> {
    let mut request = http.get(url);
    if let Some(id) = last_id {
        request = request.header("last-event-id", id);
    }
    let response = request.send().await.map_err(|error| error.to_string())?;
    response.error_for_status().map_err(|error| error.to_string())
}

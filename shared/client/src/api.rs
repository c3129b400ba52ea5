//! Calls and their answers.

mod appointments;
mod catalog;

use std::time::{Duration, Instant};

use domain::command::Command;
use domain::ids::{CommandId, CounterId, LocationId, TicketId};
use domain::view::TicketView;
use protocol::{BoardFrame, COMMAND_ID_HEADER, CounterFrame, Frame, Health, KioskFrame, Problem, Reply, route};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::backoff;
use crate::stream::StreamHandle;

/// How long a connection may take, in seconds.
const CONNECT_SECONDS_MAX: u64 = 2;
/// How long one try may take, in seconds.
const TRY_SECONDS_MAX: u64 = 5;
/// Largest answer that is taken, in bytes; the largest view of a hub is a small part of it.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// How long a command is tried in all, in seconds.
const SEND_SECONDS_MAX: u64 = 10;

/// Why a call did not succeed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ClientError {
    /// The hub said no, and why.
    #[error("{}", .0.detail)]
    Problem(Box<Problem>),
    /// Nobody answered.
    #[error("the dispatcher cannot be reached: {0}")]
    Unreachable(String),
    /// Something answered that is not a dispatcher of this version.
    #[error("the answer cannot be understood: {0}")]
    Protocol(String),
}

/// Makes calls to one dispatcher.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    location: Option<LocationId>,
}

/// A new command id: 128 bits, most of them random.
#[must_use]
pub fn new_command_id() -> CommandId {
    CommandId::new(uuid::Uuid::new_v4().simple().to_string())
}

impl Client {
    /// A client of the dispatcher at `base`, such as `http://127.0.0.1:7417`.
    ///
    /// # Errors
    /// When `base` is not an HTTP address.
    pub fn new(base: &str) -> Result<Self, ClientError> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .no_proxy()
            .build()
            .map_err(|error| ClientError::Protocol(error.to_string()))?;
        let base = base.trim_end_matches('/').to_owned();
        if !base.starts_with("http://") || http.get(&base).build().is_err() {
            return Err(ClientError::Protocol(format!("'{base}' is not an address; write http://HOST:PORT")));
        }
        Ok(Self { http, base, location: None })
    }

    /// The same client for a kiosk or a board that stands in a building.
    #[must_use]
    pub fn at(self, location: Option<LocationId>) -> Self {
        Self { location, ..self }
    }

    /// The building the kiosk or board stands in; a kiosk of which none is known stands in the headquarters.
    #[must_use]
    pub fn location(&self) -> Option<&LocationId> {
        self.location.as_ref()
    }

    /// A route that is answered for the building.
    fn here(&self, route: &str) -> String {
        match &self.location {
            Some(location) => format!("{route}?location={}", escaped(location.as_str())),
            None => route.to_owned(),
        }
    }

    /// Has a command done. A lost answer is asked for again with the same id.
    ///
    /// # Errors
    /// When the hub refuses, or nobody answers in time.
    pub async fn send(&self, id: &CommandId, command: &Command) -> Result<Reply, ClientError> {
        self.persist(|| self.post(route::COMMANDS, id).json(command)).await
    }

    /// Asks for something, and again with the same id as long as that may help.
    async fn persist<T: DeserializeOwned>(
        &self,
        request: impl Fn() -> reqwest::RequestBuilder,
    ) -> Result<T, ClientError> {
        let begun = Instant::now();
        let mut attempt = 0;
        loop {
            let result = read(request().send().await).await;
            let is_worth_a_retry = match &result {
                Err(ClientError::Unreachable(_)) => true,
                Err(ClientError::Problem(problem)) => {
                    [StatusCode::SERVICE_UNAVAILABLE, StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT]
                        .iter()
                        .any(|status| problem.status == status.as_u16())
                }
                Ok(_) | Err(ClientError::Protocol(_)) => false,
            };
            let pause = backoff::pause(attempt, jitter());
            if !is_worth_a_retry || begun.elapsed() + pause > Duration::from_secs(SEND_SECONDS_MAX) {
                return result;
            }
            tracing::debug!(attempt, "sending the command again");
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    fn post(&self, path: &str, id: &CommandId) -> reqwest::RequestBuilder {
        let request = self.http.post(self.url(path)).timeout(Duration::from_secs(TRY_SECONDS_MAX));
        request.header(COMMAND_ID_HEADER, id.as_str())
    }

    fn delete(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.delete(self.url(path)).timeout(Duration::from_secs(TRY_SECONDS_MAX))
    }

    /// How the dispatcher is; one that cannot write its journal answers too.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn health(&self) -> Result<Health, ClientError> {
        let (status, body) = whole(self.request(route::HEALTH).send().await).await?;
        serde_json::from_slice(&body).map_err(|error| not_understood(status, &error))
    }

    /// What a kiosk shows.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn kiosk(&self) -> Result<KioskFrame, ClientError> {
        self.get(&self.here(route::KIOSK)).await
    }

    /// What a board shows.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn board(&self) -> Result<BoardFrame, ClientError> {
        self.get(&self.here(route::BOARD)).await
    }

    /// What a counter shows.
    ///
    /// # Errors
    /// When there is no such counter or nobody answers.
    pub async fn counter(&self, counter: &CounterId) -> Result<CounterFrame, ClientError> {
        self.get(&of_counter(route::COUNTER, counter)).await
    }

    /// A ticket of today.
    ///
    /// # Errors
    /// When there is no such ticket or nobody answers.
    pub async fn ticket(&self, ticket: TicketId) -> Result<Frame<TicketView>, ClientError> {
        self.get(&route::TICKET.replace("{ticket}", &ticket.to_string())).await
    }

    /// The kiosk view, live.
    #[must_use]
    pub fn kiosk_stream(&self) -> StreamHandle<KioskFrame> {
        self.stream(&self.here(route::KIOSK_STREAM))
    }

    /// The board view, live.
    #[must_use]
    pub fn board_stream(&self) -> StreamHandle<BoardFrame> {
        self.stream(&self.here(route::BOARD_STREAM))
    }

    /// A counter's view, live.
    #[must_use]
    pub fn counter_stream(&self, counter: &CounterId) -> StreamHandle<CounterFrame> {
        self.stream(&of_counter(route::COUNTER_STREAM, counter))
    }

    fn stream<F>(&self, path: &str) -> StreamHandle<F> {
        StreamHandle::new(self.http.clone(), self.url(path))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        read(self.request(path).send().await).await
    }

    fn request(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(self.url(path)).timeout(Duration::from_secs(TRY_SECONDS_MAX))
    }
}

/// A counter's route; whatever a settings file calls the counter stays one step of the path.
fn of_counter(route: &str, counter: &CounterId) -> String {
    route.replace("{counter}", &escaped(counter.as_str()))
}

fn escaped(text: &str) -> String {
    text.bytes().map(step_of_path).collect()
}

fn step_of_path(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

/// A number nobody else has; good enough to spread retries.
pub(crate) fn jitter() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().0
}

/// Status and body of an answer that arrived whole and is no longer than agreed.
async fn whole(response: Result<Response, reqwest::Error>) -> Result<(StatusCode, Vec<u8>), ClientError> {
    let unreachable = |error: reqwest::Error| ClientError::Unreachable(error.to_string());
    let mut response = response.map_err(unreachable)?;
    let (status, mut body) = (response.status(), Vec::new());
    while let Some(piece) = response.chunk().await.map_err(unreachable)? {
        if body.len() + piece.len() > ANSWER_BYTES_MAX {
            return Err(ClientError::Protocol(format!("status {status}: more than {ANSWER_BYTES_MAX} bytes")));
        }
        body.extend_from_slice(&piece);
    }
    Ok((status, body))
}

async fn read<T: DeserializeOwned>(response: Result<Response, reqwest::Error>) -> Result<T, ClientError> {
    let (status, body) = whole(response).await?;
    if status.is_success() {
        return serde_json::from_slice(&body).map_err(|error| not_understood(status, &error));
    }
    match serde_json::from_slice(&body) {
        Ok(problem) => Err(ClientError::Problem(problem)),
        // Something in between speaks for a dispatcher that is away.
        Err(_) if status.is_server_error() => Err(ClientError::Unreachable(format!("status {status}"))),
        Err(error) => Err(not_understood(status, &error)),
    }
}

fn not_understood(status: StatusCode, error: &serde_json::Error) -> ClientError {
    ClientError::Protocol(format!("status {status}: {error}"))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::{ANSWER_BYTES_MAX, Client, ClientError, CounterId, of_counter, route};

    #[tokio::test]
    async fn an_endless_answer_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let _ = socket.read(&mut request).await.unwrap();
            socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            let piece = vec![b' '; 64 * 1024];
            let mut sent = 0;
            // The client hangs up at its limit; what it has taken by then stays in the buffers between.
            while sent < 16 * ANSWER_BYTES_MAX && socket.write_all(&piece).await.is_ok() {
                sent += piece.len();
            }
            sent
        });
        let refused = Client::new(&format!("http://{address}")).unwrap().board().await;
        assert!(matches!(refused, Err(ClientError::Protocol(_))), "{refused:?}");
        let sent = server.await.unwrap();
        assert!(sent > ANSWER_BYTES_MAX && sent < 16 * ANSWER_BYTES_MAX, "{sent}");
    }

    #[test]
    fn a_counter_with_a_strange_name_stays_one_step_of_the_path() {
        assert_eq!(of_counter(route::COUNTER, &CounterId::new("sala-3")), "/api/v1/counters/sala-3");
        let strange = of_counter(route::COUNTER_STREAM, &CounterId::new("../3?è"));
        assert_eq!(strange, "/api/v1/counters/%2E%2E%2F3%3F%C3%A8/stream");
    }

    #[test]
    fn what_is_not_an_address_is_refused_at_once() {
        for wrong in ["", "127.0.0.1:7417", "ftp://127.0.0.1", "http://", "http://exa mple"] {
            assert!(Client::new(wrong).is_err(), "'{wrong}' was taken");
        }
        Client::new("http://127.0.0.1:7417/").unwrap();
    }
}

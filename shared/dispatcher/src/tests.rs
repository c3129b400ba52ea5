//! The service as a whole: over real HTTP on a free port, on a simulated journal and a clock that is set by hand.

mod bookings;
mod catalogs;
mod clock;
mod crowding;
mod days;
mod forecasts;
mod http;
mod logs;
mod offline;
mod opening;
mod persons;
mod phone;
mod refusals;
mod sequencing;
mod standing;
mod storage;
mod streams;
mod what_if;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::{CommandId, HubId, Seq};
use reqwest::{RequestBuilder, Response};
use store::{HubReader, HubStore, SimStore, Stored};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::{Config, DispatcherError, Limits, serve_on_store};

/// How long a test waits for anything, in seconds.
const WAIT_SECONDS_MAX: u64 = 20;

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(WAIT_SECONDS_MAX), what).await.expect("it happens in time")
}

/// A clock that stands where it was put.
struct HandClock(Mutex<(Timestamp, Duration)>);

impl HandClock {
    fn at(time: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new((time.parse().unwrap(), Duration::ZERO))))
    }

    /// It is later: time has passed; or it is earlier: the clock was set back.
    fn set(&self, time: &str) {
        let mut both = self.0.lock().unwrap();
        let next: Timestamp = time.parse().unwrap();
        let passed = (next - both.0).to_std().unwrap_or_default();
        *both = (next, both.1 + passed);
    }

    /// The clock is set, ahead or back, and no time passes.
    fn step(&self, time: &str) {
        self.0.lock().unwrap().0 = time.parse().unwrap();
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn counter(&self) -> Duration {
        self.0.lock().unwrap().1
    }
}

const MORNING: &str = "2026-06-01T07:00:00Z";

/// Two services, two counters, one clerk, in Rome.
pub(crate) fn catalog() -> Arc<Catalog> {
    let catalog = serde_json::json!({
        "id": "hub",
        "name": { "it": "Comune" },
        "time_zone": "Europe/Rome",
        "location": [{ "id": "hq", "name": { "it": "Sede" }, "address": "Piazza 1" }],
        "area": [{
            "id": "registry", "name": { "it": "Anagrafe" }, "summary": { "it": "Documenti" }, "floor": "T",
            "waiting_room": { "it": "Atrio" }, "color": "#0066cc"
        }],
        "service": [
            { "id": "cards", "letter": "A", "area": "registry", "name": { "it": "Carte" },
              "duration_minutes": 10, "target_wait_minutes": 20 },
            { "id": "births", "letter": "B", "area": "registry", "name": { "it": "Nascite" },
              "duration_minutes": 10, "target_wait_minutes": 20 }
        ],
        "counter": [
            { "id": "1", "label": "1", "location": "hq", "floor": "T", "place": { "it": "Atrio" }, "area": "registry" },
            { "id": "2", "label": "2", "location": "hq", "floor": "T", "place": { "it": "Atrio" }, "area": "registry" }
        ],
        "clerk": [{ "id": "anna", "name": "Anna", "primary": ["cards"] }]
    });
    Arc::new(serde_json::from_value(catalog).unwrap())
}

fn hub() -> HubId {
    HubId::new("hub")
}

fn take() -> Command {
    serde_json::from_str(r#"{"command":"take_ticket","services":["cards"]}"#).unwrap()
}

fn id(name: &str) -> CommandId {
    CommandId::new(format!("{name}-0123456789abcdef"))
}

fn journal(store: &SimStore) -> Vec<Stored> {
    store.events(&hub(), Seq(0), usize::MAX).unwrap()
}

/// A running dispatcher.
struct Service {
    url: String,
    http: reqwest::Client,
    store: SimStore,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), DispatcherError>>,
}

impl Service {
    async fn start() -> Self {
        Self::start_on(SimStore::default()).await
    }

    async fn start_on(store: SimStore) -> Self {
        Self::start_with(store, Limits::default()).await
    }

    async fn start_with(store: SimStore, limits: Limits) -> Self {
        let config = Config {
            catalog: catalog(),
            source: None,
            journal: "nowhere".into(),
            auto_open_day: true,
            foretells: false,
            limits,
        };
        Self::start_config(store, config).await
    }

    async fn start_config(store: SimStore, config: Config) -> Self {
        Self::start_at(store, config, HandClock::at(MORNING)).await
    }

    async fn start_at(store: SimStore, config: Config, clock: Arc<HandClock>) -> Self {
        let (writer, reader) = (Box::new(store.clone()), Box::new(store.clone()));
        Self::start_on_any(store, writer, reader, config, clock).await
    }

    /// Serves on any store; `store` is only for the test to look into.
    async fn start_on_any(
        store: SimStore,
        writer: Box<dyn HubStore>,
        reader: Box<dyn HubReader>,
        config: Config,
        clock: Arc<HandClock>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (ready, is_ready) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(serve_on_store(
            config,
            writer,
            reader,
            listener,
            clock,
            move || ready.send(()).unwrap(),
            async move { drop(stopped.await) },
        ));
        in_time(is_ready).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { url, http, store, stop: Some(stop), task }
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.url))
    }

    fn post(&self, key: &CommandId, command: &Command) -> RequestBuilder {
        self.http
            .post(format!("{}{}", self.url, protocol::route::COMMANDS))
            .header(protocol::COMMAND_ID_HEADER, key.as_str())
            .json(command)
    }

    async fn send(&self, key: &CommandId, command: &Command) -> Response {
        in_time(self.post(key, command).send()).await.unwrap()
    }

    /// How the dispatcher ended, after it was asked to.
    async fn stop(mut self) -> Result<(), DispatcherError> {
        drop(self.stop.take());
        self.ended().await
    }

    /// How the dispatcher ended by itself.
    async fn ended(self) -> Result<(), DispatcherError> {
        in_time(self.task).await.unwrap()
    }
}

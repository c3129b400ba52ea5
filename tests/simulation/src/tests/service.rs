//! The same days lived through by the real service: its sequencer, over HTTP, on the simulated journal.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dispatcher::{Clock, Config, DispatcherError, serve_on_store};
use domain::Timestamp;
use domain::appointment::Appointment;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::{AppointmentId, CommandId, CounterId, HubId, LocationId, Seq, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView, TicketView};
use protocol::{Frame, route};
use serde::de::DeserializeOwned;
use store::{Fault, HubReader, SimStore, Stored};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::coverage::Coverage;
use crate::hub::{Answer, Hub};
use crate::office::{HubFile, source_of};
use crate::run::from_seed;
use crate::world::{World, beginning};

/// Runs through the service; each command and each look is a request.
const SERVICE_RUNS: u64 = 4;
/// Days of one of these runs: one night lies between.
const SERVICE_DAYS_PER_RUN: u64 = 2;
/// How long anything may take, in seconds.
const WAIT_SECONDS_MAX: u64 = 20;

struct HandClock(Mutex<(Timestamp, Duration)>);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn counter(&self) -> Duration {
        self.0.lock().unwrap().1
    }
}

struct Running {
    url: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), DispatcherError>>,
}

/// A hub behind HTTP.
struct Service {
    runtime: Runtime,
    http: reqwest::Client,
    store: SimStore,
    clock: Arc<HandClock>,
    hub: HubId,
    running: Option<Running>,
}

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(WAIT_SECONDS_MAX), what).await.expect("it happens in time")
}

impl Service {
    fn start() -> Self {
        let catalog = HubFile::default().catalog();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let clock = Arc::new(HandClock(Mutex::new((beginning(), Duration::ZERO))));
        let (store, hub) = (SimStore::default(), catalog.id.clone());
        let mut service = Self { runtime, http, store, clock, hub, running: None };
        // The journal begins with the hub file; whatever comes in later, a start goes on with what the journal has.
        service.serve(Some(source_of(&HubFile::default().catalog())));
        service
    }

    fn serve(&mut self, source: Option<String>) {
        let catalog = HubFile::default().catalog();
        let (store, clock) = (self.store.clone(), self.clock.clone());
        self.running = Some(self.runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let limits = dispatcher::Limits::without_rates();
            let config =
                Config { catalog, source, journal: "nowhere".into(), auto_open_day: false, foretells: false, limits };
            let ((ready, is_ready), (stop, stopped)) = (oneshot::channel(), oneshot::channel::<()>());
            let (writer, reader) = (Box::new(store.clone()), Box::new(store));
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
            Running { url, stop, task }
        }));
    }

    fn stop(&mut self) {
        let Some(Running { stop, task, .. }) = self.running.take() else { return };
        drop(stop);
        self.runtime.block_on(in_time(task)).unwrap().unwrap();
    }

    fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        self.runtime.block_on(in_time(async {
            let answer = request.send().await.unwrap();
            Answer { status: answer.status().as_u16(), body: answer.text().await.unwrap() }
        }))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.as_ref().unwrap().url)
    }

    fn look<V: DeserializeOwned>(&self, path: &str) -> Option<V> {
        self.frame(path).map(|frame| frame.view)
    }

    fn frame<V: DeserializeOwned>(&self, path: &str) -> Option<Frame<V>> {
        let answer = in_time(async {
            let answer = self.http.get(self.url(path)).send().await.unwrap();
            let is_there = answer.status().is_success();
            is_there.then_some(answer.text().await.unwrap())
        });
        let body = self.runtime.block_on(answer)?;
        Some(serde_json::from_str(&body).unwrap())
    }
}

impl Hub for Service {
    fn set_clock(&mut self, now: Timestamp, counter: Duration) {
        *self.clock.0.lock().unwrap() = (now, counter);
    }

    fn ask(&mut self, id: &CommandId, command: &Command) -> Answer {
        let request = self.http.post(self.url(route::COMMANDS)).json(command);
        let request = request.header(protocol::COMMAND_ID_HEADER, id.as_str());
        self.send(request)
    }

    fn fail_next(&mut self, fault: Fault) {
        self.store.fail_next(fault);
    }

    fn import(&mut self, id: &CommandId, _: &Arc<Catalog>, source: &str) -> Answer {
        let request = self.http.post(self.url(route::CATALOG)).body(source.to_owned());
        let request = request.header("content-type", protocol::HUB_FILE_MEDIA_TYPE);
        self.send(request.header(protocol::COMMAND_ID_HEADER, id.as_str()))
    }

    fn plan(&mut self, _: &CommandId, _: &[Appointment], _: &[AppointmentId]) -> Option<Answer> {
        None
    }

    fn is_told_of_appointments(&self) -> bool {
        false
    }

    /// It learns from its own days alone.
    fn learn(&mut self, _: &CommandId, _: Option<&Durations>, _: Option<WaitCalibration>) -> Option<Answer> {
        None
    }

    fn appointments(&self) -> Option<AppointmentsView> {
        None
    }

    fn restart(&mut self) {
        self.stop();
        self.serve(None);
    }

    fn journal(&self, after: Seq) -> Vec<Stored> {
        self.store.events(&self.hub, after, usize::MAX).unwrap()
    }

    fn kiosk(&self, location: &LocationId) -> Option<KioskView> {
        self.look(&format!("{}?location={location}", route::KIOSK))
    }

    fn board(&self, location: Option<&LocationId>) -> BoardView {
        let place = location.map(|location| format!("?location={location}")).unwrap_or_default();
        self.look(&format!("{}{place}", route::BOARD)).unwrap()
    }

    fn counter(&self, id: &CounterId) -> Option<(CounterView, Timestamp)> {
        self.frame(&route::COUNTER.replace("{counter}", id.as_str())).map(|frame| (frame.view, frame.at))
    }

    fn manager(&self) -> (ManagerView, Timestamp) {
        let frame = self.frame(route::MANAGER).unwrap();
        (frame.view, frame.at)
    }

    fn ticket(&self, id: TicketId) -> Option<TicketView> {
        self.look(&route::TICKET.replace("{ticket}", &id.to_string()))
    }

    /// Nobody sees the service's state but through its views, and they are compared after each restart.
    fn check_replay(&self, _: bool) -> Result<(), String> {
        Ok(())
    }
}

#[test]
fn the_real_service_lives_through_the_same_days() {
    let mut covered = Coverage::default();
    for seed in 0..SERVICE_RUNS {
        let (coverage, failure) = from_seed(World::new(Service::start()), seed, SERVICE_DAYS_PER_RUN);
        let told = failure.map(|failure| (failure.step, failure.contradiction));
        assert!(told.is_none(), "seed {seed}: {told:?}");
        covered.add(&coverage);
    }
    // Where the clock fell back a day, the night leads to a day that was opened before.
    assert!(covered.days > SERVICE_RUNS, "{covered:?}");
}

//! A whole hub in one process for stories: the real dispatcher on a free port, real clients, a journal on disk.

mod clock;
mod process;
mod proxy;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use client::{Client, ClientError, new_command_id};
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, Seq, ServiceId};
use domain::text::Language;
use domain::ticket::Class;
use domain::view::{BoardView, CounterView, TicketView};
use protocol::Reply;
use store::{HubReader, HubStore, SimStore, SqliteReader, SqliteStore};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use clock::{PassingClock, STORY_TIME, StandingClock};
pub use process::{Ended, Process};
pub use proxy::{Cut, Proxy};

/// How long a story waits for anything, in seconds.
pub const WAIT_SECONDS_MAX: u64 = 20;

/// Waits for something that has to happen.
///
/// # Panics
/// When it does not happen in time.
pub async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(WAIT_SECONDS_MAX), what).await.expect("it happens in time")
}

/// A hub that can be stopped and started again on the same journal.
pub struct World {
    folder: tempfile::TempDir,
    simulated: Option<SimStore>,
    clock: Arc<dyn dispatcher::Clock>,
    /// The hub's catalog.
    pub catalog: Arc<Catalog>,
    running: Option<Running>,
}

struct Running {
    address: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), dispatcher::DispatcherError>>,
}

/// The sample hub.
#[must_use]
pub fn hub_file_path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/hubs/ascoli-piceno.toml"))
}

/// The sample hub, read, and open at any time of day: no story depends on the hour at which it is told.
///
/// # Panics
/// When it is not in order.
#[must_use]
pub fn sample_catalog() -> Arc<Catalog> {
    Arc::new(hub_file::load(&hub_file_path()).expect("the sample hub is in order").always_open())
}

/// A walk-in's wish for one service.
#[must_use]
pub fn take(service: &ServiceId) -> Command {
    Command::TakeTicket {
        services: vec![service.clone()],
        class: Class::WalkIn,
        language: Language::It,
        device: None,
        priority: None,
        location: None,
        from: None,
    }
}

/// The code of the problem a call ended with.
///
/// # Panics
/// When it ended otherwise.
#[must_use]
pub fn problem_code(error: ClientError) -> String {
    match error {
        ClientError::Problem(problem) => problem.code,
        ClientError::Unreachable(why) | ClientError::Protocol(why) => panic!("expected a problem, got {why}"),
    }
}

/// A client of whoever listens at an address.
///
/// # Panics
/// When it is not an address.
#[must_use]
pub fn client_of(address: &str) -> Client {
    Client::new(&format!("http://{address}")).expect("a client")
}

impl World {
    /// Opens the sample hub on a new journal.
    ///
    /// # Panics
    /// When the hub cannot be opened.
    pub async fn open() -> Self {
        Self::open_on(None, Arc::new(StandingClock::default())).await
    }

    /// Opens the sample hub on a journal in memory that can be made to fail.
    ///
    /// # Panics
    /// When the hub cannot be opened.
    pub async fn open_simulated(store: SimStore) -> Self {
        Self::open_on(Some(store), Arc::new(StandingClock::default())).await
    }

    /// Opens the sample hub on a new journal and a clock that goes on when the story says so.
    ///
    /// # Panics
    /// When the hub cannot be opened.
    pub async fn open_while(clock: Arc<PassingClock>) -> Self {
        Self::open_on(None, clock).await
    }

    async fn open_on(simulated: Option<SimStore>, clock: Arc<dyn dispatcher::Clock>) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the journal");
        let mut world = Self { folder, simulated, clock, catalog: sample_catalog(), running: None };
        world.start().await;
        world
    }

    /// Where the journal is, unless it is simulated.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.sqlite")
    }

    fn stores(&self) -> (Box<dyn HubStore>, Box<dyn HubReader>) {
        if let Some(store) = &self.simulated {
            return (Box::new(store.clone()), Box::new(store.clone()));
        }
        let store = SqliteStore::open(&self.journal()).expect("the journal opens");
        let reader = store.reader().expect("the journal can be read");
        (Box::new(store), Box::new(reader))
    }

    /// Starts the dispatcher on another free port.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(&mut self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port's address").to_string();
        let (catalog, limits) = (self.catalog.clone(), dispatcher::Limits::without_rates());
        let config = dispatcher::Config {
            catalog,
            source: None,
            journal: self.journal(),
            auto_open_day: true,
            foretells: false,
            limits,
        };
        let (store, reader) = self.stores();
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, is_ready) = oneshot::channel();
        let task = tokio::spawn(dispatcher::serve_on_store(
            config,
            store,
            reader,
            listener,
            self.clock.clone(),
            move || {
                let _ = ready.send(());
            },
            async move { drop(stopped.await) },
        ));
        in_time(is_ready).await.expect("the dispatcher starts");
        self.running = Some(Running { address, stop, task });
    }

    /// Stops the dispatcher and starts it again on the same journal.
    ///
    /// # Panics
    /// When the dispatcher ended with an error.
    pub async fn restart(&mut self) {
        self.close().await;
        self.start().await;
    }

    /// Stops the dispatcher; its task must have ended well.
    ///
    /// # Panics
    /// When the dispatcher ended with an error.
    pub async fn close(&mut self) {
        let Some(running) = self.running.take() else { return };
        drop(running.stop);
        in_time(running.task).await.expect("the dispatcher did not panic").expect("the dispatcher stopped well");
    }

    /// Where the running dispatcher listens.
    ///
    /// # Panics
    /// When nothing runs.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.running.as_ref().expect("the hub runs").address
    }

    /// A client of the running dispatcher.
    ///
    /// # Panics
    /// When nothing runs.
    #[must_use]
    pub fn client(&self) -> Client {
        client_of(self.address())
    }

    /// Takes a ticket for services by id.
    ///
    /// # Errors
    /// What the hub answered.
    pub async fn take(&self, services: &[&str], class: Class) -> Result<TicketView, ClientError> {
        let command = Command::TakeTicket {
            services: services.iter().map(|id| ServiceId::new(*id)).collect(),
            class,
            language: Language::It,
            device: None,
            priority: None,
            location: None,
            from: None,
        };
        let reply = self.client().send(&new_command_id(), &command).await?;
        Ok(reply.ticket.expect("a taken ticket is in the reply"))
    }

    /// Sends any command.
    ///
    /// # Errors
    /// What the hub answered.
    pub async fn send(&self, command: Command) -> Result<Reply, ClientError> {
        self.client().send(&new_command_id(), &command).await
    }

    /// Signs a clerk in.
    ///
    /// # Panics
    /// When the hub refuses.
    pub async fn sign_in(&self, counter: &CounterId, clerk: &ClerkId) {
        self.send(Command::sign_in(counter.clone(), clerk.clone())).await.expect("the clerk signs in");
    }

    /// Every event of the hub's journal, read from the disk.
    ///
    /// # Panics
    /// When the journal is simulated, or cannot be read.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let reader = SqliteReader::open(&self.journal()).expect("the journal can be read");
        let stored = reader.events(&self.catalog.id, Seq(0), usize::MAX).expect("the journal can be read");
        stored.into_iter().map(|stored| stored.event).collect()
    }

    /// What the board shows.
    ///
    /// # Panics
    /// When the dispatcher does not answer.
    pub async fn board(&self) -> BoardView {
        self.client().board().await.expect("the board's view").view
    }

    /// What a counter shows.
    ///
    /// # Panics
    /// When the dispatcher does not answer.
    pub async fn counter(&self, counter: &CounterId) -> CounterView {
        self.client().counter(counter).await.expect("the counter's view").view
    }

    /// A counter, a clerk and a service that belong together.
    ///
    /// # Panics
    /// When the hub has none.
    #[must_use]
    pub fn desk(&self) -> (CounterId, ClerkId, ServiceId) {
        let clerk = self.catalog.clerks.first().expect("a clerk");
        let service = clerk.primary.first().expect("a skill");
        let counter = self.catalog.counters.first().expect("a counter");
        (counter.id.clone(), clerk.id.clone(), service.clone())
    }
}

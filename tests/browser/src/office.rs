//! The sample hub behind a dispatcher that keeps its address when it dies and comes back.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use client::{Client, new_command_id};
use domain::catalog::Catalog;
use domain::command::Command;
use domain::follow::FollowToken;
use domain::ids::{ClerkId, CounterId};
use domain::text::Language;
use domain::ticket::Class;
use protocol::Reply;
use stories::{StandingClock, client_of, in_time, sample_catalog};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A hub with one desk.
pub struct Office {
    folder: TempDir,
    catalog: Arc<Catalog>,
    address: SocketAddr,
    running: Option<Running>,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), dispatcher::DispatcherError>>,
}

impl Office {
    /// Opens the sample hub on a free port.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port's address");
        let folder = tempfile::tempdir().expect("a folder for the journal");
        let mut office = Self { folder, catalog: sample_catalog(), address, running: None };
        office.serve(listener).await;
        office
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.sqlite")
    }

    async fn serve(&mut self, listener: TcpListener) {
        let config = dispatcher::Config {
            catalog: self.catalog.clone(),
            source: None,
            journal: self.journal(),
            auto_open_day: true,
            foretells: true,
            limits: dispatcher::Limits::default(),
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, is_ready) = oneshot::channel();
        let on_ready = move || {
            let _ = ready.send(());
        };
        let clock = Arc::new(StandingClock::default());
        let served = dispatcher::serve_with(config, listener, clock, on_ready, async move { drop(stopped.await) });
        let task = tokio::spawn(served);
        in_time(is_ready).await.expect("the dispatcher starts");
        self.running = Some(Running { stop, task });
    }

    /// Ends the dispatcher: its address answers nobody.
    ///
    /// # Panics
    /// When it did not run or ended with an error.
    pub async fn dies(&mut self) {
        let running = self.running.take().expect("it runs");
        drop(running.stop);
        in_time(running.task).await.expect("it did not panic").expect("it ended well");
    }

    /// Starts it again at the same address.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn comes_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is free again");
        self.serve(listener).await;
    }

    fn client(&self) -> Client {
        client_of(&self.address.to_string())
    }

    /// Has a command done.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn does(&self, command: Command) -> Reply {
        in_time(self.client().send(&new_command_id(), &command)).await.expect("the hub does it")
    }

    /// Somebody takes a ticket for the desk's first service, and perhaps for more; gives its secret.
    ///
    /// # Panics
    /// When none is given.
    pub async fn takes(&self, language: Language, more: &[&str]) -> FollowToken {
        let (_, clerk) = self.desk();
        let first = &self.catalog.clerk(&clerk).expect("the clerk").primary[0];
        let mut services = vec![first.clone()];
        services.extend(more.iter().map(|id| domain::ids::ServiceId::new(*id)));
        let command = Command::TakeTicket {
            services,
            class: Class::WalkIn,
            language,
            device: None,
            priority: None,
            location: None,
            from: None,
        };
        self.does(command).await.follow.expect("a ticket has a secret")
    }

    /// The desk: a counter and who sits there.
    ///
    /// # Panics
    /// When the sample hub has none.
    #[must_use]
    pub fn desk(&self) -> (CounterId, ClerkId) {
        let (counter, clerk) = (&self.catalog.counters[0], &self.catalog.clerks[0]);
        (counter.id.clone(), clerk.id.clone())
    }

    /// The clerk sits down.
    pub async fn sits_down(&self) {
        let (counter, clerk) = self.desk();
        self.does(Command::sign_in(counter, clerk)).await;
    }

    /// The clerk calls the next one.
    pub async fn calls(&self) {
        let (counter, _) = self.desk();
        self.does(Command::CallNext { counter }).await;
    }

    /// The address of a ticket's page.
    #[must_use]
    pub fn page(&self, token: FollowToken) -> String {
        self.at(&format!("/f/{token}"))
    }

    /// An address of the dispatcher.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

//! Serves a hub: one sequencer owns its state, HTTP carries commands and views, streams carry what changes.
//!
//! Architecture invariants: only the sequencer's thread decides and writes; answers and frames leave after the
//! commit; a `GET` never changes anything.
#![forbid(unsafe_code)]

mod catalog;
mod clock;
pub mod command_body;
mod connections;
mod day;
mod follow;
mod forecaster;
mod handlers;
mod limits;
mod openapi;
mod pages;
mod phone;
mod problem;
pub mod replay;
mod router;
mod secret;
mod sequencer;
mod views;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::catalog::Catalog;
use store::{HubReader, HubStore, SqliteStore, StoreError};
use tokio::net::TcpListener;
use tokio::sync::watch;

use day::Calendar;
use forecaster::Forecaster;
use handlers::Hub;

pub use clock::{Clock, SystemClock};
pub use limits::Limits;

/// How long a stop waits for requests in the middle, in seconds; a connection that never ends is then left behind.
const STOP_SECONDS_MAX: u64 = 3;

/// What a dispatcher needs to know.
pub struct Config {
    /// The hub, by its hub file.
    pub catalog: Arc<Catalog>,
    /// That file as it was written, which becomes a version in the journal; with `None` none is made, and the journal's
    /// last version counts where it has one.
    pub source: Option<String>,
    /// The journal's file.
    pub journal: PathBuf,
    /// Whether the dispatcher opens and closes each day by itself, by the hub's calendar.
    pub auto_open_day: bool,
    /// Whether the dispatcher learns from past days and foretells waits.
    pub foretells: bool,
    /// How much the network may ask for.
    pub limits: Limits,
}

/// Why a dispatcher cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum DispatcherError {
    /// The journal cannot be opened or read, or somebody else took over.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The hub's time zone does not exist.
    #[error("the hub's time zone '{0}' does not exist; write one such as Europe/Rome")]
    TimeZone(String),
    /// The network failed.
    #[error("cannot serve: {0}")]
    Network(#[from] std::io::Error),
    /// The thread that decides and writes died.
    #[error(
        "the sequencer died of a fault in the program; start it again, all that was acknowledged is in the journal"
    )]
    Sequencer,
}

/// Serves the hub until `shutdown`; `ready` is called once the journal is replayed and the first day is open.
///
/// # Errors
/// When the journal cannot be used, somebody else takes over or the network fails.
pub async fn serve_with(
    config: Config,
    listener: TcpListener,
    clock: Arc<dyn Clock>,
    ready: impl FnOnce(),
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), DispatcherError> {
    let store = SqliteStore::open(&config.journal)?;
    let reader = store.reader()?;
    serve_on_store(config, Box::new(store), Box::new(reader), listener, clock, ready, shutdown).await
}

/// Serves the hub on any store; `config.journal` is not looked at.
///
/// # Errors
/// As [`serve_with`].
pub async fn serve_on_store(
    config: Config,
    store: Box<dyn HubStore>,
    reader: Box<dyn HubReader>,
    listener: TcpListener,
    clock: Arc<dyn Clock>,
    ready: impl FnOnce(),
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), DispatcherError> {
    day::check_zone(&config.catalog)?;
    let (handle, mut ended) = sequencer::start(config.catalog.clone(), store, reader, clock.clone())?;
    if let Some(source) = config.source {
        catalog::adopt(&handle, config.catalog, source).await;
    }
    let forecaster = config.foretells.then(|| Forecaster::new(handle.clone(), clock.clone()));
    let mut calendar = Calendar::new(handle.clone(), clock);
    let days = if config.auto_open_day {
        calendar.look().await;
        Some(tokio::spawn(calendar.keep()))
    } else {
        None
    };
    let forecasts = forecaster.map(|forecaster| tokio::spawn(forecaster.keep()));
    let (stop, stopping) = watch::channel(false);
    let router = router::router(Hub::new(handle.clone(), stopping.clone(), &config.limits));
    ready();
    tracing::info!(address = ?listener.local_addr().ok(), "serving");
    let mut server = tokio::spawn(connections::serve(listener, router, config.limits, stopping));
    let ended_early = tokio::select! {
        () = shutdown => None,
        end = &mut ended => Some(end),
    };
    for task in days.into_iter().chain(forecasts) {
        task.abort();
    }
    // Live streams end at this, or the graceful stop would wait for them for ever.
    stop.send_replace(true);
    let served = tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), &mut server).await;
    if served.is_err() {
        tracing::warn!("some connections did not end in {STOP_SECONDS_MAX} seconds and are left behind");
        server.abort();
    }
    let end = match ended_early {
        Some(end) => end,
        None => {
            // Waits for room among the commands, so not on the runtime's threads.
            tokio::task::spawn_blocking(move || handle.stop());
            ended.await
        }
    };
    end.unwrap_or(Err(DispatcherError::Sequencer))?;
    tracing::info!("stopped");
    Ok(())
}

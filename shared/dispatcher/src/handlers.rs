//! What each route does.

pub(crate) mod commands;
pub(crate) mod health;
pub(crate) mod streams;
pub(crate) mod views;

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use tokio::sync::watch;

use crate::sequencer::Handle;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Hub {
    pub(crate) handle: Handle,
    /// Turns true when the service is asked to stop.
    pub(crate) stopping: watch::Receiver<bool>,
    /// Live streams that are open.
    pub(crate) streams: Arc<AtomicUsize>,
}

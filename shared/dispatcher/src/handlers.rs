//! What each route does.

pub(crate) mod appointments;
pub(crate) mod catalog;
pub(crate) mod commands;
pub(crate) mod follow;
pub(crate) mod health;
pub(crate) mod streams;
pub(crate) mod views;
pub(crate) mod what_if;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use protocol::Problem;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::follow::Followers;
use crate::limits::{Limits, Rates};
use crate::problem;
use crate::sequencer::Handle;

/// Hub files and imports of bookings that are checked at once.
const FILE_CHECKS_MAX: usize = 2;
/// Questions about past days that are reckoned with at once: each takes a processor and the days' memory.
const QUESTIONS_MAX: usize = 1;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Hub {
    pub(crate) handle: Handle,
    /// Turns true when the service is asked to stop.
    pub(crate) stopping: watch::Receiver<bool>,
    /// Live streams that are open.
    pub(crate) streams: Arc<AtomicUsize>,
    /// Phones that follow a ticket.
    pub(crate) followers: Arc<Followers>,
    pub(crate) guard: Arc<Guard>,
}

/// What holds back who sends too much.
pub(crate) struct Guard {
    pub(crate) body_seconds_max: u64,
    pub(crate) of_addresses: Rates<IpAddr>,
    /// A device is counted at its address, so that nobody else can use up what is its own.
    pub(crate) of_devices: Rates<(IpAddr, String)>,
    /// Places for hub files and imports being checked, which takes a processor while it lasts.
    pub(crate) checks: Arc<Semaphore>,
    /// Places for questions about past days.
    pub(crate) questions: Arc<Semaphore>,
}

impl Hub {
    /// Reads a file that was sent, beside what others ask for, and a few at once; its place is held as long as the answer
    /// is made.
    pub(crate) async fn read_aside<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> Result<T, Box<Problem>> + Send + 'static,
    ) -> Result<(OwnedSemaphorePermit, T), Box<Problem>> {
        let place = self.guard.checks.clone().try_acquire_owned().map_err(|_| problem::busy())?;
        // It goes along, so that it is held also where whoever asked hangs up while the file is read.
        let (place, read) =
            tokio::task::spawn_blocking(move || (place, read())).await.map_err(|_| problem::stopping())?;
        Ok((place, read?))
    }

    pub(crate) fn new(handle: Handle, stopping: watch::Receiver<bool>, limits: &Limits) -> Self {
        let guard = Guard {
            body_seconds_max: limits.body_seconds_max,
            of_addresses: Rates::new(limits.commands_per_address_per_minute_max),
            of_devices: Rates::new(limits.commands_per_device_per_minute_max),
            checks: Arc::new(Semaphore::new(FILE_CHECKS_MAX)),
            questions: Arc::new(Semaphore::new(QUESTIONS_MAX)),
        };
        Self { handle, stopping, streams: Arc::default(), followers: Arc::default(), guard: Arc::new(guard) }
    }
}

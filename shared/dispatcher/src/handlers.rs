//! What each route does.

pub(crate) mod appointments;
pub(crate) mod catalog;
pub(crate) mod commands;
pub(crate) mod health;
pub(crate) mod streams;
pub(crate) mod views;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use tokio::sync::{Semaphore, watch};

use crate::limits::{Limits, Rates};
use crate::sequencer::Handle;

/// Hub files and imports of bookings that are checked at once.
const FILE_CHECKS_MAX: usize = 2;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Hub {
    pub(crate) handle: Handle,
    /// Turns true when the service is asked to stop.
    pub(crate) stopping: watch::Receiver<bool>,
    /// Live streams that are open.
    pub(crate) streams: Arc<AtomicUsize>,
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
}

impl Hub {
    pub(crate) fn new(handle: Handle, stopping: watch::Receiver<bool>, limits: &Limits) -> Self {
        let guard = Guard {
            body_seconds_max: limits.body_seconds_max,
            of_addresses: Rates::new(limits.commands_per_address_per_minute_max),
            of_devices: Rates::new(limits.commands_per_device_per_minute_max),
            checks: Arc::new(Semaphore::new(FILE_CHECKS_MAX)),
        };
        Self { handle, stopping, streams: Arc::default(), guard: Arc::new(guard) }
    }
}

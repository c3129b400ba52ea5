//! How the kiosks' printers are.

use std::sync::Arc;

use domain::Timestamp;
use domain::ids::{DeviceId, LocationId};
use domain::printer::{PrinterPlace, PrinterState};

use super::State;

/// How a printer is, as its kiosk has said today.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Printer {
    pub(crate) state: PrinterState,
    pub(crate) location: Option<LocationId>,
    pub(crate) since: Timestamp,
    /// How often it has changed.
    pub(crate) reports: u32,
}

impl State {
    /// Keeps how a printer is from a moment on.
    pub(crate) fn keep_printer(
        &mut self,
        device: &DeviceId,
        place: PrinterPlace,
        (state, location): (PrinterState, Option<&LocationId>),
        since: Timestamp,
    ) {
        let known = Arc::make_mut(&mut self.printers).entry((device.clone(), place)).or_default();
        *known = Printer { state, location: location.cloned(), since, reports: known.reports.saturating_add(1) };
    }
}

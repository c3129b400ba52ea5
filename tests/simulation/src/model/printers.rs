//! How the kiosks' printers are, by the model.

use domain::Timestamp;
use domain::ids::{CounterId, DeviceId, LocationId};
use domain::printer::{PrinterPlace, PrinterState};
use domain::view::PrinterRow;

use super::Model;

/// A printer of a kiosk, as it was last said to be today.
#[derive(Clone, Debug)]
pub struct Printer {
    /// The kiosk.
    pub device: DeviceId,
    /// Which of its printers.
    pub place: PrinterPlace,
    /// How it is.
    pub state: PrinterState,
    /// Where the kiosk stands; the headquarters where nobody said.
    pub location: Option<LocationId>,
    /// Since when.
    pub since: Timestamp,
    /// How often it has changed.
    pub reports: u32,
}

impl Model {
    /// All printers, by the names of their kiosks.
    pub(super) fn all_printers(&self) -> Vec<PrinterRow> {
        let row = |printer: &Printer| PrinterRow {
            device: printer.device.clone(),
            printer: printer.place,
            location: printer.location.clone().unwrap_or_else(|| self.catalog.locations[0].id.clone()),
            state: printer.state,
            text: printer.state.text(),
            since: printer.since,
        };
        let mut rows: Vec<_> = self.printers.iter().map(row).collect();
        rows.sort_by(|one, other| (&one.device, one.printer).cmp(&(&other.device, other.printer)));
        rows
    }

    /// Those in a counter's building that want somebody to do something.
    pub(super) fn printers_at(&self, counter: &CounterId) -> Vec<PrinterRow> {
        let building = self.catalog.counters.iter().find(|known| &known.id == counter).map(|known| &known.location);
        let calls_for_staff = |row: &PrinterRow| !matches!(row.state, PrinterState::Ready | PrinterState::Unknown);
        let rows = self.all_printers().into_iter();
        rows.filter(|row| Some(&row.location) == building && calls_for_staff(row)).collect()
    }
}

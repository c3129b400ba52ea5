//! What kiosks say of their printers.

use domain::event::Event;
use domain::ids::{DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, PRINTER_REPORTS_PER_DAY_MAX, PRINTERS_MAX};
use domain::printer::{PrinterPlace, PrinterState};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;

use crate::state::State;

/// Keeps how a printer is; what is known already is not kept again.
pub(super) fn report(
    state: &State,
    device: &DeviceId,
    printer: PrinterPlace,
    of_printer: PrinterState,
    location: Option<&LocationId>,
) -> Result<Vec<Event>, Rejection> {
    let bytes = device.as_str().len();
    if bytes > DEVICE_BYTES_MAX {
        return Err(Rejection::DeviceNameTooLong { bytes });
    }
    if let Some(location) = location.filter(|id| state.catalog.location(id).is_none()) {
        return Err(CitizenRejection::UnknownLocation { location: location.to_string() }.into());
    }
    match state.printers.get(&(device.clone(), printer)) {
        None if state.printers.len() >= PRINTERS_MAX => return Err(Rejection::TooManyPrinters),
        Some(known) if known.state == of_printer && known.location.as_ref() == location => return Ok(Vec::new()),
        Some(known) if known.reports >= PRINTER_REPORTS_PER_DAY_MAX => {
            return Err(Rejection::PrinterReportLimit { device: device.to_string() });
        }
        _ => (),
    }
    Ok(vec![Event::PrinterReported { device: device.clone(), printer, state: of_printer, location: location.cloned() }])
}

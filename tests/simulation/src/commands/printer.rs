//! What kiosks say of their printers.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, PRINTER_REPORTS_PER_DAY_MAX, PRINTERS_MAX};
use domain::printer::{PrinterPlace, PrinterState};

use super::Making;
use crate::model::printers::Printer;
use crate::model::{Model, Verdict};
use crate::office::NOBODY;

/// Kiosks whose printers report.
const KIOSKS: u64 = 3;

/// A printer of one of a few kiosks, in some state, so that it often reports what is known.
pub fn make_report(making: &mut Making<'_>) -> Command {
    let device = match making.random.below(100) {
        0 => "k".repeat(DEVICE_BYTES_MAX + 1),
        _ => format!("kiosk-{}", making.random.below(KIOSKS)),
    };
    let printer = [PrinterPlace::First, PrinterPlace::Second][making.random.weighted(&[80, 20])];
    let states = [PrinterState::Ready, PrinterState::NearEnd, PrinterState::PaperOut, PrinterState::Unreachable];
    let all: Vec<_> = making.model.catalog.locations.iter().map(|place| &place.id).collect();
    let named = making.random.one(&all).copied().cloned();
    let location = [None, named, Some(LocationId::new(NOBODY))][making.random.weighted(&[45, 50, 5])].clone();
    let state = states[making.random.weighted(&[40, 20, 20, 20])];
    Command::ReportPrinter { device: DeviceId::new(device), printer, state, location }
}

/// A printer is said to be in a state, which it keeps until it is said to be in another or a day begins.
///
/// # Errors
/// `device_name_too_long`, `unknown_location`, `too_many_printers`, `printer_report_limit`.
pub fn report(
    model: &mut Model,
    device: &DeviceId,
    place: PrinterPlace,
    (state, location): (PrinterState, Option<&LocationId>),
    now: Timestamp,
) -> Verdict {
    if device.as_str().len() > DEVICE_BYTES_MAX {
        return Err("device_name_too_long");
    }
    if let Some(location) = location {
        model.place(Some(location))?;
    }
    let count = model.printers.len();
    let known = model.printers.iter_mut().find(|printer| &printer.device == device && printer.place == place);
    let Some(known) = known else {
        if count >= PRINTERS_MAX {
            return Err("too_many_printers");
        }
        let (device, location) = (device.clone(), location.cloned());
        model.printers.push(Printer { device, place, state, location, since: now, reports: 1 });
        return Ok(None);
    };
    if known.state == state && known.location.as_ref() == location {
        return Ok(None);
    }
    if known.reports >= PRINTER_REPORTS_PER_DAY_MAX {
        return Err("printer_report_limit");
    }
    (known.state, known.location, known.since) = (state, location.cloned(), now);
    known.reports += 1;
    Ok(None)
}

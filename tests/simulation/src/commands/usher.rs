//! Asking from a kiosk for a person to come.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{CounterId, DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, USHER_CALLS_MAX};

use super::desk::is_staffed;
use super::{Making, staffed};
use crate::model::ushers::UsherCall;
use crate::model::{Model, Verdict};
use crate::office::NOBODY;

/// Kiosks at which somebody asks.
const KIOSKS: u64 = 4;

fn device(making: &mut Making<'_>) -> DeviceId {
    let name = match making.random.below(100) {
        0 => "k".repeat(DEVICE_BYTES_MAX + 1),
        _ => format!("kiosk-{}", making.random.below(KIOSKS)),
    };
    DeviceId::new(name)
}

/// One of a few kiosks, so that it often asks again.
pub fn make_call(making: &mut Making<'_>) -> Command {
    let all: Vec<_> = making.model.catalog.locations.iter().map(|place| &place.id).collect();
    let named = making.random.one(&all).copied().cloned();
    let location = [None, named, Some(LocationId::new(NOBODY))][making.random.weighted(&[45, 50, 5])].clone();
    Command::CallUsher { device: device(making), location }
}

/// One of those kiosks, whether it asks or not.
pub fn make_answer(making: &mut Making<'_>) -> Command {
    Command::AnswerUsher { device: device(making), by: making.counter(is_staffed) }
}

/// Somebody at a kiosk asks for a person to come.
///
/// # Errors
/// `day_closed`, `device_name_too_long`, `unknown_location`, `too_many_usher_calls`.
pub fn call(model: &mut Model, device: &DeviceId, location: Option<&LocationId>, now: Timestamp) -> Verdict {
    if model.day.is_none() {
        return Err("day_closed");
    }
    if device.as_str().len() > DEVICE_BYTES_MAX {
        return Err("device_name_too_long");
    }
    model.place(location)?;
    let is_known = model.usher_calls.iter().any(|call| &call.device == device);
    if !is_known && model.usher_calls.len() >= USHER_CALLS_MAX {
        return Err("too_many_usher_calls");
    }
    if !is_known {
        model.usher_calls.push(UsherCall { device: device.clone(), location: location.cloned(), since: now });
    }
    Ok(None)
}

/// Somebody goes there.
///
/// # Errors
/// Those of [`staffed`], `nobody_called_usher`.
pub fn answer(model: &mut Model, device: &DeviceId, by: &CounterId) -> Verdict {
    staffed(model, by)?;
    let place = model.usher_calls.iter().position(|call| &call.device == device).ok_or("nobody_called_usher")?;
    model.usher_calls.remove(place);
    Ok(None)
}

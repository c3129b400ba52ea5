//! Asking from a kiosk for a person to come.

use domain::event::Event;
use domain::ids::{CounterId, DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, USHER_CALLS_MAX};
use domain::rejection::Rejection;
use domain::rejection::desk::DeskRejection;

use super::{counter, place};
use crate::state::State;

/// Somebody in front of a kiosk wants a person to come; nothing where that is known.
pub(super) fn call(state: &State, device: &DeviceId, location: Option<&LocationId>) -> Result<Vec<Event>, Rejection> {
    if state.day.is_none() {
        return Err(Rejection::DayClosed);
    }
    let bytes = device.as_str().len();
    if bytes > DEVICE_BYTES_MAX {
        return Err(Rejection::DeviceNameTooLong { bytes });
    }
    place::asked(state, location)?;
    if state.usher_calls.iter().any(|call| &call.device == device) {
        return Ok(Vec::new());
    }
    if state.usher_calls.len() >= USHER_CALLS_MAX {
        return Err(DeskRejection::TooManyUsherCalls.into());
    }
    Ok(vec![Event::UsherCalled { device: device.clone(), location: location.cloned() }])
}

/// Somebody goes there, or nobody is needed any more.
pub(super) fn answer(state: &State, device: &DeviceId, by: &CounterId) -> Result<Vec<Event>, Rejection> {
    counter::signed_in(state, by)?;
    if !state.usher_calls.iter().any(|call| &call.device == device) {
        return Err(DeskRejection::NobodyCalledUsher { device: device.to_string() }.into());
    }
    Ok(vec![Event::UsherAnswered { device: device.clone(), by: by.clone() }])
}

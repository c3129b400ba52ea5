//! The kiosks at which somebody asks for a person to come.

use std::sync::Arc;

use domain::Timestamp;
use domain::ids::{DeviceId, LocationId};

use super::State;

/// Somebody in front of a kiosk asks for a person to come.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UsherCall {
    pub(crate) device: DeviceId,
    pub(crate) location: Option<LocationId>,
    pub(crate) since: Timestamp,
}

impl State {
    pub(crate) fn keep_usher_call(&mut self, device: &DeviceId, location: Option<&LocationId>, since: Timestamp) {
        let call = UsherCall { device: device.clone(), location: location.cloned(), since };
        Arc::make_mut(&mut self.usher_calls).push(call);
    }

    pub(crate) fn end_usher_call(&mut self, device: &DeviceId) {
        Arc::make_mut(&mut self.usher_calls).retain(|call| &call.device != device);
    }
}

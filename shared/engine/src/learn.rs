//! What the hub learnt from its past comes into the running day.

use domain::event::Event;
use domain::learned::{Durations, WaitCalibration};

use crate::state::State;

/// What happens when the hub has learnt something; nothing where it knows that already.
///
/// Durations count on an open day only: the next day learns its own.
#[must_use]
pub fn learn(state: &State, durations: Option<&Durations>, calibration: Option<WaitCalibration>) -> Vec<Event> {
    let durations = durations.filter(|durations| state.day.is_some() && **durations != *state.durations);
    let calibration = calibration.filter(|calibration| state.calibration != Some(*calibration));
    let learnt = durations.map(|durations| Event::DurationsLearned { durations: durations.clone() });
    learnt.into_iter().chain(calibration.map(|calibration| Event::WaitsCalibrated { calibration })).collect()
}

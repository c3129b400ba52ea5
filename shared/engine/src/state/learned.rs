//! What the hub has learnt, as the running day knows it.

use domain::learned::{Durations, WaitCalibration};

use super::State;

impl State {
    /// How long services take as it was learnt for this day; `None` where it was not.
    #[must_use]
    pub fn durations(&self) -> Option<&Durations> {
        Some(&*self.durations).filter(|durations| !durations.services.is_empty())
    }

    /// What told waits were multiplied by last; `None` where that was never said since the last day opened.
    #[must_use]
    pub fn calibration(&self) -> Option<WaitCalibration> {
        self.calibration
    }
}

//! What the hub has learnt from its own past.

use serde::{Deserialize, Serialize};

use crate::ids::ServiceId;

/// How long serving one person takes on average where the service is mastered; never of one clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearnedDuration {
    /// The service.
    pub service: ServiceId,
    /// The average, in seconds.
    pub seconds: u32,
}

/// How long services take, as the hub has learnt it, for the dispatch function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Durations {
    /// By service, in the order of the hub file.
    pub services: Vec<LearnedDuration>,
    /// How much longer serving takes with a secondary skill of the own area, in thousandths more.
    pub secondary_permille: u32,
    /// How much longer with a secondary skill of another area, in thousandths more.
    pub other_area_permille: u32,
}

/// What told waits are multiplied by to be right as often as they claim, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitCalibration {
    /// Of the part below the middle.
    pub low_permille: u32,
    /// Of the part above it.
    pub high_permille: u32,
}

//! What a clerk sees beside the ticket in hand and the queue.

use serde::{Deserialize, Serialize};

use super::PriorityChoice;

/// What a clerk sees and can choose, beside the ticket in hand and the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DeskView {
    /// Reasons for priority, to reclassify a visit.
    pub priorities: Vec<PriorityChoice>,
}

//! How many tickets a kiosk issues in a minute, by the model.

use domain::Timestamp;
use domain::ids::DeviceId;

/// The minute in which a kiosk issues tickets.
#[derive(Clone, Debug)]
pub struct Minute {
    /// The kiosk.
    pub device: DeviceId,
    /// When it began.
    pub from: Timestamp,
    /// Tickets since.
    pub tickets: u32,
}

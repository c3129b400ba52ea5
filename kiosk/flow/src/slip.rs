//! What a slip is to its ticket, and what became of it.

use domain::ticket::SlipOutcome;
use serde::{Deserialize, Serialize};

/// Which slip of its ticket one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipCopy {
    /// The only one.
    First,
    /// One after a power cut; the one before it may have come out too.
    Late,
    /// One that was asked for because the first may not have come out.
    Again,
}

/// What the person has to know about the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipState {
    /// The printer is at work.
    Printing,
    /// It is there to be taken.
    Printed,
    /// There is none: the number has to be kept in another way.
    NotPrinted,
    /// There may be one.
    Unknown,
    /// The person wanted none.
    NotWanted,
}

impl From<SlipOutcome> for SlipState {
    fn from(outcome: SlipOutcome) -> Self {
        match outcome {
            SlipOutcome::Printed => Self::Printed,
            SlipOutcome::NotPrinted => Self::NotPrinted,
            SlipOutcome::Unknown => Self::Unknown,
        }
    }
}

//! Tickets: the claim of one citizen for one visit.

use serde::{Deserialize, Serialize};

/// How a visit came about; decides rank, never shown in public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Came without an appointment.
    #[default]
    WalkIn,
    /// Has an appointment.
    Appointment,
    /// Has priority by the office's regulation.
    Priority,
}

/// A public code such as `A042`, unique in a hub's day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Code(pub String);

impl Code {
    /// The code of the `number`th ticket behind `letter`, three digits.
    #[must_use]
    pub fn new(letter: char, number: u16) -> Self {
        Self(format!("{letter}{number:03}"))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where one leg of a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    /// Waits to be called.
    Waiting,
    /// Was called and is expected at the counter.
    Called,
    /// Is being served.
    Serving,
    /// Was served.
    Finished,
    /// Did not come when called.
    NoShow,
    /// Went on as another service.
    Transferred,
    /// Was still open when the day closed.
    DayClosed,
}

impl LegState {
    /// Whether nothing more can happen to the leg.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Finished | Self::NoShow | Self::Transferred | Self::DayClosed => true,
            Self::Waiting | Self::Called | Self::Serving => false,
        }
    }
}

/// What became of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipOutcome {
    /// The printer took the whole job.
    Printed,
    /// Nothing of the job reached the printer.
    NotPrinted,
    /// A part of the job was sent; paper may or may not have come out.
    Unknown,
}

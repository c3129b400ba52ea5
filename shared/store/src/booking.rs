//! The book of appointments as it is kept beside the journal.

use std::fmt;

use domain::appointment::Appointment;

/// A booking: what the rules need of it, and apart from that for whom it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBooking {
    /// What the rules need, with the code for check-in.
    pub appointment: Appointment,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// For whom it is.
    pub person: KeptPerson,
}

/// The personal data of a booking; its `Debug` says nothing of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum KeptPerson {
    /// None were given.
    #[default]
    Unknown,
    /// As whoever wrote them wants to read them again.
    Known(String),
    /// There were some, or could have been: they were deleted, and no later import brings them back.
    Forgotten,
}

impl KeptPerson {
    /// The personal data, where there are any.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(data) => Some(data),
            Self::Unknown | Self::Forgotten => None,
        }
    }

    /// Whether it could still be forgotten.
    pub(crate) fn is_kept(&self) -> bool {
        *self != Self::Forgotten
    }
}

impl fmt::Debug for KeptPerson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unknown => "Unknown",
            Self::Known(_) => "Known(kept apart)",
            Self::Forgotten => "Forgotten",
        })
    }
}

/// The bookings of a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundBookings {
    /// In the order of their beginnings, and of their ids where these are the same.
    pub bookings: Vec<StoredBooking>,
    /// How many could not be read: one that is damaged must not keep a day from opening.
    pub damaged: usize,
}

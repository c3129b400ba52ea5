//! Newtype identifiers, so that two bare strings or integers never stand side by side in a signature.

use serde::{Deserialize, Serialize};

macro_rules! slug_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Wraps an identifier without checking it; the hub check reports malformed ones.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

slug_id! {
    /// Names one administration's whole.
    HubId,
    /// Names a building: headquarters or access point.
    LocationId,
    /// Names an office behind the shared interface, such as Registry.
    AreaId,
    /// Names what a citizen can come for.
    ServiceId,
    /// Names a desk.
    CounterId,
    /// Names a person who serves; never used in statistics.
    ClerkId,
    /// Names a reason for priority.
    PriorityId,
    /// Names a ready-made notice of the hub file.
    ReadyNoticeId,
    /// Names what has happened to a citizen.
    LifeEventId,
    /// Names an appointment in the booking system it comes from.
    AppointmentId,
    /// Names a machine in front of people.
    DeviceId,
    /// Names one intent of a client, at least 16 and at most 64 characters, made by the client.
    ///
    /// The same id sent twice is answered with the first answer.
    CommandId,
}

impl CommandId {
    /// Whether the id is 16 to 64 characters out of `A-Z a-z 0-9 - _`.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        (crate::limits::COMMAND_ID_CHARS_MIN..=crate::limits::COMMAND_ID_CHARS_MAX).contains(&self.0.len())
            && self.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    }
}

/// Names a ticket for ever, across days; counts up by one in each hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct TicketId(pub u64);

impl std::fmt::Display for TicketId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// Names a notice that was put up; counted from 1, and one that hangs over a night keeps its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct NoticeId(pub u64);

impl std::fmt::Display for NoticeId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// The position of an event in a hub's journal, from 1, without gaps; 0 means an empty journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The position after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

//! Refusals of what somebody who serves asks for.

use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::text::Text;

/// Why a counter was told no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum DeskRejection {
    /// The ticket is in hand at another counter.
    TicketAtCounter {
        /// Its code.
        code: String,
        /// The label of the counter.
        counter: String,
    },
    /// Nothing more can happen to the ticket.
    TicketOver {
        /// Its code.
        code: String,
    },
}

impl From<DeskRejection> for Rejection {
    fn from(rejection: DeskRejection) -> Self {
        Self::Desk(rejection)
    }
}

impl DeskRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TicketAtCounter { .. } => "ticket_at_counter",
            Self::TicketOver { .. } => "ticket_over",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::TicketAtCounter { code, counter } => Text::new(
                format!("{code} è allo sportello {counter}: chiedi lì."),
                format!("{code} is at counter {counter}: ask there."),
            ),
            Self::TicketOver { code } => Text::new(
                format!("{code} è concluso: serve un nuovo numero."),
                format!("{code} is over: a new ticket is needed."),
            ),
        }
    }
}

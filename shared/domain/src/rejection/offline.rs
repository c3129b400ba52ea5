//! Refusals of what a kiosk asks for that goes on while the dispatcher is gone; staff read them, not citizens.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Rejection;
use crate::text::Text;

/// Why a ticket that was given while the dispatcher was gone is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rejection", rename_all = "snake_case")]
pub enum OfflineRejection {
    /// The day on which the ticket was given is over.
    OfflineDayOver {
        /// The ticket's code.
        code: String,
        /// The day.
        day: NaiveDate,
    },
    /// Another ticket of the day has the code.
    OfflineCodeTaken {
        /// The code.
        code: String,
    },
    /// The code belongs to another kiosk, or is none that a kiosk gives by itself.
    OfflineCodeForeign {
        /// The code.
        code: String,
        /// The kiosk that handed it in.
        device: String,
    },
}

impl From<OfflineRejection> for Rejection {
    fn from(rejection: OfflineRejection) -> Self {
        Self::Offline(rejection)
    }
}

impl OfflineRejection {
    /// The stable code, snake_case, as on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OfflineDayOver { .. } => "offline_day_over",
            Self::OfflineCodeTaken { .. } => "offline_code_taken",
            Self::OfflineCodeForeign { .. } => "offline_code_foreign",
        }
    }

    /// What staff read and can act on.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::OfflineDayOver { code, day } => Text::new(
                format!(
                    "{code} è stato dato il {day} senza rete e quel giorno è chiuso: chi lo ha prenda un nuovo numero."
                ),
                format!(
                    "{code} was given on {day} while offline and that day is over: whoever has it takes a new ticket."
                ),
            ),
            Self::OfflineCodeTaken { code } => Text::new(
                format!("{code} è già il numero di un altro: chi lo ha dal totem senza rete prenda un nuovo numero."),
                format!("Somebody else has {code}: whoever has it from the offline kiosk takes a new ticket."),
            ),
            Self::OfflineCodeForeign { code, device } => Text::new(
                format!("{code} non è dei numeri di «{device}»: controlla che nessun altro totem abbia quel nome."),
                format!("{code} is none of the numbers of \"{device}\": check that no other kiosk has that name."),
            ),
        }
    }
}

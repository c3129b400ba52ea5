//! What somebody asks the hub to do.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

// `NaiveDate` and not `DayDate`: the description of the interface knows types by their own names.
use crate::ids::{ClerkId, CounterId, DeviceId, ServiceId, TicketId};
use crate::text::Language;
use crate::ticket::{Class, SlipOutcome};

/// One thing asked of the hub; answered with events or with a rejection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Opens a day: codes start again at 001.
    OpenDay {
        /// The day in the hub's time zone.
        day: NaiveDate,
    },
    /// Closes the day; what still waits is closed with it.
    CloseDay,
    /// Takes a ticket for one or more services.
    TakeTicket {
        /// What the citizen came for, in order; at least one.
        services: Vec<ServiceId>,
        /// How the visit came about.
        #[serde(default)]
        class: Class,
        /// The citizen's language, for slip and follow page.
        #[serde(default)]
        language: Language,
        /// The kiosk it was taken at, where there was one.
        #[serde(default)]
        device: Option<DeviceId>,
    },
    /// Signs a clerk in at a counter; takes over what the clerk was serving elsewhere.
    SignIn {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// Signs out whoever is at the counter.
    SignOut {
        /// The counter.
        counter: CounterId,
    },
    /// Calls the next ticket the policy chooses for this counter.
    CallNext {
        /// The counter.
        counter: CounterId,
    },
    /// Calls the called ticket once more.
    Recall {
        /// The counter.
        counter: CounterId,
    },
    /// Starts serving the called ticket.
    Start {
        /// The counter.
        counter: CounterId,
    },
    /// Finishes the leg being served.
    Finish {
        /// The counter.
        counter: CounterId,
    },
    /// Says that the called citizen did not come.
    NoShow {
        /// The counter.
        counter: CounterId,
    },
    /// Sends the ticket at the counter on to another service, keeping its wait.
    Transfer {
        /// The counter.
        counter: CounterId,
        /// Where it goes on.
        service: ServiceId,
    },
    /// Reports what became of a slip.
    ReportSlip {
        /// The ticket on the slip.
        ticket: TicketId,
        /// What became of it.
        outcome: SlipOutcome,
        /// What the printer said, for staff; empty where all went well.
        #[serde(default)]
        detail: String,
    },
}

impl Command {
    /// The name of the command, as on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::OpenDay { .. } => "open_day",
            Self::CloseDay => "close_day",
            Self::TakeTicket { .. } => "take_ticket",
            Self::SignIn { .. } => "sign_in",
            Self::SignOut { .. } => "sign_out",
            Self::CallNext { .. } => "call_next",
            Self::Recall { .. } => "recall",
            Self::Start { .. } => "start",
            Self::Finish { .. } => "finish",
            Self::NoShow { .. } => "no_show",
            Self::Transfer { .. } => "transfer",
            Self::ReportSlip { .. } => "report_slip",
        }
    }
}

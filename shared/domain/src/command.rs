//! What somebody asks the hub to do.

use serde::{Deserialize, Serialize};

use crate::ids::{ClerkId, CounterId, DeviceId, PriorityId, ServiceId, TicketId};
use crate::text::Language;
use crate::ticket::{Class, SlipOutcome};
use chrono::NaiveDate;

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
        /// The reason for priority, where there is one: the visit then has priority, whatever `class` says.
        #[serde(default)]
        priority: Option<PriorityId>,
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
    /// Says that time has passed: whoever has had the time to walk can be called.
    ClockReached,
    /// Changes how a visit ranks: the ticket is in hand at the counter, or waits.
    Reclassify {
        /// The counter at which the proof was seen.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
        /// How it ranks from here on.
        class: Class,
        /// The reason for priority, where there is one: the visit then has priority, whatever `class` says.
        #[serde(default)]
        priority: Option<PriorityId>,
    },
}

//! What has happened; the journal is made of these and of nothing else.

use serde::{Deserialize, Serialize};

use crate::DayDate;
use crate::calendar::DayEnd;
use crate::ids::{ClerkId, CounterId, DeviceId, ServiceId, TicketId};
use crate::text::Language;
use crate::ticket::{Class, Code, SlipOutcome};

/// One fact of a hub's history. Names are stable: they are the journal's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A day began.
    DayOpened {
        /// The day in the hub's time zone.
        day: DayDate,
        /// The id the day's first ticket gets; makes this event a complete start for a replay.
        first_ticket: TicketId,
    },
    /// The day ended; the tickets named were still open and are closed with it.
    DayClosed {
        /// The day that ended.
        day: DayDate,
        /// Tickets that were still open.
        unserved: Vec<TicketId>,
        /// Why it ended; journals of old do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<DayEnd>,
    },
    /// A citizen took a ticket.
    TicketTaken {
        /// The new ticket.
        ticket: TicketId,
        /// Its public code.
        code: Code,
        /// One leg per service, in order.
        services: Vec<ServiceId>,
        /// How the visit came about.
        class: Class,
        /// The citizen's language.
        language: Language,
        /// The kiosk, where there was one.
        device: Option<DeviceId>,
    },
    /// A clerk took place at a counter.
    ClerkSignedIn {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// A clerk left a counter.
    ClerkSignedOut {
        /// The counter.
        counter: CounterId,
        /// The clerk.
        clerk: ClerkId,
    },
    /// A ticket in hand moved to the counter at which its clerk signed in again.
    TicketMoved {
        /// The ticket.
        ticket: TicketId,
        /// The counter it left.
        from: CounterId,
        /// The counter it is at.
        to: CounterId,
    },
    /// A ticket was called.
    TicketCalled {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// Where it was called to.
        counter: CounterId,
    },
    /// A call was repeated.
    TicketRecalled {
        /// The ticket.
        ticket: TicketId,
        /// The counter.
        counter: CounterId,
    },
    /// Serving began.
    ServiceStarted {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// Serving ended.
    ServiceFinished {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// The called citizen did not come; the whole ticket is over.
    TicketNotShown {
        /// The ticket.
        ticket: TicketId,
        /// The leg's position in the ticket, from 0.
        leg: usize,
        /// The counter.
        counter: CounterId,
    },
    /// A leg went on as another service, right behind the leg that was left, keeping its wait.
    TicketTransferred {
        /// The ticket.
        ticket: TicketId,
        /// The leg that was left, from 0.
        leg: usize,
        /// The counter that sent it on.
        counter: CounterId,
        /// The service of the new leg.
        service: ServiceId,
    },
    /// The slip of a ticket was printed, failed, or is in doubt.
    SlipReported {
        /// The ticket.
        ticket: TicketId,
        /// What became of the slip.
        outcome: SlipOutcome,
        /// What the printer said.
        detail: String,
    },
}

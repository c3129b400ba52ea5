//! Pure rules of the queues: given a state, a command and a time, what happens; given an event, what is next.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, no randomness; [`evolve()`] cannot fail, and
//! replaying the events from the last opened day gives the same state as having lived through them.
#![forbid(unsafe_code)]

mod decide;
mod dispatch;
mod evolve;
mod offer;
mod ordered;
mod state;
pub mod view;

#[cfg(test)]
mod tests;

pub use decide::decide;
pub use evolve::evolve;
pub use state::State;

use domain::event::Event;
use domain::ids::TicketId;

/// The ticket a reply speaks about, where the events concern one.
#[must_use]
pub fn subject(events: &[Event]) -> Option<TicketId> {
    events.iter().rev().find_map(|event| match event {
        Event::TicketTaken { ticket, .. }
        | Event::TicketMoved { ticket, .. }
        | Event::TicketCalled { ticket, .. }
        | Event::TicketRecalled { ticket, .. }
        | Event::ServiceStarted { ticket, .. }
        | Event::ServiceFinished { ticket, .. }
        | Event::TicketNotShown { ticket, .. }
        | Event::TicketTransferred { ticket, .. }
        | Event::SlipReported { ticket, .. } => Some(*ticket),
        Event::DayOpened { .. }
        | Event::DayClosed { .. }
        | Event::ClerkSignedIn { .. }
        | Event::ClerkSignedOut { .. } => None,
    })
}

//! Pure rules of the queues: given a state, a command and a time, what happens; given an event, what is next.
//!
//! Architecture invariants: no I/O, no clock, no thread, no hash map, no randomness; [`evolve()`] cannot fail, and
//! replaying the events from the last opened day gives the same state as having lived through them.
#![forbid(unsafe_code)]

mod appointment;
mod catalog;
mod clock;
mod decide;
mod dispatch;
mod due;
mod estimate;
mod evolve;
mod figures;
pub mod floor;
mod learn;
mod offer;
mod ordered;
mod state;
mod ticket;
pub mod view;

#[cfg(test)]
mod tests;

pub use catalog::{change_catalog, conflicts};
pub use clock::{ClockWatch, Dates, Look};
pub use decide::{Context, decide, decide_in, plan};
pub use due::due_call;
pub use evolve::evolve;
pub use figures::{Figures, best_counter};
pub use learn::learn;
pub use state::State;

use domain::Timestamp;
use domain::event::Event;
use domain::ids::TicketId;

/// When [`domain::command::Command::ClockReached`] has something to do next, where anything will happen by itself.
#[must_use]
pub fn next_deadline(state: &State) -> Option<Timestamp> {
    state.next_deadline()
}

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
        | Event::SlipReported { ticket, .. }
        | Event::TicketReclassified { ticket, .. }
        | Event::ServiceAdded { ticket, .. }
        | Event::TicketRejoined { ticket, .. }
        | Event::TicketParked { ticket, .. }
        | Event::TicketResumed { ticket, .. }
        | Event::DirectServiceStarted { ticket, .. }
        | Event::StepUndone { ticket, .. }
        | Event::TicketCancelled { ticket }
        | Event::TicketDelayed { ticket, .. }
        | Event::TicketWentElsewhere { ticket, .. }
        | Event::TicketRecoded { ticket, .. }
        | Event::SlipReprinted { ticket } => Some(*ticket),
        Event::DayOpened { .. }
        | Event::DayClosed { .. }
        | Event::ClerkSignedIn { .. }
        | Event::ClerkSignedOut { .. }
        | Event::ClerkPaused { .. }
        | Event::ClerkResumed { .. }
        | Event::AutoNextSet { .. }
        | Event::HelpAsked { .. }
        | Event::HelpAnswered { .. }
        | Event::TicketReturned { .. }
        | Event::TicketReady { .. }
        | Event::AppointmentsPlanned { .. }
        | Event::AppointmentMissed { .. }
        | Event::DurationsLearned { .. }
        | Event::WaitsCalibrated { .. }
        | Event::ClockStepped { .. }
        | Event::PrinterReported { .. }
        | Event::CodesLeased { .. }
        | Event::EmergencyBlocksGiven { .. }
        | Event::UsherCalled { .. }
        | Event::UsherAnswered { .. }
        | Event::NoticePosted { .. }
        | Event::NoticeTakenDown { .. }
        | Event::CatalogChanged { .. } => None,
    })
}

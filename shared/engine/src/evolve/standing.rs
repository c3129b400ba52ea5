//! Which counters stand by: with auto-next on, they call somebody as soon as there is somebody for them.
//!
//! What a clerk expects of auto-next, for each thing that can happen at a counter:
//!
//! - Finishing looks for the next one at once, and so does a call nobody came to: the guest is gone, and where nobody
//!   is found the counter stands by.
//! - Switching auto-next on makes a free counter stand by, so whoever waits already is called; switching it off ends it.
//! - Calling, starting, serving somebody without a ticket and going on with what was laid aside fill the counter.
//! - A step that was taken back, a ticket sent on and one laid aside leave the counter to its clerk: the guest stands
//!   among those who wait, or will, and would be called again against the clerk's will.
//!   It stands by again once the clerk has finished somebody, marked a no-show, or switched auto-next on once more.
//! - A pause keeps the counter from calling and changes nothing else: one that stood by does so again afterwards.
//! - Who signs in, here or elsewhere, begins anew, with auto-next off; who signs out leaves nothing behind.
//! - Recalls, added services, reclassifying, help and another hub file leave it as it is.
//!
//! Nothing but the journal says so: after a restart the same counters stand by.

use std::sync::Arc;

use domain::event::Event;
use domain::ids::CounterId;

use crate::state::State;

/// Whether a counter stands by after what has happened.
pub(super) fn follow(state: &mut State, event: &Event) {
    match event {
        Event::ServiceFinished { counter, .. } | Event::TicketNotShown { counter, .. } => {
            let is_on = state.desks.get(counter).is_some_and(|desk| desk.auto_next);
            set(state, counter, is_on);
        }
        Event::AutoNextSet { counter, is_on } => set(state, counter, *is_on),
        Event::TicketCalled { counter, .. }
        | Event::ServiceStarted { counter, .. }
        | Event::DirectServiceStarted { counter, .. }
        | Event::TicketResumed { counter, .. }
        | Event::TicketTransferred { counter, .. }
        | Event::TicketParked { counter, .. }
        | Event::StepUndone { counter, .. }
        | Event::ClerkSignedIn { counter, .. }
        | Event::ClerkSignedOut { counter, .. } => set(state, counter, false),
        Event::DayOpened { .. } | Event::DayClosed { .. } => state.standing_by = Arc::default(),
        Event::ClerkPaused { .. }
        | Event::ClerkResumed { .. }
        | Event::TicketMoved { .. }
        | Event::TicketRecalled { .. }
        | Event::ServiceAdded { .. }
        | Event::HelpAsked { .. }
        | Event::HelpAnswered { .. }
        | Event::TicketTaken { .. }
        | Event::TicketReady { .. }
        | Event::TicketReturned { .. }
        | Event::TicketRejoined { .. }
        | Event::TicketReclassified { .. }
        | Event::TicketCancelled { .. }
        | Event::TicketDelayed { .. }
        | Event::TicketWentElsewhere { .. }
        | Event::SlipReported { .. }
        | Event::SlipReprinted { .. }
        | Event::PrinterReported { .. }
        | Event::CodesLeased { .. }
        | Event::EmergencyBlocksGiven { .. }
        | Event::UsherCalled { .. }
        | Event::UsherAnswered { .. }
        | Event::NoticePosted { .. }
        | Event::NoticeTakenDown { .. }
        | Event::TicketRecoded { .. }
        | Event::AppointmentsPlanned { .. }
        | Event::AppointmentMissed { .. }
        | Event::DurationsLearned { .. }
        | Event::WaitsCalibrated { .. }
        | Event::ClockStepped { .. }
        | Event::CatalogChanged { .. } => (),
    }
}

fn set(state: &mut State, counter: &CounterId, stands_by: bool) {
    // Where nothing changes the set stays shared with every copy of the state.
    if state.standing_by.contains(counter) == stands_by {
        return;
    }
    let standing_by = Arc::make_mut(&mut state.standing_by);
    if stands_by {
        standing_by.insert(counter.clone());
    } else {
        standing_by.remove(counter);
    }
}

//! Counters that stand by: with auto-next on, done with their last guest, and nobody there for them.

use domain::event::Event;

use super::calls::Desk;
use super::{Audit, Checked, must};

impl Audit {
    /// Notes which counter is done with a guest, and which one leaves it to its clerk when the next one is called.
    pub(super) fn stands_by(&mut self, event: &Event) {
        let (counter, is_done) = match event {
            Event::AutoNextSet { counter, is_on } => {
                self.auto_next.remove(counter);
                self.auto_next.extend(is_on.then(|| counter.clone()));
                (counter, true)
            }
            Event::ClerkSignedIn { counter, .. } | Event::ClerkSignedOut { counter, .. } => {
                self.auto_next.remove(counter);
                (counter, false)
            }
            Event::ServiceFinished { counter, .. } | Event::TicketNotShown { counter, .. } => (counter, true),
            Event::TicketCalled { counter, .. }
            | Event::ServiceStarted { counter, .. }
            | Event::TicketResumed { counter, .. }
            | Event::DirectServiceStarted { counter, .. }
            | Event::TicketParked { counter, .. }
            | Event::TicketTransferred { counter, .. }
            | Event::StepUndone { counter, .. } => (counter, false),
            Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::TicketTaken { .. }
            | Event::AppointmentsPlanned { .. }
            | Event::AppointmentMissed { .. }
            | Event::DurationsLearned { .. }
            | Event::WaitsCalibrated { .. }
            | Event::TicketMoved { .. }
            | Event::TicketRecalled { .. }
            | Event::SlipReported { .. }
            | Event::PrinterReported { .. }
            | Event::CodesLeased { .. }
            | Event::EmergencyBlocksGiven { .. }
            | Event::UsherCalled { .. }
            | Event::UsherAnswered { .. }
            | Event::NoticePosted { .. }
            | Event::NoticeTakenDown { .. }
            | Event::TicketRecoded { .. }
            | Event::TicketReady { .. }
            | Event::TicketReclassified { .. }
            | Event::ClerkPaused { .. }
            | Event::ClerkResumed { .. }
            | Event::ServiceAdded { .. }
            | Event::TicketRejoined { .. }
            | Event::TicketReturned { .. }
            | Event::HelpAsked { .. }
            | Event::HelpAnswered { .. }
            | Event::TicketCancelled { .. }
            | Event::TicketDelayed { .. }
            | Event::TicketWentElsewhere { .. }
            | Event::SlipReprinted { .. }
            | Event::ClockStepped { .. }
            | Event::CatalogChanged { .. } => return,
        };
        self.standing_by.remove(counter);
        self.standing_by.extend((is_done && self.auto_next.contains(counter)).then(|| counter.clone()));
    }

    /// Whoever a counter that stands by can call has been called.
    pub(super) fn nobody_waits_for_a_counter_that_stands_by(&self) -> Checked {
        for counter in &self.standing_by {
            let is_free = !self.hands.contains_key(counter) && !self.pausing.contains(counter);
            let clerk = self.clerks.get(counter).and_then(|clerk| self.catalog.clerk(clerk));
            let Some(clerk) = clerk.filter(|_| is_free && self.catalog.counter(counter).is_some()) else { continue };
            let waiting = self.whom_else(None, &Desk { counter, clerk, catalog: &self.catalog });
            let first = waiting.first().map(|other| other.ticket);
            must(first.is_none(), || format!("{counter} stands by and calls nobody, though {first:?} waits"))?;
        }
        Ok(())
    }
}

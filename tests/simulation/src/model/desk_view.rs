//! What a clerk should see beside the ticket in hand and the queue, by the model.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::ids::{ClerkId, CounterId, TicketId};
use domain::rules::Priority;
use domain::ticket::Code;
use domain::view::{DeskView, HelpRow, ParkedRow, PriorityChoice, UndoChoice};

use super::Model;
use super::views::{Checked, same};
use crate::commands::desk::undoable;

/// A reason for priority as it is shown.
pub(super) fn priority_choice(priority: &Priority) -> PriorityChoice {
    PriorityChoice { id: priority.id.clone(), name: priority.name.clone(), proof: priority.proof.clone() }
}

impl Model {
    /// Checks the desk of a counter at a moment.
    pub(super) fn check_desk(&self, id: &CounterId, view: &DeskView, at: Timestamp) -> Checked {
        let of = |what: &str| format!("{what} at {id}");
        let (seat, clerk) = (self.seat(id), self.clerk_at(id));
        let priorities: Vec<_> = self.catalog.priorities.iter().map(priority_choice).collect();
        same(&of("priorities"), &view.priorities, &priorities)?;
        same(&of("pause"), &view.pause_reason.as_ref(), &seat.and_then(|seat| seat.pause.as_ref()))?;
        same(&of("auto-next"), &view.auto_next, &seat.is_some_and(|seat| seat.auto_next))?;
        same(&of("calling by name"), &view.may_call_named, &clerk.is_some_and(|clerk| clerk.may_call_named))?;
        same(&of("parked"), &view.parked, &clerk.map(|clerk| self.laid_aside(&clerk.id)).unwrap_or_default())?;
        same(&of("help"), &view.help, &self.help(id))?;
        same(&of("printers"), &view.printers, &self.printers_at(id))?;
        same(&of("usher calls"), &view.usher_calls, &self.usher_calls_near(id))?;
        same(&of("building"), &view.location, &Some(self.building(id)))?;
        same(&of("notices"), &view.notices, &self.notices_near(id, at))?;
        same(&of("ready notices"), &view.ready_notices, &self.ready_notices())?;
        same(&of("undo"), &view.undo, &self.undo_choice(id, at))
    }

    fn laid_aside(&self, clerk: &ClerkId) -> Vec<ParkedRow> {
        let all = self.guests.iter().flat_map(|guest| guest.errands.iter().map(move |errand| (guest, errand)));
        let mine = all.filter_map(|(guest, errand)| Some((guest, errand, errand.aside.as_ref()?)));
        let rows = mine.filter(|(_, _, aside)| &aside.clerk == clerk).map(|(guest, errand, aside)| ParkedRow {
            ticket: TicketId(guest.id),
            code: Code(guest.code.clone()),
            service: self.name_of(&errand.service),
            reason: aside.reason.clone(),
            return_at: aside.until,
        });
        rows.collect()
    }

    /// Who asks for help in the same building, by the names of the counters.
    fn help(&self, here: &CounterId) -> Vec<HelpRow> {
        let known = |id: &CounterId| self.catalog.counters.iter().find(|counter| &counter.id == id);
        let building = known(here).map(|counter| &counter.location);
        let mut rows: Vec<_> = self
            .seats
            .iter()
            .filter_map(|seat| {
                let (note, since) = seat.help.clone()?;
                let counter = known(&seat.counter).filter(|counter| Some(&counter.location) == building)?;
                Some(HelpRow { counter: counter.id.clone(), label: counter.label.clone(), note, since })
            })
            .collect();
        rows.sort_by(|one, other| one.counter.cmp(&other.counter));
        rows
    }

    fn undo_choice(&self, counter: &CounterId, at: Timestamp) -> Option<UndoChoice> {
        let last = undoable(self, counter, at).ok()?;
        let until = last.at + TimeDelta::seconds(self.catalog.rules.undo_seconds.into());
        Some(UndoChoice { step: last.step, code: Code(last.before.code.clone()), until })
    }
}

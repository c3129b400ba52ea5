//! The rules of a hub, as a place to put wrong ones.

use domain::appointment::Appointment;
use domain::catalog::Catalog;
use domain::catalog_change::{CatalogOrigin, Conflict};
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AppointmentId, CounterId, LocationId, Seq, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::rejection::Rejection;
use domain::view::{BoardView, KioskView, ManagerView, TicketView};
use domain::{DayDate, Timestamp};
use engine::{ClockWatch, Look, State};

/// What the engine does; each method is the engine's own unless a wrong rule says otherwise.
pub trait Rules {
    /// What happens, or why nothing does.
    ///
    /// # Errors
    /// The rejection.
    fn decide(&mut self, state: &State, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        engine::decide(state, command, now)
    }

    /// The counter that has to call by itself.
    fn due_call(&self, state: &State, now: Timestamp) -> Option<CounterId> {
        engine::due_call(state, now).cloned()
    }

    /// What happens when a counter calls by itself, or why nothing does.
    ///
    /// # Errors
    /// The rejection.
    fn call_by_itself(&mut self, state: &State, call: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.decide(state, call, now)
    }

    /// What happens when another hub file comes in, or what is in its way.
    ///
    /// # Errors
    /// What is in its way.
    fn change_catalog(&mut self, state: &State, next: &Catalog, source: &str) -> Result<Vec<Event>, Vec<Conflict>> {
        engine::change_catalog(state, next, source, CatalogOrigin::Import)
    }

    /// What happens when somebody tells of appointments.
    fn plan(&mut self, state: &State, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Vec<Event> {
        engine::plan(state, appointments, cancelled)
    }

    /// What happens when something was learnt from past days.
    fn learn(&self, state: &State, durations: Option<&Durations>, stretched: Option<WaitCalibration>) -> Vec<Event> {
        engine::learn(state, durations, stretched)
    }

    /// What the state is after an event.
    fn evolve(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        engine::evolve(state, seq, at, event);
    }

    /// The same while reading the journal.
    fn replay(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        self.evolve(state, seq, at, event);
    }

    /// Takes in a day that was opened before the place at which reading the journal begins.
    fn remember_day(&self, state: &mut State, day: DayDate) {
        state.remember_day(day);
    }

    /// A ticket's view.
    fn ticket(&self, state: &State, id: TicketId, now: Timestamp) -> Option<TicketView> {
        engine::view::ticket(state, id, now)
    }

    /// The view of a kiosk in a building.
    fn kiosk(&self, state: &State, location: &LocationId, now: Timestamp) -> Option<KioskView> {
        engine::view::kiosk(state, location, now)
    }

    /// The view of a board in a building, or of one that shows them all.
    fn board(&self, state: &State, location: Option<&LocationId>, now: Timestamp) -> BoardView {
        engine::view::board(state, location, now)
    }

    /// The manager's view.
    fn manager(&self, state: &State, now: Timestamp) -> ManagerView {
        engine::view::manager(state, now)
    }

    /// Whether an answer is kept for a retry.
    fn keeps_answers(&self) -> bool {
        true
    }

    /// The time of a command, and where the clock was set, the event that tells it.
    fn look(&mut self, watch: &mut ClockWatch, look: Look) -> (Timestamp, Option<Event>) {
        watch.look(look)
    }
}

/// The engine as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Right;

impl Rules for Right {}

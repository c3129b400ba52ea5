//! The hub under test, at its boundary: commands with ids go in, answers, the journal and views come out.

mod in_process;
mod rules;
pub mod wrong;

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::appointment::Appointment;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::{AppointmentId, CommandId, CounterId, LocationId, Seq, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView, TicketView};
use store::{Fault, Stored};

pub use in_process::{InProcess, REPLIES_KEPT_DAYS};
pub use rules::{Right, Rules};

/// What a command is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON: a reply, or a problem.
    pub body: String,
}

/// A hub that can be asked, looked at, starved of disk, and started again.
pub trait Hub {
    /// Sets the machine's clock, and the counter beside it that nobody sets.
    fn set_clock(&mut self, now: Timestamp, counter: Duration);

    /// Asks a command.
    fn ask(&mut self, id: &CommandId, command: &Command) -> Answer;

    /// Plans a fault for the next append.
    fn fail_next(&mut self, fault: Fault);

    /// Takes another hub file in.
    fn import(&mut self, id: &CommandId, catalog: &Arc<Catalog>, source: &str) -> Answer;

    /// Hears of appointments and of those called off; `None` where nobody can tell this hub of any.
    fn plan(&mut self, id: &CommandId, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Option<Answer>;

    /// Whether somebody can tell this hub of appointments, and of what was learnt.
    fn is_told_of_appointments(&self) -> bool;

    /// Hears of what was learnt from past days; `None` where nobody can tell this hub of it.
    fn learn(
        &mut self,
        id: &CommandId,
        durations: Option<&Durations>,
        stretched: Option<WaitCalibration>,
    ) -> Option<Answer>;

    /// Starts again on the journal.
    fn restart(&mut self);

    /// The journal after a place.
    fn journal(&self, after: Seq) -> Vec<Stored>;

    /// The view of a kiosk in a building; `None` for one the hub does not have.
    fn kiosk(&self, location: &LocationId) -> Option<KioskView>;

    /// The view of a board in a building, or of one that shows them all.
    fn board(&self, location: Option<&LocationId>) -> BoardView;

    /// The manager's view and the moment it is of.
    fn manager(&self) -> (ManagerView, Timestamp);

    /// A counter's view and the moment it is of; `None` for one that does not exist.
    fn counter(&self, id: &CounterId) -> Option<(CounterView, Timestamp)>;

    /// The appointments of the day; `None` where nobody can tell this hub of any.
    fn appointments(&self) -> Option<AppointmentsView>;

    /// A ticket's view; `None` for one that is not of today.
    fn ticket(&self, id: TicketId) -> Option<TicketView>;

    /// Whether what was lived through is what the journal tells: from the last opened day, or all of it.
    ///
    /// # Errors
    /// Where the two differ.
    fn check_replay(&self, is_all: bool) -> Result<(), String>;
}

//! One command on its way: from the press to the view that shows what came of it.

use domain::command::Command;
use domain::ids::{ClerkId, CommandId, Seq, TicketId};
use domain::ticket::LegState;
use domain::view::CounterView;

/// What a clerk wanted, with the desk as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    pub(crate) id: CommandId,
    pub(crate) command: Command,
    /// As long as the desk is still so, the same press means the same intent.
    pub(crate) desk: Desk,
}

/// What a command of the desk can change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Desk {
    clerk: Option<ClerkId>,
    ticket: Option<(TicketId, LegState, u32)>,
}

impl Desk {
    pub(crate) fn of(view: &CounterView) -> Self {
        Self {
            clerk: view.clerk.as_ref().map(|clerk| clerk.id.clone()),
            ticket: view.current.as_ref().map(|ticket| (ticket.ticket, ticket.state, ticket.recalls)),
        }
    }
}

/// A command that holds the buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InFlight {
    pub(crate) intent: Intent,
    /// Seconds since it reached this stage.
    pub(crate) seconds: u32,
    pub(crate) stage: Stage,
}

/// How far a command has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The answer is owed.
    Sent,
    /// It is done; the view of this journal position is owed.
    Answered(Seq),
}

//! The door to the sequencer: for whoever asks, follows or stops.

use std::sync::mpsc::{SyncSender, TrySendError};

use domain::Timestamp;
use domain::command::Command;
use domain::ids::CommandId;
use protocol::Problem;
use tokio::sync::{oneshot, watch};

use crate::problem;
use crate::views::Published;

/// What a command is answered with, now and at every retry.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

pub(crate) type Answered = Result<Answer, Box<Problem>>;

/// A command on its way.
pub(super) struct Asked {
    pub(super) id: CommandId,
    pub(super) command: Command,
    pub(super) answer: oneshot::Sender<Answered>,
}

/// What the sequencer is told.
pub(super) enum Order {
    Ask(Asked),
    Stop,
}

/// Whether the last append succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    Well,
    Full,
    Failing,
}

/// The door to the sequencer.
#[derive(Clone)]
pub(crate) struct Handle {
    pub(super) orders: SyncSender<Order>,
    pub(super) published: watch::Receiver<Published>,
    pub(super) publisher: watch::Sender<Published>,
    pub(super) storage: watch::Receiver<Storage>,
}

impl Handle {
    /// Has a command decided and written.
    pub(crate) async fn ask(&self, id: CommandId, command: Command) -> Answered {
        let (answer, answered) = oneshot::channel();
        self.orders.try_send(Order::Ask(Asked { id, command, answer })).map_err(|error| match error {
            TrySendError::Full(_) => problem::busy(),
            TrySendError::Disconnected(_) => problem::stopping(),
        })?;
        answered.await.unwrap_or_else(|_| Err(problem::stopping()))
    }

    /// Has the sequencer finish what was asked before and end; may block while much is waiting.
    pub(crate) fn stop(&self) {
        // It may have ended by itself.
        let _ = self.orders.send(Order::Stop);
    }

    /// The hub after the last commit.
    pub(crate) fn latest(&self) -> Published {
        self.published.borrow().clone()
    }

    /// Tells of every commit, and of every moment at which time alone changed what is shown.
    pub(crate) fn follow(&self) -> watch::Receiver<Published> {
        self.published.clone()
    }

    /// Shows the same hub anew where what is shown depends on the time.
    pub(crate) fn show_at(&self, now: Timestamp) {
        self.publisher.send_modify(|latest| *latest = latest.at(now));
    }

    /// Whether the last append succeeded.
    pub(crate) fn storage(&self) -> Storage {
        *self.storage.borrow()
    }
}

//! The door to the sequencer: for whoever asks, follows or stops.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{CommandId, HubId};
use domain::learned::{Durations, WaitCalibration};
use domain::wait::Waits;
use protocol::Problem;
use serde::Serialize;
use store::{HubReader, HubStore, StoreError, Term};
use tokio::sync::{oneshot, watch};

use super::book::Bookings;
use super::import::Import;
use crate::problem;
use crate::views::Published;

/// What a command is answered with, now and at every retry.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    /// Something was done, and this is to say of it.
    pub(super) fn done(reply: &impl Serialize) -> Self {
        let body = serde_json::to_string(reply).expect("a reply has no map and no number that JSON lacks");
        Self { status: 200, body }
    }

    /// The hub says no; that is an answer like another, and kept for a retry.
    pub(super) fn refused(problem: &Problem) -> Self {
        let body = serde_json::to_string(problem).expect("a problem is texts and a number");
        Self { status: problem.status, body }
    }
}

pub(crate) type Answered = Result<Answer, Box<Problem>>;

/// What changes the hub.
pub(super) enum Wanted {
    Command(Command),
    Catalog(Import),
    Appointments(Bookings),
    Learnt(Learnt),
}

/// What the hub has learnt from its past.
pub(crate) struct Learnt {
    pub(crate) durations: Option<Durations>,
    pub(crate) calibration: Option<WaitCalibration>,
}

impl Wanted {
    /// As it is kept to tell a retry from something else under the same id.
    pub(super) fn request(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Command(command) => serde_json::to_string(command),
            Self::Catalog(import) => Ok(import.request()),
            Self::Appointments(import) => Ok(import.request()),
            // Asked by the dispatcher itself, each time under an id of its own.
            Self::Learnt(_) => Ok("learnt".to_owned()),
        }
    }
}

/// Something wanted, on its way.
pub(super) struct Asked {
    pub(super) id: CommandId,
    pub(super) wanted: Wanted,
    pub(super) answer: oneshot::Sender<Answered>,
}

/// Reads what only the journal knows.
pub(super) type Look = Box<dyn FnOnce(&dyn HubReader, &HubId) + Send>;

/// Tidies up what lies beside the journal.
pub(super) type Chore = Box<dyn FnOnce(&mut dyn HubStore, &Term) + Send>;

/// What the sequencer is told.
pub(super) enum Order {
    Ask(Asked),
    Look(Look),
    LookAtClock(oneshot::Sender<()>),
    Tidy(Chore),
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
        self.want(id, Wanted::Command(command)).await
    }

    /// Has a hub file taken in and written.
    pub(crate) async fn import(&self, id: CommandId, import: Import) -> Answered {
        self.want(id, Wanted::Catalog(import)).await
    }

    /// Has bookings taken into the book and written.
    pub(crate) async fn book(&self, id: CommandId, bookings: Bookings) -> Answered {
        self.want(id, Wanted::Appointments(bookings)).await
    }

    /// Has what was learnt taken into the day and written.
    pub(crate) async fn learn(&self, id: CommandId, learnt: Learnt) -> Answered {
        self.want(id, Wanted::Learnt(learnt)).await
    }

    async fn want(&self, id: CommandId, wanted: Wanted) -> Answered {
        let (answer, answered) = oneshot::channel();
        self.order(Order::Ask(Asked { id, wanted, answer }))?;
        answered.await.unwrap_or_else(|_| Err(problem::stopping()))
    }

    /// Reads what only the journal knows, between two commits.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn HubReader, &HubId) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Box<Problem>> {
        let (answer, answered) = oneshot::channel();
        let look = move |reader: &dyn HubReader, hub: &HubId| {
            // Whoever asked may have hung up.
            let _ = answer.send(read(reader, hub));
        };
        self.order(Order::Look(Box::new(look)))?;
        let read = answered.await.map_err(|_| problem::stopping())?;
        read.map_err(|error| {
            tracing::error!(%error, "the journal cannot be read");
            problem::storage(false)
        })
    }

    /// Tidies up what lies beside the journal, after the commit of what was asked before.
    pub(crate) async fn tidy(
        &self,
        chore: impl FnOnce(&mut dyn HubStore, &Term) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), Box<Problem>> {
        let (answer, answered) = oneshot::channel();
        let chore = move |store: &mut dyn HubStore, term: &Term| {
            // Whoever asked may have hung up.
            let _ = answer.send(chore(store, term));
        };
        self.order(Order::Tidy(Box::new(chore)))?;
        let done = answered.await.map_err(|_| problem::stopping())?;
        done.map_err(|error| {
            tracing::error!(%error, "the store cannot be tidied");
            problem::storage(false)
        })
    }

    /// Has the clock looked at, and what is seen written; nothing where the sequencer has too much to do.
    pub(crate) async fn look_at_clock(&self) {
        let (done, is_done) = oneshot::channel();
        if self.order(Order::LookAtClock(done)).is_ok() {
            // Where the sequencer ends meanwhile nobody looks any more.
            let _ = is_done.await;
        }
    }

    fn order(&self, order: Order) -> Result<(), Box<Problem>> {
        self.orders.try_send(order).map_err(|error| match error {
            TrySendError::Full(_) => problem::busy(),
            TrySendError::Disconnected(_) => problem::stopping(),
        })
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

    /// Shows the same hub with what is foretold at a moment.
    pub(crate) fn foretell(&self, waits: Arc<Waits>, now: Timestamp) {
        self.publisher.send_modify(|latest| *latest = latest.foretold(waits, now));
    }

    /// Whether the last append succeeded.
    pub(crate) fn storage(&self) -> Storage {
        *self.storage.borrow()
    }
}

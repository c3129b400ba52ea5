//! A journal in memory that fails when it is told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Timestamp;
use domain::event::Event;
use domain::ids::{CommandId, HubId, Seq};

use crate::{AppendError, Batch, HubReader, HubStore, StoreError, Stored, StoredReply, Term, is_gapless};

/// What goes wrong at the next append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written, and the writer is told so.
    Full,
    /// Nothing is written; the writer does not know.
    UnknownBefore,
    /// Everything is written; the writer does not know.
    UnknownAfter,
}

#[derive(Default)]
struct Shelf {
    epoch: u64,
    events: Vec<Stored>,
    replies: BTreeMap<CommandId, StoredReply>,
    fault: Option<Fault>,
}

/// A journal in memory; clones share it, so one can write and another read or plan faults.
#[derive(Clone, Default)]
pub struct SimStore(Arc<Mutex<Shelf>>);

impl SimStore {
    /// Plans a fault for the next append.
    pub fn fail_next(&self, fault: Fault) {
        self.shelf().fault = Some(fault);
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HubStore for SimStore {
    fn acquire(&mut self, _hub: &HubId, _holder: &str) -> Result<Term, StoreError> {
        let mut shelf = self.shelf();
        shelf.epoch += 1;
        Ok(Term { epoch: shelf.epoch })
    }

    fn append(&mut self, _hub: &HubId, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        let mut shelf = self.shelf();
        if term.epoch != shelf.epoch {
            return Err(AppendError::Fenced);
        }
        let head = Seq(shelf.events.len() as u64);
        if first != head.next() || !is_gapless(first, batch) {
            return Err(AppendError::Conflict { head });
        }
        let fault = shelf.fault.take();
        match fault {
            Some(Fault::Full) => return Err(AppendError::Full),
            Some(Fault::UnknownBefore) => return Err(AppendError::Unknown("simulated".to_owned())),
            Some(Fault::UnknownAfter) | None => (),
        }
        shelf.events.extend(batch.events.iter().cloned());
        shelf.replies.extend(batch.replies.iter().map(|reply| (reply.command.clone(), reply.clone())));
        if fault.is_some() { Err(AppendError::Unknown("simulated".to_owned())) } else { Ok(()) }
    }

    fn prune_replies(&mut self, _hub: &HubId, before: Timestamp) -> Result<usize, StoreError> {
        let mut shelf = self.shelf();
        let all = shelf.replies.len();
        shelf.replies.retain(|_, reply| reply.at >= before);
        Ok(all - shelf.replies.len())
    }
}

impl HubReader for SimStore {
    fn head(&self, _hub: &HubId) -> Result<Seq, StoreError> {
        Ok(Seq(self.shelf().events.len() as u64))
    }

    fn last_day_open(&self, _hub: &HubId) -> Result<Option<Seq>, StoreError> {
        let shelf = self.shelf();
        let open = shelf.events.iter().rev().find(|stored| matches!(stored.event, Event::DayOpened { .. }));
        Ok(open.map(|stored| stored.seq))
    }

    fn events(&self, _hub: &HubId, after: Seq, limit: usize) -> Result<Vec<Stored>, StoreError> {
        Ok(self.shelf().events.iter().filter(|stored| stored.seq > after).take(limit).cloned().collect())
    }

    fn reply(&self, _hub: &HubId, command: &CommandId) -> Result<Option<StoredReply>, StoreError> {
        Ok(self.shelf().replies.get(command).cloned())
    }
}

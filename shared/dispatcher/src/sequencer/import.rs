//! A hub file comes in: checked against the running hub, told of, and kept with its text.

use std::sync::Arc;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::event::Event;
use engine::State;
use protocol::{CHANGES_TOLD_MAX, CatalogImported};
use store::Batch;

use super::Sequencer;
use super::handle::Answer;
use crate::problem;

/// A hub file that has no mistakes.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(crate) catalog: Arc<Catalog>,
    /// The file as it was written.
    pub(crate) source: String,
    pub(crate) origin: CatalogOrigin,
}

impl Import {
    /// As it is kept to tell a retry from another request with the same key; no command is written like this.
    pub(super) fn request(&self) -> String {
        format!("hub file\n{}", self.source)
    }
}

/// What an import is answered with on a hub as it is, and what happens then.
pub(crate) fn outcome(state: &State, import: &Import) -> (Answer, Vec<Event>) {
    match engine::change_catalog(state, &import.catalog, &import.source, import.origin) {
        Ok(events) => {
            let mut changes = hub_file::diff(state.catalog(), &import.catalog);
            let changes_left_out = changes.len().saturating_sub(CHANGES_TOLD_MAX);
            changes.truncate(CHANGES_TOLD_MAX);
            let is_new = !events.is_empty();
            let reply = CatalogImported {
                version: state.catalog_version() + u32::from(is_new),
                is_new,
                changes,
                changes_left_out: u32::try_from(changes_left_out).unwrap_or(u32::MAX),
            };
            let body = serde_json::to_string(&reply).expect("a list of changes is texts and numbers");
            (Answer { status: 200, body }, events)
        }
        Err(conflicts) => {
            let problem = problem::of_conflicts(&conflicts);
            let body = serde_json::to_string(problem.as_ref()).expect("a problem is texts and a number");
            (Answer { status: problem.status, body }, Vec::new())
        }
    }
}

impl Sequencer {
    /// Takes a hub file in on the state with the batch so far.
    pub(super) fn import(&mut self, import: &Import, now: Timestamp, batch: &mut Batch) -> Answer {
        let (answer, events) = outcome(&self.state, import);
        self.take(events, now, batch);
        answer
    }
}

//! Calls nobody pressed a key for: of counters that stand by, as soon as somebody waits for them.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::CommandId;
use store::{Batch, StoredReply};

use super::Sequencer;

impl Sequencer {
    /// Makes every call that is due, each as a command of its own behind what made it due, in the same commit.
    ///
    /// After every command and not after a group of them: what is grouped by chance must not decide who is called.
    pub(super) fn call_where_due(&mut self, now: Timestamp, batch: &mut Batch) {
        // A counter that has called is busy, so none calls twice.
        for _ in 0..self.state.catalog().counters.len() {
            let Some(counter) = engine::due_call(&self.state, now).cloned() else { return };
            // No client can send an id with a colon, and each place of the journal is written once: the id is new, also
            // after a restart.
            let command = CommandId::new(format!("call:{}", self.state.seq().0));
            let wanted = Command::CallNext { counter };
            let request = serde_json::to_string(&wanted).expect("a command has no map and no number that JSON lacks");
            match self.decide(&wanted, None, now, batch) {
                Ok(answer) if answer.status == 200 => {
                    let (seq, status, body) = (self.state.seq(), answer.status, answer.body);
                    batch.replies.push(StoredReply { command, request, seq, status, body, at: now });
                }
                Ok(_) | Err(_) => {
                    tracing::error!(?wanted, "a call that is due is refused: a fault in the program");
                    return;
                }
            }
        }
    }
}

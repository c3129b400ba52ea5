//! The wish a handed-in ticket stands for: it was committed, or it never will be.
//!
//! A kiosk that gets no answer cannot know which. The sequencer decides it once: whichever comes first of the wish and
//! the ticket handed in instead of it, the other finds it here.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{CommandId, TicketId};
use protocol::{Problem, Reply};
use store::{Batch, StoredReply};

use super::Sequencer;
use super::handle::Answer;
use crate::problem;

/// What is kept in place of the request of a wish that came to nothing; no command is written like this.
const SUPERSEDED: &str = "superseded";

/// Whether a reply is kept for a wish that must not be committed any more.
pub(super) fn is_superseded(reply: &StoredReply) -> bool {
    reply.request == SUPERSEDED
}

impl Sequencer {
    /// The ticket that was committed for the wish a handed-in ticket stands for; where there is none the wish is
    /// answered here and now, so that it is never committed later.
    pub(super) fn supersede(
        &self,
        id: &CommandId,
        command: &Command,
        now: Timestamp,
        batch: &mut Batch,
        seen: &mut BTreeMap<CommandId, StoredReply>,
    ) -> Result<Option<TicketId>, Box<Problem>> {
        let Command::HandIn { instead_of: Some(wish), .. } = command else { return Ok(None) };
        // No wish can have such an id, and this command has its own answer.
        if !wish.is_well_formed() || wish == id {
            return Ok(None);
        }
        if let Some(reply) = self.known_reply(wish, seen)? {
            return Ok(committed(&reply, command));
        }
        let Answer { status, body } = Answer::refused(&problem::command_superseded());
        let (request, seq) = (SUPERSEDED.to_owned(), self.state.seq());
        let reply = StoredReply { command: wish.clone(), request, seq, status, body, at: now };
        seen.insert(wish.clone(), reply.clone());
        batch.replies.push(reply);
        Ok(None)
    }

    /// What a command was answered with before, also earlier in the same commit.
    pub(super) fn known_reply(
        &self,
        id: &CommandId,
        seen: &BTreeMap<CommandId, StoredReply>,
    ) -> Result<Option<StoredReply>, Box<Problem>> {
        match seen.get(id) {
            Some(reply) => Ok(Some(reply.clone())),
            None => self.reader.reply(&self.term.hub, id).map_err(|error| {
                tracing::error!(%error, "a reply cannot be looked up");
                problem::storage(false)
            }),
        }
    }
}

/// The ticket of a wish that the same kiosk had made, where it got one.
fn committed(reply: &StoredReply, handed_in: &Command) -> Option<TicketId> {
    let Command::HandIn { device, .. } = handed_in else { return None };
    let wish: Command = serde_json::from_str(&reply.request).ok()?;
    let is_of_kiosk = matches!(&wish, Command::TakeTicket { device: Some(of_wish), .. } if of_wish == device);
    let answer: Reply = serde_json::from_str(&reply.body).ok().filter(|_| is_of_kiosk && reply.status == 200)?;
    Some(answer.ticket?.ticket)
}

//! What has to survive a power cut, so that nobody is left with a number but without paper.
//!
//! An intent is kept as *pending* before it is sent, its ticket as *acknowledged* until its slip is *printed* or
//! reported on, and then nothing is kept. After a start, pending intents are sent again under their ids, which gives
//! the same tickets, and acknowledged tickets are printed, marked as late. Both happen only on the same day and for
//! [`crate::LATE_SECONDS_MAX`]: later nobody waits for the paper, and a number for nobody would hold up the others.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::Timestamp;
use domain::ids::{CommandId, TicketId};
use domain::text::Language;
use domain::ticket::SlipOutcome;
use domain::view::TicketView;
use serde::{Deserialize, Serialize};

use crate::model::{Effect, Model, Screen};
use crate::offline::{self, KeptView, Offline, SavedHandIn, Stock};
use crate::slip::{SlipCopy, SlipState};
use crate::visit::Wish;
use crate::{LATE_SECONDS_MAX, SAVED_MAX, SHOWN_AGAIN_SECONDS_MAX};

#[cfg(test)]
mod tests;

/// Everything a kiosk keeps on its disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Intents whose answer is owed, oldest first.
    #[serde(default)]
    pub pending: Vec<SavedIntent>,
    /// Acknowledged tickets whose slip is not reported on yet, oldest first.
    #[serde(default)]
    pub acked: Vec<SavedTicket>,
    /// Codes the kiosk may give by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Stock>,
    /// Tickets the kiosk gave by itself and has to hand in, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outbox: Vec<SavedHandIn>,
    /// The hub as it was last heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Arc<KeptView>>,
    /// The ticket on the screen, for a program that is started again while somebody reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<SavedShown>,
    /// Whether staff have put the kiosk out of service.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_locked: bool,
}

/// A ticket on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedShown {
    /// The ticket.
    pub ticket: Box<TicketView>,
    /// The person's language.
    pub language: Language,
    /// What became of its slip.
    pub slip: SlipState,
}

/// An intent to get a ticket: sent again exactly as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedIntent {
    /// The id of the intent.
    pub id: CommandId,
    /// What for.
    #[serde(flatten)]
    pub purpose: Purpose,
    /// The person's language.
    pub language: Language,
    /// The day that was open when it was meant.
    pub day: Option<NaiveDate>,
    /// When it was meant, by the clock of the kiosk.
    pub at: Timestamp,
}

/// What a ticket is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Purpose {
    /// An appointment.
    CheckIn {
        /// What was typed or scanned.
        check_in: String,
    },
    /// A visit of one service or several.
    Visit(Wish),
}

impl SavedIntent {
    /// Whether it asks for a number for this.
    #[must_use]
    pub fn is_for(&self, wish: &Wish) -> bool {
        matches!(&self.purpose, Purpose::Visit(wanted) if wanted == wish)
    }
}

/// A committed ticket that needs its slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTicket {
    /// The ticket.
    pub ticket: Box<TicketView>,
    /// The language of the slip.
    pub language: Language,
    /// The day that was open when it was taken.
    pub day: Option<NaiveDate>,
}

/// What was found on the disk at the start and not taken up yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Resumed {
    /// Intents of people who stood here before the cut.
    pub(crate) intents: Vec<ResumedIntent>,
    /// Tickets that were acknowledged before the cut.
    pub(crate) tickets: Vec<SavedTicket>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResumedIntent {
    pub(crate) saved: SavedIntent,
    pub(crate) is_sent: bool,
}

/// What a kiosk in this state has to keep on its disk.
pub(crate) fn of(model: &Model) -> Saved {
    let resumed = model.resumed.intents.iter().map(|intent| intent.saved.clone());
    let mut pending: Vec<SavedIntent> = resumed.chain(model.pending.clone()).collect();
    let mut acked: Vec<SavedTicket> = model.resumed.tickets.iter().chain(&model.printing).cloned().collect();
    keep_newest(&mut pending);
    keep_newest(&mut acked);
    let Offline { stock, outbox, kept, .. } = &model.offline;
    let (stock, outbox, kept) = (stock.clone(), outbox.clone(), kept.clone());
    Saved { pending, acked, stock, outbox, kept, shown: shown(model), is_locked: model.staff.is_locked }
}

/// Takes up what was found on the disk; it is looked at when the first frame says which day is open.
pub(crate) fn restore(model: &mut Model, saved: Saved, now: Timestamp) {
    offline::restore(model, &saved);
    let Saved { mut pending, mut acked, shown, is_locked, .. } = saved;
    model.staff.is_locked = is_locked;
    if let Some(shown) = shown {
        show_again(model, shown, &acked, now);
    }
    keep_newest(&mut pending);
    keep_newest(&mut acked);
    let intents = pending.into_iter().map(|saved| ResumedIntent { saved, is_sent: false }).collect();
    model.resumed = Resumed { intents, tickets: acked };
}

fn shown(model: &Model) -> Option<SavedShown> {
    let Screen::Ticket { ticket, slip } = &model.screen else { return None };
    Some(SavedShown { ticket: ticket.clone(), language: model.language, slip: *slip })
}

/// Whoever had their number before them when the program ended has it before them again.
fn show_again(model: &mut Model, shown: SavedShown, acked: &[SavedTicket], now: Timestamp) {
    let SavedShown { ticket, language, mut slip } = shown;
    let age_seconds = (now - ticket.taken_at).num_seconds();
    if model.screen != Screen::Home || !(0..SHOWN_AGAIN_SECONDS_MAX).contains(&age_seconds) {
        return;
    }
    if slip == SlipState::Printing && !acked.iter().any(|saved| saved.ticket.ticket == ticket.ticket) {
        slip = SlipState::Unknown;
    }
    model.screen = Screen::Ticket { ticket, slip };
    model.language = language;
    model.alone_seconds = Some(0);
}

/// Sends and prints what was found on the disk, as far as it is not too late.
pub(crate) fn resume(model: &mut Model, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    for mut intent in std::mem::take(&mut model.resumed.intents) {
        if !is_in_time(model, intent.saved.day, intent.saved.at, now) {
            effects.push(Effect::ReportForgotten(intent.saved.id));
            continue;
        }
        if !intent.is_sent {
            intent.is_sent = true;
            effects.push(send(&intent.saved));
        }
        model.resumed.intents.push(intent);
    }
    for ticket in std::mem::take(&mut model.resumed.tickets) {
        effects.extend(print_late(model, ticket, now));
    }
    effects
}

/// Prints the tickets the kiosk gave by itself before the cut, without waiting for the dispatcher.
pub(crate) fn resume_own(model: &mut Model, now: Timestamp) -> Vec<Effect> {
    let is_own = |saved: &mut SavedTicket| offline::is_own(saved.ticket.ticket);
    let own: Vec<_> = model.resumed.tickets.extract_if(.., is_own).collect();
    own.into_iter().flat_map(|ticket| print_late(model, ticket, now)).collect()
}

/// The effect that sends an intent, for the first time or again.
pub(crate) fn send(intent: &SavedIntent) -> Effect {
    let (id, language) = (intent.id.clone(), intent.language);
    match &intent.purpose {
        Purpose::Visit(wish) => Effect::SendTake { id, wish: wish.clone(), language },
        Purpose::CheckIn { check_in } => Effect::SendCheckIn { id, code: check_in.clone(), language },
    }
}

/// Prints a ticket taken before the cut; `None` where the intent is none of those.
pub(crate) fn taken(model: &mut Model, id: &CommandId, ticket: &TicketView, now: Timestamp) -> Option<Vec<Effect>> {
    let SavedIntent { language, day, .. } = take_intent(model, id)?;
    Some(print_late(model, SavedTicket { ticket: Box::new(ticket.clone()), language, day }, now))
}

/// Forgets an intent from before the cut; `None` where it is none of those.
pub(crate) fn take_intent(model: &mut Model, id: &CommandId) -> Option<SavedIntent> {
    let place = model.resumed.intents.iter().position(|intent| &intent.saved.id == id)?;
    Some(model.resumed.intents.remove(place).saved)
}

/// Has an intent from before the cut sent again with the next frame.
pub(crate) fn put_off(model: &mut Model, id: &CommandId) {
    for intent in model.resumed.intents.iter_mut().filter(|intent| &intent.saved.id == id) {
        intent.is_sent = false;
    }
}

/// Keeps a ticket until its slip is reported on.
pub(crate) fn start_printing(model: &mut Model, ticket: SavedTicket) {
    model.printing.push(ticket);
    keep_newest(&mut model.printing);
}

/// The slip of this ticket is reported on.
pub(crate) fn finish_printing(model: &mut Model, ticket: TicketId) {
    model.printing.retain(|saved| saved.ticket.ticket != ticket);
}

fn print_late(model: &mut Model, saved: SavedTicket, now: Timestamp) -> Vec<Effect> {
    if is_in_time(model, saved.day, saved.ticket.taken_at, now) {
        let effect = Effect::Print { ticket: saved.ticket.clone(), language: saved.language, copy: SlipCopy::Late };
        start_printing(model, saved);
        return vec![effect];
    }
    let (ticket, outcome) = (saved.ticket.ticket, SlipOutcome::NotPrinted);
    let detail = "il totem era senza corrente, e dopo era troppo tardi per stampare".to_owned();
    if offline::is_own(ticket) {
        return offline::slip_done(model, ticket, outcome, detail);
    }
    vec![Effect::ReportSlip { ticket, outcome, detail }]
}

/// Whether whoever stood here before the cut may still be in the hall.
fn is_in_time(model: &Model, day: Option<NaiveDate>, since: Timestamp, now: Timestamp) -> bool {
    let today = model.view.as_ref().and_then(|view| view.day);
    day.is_some() && day == today && (now - since).num_seconds() < LATE_SECONDS_MAX
}

/// More than this were never in work at once; a longer list is not worth its disk.
fn keep_newest<T>(list: &mut Vec<T>) {
    let surplus = list.len().saturating_sub(SAVED_MAX);
    list.drain(..surplus);
}

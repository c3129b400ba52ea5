//! Tickets the kiosk gave by itself, until the hub has taken them in: in order, one at a time, each once.

use domain::ids::{CommandId, TicketId};
use domain::limits::COMMAND_ID_CHARS_MAX;
use domain::text::{Language, Text};
use domain::ticket::{Code, SlipOutcome};
use domain::{DayDate, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::{Effect, Model};
use crate::visit::Wish;
use crate::{HAND_IN_AGAIN_SECONDS, SAVED_MAX};

/// What follows the id of a wish in the id of the ticket that is handed in for it.
const HAND_IN_SUFFIX: &str = "-offline";

/// A ticket to hand in: always as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedHandIn {
    /// The id of the command.
    pub id: CommandId,
    /// The code on the slip.
    pub code: Code,
    /// What for.
    #[serde(flatten)]
    pub wish: Wish,
    /// The person's language.
    pub language: Language,
    /// When it was given.
    pub taken_at: Timestamp,
    /// The hub's day on which it was given, where it was known.
    pub day: Option<DayDate>,
    /// The wish that was never answered.
    pub instead_of: Option<CommandId>,
    /// The id the kiosk gave it.
    pub ticket: TicketId,
    /// What became of its slip, once that is known; the hub is told when it knows the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<SavedSlip>,
}

/// What became of a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSlip {
    /// What became of it.
    pub outcome: SlipOutcome,
    /// What the printer said.
    pub detail: String,
}

/// Where handing in stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exchange {
    /// The command whose answer is owed.
    owed: Option<CommandId>,
    /// How long nothing is handed in again, in seconds.
    rests_seconds: u32,
    /// Tickets the hub took in whose slips are not reported on: as the kiosk names them, and as the hub does.
    taken_in: Vec<(TicketId, TicketId)>,
}

impl Exchange {
    pub(super) fn known(&self) -> impl Iterator<Item = TicketId> {
        self.taken_in.iter().map(|(own, _)| *own)
    }
}

/// The id under which the ticket is handed in that was given for a wish.
pub(super) fn id_of(wish: &CommandId) -> CommandId {
    let most = COMMAND_ID_CHARS_MAX - HAND_IN_SUFFIX.len();
    let wish: String = wish.as_str().chars().take(most).collect();
    CommandId::new(format!("{wish}{HAND_IN_SUFFIX}"))
}

/// Hands in the first ticket, where the hub is heard and has a day to take it into.
pub(crate) fn hand_in(model: &mut Model) -> Vec<Effect> {
    let offline = &model.offline;
    let has_day = model.view.as_ref().is_some_and(|view| view.day.is_some());
    let is_free = offline.is_heard && model.lost.is_none() && has_day;
    let exchange = &offline.exchange;
    if !is_free || exchange.owed.is_some() || exchange.rests_seconds > 0 {
        return Vec::new();
    }
    let Some(first) = offline.outbox.first().cloned() else { return Vec::new() };
    if offline.issuing.as_ref().is_some_and(|issuing| issuing.ticket == first.ticket) {
        return Vec::new();
    }
    model.offline.exchange.owed = Some(first.id.clone());
    vec![Effect::HandIn(Box::new(first))]
}

/// The hub has taken in a ticket; the next one follows.
pub(crate) fn handed_in(model: &mut Model, id: &CommandId, ticket: TicketId) -> Vec<Effect> {
    let Some(entry) = answered(model, id) else { return Vec::new() };
    let report = match entry.slip {
        Some(SavedSlip { outcome, detail }) => Some(Effect::ReportSlip { ticket, outcome, detail }),
        None => {
            let taken_in = &mut model.offline.exchange.taken_in;
            taken_in.push((entry.ticket, ticket));
            let surplus = taken_in.len().saturating_sub(SAVED_MAX);
            taken_in.drain(..surplus);
            None
        }
    };
    report.into_iter().chain(hand_in(model)).collect()
}

/// The hub does not take in a ticket: staff have to know, and the next one follows.
pub(crate) fn refused(model: &mut Model, id: &CommandId, why: Text) -> Vec<Effect> {
    let Some(entry) = answered(model, id) else { return Vec::new() };
    let report = Effect::ReportNotTakenIn { code: entry.code, why };
    [report].into_iter().chain(hand_in(model)).collect()
}

/// Nobody answered: the same is handed in again a little later.
pub(crate) fn put_off(model: &mut Model, id: &CommandId) {
    let exchange = &mut model.offline.exchange;
    if exchange.owed.take_if(|owed| owed == id).is_some() {
        exchange.rests_seconds = HAND_IN_AGAIN_SECONDS;
    }
}

fn answered(model: &mut Model, id: &CommandId) -> Option<SavedHandIn> {
    model.offline.exchange.owed.take_if(|owed| owed == id)?;
    let place = model.offline.outbox.iter().position(|entry| &entry.id == id)?;
    Some(model.offline.outbox.remove(place))
}

/// What became of the slip of a ticket the kiosk gave by itself; told once the hub knows the ticket.
pub(crate) fn slip_done(model: &mut Model, own: TicketId, outcome: SlipOutcome, detail: String) -> Vec<Effect> {
    if let Some(entry) = model.offline.outbox.iter_mut().find(|entry| entry.ticket == own) {
        entry.slip = Some(SavedSlip { outcome, detail });
        return Vec::new();
    }
    let taken_in = &mut model.offline.exchange.taken_in;
    let Some(place) = taken_in.iter().position(|(known, _)| *known == own) else { return Vec::new() };
    let (_, ticket) = taken_in.remove(place);
    vec![Effect::ReportSlip { ticket, outcome, detail }]
}

pub(crate) fn pass_second(model: &mut Model) -> Vec<Effect> {
    let exchange = &mut model.offline.exchange;
    exchange.rests_seconds = exchange.rests_seconds.saturating_sub(1);
    hand_in(model)
}

//! Going on while the dispatcher is gone.
//!
//! While it is heard the kiosk keeps a stock of codes that are its own. Once it is lost for [`OFFLINE_AFTER_SECONDS`],
//! or a wish has had no answer for so long, a number comes from the stock: it is on the disk as given before anybody
//! sees it, and stays in the outbox until the hub has taken it in or refused it. They are handed in one after the other,
//! each under an id that was made with it, so that none is handed in twice.
//! A kiosk without a disk gives no number by itself: after a power cut it would give it again.

mod hours;
mod outbox;
mod stock;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono_tz::Tz;
use domain::ids::{AreaId, CommandId, ServiceId, TicketId};
use domain::text::Text;
use domain::ticket::{Code, LegState};
use domain::view::{KioskArea, KioskService, KioskView, TicketView};
use domain::{DayDate, Timestamp};
use protocol::KioskFrame;
use serde::{Deserialize, Serialize};

use crate::check_in;
use crate::model::{Effect, Model, Screen};
use crate::saved::{self, Saved, SavedIntent, SavedTicket};
use crate::slip::{SlipCopy, SlipState};
use crate::{OFFLINE_AFTER_SECONDS, OUTBOX_MAX};

pub use outbox::{SavedHandIn, SavedSlip};
pub(crate) use outbox::{hand_in, handed_in, put_off, refused, slip_done};
pub use stock::{Stock, StockBlock, UsedCode};
pub(crate) use stock::{ask, lease_failed, leased};
pub use words::ask_the_staff_text;

/// From here on ids are those of tickets the kiosk gave by itself, until the hub has taken them in; no hub comes so far.
const OWN_TICKETS_FROM: u64 = 1 << 63;

/// The view of the hub as it was last heard, for a start without the dispatcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// The date on which it was last heard, in the hub's time zone.
    pub heard_on: DayDate,
    /// The hub's time zone.
    pub time_zone: String,
    /// The view, without what changes with every ticket.
    pub view: KioskView,
}

impl KeptView {
    fn date(&self, now: Timestamp) -> DayDate {
        date(&self.time_zone, now)
    }

    /// The hub's day, where it is still the date on which it was heard of.
    fn day(&self, now: Timestamp) -> Option<DayDate> {
        self.view.day.filter(|_| self.date(now) == self.heard_on)
    }
}

fn date(time_zone: &str, now: Timestamp) -> DayDate {
    let zone: Tz = time_zone.parse().unwrap_or(Tz::UTC);
    now.with_timezone(&zone).date_naive()
}

/// What the kiosk knows and has for the time the dispatcher is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offline {
    /// Whether there is a disk to keep it on.
    has_disk: bool,
    pub(crate) stock: Option<Stock>,
    pub(crate) outbox: Vec<SavedHandIn>,
    pub(crate) kept: Option<Arc<KeptView>>,
    /// Whether the hub was heard since the connection was lost last, so that it takes something in.
    is_heard: bool,
    /// How long the dispatcher has been lost, in seconds.
    lost_seconds: u32,
    /// A number that is not shown before the disk has it.
    issuing: Option<Box<TicketView>>,
    exchange: outbox::Exchange,
    asking: stock::Asking,
}

impl Model {
    /// Whether the ticket on the screen was given by the kiosk itself: nobody knows how many are before it.
    #[must_use]
    pub fn is_offline_ticket(&self) -> bool {
        matches!(&self.screen, Screen::Ticket { ticket, .. } if is_own(ticket.ticket))
    }

    /// Whether the dispatcher is gone for so long that numbers come from the kiosk itself.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.lost.is_some() && self.offline.lost_seconds >= OFFLINE_AFTER_SECONDS
    }

    /// Whether it is gone for so long, and the kiosk has a number of its own left for some service at least.
    #[must_use]
    pub fn gives_numbers_alone(&self) -> bool {
        self.is_offline() && self.offline.stock.as_ref().is_some_and(Stock::has_any)
    }

    /// How many tickets the kiosk has still to hand in.
    #[must_use]
    pub fn to_hand_in(&self) -> usize {
        self.offline.outbox.len()
    }
}

/// Whether a ticket was given by a kiosk itself.
#[must_use]
pub fn is_own(ticket: TicketId) -> bool {
    ticket.0 >= OWN_TICKETS_FROM
}

/// What was on the disk at the start.
pub(crate) fn restore(model: &mut Model, saved: &Saved) {
    model.offline.has_disk = true;
    model.offline.stock.clone_from(&saved.stock);
    model.offline.outbox.clone_from(&saved.outbox);
    model.offline.kept.clone_from(&saved.kept);
}

/// The hub was heard.
pub(crate) fn heard(model: &mut Model, frame: &KioskFrame, now: Timestamp) {
    model.offline.is_heard = true;
    model.offline.lost_seconds = 0;
    if !model.offline.has_disk {
        return;
    }
    let (heard_on, time_zone) = (date(&frame.time_zone, now), frame.time_zone.clone());
    let kept = KeptView { heard_on, time_zone, view: hours::lasting(&frame.view) };
    if model.offline.kept.as_deref() != Some(&kept) {
        model.offline.kept = Some(Arc::new(kept));
    }
}

/// The dispatcher is lost.
pub(crate) fn lost(model: &mut Model) {
    model.offline.is_heard = false;
}

/// A second has passed.
pub(crate) fn pass_second(model: &mut Model, now: Timestamp) -> Vec<Effect> {
    let offline = &mut model.offline;
    offline.lost_seconds = if model.lost.is_some() { offline.lost_seconds.saturating_add(1) } else { 0 };
    let mut effects = Vec::new();
    if model.is_offline()
        && let Some(view) = model.offline.kept.as_ref().map(|kept| hours::at(kept, now))
    {
        model.view = Some(view);
        effects.extend(saved::resume_own(model, now));
    }
    // The first second is not a whole one, hence one more.
    let waits_too_long = model.alone_seconds.is_some_and(|seconds| seconds > OFFLINE_AFTER_SECONDS);
    if let Screen::Taking { area, service } = &model.screen
        && waits_too_long
    {
        let (area, service) = (area.clone(), service.clone());
        effects.extend(instead_of_pending(model, &area, &service, now).unwrap_or_default());
    }
    check_in::pass_second(model);
    effects.extend(stock::pass_second(model));
    effects.extend(outbox::pass_second(model));
    effects
}

/// "Take a number" was touched and the dispatcher is gone; `None` where it is asked all the same.
pub(crate) fn take(
    model: &mut Model,
    area: &AreaId,
    service: &ServiceId,
    id: CommandId,
    now: Timestamp,
) -> Option<Vec<Effect>> {
    if !model.is_offline() || !model.offline.has_disk {
        return None;
    }
    let wanted = model.wish(service);
    let pending = model.pending.take_if(|pending| pending.is_for(&wanted));
    let wish = match &pending {
        Some(pending) => (pending.id.clone(), Some(pending.id.clone())),
        None => (id, None),
    };
    match issue(model, area, service, wish, now) {
        Ok(effects) => Some(effects),
        Err(why) => {
            model.pending = pending;
            let failure = why?;
            model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure: Some(failure) };
            model.alone_seconds = Some(0);
            Some(Vec::new())
        }
    }
}

/// A number from the stock for the wish that has no answer; `None` where there is no such number.
pub(crate) fn instead_of_pending(
    model: &mut Model,
    area: &AreaId,
    service: &ServiceId,
    now: Timestamp,
) -> Option<Vec<Effect>> {
    let wanted = model.wish(service);
    let SavedIntent { id, .. } = model.pending.clone().filter(|pending| pending.is_for(&wanted))?;
    issue(model, area, service, (id.clone(), Some(id)), now).ok()
}

/// What a person reads to whom the kiosk can give no number by itself; `None` where touching again may help.
pub(crate) fn failure(model: &Model, now: Timestamp) -> Option<Text> {
    let is_used_up = model.offline.has_disk
        && model.offline.kept.as_ref().zip(model.offline.stock.as_ref()).is_some_and(|(kept, stock)| {
            let Screen::Taking { area, service } = &model.screen else { return false };
            let letter = model.service(area, service).map(|(_, service)| service.letter);
            letter.is_some_and(|letter| stock.clone().take(letter, kept.day(now), now).is_none())
        });
    is_used_up.then(ask_the_staff_text)
}

/// Takes a number from the stock; an error where there is none, with what the person has to know, if anything.
fn issue(
    model: &mut Model,
    area: &AreaId,
    service: &ServiceId,
    (wish, instead_of): (CommandId, Option<CommandId>),
    now: Timestamp,
) -> Result<Vec<Effect>, Option<Text>> {
    if model.offline.issuing.is_some() || model.offline.outbox.len() >= OUTBOX_MAX {
        return Err(Some(ask_the_staff_text()));
    }
    let kept = model.offline.kept.clone().ok_or(None)?;
    let view = hours::at(&kept, now);
    let wanted = model.wish(service);
    let all: Vec<_> = wanted.services.iter().map(|id| place_in(&view, id)).collect::<Option<_>>().ok_or(None)?;
    let (_, first) = *all.first().ok_or(None)?;
    if view.day.is_none() {
        return Err(None);
    }
    for (_, service) in &all {
        hours::check_given(service, now)?;
    }
    let day = kept.day(now);
    let stock = model.offline.stock.as_mut().ok_or(None)?;
    let code = stock.take(first.letter, day, now).ok_or_else(|| Some(ask_the_staff_text()))?;
    let ticket = Box::new(ticket_view(next_id(model), code.clone(), now, (&view, &all)));
    let language = match &model.pending {
        Some(pending) if Some(&pending.id) == instead_of.as_ref() => pending.language,
        Some(_) | None => model.language,
    };
    model.offline.outbox.push(SavedHandIn {
        id: outbox::id_of(&wish),
        code,
        wish: wanted,
        language,
        taken_at: now,
        day,
        instead_of,
        ticket: ticket.ticket,
        slip: None,
    });
    saved::start_printing(model, SavedTicket { ticket: ticket.clone(), language, day: view.day });
    model.pending = None;
    model.screen = Screen::Taking { area: area.clone(), service: service.clone() };
    model.alone_seconds = Some(0);
    let id = ticket.ticket;
    model.offline.issuing = Some(ticket);
    Ok(vec![Effect::Keep { ticket: id }])
}

/// The disk has a number, or cannot keep it: then nobody gets it.
pub(crate) fn kept(model: &mut Model, id: TicketId, is_kept: bool) -> Vec<Effect> {
    let Some(ticket) = model.offline.issuing.take_if(|ticket| ticket.ticket == id) else { return Vec::new() };
    if !is_kept {
        model.offline.outbox.retain(|entry| entry.ticket != id);
        saved::finish_printing(model, id);
        if let Screen::Taking { area, service } = &model.screen {
            let failure = Some(ask_the_staff_text());
            model.screen = Screen::Details { area: area.clone(), service: service.clone(), failure };
            model.alone_seconds = Some(0);
        }
        return Vec::new();
    }
    let language = model.offline.outbox.iter().find(|entry| entry.ticket == id).map(|entry| entry.language);
    let language = language.unwrap_or(model.language);
    model.alone_seconds = Some(0);
    model.again = Default::default();
    if model.is_without_paper {
        saved::finish_printing(model, id);
        model.screen = Screen::Ticket { ticket, slip: SlipState::NotWanted };
        return Vec::new();
    }
    model.screen = Screen::Ticket { ticket: ticket.clone(), slip: SlipState::Printing };
    vec![Effect::Print { ticket, language, copy: SlipCopy::First }]
}

/// An id no ticket has that the kiosk still speaks of.
fn next_id(model: &Model) -> TicketId {
    let handed_in = model.offline.exchange.known();
    let printing = model.printing.iter().chain(&model.resumed.tickets).map(|saved| saved.ticket.ticket);
    let own = model.offline.outbox.iter().map(|entry| entry.ticket).chain(printing).chain(handed_in);
    TicketId(own.filter(|id| is_own(*id)).map(|id| id.0 + 1).max().unwrap_or(OWN_TICKETS_FROM))
}

/// A service with its area in a view.
fn place_in<'a>(view: &'a KioskView, service: &ServiceId) -> Option<(&'a KioskArea, &'a KioskService)> {
    view.areas.iter().find_map(|area| Some((area, area.services.iter().find(|candidate| &candidate.id == service)?)))
}

/// What the person is told, as the hub would; how many are before them nobody knows.
///
/// All services in one: the code is of the first, and so is the place to go to.
fn ticket_view(
    ticket: TicketId,
    code: Code,
    taken_at: Timestamp,
    (view, all): (&KioskView, &[(&KioskArea, &KioskService)]),
) -> TicketView {
    let first = all.first();
    let mut documents = Vec::new();
    for document in all.iter().flat_map(|(_, service)| &service.documents) {
        if !documents.contains(document) {
            documents.push(document.clone());
        }
    }
    TicketView {
        ticket,
        code,
        taken_at,
        hub_name: view.hub_name.clone(),
        service: first.map(|(_, service)| service.name.clone()).unwrap_or_default(),
        further_services: all.iter().skip(1).map(|(_, service)| service.name.clone()).collect(),
        area: first.map(|(area, _)| area.name.clone()).unwrap_or_default(),
        floor: first.map(|(area, _)| area.floor.clone()).unwrap_or_default(),
        waiting_room: first.map(|(_, service)| service.waiting_room.clone()).unwrap_or_default(),
        people_ahead: 0,
        documents,
        state: LegState::Waiting,
        counter: None,
        location: view.location_name.clone(),
        wait: None,
        legs: Vec::new(),
        call: None,
        follow_url: None,
    }
}

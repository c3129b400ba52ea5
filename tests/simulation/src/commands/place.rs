//! Going to another building with a ticket.

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{LocationId, TicketId};
use domain::ticket::Code;

use super::Making;
use super::citizen::away;
use super::visit::has_room;
use crate::model::places::gives;
use crate::model::{Guest, Model, Verdict};
use crate::office::NOBODY;

/// Somebody who waits for what the other building gives too, most of the time.
pub fn make_go_elsewhere(making: &mut Making<'_>) -> Command {
    let fits = |model: &Model, guest: &Guest| {
        let mut to_come = guest.errands.iter().filter(|errand| errand.waits());
        let places = &model.catalog.locations;
        guest.under_way().is_none() && to_come.all(|errand| places.iter().all(|place| gives(place, &errand.service)))
    };
    let ticket = making.ticket(fits);
    let here = making.model.guest(ticket.0).and_then(|guest| guest.errands.iter().find(|errand| errand.waits()));
    let here = here.map(|errand| errand.location.clone());
    let all = making.model.catalog.locations.iter().map(|place| &place.id);
    let others: Vec<_> = all.filter(|id| Some(*id) != here.as_ref()).collect();
    let other = making.random.one(&others).copied().cloned();
    let location = [other, here, None][making.random.weighted(&[85, 10, 5])].clone();
    let location = location.unwrap_or_else(|| LocationId::new(NOBODY));
    Command::GoElsewhere { code: making.code(ticket), location, is_there: making.random.chance(50) }
}

/// What the guest still came for is waited for in another building, as long as before.
///
/// # Errors
/// `unknown_code`, those of [`away`], `ticket_parked`, `unknown_location`, `already_there`; of each service
/// `not_given_there`, `queue_full`.
pub fn go_elsewhere(model: &mut Model, code: &Code, to: &LocationId, is_there: bool, now: Timestamp) -> Verdict {
    let guest = model.by_code(code.as_str()).ok_or("unknown_code")?;
    let guest = away(model, TicketId(guest.id))?;
    if guest.under_way().is_some() {
        return Err("ticket_parked");
    }
    let place = model.place(Some(to))?;
    let goes = |errand: &&crate::model::Errand| errand.waits() && &errand.location != to;
    let from = guest.errands.iter().find(goes).ok_or("already_there")?.location.clone();
    for errand in guest.errands.iter().filter(goes) {
        if !gives(place, &errand.service) {
            return Err("not_given_there");
        }
        has_room(model, to, &errand.service)?;
    }
    let (id, arrives) = (guest.id, now + model.way(&from, to));
    model.touch(id);
    let errands = model.guest_mut(id).into_iter().flat_map(|guest| &mut guest.errands);
    for errand in errands.filter(|errand| errand.waits() && &errand.location != to) {
        errand.location = to.clone();
        (errand.behind, errand.is_front, errand.only) = (None, false, None);
        if !is_there && arrives > now {
            errand.ready_at = Some(errand.ready_at.map_or(arrives, |at| at.max(arrives)));
        }
    }
    Ok(Some(id))
}

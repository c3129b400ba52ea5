//! Whether the office is open while nobody says so: by what was last heard.
//!
//! A number given while the office is closed sends somebody to wait for nobody, so in doubt it is closed. What was
//! heard names the next closing and the next opening; the closing after that is not known, so an office that has
//! opened unheard counts as open for [`OPENED_UNHEARD_HOURS_MAX`] hours and no longer.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::text::Text;
use domain::view::{KioskService, KioskView, OpenState, TicketOffer};

use super::KeptView;
use crate::OPENED_UNHEARD_HOURS_MAX;

/// What of a view lasts: nothing of who waits, who serves and how long it takes.
pub(super) fn lasting(view: &KioskView) -> KioskView {
    let mut view = KioskView { only_elsewhere: Vec::new(), usher_calls: Vec::new(), ..view.clone() };
    for area in &mut view.areas {
        area.waiting = 0;
        for service in &mut area.services {
            let refused_because = service.offer.refused_because.take();
            let last_ticket_at = service.offer.last_ticket_at;
            service.offer = TicketOffer { last_ticket_at, refused_because, ..TicketOffer::default() };
            (service.waiting, service.counters_open) = (0, 0);
            (service.wait, service.wait_minutes, service.shorter_elsewhere) = (None, None, None);
        }
    }
    view
}

/// The view as it has to be at a moment at which nobody is heard.
pub(super) fn at(kept: &KeptView, now: Timestamp) -> KioskView {
    let mut view = kept.view.clone();
    let today = kept.date(now);
    let is_open = is_open(&view.opening, now);
    view.day = match view.day {
        _ if !is_open => None,
        Some(day) if today == kept.heard_on => Some(day),
        // Closed by hand in the hours of the office: it stays so until another date.
        None if today == kept.heard_on && view.opening.is_open => None,
        Some(_) | None => Some(today),
    };
    let opens = |opening: &mut OpenState| opening.is_open = self::is_open(opening, now);
    opens(&mut view.opening);
    view.locations.iter_mut().for_each(|location| opens(&mut location.opening));
    for service in view.areas.iter_mut().flat_map(|area| &mut area.services) {
        opens(&mut service.opening);
        if today != kept.heard_on {
            service.offer.refused_because = None;
        }
    }
    view
}

fn is_open(opening: &OpenState, now: Timestamp) -> bool {
    let opens = opening.next_opening;
    let has_opened =
        opens.is_some_and(|opens| opens <= now && now < opens + TimeDelta::hours(OPENED_UNHEARD_HOURS_MAX));
    let still_is = opening.is_open && opening.closes_at.is_none_or(|closes| now < closes);
    still_is || has_opened
}

/// Whether a number for a service is given at a moment; an error where it is not, with why, where that is known.
pub(super) fn check_given(service: &KioskService, now: Timestamp) -> Result<(), Option<Text>> {
    let is_last = service.offer.last_ticket_at.is_some_and(|last| last <= now);
    let has_opened_since = service.opening.next_opening.is_some_and(|opens| opens <= now);
    if !service.opening.is_open || is_last && !has_opened_since {
        return Err(Some(super::words::closed_text()));
    }
    match &service.offer.refused_because {
        Some(why) => Err(Some(why.clone())),
        None => Ok(()),
    }
}

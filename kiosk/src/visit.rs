//! What a person has put together for one number, on the screen.

use domain::ids::ServiceId;
use domain::view::{KioskService, PriorityChoice};
use kiosk_flow::{Model, Screen};
use slint::ComponentHandle;
use ui_kit::bind::{count, replace};

use crate::bind::UNKNOWN;
use crate::ui::{KioskWindow, Theme, Tile, Visit};
use crate::words::{self, words};

/// Stands on what was chosen or put aside.
pub(crate) const CHOSEN_MARK: &str = "✓";

/// Shows the visit; what is the same as before is not painted again.
pub(crate) fn show(window: &KioskWindow, model: &Model) {
    let names: Vec<_> = model.visit_services().map(|service| service.name.clone()).collect();
    let service = service(model);
    let is_other = |other: &&KioskService| service.is_some_and(|shown| shown != &other.id);
    let others: Vec<_> = model.visit_services().filter(is_other).map(|other| other.name.clone()).collect();
    window.set_visit(Visit {
        services: words::list(&names, model.language),
        any: !names.is_empty(),
        aside: count(names.len()),
        count: service.map_or(0, |service| count(model.visit_count(service))),
        others: words::list(&others, model.language),
        put_aside: service.is_some_and(|service| model.is_put_aside(service)),
        can_add: service.is_some_and(|service| model.can_add_to(service)),
        has_priorities: !model.priorities().is_empty(),
        priority: model.visit.priority.is_some(),
    });
    let tiles = model.priorities().iter().map(|choice| tile(window, model, choice));
    replace(&window.get_priorities(), tiles.collect(), |tiles| window.set_priorities(tiles));
}

fn service(model: &Model) -> Option<&ServiceId> {
    match &model.screen {
        Screen::Details { service, .. } | Screen::Priority { service, .. } | Screen::Taking { service, .. } => {
            Some(service)
        }
        Screen::Home
        | Screen::Services { .. }
        | Screen::Way(_)
        | Screen::CheckIn(_)
        | Screen::Card(_)
        | Screen::Search(_)
        | Screen::Ticket { .. } => None,
    }
}

fn tile(window: &KioskWindow, model: &Model, choice: &PriorityChoice) -> Tile {
    let is_chosen = model.visit.priority.as_ref() == Some(&choice.id);
    Tile {
        id: choice.id.as_str().into(),
        name: words(&choice.name, model.language),
        summary: words(&choice.proof, model.language),
        badge: if is_chosen { CHOSEN_MARK.into() } else { Default::default() },
        color: window.global::<Theme<'_>>().get_primary(),
        waiting: UNKNOWN,
        ..Tile::default()
    }
}

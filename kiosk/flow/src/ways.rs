//! The ways of the first page that lead past the areas: what most people come for, and what has happened to somebody.
//!
//! Both show services of any areas, and only those of which numbers are given now: where none is left, the way is not
//! there.

use domain::ids::{LifeEventId, ServiceId};
use domain::view::{KioskArea, KioskLifeEvent, KioskService};

use crate::model::{Model, Screen};
use crate::update::touched;

#[cfg(test)]
mod tests;

/// A way past the areas, and how far somebody has gone on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// What most people come for.
    MostUsed,
    /// What can have happened to somebody.
    LifeEvents,
    /// The services of one life event.
    LifeEvent(LifeEventId),
}

impl Model {
    /// The services most people come for of which numbers are given now, with their areas, in the hub's order.
    #[must_use]
    pub fn most_used(&self) -> Vec<(&KioskArea, &KioskService)> {
        self.view.as_ref().map(|view| self.given(&view.most_used)).unwrap_or_default()
    }

    /// What can have happened to somebody, in the hub's order, where a number is given now for any of its services.
    #[must_use]
    pub fn life_events(&self) -> Vec<&KioskLifeEvent> {
        let events = self.view.iter().flat_map(|view| &view.life_events);
        events.filter(|event| !self.given(&event.services).is_empty()).collect()
    }

    /// A life event, with those of its services of which numbers are given now; `None` where there are none.
    #[must_use]
    pub fn life_event(&self, id: &LifeEventId) -> Option<(&KioskLifeEvent, Vec<(&KioskArea, &KioskService)>)> {
        let event = self.life_events().into_iter().find(|event| &event.id == id)?;
        Some((event, self.given(&event.services)))
    }

    fn given(&self, services: &[ServiceId]) -> Vec<(&KioskArea, &KioskService)> {
        let places = services.iter().filter_map(|id| {
            let (area, service) = self.place_of(id)?;
            Some((self.area(area)?, service))
        });
        places.filter(|(_, service)| self.is_given(service)).collect()
    }

    fn is_way_there(&self, way: &Way) -> bool {
        match way {
            Way::MostUsed => !self.most_used().is_empty(),
            Way::LifeEvents => !self.life_events().is_empty(),
            Way::LifeEvent(id) => self.life_event(id).is_some(),
        }
    }
}

/// A way was touched, or a life event: one with a single service leads to its details at once.
pub(crate) fn open(model: &mut Model, way: Way) {
    touched(model);
    let before = before(&way);
    if model.screen != before || !model.is_open() || !model.is_way_there(&way) {
        return;
    }
    model.is_choosing_language = false;
    let only = match &way {
        Way::LifeEvent(id) => model.life_event(id).and_then(|(_, services)| only_one(&services)),
        Way::MostUsed | Way::LifeEvents => None,
    };
    match only {
        Some(details) => {
            model.came_from = Some(before);
            model.screen = details;
        }
        None => model.screen = Screen::Way(way),
    }
}

fn only_one(services: &[(&KioskArea, &KioskService)]) -> Option<Screen> {
    let [(area, service)] = services else { return None };
    Some(Screen::Details { area: area.id.clone(), service: service.id.clone(), failure: None })
}

/// One page back on a way.
pub(crate) fn before(way: &Way) -> Screen {
    match way {
        Way::MostUsed | Way::LifeEvents => Screen::Home,
        Way::LifeEvent(_) => Screen::Way(Way::LifeEvents),
    }
}

/// A new view, or the time, may leave nothing on the page: whoever looks at it chooses on from the page before.
pub(crate) fn leave_what_is_gone(model: &mut Model) {
    while let Screen::Way(way) = &model.screen {
        if model.is_way_there(way) {
            break;
        }
        model.screen = before(way);
    }
}

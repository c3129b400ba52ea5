//! What a person has put together for one visit: several services under one number, and a reason for priority.
//!
//! The reason is only asked for here; the clerk looks at the proof.

use domain::ids::{AreaId, PriorityId, ServiceId};
use domain::limits::LEGS_PER_TICKET_MAX;
use domain::view::{KioskService, PriorityChoice};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{Model, Screen};

#[cfg(test)]
mod tests;

/// What one number is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The services, in the order in which they were chosen; a state file of one service is read as well.
    #[serde(alias = "service", deserialize_with = "one_or_more")]
    pub services: Vec<ServiceId>,
    /// The reason for priority, which the clerk will check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<PriorityId>,
}

fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ServiceId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(ServiceId),
        More(Vec<ServiceId>),
    }
    Ok(match OneOrMore::deserialize(from)? {
        OneOrMore::One(service) => vec![service],
        OneOrMore::More(services) => services,
    })
}

impl Model {
    /// What a number taken for this service now would be for.
    #[must_use]
    pub fn wish(&self, service: &ServiceId) -> Wish {
        let mut wish = self.visit.clone();
        if !wish.services.contains(service) {
            wish.services.push(service.clone());
        }
        wish
    }

    /// The services that were put aside for this visit, as far as the hub has them.
    pub fn visit_services(&self) -> impl Iterator<Item = &KioskService> {
        self.visit.services.iter().filter_map(|id| self.place_of(id).map(|(_, service)| service))
    }

    /// Whether this service was put aside for this visit.
    #[must_use]
    pub fn is_put_aside(&self, service: &ServiceId) -> bool {
        self.visit.services.contains(service)
    }

    /// How many services a number taken for this one now would be for.
    #[must_use]
    pub fn visit_count(&self, service: &ServiceId) -> usize {
        self.wish(service).services.len()
    }

    /// Whether another service can be put under the same number as this one.
    #[must_use]
    pub fn can_add_to(&self, service: &ServiceId) -> bool {
        let wish = self.wish(service);
        let services = self.view.iter().flat_map(|view| &view.areas).flat_map(|area| &area.services);
        wish.services.len() < LEGS_PER_TICKET_MAX
            && services.map(|service| &service.id).any(|other| !wish.services.contains(other))
    }

    /// The reasons for priority a person can name.
    #[must_use]
    pub fn priorities(&self) -> &[PriorityChoice] {
        self.view.as_ref().map_or(&[], |view| &view.priorities)
    }

    /// A service wherever it is, with its area.
    pub(crate) fn place_of(&self, service: &ServiceId) -> Option<(&AreaId, &KioskService)> {
        let areas = &self.view.as_ref()?.areas;
        areas.iter().find_map(|area| {
            let found = area.services.iter().find(|candidate| &candidate.id == service)?;
            Some((&area.id, found))
        })
    }
}

/// "Another service" was touched: this one is put aside, and the person chooses on.
pub(crate) fn add(model: &mut Model) {
    if let Screen::Details { service, .. } = &model.screen
        && model.can_add_to(service)
    {
        model.visit = model.wish(service);
        model.came_from = None;
        model.screen = Screen::Home;
    }
}

/// "Remove" was touched: what was put aside is taken back, and the person chooses on.
pub(crate) fn remove(model: &mut Model) {
    if let Screen::Details { service, .. } = &model.screen
        && let Some(place) = model.visit.services.iter().position(|aside| aside == service)
    {
        model.visit.services.remove(place);
        model.came_from = None;
        model.screen = Screen::Home;
    }
}

/// "Take a number" was touched for what was put aside: as if the last of it were on the screen.
pub(crate) fn show_last(model: &mut Model) {
    if !matches!(model.screen, Screen::Home | Screen::Services { .. } | Screen::Way(_)) {
        return;
    }
    let way = Some(&model.screen).filter(|screen| matches!(screen, Screen::Way(_))).cloned();
    let last = model.visit.services.last().and_then(|id| model.place_of(id));
    if let Some((area, service)) = last {
        model.screen = Screen::Details { area: area.clone(), service: service.id.clone(), failure: None };
        model.came_from = way;
    }
}

/// "Priority" was touched.
pub(crate) fn ask_priority(model: &mut Model) {
    if let Screen::Details { area, service, .. } = &model.screen
        && !model.priorities().is_empty()
    {
        model.screen = Screen::Priority { area: area.clone(), service: service.clone() };
    }
}

/// A reason was touched, or that there is none.
pub(crate) fn set_priority(model: &mut Model, priority: Option<PriorityId>) {
    if let Screen::Priority { area, service } = &model.screen
        && priority.as_ref().is_none_or(|id| model.priorities().iter().any(|choice| &choice.id == id))
    {
        let (area, service) = (area.clone(), service.clone());
        model.visit.priority = priority;
        model.screen = Screen::Details { area, service, failure: None };
    }
}

/// A new view may no longer have what was put aside.
pub(crate) fn leave_what_is_gone(model: &mut Model) {
    let mut visit = std::mem::take(&mut model.visit);
    visit.services.retain(|id| model.place_of(id).is_some());
    visit.priority = visit.priority.filter(|id| model.priorities().iter().any(|choice| &choice.id == id));
    model.visit = visit;
}

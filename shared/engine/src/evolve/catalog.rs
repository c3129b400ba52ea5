//! Another version of the catalog takes effect.

use std::sync::Arc;

use domain::catalog::{Catalog, Service};

use crate::state::{Gone, State};

/// Puts another catalog in place, and keeps of the old one what the day's tickets speak of.
pub(super) fn change(state: &mut State, version: u32, catalog: &Catalog, source: &str) {
    let gone: Vec<Gone> = gone(state, catalog).map(|service| described(state, service)).collect();
    if !gone.is_empty() {
        let known = Arc::make_mut(&mut state.gone);
        known.extend(gone.into_iter().map(|gone| (gone.service.id.clone(), gone)));
    }
    state.catalog = Arc::new(catalog.clone());
    (state.catalog_version, state.catalog_source) = (version, Arc::from(source));
    // A step taken back would bring back a ticket as it was under the other rules.
    for desk in Arc::make_mut(&mut state.desks).values_mut() {
        desk.steps.clear();
    }
    state.measure();
}

/// The services that leave the catalog and stand on a ticket of the day.
fn gone<'a>(state: &'a State, next: &'a Catalog) -> impl Iterator<Item = &'a Service> {
    let leaving = state.catalog.services.iter().filter(|service| next.service(&service.id).is_none());
    leaving.filter(|service| state.tickets().any(|ticket| ticket.legs.iter().any(|leg| leg.service == service.id)))
}

fn described(state: &State, service: &Service) -> Gone {
    Gone { service: service.clone(), area: state.catalog.area(&service.area).cloned() }
}

//! The state of a hub, made from its journal.

use std::sync::Arc;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{HubId, Seq};
use engine::State;
use store::{HubReader, StoreError};

/// Events read at once.
const REPLAY_EVENTS_MAX: usize = 10_000;
/// The version a hub begins with.
const FIRST_VERSION: u32 = 1;

/// The state from the last opened day on, and the time of the last event.
pub(super) fn replay(
    catalog: &Arc<Catalog>,
    hub: &HubId,
    reader: &dyn HubReader,
) -> Result<(State, Option<Timestamp>), StoreError> {
    let before_day = Seq(reader.last_day_open(hub)?.map_or(0, |open| open.0.saturating_sub(1)));
    let mut state = before(before_day, catalog, hub, reader)?;
    for day in reader.days(hub)? {
        state.remember_day(day);
    }
    let last_at = catch_up(&mut state, before_day, hub, reader)?;
    Ok((state, last_at))
}

/// The hub with the catalog it had after a place, and nothing else.
///
/// A day from before the first version ran on the hub file that became it.
fn before(place: Seq, catalog: &Arc<Catalog>, hub: &HubId, reader: &dyn HubReader) -> Result<State, StoreError> {
    if let Some(stored) = reader.catalog_before(hub, place.next())? {
        let mut state = State::new(catalog.clone());
        engine::evolve(&mut state, stored.seq, stored.at, &stored.event);
        return Ok(state);
    }
    let first = reader.catalog_version(hub, FIRST_VERSION)?.map(|stored| stored.event);
    let Some(Event::CatalogChanged { catalog: first, .. }) = first else { return Ok(State::new(catalog.clone())) };
    Ok(State::new(Arc::from(first)))
}

/// Takes every event after a place into the state, and says when the last of them happened.
pub(super) fn catch_up(
    state: &mut State,
    mut after: Seq,
    hub: &HubId,
    reader: &dyn HubReader,
) -> Result<Option<Timestamp>, StoreError> {
    let mut last_at = None;
    loop {
        let events = reader.events(hub, after, REPLAY_EVENTS_MAX)?;
        let Some(last) = events.last() else { return Ok(last_at) };
        (after, last_at) = (last.seq, Some(last.at));
        for stored in &events {
            engine::evolve(state, stored.seq, stored.at, &stored.event);
        }
    }
}

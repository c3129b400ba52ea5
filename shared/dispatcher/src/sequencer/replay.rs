//! The state of a hub, made from its journal.

use std::sync::Arc;

use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{HubId, Seq};
use engine::{Dates, State};
use store::{HubReader, StoreError};

/// Events read at once.
const REPLAY_EVENTS_MAX: usize = 10_000;
/// So many events before the day are looked at for the last step of the clock: more than happen on a closed day while
/// time stands still for an hour.
const EVENTS_STANDING_STILL_MAX: u64 = 1_000;
/// The version a hub begins with.
const FIRST_VERSION: u32 = 1;

/// The state from the last opened day on, and what the journal tells of the clock.
pub(super) fn replay(
    catalog: &Arc<Catalog>,
    hub: &HubId,
    reader: &dyn HubReader,
) -> Result<(State, Dates), StoreError> {
    let before_day = Seq(reader.last_day_open(hub)?.map_or(0, |open| open.0.saturating_sub(1)));
    let mut state = before(before_day, catalog, hub, reader)?;
    for day in reader.days(hub)? {
        state.remember_day(day);
    }
    let mut dates = dates_before(before_day, hub, reader);
    catch_up(&mut state, &mut dates, before_day, hub, reader)?;
    Ok((state, dates))
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

/// What the journal tells of the clock up to a place.
///
/// Time can stand still while a day opens, because the clock was set back before: what it shows was told before the day.
/// Where something there is damaged nothing is known: no start hangs on it, and a step may be told again.
fn dates_before(place: Seq, hub: &HubId, reader: &dyn HubReader) -> Dates {
    let mut dates = Dates::default();
    let after = Seq(place.0.saturating_sub(EVENTS_STANDING_STILL_MAX));
    let events = reader.events(hub, after, usize::try_from(place.0 - after.0).unwrap_or(0));
    events.unwrap_or_default().iter().for_each(|stored| dates.read(stored.at, &stored.event));
    dates
}

/// Takes every event after a place into the state, and into what the journal tells of the clock.
pub(super) fn catch_up(
    state: &mut State,
    dates: &mut Dates,
    mut after: Seq,
    hub: &HubId,
    reader: &dyn HubReader,
) -> Result<(), StoreError> {
    loop {
        let events = reader.events(hub, after, REPLAY_EVENTS_MAX)?;
        let Some(last) = events.last() else { return Ok(()) };
        after = last.seq;
        for stored in &events {
            dates.read(stored.at, &stored.event);
            engine::evolve(state, stored.seq, stored.at, &stored.event);
        }
    }
}

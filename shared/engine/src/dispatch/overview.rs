//! What the policy's numbers say of several services at once.

use std::collections::{BTreeMap, BTreeSet};

use domain::Timestamp;
use domain::ids::{LocationId, ServiceId, TicketId};

use super::building::targets;
use super::calls::{count_people, pressure};
use super::reason::class_of;
use crate::state::State;

const SECONDS_PER_MINUTE: i64 = 60;

/// The wait of somebody so far.
pub(crate) struct WaitSoFar {
    pub(crate) minutes: u32,
    pub(crate) is_over_target: bool,
}

/// The waits of everybody in a building who can be called for any of some services, each person once with the longest.
pub(crate) fn waits<'a>(
    state: &'a State,
    location: &'a LocationId,
    services: &BTreeSet<&'a ServiceId>,
    now: Timestamp,
) -> impl Iterator<Item = WaitSoFar> + use<'a> {
    let mut longest: BTreeMap<TicketId, WaitSoFar> = BTreeMap::new();
    for id in services {
        let Some(service) = state.catalog.service(id) else { continue };
        let targets = targets(&state.catalog.rules, service);
        for rank in state.waiting(location, id) {
            let Some(ticket) = state.ticket(rank.ticket) else { continue };
            // Not from the clock of the place: whoever let others pass has taken somebody else's.
            let Some(leg) = ticket.legs.get(rank.leg) else { continue };
            let seconds = (now - leg.key).num_seconds().max(0);
            let target_minutes = targets[class_of(ticket.class).index()];
            let minutes = u32::try_from(seconds / SECONDS_PER_MINUTE).unwrap_or(u32::MAX);
            let is_over_target = seconds > i64::from(target_minutes) * SECONDS_PER_MINUTE;
            let wait = WaitSoFar { minutes, is_over_target };
            let known = longest.entry(rank.ticket).or_insert(WaitSoFar { minutes: 0, is_over_target: false });
            known.is_over_target |= wait.is_over_target;
            known.minutes = known.minutes.max(wait.minutes);
        }
    }
    longest.into_values()
}

/// How many counters on duty in a building can give any of some services.
pub(crate) fn counters_for_any(state: &State, location: &LocationId, services: &BTreeSet<&ServiceId>) -> usize {
    let Some(building) = state.building(location) else { return 0 };
    let wanted: BTreeSet<usize> = services.iter().filter_map(|service| building.service(service)).collect();
    let is_able = |counter: &usize| building.table.services_of(*counter).any(|service| wanted.contains(&service));
    (0..building.table.counters()).filter(is_able).count()
}

/// How long the counters on duty in a building need for the longest of some queues, in minutes.
pub(crate) fn pressure_of_any(state: &State, location: &LocationId, services: &BTreeSet<&ServiceId>) -> u32 {
    let Some(building) = state.building(location) else { return 0 };
    let mut waiting = policy::Waiting::new(building.table.services());
    count_people(state, building, location, &mut waiting);
    let pressure = pressure(building, &waiting);
    let known = services.iter().filter_map(|service| building.service(service));
    let minutes = known.map(|service| building.told_minutes(&pressure, service));
    minutes.fold(0.0, f64::max).round() as u32
}

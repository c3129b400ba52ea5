//! Days of the journal as they were, to be played again with something changed.

use std::collections::{BTreeMap, BTreeSet};

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};
use domain::rules::Policy;
use domain::{DayDate, learned::Durations};
use engine::State;

use super::past::{Follower, Leg as Seen, Visit, followed};
use super::presence::Presence;
use super::{class, level, now};
use crate::learn::Mastery;
use crate::preset::Preset;
use crate::world::{Counter, Day, Leg, Shift, Skill, World};

/// A building and days of its past.
///
/// Every clerk who was there has a seat, at the counter where that clerk sat most often; counters at which nobody sat
/// have one with somebody of their area who was not there, and who can be opened.
#[derive(Clone, Debug)]
pub struct Lived {
    /// Which building.
    pub location: LocationId,
    /// The building, one counter for each seat.
    pub world: World,
    /// The days.
    pub days: Vec<Day>,
    /// Their dates.
    pub dates: Vec<DayDate>,
    /// Who sits where, by position of the world's counters.
    pub seats: Vec<Seat>,
    /// The rule the hub goes by.
    pub preset: Preset,
}

/// A clerk at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The counter.
    pub counter: CounterId,
    /// The clerk; never told to anybody but the one who named the clerk.
    pub clerk: ClerkId,
}

/// The preset of a policy.
#[must_use]
pub fn preset(policy: Policy) -> Preset {
    match policy {
        Policy::Balanced => Preset::Balanced,
        Policy::AppointmentsFirst => Preset::AppointmentsFirst,
        Policy::Fair => Preset::Fair,
        Policy::Throughput => Preset::Throughput,
        Policy::OldestFirst => Preset::Oldest,
        Policy::StrictLists => Preset::Lists,
        Policy::LongestQueue => Preset::Longest,
    }
}

impl Lived {
    /// The days of a stretch of the journal in a building, those on which somebody came; `None` for a building the hub
    /// does not have.
    ///
    /// Whoever cancelled is left out; whoever was laid aside or called by mistake takes the usual time.
    #[must_use]
    pub fn new<'e>(
        catalog: &Catalog,
        location: &LocationId,
        events: impl Iterator<Item = (Timestamp, &'e Event)>,
    ) -> Option<Self> {
        catalog.location(location)?;
        let mut days = followed(catalog, events);
        days.retain(|day| day.visits.values().any(|visit| is_here(visit, location)));
        let state = state(catalog, days.iter().rev().find_map(|day| day.durations.as_ref()));
        let seats = seats(catalog, location, &days);
        let mut world = now::world_of(catalog);
        world.counters = seats.iter().filter_map(|seat| counter(&state, seat)).collect();
        for (service, known) in world.services.iter_mut().zip(&catalog.services) {
            service.mean_minutes = engine::floor::mean_minutes(&state, &known.id).unwrap_or(service.mean_minutes);
        }
        world.break_minutes = mean_pause(&days).unwrap_or(world.break_minutes);
        Some(Self {
            days: days.iter().map(|day| play(catalog, day, location, &seats, &world)).collect(),
            dates: days.iter().map(|day| day.clock.day).collect(),
            preset: preset(catalog.rules.policy),
            location: location.clone(),
            world,
            seats,
        })
    }

    /// The seats at a counter: of everybody who sat there more often than anywhere else.
    pub fn at(&self, counter: &CounterId) -> impl Iterator<Item = usize> {
        self.seats.iter().enumerate().filter(move |(_, seat)| &seat.counter == counter).map(|(index, _)| index)
    }

    /// The seat of a clerk.
    #[must_use]
    pub fn of(&self, clerk: &ClerkId) -> Option<usize> {
        self.seats.iter().position(|seat| &seat.clerk == clerk)
    }
}

/// Whether a counter stands in a building.
fn stands_in(catalog: &Catalog, location: &LocationId, counter: &CounterId) -> bool {
    catalog.counter(counter).is_some_and(|known| &known.location == location)
}

/// Whether somebody was to be called in a building, and did not call it off before.
fn is_here(visit: &Visit, location: &LocationId) -> bool {
    let counts = |leg: &Seen| &leg.location == location && !(visit.is_cancelled && leg.called.is_none());
    visit.legs.iter().any(counts)
}

/// A closed hub that knows how long services take.
fn state(catalog: &Catalog, durations: Option<&Durations>) -> State {
    let mut state = State::new(std::sync::Arc::new(catalog.clone()));
    if let Some(durations) = durations {
        let learned = Event::DurationsLearned { durations: durations.clone() };
        let seq = state.seq().next();
        engine::evolve(&mut state, seq, Timestamp::UNIX_EPOCH, &learned);
    }
    state
}

fn counter(state: &State, seat: &Seat) -> Option<Counter> {
    let catalog = state.catalog();
    let (figures, known) = (engine::floor::seat(state, &seat.counter, &seat.clerk)?, catalog.counter(&seat.counter)?);
    let skill = |skill: &policy::Skill| Skill {
        service: skill.service,
        time_factor: skill.factor,
        factor: skill.factor,
        walk_minutes: skill.walk_minutes,
        list_coefficient: skill.list_coefficient,
    };
    Some(Counter {
        area: catalog.areas.iter().position(|area| area.id == known.area).unwrap_or(0),
        floor: level(&known.floor),
        skills: figures.skills.iter().map(skill).collect(),
        flexibility: figures.flexibility,
    })
}

fn seats(catalog: &Catalog, location: &LocationId, days: &[Follower<'_>]) -> Vec<Seat> {
    let mut sat: BTreeMap<&ClerkId, BTreeMap<&CounterId, usize>> = BTreeMap::new();
    let presences = days.iter().flat_map(|day| &day.presences);
    for (clerk, presence) in presences {
        for (counter, times) in presence.counters() {
            if !stands_in(catalog, location, counter) {
                continue;
            }
            *sat.entry(clerk).or_default().entry(counter).or_default() += times;
        }
    }
    let most = |counters: &BTreeMap<&CounterId, usize>| {
        counters.iter().max_by_key(|(_, times)| **times).map(|(counter, _)| (*counter).clone())
    };
    let mut seats: Vec<Seat> = catalog
        .clerks
        .iter()
        .filter_map(|clerk| Some(Seat { counter: most(sat.get(&clerk.id)?)?, clerk: clerk.id.clone() }))
        .collect();
    let mut taken: BTreeSet<ClerkId> = seats.iter().map(|seat| seat.clerk.clone()).collect();
    let used: BTreeSet<CounterId> = seats.iter().map(|seat| seat.counter.clone()).collect();
    let empty = catalog.counters.iter().filter(|counter| &counter.location == location && !used.contains(&counter.id));
    for counter in empty {
        let is_of_area = |id: &ServiceId| catalog.service(id).is_some_and(|service| service.area == counter.area);
        let mut clerks = catalog.clerks.iter().filter(|clerk| !taken.contains(&clerk.id));
        let Some(clerk) = clerks.find(|clerk| clerk.primary.iter().any(is_of_area)) else { continue };
        taken.insert(clerk.id.clone());
        seats.push(Seat { counter: counter.id.clone(), clerk: clerk.id.clone() });
    }
    seats
}

/// How long pauses last on average, in minutes.
fn mean_pause(days: &[Follower<'_>]) -> Option<f64> {
    let presences = days.iter().flat_map(|day| day.presences.values());
    let lengths: Vec<f64> = presences.flat_map(Presence::pause_minutes).collect();
    (!lengths.is_empty()).then(|| lengths.iter().sum::<f64>() / lengths.len() as f64)
}

fn play(catalog: &Catalog, day: &Follower<'_>, location: &LocationId, seats: &[Seat], world: &World) -> Day {
    let mut legs = Vec::new();
    for visit in day.visits.values().filter(|visit| is_here(visit, location)) {
        let mut seen: Vec<&Seen> = visit.legs.iter().filter(|leg| &leg.location == location).collect();
        seen.retain(|leg| !(visit.is_cancelled && leg.called.is_none()));
        // As they were called; whoever was not comes last.
        seen.sort_by(|one, other| {
            one.called.unwrap_or(f64::INFINITY).total_cmp(&other.called.unwrap_or(f64::INFINITY))
        });
        push(&mut legs, day, visit, &seen, world);
    }
    let is_here = |counter: &CounterId| stands_in(catalog, location, counter);
    let shift =
        |seat: &Seat| day.presences.get(&seat.clerk).map_or_else(Shift::default, |presence| presence.shift(is_here));
    Day { legs, shifts: seats.iter().map(shift).collect(), leaves_on_time: true }
}

fn push(legs: &mut Vec<Leg>, day: &Follower<'_>, visit: &Visit, seen: &[&Seen], world: &World) {
    let first = legs.len();
    for (place, leg) in seen.iter().enumerate() {
        let Some(service) = day.position(&leg.service) else { continue };
        let is_first = legs.len() == first;
        if !is_first {
            let index = legs.len();
            if let Some(before) = legs.last_mut() {
                let before: &mut Leg = before;
                before.next = Some(index);
            }
        }
        legs.push(Leg {
            service,
            class: class(visit.called_as),
            arrival: is_first.then_some(seen.first().map_or(leg.arrived, |first| first.arrived.min(leg.arrived))),
            clock: if is_first { visit.waits_from } else { leg.arrived },
            draw_minutes: draw(day, leg).unwrap_or(world.services[service].mean_minutes),
            is_no_show: leg.is_no_show && place == 0,
            first,
            next: None,
        });
    }
}

/// How long serving would have taken where the service is mastered, in minutes, where that was seen.
fn draw(day: &Follower<'_>, leg: &Seen) -> Option<f64> {
    let minutes = leg.finished.zip(leg.started).map(|(finished, started)| finished - started)?;
    let factor = match day.mastery(leg) {
        Mastery::Home => 1.0,
        Mastery::OwnArea => day.factors()[0],
        Mastery::OtherArea => day.factors()[1],
    };
    Some(minutes / factor).filter(|_| !leg.is_spoilt)
}

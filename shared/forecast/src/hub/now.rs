//! A building of the running hub, ready to be foretold.

use calendar::{OpeningTimes, Place};
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::ids::{AreaId, LocationId, ServiceId, TicketId};
use engine::State;
use engine::floor::{Doing as Done, Floor, FloorDesk, FloorTicket, floor};
use policy::{Index, Rule, Table};

use super::{DayClock, PERCENT, SECONDS_PER_MINUTE, class, configured, level};
use crate::learn::{History, Knowledge};
use crate::predict::{Forecast, Predictor};
use crate::run::VisitRule;
use crate::situation::{Arrivals, Booked, Desk, Doing, Further, RECENT_MINUTES, Served, Situation, Ticket};
use crate::world::{Counter, Service, Skill, World};

/// A planned break that has not begun so long after its time is not taken to come, in minutes.
const FORGOTTEN_MINUTES: f64 = 60.0;
/// Standard deviation of the logarithm of a service's duration where nothing is known: that of a variation of 0.65
/// (reference `dispatching.md`, §2.1).
const USUAL_LOG_DEVIATION: f64 = 0.593_646_264_216_62;
/// How much longer one lasts that should be over, in minutes.
const OVERDUE_MINUTES: f64 = 5.0;
/// A building at a moment, with what is known of it.
#[derive(Clone, Debug)]
pub struct Live {
    /// The building.
    pub location: LocationId,
    pub(super) clock: DayClock,
    pub(super) situation: Situation,
    /// The tickets of the situation, in its order.
    pub(super) tickets: Vec<TicketId>,
    world: World,
    table: Table,
    knowledge: Knowledge,
    /// Which part of the minutes waited before is credited to further services.
    credited_share: f64,
}

impl Live {
    /// A building of a hub on an open day; `None` while closed, or for a building the hub does not have.
    ///
    /// `here` is the building's own past, `hub` that of the whole hub, from which durations are taken.
    #[must_use]
    pub fn new(state: &State, location: &LocationId, here: &History, hub: &History, now: Timestamp) -> Option<Self> {
        let catalog = state.catalog();
        let clock = DayClock::of(catalog, state.day()?);
        let floor = floor(state, location)?;
        let configured = configured(catalog);
        let (local, whole) = (here.knows(&configured), hub.knows(&configured));
        let knowledge = local.with_durations_of(whole);
        let world = knowledge.applied(&world(catalog, &floor));
        let scene = Scene { catalog, clock, now, location };
        let (tickets, waiting) = floor.waiting.iter().filter_map(|one| scene.ticket(one)).unzip();
        let situation = Situation {
            now: clock.minute(now),
            desks: floor.desks.iter().map(|desk| scene.desk(desk)).collect(),
            tickets: waiting,
            bookings: floor.expected.iter().filter_map(|one| scene.booked(one)).collect(),
            arrivals: scene.arrivals(&floor, &knowledge),
            closes_at: scene.closes_at(),
        };
        let location = location.clone();
        let credited_share = f64::from(catalog.rules.waited_credit_percent) / PERCENT;
        Some(Self { location, clock, situation, tickets, world, table: floor.table, knowledge, credited_share })
    }

    /// Whether anything can be foretold: somebody is on duty.
    #[must_use]
    pub fn is_staffed(&self) -> bool {
        !self.situation.desks.is_empty()
    }

    /// What is to be expected; equal seeds give equal forecasts.
    #[must_use]
    pub fn foretell(&self, seed: u64) -> Forecast {
        let visits = VisitRule::AnyOrderWithCredit;
        let predictor = Predictor::new(&self.world, &self.table, &self.knowledge, visits);
        predictor.crediting(self.credited_share).refresh(&self.situation, seed).clone()
    }
}

struct Scene<'a> {
    catalog: &'a Catalog,
    clock: DayClock,
    now: Timestamp,
    location: &'a LocationId,
}

impl Scene<'_> {
    fn position(&self, service: &ServiceId) -> Option<usize> {
        self.catalog.services.iter().position(|known| &known.id == service)
    }

    fn positions<'s>(&self, services: impl Iterator<Item = &'s ServiceId>) -> Vec<usize> {
        services.filter_map(|service| self.position(service)).collect()
    }

    fn ticket(&self, known: &FloorTicket) -> Option<(TicketId, Ticket)> {
        let now = self.clock.minute(self.now);
        let services = self.positions(known.legs.iter().map(|leg| &leg.service));
        let (service, further) = services.split_first()?;
        let first = known.legs.first()?;
        let clock = self.clock.minute(first.waits_from);
        let arrival = match first.ready_at {
            Some(ready_at) if ready_at > self.now => self.clock.minute(ready_at),
            Some(_) | None => clock.min(now),
        };
        let class = class(known.class);
        let waited_minutes = known.waited_minutes;
        Some((
            known.ticket,
            Ticket { service: *service, class, arrival, clock, further: of_class(further, class), waited_minutes },
        ))
    }

    fn desk(&self, desk: &FloorDesk) -> Desk {
        let now = self.clock.minute(self.now);
        let doing = match &desk.doing {
            Done::Free => Doing::Free,
            Done::Paused { since } => {
                let until = self.clock.minute(*since) + f64::from(self.catalog.rules.break_minutes);
                Doing::Break { until: if until > now { until } else { now + OVERDUE_MINUTES } }
            }
            Done::Busy { ticket, service, is_serving, since } => self.busy(ticket, service, *is_serving, *since),
        };
        Desk { doing, break_from: self.break_from(desk), leave_from: f64::INFINITY, back_at: f64::INFINITY }
    }

    /// When a break begins that is planned: at its time, or late; one that was forgotten is not waited for.
    fn break_from(&self, desk: &FloorDesk) -> f64 {
        let planned = desk.break_at.map(|at| f64::from(at.minutes()));
        let now = self.clock.minute(self.now);
        planned.filter(|planned| now - planned <= FORGOTTEN_MINUTES).unwrap_or(f64::INFINITY)
    }

    fn busy(&self, ticket: &FloorTicket, service: &ServiceId, is_serving: bool, since: Timestamp) -> Doing {
        // A service the hub file has lost is served to its end like any other, of unknown length.
        let Some(service) = self.position(service) else { return Doing::Break { until: self.clock.minute(self.now) } };
        let (class, waited_minutes) = (class(ticket.class), ticket.waited_minutes);
        let further = of_class(&self.positions(ticket.legs.iter().map(|leg| &leg.service)), class);
        let (ticket, since) = (Served { service, class, further, waited_minutes }, self.clock.minute(since));
        if is_serving { Doing::Serving { ticket, since } } else { Doing::Called { ticket, at: since } }
    }

    fn booked(&self, known: &engine::floor::FloorAppointment) -> Option<Booked> {
        let services = self.positions(known.services.iter());
        let (service, further) = services.split_first()?;
        Some(Booked {
            service: *service,
            slot: self.clock.minute(known.starts_at),
            further: of_class(further, policy::Class::Appointment),
        })
    }

    fn arrivals(&self, floor: &Floor, knowledge: &Knowledge) -> Arrivals {
        let (now, open) = (self.clock.minute(self.now), self.clock.open(self.catalog, self.location));
        let mut seen = vec![0.0; self.catalog.areas.len()];
        let mut recent = vec![0.0; self.catalog.services.len()];
        for ((service, times), recent) in self.catalog.services.iter().zip(&floor.seen).zip(&mut recent) {
            let is_recent = |at: &&Timestamp| self.clock.minute(**at) > now - RECENT_MINUTES;
            *recent = times.iter().filter(is_recent).count() as f64;
            if let Some(area) = self.catalog.areas.iter().position(|area| area.id == service.area) {
                seen[area] += times.len() as f64;
            }
        }
        Arrivals { profile: knowledge.profile(self.clock.number(), &open), open, seen, recent }
    }

    fn closes_at(&self) -> f64 {
        let closes_at = OpeningTimes::new(self.catalog).closes_at(Place::Location(self.location), self.now);
        closes_at.map_or(f64::INFINITY, |closes_at| self.clock.minute(closes_at))
    }
}

/// Services that come later in a visit: in this hub a visit keeps its class.
fn of_class(services: &[usize], class: policy::Class) -> Vec<Further> {
    services.iter().map(|service| Further { service: *service, class }).collect()
}

/// A building's counters on duty and all services of the hub, with the durations of the hub file.
fn world(catalog: &Catalog, floor: &Floor) -> World {
    let counters = floor.desks.iter().map(|desk| {
        let known = catalog.counter(&desk.counter);
        let skill = |skill: &policy::Skill| Skill {
            service: skill.service,
            time_factor: skill.factor,
            factor: skill.factor,
            walk_minutes: skill.walk_minutes,
            list_coefficient: skill.list_coefficient,
        };
        Counter {
            area: known.map_or(0, |counter| area(catalog, &counter.area)),
            floor: known.map_or(0, |counter| level(&counter.floor)),
            skills: desk.figures.skills.iter().map(skill).collect(),
            flexibility: desk.figures.flexibility,
        }
    });
    let usual = world_of(catalog);
    let index = match floor.table.rule() {
        Rule::Index(index) => *index,
        Rule::OldestFirst | Rule::StrictLists | Rule::LongestQueue => usual.index,
    };
    World { counters: counters.collect(), index, ..usual }
}

fn area(catalog: &Catalog, id: &AreaId) -> usize {
    catalog.areas.iter().position(|area| &area.id == id).unwrap_or(0)
}

/// All services of the hub, with the durations of the hub file, and no counter.
pub(super) fn world_of(catalog: &Catalog) -> World {
    let rules = &catalog.rules;
    let services = catalog.services.iter().map(|service| Service {
        name: service.name.it.clone(),
        area: area(catalog, &service.area),
        floor: catalog.area(&service.area).map_or(0, |area| level(&area.floor)),
        mean_minutes: f64::from(service.duration_minutes),
        log_deviation: USUAL_LOG_DEVIATION,
        target_minutes: [service.target_wait_minutes, rules.appointment_target_minutes, rules.priority_target_minutes]
            .map(|minutes| f64::from(minutes.max(1))),
    });
    let setup_minutes = f64::from(rules.setup_seconds) / SECONDS_PER_MINUTE;
    World {
        areas: catalog.areas.iter().map(|area| area.name.it.clone()).collect(),
        services: services.collect(),
        counters: Vec::new(),
        index: Index { setup_minutes, ..Index::K20 },
        setup_minutes,
        walk_minutes_per_floor: f64::from(rules.floor_walk_seconds) / SECONDS_PER_MINUTE,
        transfer_minutes: f64::from(rules.leg_walk_seconds) / SECONDS_PER_MINUTE,
        no_show_minutes: configured(catalog).no_show_minutes,
        break_minutes: f64::from(rules.break_minutes),
    }
}

//! The usual ways to guess a wait (reference `dispatching.md`, §4.2).

use forecast::situation::{Doing, Situation};
use forecast::world::World;
use policy::{Class, Pressure, Table};

use crate::lived::{Hub, LivedDay};

/// Half-hours of a day.
const HALF_HOURS: usize = 48;
/// The mean of all services counts as so many waits where a half-hour of a service has few.
const MEAN_WEIGHT: f64 = 5.0;

/// What the usual ways say of one ticket, in minutes.
#[derive(Clone, Copy)]
pub(crate) struct Guesses {
    /// People before it × mean ÷ counters on duty that can serve it.
    pub(crate) people_skilled: f64,
    /// People before it × mean ÷ counters on duty that master it.
    pub(crate) people_home: f64,
    /// The mean wait for the service at this half-hour on the days learned from.
    pub(crate) history: f64,
    /// The wait of the last one called for the service.
    pub(crate) last: f64,
    /// The pressure of its queue.
    pub(crate) pressure: f64,
}

/// Mean waits of walk-ins by service and half-hour.
pub(crate) struct HistoryMeans(Vec<[f64; HALF_HOURS]>);

impl HistoryMeans {
    pub(crate) fn new(hub: &Hub, days: &[LivedDay]) -> Self {
        let mut sums = vec![[(0.0, 0.0); HALF_HOURS]; hub.world.services.len()];
        let (mut all, mut count) = (0.0, 0.0);
        for lived in days {
            for (leg, call) in lived.day.legs.iter().zip(&lived.calls) {
                let Some((issued, call)) = leg.arrival.zip(*call).filter(|_| leg.class == Class::WalkIn) else {
                    continue;
                };
                let cell = &mut sums[leg.service][half_hour(issued)];
                // Waits of those who had to wait: it is they who are asked about.
                if call.at > issued {
                    (cell.0, cell.1) = (cell.0 + call.at - issued, cell.1 + 1.0);
                    (all, count) = (all + call.at - issued, count + 1.0);
                }
            }
        }
        let mean = all / f64::max(count, 1.0);
        let shrunk = |(sum, count): (f64, f64)| (sum + mean * MEAN_WEIGHT) / (count + MEAN_WEIGHT);
        Self(sums.into_iter().map(|service| service.map(shrunk)).collect())
    }
}

fn half_hour(minute: f64) -> usize {
    ((minute / 30.0) as usize).min(HALF_HOURS - 1)
}

/// Guesses for tickets of one hub.
pub(crate) struct Rivals<'a> {
    world: &'a World,
    table: &'a Table,
    means: &'a HistoryMeans,
    pressure: Pressure,
}

impl<'a> Rivals<'a> {
    pub(crate) fn new(world: &'a World, table: &'a Table, means: &'a HistoryMeans) -> Self {
        Self { world, table, means, pressure: Pressure::new(table) }
    }

    pub(crate) fn guess(&mut self, lived: &LivedDay, situation: &Situation, row: usize) -> Guesses {
        let (now, own) = (situation.now, &situation.tickets[row]);
        let service = own.service;
        let is_there = |doing: &Doing| !matches!(doing, Doing::Away { .. });
        let on_duty: Vec<bool> = situation.desks.iter().map(|desk| is_there(&desk.doing)).collect();
        let mut people = vec![0; self.world.services.len()];
        situation.tickets.iter().filter(|ticket| ticket.arrival <= now).for_each(|ticket| people[ticket.service] += 1);
        self.pressure.measure(self.table, &people, &on_duty);
        let serving = |home: bool| {
            let counters = self.world.counters.iter().zip(&on_duty).filter(|(_, is_there)| **is_there);
            let can = counters.filter(|(counter, _)| {
                counter.skills.iter().any(|skill| skill.service == service && (!home || skill.factor <= 1.0))
            });
            can.count().max(1) as f64
        };
        // Whoever waits counts, the ticket itself too: it needs one counter to become free.
        let work = f64::from(people[service]) * self.world.services[service].mean_minutes;
        let last = lived.day.legs.iter().zip(&lived.calls).filter_map(|(leg, call)| {
            call.filter(|call| leg.service == service && leg.class == Class::WalkIn && call.at <= now)
        });
        let last = last.max_by(|one, other| one.at.total_cmp(&other.at));
        Guesses {
            people_skilled: work / serving(false),
            people_home: work / serving(true),
            history: self.means.0[service][half_hour(now)],
            last: last.map_or(0.0, |call| call.wait_minutes()),
            pressure: self.pressure.minutes()[service],
        }
    }
}

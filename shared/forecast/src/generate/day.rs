//! A day drawn from a seed.

use policy::Class;

use super::catalog::{AREAS, SERVICES};
use super::recipe::Recipe;
use super::{CROWD, HOURS, ROSTER, STAFF, SURGE, VISITS};
use crate::learn::{Booking, Span};
use crate::random::{Stream, log_parameters};
use crate::world::{Day, Leg, Shift, World};

/// When the morning begins and when its counters are to leave, in minutes.
const MORNING: (f64, f64) = (480.0, 780.0);
/// When the afternoon begins, in minutes.
const AFTERNOON_ON: f64 = 870.0;
/// Counters with short hours begin so much later, in minutes.
const LATE_MINUTES: f64 = 30.0;
/// Counters with short hours end so much earlier, in minutes.
const EARLY_MINUTES: f64 = 60.0;
/// When the first break may begin, how far breaks lie apart, and how many moments there are.
const BREAKS: (f64, f64, usize) = (600.0, 14.0, 9);
/// Tuesday and Thursday have an afternoon.
const AFTERNOON_DAYS: [u64; 2] = [1, 3];
/// Arrivals of an afternoon, as a part of those of a morning.
const AFTERNOON_SHARE: f64 = 0.4;
/// Appointments are for every tenth minute.
const SLOT_MINUTES: f64 = 10.0;
/// How many minutes after the slot people come for an appointment: mean and standard deviation.
const PUNCTUALITY_MINUTES: (f64, f64) = (-6.0, 6.0);
/// Nobody comes earlier before a slot, in minutes.
const EARLIEST_MINUTES: f64 = 20.0;

/// Part of a day in which tickets are issued.
struct Opening {
    /// When each piece begins, in minutes, with how many come beside the other pieces.
    pieces: &'static [(f64, f64)],
    /// When no more tickets are issued, in minutes.
    end: f64,
    share: f64,
}

const OPENINGS: [Opening; 2] = [
    Opening {
        pieces: &[(480.0, 2.4), (485.0, 0.85), (540.0, 1.1), (570.0, 1.3), (690.0, 0.95), (720.0, 0.6)],
        end: 750.0,
        share: 1.0,
    },
    Opening { pieces: &[(870.0, 1.1), (930.0, 1.0), (990.0, 0.5)], end: 1_010.0, share: AFTERNOON_SHARE },
];

/// How many are expected.
struct Crowd {
    walk_in: f64,
    booked: f64,
}

/// What somebody comes for.
#[derive(Clone)]
struct Visit {
    arrival: f64,
    clock: f64,
    class: Class,
    is_no_show: bool,
    services: Vec<usize>,
    draws: Vec<f64>,
}

/// When an appointment is, and whether somebody comes for it.
#[derive(Clone, Copy)]
struct Slot {
    minute: f64,
    is_kept: bool,
}

fn has_afternoon(number: u64) -> bool {
    AFTERNOON_DAYS.contains(&(number % 5))
}

fn openings(number: u64) -> impl Iterator<Item = &'static Opening> {
    OPENINGS.iter().take(if has_afternoon(number) { 2 } else { 1 })
}

impl Recipe {
    /// A day of `world`, the hub of this seed; days count from a Monday, five a week.
    #[must_use]
    pub fn day(&self, world: &World, seed: u64, number: u64) -> Day {
        let mut visits = Vec::new();
        self.each_visit(seed, number, |visit, slot| {
            if slot.is_none_or(|slot| slot.is_kept) {
                visits.push(visit);
            }
        });
        visits.sort_by(|one, other| one.arrival.total_cmp(&other.arrival));
        Day {
            legs: legs(&visits),
            shifts: self.shifts(world, seed, number, has_afternoon(number)),
            leaves_on_time: false,
        }
    }

    /// Every appointment of a day, kept or not.
    #[must_use]
    pub fn bookings(&self, seed: u64, number: u64) -> Vec<Booking> {
        let mut bookings = Vec::new();
        self.each_visit(seed, number, |visit, slot| {
            bookings.extend(slot.map(|slot| Booking {
                service: visit.services[0],
                slot_minute: slot.minute,
                arrived_minute: slot.is_kept.then_some(visit.arrival),
            }));
        });
        bookings
    }

    /// When tickets are issued on a day.
    #[must_use]
    pub fn hours(number: u64) -> Vec<Span> {
        let span = |opening: &Opening| Span { from_minute: opening.pieces[0].0, to_minute: opening.end };
        openings(number).map(span).collect()
    }

    /// Every visit of a day, with the slot of those that were booked.
    fn each_visit(&self, seed: u64, number: u64, mut found: impl FnMut(Visit, Option<Slot>)) {
        let crowds = self.crowds(seed, number);
        for (part, opening) in openings(number).enumerate() {
            for (service, crowd) in crowds.iter().enumerate() {
                let index = (part * SERVICES.len() + service) as u64;
                let mut stream = Stream::new(seed, number, VISITS, index);
                for _ in 0..stream.poisson(crowd.walk_in * opening.share) {
                    found(self.walk_in(&mut stream, service, opening), None);
                }
                for _ in 0..stream.poisson(crowd.booked * opening.share) {
                    let (visit, slot) = self.booked(&mut stream, service, opening);
                    found(visit, Some(slot));
                }
            }
        }
    }

    /// By service, how many are expected to come for it first in the morning of this day.
    fn crowds(&self, seed: u64, number: u64) -> [Crowd; SERVICES.len()] {
        let weekday = self.weekdays[(number % self.weekdays.len() as u64) as usize];
        let usual = self.load * self.counter_minutes() / self.visit_minutes() * weekday;
        let mut stream = Stream::new(seed, number, CROWD, 0);
        let all = differ(&mut stream, self.day_deviation);
        let areas = AREAS.each_ref().map(|_| differ(&mut stream, self.area_deviation));
        let surging = Stream::new(seed, number, SURGE, 0).below(AREAS.len());
        std::array::from_fn(|service| {
            let entry = &SERVICES[service];
            let surge = if entry.area == surging { self.surge } else { 1.0 };
            let booked = entry.booked * self.booking_factor;
            let expected = usual * share(entry) * surge;
            // What was booked long before does not depend on how the day turns out.
            Crowd { walk_in: expected * (1.0 - booked) * all * areas[entry.area], booked: expected * booked }
        })
    }

    /// Minutes of a usual morning in which counters can serve.
    fn counter_minutes(&self) -> f64 {
        let counters = self.counters.iter().sum::<usize>() as f64;
        let missed = super::hub::BREAK_MINUTES + self.short_hours * (LATE_MINUTES + EARLY_MINUTES);
        counters * (1.0 - self.absence) * (MORNING.1 - MORNING.0 - missed)
    }

    /// Minutes a usual visit takes at counters of the services' own groups.
    fn visit_minutes(&self) -> f64 {
        let weights: f64 = SERVICES.iter().map(share).sum();
        let mean = SERVICES.iter().map(|entry| share(entry) * entry.mean_minutes).sum::<f64>() / weights;
        let services = 1.0 + self.several[0] + 2.0 * self.several[1];
        services * (policy::Index::K20.setup_minutes + mean)
    }

    fn walk_in(&self, stream: &mut Stream, service: usize, opening: &Opening) -> Visit {
        let class = if stream.chance(self.priority) { Class::Priority } else { Class::WalkIn };
        let arrival = walk_in_arrival(stream, opening);
        self.visit(stream, service, class, (arrival, arrival))
    }

    fn booked(&self, stream: &mut Stream, service: usize, opening: &Opening) -> (Visit, Slot) {
        let is_kept = !stream.chance(self.non_attendance);
        let (minute, arrival) = booked_arrival(stream, opening);
        let visit = self.visit(stream, service, Class::Appointment, (arrival, arrival.max(minute)));
        (visit, Slot { minute, is_kept })
    }

    fn visit(&self, stream: &mut Stream, first: usize, class: Class, (arrival, clock): (f64, f64)) -> Visit {
        let is_no_show = stream.chance(self.no_show[class.index()]);
        let services = self.services(stream, first);
        let draws = services.iter().map(|service| self.draw(stream, *service)).collect();
        Visit { arrival, clock, class, is_no_show, services, draws }
    }

    /// The first service and what else is asked for.
    fn services(&self, stream: &mut Stream, first: usize) -> Vec<usize> {
        let several = stream.uniform();
        let further = match several {
            several if several < self.several[1] => 2,
            several if several < self.several[0] + self.several[1] => 1,
            _ => 0,
        };
        let area = SERVICES[first].area;
        let mut services = vec![first];
        for _ in 0..further {
            let is_same = stream.chance(self.same_area_further);
            let other: [f64; AREAS.len()] = std::array::from_fn(|at| if at == area { 0.0 } else { AREAS[at].share });
            let drawn = stream.weighted(&other);
            services.push(pick(stream, if is_same { area } else { drawn }, services.last().copied()));
        }
        services
    }

    fn draw(&self, stream: &mut Stream, service: usize) -> f64 {
        let entry = &SERVICES[service];
        let (log_mean, log_deviation) = log_parameters(entry.mean_minutes, entry.variation * self.variation_factor);
        stream.lognormal(log_mean, log_deviation)
    }

    fn shifts(&self, world: &World, seed: u64, number: u64, has_afternoon: bool) -> Vec<Shift> {
        let returning = self.returning(seed);
        let draw = |counter: usize| {
            let mut stream = Stream::new(seed, number, STAFF, counter as u64);
            let is_there = !stream.chance(self.absence);
            let (first, apart, moments) = BREAKS;
            Staff {
                is_there,
                returns: is_there && returning[counter],
                break_from: first + apart * stream.below(moments) as f64,
            }
        };
        let mut staff: Vec<Staff> = (0..world.counters.len()).map(draw).collect();
        cover(world, &mut staff, |_| true, |staff| &mut staff.is_there);
        cover(world, &mut staff, |staff| staff.is_there, |staff| &mut staff.returns);
        let shifts = staff.iter().enumerate();
        shifts.map(|(counter, staff)| self.shift(seed, counter as u64, staff, has_afternoon)).collect()
    }

    /// By counter, whether it is on the roster of the afternoons: at least one of each desk group.
    fn returning(&self, seed: u64) -> Vec<bool> {
        let mut roster = Vec::new();
        for count in self.counters {
            let from = roster.len();
            let draw = |counter: usize| Stream::new(seed, 0, ROSTER, counter as u64).chance(self.afternoon);
            roster.extend((from..from + count).map(draw));
            if roster[from..].iter().all(|returns| !returns)
                && let Some(first) = roster.get_mut(from)
            {
                *first = true;
            }
        }
        roster
    }

    fn shift(&self, seed: u64, counter: u64, staff: &Staff, has_afternoon: bool) -> Shift {
        // Short hours belong to the counter, whatever the day.
        let mut hours = Stream::new(seed, 0, HOURS, counter);
        let late = if hours.chance(self.short_hours) { LATE_MINUTES } else { 0.0 };
        let early = if hours.chance(self.short_hours) { EARLY_MINUTES } else { 0.0 };
        Shift {
            on: staff.is_there.then_some(MORNING.0 + late),
            off: staff.is_there.then_some(MORNING.1 - early),
            break_from: Some(staff.break_from),
            afternoon_on: (has_afternoon && staff.returns).then_some(AFTERNOON_ON),
        }
    }
}

/// Who works on a day.
struct Staff {
    is_there: bool,
    returns: bool,
    break_from: f64,
}

/// Wherever nobody of those chosen could give a service, the first who may and can is chosen too: no part of a day goes
/// without a service.
fn cover(world: &World, staff: &mut [Staff], may: impl Fn(&Staff) -> bool, choice: impl Fn(&mut Staff) -> &mut bool) {
    for service in 0..world.services.len() {
        let can = |counter: &usize| world.counters[*counter].skills.iter().any(|skill| skill.service == service);
        let able: Vec<usize> = (0..world.counters.len()).filter(can).collect();
        let is_covered = able.iter().any(|counter| *choice(&mut staff[*counter]));
        let first = able.iter().find(|counter| may(&staff[**counter]));
        if let Some(first) = first.filter(|_| !is_covered) {
            *choice(&mut staff[*first]) = true;
        }
    }
}

/// By how much something differs on a day, 1 on average.
fn differ(stream: &mut Stream, deviation: f64) -> f64 {
    stream.lognormal(-deviation * deviation / 2.0, deviation)
}

/// Which part of all arrivals comes for a service.
fn share(entry: &super::catalog::Entry) -> f64 {
    let area: f64 = SERVICES.iter().filter(|other| other.area == entry.area).map(|other| other.weight).sum();
    AREAS[entry.area].share * entry.weight / area
}

/// A service of an area, as often as it is asked for, and not the one before.
fn pick(stream: &mut Stream, area: usize, before: Option<usize>) -> usize {
    let weights: [f64; SERVICES.len()] = std::array::from_fn(|service| {
        let entry = &SERVICES[service];
        if entry.area == area && before != Some(service) { entry.weight } else { 0.0 }
    });
    stream.weighted(&weights)
}

/// When somebody without an appointment comes.
fn walk_in_arrival(stream: &mut Stream, opening: &Opening) -> f64 {
    let ends = opening.pieces[1..].iter().map(|(from, _)| *from).chain([opening.end]);
    let pieces: Vec<(f64, f64, f64)> = opening
        .pieces
        .iter()
        .zip(ends)
        .map(|((from, intensity), end)| (*from, end, intensity * (end - from)))
        .collect();
    let weights: Vec<f64> = pieces.iter().map(|(_, _, weight)| *weight).collect();
    let (from, end, _) = pieces[stream.weighted(&weights)];
    stream.between(from, end)
}

/// The slot of an appointment, and when somebody who keeps it comes.
fn booked_arrival(stream: &mut Stream, opening: &Opening) -> (f64, f64) {
    let begin = opening.pieces[0].0;
    let slots = ((opening.end - begin) / SLOT_MINUTES) as usize;
    let slot = begin + SLOT_MINUTES * stream.below(slots) as f64;
    let (mean, deviation) = PUNCTUALITY_MINUTES;
    let offset = (mean + deviation * stream.normal()).max(-EARLIEST_MINUTES);
    let arrival = (slot + offset).max(begin);
    (slot, arrival)
}

/// First legs in the order of their arrival, then the further ones.
fn legs(visits: &[Visit]) -> Vec<Leg> {
    let mut further = visits.len();
    let mut legs = Vec::with_capacity(visits.iter().map(|visit| visit.services.len()).sum());
    for (first, visit) in visits.iter().enumerate() {
        let next = (visit.services.len() > 1).then_some(further);
        further += visit.services.len() - 1;
        legs.push(leg(visit, first, 0, next));
    }
    for (first, visit) in visits.iter().enumerate() {
        for at in 1..visit.services.len() {
            let next = (at + 1 < visit.services.len()).then_some(legs.len() + 1);
            legs.push(leg(visit, first, at, next));
        }
    }
    legs
}

fn leg(visit: &Visit, first: usize, at: usize, next: Option<usize>) -> Leg {
    // Only the first service was booked.
    let class = if at > 0 && visit.class == Class::Appointment { Class::WalkIn } else { visit.class };
    Leg {
        service: visit.services[at],
        class,
        arrival: (at == 0).then_some(visit.arrival),
        clock: if at == 0 { visit.clock } else { 0.0 },
        draw_minutes: visit.draws[at],
        is_no_show: at == 0 && visit.is_no_show,
        first,
        next,
    }
}

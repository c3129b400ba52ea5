//! Plays a day, or what is left of one, through the policy.
//!
//! The rules of the world are those of the reference `hub28`; the order of events at the same minute, too.

mod options;
mod probes;
mod queues;
mod seats;

use policy::{Choice, Pressure, Table};

use crate::scene::{Person, Scene};
use crate::world::World;
pub use options::{BALANCED_CREDIT, Call, Options, VisitRule};
use probes::Probes;
use queues::Queues;
use seats::Seats;

/// Plays scenes of one hub under one table; runs after the first allocate nothing unless a scene is larger.
pub struct Runner<'a> {
    world: &'a World,
    table: &'a Table,
    options: Options,
    /// By counter and service: how long a call takes.
    costs: Vec<Cost>,
    queues: Queues,
    probes: Probes,
    seats: Seats,
    pressure: Pressure,
    measured_at: f64,
    /// Who comes, in order, and how many of them have come.
    arrivals: Vec<u32>,
    arrived: usize,
    /// Who is on the way to a further leg.
    coming: Vec<Coming>,
    /// By person: from when on they wait for this leg.
    ready: Vec<f64>,
    places: Vec<Place>,
    /// By person, of first legs: minutes waited in the visit.
    waited: Vec<f64>,
    calls: Vec<Option<Call>>,
    /// How many watched people are still to be called.
    watched: usize,
    is_watching: bool,
}

#[derive(Clone, Copy)]
struct Cost {
    fixed_minutes: f64,
    factor: f64,
}

#[derive(Clone, Copy)]
struct Coming {
    at: f64,
    person: u32,
}

/// Where somebody is in a leg.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Away,
    Coming,
    Waiting,
    Done,
}

enum Event {
    Arrival(usize),
    Coming(usize),
    Seat(usize),
}

impl<'a> Runner<'a> {
    /// Makes runs ready; `table` is of this world or of the same with fewer skills.
    #[must_use]
    pub fn new(world: &'a World, table: &'a Table, options: Options) -> Self {
        Self {
            world,
            table,
            options,
            costs: costs(world),
            queues: Queues::new(world.services.len()),
            probes: Probes::new(world.services.len()),
            seats: Seats::new(),
            pressure: Pressure::new(table),
            measured_at: f64::NEG_INFINITY,
            arrivals: Vec::new(),
            arrived: 0,
            coming: Vec::new(),
            ready: Vec::new(),
            places: Vec::new(),
            waited: Vec::new(),
            calls: Vec::new(),
            watched: 0,
            is_watching: false,
        }
    }

    /// Credits so much of the minutes waited before to further services from the next run on.
    pub(crate) fn credit(&mut self, share: f64) {
        self.options.credited_share = share;
    }

    /// Plays a scene to its end; by person, the call, or `None` for whoever was not called.
    pub fn run(&mut self, scene: &Scene) -> &[Option<Call>] {
        self.reset(scene);
        if scene.start.is_finite() {
            self.begin(scene);
        }
        while !self.is_over() {
            let Some((now, event)) = self.next(scene) else { break };
            self.happen(scene, now, &event);
            self.dispatch(scene, now);
        }
        &self.calls
    }

    /// The calls of the last run, by person.
    #[must_use]
    pub fn calls(&self) -> &[Option<Call>] {
        &self.calls
    }

    fn reset(&mut self, scene: &Scene) {
        let people = scene.people.len();
        self.queues.reset(people);
        self.probes.reset(people);
        self.seats.reset(&scene.plans);
        self.measured_at = f64::NEG_INFINITY;
        self.arrivals.clear();
        let coming = (0..people as u32).filter(|person| scene.people[*person as usize].arrival < f64::INFINITY);
        self.arrivals.extend(coming);
        let arrival = |person: &u32| scene.people[*person as usize].arrival;
        self.arrivals.sort_unstable_by(|one, other| arrival(one).total_cmp(&arrival(other)).then(one.cmp(other)));
        self.arrived = 0;
        self.coming.clear();
        self.coming.reserve(people);
        self.ready.clear();
        self.ready.extend(scene.people.iter().map(|person| person.clock));
        self.places.clear();
        self.places.resize(people, Place::Away);
        self.waited.clear();
        self.waited.extend(scene.people.iter().map(|person| person.waited_minutes));
        self.calls.clear();
        self.calls.resize(people, None);
        self.watched = scene.people.iter().filter(|person| person.is_watched).count();
        self.is_watching = self.watched > 0;
    }

    /// Everybody who waits already stands in their queues before the first is called.
    fn begin(&mut self, scene: &Scene) {
        while let Some((person, _)) = self.next_arrival(scene).filter(|(_, at)| *at <= scene.start) {
            self.arrived += 1;
            self.arrive(scene, person);
        }
        for (index, plan) in scene.plans.iter().enumerate() {
            if plan.free_at <= scene.start {
                self.seats.set_free(index);
            }
        }
        self.dispatch(scene, scene.start);
    }

    fn is_over(&self) -> bool {
        self.is_watching && self.watched == 0
    }

    fn next_arrival(&self, scene: &Scene) -> Option<(usize, f64)> {
        let person = *self.arrivals.get(self.arrived)? as usize;
        Some((person, scene.people[person].arrival))
    }

    /// What happens next: at the same minute arrivals, then people on their way, then counters.
    fn next(&self, scene: &Scene) -> Option<(f64, Event)> {
        let (mut at, seat) = self.seats.next();
        let mut event = Event::Seat(seat);
        for (index, coming) in self.coming.iter().enumerate().rev() {
            if coming.at <= at {
                (at, event) = (coming.at, Event::Coming(index));
            }
        }
        if let Some((person, arrival)) = self.next_arrival(scene).filter(|(_, arrival)| *arrival <= at) {
            (at, event) = (arrival, Event::Arrival(person));
        }
        at.is_finite().then_some((at, event))
    }

    fn happen(&mut self, scene: &Scene, now: f64, event: &Event) {
        match *event {
            Event::Arrival(person) => {
                self.arrived += 1;
                self.arrive(scene, person);
            }
            Event::Coming(index) => {
                let person = self.coming.remove(index).person as usize;
                self.come(scene, now, person);
            }
            Event::Seat(index) => self.seats.set_free(index),
        }
    }

    /// Somebody takes a ticket.
    fn arrive(&mut self, scene: &Scene, index: usize) {
        let person = &scene.people[index];
        self.stand(scene, index, person.clock);
        if self.options.visits == VisitRule::NewTicketEach {
            return;
        }
        let mut next = person.next;
        while let Some(further) = next.map(|next| next as usize) {
            if scene.people[further].arrival == f64::INFINITY {
                self.ready[further] = person.arrival;
                self.stand(scene, further, person.arrival);
            }
            next = scene.people[further].next;
        }
    }

    /// Somebody is there for a further leg.
    fn come(&mut self, scene: &Scene, now: f64, index: usize) {
        let person = &scene.people[index];
        // The slot of an appointment holds for whoever did something else before it.
        let slot = if person.arrival < f64::INFINITY { person.clock } else { now };
        self.ready[index] = slot.max(now);
        let credit = match self.options.visits {
            VisitRule::NewTicketEach | VisitRule::AnyOrder => 0.0,
            VisitRule::AnyOrderWithCredit => self.options.credited_share * self.waited[person.first as usize],
        };
        self.stand(scene, index, self.ready[index] - credit);
    }

    fn stand(&mut self, scene: &Scene, index: usize, clock: f64) {
        self.places[index] = Place::Waiting;
        if scene.people[index].is_probe {
            self.probes.insert(index);
        } else {
            self.queues.insert(index, &scene.people[index], clock);
        }
    }

    /// While a counter is free and somebody it can serve waits, the best call is made.
    fn dispatch(&mut self, scene: &Scene, now: f64) {
        self.seats.settle(now, self.world.break_minutes);
        if !self.is_dispatching() {
            return;
        }
        if self.table.rule().needs_pressure() && now - self.measured_at >= self.options.pressure_minutes {
            self.pressure.measure(self.table, self.queues.waiting.people(), &self.seats.on_duty);
            self.probes.forget_pressure();
            self.measured_at = now;
        }
        while self.is_dispatching() {
            let pressure = self.pressure.minutes();
            let best = self.table.best(self.seats.free(), &self.queues.waiting, pressure, now);
            self.answer_probes(scene, now, best.as_ref());
            let Some(best) = best.filter(|_| !self.is_over()) else { break };
            let Some(person) = self.queues.head(best.service, best.class) else { break };
            self.call(scene, now, person, best.counter);
        }
    }

    fn is_dispatching(&self) -> bool {
        let is_waiting = !self.queues.is_empty() || !self.probes.is_empty();
        self.seats.has_free() && is_waiting && !self.is_over()
    }

    /// Whoever only asks is told the moment at which they would be called rather than `best`.
    fn answer_probes(&mut self, scene: &Scene, now: f64, best: Option<&Choice>) {
        let mut place = 0;
        while let Some(index) = self.probes.get(place) {
            let person = &scene.people[index];
            let asking = probes::Asking { person, now, best };
            match self.probes.counter(&asking, self.table, &self.queues, &self.seats, &mut self.pressure) {
                None => place += 1,
                Some(counter) => {
                    self.probes.remove(place);
                    self.note_call(person, index, Call { ready: self.ready[index], at: now, counter });
                }
            }
        }
    }

    fn note_call(&mut self, person: &Person, index: usize, call: Call) {
        self.places[index] = Place::Done;
        self.calls[index] = Some(call);
        self.watched -= usize::from(person.is_watched);
    }

    fn call(&mut self, scene: &Scene, now: f64, index: usize, counter: usize) {
        let person = &scene.people[index];
        let call = Call { ready: self.ready[index], at: now, counter };
        self.queues.remove(index, person);
        self.note_call(person, index, call);
        let first = person.first as usize;
        self.waited[first] += call.wait_minutes();
        let is_no_show = person.is_no_show || scene.people[first].is_no_show;
        let minutes = if is_no_show { self.world.no_show_minutes } else { self.minutes(person, counter) };
        self.seats.occupy(counter, now + minutes);
        self.go_on(scene, index, (!is_no_show).then_some(now + minutes));
    }

    fn minutes(&self, person: &Person, counter: usize) -> f64 {
        let cost = self.costs[counter * self.world.services.len() + person.service];
        cost.fixed_minutes + person.draw_minutes * cost.factor
    }

    /// Whoever was called leaves the other queues of the visit, and comes to its further legs after `end`, if at all.
    fn go_on(&mut self, scene: &Scene, index: usize, end: Option<f64>) {
        let person = &scene.people[index];
        let is_any_order = self.options.visits != VisitRule::NewTicketEach;
        let mut next = if is_any_order { Some(person.first) } else { person.next };
        while let Some(further) = next.map(|next| next as usize) {
            next = scene.people[further].next;
            if self.places[further] == Place::Done {
                continue;
            }
            self.leave(scene, further);
            match end {
                None => {
                    self.places[further] = Place::Done;
                    self.watched -= usize::from(scene.people[further].is_watched);
                }
                Some(end) => {
                    let at = end + self.world.way_minutes(person.service, scene.people[further].service);
                    self.places[further] = Place::Coming;
                    self.coming.push(Coming { at, person: further as u32 });
                    if !is_any_order {
                        break;
                    }
                }
            }
        }
    }

    fn leave(&mut self, scene: &Scene, index: usize) {
        match self.places[index] {
            Place::Waiting => self.queues.remove(index, &scene.people[index]),
            Place::Coming => self.coming.retain(|coming| coming.person as usize != index),
            Place::Away | Place::Done => {}
        }
    }
}

fn costs(world: &World) -> Vec<Cost> {
    let services = world.services.len();
    let mut costs = vec![Cost { fixed_minutes: world.setup_minutes, factor: 1.0 }; services * world.counters.len()];
    for (counter, skills) in world.counters.iter().map(|counter| &counter.skills).enumerate() {
        for skill in skills.iter().filter(|skill| skill.service < services) {
            let fixed_minutes = world.setup_minutes + skill.walk_minutes;
            costs[counter * services + skill.service] = Cost { fixed_minutes, factor: skill.time_factor };
        }
    }
    costs
}

#[cfg(test)]
mod tests;

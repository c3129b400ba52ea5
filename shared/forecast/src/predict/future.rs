//! One way in which a day may go on.

use policy::Class;

use super::flow::Flow;
use crate::learn::Knowledge;
use crate::normal::{above, value_above};
use crate::random::Stream;
use crate::residual::minutes_left;
use crate::scene::{Person, Plan, Scene};
use crate::situation::{Desk, Doing, Further, Served, Situation};
use crate::world::World;

/// Which part of the doubt about durations all services share: an office that plans too briefly does so everywhere.
const COMMON_DOUBT: f64 = 0.5;
/// Visits that are made up have at most so many further services.
const FURTHER_MAX: usize = 2;

/// Draws scenes; allocates nothing once it has drawn the largest.
pub(super) struct Future<'a> {
    world: &'a World,
    knowledge: &'a Knowledge,
    scene: Scene,
    flow: Flow,
    /// By service: how much longer it takes in this future, as a logarithm.
    shifts: Vec<f64>,
    bookings: Vec<Attendance>,
    /// By row: where its legs begin in `leg_list`, and the end of the last.
    rows: Vec<usize>,
    leg_list: Vec<u32>,
}

/// What is known of somebody who is booked and not here.
struct Attendance {
    /// How likely they still come.
    share: f64,
    /// How likely somebody who comes is later than now.
    later: f64,
}

impl<'a> Future<'a> {
    pub(super) fn new(world: &'a World, knowledge: &'a Knowledge) -> Self {
        Self {
            world,
            knowledge,
            scene: Scene { start: 0.0, people: Vec::new(), plans: Vec::new() },
            flow: Flow::new(world),
            shifts: vec![0.0; world.services.len()],
            bookings: Vec::new(),
            rows: Vec::new(),
            leg_list: Vec::new(),
        }
    }

    /// The people whose first call answers a row: a ticket's legs, or the probe of a service.
    pub(super) fn legs(&self, row: usize) -> &[u32] {
        &self.leg_list[self.rows[row]..self.rows[row + 1]]
    }

    /// Works out what is the same in every future.
    pub(super) fn prepare(&mut self, situation: &Situation) {
        self.flow.prepare(situation);
        self.bookings.clear();
        for booking in &situation.bookings {
            let known = self.knowledge.punctuality;
            let mean = booking.slot + known.mean_minutes;
            let later = above((situation.now - mean) / known.deviation_minutes.max(f64::MIN_POSITIVE));
            let comes = (1.0 - self.knowledge.absent_share) * later;
            let share = if comes > 0.0 { comes / (comes + self.knowledge.absent_share) } else { 0.0 };
            self.bookings.push(Attendance { share, later });
        }
    }

    /// Draws one future.
    pub(super) fn draw(&mut self, situation: &Situation, stream: &mut Stream) -> &Scene {
        self.scene.start = situation.now;
        self.scene.people.clear();
        self.scene.plans.clear();
        self.rows.clear();
        self.leg_list.clear();
        self.draw_shifts(stream);
        for desk in &situation.desks {
            let counter = self.scene.plans.len();
            let plan = self.plan(counter, desk, situation.now, stream);
            self.scene.plans.push(plan);
        }
        self.place_waiting(situation, stream);
        self.place_coming(situation, stream);
        &self.scene
    }

    fn draw_shifts(&mut self, stream: &mut Stream) {
        let common = COMMON_DOUBT.sqrt() * normal(stream);
        for (shift, known) in self.shifts.iter_mut().zip(&self.knowledge.services) {
            *shift = known.log_doubt * (common + (1.0 - COMMON_DOUBT).sqrt() * normal(stream));
        }
    }

    /// Everybody who waits, and one more for each service who only asks.
    fn place_waiting(&mut self, situation: &Situation, stream: &mut Stream) {
        for ticket in &situation.tickets {
            self.rows.push(self.leg_list.len());
            let first = self.scene.people.len();
            let mut person = Person::new(first, ticket.service, ticket.class, ticket.arrival);
            person.clock = ticket.clock;
            person.waited_minutes = ticket.waited_minutes;
            person.is_watched = true;
            self.place(person, &ticket.further, stream);
            self.leg_list.extend(first as u32..self.scene.people.len() as u32);
        }
        for service in 0..self.world.services.len() {
            self.rows.push(self.leg_list.len());
            let position = self.scene.people.len();
            let mut probe = Person::new(position, service, Class::WalkIn, situation.now);
            probe.is_probe = true;
            probe.is_watched = true;
            self.leg_list.push(position as u32);
            self.scene.people.push(probe);
        }
        self.rows.push(self.leg_list.len());
    }

    /// Who is booked, and who comes without an appointment.
    fn place_coming(&mut self, situation: &Situation, stream: &mut Stream) {
        for position in 0..self.bookings.len() {
            let (booking, known) = (&situation.bookings[position], &self.bookings[position]);
            let (comes, late) = (stream.chance(known.share), value_above(known.later * stream.uniform()));
            if comes && late.is_finite() {
                let punctuality = self.knowledge.punctuality;
                let arrival = booking.slot + punctuality.mean_minutes + punctuality.deviation_minutes * late;
                let arrival = arrival.max(situation.now);
                let first = self.scene.people.len();
                let mut person = Person::new(first, booking.service, Class::Appointment, arrival);
                person.clock = arrival.max(booking.slot);
                self.place(person, &booking.further, stream);
            }
        }
        let flow = std::mem::take(&mut self.flow);
        flow.draw(situation.now, stream, |stream, arrival, service| {
            let has_priority = stream.chance(self.knowledge.priority_share);
            let class = if has_priority { Class::Priority } else { Class::WalkIn };
            let first = self.scene.people.len();
            let person = Person::new(first, service, class, arrival);
            let (further, count) = self.draw_further(service, class, stream);
            self.place(person, &further[..count], stream);
        });
        self.flow = flow;
    }

    /// The further services of a visit that begins with this one, and how many there are.
    fn draw_further(&self, first: usize, class: Class, stream: &mut Stream) -> ([Further; FURTHER_MAX], usize) {
        let mut further = [Further { service: first, class }; FURTHER_MAX];
        let (mut before, mut count) = (first, 0);
        while count < FURTHER_MAX {
            let mut left = stream.uniform();
            let is_chosen = |share: &f64| {
                left -= share;
                left < 0.0
            };
            let Some(service) = self.knowledge.onward[before].iter().position(is_chosen) else { break };
            further[count].service = service;
            before = service;
            count += 1;
        }
        (further, count)
    }

    /// Adds a visit from this leg on.
    fn place(&mut self, mut person: Person, further: &[Further], stream: &mut Stream) {
        let first = self.scene.people.len();
        person.draw_minutes = self.duration(person.service, stream);
        person.is_no_show = stream.chance(self.knowledge.no_show_shares[person.class.index()]);
        person.next = (!further.is_empty()).then_some(first as u32 + 1);
        self.scene.people.push(person);
        for (at, next) in further.iter().enumerate() {
            let position = first + 1 + at;
            let mut leg = Person::new(position, next.service, next.class, f64::INFINITY);
            leg.first = first as u32;
            leg.draw_minutes = self.duration(next.service, stream);
            leg.is_no_show = stream.chance(self.knowledge.no_show_shares[next.class.index()]);
            leg.next = (at + 1 < further.len()).then_some(position as u32 + 1);
            self.scene.people.push(leg);
        }
    }

    fn duration(&self, service: usize, stream: &mut Stream) -> f64 {
        let known = &self.knowledge.services[service];
        libm::exp(known.log_mean + self.shifts[service] + known.log_deviation * normal(stream))
    }

    /// When a counter is free, and who comes from it to a further service.
    fn plan(&mut self, counter: usize, desk: &Desk, now: f64, stream: &mut Stream) -> Plan {
        let plan = |is_on_duty: bool, free_at: f64| Plan {
            is_on_duty,
            free_at,
            leave_from: desk.leave_from,
            back_at: desk.back_at,
            break_from: desk.break_from,
        };
        match &desk.doing {
            Doing::Away { until } => plan(false, *until),
            Doing::Free => plan(true, now),
            Doing::Break { until } => plan(true, until.max(now)),
            Doing::Called { ticket, at } => {
                let (factor, walk) = self.skill(counter, ticket.service);
                let start = at + self.world.setup_minutes + walk;
                let draw = factor * self.duration(ticket.service, stream);
                let is_no_show = stream.chance(self.knowledge.no_show_shares[ticket.class.index()]);
                // Whoever should long be there and is not served will not come.
                if is_no_show || start < now {
                    return plan(true, (at + self.world.no_show_minutes).max(now));
                }
                self.send_on(ticket, start + draw, stream);
                plan(true, start + draw)
            }
            Doing::Serving { ticket, since } => {
                let known = &self.knowledge.services[ticket.service];
                let (factor, _) = self.skill(counter, ticket.service);
                let log_mean = known.log_mean + self.shifts[ticket.service] + libm::log(factor);
                let left = minutes_left(log_mean, known.log_deviation, now - since, stream.uniform());
                self.send_on(ticket, now + left, stream);
                plan(true, now + left)
            }
        }
    }

    fn skill(&self, counter: usize, service: usize) -> (f64, f64) {
        let skills = self.world.counters.get(counter).into_iter().flat_map(|counter| &counter.skills);
        let skill = skills.into_iter().find(|skill| skill.service == service);
        skill.map_or((1.0, 0.0), |skill| (skill.time_factor, skill.walk_minutes))
    }

    /// Lets whoever is served until `end` come for the further services of the visit.
    fn send_on(&mut self, ticket: &Served, end: f64, stream: &mut Stream) {
        if let Some((next, further)) = ticket.further.split_first() {
            let first = self.scene.people.len();
            let arrival = end + self.world.way_minutes(ticket.service, next.service);
            let mut person = Person::new(first, next.service, next.class, arrival);
            person.waited_minutes = ticket.waited_minutes;
            self.place(person, further, stream);
        }
    }
}

/// Mean 0, standard deviation 1, from one draw.
fn normal(stream: &mut Stream) -> f64 {
    value_above(1.0 - stream.uniform())
}

//! What a hub would have known of itself on a played day: at a moment of it, and at its end.
//!
//! For days whose visits take one service after the other ([`crate::run::VisitRule::NewTicketEach`]).

use policy::Class;

use crate::learn::{Booking, Mastery, PastDay, PastLeg, Span};
use crate::run::Call;
use crate::scene::{Plan, Scene};
use crate::situation::{Arrivals, Booked, Desk, Doing, Further, RECENT_MINUTES, Served, Situation, Ticket};
use crate::world::{Day, Leg, Skill, World};

/// A day that was played.
#[derive(Clone, Debug)]
pub struct Played<'a> {
    world: &'a World,
    day: &'a Day,
    calls: &'a [Option<Call>],
    scene: Scene,
    bookings: &'a [Booking],
    open: &'a [Span],
    /// By counter: its calls in order of time.
    by_counter: Vec<Vec<usize>>,
}

impl<'a> Played<'a> {
    /// A day with the call of each of its legs, all of its appointments, kept or not, and the hours for tickets.
    #[must_use]
    pub fn new(
        world: &'a World,
        day: &'a Day,
        calls: &'a [Option<Call>],
        bookings: &'a [Booking],
        open: &'a [Span],
    ) -> Self {
        let mut by_counter = vec![Vec::new(); world.counters.len()];
        let mut called: Vec<_> = calls.iter().enumerate().filter_map(|(leg, call)| Some((leg, (*call)?))).collect();
        called.sort_by(|one, other| one.1.at.total_cmp(&other.1.at));
        called.iter().for_each(|(leg, call)| by_counter[call.counter].push(*leg));
        Self { world, day, calls, scene: day.scene(), bookings, open, by_counter }
    }

    /// The day as something to learn from; `day` counts from 1 January 1970.
    #[must_use]
    pub fn past_day(&self, day: i64) -> PastDay {
        let legs = (0..self.day.legs.len()).filter_map(|leg| self.past_leg(leg)).collect();
        PastDay { day, open: self.open.to_vec(), legs, bookings: self.bookings.to_vec() }
    }

    /// What was known at a moment, without the profile of arrivals.
    #[must_use]
    pub fn situation(&self, now: f64) -> Situation {
        let is_later = |booking: &&Booking| booking.arrived_minute.is_none_or(|arrived| arrived > now);
        let booked =
            |booking: &Booking| Booked { service: booking.service, slot: booking.slot_minute, further: Vec::new() };
        Situation {
            now,
            desks: (0..self.scene.plans.len()).map(|counter| self.desk(counter, now)).collect(),
            tickets: (0..self.day.legs.len()).filter_map(|leg| self.ticket(leg, now)).collect(),
            bookings: self.bookings.iter().filter(is_later).map(booked).collect(),
            arrivals: self.arrivals(now),
            closes_at: f64::INFINITY,
        }
    }

    /// The legs of the tickets of a situation, in its order.
    pub fn waiting_legs(&self, now: f64) -> impl Iterator<Item = usize> {
        (0..self.day.legs.len()).filter(move |leg| self.is_waiting(*leg, now))
    }

    fn past_leg(&self, index: usize) -> Option<PastLeg> {
        let leg = &self.day.legs[index];
        let call = self.calls[index];
        let arrived_minute = leg.arrival.or(call.map(|call| call.ready))?;
        let skill = call.and_then(|call| self.skill(call.counter, leg.service));
        let mastery = call.zip(skill).map(|(call, skill)| {
            let area = self.world.counters[call.counter].area;
            Mastery::of(self.world, area, skill)
        });
        Some(PastLeg {
            service: leg.service,
            class: leg.class,
            is_first: leg.first == index,
            next_service: leg.next.map(|next| self.day.legs[next].service),
            arrived_minute,
            called_minute: call.map(|call| call.at),
            started_minute: call.filter(|_| !leg.is_no_show).map(|call| self.start(leg, &call)),
            finished_minute: call.map(|call| self.end(leg, &call)),
            is_no_show: leg.is_no_show,
            mastery: mastery.unwrap_or(Mastery::Home),
            walk_minutes: skill.map_or(0.0, |skill| skill.walk_minutes),
        })
    }

    fn skill(&self, counter: usize, service: usize) -> Option<&Skill> {
        self.world.counters[counter].skills.iter().find(|skill| skill.service == service)
    }

    fn start(&self, leg: &Leg, call: &Call) -> f64 {
        let walk = self.skill(call.counter, leg.service).map_or(0.0, |skill| skill.walk_minutes);
        call.at + self.world.setup_minutes + walk
    }

    /// When the counter was free again.
    fn end(&self, leg: &Leg, call: &Call) -> f64 {
        if leg.is_no_show {
            return call.at + self.world.no_show_minutes;
        }
        let factor = self.skill(call.counter, leg.service).map_or(1.0, |skill| skill.time_factor);
        self.start(leg, call) + leg.draw_minutes * factor
    }

    /// When somebody was there for a leg, as far as that is known: once the leg before it has ended.
    fn arrival(&self, index: usize, now: f64) -> Option<f64> {
        let leg = &self.day.legs[index];
        if let Some(arrival) = leg.arrival {
            return (arrival <= now).then_some(arrival);
        }
        let before = self.day.legs.iter().position(|other| other.next == Some(index))?;
        let (before_leg, call) = (&self.day.legs[before], self.calls[before].as_ref()?);
        let end = self.end(before_leg, call);
        let arrival = end + self.world.way_minutes(before_leg.service, leg.service);
        (!before_leg.is_no_show && end <= now).then_some(arrival)
    }

    fn is_waiting(&self, index: usize, now: f64) -> bool {
        let was_called = self.calls[index].is_some_and(|call| call.at <= now);
        !was_called && self.arrival(index, now).is_some()
    }

    fn ticket(&self, index: usize, now: f64) -> Option<Ticket> {
        let leg = &self.day.legs[index];
        let arrival = self.arrival(index, now).filter(|_| self.is_waiting(index, now))?;
        Some(Ticket {
            service: leg.service,
            class: leg.class,
            arrival,
            clock: if leg.arrival.is_some() { leg.clock } else { arrival },
            further: self.further(leg),
            waited_minutes: 0.0,
        })
    }

    fn further(&self, leg: &Leg) -> Vec<Further> {
        let next = |leg: &usize| self.day.legs[*leg].next;
        let further = |leg: usize| Further { service: self.day.legs[leg].service, class: self.day.legs[leg].class };
        std::iter::successors(leg.next, next).map(further).collect()
    }

    fn desk(&self, counter: usize, now: f64) -> Desk {
        let plan = &self.scene.plans[counter];
        let break_at = self.first_free(counter, plan.break_from.max(plan.free_at));
        let break_end = break_at + self.world.break_minutes;
        let mut leave_at = self.first_free(counter, plan.leave_from.max(plan.free_at));
        if (break_at..break_end).contains(&leave_at) {
            leave_at = break_end;
        }
        let Plan { break_from, leave_from, back_at, free_at, .. } = *plan;
        let doing = match self.serving(counter, now) {
            Some(doing) => doing,
            None if now < free_at => Doing::Away { until: free_at },
            None if (break_at..break_end).contains(&now) => Doing::Break { until: break_end },
            None if now >= leave_at && now < back_at => Doing::Away { until: back_at },
            None => Doing::Free,
        };
        Desk {
            doing,
            break_from: if break_at <= now { f64::INFINITY } else { break_from },
            leave_from: if leave_at <= now { f64::INFINITY } else { leave_from },
            back_at,
        }
    }

    /// The first moment from one on at which nobody is served.
    fn first_free(&self, counter: usize, from: f64) -> f64 {
        let mut free = from;
        for (leg, call) in self.calls_of(counter) {
            let end = self.end(leg, call);
            if call.at < free && free < end {
                free = end;
            }
        }
        free
    }

    fn serving(&self, counter: usize, now: f64) -> Option<Doing> {
        let is_served = |(leg, call): &(&Leg, &Call)| call.at <= now && now < self.end(leg, call);
        let (leg, call) = self.calls_of(counter).find(is_served)?;
        let ticket = Served { service: leg.service, class: leg.class, further: self.further(leg), waited_minutes: 0.0 };
        let since = self.start(leg, call);
        let is_there = since <= now && !leg.is_no_show;
        Some(if is_there { Doing::Serving { ticket, since } } else { Doing::Called { ticket, at: call.at } })
    }

    fn calls_of(&self, counter: usize) -> impl Iterator<Item = (&Leg, &Call)> {
        let legs = self.by_counter[counter].iter();
        legs.filter_map(|leg| Some((&self.day.legs[*leg], self.calls[*leg].as_ref()?)))
    }

    fn arrivals(&self, now: f64) -> Arrivals {
        let mut arrivals = Arrivals {
            open: self.open.to_vec(),
            seen: vec![0.0; self.world.areas.len()],
            recent: vec![0.0; self.world.services.len()],
            ..Arrivals::default()
        };
        for (index, leg) in self.day.legs.iter().enumerate() {
            let is_walk_in = leg.first == index && leg.class != Class::Appointment;
            if let Some(arrival) = leg.arrival.filter(|arrival| is_walk_in && *arrival <= now) {
                arrivals.seen[self.world.services[leg.service].area] += 1.0;
                arrivals.recent[leg.service] += if now - arrival < RECENT_MINUTES { 1.0 } else { 0.0 };
            }
        }
        arrivals
    }
}

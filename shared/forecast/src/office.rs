//! Plays a day through the engine itself: commands decided and taken into its state, as in the running hub.
//!
//! Slower than [`crate::run`], which plays the same days over arrays; that both come to the same waits shows that the
//! forecast reckons with what the hub really does.

mod catalog;
mod clock;

use chrono::NaiveDate;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, LocationId, TicketId};
use domain::rejection::Rejection;
use domain::text::Language;
use engine::{State, best_counter, decide, evolve};
use policy::{Class, Rule};

use crate::run::Call;
use crate::scene::Plan;
use crate::world::{Day, Leg, World};
use catalog::{appointments, catalog, counter_id, figures, service_id};
use clock::moment;

/// Whoever leaves later than they would come back comes back so much after leaving, in minutes (reference `hub28`).
const BACK_AFTER_MINUTES: f64 = 0.01;
/// Why a counter pauses.
const BREAK: &str = "break";

/// The engine refused what the day wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was refused.
    pub what: String,
    /// Why.
    pub why: Box<Rejection>,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the engine refused {}: {}", self.what, self.why.text().en)
    }
}

impl std::error::Error for Refused {}

/// Plays a day under a rule; by leg, the call, or `None` for whoever was not called.
///
/// Each service of a visit is a ticket of its own with a fresh clock, as in the days of the reference `hub28`.
///
/// # Errors
/// Where the engine refuses something: the day asks for what no hub can have, such as more tickets than there are codes.
pub fn play(world: &World, rule: Rule, day: &Day) -> Result<Vec<Option<Call>>, Refused> {
    let mut office = Office::open(world, rule, day)?;
    while let Some((now, event)) = office.next() {
        office.now = now;
        office.happen(&event)?;
        office.dispatch()?;
    }
    Ok(office.calls)
}

struct Office<'a> {
    world: &'a World,
    day: &'a Day,
    state: State,
    location: LocationId,
    /// In minutes.
    now: f64,
    seats: Vec<Seat>,
    /// Who comes, in order, and how many of them have come.
    arrivals: Vec<usize>,
    arrived: usize,
    /// When who is there for a further leg.
    coming: Vec<(f64, usize)>,
    /// By leg: from when on it waits, and its ticket.
    ready: Vec<f64>,
    tickets: Vec<Option<TicketId>>,
    calls: Vec<Option<Call>>,
}

struct Seat {
    counter: CounterId,
    plan: Plan,
    doing: Doing,
}

#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Gone,
    Away { until: f64 },
    Free,
    Break { until: f64 },
    Busy { until: f64, leg: usize },
}

enum Happening {
    Arrival(usize),
    Coming(usize),
    Seat(usize),
}

impl<'a> Office<'a> {
    fn open(world: &'a World, rule: Rule, day: &'a Day) -> Result<Self, Refused> {
        let scene = day.scene();
        let seats = scene.plans.iter().enumerate().map(|(index, plan)| Seat {
            counter: counter_id(index),
            plan: *plan,
            doing: if plan.free_at.is_finite() { Doing::Away { until: plan.free_at } } else { Doing::Gone },
        });
        let mut arrivals: Vec<usize> = (0..day.legs.len()).filter(|leg| day.legs[*leg].arrival.is_some()).collect();
        arrivals.sort_by(|one, other| {
            let at = |leg: usize| day.legs[leg].arrival.unwrap_or(f64::INFINITY);
            at(*one).total_cmp(&at(*other))
        });
        let catalog = catalog(world);
        let location = catalog.locations.first().map_or_else(|| LocationId::new(""), |place| place.id.clone());
        let mut office = Self {
            world,
            day,
            state: State::new(catalog.into()).with_figures(figures(world, rule)),
            location,
            now: 0.0,
            seats: seats.collect(),
            arrivals,
            arrived: 0,
            coming: Vec::new(),
            ready: day.legs.iter().map(|leg| leg.clock).collect(),
            tickets: vec![None; day.legs.len()],
            calls: vec![None; day.legs.len()],
        };
        office.ask(&Command::OpenDay { day: NaiveDate::default() })?;
        let events = engine::plan(&office.state, &appointments(day), &[]);
        office.take(&events);
        Ok(office)
    }

    fn decide(&self, command: &Command) -> Result<Vec<Event>, Refused> {
        let decided = decide(&self.state, command, moment(self.now));
        let what = || format!("{command:?} at minute {}", self.now);
        decided.map_err(|why| Refused { what: what(), why: Box::new(why) })
    }

    /// Has the engine decide, and takes what happens into its state.
    fn ask(&mut self, command: &Command) -> Result<Vec<Event>, Refused> {
        let events = self.decide(command)?;
        self.take(&events);
        Ok(events)
    }

    fn take(&mut self, events: &[Event]) {
        for event in events {
            let seq = self.state.seq().next();
            evolve(&mut self.state, seq, moment(self.now), event);
        }
    }

    /// What happens next: at the same minute arrivals, then people on their way, then counters.
    fn next(&self) -> Option<(f64, Happening)> {
        let mut next: Option<(f64, Happening)> = None;
        let mut offer = |at: f64, happening: Happening| {
            if at.is_finite() && next.as_ref().is_none_or(|(known, _)| at < *known) {
                next = Some((at, happening));
            }
        };
        if let Some(leg) = self.arrivals.get(self.arrived) {
            offer(self.day.legs[*leg].arrival.unwrap_or(f64::INFINITY), Happening::Arrival(*leg));
        }
        for (index, (at, _)) in self.coming.iter().enumerate() {
            offer(*at, Happening::Coming(index));
        }
        for (index, seat) in self.seats.iter().enumerate() {
            match seat.doing {
                Doing::Away { until } | Doing::Break { until } | Doing::Busy { until, .. } => {
                    offer(until, Happening::Seat(index));
                }
                Doing::Gone | Doing::Free => (),
            }
        }
        next
    }

    fn happen(&mut self, happening: &Happening) -> Result<(), Refused> {
        match *happening {
            Happening::Arrival(leg) => {
                self.arrived += 1;
                self.arrive(leg)
            }
            Happening::Coming(index) => {
                let (_, leg) = self.coming.remove(index);
                self.ready[leg] = self.now;
                self.take_ticket(leg)
            }
            Happening::Seat(index) => self.seat(index),
        }
    }

    fn arrive(&mut self, leg: usize) -> Result<(), Refused> {
        let wanted = &self.day.legs[leg];
        if !is_booked(wanted) {
            return self.take_ticket(leg);
        }
        let code = catalog::appointment_id(leg).to_string();
        let mut events = self.decide(&Command::CheckIn { code, language: Language::It, device: None, from: None })?;
        // The days know people with priority who come for a slot; a check-in does not ask for reasons.
        if let [Event::TicketTaken { class, .. }] = events.as_mut_slice() {
            *class = class_of(wanted.class);
        }
        self.take(&events);
        self.tickets[leg] = engine::subject(&events);
        Ok(())
    }

    fn take_ticket(&mut self, leg: usize) -> Result<(), Refused> {
        let wanted = &self.day.legs[leg];
        let class = class_of(wanted.class);
        let events = self.ask(&Command::TakeTicket {
            services: vec![service_id(wanted.service)],
            class,
            language: Language::It,
            device: None,
            priority: None,
            location: None,
            from: None,
        })?;
        self.tickets[leg] = engine::subject(&events);
        Ok(())
    }

    /// A counter comes, ends its break or has served.
    fn seat(&mut self, index: usize) -> Result<(), Refused> {
        let (counter, doing) = (self.seats[index].counter.clone(), self.seats[index].doing);
        self.seats[index].doing = Doing::Free;
        match doing {
            Doing::Away { .. } => {
                self.ask(&Command::SignIn { counter, clerk: clerk_of(index), take_over: false })?;
            }
            Doing::Break { .. } => {
                self.ask(&Command::Resume { counter })?;
            }
            Doing::Busy { leg, .. } if self.is_no_show(leg) => {
                self.ask(&Command::NoShow { counter })?;
            }
            Doing::Busy { leg, .. } => {
                self.ask(&Command::finish(counter))?;
                if let Some(next) = self.day.legs[leg].next {
                    let way = self.world.way_minutes(self.day.legs[leg].service, self.day.legs[next].service);
                    self.coming.push((self.now + way, next));
                }
            }
            Doing::Gone | Doing::Free => (),
        }
        Ok(())
    }

    fn is_no_show(&self, leg: usize) -> bool {
        let first = self.day.legs[leg].first;
        self.day.legs[leg].is_no_show || self.day.legs[first].is_no_show
    }

    /// Whoever is free and has a break to take or is to leave does so; then, while a counter is free and somebody it
    /// can serve waits, the best call is made.
    fn dispatch(&mut self) -> Result<(), Refused> {
        for index in 0..self.seats.len() {
            if self.seats[index].doing == Doing::Free {
                self.settle(index)?;
            }
        }
        loop {
            let free = self.seats.iter().filter(|seat| seat.doing == Doing::Free).map(|seat| &seat.counter);
            let Some(counter) = best_counter(&self.state, &self.location, free, moment(self.now)).cloned() else {
                return Ok(());
            };
            self.call(counter)?;
        }
    }

    fn settle(&mut self, index: usize) -> Result<(), Refused> {
        let (now, seat) = (self.now, &mut self.seats[index]);
        let counter = seat.counter.clone();
        if seat.plan.break_from <= now {
            seat.plan.break_from = f64::INFINITY;
            seat.doing = Doing::Break { until: now + self.world.break_minutes };
            self.ask(&Command::Pause { counter, reason: BREAK.to_owned() })?;
        } else if seat.plan.leave_from <= now {
            seat.plan.leave_from = f64::INFINITY;
            let until = seat.plan.back_at.max(now + BACK_AFTER_MINUTES);
            seat.doing = if until.is_finite() { Doing::Away { until } } else { Doing::Gone };
            self.ask(&Command::SignOut { counter })?;
        }
        Ok(())
    }

    fn call(&mut self, counter: CounterId) -> Result<(), Refused> {
        let events = self.ask(&Command::CallNext { counter: counter.clone() })?;
        let ticket = engine::subject(&events);
        let leg = self.tickets.iter().position(|known| ticket.is_some() && *known == ticket);
        let seat = self.seats.iter().position(|seat| seat.counter == counter);
        let (Some(leg), Some(index)) = (leg, seat) else { return Ok(()) };
        self.calls[leg] = Some(Call { ready: self.ready[leg], at: self.now, counter: index });
        let until = self.now + self.minutes(leg, index);
        self.seats[index].doing = Doing::Busy { until, leg };
        if !self.is_no_show(leg) {
            self.ask(&Command::Start { counter })?;
        }
        Ok(())
    }

    /// How long a call occupies a counter.
    fn minutes(&self, leg: usize, counter: usize) -> f64 {
        if self.is_no_show(leg) {
            return self.world.no_show_minutes;
        }
        let leg = &self.day.legs[leg];
        let skill = self.world.counters[counter].skills.iter().find(|skill| skill.service == leg.service);
        skill.map_or(0.0, |skill| self.world.setup_minutes + skill.walk_minutes + leg.draw_minutes * skill.time_factor)
    }
}

/// Whether somebody comes for a slot.
fn is_booked(leg: &Leg) -> bool {
    leg.class == Class::Appointment || leg.arrival.is_some_and(|arrival| leg.clock > arrival)
}

fn class_of(class: Class) -> domain::ticket::Class {
    match class {
        Class::WalkIn => domain::ticket::Class::WalkIn,
        Class::Appointment => domain::ticket::Class::Appointment,
        Class::Priority => domain::ticket::Class::Priority,
    }
}

fn clerk_of(counter: usize) -> ClerkId {
    ClerkId::new(format!("k{counter}"))
}

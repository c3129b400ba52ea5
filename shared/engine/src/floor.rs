//! A building at a moment, for whoever reckons with it: who waits, what happens at the counters, who is still expected.
//!
//! Only what a forecast needs, in the words of the hub; nothing of it is shown to anybody.

use domain::Timestamp;
use domain::appointment::AppointmentState;
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId, TicketId};
use domain::ticket::{Class, LegState};
use domain::what_if::ClockTime;
use policy::Table;

use crate::dispatch;
use crate::state::{Desk, State};
use crate::ticket::{Leg, Ticket};

/// A building at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The counters on duty under the hub's policy; its services are those of the catalog, in its order.
    pub table: Table,
    /// What the policy knows of each counter on duty, by position in the table.
    pub desks: Vec<FloorDesk>,
    /// Everybody who waits, is on the way to a queue, or whose ticket lies aside.
    pub waiting: Vec<FloorTicket>,
    /// Appointments nobody has come for yet.
    pub expected: Vec<FloorAppointment>,
    /// How many have come today without an appointment, by service in the catalog's order: the first of each ticket.
    pub seen: Vec<Vec<Timestamp>>,
}

/// A counter on duty.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorDesk {
    /// The counter.
    pub counter: CounterId,
    /// What it can do.
    pub figures: policy::Counter,
    /// What happens there.
    pub doing: Doing,
    /// When the clerk's break is planned to begin, where it is still to come.
    pub break_at: Option<ClockTime>,
}

/// What happens at a counter.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    /// Nobody is in hand.
    Free,
    /// It calls nobody for a while.
    Paused {
        /// Since when.
        since: Timestamp,
    },
    /// A ticket is in hand.
    Busy {
        /// Whose.
        ticket: FloorTicket,
        /// The service in hand.
        service: ServiceId,
        /// Whether serving has begun.
        is_serving: bool,
        /// Since when it is called or served.
        since: Timestamp,
    },
}

/// Somebody with a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorTicket {
    /// The ticket.
    pub ticket: TicketId,
    /// How the visit came about.
    pub class: Class,
    /// Services that are to come, in order; the first is waited for with or before the others.
    pub legs: Vec<FloorLeg>,
    /// Minutes waited in the visit before its calls so far.
    pub waited_minutes: f64,
}

/// A service somebody waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorLeg {
    /// The service.
    pub service: ServiceId,
    /// From when on the wait counts.
    pub waits_from: Timestamp,
    /// From when on it can be called, where that is later than now.
    pub ready_at: Option<Timestamp>,
}

/// Somebody who is expected.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorAppointment {
    /// When.
    pub starts_at: Timestamp,
    /// What for, in order.
    pub services: Vec<ServiceId>,
}

/// A counter with a clerk as the policy sees it; `None` where the hub has no such counter or clerk.
#[must_use]
pub fn seat(state: &State, counter: &CounterId, clerk: &ClerkId) -> Option<policy::Counter> {
    let (counter, clerk) = (state.catalog.counter(counter)?, state.catalog.clerk(clerk)?);
    Some(dispatch::figures_of(state, counter, clerk))
}

/// How long serving one person takes on average, in minutes, as the dispatch function reckons.
#[must_use]
pub fn mean_minutes(state: &State, service: &ServiceId) -> Option<f64> {
    state.catalog.service(service).map(|service| state.mean_minutes(service))
}

/// A building at this moment; `None` for one the hub does not have.
#[must_use]
pub fn floor(state: &State, location: &LocationId) -> Option<Floor> {
    let building = state.building(location)?;
    let is_here = |ticket: &Ticket| ticket.waiting().any(|(_, leg)| &leg.location == location);
    let aside = |ticket: &Ticket| ticket.counter().is_none();
    let waiting = state.tickets().filter(|ticket| ticket.is_open() && aside(ticket));
    let desks = state.catalog.counters.iter().filter(|counter| &counter.location == location);
    let desks = desks.filter_map(|counter| {
        let clerk = state.clerk_at(&counter.id)?;
        let doing = doing(state, state.desks.get(&counter.id)?);
        let figures = dispatch::figures_of(state, counter, clerk);
        let break_at = clerk.break_at.filter(|_| !state.paused.contains(&clerk.id));
        Some(FloorDesk { counter: counter.id.clone(), figures, doing, break_at })
    });
    Some(Floor {
        table: building.table.clone(),
        desks: desks.collect(),
        waiting: waiting.filter_map(|ticket| waiting_ticket(ticket, location, is_here(ticket))).collect(),
        expected: expected(state, location),
        seen: seen(state, location),
    })
}

fn doing(state: &State, desk: &Desk) -> Doing {
    let in_hand = desk.ticket.and_then(|ticket| state.ticket(ticket)).and_then(|ticket| {
        let (_, leg) = ticket.holding()?;
        Some(Doing::Busy {
            ticket: floor_ticket(ticket, ticket.waiting().map(|(_, leg)| leg)),
            service: leg.service.clone(),
            is_serving: leg.state == LegState::Serving,
            since: leg.since,
        })
    });
    let paused = || desk.pause.as_ref().map(|pause| Doing::Paused { since: pause.since });
    in_hand.or_else(paused).unwrap_or(Doing::Free)
}

/// Somebody who waits in a building, or whose ticket lies aside and returns by itself.
fn waiting_ticket(ticket: &Ticket, location: &LocationId, is_here: bool) -> Option<FloorTicket> {
    let aside = ticket.holding().and_then(|(_, leg)| Some((leg, leg.parked.as_ref()?)));
    if let Some((leg, parked)) = aside.filter(|(leg, _)| &leg.location == location) {
        let mut told =
            floor_ticket(ticket, ticket.waiting().map(|(_, leg)| leg).filter(|leg| &leg.location == location));
        let returning =
            FloorLeg { service: leg.service.clone(), waits_from: leg.key, ready_at: Some(parked.return_at) };
        told.legs.insert(0, returning);
        return Some(told);
    }
    let legs = ticket.waiting().map(|(_, leg)| leg).filter(|leg| &leg.location == location);
    (is_here && aside.is_none()).then(|| floor_ticket(ticket, legs))
}

fn floor_ticket<'a>(ticket: &Ticket, legs: impl Iterator<Item = &'a Leg>) -> FloorTicket {
    const SECONDS_PER_MINUTE: f64 = 60.0;
    let leg = |leg: &Leg| FloorLeg { service: leg.service.clone(), waits_from: leg.key, ready_at: leg.ready_at };
    FloorTicket {
        ticket: ticket.id,
        class: ticket.class,
        legs: legs.map(leg).collect(),
        waited_minutes: ticket.waited.num_seconds() as f64 / SECONDS_PER_MINUTE,
    }
}

fn expected(state: &State, location: &LocationId) -> Vec<FloorAppointment> {
    let expected = state.appointments.iter().filter(|booked| booked.state == AppointmentState::Expected);
    let here = expected.filter(|booked| {
        let place = booked.appointment.location.as_ref();
        place.map_or_else(|| &state.headquarters() == location, |place| place == location)
    });
    here.map(|booked| FloorAppointment {
        starts_at: booked.appointment.starts_at,
        services: booked.appointment.services.clone(),
    })
    .collect()
}

/// When those came today who had no appointment, by the first service of their tickets.
fn seen(state: &State, location: &LocationId) -> Vec<Vec<Timestamp>> {
    let mut seen = vec![Vec::new(); state.catalog.services.len()];
    for ticket in state.tickets().filter(|ticket| ticket.class != Class::Appointment && !ticket.is_direct) {
        let Some(leg) = ticket.legs.first().filter(|leg| &leg.location == location) else { continue };
        if let Some(service) = state.catalog.services.iter().position(|service| service.id == leg.service) {
            seen[service].push(ticket.taken_at);
        }
    }
    seen
}

/// Whether a ticket was called, as whoever told it a wait wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstCall {
    /// It waits still.
    Waiting,
    /// It was called first at this moment.
    At(Timestamp),
    /// It ended without a call, or its place was changed by choice.
    Never,
}

/// When a ticket of the day was called first; `None` for one the day does not have.
#[must_use]
pub fn first_call(state: &State, ticket: TicketId) -> Option<FirstCall> {
    let ticket = state.ticket(ticket)?;
    let called = ticket.legs.iter().filter_map(|leg| leg.called_at).min();
    Some(match called {
        Some(at) => FirstCall::At(at),
        None if ticket.is_open() && ticket.delays == 0 => FirstCall::Waiting,
        None => FirstCall::Never,
    })
}

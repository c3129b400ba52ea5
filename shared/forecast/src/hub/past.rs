//! What the journal says of a day that is over.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{AppointmentId, ClerkId, CounterId, LocationId, ServiceId, TicketId};
use domain::learned::Durations;
use domain::rules::floors_between;
use domain::ticket::Class;

use super::presence::Presence;
use super::{DayClock, class, factor, walk_minutes};
use crate::learn::{Booking, Mastery, PastDay, PastLeg};

/// A day as something to learn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastDays {
    /// All of the hub.
    pub hub: PastDay,
    /// By building.
    pub locations: BTreeMap<LocationId, PastDay>,
}

/// The days of a stretch of the journal, each from its opening on, by the services of the catalog of today.
///
/// A service that was parked, taken over or taken back says nothing of how long it takes.
#[must_use]
pub fn past_days<'e>(catalog: &Catalog, events: impl Iterator<Item = (Timestamp, &'e Event)>) -> Vec<PastDays> {
    followed(catalog, events).into_iter().map(Follower::close).collect()
}

/// Every day of a stretch of the journal, followed to its end.
pub(super) fn followed<'c, 'e>(
    catalog: &'c Catalog,
    events: impl Iterator<Item = (Timestamp, &'e Event)>,
) -> Vec<Follower<'c>> {
    let mut days = Vec::new();
    for (at, event) in events {
        if let Event::DayOpened { day, .. } = event {
            days.push(Follower::new(catalog, DayClock::of(catalog, *day)));
        }
        if let Some(follower) = days.last_mut() {
            follower.follow(at, event);
        }
    }
    days
}

/// A leg on its way through the day; times are minutes after midnight.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) service: ServiceId,
    pub(super) location: LocationId,
    pub(super) arrived: f64,
    pub(super) called: Option<f64>,
    pub(super) started: Option<f64>,
    pub(super) finished: Option<f64>,
    counter: Option<CounterId>,
    clerk: Option<ClerkId>,
    pub(super) is_no_show: bool,
    /// Whether the time between its moments is none of serving.
    pub(super) is_spoilt: bool,
}

pub(super) struct Visit {
    /// As the visit came.
    pub(super) class: Class,
    /// As it was called in the end, where a desk made it something else.
    pub(super) called_as: Class,
    /// From when on the wait for the first leg counts.
    pub(super) waits_from: f64,
    pub(super) legs: Vec<Leg>,
    pub(super) is_cancelled: bool,
}

/// A day of the journal, event by event.
pub(super) struct Follower<'c> {
    catalog: &'c Catalog,
    pub(super) clock: DayClock,
    clerks: BTreeMap<CounterId, ClerkId>,
    pub(super) presences: BTreeMap<ClerkId, Presence>,
    pub(super) visits: BTreeMap<TicketId, Visit>,
    pub(super) durations: Option<Durations>,
    booked: BTreeMap<AppointmentId, (LocationId, Booking)>,
}

impl<'c> Follower<'c> {
    fn new(catalog: &'c Catalog, clock: DayClock) -> Self {
        Self {
            catalog,
            clock,
            clerks: BTreeMap::new(),
            presences: BTreeMap::new(),
            visits: BTreeMap::new(),
            durations: None,
            booked: BTreeMap::new(),
        }
    }

    fn leg(&self, service: &ServiceId, location: &LocationId, at: Timestamp) -> Leg {
        Leg {
            service: service.clone(),
            location: location.clone(),
            arrived: self.clock.minute(at),
            called: None,
            started: None,
            finished: None,
            counter: None,
            clerk: None,
            is_no_show: false,
            is_spoilt: false,
        }
    }

    fn headquarters(&self) -> LocationId {
        self.catalog.locations.first().map_or_else(|| LocationId::new(""), |location| location.id.clone())
    }

    fn location_of(&self, counter: &CounterId) -> LocationId {
        let known = self.catalog.counter(counter);
        known.map_or_else(|| self.headquarters(), |counter| counter.location.clone())
    }

    fn attend(&mut self, clerk: &ClerkId, change: impl FnOnce(&mut Presence)) {
        change(self.presences.entry(clerk.clone()).or_default());
    }

    fn change(&mut self, ticket: TicketId, leg: usize, change: impl FnOnce(&mut Leg)) {
        if let Some(leg) = self.visits.get_mut(&ticket).and_then(|visit| visit.legs.get_mut(leg)) {
            change(leg);
        }
    }

    fn follow(&mut self, at: Timestamp, event: &Event) {
        let minute = self.clock.minute(at);
        match event {
            Event::ClerkSignedIn { counter, clerk } => {
                self.clerks.insert(counter.clone(), clerk.clone());
                self.attend(clerk, |presence| presence.sign_in(counter, minute));
            }
            Event::ClerkSignedOut { clerk, .. } => self.attend(clerk, |presence| presence.sign_out(minute)),
            Event::ClerkPaused { clerk, .. } => self.attend(clerk, |presence| presence.pause(minute)),
            Event::ClerkResumed { clerk, .. } => self.attend(clerk, |presence| presence.resume(minute)),
            Event::DurationsLearned { durations } => self.durations = Some(durations.clone()),
            Event::TicketCancelled { ticket } => {
                if let Some(visit) = self.visits.get_mut(ticket) {
                    visit.is_cancelled = true;
                }
            }
            Event::TicketReclassified { ticket, class, .. } => {
                if let Some(visit) = self.visits.get_mut(ticket) {
                    visit.called_as = *class;
                }
            }
            Event::TicketTaken { .. } => self.take(at, event),
            Event::TicketCalled { ticket, leg, counter, .. } => {
                let clerk = self.clerks.get(counter).cloned();
                self.change(*ticket, *leg, |leg| {
                    (leg.called, leg.counter, leg.clerk) = (Some(minute), Some(counter.clone()), clerk);
                });
            }
            Event::ServiceStarted { ticket, leg, counter } => {
                let clerk = self.clerks.get(counter).cloned();
                self.change(*ticket, *leg, |leg| {
                    leg.called.get_or_insert(minute);
                    (leg.started, leg.counter, leg.clerk) = (Some(minute), Some(counter.clone()), clerk);
                });
            }
            Event::ServiceFinished { ticket, leg, .. } => {
                self.change(*ticket, *leg, |leg| leg.finished = Some(minute));
            }
            Event::TicketNotShown { ticket, leg, .. } => self.change(*ticket, *leg, |leg| {
                (leg.is_no_show, leg.finished) = (true, Some(minute));
            }),
            Event::TicketRejoined { ticket, leg } => self.change(*ticket, *leg, |leg| {
                (leg.is_no_show, leg.finished, leg.is_spoilt) = (false, None, true);
            }),
            Event::TicketParked { ticket, leg, .. } => self.change(*ticket, *leg, |leg| leg.is_spoilt = true),
            Event::StepUndone { ticket, .. } | Event::TicketMoved { ticket, .. } => self.spoil(*ticket),
            Event::TicketTransferred { .. } => self.transfer(at, event),
            Event::ServiceAdded { ticket, counter, service, location, .. } => {
                let place = location.clone().unwrap_or_else(|| self.location_of(counter));
                let leg = self.leg(service, &place, at);
                if let Some(visit) = self.visits.get_mut(ticket) {
                    visit.legs.push(leg);
                }
            }
            Event::TicketWentElsewhere { ticket, location, .. } => {
                for leg in self.visits.get_mut(ticket).into_iter().flat_map(|visit| &mut visit.legs) {
                    if leg.called.is_none() {
                        leg.location = location.clone();
                    }
                }
            }
            Event::AppointmentsPlanned { appointments, cancelled } => {
                for appointment in appointments {
                    self.plan(appointment);
                }
                cancelled.iter().for_each(|appointment| drop(self.booked.remove(appointment)));
            }
            // Nothing of these says when anybody came, was called or served.
            Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::AppointmentMissed { .. }
            | Event::WaitsCalibrated { .. }
            | Event::ClockStepped { .. }
            | Event::TicketRecalled { .. }
            | Event::SlipReported { .. }
            | Event::PrinterReported { .. }
            | Event::CodesLeased { .. }
            | Event::EmergencyBlocksGiven { .. }
            | Event::UsherCalled { .. }
            | Event::UsherAnswered { .. }
            | Event::NoticePosted { .. }
            | Event::NoticeTakenDown { .. }
            | Event::TicketRecoded { .. }
            | Event::TicketReady { .. }
            | Event::TicketReturned { .. }
            | Event::TicketResumed { .. }
            | Event::DirectServiceStarted { .. }
            | Event::AutoNextSet { .. }
            | Event::HelpAsked { .. }
            | Event::HelpAnswered { .. }
            | Event::TicketDelayed { .. }
            | Event::SlipReprinted { .. }
            | Event::CatalogChanged { .. } => (),
        }
    }

    fn take(&mut self, at: Timestamp, event: &Event) {
        let Event::TicketTaken { ticket, services, class, location, ready_at, appointment, waits_from, .. } = event
        else {
            return;
        };
        // Who took it while the dispatcher was gone came then.
        let offline = if let Event::TicketTaken { taken_offline_at, .. } = event { *taken_offline_at } else { None };
        let at = offline.unwrap_or(at);
        let place = location.clone().unwrap_or_else(|| self.headquarters());
        let arrived = ready_at.unwrap_or(at);
        let legs = services.iter().map(|service| self.leg(service, &place, arrived)).collect();
        let (minute, waits_from) = (self.clock.minute(arrived), self.clock.minute(waits_from.unwrap_or(arrived)));
        self.visits.insert(*ticket, Visit { class: *class, called_as: *class, waits_from, legs, is_cancelled: false });
        if let Some((_, booking)) = appointment.as_ref().and_then(|appointment| self.booked.get_mut(appointment)) {
            booking.arrived_minute = Some(minute);
        }
    }

    fn transfer(&mut self, at: Timestamp, event: &Event) {
        let Event::TicketTransferred { ticket, leg, counter, service, ready_at, location, .. } = event else { return };
        let place = location.clone().unwrap_or_else(|| self.location_of(counter));
        let next = self.leg(service, &place, ready_at.unwrap_or(at));
        self.change(*ticket, *leg, |leg| leg.is_spoilt = true);
        if let Some(visit) = self.visits.get_mut(ticket) {
            visit.legs.insert((*leg + 1).min(visit.legs.len()), next);
        }
    }

    fn spoil(&mut self, ticket: TicketId) {
        for leg in self.visits.get_mut(&ticket).into_iter().flat_map(|visit| &mut visit.legs) {
            leg.is_spoilt |= leg.called.is_some() && leg.finished.is_none();
            // What was taken back may have been the end.
            leg.is_spoilt |= leg.finished.is_some();
        }
    }

    fn plan(&mut self, appointment: &domain::appointment::Appointment) {
        let Some(service) = appointment.services.first().and_then(|service| self.position(service)) else { return };
        let place = appointment.location.clone().unwrap_or_else(|| self.headquarters());
        let slot_minute = self.clock.minute(appointment.starts_at);
        let known = self.booked.get(&appointment.id).and_then(|(_, booking)| booking.arrived_minute);
        let booking = Booking { service, slot_minute, arrived_minute: known };
        self.booked.insert(appointment.id.clone(), (place, booking));
    }

    pub(super) fn position(&self, service: &ServiceId) -> Option<usize> {
        self.catalog.services.iter().position(|known| &known.id == service)
    }

    /// The day is over.
    fn close(self) -> PastDays {
        let day = self.clock.number();
        let of = |location: &LocationId| PastDay {
            day,
            open: self.clock.open(self.catalog, location),
            ..PastDay::default()
        };
        let locations = self.catalog.locations.iter().map(|location| (location.id.clone(), of(&location.id)));
        let mut locations: BTreeMap<LocationId, PastDay> = locations.collect();
        let mut hub = PastDay { day, ..PastDay::default() };
        hub.open = locations.values().flat_map(|past| past.open.clone()).collect();
        for visit in self.visits.values() {
            for (position, leg) in visit.legs.iter().enumerate() {
                let Some(past) = self.past_leg(visit, position, leg) else { continue };
                if let Some(there) = locations.get_mut(&leg.location) {
                    there.legs.push(past.clone());
                }
                hub.legs.push(past);
            }
        }
        for (location, booking) in self.booked.values() {
            if let Some(there) = locations.get_mut(location) {
                there.bookings.push(*booking);
            }
            hub.bookings.push(*booking);
        }
        PastDays { hub, locations }
    }

    fn past_leg(&self, visit: &Visit, position: usize, leg: &Leg) -> Option<PastLeg> {
        let next = visit.legs.get(position + 1).and_then(|next| self.position(&next.service));
        let is_whole = !leg.is_spoilt && leg.finished.is_some();
        Some(PastLeg {
            service: self.position(&leg.service)?,
            class: class(visit.class),
            is_first: position == 0,
            next_service: next,
            arrived_minute: leg.arrived,
            called_minute: leg.called,
            started_minute: leg.started.filter(|_| is_whole),
            finished_minute: leg.finished.filter(|_| is_whole),
            is_no_show: leg.is_no_show,
            mastery: self.mastery(leg),
            walk_minutes: self.walk(leg),
        })
    }

    /// How much longer second skills take, of the own area and of another.
    pub(super) fn factors(&self) -> [f64; 2] {
        let rules = &self.catalog.rules;
        [factor(rules.secondary_percent), factor(rules.other_area_percent)]
    }

    pub(super) fn mastery(&self, leg: &Leg) -> Mastery {
        let clerk = leg.clerk.as_ref().and_then(|clerk| self.catalog.clerk(clerk));
        if clerk.is_none_or(|clerk| clerk.primary.contains(&leg.service)) {
            return Mastery::Home;
        }
        let counter = leg.counter.as_ref().and_then(|counter| self.catalog.counter(counter));
        let service = self.catalog.service(&leg.service);
        let is_own_area = counter.zip(service).is_some_and(|(counter, service)| counter.area == service.area);
        if is_own_area { Mastery::OwnArea } else { Mastery::OtherArea }
    }

    fn walk(&self, leg: &Leg) -> f64 {
        let counter = leg.counter.as_ref().and_then(|counter| self.catalog.counter(counter));
        let area = self.catalog.service(&leg.service).and_then(|service| self.catalog.area(&service.area));
        let floors = counter.zip(area).map_or(0, |(counter, area)| floors_between(&counter.floor, &area.floor));
        walk_minutes(&self.catalog.rules, floors)
    }
}

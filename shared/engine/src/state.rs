//! What the hub is at one moment.

mod due;
mod learned;
mod leases;
mod notices;
mod places;
mod printers;
mod queues;
mod ushers;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;
use domain::catalog::{Area, Catalog, Clerk, Service};
use domain::follow::FollowToken;
use domain::ids::{ClerkId, CounterId, DeviceId, LocationId, Seq, ServiceId, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::printer::PrinterPlace;
use domain::ticket::{Code, Step};
use domain::{DayDate, Timestamp};

use crate::appointment::Appointments;
use crate::dispatch::{self, Building, Rank};
use crate::figures::Figures;
use crate::ordered::{Key, Ordered};
use crate::ticket::{Leg, Ticket};

use leases::Leases;
use notices::Notices;
use printers::Printer;
use ushers::UsherCall;

/// The state of a hub: derived from its journal, never written anywhere.
///
/// A copy shares the day's tickets with the original, so it costs the same late on a long day as in the morning.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub(crate) catalog: Arc<Catalog>,
    /// Counts the catalogs the journal knows; 0 where it knows none.
    pub(crate) catalog_version: u32,
    pub(crate) catalog_source: Arc<str>,
    /// Services that left the catalog while tickets of the day still speak of them.
    pub(crate) gone: Arc<BTreeMap<ServiceId, Gone>>,
    pub(crate) seq: Seq,
    pub(crate) day: Option<DayDate>,
    pub(crate) last_day: Option<DayDate>,
    /// Every day that was ever opened.
    days: Arc<BTreeSet<DayDate>>,
    /// When the last day was opened.
    pub(crate) opened_at: Option<Timestamp>,
    pub(crate) next_ticket: TicketId,
    /// Tickets given today behind each letter.
    pub(crate) numbers: BTreeMap<char, u32>,
    /// Which codes kiosks may give by themselves.
    pub(crate) leases: Arc<Leases>,
    /// Who is expected today.
    pub(crate) appointments: Appointments,
    /// Tickets given today without an appointment, by service.
    pub(crate) given: Arc<BTreeMap<ServiceId, u32>>,
    /// What each kiosk has issued lately.
    pub(crate) devices: Arc<BTreeMap<DeviceId, Minute>>,
    /// How each printer of a kiosk is.
    pub(crate) printers: Arc<BTreeMap<(DeviceId, PrinterPlace), Printer>>,
    /// Kiosks at which somebody asks for a person to come, the first one first.
    pub(crate) usher_calls: Arc<Vec<UsherCall>>,
    /// What citizens read at the kiosks.
    notices: Arc<Notices>,
    /// Changed only through [`State::add`] and [`State::change`], which keep `waiting` true.
    tickets: Ordered<TicketId, Arc<Ticket>>,
    /// Who can be called in each building for each service, the next one first.
    waiting: BTreeMap<LocationId, BTreeMap<ServiceId, Ordered<Rank, ()>>>,
    /// The calls of today in each building that were not taken back, the latest first: whether each was for a preferred visit.
    preferred_calls: BTreeMap<LocationId, Ordered<Latest, bool>>,
    /// Calls made today for each service.
    calls_made: Arc<BTreeMap<ServiceId, u64>>,
    /// Tickets that lie aside.
    parked: Ordered<TicketId, ()>,
    followed: Ordered<FollowToken, TicketId>,
    /// Tickets that stand in several of these queues at once.
    several: Ordered<TicketId, ()>,
    /// When which ticket changes by itself.
    deadlines: Ordered<Deadline, ()>,
    pub(crate) desks: Arc<BTreeMap<CounterId, Desk>>,
    /// Counters with auto-next on that call as soon as somebody comes for them, where their clerks do not pause.
    pub(crate) standing_by: Arc<BTreeSet<CounterId>>,
    /// Clerks who have paused today.
    pub(crate) paused: Arc<BTreeSet<ClerkId>>,
    /// How long services take as learnt; nothing where that was never said today.
    pub(crate) durations: Arc<Durations>,
    /// What told waits were multiplied by last.
    pub(crate) calibration: Option<WaitCalibration>,
    /// Numbers that are given in place of those of the catalog.
    pub(crate) figures: Option<Arc<Figures>>,
    /// The buildings as the policy sees them; follows from the catalog, what was learnt and the desks.
    buildings: Arc<BTreeMap<LocationId, Building>>,
    pub(crate) calls: Arc<Vec<Call>>,
}

/// The moment at which something happens to a ticket by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Deadline {
    at: Timestamp,
    ticket: TicketId,
}

impl Key for Deadline {
    fn number(&self) -> u64 {
        self.ticket.0
    }
}

/// The place of a call in the journal, the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Latest(Reverse<Seq>);

impl Key for Latest {
    fn number(&self) -> u64 {
        self.0.0.0
    }
}

impl Key for FollowToken {
    fn number(&self) -> u64 {
        (self.bits() >> 64) as u64 ^ self.bits() as u64
    }
}

impl Key for TicketId {
    fn number(&self) -> u64 {
        self.0
    }
}

/// A service that left the catalog, with the area it had.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gone {
    pub(crate) service: Service,
    pub(crate) area: Option<Area>,
}

/// Who sits at a counter and what is in hand there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Desk {
    pub(crate) clerk: Option<ClerkId>,
    pub(crate) ticket: Option<TicketId>,
    pub(crate) pause: Option<Pause>,
    pub(crate) auto_next: bool,
    pub(crate) help: Option<Help>,
    /// What can be taken back, the last step last.
    pub(crate) steps: Vec<Done>,
}

/// A while in which nobody is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pause {
    pub(crate) reason: String,
    pub(crate) since: Timestamp,
}

/// A call for help.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Help {
    pub(crate) note: String,
    pub(crate) since: Timestamp,
}

/// A step of a counter, with what it changed as it was before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Done {
    pub(crate) step: Step,
    pub(crate) seq: Seq,
    pub(crate) at: Timestamp,
    pub(crate) ticket: Arc<Ticket>,
}

/// The tickets of one kiosk within a minute.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Minute {
    pub(crate) from: Timestamp,
    pub(crate) tickets: u32,
}

impl Minute {
    /// Whether the minute goes on: a clock that has fallen back since says nothing of it.
    pub(crate) fn goes_on(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.end()
    }

    /// When the minute is over.
    pub(crate) fn end(&self) -> Timestamp {
        self.from + TimeDelta::minutes(1)
    }
}

/// One row of the board.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) seq: Seq,
    pub(crate) ticket: TicketId,
    pub(crate) leg: usize,
    pub(crate) counter: CounterId,
    /// The building of that counter.
    pub(crate) location: LocationId,
    pub(crate) at: Timestamp,
}

impl State {
    /// A hub on which nothing has happened yet.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let mut state = Self {
            catalog,
            catalog_version: 0,
            catalog_source: Arc::from(""),
            gone: Arc::default(),
            seq: Seq(0),
            day: None,
            last_day: None,
            days: Arc::default(),
            opened_at: None,
            next_ticket: TicketId(1),
            numbers: BTreeMap::new(),
            leases: Arc::default(),
            devices: Arc::default(),
            printers: Arc::default(),
            usher_calls: Arc::default(),
            notices: Arc::default(),
            appointments: Appointments::default(),
            given: Arc::default(),
            tickets: Ordered::default(),
            waiting: BTreeMap::new(),
            several: Ordered::default(),
            preferred_calls: BTreeMap::new(),
            calls_made: Arc::default(),
            parked: Ordered::default(),
            followed: Ordered::default(),
            deadlines: Ordered::default(),
            desks: Arc::default(),
            standing_by: Arc::default(),
            paused: Arc::default(),
            durations: Arc::default(),
            calibration: None,
            figures: None,
            buildings: Arc::default(),
            calls: Arc::default(),
        };
        state.measure();
        state
    }

    /// The position in the journal this state shows.
    #[must_use]
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The open day, where one is open.
    #[must_use]
    pub fn day(&self) -> Option<DayDate> {
        self.day
    }

    /// The last day that was opened, whether it still is or not.
    #[must_use]
    pub fn last_day(&self) -> Option<DayDate> {
        self.last_day
    }

    /// Tells of a day that was opened before the place in the journal where a replay begins.
    pub fn remember_day(&mut self, day: DayDate) {
        Arc::make_mut(&mut self.days).insert(day);
    }

    /// Whether a day was ever opened, whether it still is or not.
    #[must_use]
    pub fn was_opened(&self, day: DayDate) -> bool {
        self.days.contains(&day)
    }

    /// When the last day was opened.
    #[must_use]
    pub fn opened_at(&self) -> Option<Timestamp> {
        self.opened_at
    }

    /// Whether a ticket is in hand at any counter.
    #[must_use]
    pub fn is_serving(&self) -> bool {
        self.desks.values().any(|desk| desk.ticket.is_some())
    }

    /// How many tickets for a service were given today without an appointment.
    pub(crate) fn given_for(&self, service: &ServiceId) -> u32 {
        self.given.get(service).copied().unwrap_or_default()
    }

    /// The catalog the hub runs on.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Which version of the catalog that is, counted from 1; 0 where the journal knows none.
    #[must_use]
    pub fn catalog_version(&self) -> u32 {
        self.catalog_version
    }

    /// The hub file that became the catalog; empty where the journal knows no version.
    #[must_use]
    pub fn catalog_source(&self) -> &str {
        &self.catalog_source
    }

    /// A service a ticket of the day speaks of, and its area, also where it has left the catalog since.
    pub(crate) fn described(&self, id: &ServiceId) -> (Option<&Service>, Option<&Area>) {
        match self.catalog.service(id) {
            Some(service) => (Some(service), self.catalog.area(&service.area)),
            None => self.gone.get(id).map_or((None, None), |gone| (Some(&gone.service), gone.area.as_ref())),
        }
    }

    /// The clerk signed in at a counter.
    pub(crate) fn clerk_at(&self, counter: &CounterId) -> Option<&Clerk> {
        self.catalog.clerk(self.desks.get(counter)?.clerk.as_ref()?)
    }

    /// The counter at which a clerk is signed in.
    pub(crate) fn desk_of(&self, clerk: &ClerkId) -> Option<&CounterId> {
        self.desks.iter().find(|(_, desk)| desk.clerk.as_ref() == Some(clerk)).map(|(counter, _)| counter)
    }

    /// The ticket in hand at a counter with the leg in hand.
    pub(crate) fn in_hand(&self, counter: &CounterId) -> Option<(&Ticket, usize, &Leg)> {
        let ticket = self.ticket(self.desks.get(counter)?.ticket?)?;
        let (position, leg) = ticket.holding()?;
        Some((ticket, position, leg))
    }

    /// A ticket of the day.
    pub(crate) fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id).map(Arc::as_ref)
    }

    /// A ticket of the day, to keep it as it is.
    pub(crate) fn shared(&self, id: TicketId) -> Option<Arc<Ticket>> {
        self.tickets.get(&id).cloned()
    }

    /// The ticket of the day with this code.
    pub(crate) fn ticket_by_code(&self, code: &Code) -> Option<&Ticket> {
        self.tickets().find(|ticket| &ticket.code == code && !ticket.is_direct)
    }

    /// Tickets that lie aside.
    pub(crate) fn parked(&self) -> impl Iterator<Item = &Ticket> {
        self.parked.iter().filter_map(|(id, ())| self.ticket(*id))
    }

    /// How many calls were made today for a service.
    pub(crate) fn calls_made(&self, service: &ServiceId) -> u64 {
        self.calls_made.get(service).copied().unwrap_or(0)
    }

    /// Remembers whether the call made in a building by this event was for a priority or an appointment.
    pub(crate) fn rank_call(&mut self, location: LocationId, is_preferred: bool) {
        self.preferred_calls.entry(location).or_default().insert(Latest(Reverse(self.seq)), is_preferred);
    }

    /// Forgets a call that was taken back.
    pub(crate) fn forget_call(&mut self, seq: Seq) {
        let call = Latest(Reverse(seq));
        self.preferred_calls.values_mut().for_each(|calls| calls.remove(&call));
    }

    /// How many walk-ins, up to `most`, were called in a building since the last priority or appointment; `most` where
    /// there was none.
    pub(crate) fn walk_ins_since_preferred(&self, location: &LocationId, most: u32) -> u32 {
        let calls = self.preferred_calls.get(location).map(Ordered::iter).into_iter().flatten();
        let calls = (0..most).zip(calls);
        calls.into_iter().find(|(_, (_, is_preferred))| **is_preferred).map_or(most, |(before, _)| before)
    }

    /// Counts a call for a service.
    pub(crate) fn count_call(&mut self, service: &ServiceId) {
        *Arc::make_mut(&mut self.calls_made).entry(service.clone()).or_default() += 1;
    }

    /// The ticket of the day a token was given for.
    pub(crate) fn followed(&self, token: FollowToken) -> Option<TicketId> {
        self.followed.get(&token).copied()
    }

    /// Remembers for which ticket a token was given.
    pub(crate) fn follow(&mut self, token: FollowToken, ticket: TicketId) {
        self.followed.insert(token, ticket);
    }

    /// Every ticket of the day, in the order they were taken.
    pub(crate) fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().map(|(_, ticket)| ticket.as_ref())
    }

    /// Takes a new ticket into the day.
    pub(crate) fn add(&mut self, ticket: Ticket) {
        let touched = self.seq;
        self.put(Arc::new(Ticket { touched, ..ticket }));
    }

    /// Puts a ticket in place of what it has become.
    pub(crate) fn put(&mut self, ticket: Arc<Ticket>) {
        self.withdraw(ticket.id);
        self.tickets.insert(ticket.id, ticket.clone());
        self.enqueue(&ticket);
    }

    /// Changes a ticket, where there is one, and with it who waits for what.
    pub(crate) fn change(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        let seq = self.seq;
        self.pass_time(id, |ticket| {
            change(ticket);
            ticket.touched = seq;
        });
    }

    /// Changes a ticket by the mere passing of time, which keeps no step from being taken back.
    pub(crate) fn pass_time(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        self.withdraw(id);
        let Some(shared) = self.tickets.get_mut(&id) else { return };
        change(Arc::make_mut(shared));
        let changed = shared.clone();
        self.enqueue(&changed);
    }

    /// Forgets the tickets, desks and calls of the day before.
    pub(crate) fn clear(&mut self) {
        self.gone = Arc::default();
        self.numbers.clear();
        self.leases = Arc::default();
        self.devices = Arc::default();
        self.printers = Arc::default();
        self.usher_calls = Arc::default();
        self.notices = Arc::default();
        self.appointments = Appointments::default();
        self.given = Arc::default();
        self.tickets = Ordered::default();
        self.waiting.clear();
        self.several = Ordered::default();
        self.preferred_calls.clear();
        self.calls_made = Arc::default();
        self.parked = Ordered::default();
        self.followed = Ordered::default();
        self.deadlines = Ordered::default();
        self.desks = Arc::default();
        self.paused = Arc::default();
        self.durations = Arc::default();
        self.calibration = None;
        self.measure();
        self.calls = Arc::default();
    }

    fn enqueue(&mut self, ticket: &Ticket) {
        let mut places = 0;
        for (position, leg) in ticket.queued() {
            let rank = dispatch::rank(ticket, position, leg);
            self.queue_of(&leg.location, &leg.service).insert(rank, ());
            places += 1;
        }
        if places > 1 {
            self.several.insert(ticket.id, ());
        }
        if ticket.holding().is_some_and(|(_, leg)| leg.parked.is_some()) {
            self.parked.insert(ticket.id, ());
        }
        if let Some(at) = ticket.deadline() {
            self.deadlines.insert(Deadline { at, ticket: ticket.id }, ());
        }
    }

    fn withdraw(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get(&id).cloned() else { return };
        for (position, leg) in ticket.queued() {
            self.queue_of(&leg.location, &leg.service).remove(&dispatch::rank(&ticket, position, leg));
        }
        self.several.remove(&id);
        self.parked.remove(&id);
        if let Some(at) = ticket.deadline() {
            self.deadlines.remove(&Deadline { at, ticket: id });
        }
    }

    fn queue_of(&mut self, location: &LocationId, service: &ServiceId) -> &mut Ordered<Rank, ()> {
        self.waiting.entry(location.clone()).or_default().entry(service.clone()).or_default()
    }
}

//! What the hub is at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::catalog::{Catalog, Clerk};
use domain::ids::{ClerkId, CounterId, Seq, ServiceId, TicketId};
use domain::ticket::{Class, Code, LegState};
use domain::{DayDate, Timestamp};

use crate::dispatch::{self, Rank};
use crate::ordered::{Key, Ordered};

/// The state of a hub: derived from its journal, never written anywhere.
///
/// A copy shares the day's tickets with the original, so it costs the same late on a long day as in the morning.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) seq: Seq,
    pub(crate) day: Option<DayDate>,
    pub(crate) last_day: Option<DayDate>,
    /// Every day that was ever opened.
    days: Arc<BTreeSet<DayDate>>,
    /// When the last day was opened.
    pub(crate) opened_at: Option<Timestamp>,
    pub(crate) next_ticket: TicketId,
    pub(crate) numbers: BTreeMap<char, u16>,
    /// Tickets given today without an appointment, by service.
    pub(crate) given: Arc<BTreeMap<ServiceId, u32>>,
    /// Changed only through [`State::add`] and [`State::change`], which keep `waiting` true.
    tickets: Ordered<TicketId, Arc<Ticket>>,
    /// Who waits for each service, the next one first.
    waiting: BTreeMap<ServiceId, Ordered<Rank, ()>>,
    pub(crate) desks: Arc<BTreeMap<CounterId, Desk>>,
    pub(crate) calls: Arc<Vec<Call>>,
}

impl Key for TicketId {
    fn number(&self) -> u64 {
        self.0
    }
}

/// One ticket of the day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: TicketId,
    pub(crate) code: Code,
    pub(crate) class: Class,
    pub(crate) taken_at: Timestamp,
    pub(crate) legs: Vec<Leg>,
    /// How often its slip was reported on.
    pub(crate) slip_reports: u32,
}

/// One service of a ticket.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leg {
    pub(crate) service: ServiceId,
    pub(crate) state: LegState,
    pub(crate) since: Timestamp,
    pub(crate) recalls: u32,
    /// When it came to wait and when it was called; both stay when it is served.
    pub(crate) waiting_since: Timestamp,
    pub(crate) called_at: Option<Timestamp>,
    pub(crate) counter: Option<CounterId>,
}

impl Leg {
    pub(crate) fn waiting(service: ServiceId, since: Timestamp) -> Self {
        Self {
            service,
            state: LegState::Waiting,
            since,
            waiting_since: since,
            recalls: 0,
            called_at: None,
            counter: None,
        }
    }
}

impl Ticket {
    /// The first leg that is not over: the only one that waits, is called or is served.
    pub(crate) fn current(&self) -> Option<(usize, &Leg)> {
        self.legs.iter().enumerate().find(|(_, leg)| !leg.state.is_over())
    }

    /// The leg to wait for, where the ticket waits.
    pub(crate) fn waiting_leg(&self) -> Option<(usize, &Leg)> {
        self.current().filter(|(_, leg)| leg.state == LegState::Waiting)
    }
}

/// Who sits at a counter and what is in hand there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Desk {
    pub(crate) clerk: Option<ClerkId>,
    pub(crate) ticket: Option<TicketId>,
}

/// One row of the board.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) seq: Seq,
    pub(crate) ticket: TicketId,
    pub(crate) leg: usize,
    pub(crate) counter: CounterId,
    pub(crate) at: Timestamp,
}

impl State {
    /// A hub on which nothing has happened yet.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self {
            catalog,
            seq: Seq(0),
            day: None,
            last_day: None,
            days: Arc::default(),
            opened_at: None,
            next_ticket: TicketId(1),
            numbers: BTreeMap::new(),
            given: Arc::default(),
            tickets: Ordered::default(),
            waiting: BTreeMap::new(),
            desks: Arc::default(),
            calls: Arc::default(),
        }
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

    /// The clerk signed in at a counter.
    pub(crate) fn clerk_at(&self, counter: &CounterId) -> Option<&Clerk> {
        self.catalog.clerk(self.desks.get(counter)?.clerk.as_ref()?)
    }

    /// The ticket in hand at a counter with its current leg.
    pub(crate) fn in_hand(&self, counter: &CounterId) -> Option<(&Ticket, usize, &Leg)> {
        let ticket = self.ticket(self.desks.get(counter)?.ticket?)?;
        let (position, leg) = ticket.current()?;
        Some((ticket, position, leg))
    }

    /// A ticket of the day.
    pub(crate) fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id).map(Arc::as_ref)
    }

    /// Every ticket of the day, in the order they were taken.
    pub(crate) fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().map(|(_, ticket)| ticket.as_ref())
    }

    /// Takes a new ticket into the day.
    pub(crate) fn add(&mut self, ticket: Ticket) {
        self.withdraw(ticket.id);
        let ticket = Arc::new(ticket);
        self.tickets.insert(ticket.id, ticket.clone());
        self.enqueue(&ticket);
    }

    /// Changes a ticket, where there is one, and with it who waits for what.
    pub(crate) fn change(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        self.withdraw(id);
        let Some(shared) = self.tickets.get_mut(&id) else { return };
        change(Arc::make_mut(shared));
        let changed = shared.clone();
        self.enqueue(&changed);
    }

    /// Forgets the tickets, desks and calls of the day before.
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        self.given = Arc::default();
        self.tickets = Ordered::default();
        self.waiting.clear();
        self.desks = Arc::default();
        self.calls = Arc::default();
    }

    fn enqueue(&mut self, ticket: &Ticket) {
        if let Some((_, leg)) = ticket.waiting_leg() {
            self.waiting.entry(leg.service.clone()).or_default().insert(dispatch::rank(ticket), ());
        }
    }

    fn withdraw(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get(&id) else { return };
        let Some((_, leg)) = ticket.waiting_leg() else { return };
        if let Some(queue) = self.waiting.get_mut(&leg.service) {
            queue.remove(&dispatch::rank(ticket));
        }
    }

    /// The places of those who wait for a service, the next one first.
    pub(crate) fn waiting(&self, service: &ServiceId) -> impl Iterator<Item = Rank> {
        self.waiting.get(service).map(Ordered::iter).into_iter().flatten().map(|(rank, ())| *rank)
    }

    /// How many wait for a service.
    pub(crate) fn waiting_for(&self, service: &ServiceId) -> usize {
        self.waiting.get(service).map_or(0, Ordered::len)
    }

    /// How many of those who wait for a service come before a place in its queue.
    pub(crate) fn waiting_before(&self, service: &ServiceId, rank: &Rank) -> usize {
        self.waiting.get(service).map_or(0, |queue| queue.rank(rank))
    }
}

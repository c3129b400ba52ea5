//! What the hub is at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::catalog::{Catalog, Clerk};
use domain::ids::{ClerkId, CounterId, Seq, ServiceId, TicketId};
use domain::ticket::{Class, Code, LegState};
use domain::{DayDate, Timestamp};

/// The state of a hub: derived from its journal, never written anywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) seq: Seq,
    pub(crate) day: Option<DayDate>,
    pub(crate) last_day: Option<DayDate>,
    pub(crate) next_ticket: TicketId,
    pub(crate) numbers: BTreeMap<char, u16>,
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    pub(crate) desks: BTreeMap<CounterId, Desk>,
    pub(crate) calls: Vec<Call>,
}

/// One ticket of the day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: TicketId,
    pub(crate) code: Code,
    pub(crate) class: Class,
    pub(crate) taken_at: Timestamp,
    pub(crate) legs: Vec<Leg>,
}

/// One service of a ticket.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leg {
    pub(crate) service: ServiceId,
    pub(crate) state: LegState,
    pub(crate) since: Timestamp,
    pub(crate) recalls: u32,
    pub(crate) counter: Option<CounterId>,
}

impl Leg {
    pub(crate) fn waiting(service: ServiceId, since: Timestamp) -> Self {
        Self { service, state: LegState::Waiting, since, recalls: 0, counter: None }
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
            next_ticket: TicketId(1),
            numbers: BTreeMap::new(),
            tickets: BTreeMap::new(),
            desks: BTreeMap::new(),
            calls: Vec::new(),
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
        let ticket = self.tickets.get(&self.desks.get(counter)?.ticket?)?;
        let (position, leg) = ticket.current()?;
        Some((ticket, position, leg))
    }

    /// Every waiting ticket with the leg it waits for.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (&Ticket, usize, &Leg)> {
        self.tickets.values().filter_map(|ticket| {
            let (position, leg) = ticket.waiting_leg()?;
            Some((ticket, position, leg))
        })
    }

    /// How many wait for a service.
    pub(crate) fn waiting_for(&self, service: &ServiceId) -> usize {
        self.waiting().filter(|(_, _, leg)| &leg.service == service).count()
    }
}

//! What a hub is, once more and as plainly as possible: lists that are searched from end to end.
//!
//! Written from the design and the rules of the office; it shares the words of `domain` with the engine and no code.

pub mod views;

use std::sync::Arc;

use domain::catalog::{Catalog, Clerk};
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::limits::BOARD_CALLS_MAX;
use domain::ticket::{Class, LegState};
use domain::{DayDate, Timestamp};

/// What the model says a command leads to: the ticket concerned, or the code of the refusal.
pub type Verdict = Result<Option<u64>, &'static str>;

/// The hub.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the hub file says.
    pub catalog: Arc<Catalog>,
    /// The open day.
    pub day: Option<DayDate>,
    /// The day opened last.
    pub last_day: Option<DayDate>,
    /// Every day that was ever opened.
    pub days: Vec<DayDate>,
    /// Everybody who took a ticket on the day opened last.
    pub guests: Vec<Guest>,
    /// Counters at which something happened today.
    pub seats: Vec<Seat>,
    /// What the board shows, latest first.
    pub calls: Vec<Call>,
    /// Tickets since the hub exists.
    pub tickets_ever: u64,
}

/// Somebody with a ticket.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The ticket's id.
    pub id: u64,
    /// The public code.
    pub code: String,
    /// How the visit came about.
    pub class: Class,
    /// When the ticket was taken.
    pub taken_at: Timestamp,
    /// What the guest came for and was sent on to, in order.
    pub errands: Vec<Errand>,
    /// What was reported of the slip, in words, as it is kept.
    pub reports: Vec<String>,
}

/// One service of a guest.
#[derive(Clone, Debug)]
pub struct Errand {
    /// The service.
    pub service: ServiceId,
    /// Where it stands.
    pub state: LegState,
    /// Since when.
    pub since: Timestamp,
    /// Since when the guest waited for it, or will have from when the errand before it ends.
    pub waiting_since: Timestamp,
    /// When it was called.
    pub called_at: Option<Timestamp>,
    /// How often the call was repeated.
    pub recalls: u32,
    /// Where it was called to, while called or served.
    pub counter: Option<CounterId>,
}

/// Who sits at a counter, and whose ticket is in hand.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The counter.
    pub counter: CounterId,
    /// The clerk.
    pub clerk: Option<ClerkId>,
    /// The ticket.
    pub guest: Option<u64>,
}

/// A line of the board.
#[derive(Clone, Debug)]
pub struct Call {
    /// The ticket.
    pub guest: u64,
    /// The errand's position.
    pub errand: usize,
    /// Where to.
    pub counter: CounterId,
    /// When it was called, or called again.
    pub at: Timestamp,
}

impl Errand {
    /// Something still to be waited for.
    #[must_use]
    pub fn waiting(service: &ServiceId, since: Timestamp) -> Self {
        let (service, state) = (service.clone(), LegState::Waiting);
        Self { service, state, since, waiting_since: since, called_at: None, recalls: 0, counter: None }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, LegState::Waiting | LegState::Called | LegState::Serving)
    }

    /// Ends it.
    pub fn end(&mut self, state: LegState, at: Timestamp) {
        (self.state, self.since, self.counter) = (state, at, None);
    }
}

impl Guest {
    /// What is next or under way: the first errand still to be done.
    #[must_use]
    pub fn errand(&self) -> Option<usize> {
        self.errands.iter().position(Errand::is_open)
    }

    /// The service waited for.
    #[must_use]
    pub fn waits_for(&self) -> Option<&ServiceId> {
        let errand = &self.errands[self.errand()?];
        (errand.state == LegState::Waiting).then_some(&errand.service)
    }

    /// The order of calling: the smallest is next.
    #[must_use]
    pub fn order(&self) -> (u8, Timestamp, u64) {
        let class = match self.class {
            Class::Priority => 1,
            Class::Appointment => 2,
            Class::WalkIn => 3,
        };
        (class, self.taken_at, self.id)
    }
}

impl Model {
    /// A hub at which nothing has happened.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let (days, guests, seats, calls) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { catalog, day: None, last_day: None, days, guests, seats, calls, tickets_ever: 0 }
    }

    /// The guest with a ticket.
    #[must_use]
    pub fn guest(&self, id: u64) -> Option<&Guest> {
        self.guests.iter().find(|guest| guest.id == id)
    }

    /// Who is at the counter, in hand, with the errand under way.
    #[must_use]
    pub fn in_hand(&self, counter: &CounterId) -> Option<(&Guest, usize)> {
        let guest = self.guest(self.seats.iter().find(|seat| &seat.counter == counter)?.guest?)?;
        guest.errand().map(|errand| (guest, errand))
    }

    /// The clerk at a counter; somebody the hub file does not have is nobody.
    #[must_use]
    pub fn clerk_at(&self, counter: &CounterId) -> Option<&Clerk> {
        let seat = self.seats.iter().find(|seat| &seat.counter == counter)?;
        self.catalog.clerks.iter().find(|clerk| Some(&clerk.id) == seat.clerk.as_ref())
    }

    /// Where a clerk sits.
    #[must_use]
    pub fn seat_of(&self, clerk: &ClerkId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.clerk.as_ref() == Some(clerk))
    }

    /// The seat at a counter, put there where none is.
    pub fn seat(&mut self, counter: &CounterId) -> &mut Seat {
        let known = self.seats.iter().position(|seat| &seat.counter == counter);
        let position = known.unwrap_or_else(|| {
            self.seats.push(Seat { counter: counter.clone(), clerk: None, guest: None });
            self.seats.len() - 1
        });
        &mut self.seats[position]
    }

    /// Everybody who waits for a service, the next one first.
    #[must_use]
    pub fn queue(&self, service: &ServiceId) -> Vec<&Guest> {
        let mut queue: Vec<_> = self.guests.iter().filter(|guest| guest.waits_for() == Some(service)).collect();
        queue.sort_by_key(|guest| guest.order());
        queue
    }

    /// Everybody a clerk could call, the next one first.
    #[must_use]
    pub fn queue_of(&self, clerk: &Clerk) -> Vec<&Guest> {
        let can = |service: &ServiceId| clerk.primary.contains(service) || clerk.secondary.contains(service);
        let mut queue: Vec<_> = self.guests.iter().filter(|guest| guest.waits_for().is_some_and(can)).collect();
        queue.sort_by_key(|guest| guest.order());
        queue
    }

    /// The guest with a ticket, to change.
    pub fn guest_mut(&mut self, id: u64) -> Option<&mut Guest> {
        self.guests.iter_mut().find(|guest| guest.id == id)
    }

    /// The errand of a guest, to change.
    pub fn errand_mut(&mut self, id: u64, errand: usize) -> Option<&mut Errand> {
        self.guest_mut(id)?.errands.get_mut(errand)
    }

    /// Takes the ticket out of the hand at a counter.
    pub fn free(&mut self, counter: &CounterId) {
        self.seat(counter).guest = None;
    }

    /// Puts a call on top of the board, once.
    pub fn show(&mut self, call: Call) {
        self.calls.retain(|other| other.guest != call.guest);
        self.calls.insert(0, call);
        self.calls.truncate(BOARD_CALLS_MAX);
    }
}

//! What a hub is, once more and as plainly as possible: lists that are searched from end to end.
//!
//! Written from the design and the rules of the office; it shares the words of `domain` with the engine and no code.

mod booked;
pub mod calling;
pub mod catalog;
mod desk_view;
mod going_on;
mod hall;
mod idle;
mod kiosk_view;
mod manager_view;
mod minute;
pub mod notices;
mod order;
pub mod places;
pub mod printers;
mod score;
mod ties;
pub mod ushers;
pub mod views;
mod why;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::TimeDelta;
use domain::catalog::{Catalog, Clerk};
use domain::ids::{ClerkId, CounterId, LocationId, PriorityId, ServiceId};
use domain::learned::{Durations, WaitCalibration};
use domain::limits::BOARD_CALLS_MAX;
use domain::notice::Notice;
use domain::reason::CallReason;
use domain::ticket::{Class, LegState, Step};
use domain::{DayDate, Timestamp};

use printers::Printer;
use ushers::UsherCall;

pub use booked::Booked;
pub use minute::Minute;
pub use order::{Place, Row};
pub use why::{TheirCall, Why};

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
    /// Every call made today, the last one last.
    pub called: Vec<Called>,
    /// Who is expected on the day opened last.
    pub booked: Vec<Booked>,
    /// What each kiosk issues at a time.
    pub kiosks: Vec<Minute>,
    /// How printers are.
    pub printers: Vec<Printer>,
    /// Kiosks at which somebody asks for a person to come, the first one first.
    pub usher_calls: Vec<UsherCall>,
    /// What citizens read at the kiosks, the oldest first; some of it may be over.
    pub notices: Vec<Notice>,
    /// The greatest number a notice has that was put up on the day opened last, or hung on into it.
    pub last_notice: u64,
    /// How long services take as learnt today; nothing where that was never said.
    pub learnt: Durations,
    /// How told waits were stretched last.
    pub stretched: Option<WaitCalibration>,
    /// What the hub under test called with the command that is applied and the model has not called yet, in order: of
    /// those who are as good as equal the model calls the same.
    pub their_calls: VecDeque<TheirCall>,
    /// Why the model called those whom it called with the last command, in order.
    pub whys: Vec<Why>,
    /// Tickets since the hub exists.
    pub tickets_ever: u64,
    /// Commands since the hub exists, to know what happened by the same one.
    pub commands: u64,
    /// How often something happened to a guest since the hub exists.
    pub happenings: u64,
    /// How often something happened that happens seldom, by name.
    pub seldom: BTreeMap<&'static str, u64>,
}

/// Somebody with a ticket, or served without one.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The ticket's id.
    pub id: u64,
    /// The public code.
    pub code: String,
    /// How the visit came about.
    pub class: Class,
    /// The reason for priority.
    pub priority: Option<PriorityId>,
    /// How much that reason weighs.
    pub weight: u32,
    /// When the ticket was taken.
    pub taken_at: Timestamp,
    /// What the guest came for and was sent on to, in order.
    pub errands: Vec<Errand>,
    /// The time waited before all calls so far.
    pub waited: TimeDelta,
    /// Since when the guest waits again.
    pub waits_from: Timestamp,
    /// The number of what happened to the guest last, other than by the passing of time.
    pub touched: u64,
    /// The call the guest did not come to.
    pub missed: Option<Missed>,
    /// Whether the guest was taken back after that.
    pub has_rejoined: bool,
    /// Whether the guest has no ticket.
    pub is_direct: bool,
    /// How often others were let pass.
    pub passes: u32,
    /// How often the slip was printed again.
    pub reprints: u32,
    /// What was reported of the slip, in words, as it is kept.
    pub reports: Vec<String>,
}

/// A call to which nobody came.
#[derive(Clone, Debug)]
pub struct Missed {
    /// The errand's position.
    pub errand: usize,
    /// When it was given up.
    pub at: Timestamp,
    /// Calls of the day until then.
    pub calls: usize,
}

/// One service of a guest.
#[derive(Clone, Debug)]
pub struct Errand {
    /// The service.
    pub service: ServiceId,
    /// The building in which it is waited for.
    pub location: LocationId,
    /// Where it stands.
    pub state: LegState,
    /// Since when.
    pub since: Timestamp,
    /// The moment from which its wait counts.
    pub key: Timestamp,
    /// Until when nobody calls for it.
    pub ready_at: Option<Timestamp>,
    /// What has to be over first.
    pub after: Vec<ServiceId>,
    /// The place right behind somebody who was let pass.
    pub behind: Option<Place>,
    /// Whether it comes before everybody.
    pub is_front: bool,
    /// Who alone calls for it.
    pub only: Option<Only>,
    /// The counter at which it goes on after the one in hand.
    pub here: Option<CounterId>,
    /// Who laid it aside.
    pub aside: Option<Aside>,
    /// How often the call was repeated.
    pub recalls: u32,
    /// Where it was called to, while called or served.
    pub counter: Option<CounterId>,
    /// Why it was called last, as the hub under test says.
    pub reason: Option<CallReason>,
}

/// Who alone calls for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    /// Whoever sits at this counter.
    Counter(CounterId),
    /// This clerk.
    Clerk(ClerkId),
}

/// Something laid aside.
#[derive(Clone, Debug)]
pub struct Aside {
    /// By whom.
    pub clerk: ClerkId,
    /// Why.
    pub reason: String,
    /// Until when at the latest.
    pub until: Timestamp,
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
    /// Why it pauses.
    pub pause: Option<String>,
    /// Whether finishing calls the next one.
    pub auto_next: bool,
    /// Whether it looked for the next one and found nobody, so that it calls whoever comes.
    pub stands_by: bool,
    /// What help is asked for, and since when.
    pub help: Option<(String, Timestamp)>,
    /// What can be taken back, the last step last.
    pub steps: Vec<Taken>,
}

/// A step that was taken at a counter.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What it was.
    pub step: Step,
    /// By which command.
    pub command: u64,
    /// The number of what happened.
    pub happening: u64,
    /// When.
    pub at: Timestamp,
    /// The guest as before.
    pub before: Guest,
}

/// A call of today, whether it was taken back or not.
#[derive(Clone, Debug)]
pub struct Called {
    /// The number of what happened.
    pub happening: u64,
    /// For what.
    pub service: ServiceId,
    /// In which building.
    pub location: LocationId,
    /// Whether it was for a priority or an appointment.
    pub is_preferred: bool,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// A line of the board.
#[derive(Clone, Debug)]
pub struct Call {
    /// The ticket.
    pub guest: u64,
    /// The number of the call, for taking it back.
    pub happening: u64,
    /// Where to.
    pub counter: CounterId,
    /// The building of that counter.
    pub location: LocationId,
    /// When it was called, or called again.
    pub at: Timestamp,
}

impl Errand {
    /// Something still to be waited for.
    #[must_use]
    pub fn waiting(service: &ServiceId, location: &LocationId, since: Timestamp) -> Self {
        Self {
            service: service.clone(),
            location: location.clone(),
            state: LegState::Waiting,
            since,
            key: since,
            ready_at: None,
            after: Vec::new(),
            behind: None,
            is_front: false,
            only: None,
            here: None,
            aside: None,
            recalls: 0,
            counter: None,
            reason: None,
        }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.waits() || self.is_under_way()
    }

    /// Whether it is waited for.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == LegState::Waiting
    }

    /// Whether somebody has it in hand or laid it aside.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, LegState::Called | LegState::Serving | LegState::Parked)
    }

    /// Ends it.
    pub fn end(&mut self, state: LegState, at: Timestamp) {
        (self.state, self.since, self.counter) = (state, at, None);
        (self.ready_at, self.aside) = (None, None);
    }
}

impl Guest {
    /// Somebody who has just come.
    #[must_use]
    pub fn new(id: u64, code: String, class: Class, at: Timestamp) -> Self {
        Self {
            id,
            code,
            class,
            priority: None,
            weight: 0,
            taken_at: at,
            errands: Vec::new(),
            waited: TimeDelta::zero(),
            waits_from: at,
            touched: 0,
            missed: None,
            has_rejoined: false,
            is_direct: false,
            passes: 0,
            reprints: 0,
            reports: Vec::new(),
        }
    }

    /// Whether anything is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.errands.iter().any(Errand::is_open)
    }

    /// What somebody has in hand or laid aside.
    #[must_use]
    pub fn under_way(&self) -> Option<usize> {
        self.errands.iter().position(Errand::is_under_way)
    }

    /// The counter where the guest is or is expected.
    #[must_use]
    pub fn counter(&self) -> Option<&CounterId> {
        self.errands[self.under_way()?].counter.as_ref()
    }

    /// The open errand for a service.
    #[must_use]
    pub fn open_for(&self, service: &ServiceId) -> Option<usize> {
        self.errands.iter().position(|errand| errand.is_open() && &errand.service == service)
    }
}

impl Model {
    /// A hub at which nothing has happened.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self {
            catalog,
            day: None,
            last_day: None,
            days: Vec::new(),
            guests: Vec::new(),
            seats: Vec::new(),
            calls: Vec::new(),
            called: Vec::new(),
            booked: Vec::new(),
            kiosks: Vec::new(),
            printers: Vec::new(),
            usher_calls: Vec::new(),
            notices: Vec::new(),
            last_notice: 0,
            learnt: Durations::default(),
            stretched: None,
            their_calls: VecDeque::new(),
            whys: Vec::new(),
            tickets_ever: 0,
            commands: 0,
            happenings: 0,
            seldom: BTreeMap::new(),
        }
    }

    /// The guest with a ticket.
    #[must_use]
    pub fn guest(&self, id: u64) -> Option<&Guest> {
        self.guests.iter().find(|guest| guest.id == id)
    }

    /// The guest with a ticket, to change.
    pub fn guest_mut(&mut self, id: u64) -> Option<&mut Guest> {
        self.guests.iter_mut().find(|guest| guest.id == id)
    }

    /// The errand of a guest, to change.
    pub fn errand_mut(&mut self, id: u64, errand: usize) -> Option<&mut Errand> {
        self.guest_mut(id)?.errands.get_mut(errand)
    }

    /// The guest with a code; who has no ticket has none.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Guest> {
        self.guests.iter().find(|guest| guest.code == code && !guest.is_direct)
    }

    /// Who is at the counter, in hand, with the errand under way.
    #[must_use]
    pub fn in_hand(&self, counter: &CounterId) -> Option<(&Guest, usize)> {
        let guest = self.guest(self.seat(counter)?.guest?)?;
        guest.under_way().map(|errand| (guest, errand))
    }

    /// The clerk at a counter; somebody the hub file does not have is nobody.
    #[must_use]
    pub fn clerk_at(&self, counter: &CounterId) -> Option<&Clerk> {
        let seat = self.seat(counter)?;
        self.catalog.clerks.iter().find(|clerk| Some(&clerk.id) == seat.clerk.as_ref())
    }

    /// Where a clerk sits.
    #[must_use]
    pub fn seat_of(&self, clerk: &ClerkId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.clerk.as_ref() == Some(clerk))
    }

    /// The seat at a counter.
    #[must_use]
    pub fn seat(&self, counter: &CounterId) -> Option<&Seat> {
        self.seats.iter().find(|seat| &seat.counter == counter)
    }

    /// The seat at a counter to change, put there where none is.
    pub fn seat_mut(&mut self, counter: &CounterId) -> &mut Seat {
        let known = self.seats.iter().position(|seat| &seat.counter == counter);
        let position = known.unwrap_or_else(|| {
            self.seats.push(Seat::empty(counter));
            self.seats.len() - 1
        });
        &mut self.seats[position]
    }

    /// Somebody takes place or leaves: all but the ticket in hand begins anew.
    pub fn sit(&mut self, counter: &CounterId, clerk: Option<&ClerkId>) {
        let seat = self.seat_mut(counter);
        *seat = Seat { clerk: clerk.cloned(), guest: seat.guest, ..Seat::empty(counter) };
    }

    /// Takes the ticket out of the hand at a counter, which waits for its clerk's word.
    pub fn free(&mut self, counter: &CounterId) {
        let seat = self.seat_mut(counter);
        (seat.guest, seat.stands_by) = (None, false);
    }

    /// The same for a guest who is done with: where finishing calls the next one, so does the counter from now on.
    pub fn free_for_the_next(&mut self, counter: &CounterId) {
        self.free(counter);
        let seat = self.seat_mut(counter);
        seat.stands_by = seat.auto_next;
    }

    /// Puts a call on top of the board of its building, once; the last one there makes room.
    pub fn show(&mut self, guest: u64, counter: &CounterId, at: Timestamp) {
        self.calls.retain(|other| other.guest != guest);
        let (happening, location) = (self.happenings, self.building(counter));
        let of_it = self.calls.iter().filter(|other| other.location == location).count();
        let last = self.calls.iter().rposition(|other| other.location == location);
        last.filter(|_| of_it >= BOARD_CALLS_MAX).map(|last| self.calls.remove(last));
        self.calls.insert(0, Call { guest, happening, counter: counter.clone(), location, at });
    }
}

impl Seat {
    /// A seat at which nothing has happened.
    fn empty(counter: &CounterId) -> Self {
        let (clerk, guest, pause, help, steps) = (None, None, None, None, Vec::new());
        let (auto_next, stands_by) = (false, false);
        Self { counter: counter.clone(), clerk, guest, pause, auto_next, stands_by, help, steps }
    }
}

/// Whether a clerk can serve something.
#[must_use]
pub fn serves(clerk: &Clerk, service: &ServiceId) -> bool {
    clerk.primary.contains(service) || clerk.secondary.contains(service)
}

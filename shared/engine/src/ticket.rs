//! One ticket of the day and its legs: who waits where, and since when.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::ids::{ClerkId, CounterId, LocationId, PriorityId, Seq, ServiceId, TicketId};
use domain::reason::CallReason;
use domain::text::Language;
use domain::ticket::{Class, Code, LegState};

use crate::dispatch::Rank;

const PERCENT: i32 = 100;

/// One ticket of the day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: TicketId,
    pub(crate) code: Code,
    pub(crate) class: Class,
    /// The reason for priority.
    pub(crate) priority: Option<PriorityId>,
    /// The weight of that reason when it was named.
    pub(crate) weight: u32,
    pub(crate) taken_at: Timestamp,
    /// The language it was taken in.
    pub(crate) language: Language,
    pub(crate) legs: Vec<Leg>,
    /// How long the visit has waited in all before its calls: credited to the legs that are still to come.
    pub(crate) waited: TimeDelta,
    /// Since when it waits for its next call.
    pub(crate) waiting_from: Timestamp,
    /// The place in the journal at which something last happened to it.
    pub(crate) touched: Seq,
    /// The citizen's last no-show.
    pub(crate) no_show: Option<Missed>,
    /// Whether a no-show was taken back.
    pub(crate) has_rejoined: bool,
    /// Whether somebody is served without a ticket.
    pub(crate) is_direct: bool,
    /// How often others were let pass.
    pub(crate) delays: u32,
    /// How often the slip was printed again.
    pub(crate) reprints: u32,
    /// How often its slip was reported on.
    pub(crate) slip_reports: u32,
}

/// A call to which nobody came.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Missed {
    pub(crate) leg: usize,
    pub(crate) at: Timestamp,
    /// Calls made that day for the leg's service until then.
    pub(crate) calls: u64,
}

/// Why a ticket lies aside, and until when.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parked {
    pub(crate) owner: ClerkId,
    pub(crate) reason: String,
    pub(crate) return_at: Timestamp,
}

/// For whom a leg waits, where it is not for everybody who can serve it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Only {
    Counter(CounterId),
    Clerk(ClerkId),
}

/// One service of a ticket.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leg {
    pub(crate) service: ServiceId,
    /// The building in which it is waited for.
    pub(crate) location: LocationId,
    pub(crate) state: LegState,
    pub(crate) since: Timestamp,
    pub(crate) recalls: u32,
    pub(crate) called_at: Option<Timestamp>,
    pub(crate) counter: Option<CounterId>,
    /// The moment that decides the place among those of the same class.
    pub(crate) key: Timestamp,
    /// Until when the leg cannot be called: the citizen walks, or lets others pass.
    pub(crate) ready_at: Option<Timestamp>,
    /// Services of the same visit that have to be over first.
    pub(crate) after: Vec<ServiceId>,
    /// The place of the one this leg let pass last: it stands right behind.
    pub(crate) behind: Option<Rank>,
    /// Whether it comes before everybody: a no-show that was taken back.
    pub(crate) is_front: bool,
    /// For whom it waits.
    pub(crate) only: Option<Only>,
    /// The counter at which it goes on once the leg in hand is finished.
    pub(crate) here: Option<CounterId>,
    pub(crate) parked: Option<Parked>,
    /// Why it was called last.
    pub(crate) reason: Option<Arc<CallReason>>,
}

impl Leg {
    pub(crate) fn waiting(service: ServiceId, location: LocationId, since: Timestamp) -> Self {
        Self {
            service,
            location,
            state: LegState::Waiting,
            since,
            recalls: 0,
            called_at: None,
            counter: None,
            key: since,
            ready_at: None,
            after: Vec::new(),
            behind: None,
            is_front: false,
            only: None,
            here: None,
            parked: None,
            reason: None,
        }
    }

    /// Whether somebody has the citizen, or has laid the ticket aside.
    pub(crate) fn holds(&self) -> bool {
        match self.state {
            LegState::Called | LegState::Serving | LegState::Parked => true,
            LegState::Waiting
            | LegState::Finished
            | LegState::NoShow
            | LegState::Transferred
            | LegState::Cancelled
            | LegState::DayClosed => false,
        }
    }
}

impl Ticket {
    /// A ticket that has just been taken.
    pub(crate) fn new(id: TicketId, code: Code, class: Class, at: Timestamp, legs: Vec<Leg>) -> Self {
        let waited = TimeDelta::zero();
        Self {
            id,
            code,
            class,
            priority: None,
            weight: 0,
            taken_at: at,
            language: Language::default(),
            legs,
            waited,
            waiting_from: at,
            touched: Seq(0),
            no_show: None,
            has_rejoined: false,
            is_direct: false,
            delays: 0,
            reprints: 0,
            slip_reports: 0,
        }
    }

    /// Whether a leg is still to come or under way.
    pub(crate) fn is_open(&self) -> bool {
        self.legs.iter().any(|leg| !leg.state.is_over())
    }

    /// The leg for which somebody has the citizen, or has laid the ticket aside; the others are held meanwhile.
    pub(crate) fn holding(&self) -> Option<(usize, &Leg)> {
        self.legs.iter().enumerate().find(|(_, leg)| leg.holds())
    }

    /// The counter at which the citizen is or is expected.
    pub(crate) fn counter(&self) -> Option<&CounterId> {
        self.holding().and_then(|(_, leg)| leg.counter.as_ref())
    }

    /// Whether a leg has to wait for another leg of the same visit to be over.
    pub(crate) fn is_after_another(&self, leg: &Leg) -> bool {
        self.legs.iter().any(|first| !first.state.is_over() && leg.after.contains(&first.service))
    }

    /// The legs that are to come, whether they can be called or not.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (usize, &Leg)> {
        self.legs.iter().enumerate().filter(|(_, leg)| leg.state == LegState::Waiting)
    }

    /// The legs that can be called: one place in a queue each.
    pub(crate) fn queued(&self) -> impl Iterator<Item = (usize, &Leg)> {
        let is_held = self.holding().is_some();
        let is_callable = move |leg: &Leg| !is_held && leg.ready_at.is_none() && !self.is_for_later(leg);
        self.waiting().filter(move |(_, leg)| is_callable(leg))
    }

    /// Whether a leg has to wait for another of the same visit: because it comes after it, or because the citizen
    /// cannot be in two buildings.
    pub(crate) fn is_for_later(&self, leg: &Leg) -> bool {
        let mut first = self.waiting().filter(|(_, first)| !self.is_after_another(first));
        self.is_after_another(leg) || first.next().is_some_and(|(_, first)| first.location != leg.location)
    }

    /// The leg a citizen thinks of: in hand, or laid aside, or the first that can be called, or the first to come.
    pub(crate) fn current(&self) -> Option<(usize, &Leg)> {
        let open = || self.legs.iter().enumerate().find(|(_, leg)| !leg.state.is_over());
        self.holding().or_else(|| self.queued().next()).or_else(open)
    }

    /// Where a leg for this service is open.
    pub(crate) fn open_for(&self, service: &ServiceId) -> Option<(usize, &Leg)> {
        self.legs.iter().enumerate().find(|(_, leg)| !leg.state.is_over() && &leg.service == service)
    }

    /// When something happens to the ticket by itself.
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match self.holding() {
            Some((_, leg)) => leg.parked.as_ref().map(|parked| parked.return_at),
            None => self.waiting().filter_map(|(_, leg)| leg.ready_at).min(),
        }
    }

    /// Lets the legs to come be called from their moments on, with so much of the minutes already waited credited.
    pub(crate) fn release(&mut self, at: Timestamp, percent: u32, ready_at: impl Fn(usize) -> Option<Timestamp>) {
        let credit = self.waited * i32::try_from(percent).unwrap_or(i32::MAX) / PERCENT;
        let mut first = None;
        for (position, leg) in self.legs.iter_mut().enumerate().filter(|(_, leg)| leg.state == LegState::Waiting) {
            let ready = ready_at(position).filter(|ready| *ready > at);
            leg.ready_at = ready;
            leg.key = ready.unwrap_or(at) - credit;
            (leg.behind, leg.is_front) = (None, false);
            first = Some(first.map_or(leg.key, |first: Timestamp| first.min(leg.key)));
        }
        self.waiting_from = first.map_or(at, |key| key + credit);
    }

    /// Counts the wait that a call ends.
    pub(crate) fn end_wait(&mut self, at: Timestamp) {
        // Never negative: a citizen called by name while still walking has not waited.
        self.waited += (at - self.waiting_from).max(TimeDelta::zero());
        self.waiting_from = at;
    }
}

//! The life of one ticket, as the journal tells it.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::ids::{ClerkId, CounterId, LocationId, ServiceId};
use domain::rules::PairRule;
use domain::ticket::Class;

/// What a leg has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Waiting,
    Called,
    Serving,
    Aside,
    Missed,
    Over,
}

/// One service of a ticket.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) service: ServiceId,
    /// The building in which it is waited for.
    pub(super) location: LocationId,
    pub(super) phase: Phase,
    /// The moment from which the wait counts.
    pub(super) key: Timestamp,
    pub(super) ready_at: Option<Timestamp>,
    /// What has to be over first.
    pub(super) after: Vec<ServiceId>,
    /// Whether it stands behind somebody who was let pass.
    pub(super) is_behind: bool,
    pub(super) is_front: bool,
    pub(super) only_counter: Option<CounterId>,
    pub(super) only_clerk: Option<ClerkId>,
    /// The counter at which it goes on.
    pub(super) here: Option<CounterId>,
}

impl Part {
    pub(super) fn new(service: &ServiceId, location: &LocationId, at: Timestamp) -> Self {
        Self {
            service: service.clone(),
            location: location.clone(),
            phase: Phase::Waiting,
            key: at,
            ready_at: None,
            after: Vec::new(),
            is_behind: false,
            is_front: false,
            only_counter: None,
            only_clerk: None,
            here: None,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_waiting() || matches!(self.phase, Phase::Called | Phase::Serving | Phase::Aside)
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.phase == Phase::Waiting
    }
}

#[derive(Clone, Debug)]
pub(super) struct Life {
    pub(super) class: Class,
    pub(super) weight: u32,
    pub(super) parts: Vec<Part>,
    pub(super) waited: TimeDelta,
    pub(super) waits_from: Timestamp,
    pub(super) touched: u64,
    pub(super) is_direct: bool,
    pub(super) has_rejoined: bool,
    pub(super) aside_until: Option<Timestamp>,
    pub(super) aside_by: Option<ClerkId>,
    pub(super) missed_at: Option<Timestamp>,
    pub(super) delays: u32,
    pub(super) recalls: u32,
    pub(super) reports: u32,
    pub(super) reprints: u32,
}

impl Life {
    pub(super) fn new(class: Class, weight: u32, parts: Vec<Part>, at: Timestamp) -> Self {
        Self {
            class,
            weight,
            parts,
            waited: TimeDelta::zero(),
            waits_from: at,
            touched: 0,
            is_direct: false,
            has_rejoined: false,
            aside_until: None,
            aside_by: None,
            missed_at: None,
            delays: 0,
            recalls: 0,
            reports: 0,
            reprints: 0,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.parts.iter().any(Part::is_open)
    }

    /// The part that is called, served or laid aside; more than one would be a contradiction of its own.
    pub(super) fn in_hand(&self) -> Option<usize> {
        self.parts.iter().position(|part| part.is_open() && !part.is_waiting())
    }

    pub(super) fn end(&mut self) {
        self.parts.iter_mut().filter(|part| part.is_open()).for_each(|part| part.phase = Phase::Over);
    }

    pub(super) fn is_preferred(&self) -> bool {
        self.class != Class::WalkIn
    }

    /// The class and the weight of the reason: the greater is called first.
    pub(super) fn rank(&self) -> (Class, u32) {
        (self.class, if self.class == Class::Priority { self.weight } else { 0 })
    }

    /// The parts to come can be called from their moments on, counted as if begun earlier by this part of
    /// the time waited, in percent.
    pub(super) fn walks(&mut self, at: Timestamp, percent: u32, arrives: impl Fn(usize) -> Option<Timestamp>) {
        let credit = self.waited * i32::try_from(percent).unwrap_or(0) / 100;
        for (position, part) in self.parts.iter_mut().enumerate().filter(|(_, part)| part.is_waiting()) {
            part.ready_at = arrives(position).filter(|ready| *ready > at);
            part.key = part.ready_at.unwrap_or(at) - credit;
            (part.is_behind, part.is_front) = (false, false);
        }
        self.wait_from(at);
    }

    /// A part comes in beside the others: what the hub file of this moment orders holds between them from now on,
    /// unless they would then wait for each other.
    pub(super) fn comes_in(&mut self, position: usize, part: Part, catalog: &Catalog) {
        let new = part.service.clone();
        self.parts.insert(position, part);
        let open: Vec<_> = self.parts.iter().filter(|part| part.is_open()).map(|part| part.service.clone()).collect();
        let is_pair = |first: &ServiceId, then: &ServiceId| catalog.has_pair(PairRule::InOrder, first, then);
        let before = open.iter().filter(|first| is_pair(first, &new)).map(|first| (first.clone(), new.clone()));
        let behind = open.iter().filter(|then| is_pair(&new, then)).map(|then| (new.clone(), then.clone()));
        for (first, then) in before.chain(behind).collect::<Vec<_>>() {
            let may_wait = !self.waits_for(&first, &then, self.parts.len());
            let waits = self.parts.iter_mut().filter(|part| part.is_waiting() && part.service == then && may_wait);
            waits.for_each(|part| part.after.push(first.clone()));
        }
    }

    /// Whether the open part for a service has to wait for another service, over so many others at most.
    fn waits_for(&self, then: &ServiceId, first: &ServiceId, over: usize) -> bool {
        let mut parts = self.parts.iter().filter(|part| part.is_open() && &part.service == then);
        let waits = |next: &ServiceId| next == first || over > 0 && self.waits_for(next, first, over - 1);
        parts.any(|part| part.after.iter().any(waits))
    }

    pub(super) fn wait_from(&mut self, at: Timestamp) {
        let to_come = self.parts.iter().filter(|part| part.is_waiting());
        self.waits_from = to_come.map(|part| part.ready_at.unwrap_or(at)).min().unwrap_or(at);
    }
}

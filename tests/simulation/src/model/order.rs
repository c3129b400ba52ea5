//! Who can be called, and in which order within a service and class.

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::rules::PairRule;
use domain::ticket::Class;

use super::{Errand, Guest, Model, Only, serves};

/// A place in the order of calling: the smallest is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// 0 for who is taken back, 1 for priority, 2 for appointment, 3 for walk-in.
    pub band: u8,
    /// The less a reason weighs, the more.
    lightness: u32,
    /// The moment from which the wait counts.
    pub(super) key: Timestamp,
    of: u64,
    /// How many steps behind that.
    steps: u32,
    id: u64,
    errand: usize,
}

impl Place {
    /// How much the reason for priority weighs.
    pub(super) fn weight(&self) -> u32 {
        u32::MAX - self.lightness
    }
}

/// Somebody who can be called: the guest and the errand's position.
pub type Row<'a> = (&'a Guest, usize);

impl Guest {
    /// Whether the class is preferred.
    #[must_use]
    pub fn is_preferred(&self) -> bool {
        self.class != Class::WalkIn
    }

    /// The place of an errand in the order of calling.
    #[must_use]
    pub fn place(&self, errand: usize) -> Place {
        let it = &self.errands[errand];
        if let Some(passed) = it.behind {
            return Place { steps: passed.steps + 1, id: self.id, errand, ..passed };
        }
        let (band, weight) = match self.class {
            _ if it.is_front => (0, 0),
            Class::Priority => (1, self.weight),
            Class::Appointment => (2, 0),
            Class::WalkIn => (3, 0),
        };
        Place { band, lightness: u32::MAX - weight, key: it.key, of: self.id, steps: 0, id: self.id, errand }
    }

    /// The service waited for by an errand's position.
    fn service(&self, errand: usize) -> &ServiceId {
        &self.errands[errand].service
    }
}

impl Model {
    /// Whether an errand has to wait for another one, other than `done`, of the same guest.
    #[must_use]
    pub fn is_held(&self, guest: &Guest, errand: usize, done: Option<usize>) -> bool {
        let it = &guest.errands[errand];
        let comes_first = |first: &Errand| first.is_open() && it.after.contains(&first.service);
        let mut others = guest.errands.iter().enumerate().filter(|(position, _)| Some(*position) != done);
        others.any(|(_, first)| comes_first(first))
    }

    /// Whether a rule holds between two services.
    #[must_use]
    pub fn has_pair(&self, rule: PairRule, first: &ServiceId, then: &ServiceId) -> bool {
        self.catalog.pairs.iter().any(|pair| (pair.rule, &pair.first, &pair.then) == (rule, first, then))
    }

    /// Whether an errand can be called.
    #[must_use]
    pub fn is_due(&self, guest: &Guest, errand: usize) -> bool {
        let it = &guest.errands[errand];
        it.waits() && it.ready_at.is_none() && guest.under_way().is_none() && !self.is_for_later(guest, errand)
    }

    /// What a guest thinks of: what is under way, else what can be called, else what is to come.
    #[must_use]
    pub fn current(&self, guest: &Guest) -> Option<usize> {
        let due = (0..guest.errands.len()).find(|errand| self.is_due(guest, *errand));
        guest.under_way().or(due).or(guest.errands.iter().position(Errand::is_open))
    }

    /// Everybody who can be called.
    pub(super) fn due(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.guests.iter().flat_map(|guest| (0..guest.errands.len()).map(move |errand| (guest, errand)));
        rows.filter(|(guest, errand)| guest.errands[*errand].waits() && self.is_due(guest, *errand))
    }

    /// Everybody who can be called in a building for a service, the next one first.
    #[must_use]
    pub fn queue(&self, location: &LocationId, service: &ServiceId) -> Vec<Row<'_>> {
        let is_it = |(guest, errand): &Row<'_>| {
            guest.service(*errand) == service && &guest.errands[*errand].location == location
        };
        let mut queue: Vec<_> = self.due().filter(is_it).collect();
        queue.sort_by_key(|(guest, errand)| guest.place(*errand));
        queue
    }

    /// How many people can be called in a building for any of some services.
    #[must_use]
    pub fn people(&self, location: &LocationId, is_one: impl Fn(&ServiceId) -> bool) -> usize {
        let is_it = |errand: &Errand| &errand.location == location && is_one(&errand.service);
        let is_due = |guest: &&Guest| {
            (0..guest.errands.len()).any(|errand| is_it(&guest.errands[errand]) && self.is_due(guest, errand))
        };
        self.guests.iter().filter(is_due).count()
    }

    /// How many would be called for the same service before an errand that is to come.
    #[must_use]
    pub fn ahead(&self, guest: &Guest, errand: usize) -> usize {
        if !guest.errands[errand].waits() {
            return 0;
        }
        let own = guest.place(errand);
        self.queue(&guest.errands[errand].location, guest.service(errand))
            .iter()
            .filter(|(other, errand)| other.place(*errand) < own)
            .count()
    }

    /// Whether something waits for this counter or clerk, or for everybody.
    pub(super) fn is_for(&self, errand: &Errand, counter: &CounterId, clerk: &Clerk) -> bool {
        match &errand.only {
            None => true,
            Some(Only::Counter(only)) => only == counter || !self.is_served_at(only, errand),
            Some(Only::Clerk(only)) => {
                let seat = self.seat_of(only);
                only == &clerk.id || !seat.is_some_and(|seat| self.is_served_at(&seat.counter, errand))
            }
        }
    }

    /// Whether somebody who can serve something sits at a counter of the building in which it is waited for.
    fn is_served_at(&self, counter: &CounterId, errand: &Errand) -> bool {
        let mut counters = self.catalog.counters.iter();
        let is_there = counters.any(|known| &known.id == counter && known.location == errand.location);
        is_there && self.clerk_at(counter).is_some_and(|clerk| serves(clerk, &errand.service))
    }
}

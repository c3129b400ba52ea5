//! Which errand of a guest has to be over before which.

use domain::ids::ServiceId;
use domain::rules::PairRule;

use super::{Errand, Guest, Model};

impl Model {
    /// A guest is there with all that was asked for at once.
    pub fn comes_in(&mut self, mut guest: Guest) {
        for errand in 0..guest.errands.len() {
            self.tie(&mut guest, errand);
        }
        self.guests.push(guest);
    }

    /// One errand more, at its place among the others of a guest.
    pub fn comes_later(&mut self, id: u64, position: usize, errand: Errand) {
        let Some(mut guest) = self.guest(id).cloned() else { return };
        guest.errands.insert(position, errand);
        let (first, then, not) = self.tie(&mut guest, position);
        for (name, count) in
            [("held_by_what_was_there", first), ("holds_what_was_there", then), ("circle_left_out", not)]
        {
            *self.seldom.entry(name).or_default() += count;
        }
        self.guests.iter_mut().filter(|other| other.id == id).for_each(|other| *other = guest.clone());
    }

    /// What came in waits for what comes first, and what comes after it and still waits, waits for it; but never so
    /// that nothing could go on. Says how often each of the three was so.
    fn tie(&self, guest: &mut Guest, position: usize) -> (u64, u64, u64) {
        let (mut firsts, mut thens, mut circles) = (0, 0, 0);
        let new = guest.errands[position].service.clone();
        let others = (0..guest.errands.len()).filter(|other| *other != position && guest.errands[*other].is_open());
        let others: Vec<_> = others.collect();
        for other in &others {
            let service = guest.errands[*other].service.clone();
            if self.has_pair(PairRule::InOrder, &service, &new) {
                let is_tied = wait_for(guest, position, &service);
                (firsts, circles) = (firsts + u64::from(is_tied), circles + u64::from(!is_tied));
            }
        }
        for other in others {
            let it = &guest.errands[other];
            if it.waits() && !it.after.contains(&new) && self.has_pair(PairRule::InOrder, &new, &it.service) {
                let is_tied = wait_for(guest, other, &new);
                (thens, circles) = (thens + u64::from(is_tied), circles + u64::from(!is_tied));
            }
        }
        (firsts, thens, circles)
    }
}

/// Lets an errand wait for a service, unless somebody would then wait for ever; says whether it does.
fn wait_for(guest: &mut Guest, errand: usize, first: &ServiceId) -> bool {
    if !guest.errands[errand].after.contains(first) {
        guest.errands[errand].after.push(first.clone());
    }
    let can_end = can_end(&guest.errands);
    if !can_end {
        guest.errands[errand].after.retain(|other| other != first);
    }
    can_end
}

/// Whether everything open can be done, one after the other.
fn can_end(errands: &[Errand]) -> bool {
    let mut open: Vec<_> = errands.iter().filter(|errand| errand.is_open()).collect();
    while !open.is_empty() {
        let is_free = |errand: &&Errand| !open.iter().any(|first| errand.after.contains(&first.service));
        let Some(free) = open.iter().position(is_free) else { return false };
        open.remove(free);
    }
    true
}

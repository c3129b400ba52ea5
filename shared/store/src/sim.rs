//! A journal in memory that fails when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::check_in::CheckInCode;
use domain::event::Event;
use domain::ids::{AppointmentId, CommandId, HubId, Seq};
use domain::{DayDate, Timestamp};

use crate::{
    AppendError, Batch, CatalogVersion, FoundBookings, HubReader, HubStore, KeptPerson, LeaseUntil, StoreError, Stored,
    StoredBooking, StoredReply, Term, is_gapless,
};

/// What goes wrong at an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written, and the writer is told that the disk is full.
    Full,
    /// Nothing is written, and the writer is told so.
    Unavailable,
    /// Nothing is written; the writer does not know.
    UnknownBefore,
    /// Everything is written; the writer does not know.
    UnknownAfter,
}

/// The journal of one hub.
#[derive(Default)]
struct Shelf {
    epoch: u64,
    held: Option<(String, Instant)>,
    events: Vec<Stored>,
    replies: BTreeMap<CommandId, StoredReply>,
    bookings: BTreeMap<AppointmentId, StoredBooking>,
}

#[derive(Default)]
struct Room {
    shelves: BTreeMap<HubId, Shelf>,
    next_fault: Option<Fault>,
    lasting_fault: Option<Fault>,
    is_unreadable: bool,
}

/// A journal in memory; clones share it, so one can write and another read, take over or plan faults.
#[derive(Clone, Default)]
pub struct SimStore(Arc<Mutex<Room>>);

impl SimStore {
    /// Plans a fault for the next append.
    pub fn fail_next(&self, fault: Fault) {
        self.room().next_fault = Some(fault);
    }

    /// Lets every append fail until the store is mended.
    pub fn fail(&self, fault: Fault) {
        self.room().lasting_fault = Some(fault);
    }

    /// Lets every read fail until the store is mended.
    pub fn fail_reads(&self) {
        self.room().is_unreadable = true;
    }

    /// Ends every fault.
    pub fn mend(&self) {
        let mut room = self.room();
        (room.next_fault, room.lasting_fault, room.is_unreadable) = (None, None, false);
    }

    /// Ends every lease, as if its time had run out.
    pub fn expire_leases(&self) {
        self.room().shelves.values_mut().for_each(|shelf| shelf.held = None);
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what lies outside the journal; a fault that lasts keeps it from being done.
    fn change<T>(&self, hub: &HubId, change: impl FnOnce(&mut Shelf) -> T) -> Result<T, StoreError> {
        let mut room = self.room();
        if room.lasting_fault.is_some() {
            return Err(StoreError::Unavailable("simulated".to_owned()));
        }
        Ok(change(room.shelf(hub)))
    }

    fn read<T>(&self, hub: &HubId, read: impl FnOnce(&Shelf) -> T) -> Result<T, StoreError> {
        let mut room = self.room();
        if room.is_unreadable {
            return Err(StoreError::Unavailable("simulated".to_owned()));
        }
        Ok(read(room.shelf(hub)))
    }
}

impl Room {
    fn shelf(&mut self, hub: &HubId) -> &mut Shelf {
        self.shelves.entry(hub.clone()).or_default()
    }

    fn fault(&mut self) -> Option<Fault> {
        self.next_fault.take().or(self.lasting_fault)
    }
}

impl Shelf {
    fn head(&self) -> Seq {
        Seq(self.events.len() as u64)
    }

    fn bookings_in<'s>(&'s self, span: &'s Range<Timestamp>) -> impl Iterator<Item = &'s StoredBooking> {
        self.bookings.values().filter(|booking| span.contains(&booking.appointment.starts_at))
    }

    fn check(&self, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        if term.epoch != self.epoch {
            return Err(AppendError::Fenced { current: Some(self.epoch) });
        }
        if first != self.head().next() || !is_gapless(first, batch) {
            return Err(AppendError::Conflict { head: self.head() });
        }
        let mut ids = BTreeSet::new();
        match batch.replies.iter().find(|it| self.replies.contains_key(&it.command) || !ids.insert(&it.command)) {
            Some(reply) => Err(AppendError::Unavailable(format!("{} is answered already", reply.command))),
            None => Ok(()),
        }
    }
}

impl HubStore for SimStore {
    fn acquire(&mut self, hub: &HubId, holder: &str, ttl: Duration) -> Result<Option<Term>, StoreError> {
        let mut room = self.room();
        let shelf = room.shelf(hub);
        let now = Instant::now();
        if shelf.held.as_ref().is_some_and(|(other, until)| other != holder && *until > now) {
            return Ok(None);
        }
        shelf.epoch += 1;
        shelf.held = Some((holder.to_owned(), now + ttl));
        Ok(Some(Term { hub: hub.clone(), epoch: shelf.epoch, ttl }))
    }

    fn renew(&mut self, term: &Term) -> Result<LeaseUntil, StoreError> {
        let mut room = self.room();
        let shelf = room.shelf(&term.hub);
        if shelf.epoch != term.epoch {
            return Err(StoreError::Fenced { hub: term.hub.clone() });
        }
        let until = Instant::now() + term.ttl;
        if let Some(held) = &mut shelf.held {
            held.1 = until;
        }
        Ok(LeaseUntil(until))
    }

    fn release(&mut self, term: Term) -> Result<(), StoreError> {
        let mut room = self.room();
        let shelf = room.shelf(&term.hub);
        if shelf.epoch == term.epoch {
            shelf.held = None;
        }
        Ok(())
    }

    fn append(&mut self, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        let mut room = self.room();
        room.shelf(&term.hub).check(term, first, batch)?;
        let fault = room.fault();
        match fault {
            Some(Fault::Full) => return Err(AppendError::Full),
            Some(Fault::Unavailable) => return Err(AppendError::Unavailable("simulated".to_owned())),
            Some(Fault::UnknownBefore) => return Err(AppendError::Unknown("simulated".to_owned())),
            Some(Fault::UnknownAfter) | None => (),
        }
        let shelf = room.shelf(&term.hub);
        shelf.events.extend(batch.events.iter().cloned());
        shelf.replies.extend(batch.replies.iter().map(|reply| (reply.command.clone(), reply.clone())));
        shelf.bookings.extend(batch.bookings.iter().map(|(id, booking)| (id.clone(), booking.clone())));
        if fault.is_some() { Err(AppendError::Unknown("simulated".to_owned())) } else { Ok(()) }
    }

    fn prune_replies(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        let mut room = self.room();
        let shelf = room.shelf(&term.hub);
        let all = shelf.replies.len();
        shelf.replies.retain(|_, reply| reply.at >= before);
        Ok(all - shelf.replies.len())
    }

    fn forget_person(&mut self, term: &Term, appointment: &AppointmentId) -> Result<bool, StoreError> {
        self.change(&term.hub, |shelf| {
            let booking = shelf.bookings.get_mut(appointment);
            booking.is_some_and(|booking| std::mem::replace(&mut booking.person, KeptPerson::Forgotten).is_kept())
        })
    }

    fn forget_persons(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        self.change(&term.hub, |shelf| {
            let old = shelf.bookings.values_mut().filter(|booking| booking.appointment.starts_at < before);
            let known = old.filter(|booking| booking.person.known().is_some());
            known.map(|booking| booking.person = KeptPerson::Forgotten).count()
        })
    }

    fn prune_bookings(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        self.change(&term.hub, |shelf| {
            let all = shelf.bookings.len();
            shelf.bookings.retain(|_, booking| booking.appointment.starts_at >= before);
            all - shelf.bookings.len()
        })
    }

    fn rest(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl HubReader for SimStore {
    fn head(&self, hub: &HubId) -> Result<Seq, StoreError> {
        self.read(hub, Shelf::head)
    }

    fn last_day_open(&self, hub: &HubId) -> Result<Option<Seq>, StoreError> {
        self.read(hub, |shelf| {
            let open = shelf.events.iter().rev().find(|stored| matches!(stored.event, Event::DayOpened { .. }));
            open.map(|stored| stored.seq)
        })
    }

    fn days(&self, hub: &HubId) -> Result<Vec<DayDate>, StoreError> {
        self.read(hub, |shelf| {
            let mut days = Vec::new();
            for stored in &shelf.events {
                if let Event::DayOpened { day, .. } = &stored.event {
                    days.push(*day);
                }
            }
            days
        })
    }

    fn events(&self, hub: &HubId, after: Seq, limit: usize) -> Result<Vec<Stored>, StoreError> {
        self.read(hub, |shelf| shelf.events.iter().filter(|stored| stored.seq > after).take(limit).cloned().collect())
    }

    fn catalog_before(&self, hub: &HubId, before: Seq) -> Result<Option<Stored>, StoreError> {
        let is_catalog = |stored: &&Stored| matches!(stored.event, Event::CatalogChanged { .. });
        self.read(hub, |shelf| shelf.events.iter().rev().filter(is_catalog).find(|stored| stored.seq < before).cloned())
    }

    fn catalog_version(&self, hub: &HubId, wanted: u32) -> Result<Option<Stored>, StoreError> {
        let is_wanted =
            |stored: &&Stored| matches!(stored.event, Event::CatalogChanged { version, .. } if version == wanted);
        self.read(hub, |shelf| shelf.events.iter().rev().find(is_wanted).cloned())
    }

    fn catalog_versions(&self, hub: &HubId, limit: usize) -> Result<Vec<CatalogVersion>, StoreError> {
        self.read(hub, |shelf| shelf.events.iter().rev().filter_map(catalog_version).take(limit).collect())
    }

    fn reply(&self, hub: &HubId, command: &CommandId) -> Result<Option<StoredReply>, StoreError> {
        self.read(hub, |shelf| shelf.replies.get(command).cloned())
    }

    fn bookings(&self, hub: &HubId, span: &Range<Timestamp>, limit: usize) -> Result<FoundBookings, StoreError> {
        self.read(hub, |shelf| {
            let mut bookings: Vec<_> = shelf.bookings_in(span).cloned().collect();
            bookings.sort_by_key(|booking| (booking.appointment.starts_at, booking.appointment.id.clone()));
            bookings.truncate(limit);
            FoundBookings { bookings, damaged: 0 }
        })
    }

    fn bookings_count(&self, hub: &HubId, span: &Range<Timestamp>) -> Result<usize, StoreError> {
        self.read(hub, |shelf| shelf.bookings_in(span).count())
    }

    fn booking(&self, hub: &HubId, id: &AppointmentId) -> Result<Option<StoredBooking>, StoreError> {
        self.read(hub, |shelf| shelf.bookings.get(id).cloned())
    }

    fn has_code(&self, hub: &HubId, code: &CheckInCode, from: Timestamp) -> Result<bool, StoreError> {
        self.read(hub, |shelf| {
            let mut appointments = shelf.bookings.values().map(|booking| &booking.appointment);
            appointments.any(|appointment| appointment.code == *code && appointment.starts_at >= from)
        })
    }
}

fn catalog_version(stored: &Stored) -> Option<CatalogVersion> {
    if let Event::CatalogChanged { version, origin, .. } = &stored.event {
        return Some(CatalogVersion { version: *version, at: stored.at, origin: *origin });
    }
    None
}

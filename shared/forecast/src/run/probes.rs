//! Whoever only asks when they would be called.

use policy::{Candidate, Choice, Pressure, Table};

use super::queues::Queues;
use super::seats::Seats;
use crate::scene::Person;

/// Who asks, in the order in which they came.
pub(super) struct Probes {
    waiting: Vec<u32>,
    /// By service: the pressure of its queue with one more in it, since pressure was last measured.
    pressure: Vec<Option<f64>>,
}

/// A question at a moment.
pub(super) struct Asking<'a> {
    pub(super) person: &'a Person,
    pub(super) now: f64,
    /// Who is called if not the one who asks.
    pub(super) best: Option<&'a Choice>,
}

impl Probes {
    pub(super) fn new(services: usize) -> Self {
        Self { waiting: Vec::new(), pressure: vec![None; services] }
    }

    pub(super) fn reset(&mut self, people: usize) {
        self.waiting.clear();
        self.waiting.reserve(people);
        self.forget_pressure();
    }

    pub(super) fn forget_pressure(&mut self) {
        self.pressure.fill(None);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn insert(&mut self, index: usize) {
        self.waiting.push(index as u32);
    }

    pub(super) fn get(&self, place: usize) -> Option<usize> {
        self.waiting.get(place).map(|index| *index as usize)
    }

    pub(super) fn remove(&mut self, place: usize) {
        self.waiting.remove(place);
    }

    /// The free counter that would call whoever asks, if one would: they stand in their queue by their clock, count as
    /// one more in it, and the others are as they are.
    pub(super) fn counter(
        &mut self,
        asking: &Asking<'_>,
        table: &Table,
        queues: &Queues,
        seats: &Seats,
        pressure: &mut Pressure,
    ) -> Option<usize> {
        let person = asking.person;
        let ahead = queues.waiting.head(person.service, person.class);
        if ahead.is_some_and(|ahead| ahead <= person.clock) {
            return None;
        }
        let people = queues.waiting.people();
        let mut candidate = Candidate {
            service: person.service,
            class: person.class,
            clock: person.clock,
            people: people[person.service] + 1,
            pressure: 0.0,
        };
        let mut found: Option<(usize, f64)> = None;
        for counter in seats.free() {
            if !table.gives(counter, person.service) {
                continue;
            }
            if table.rule().needs_pressure() {
                let known = &mut self.pressure[person.service];
                let one_more = || pressure.with_one_more(table, person.service);
                candidate.pressure = *known.get_or_insert_with(one_more);
            }
            let Some(score) = table.score_of(counter, &candidate, asking.now) else { continue };
            let beaten = found.map(|(_, score)| score).or(asking.best.map(|best| best.score));
            if beaten.is_none_or(|beaten| score > beaten) {
                found = Some((counter, score));
            }
        }
        found.map(|(counter, _)| counter)
    }
}

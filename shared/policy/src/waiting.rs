//! Who waits in a building, as far as a policy looks at it.

use crate::{CLASSES, Class};

/// The head of each queue, and how long the queues are.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// By service and class, the moment from which the wait of the first one counts; infinite where nobody waits.
    heads: Vec<[f64; CLASSES]>,
    /// By service, the standing of the first one with priority.
    standings: Vec<u32>,
    /// By service, everybody who waits for it, of whatever class.
    people: Vec<u32>,
}

impl Waiting {
    /// Empty queues for so many services.
    #[must_use]
    pub fn new(services: usize) -> Self {
        Self {
            heads: vec![[f64::INFINITY; CLASSES]; services],
            standings: vec![0; services],
            people: vec![0; services],
        }
    }

    /// Empties every queue.
    pub fn clear(&mut self) {
        self.heads.fill([f64::INFINITY; CLASSES]);
        self.standings.fill(0);
        self.people.fill(0);
    }

    /// Says from when on the first one of a queue waits; `None` where nobody does.
    pub fn set_head(&mut self, service: usize, class: Class, clock: Option<f64>) {
        if let Some(heads) = self.heads.get_mut(service) {
            heads[class.index()] = clock.unwrap_or(f64::INFINITY);
        }
    }

    /// Says how the reason of the first one with priority stands among the hub's reasons, from 0; strict orders heed it.
    pub fn set_standing(&mut self, service: usize, standing: u32) {
        if let Some(known) = self.standings.get_mut(service) {
            *known = standing;
        }
    }

    /// Says how many wait for a service.
    pub fn set_people(&mut self, service: usize, people: u32) {
        if let Some(known) = self.people.get_mut(service) {
            *known = people;
        }
    }

    /// From when on the first one of a queue waits.
    #[must_use]
    pub fn head(&self, service: usize, class: Class) -> Option<f64> {
        self.heads.get(service).map(|heads| heads[class.index()]).filter(|clock| clock.is_finite())
    }

    /// How many wait for each service.
    #[must_use]
    pub fn people(&self) -> &[u32] {
        &self.people
    }

    pub(crate) fn standing(&self, service: usize) -> u32 {
        self.standings[service]
    }

    pub(crate) fn heads(&self, service: usize) -> &[f64; CLASSES] {
        &self.heads[service]
    }
}

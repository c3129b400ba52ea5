//! Who stands in a queue only to learn when they would be called.
//!
//! Until that moment somebody who really stood there would change nothing but the length of the queue: so all of them
//! are asked in the same run, each with the pressure as if it alone stood there.

use policy::{CLASSES, Class, Pressure, Table, Waiting};

use crate::scene::Person;

/// No probe.
const NONE: u32 = u32::MAX;

pub(super) struct Probes {
    /// The probes with nobody real before them, as the policy sees them.
    pub(super) first: Waiting,
    /// By service, the pressure with one more person.
    pub(super) pressure: Vec<f64>,
    /// By service: when that pressure was measured.
    measured_at: Vec<f64>,
    probes: Vec<[Probe; CLASSES]>,
    standing: usize,
    first_count: usize,
}

#[derive(Clone, Copy)]
struct Probe {
    index: u32,
    clock: f64,
}

const NOBODY: Probe = Probe { index: NONE, clock: f64::INFINITY };

impl Probes {
    pub(super) fn new(services: usize) -> Self {
        Self {
            first: Waiting::new(services),
            pressure: vec![0.0; services],
            measured_at: vec![f64::NEG_INFINITY; services],
            probes: vec![[NOBODY; CLASSES]; services],
            standing: 0,
            first_count: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.first.clear();
        self.pressure.fill(0.0);
        self.measured_at.fill(f64::NEG_INFINITY);
        self.probes.fill([NOBODY; CLASSES]);
        self.standing = 0;
        self.first_count = 0;
    }

    /// Whether somebody asks who has nobody real before them.
    pub(super) fn are_first(&self) -> bool {
        self.first_count > 0
    }

    pub(super) fn at(&self, service: usize, class: Class) -> Option<usize> {
        let index = self.probes[service][class.index()].index;
        (index != NONE).then_some(index as usize)
    }

    /// Lets somebody ask; whether another is displaced by it.
    pub(super) fn insert(&mut self, index: usize, person: &Person, clock: f64, waiting: &Waiting) -> bool {
        let probe = &mut self.probes[person.service][person.class.index()];
        let displaced = probe.index != NONE;
        *probe = Probe { index: index as u32, clock };
        self.standing += usize::from(!displaced);
        self.show(person.service, person.class, waiting);
        displaced
    }

    pub(super) fn remove(&mut self, person: &Person) {
        self.probes[person.service][person.class.index()] = NOBODY;
        self.standing -= 1;
        self.set_first(person.service, person.class, None);
    }

    /// Follows a change of the real queue: a probe is first once everybody who came before it was called.
    pub(super) fn show(&mut self, service: usize, class: Class, waiting: &Waiting) {
        if self.standing == 0 {
            return;
        }
        let probe = self.probes[service][class.index()];
        let is_first = probe.index != NONE && waiting.head(service, class).is_none_or(|head| head > probe.clock);
        self.set_first(service, class, is_first.then_some(probe.clock));
        self.first.set_people(service, waiting.people()[service] + 1);
    }

    fn set_first(&mut self, service: usize, class: Class, clock: Option<f64>) {
        self.first_count -= usize::from(self.first.head(service, class).is_some());
        self.first_count += usize::from(clock.is_some());
        self.first.set_head(service, class, clock);
    }

    /// Takes over a pressure measured at this moment for whoever asks and is first.
    pub(super) fn measure(&mut self, pressure: &Pressure, table: &Table, measured_at: f64) {
        for service in 0..self.pressure.len() {
            let asks = Class::ALL.into_iter().any(|class| self.first.head(service, class).is_some());
            if asks && self.measured_at[service] < measured_at {
                self.pressure[service] = pressure.minutes_with_one_more(table, service);
                self.measured_at[service] = measured_at;
            }
        }
    }
}

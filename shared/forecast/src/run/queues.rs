//! The queues of a hub as linked lists inside arrays.

use policy::{CLASSES, Class, Waiting};

use crate::scene::Person;

/// No link.
const NONE: u32 = u32::MAX;

/// Who waits for what, ordered by clock; of equal clocks whoever came first.
pub(super) struct Queues {
    /// What the policy looks at.
    pub(super) waiting: Waiting,
    /// By service and class.
    ends: Vec<[Ends; CLASSES]>,
    links: Vec<Links>,
    /// How many wait.
    standing: usize,
}

#[derive(Clone, Copy)]
struct Ends {
    head: u32,
    tail: u32,
}

#[derive(Clone, Copy)]
struct Links {
    before: u32,
    after: u32,
    clock: f64,
}

const EMPTY: Ends = Ends { head: NONE, tail: NONE };

impl Queues {
    pub(super) fn new(services: usize) -> Self {
        let ends = vec![[EMPTY; CLASSES]; services];
        Self { waiting: Waiting::new(services), ends, links: Vec::new(), standing: 0 }
    }

    /// Empties every queue and makes room for so many people.
    pub(super) fn reset(&mut self, people: usize) {
        self.waiting.clear();
        self.ends.fill([EMPTY; CLASSES]);
        self.links.clear();
        self.links.resize(people, Links { before: NONE, after: NONE, clock: 0.0 });
        self.standing = 0;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.standing == 0
    }

    /// The first one of a queue.
    pub(super) fn head(&self, service: usize, class: Class) -> Option<usize> {
        let head = self.ends[service][class.index()].head;
        (head != NONE).then_some(head as usize)
    }

    pub(super) fn insert(&mut self, index: usize, person: &Person, clock: f64) {
        let ends = &mut self.ends[person.service][person.class.index()];
        let mut before = ends.tail;
        let mut after = NONE;
        while before != NONE && self.links[before as usize].clock > clock {
            after = before;
            before = self.links[before as usize].before;
        }
        self.links[index] = Links { before, after, clock };
        match before {
            NONE => ends.head = index as u32,
            before => self.links[before as usize].after = index as u32,
        }
        match after {
            NONE => ends.tail = index as u32,
            after => self.links[after as usize].before = index as u32,
        }
        self.standing += 1;
        self.count(person, 1);
        self.show_head(person);
    }

    pub(super) fn remove(&mut self, index: usize, person: &Person) {
        let Links { before, after, .. } = self.links[index];
        let ends = &mut self.ends[person.service][person.class.index()];
        match before {
            NONE => ends.head = after,
            before => self.links[before as usize].after = after,
        }
        match after {
            NONE => ends.tail = before,
            after => self.links[after as usize].before = before,
        }
        self.standing -= 1;
        self.count(person, -1);
        self.show_head(person);
    }

    fn count(&mut self, person: &Person, change: i32) {
        let people = self.waiting.people()[person.service];
        self.waiting.set_people(person.service, people.saturating_add_signed(change));
    }

    fn show_head(&mut self, person: &Person) {
        let head = self.head(person.service, person.class).map(|head| self.links[head].clock);
        self.waiting.set_head(person.service, person.class, head);
    }
}

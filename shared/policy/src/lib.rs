//! Who is called next, from numbers alone: the one dispatch function of the hub, the forecast and the simulator.
//!
//! The engine turns a building's queues into these numbers, the forecast keeps its own; both ask [`Table::best`].
//! Times are minutes as `f64`, counted from any moment all of them share; services and counters are positions in the
//! lists a [`Table`] was made from.
//!
//! Architecture invariants: no I/O, no clock, no thread, no randomness; nothing is allocated after a [`Table`],
//! [`Waiting`] and [`Pressure`] are made; only `+ - * /` and square roots, so that every machine comes to the same result.
#![forbid(unsafe_code)]

mod figures;
mod pressure;
mod rule;
mod table;
mod waiting;

#[cfg(test)]
mod tests;

pub use figures::{Counter, Service, Skill};
pub use pressure::Pressure;
pub use rule::{Index, Rule, Speed};
pub use table::{Candidate, Choice, Table};
pub use waiting::Waiting;

/// How many classes of visit there are.
pub const CLASSES: usize = 3;

/// A class of visit, in the order in which the classes of a service are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Came without an appointment.
    WalkIn = 0,
    /// Came for an appointment, whose wait counts from its slot.
    Appointment = 1,
    /// Has a reason for priority.
    Priority = 2,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; CLASSES] = [Self::WalkIn, Self::Appointment, Self::Priority];

    /// The class's place in a list with one entry for each.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

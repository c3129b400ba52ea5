//! The sentences of refusals that a citizen can meet, in every language.

pub(crate) mod appointment;
pub(crate) mod hours;
pub(crate) mod ticket;
pub(crate) mod visit;

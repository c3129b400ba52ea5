//! A hub whose numbers are given and not reckoned from its hub file: a world to be simulated.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Timestamp;
use domain::ids::{CounterId, LocationId};
use policy::{Counter, Rule, Service};

use crate::dispatch::{Calls, has_somebody};
use crate::state::State;

/// The numbers by which counters call.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The rule, in place of that of the hub's policy.
    pub rule: Rule,
    /// Every service, in the catalog's order.
    pub services: Vec<Service>,
    /// Counters with whoever sits at them; one that is not named has the numbers of the catalog.
    pub counters: BTreeMap<CounterId, Counter>,
}

impl State {
    /// The same hub with given numbers.
    #[must_use]
    pub fn with_figures(mut self, figures: Figures) -> Self {
        self.figures = Some(Arc::new(figures));
        self.measure();
        self
    }
}

/// Which of some free counters of a building makes the best call; `None` where nobody waits for any of them.
///
/// A no-show that was taken back and the turn of the others come before any score; ties fall to the first counter.
#[must_use]
pub fn best_counter<'c>(
    state: &State,
    location: &LocationId,
    free: impl Iterator<Item = &'c CounterId>,
    now: Timestamp,
) -> Option<&'c CounterId> {
    let mut best: Option<(f64, &CounterId)> = None;
    for counter in free {
        let Some(clerk) = state.clerk_at(counter).filter(|clerk| has_somebody(state, counter, clerk)) else { continue };
        let call = Calls::new(state, location, counter, clerk, now).and_then(|mut calls| calls.next());
        let Some(score) = call.map(|call| call.score.unwrap_or(f64::INFINITY)) else { continue };
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, counter));
        }
    }
    best.map(|(_, counter)| counter)
}

//! What has happened, counted, so that it is visible that everything did.

use std::collections::BTreeMap;

/// Counts of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Days opened.
    pub days: u64,
    /// Transitions, by name.
    pub transitions: BTreeMap<&'static str, u64>,
    /// Commands that did something, by name.
    pub accepted: BTreeMap<&'static str, u64>,
    /// Commands that were refused, by name.
    pub refused: BTreeMap<&'static str, u64>,
    /// Refusals, by code.
    pub codes: BTreeMap<&'static str, u64>,
    /// What happens seldom, by name.
    pub seldom: BTreeMap<&'static str, u64>,
}

impl Coverage {
    /// Counts a transition.
    pub fn transition(&mut self, name: &'static str) {
        *self.transitions.entry(name).or_default() += 1;
    }

    /// Counts a command and how it ended.
    pub fn command(&mut self, name: &'static str, refusal: Option<&'static str>) {
        match refusal {
            None => *self.accepted.entry(name).or_default() += 1,
            Some(code) => {
                *self.refused.entry(name).or_default() += 1;
                *self.codes.entry(code).or_default() += 1;
            }
        }
        self.days += u64::from(refusal.is_none() && name == "open_day");
    }

    /// Commands that were decided.
    #[must_use]
    pub fn commands(&self) -> u64 {
        self.accepted.values().chain(self.refused.values()).sum()
    }

    /// Adds what another simulation covered.
    pub fn add(&mut self, other: &Self) {
        self.days += other.days;
        add(&mut self.transitions, &other.transitions);
        add(&mut self.accepted, &other.accepted);
        add(&mut self.refused, &other.refused);
        add(&mut self.codes, &other.codes);
        add(&mut self.seldom, &other.seldom);
    }
}

fn add(to: &mut BTreeMap<&'static str, u64>, from: &BTreeMap<&'static str, u64>) {
    for (name, count) in from {
        *to.entry(name).or_default() += count;
    }
}

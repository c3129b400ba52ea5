//! A hub as the numbers a policy needs.

use crate::CLASSES;

/// A service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// How long serving one person takes on average, in minutes.
    pub mean_minutes: f64,
    /// The wait the office aims at, by class, in minutes; above 0.
    pub target_minutes: [f64; CLASSES],
}

/// A counter with whoever sits at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counter {
    /// What can be served, in the order in which equal scores are decided.
    pub skills: Vec<Skill>,
    /// How much the counter could do elsewhere: of several free counters with equal scores the least flexible takes the call.
    pub flexibility: f64,
}

/// A service a counter can give.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// The service's position.
    pub service: usize,
    /// How much longer serving takes here than where it is mastered: 1 where it is.
    pub factor: f64,
    /// How long people walk to the counter, in minutes.
    pub walk_minutes: f64,
    /// The place of the service in the counter's own list: the higher is called first under [`crate::Rule::StrictLists`].
    pub list_coefficient: u32,
}

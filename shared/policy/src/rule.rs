//! The rules by which somebody can be chosen.

use crate::CLASSES;

/// How a counter chooses among those who wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// By an index of wait, pressure and distance: K20 and its kin (reference `dispatching.md`, §3.1).
    Index(Index),
    /// Priority, then appointments, then walk-ins; whoever waits longest within each.
    OldestFirst,
    /// The counter's own list of services first, then as [`Rule::OldestFirst`].
    StrictLists,
    /// The service with most people first, then as [`Rule::OldestFirst`].
    LongestQueue,
}

/// How much a short service is preferred: the exponent of reference mean ÷ occupation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// Exponent 0: not at all.
    Ignored,
    /// Exponent ½.
    Root,
    /// Exponent 1.
    Full,
}

/// The parameters of the index.
///
/// score = ((w + head start) ÷ target + pressure weight · D ÷ reference wait) · speed
///         − (walk weight · walk + extra weight · extra) ÷ target
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// Wait credited from the beginning, by class, in minutes.
    pub head_start_minutes: [f64; CLASSES],
    /// How much short services are preferred.
    pub speed: Speed,
    /// Weight of a queue's pressure (κ).
    pub pressure_weight: f64,
    /// Weight of a minute on the way (φ).
    pub walk_weight: f64,
    /// Weight of a minute that serving takes longer than where it is mastered (ψ).
    pub extra_weight: f64,
    /// The wait by which pressure is divided (T₀), in minutes.
    pub reference_wait_minutes: f64,
    /// The hub's mean service by which speed is measured (m₀), in minutes.
    pub reference_service_minutes: f64,
    /// What each call costs before serving begins, in minutes.
    pub setup_minutes: f64,
}

impl Index {
    /// K20: head start 20 minutes for appointments and priority, exponent ½.
    pub const K20: Self = Self {
        head_start_minutes: [0.0, 20.0, 20.0],
        speed: Speed::Root,
        pressure_weight: 1.0,
        walk_weight: 3.0,
        extra_weight: 2.0,
        reference_wait_minutes: 20.0,
        reference_service_minutes: 13.0,
        setup_minutes: 0.6,
    };
}

impl Rule {
    /// K20, the usual rule.
    pub const BALANCED: Self = Self::Index(Index::K20);
    /// K20 with a head start of 30 minutes: appointments and priority wait less, the others more.
    pub const APPOINTMENTS_FIRST: Self = Self::Index(Index { head_start_minutes: [0.0, 30.0, 30.0], ..Index::K20 });
    /// K20 that does not prefer short services: a shorter longest wait, a longer mean.
    pub const FAIR: Self = Self::Index(Index { speed: Speed::Ignored, ..Index::K20 });
    /// K20 that prefers short services most: a shorter mean, a longer longest wait.
    pub const THROUGHPUT: Self = Self::Index(Index { speed: Speed::Full, ..Index::K20 });

    /// Whether the rule asks for the pressure of the queues.
    #[must_use]
    pub const fn needs_pressure(&self) -> bool {
        matches!(self, Self::Index(_))
    }
}

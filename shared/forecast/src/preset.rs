//! The policies a day can be played with, by name.

use policy::{Class, Index, Rule, Speed, Table};

use crate::world::{Day, World};

/// Head start of [`Preset::AppointmentsFirst`], in minutes (reference `dispatching.md`, §3.1).
const APPOINTMENTS_FIRST_MINUTES: f64 = 30.0;

/// A policy with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The index with the parameters of the hub: K20.
    Balanced,
    /// The index with a longer head start of appointments and priority.
    AppointmentsFirst,
    /// The index that does not prefer short services.
    Fair,
    /// The index that prefers short services most.
    Throughput,
    /// Priority, then appointments, then walk-ins; whoever waits longest within each.
    Oldest,
    /// Whoever waits longest, whatever their class.
    OldestOfAll,
    /// Each counter's own list first.
    Lists,
    /// The service with most people first.
    Longest,
    /// Each area on its own, the oldest first.
    Offices,
}

impl Preset {
    /// Every policy, the usual first.
    pub const ALL: [Self; 9] = [
        Self::Balanced,
        Self::AppointmentsFirst,
        Self::Fair,
        Self::Throughput,
        Self::Oldest,
        Self::OldestOfAll,
        Self::Lists,
        Self::Longest,
        Self::Offices,
    ];

    /// The name by which it is chosen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Balanced => "k20",
            Self::AppointmentsFirst => "appointments-first",
            Self::Fair => "fair",
            Self::Throughput => "throughput",
            Self::Oldest => "oldest",
            Self::OldestOfAll => "oldest-of-all",
            Self::Lists => "lists",
            Self::Longest => "longest",
            Self::Offices => "offices",
        }
    }

    /// The policy of a name; K20 is called `balanced` too.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "balanced" { "k20" } else { name };
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// The rule by which this policy chooses in a hub.
    #[must_use]
    pub fn rule(self, world: &World) -> Rule {
        let index = world.index;
        match self {
            Self::Balanced => Rule::Index(index),
            Self::AppointmentsFirst => {
                let head_start_minutes = [0.0, APPOINTMENTS_FIRST_MINUTES, APPOINTMENTS_FIRST_MINUTES];
                Rule::Index(Index { head_start_minutes, ..index })
            }
            Self::Fair => Rule::Index(Index { speed: Speed::Ignored, ..index }),
            Self::Throughput => Rule::Index(Index { speed: Speed::Full, ..index }),
            Self::Oldest | Self::OldestOfAll | Self::Offices => Rule::OldestFirst,
            Self::Lists => Rule::StrictLists,
            Self::Longest => Rule::LongestQueue,
        }
    }

    /// The hub as this policy sees it, made ready for decisions.
    #[must_use]
    pub fn table(self, world: &World) -> Table {
        self.world(world).table(self.rule(world))
    }

    /// The hub as this policy sees it.
    #[must_use]
    pub fn world(self, world: &World) -> World {
        if self == Self::Offices { world.as_separate_offices() } else { world.clone() }
    }

    /// The day as this policy sees it.
    #[must_use]
    pub fn day(self, day: &Day) -> Day {
        let mut seen = day.clone();
        if self == Self::OldestOfAll {
            seen.legs.iter_mut().for_each(|leg| leg.class = Class::WalkIn);
        }
        seen
    }
}

//! Days of HUB-28 that were lived under K20, as far as a hub sees them.

use forecast::generate::Recipe;
use forecast::learn::{Booking, Configured, History, Span};
use forecast::observe::Played;
use forecast::preset::Preset;
use forecast::run::{Call, Options, Runner};
use forecast::world::{Day, World};

/// Days of a week on which the benchmark's hubs are open.
const WEEK: u64 = 5;
/// 5 January 1970, a Monday, in days since the first.
const FIRST_MONDAY: i64 = 4;

/// A hub of the benchmark.
pub(crate) struct Hub {
    pub(crate) seed: u64,
    pub(crate) recipe: Recipe,
    pub(crate) world: World,
}

/// A day with what came of it.
pub(crate) struct LivedDay {
    /// In days since 1 January 1970.
    pub(crate) date: i64,
    pub(crate) day: Day,
    pub(crate) calls: Vec<Option<Call>>,
    bookings: Vec<Booking>,
    pub(crate) hours: Vec<Span>,
}

impl Hub {
    pub(crate) fn new(seed: u64) -> Self {
        let recipe = Recipe::HUB_28;
        let world = recipe.world(seed);
        Self { seed, recipe, world }
    }

    pub(crate) fn days(&self, numbers: std::ops::Range<u64>) -> Vec<LivedDay> {
        let table = Preset::Balanced.table(&self.world);
        let mut runner = Runner::new(&self.world, &table, Options::default());
        let mut lived = |number: u64| {
            let day = self.recipe.day(&self.world, self.seed, number);
            LivedDay {
                date: FIRST_MONDAY + (number / WEEK * 7 + number % WEEK) as i64,
                calls: runner.run(&day.scene()).to_vec(),
                bookings: self.recipe.bookings(self.seed, number),
                hours: Recipe::hours(number),
                day,
            }
        };
        numbers.map(&mut lived).collect()
    }

    /// What the hub file says: the right durations, and the usual rest.
    pub(crate) fn configured(&self) -> Configured {
        let minutes: Vec<f64> = self.world.services.iter().map(|service| service.mean_minutes).collect();
        Configured::usual(&minutes)
    }

    pub(crate) fn learn(&self, days: &[LivedDay]) -> History {
        let mut history = History::new(self.world.services.len());
        let configured = self.configured();
        days.iter().for_each(|day| history.learn(&day.played(&self.world).past_day(day.date), &configured));
        history
    }
}

impl LivedDay {
    pub(crate) fn played<'a>(&'a self, world: &'a World) -> Played<'a> {
        Played::new(world, &self.day, &self.calls, &self.bookings, &self.hours)
    }
}

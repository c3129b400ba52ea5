//! What hubs and days are drawn from.

use policy::CLASSES;

use super::catalog::GROUPS;

/// The parameters of a benchmark: those of HUB-28 by default, any of them to be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// How many counters each desk group has.
    pub counters: [usize; GROUPS],
    /// Chance that a clerk masters another group of the own area.
    pub same_area_skill: f64,
    /// Chance that a clerk masters a group of another area.
    pub other_area_skill: f64,
    /// Chance that a clerk does the quick services of other groups.
    pub quick_skill: f64,
    /// Bounds of the services a clerk masters on average: hubs outside are drawn again.
    pub skills_per_clerk: (f64, f64),
    /// How much longer serving takes in another group of the own area.
    pub same_area_factor: f64,
    /// How much longer serving takes in a group of another area.
    pub other_area_factor: f64,
    /// Standard deviation of the logarithm of a clerk's pace.
    pub pace_deviation: f64,
    /// By how much the coefficients of variation of serving times are multiplied.
    pub variation_factor: f64,
    /// Offered work of a usual morning ÷ the time of the counters that are there; work is the time services take where
    /// they are mastered, as if everybody came when called.  The reference's 0.93 counts otherwise: 0.942 leads to its 553
    /// legs a day.
    pub load: f64,
    /// Which part of the bookings of the catalog is made; 0 for a hub without appointments.
    pub booking_factor: f64,
    /// Chance that somebody with an appointment never comes.
    pub non_attendance: f64,
    /// Chance that somebody without an appointment has priority.
    pub priority: f64,
    /// By class: chance that somebody who came is gone when called.
    pub no_show: [f64; CLASSES],
    /// Chances of a visit to have exactly two and exactly three services.
    pub several: [f64; 2],
    /// Chance that a further service is one of the same area.
    pub same_area_further: f64,
    /// Arrivals by day of the week, Monday first, as a multiple of the usual.
    pub weekdays: [f64; 5],
    /// Standard deviation of the logarithm by which all arrivals of a day differ.
    pub day_deviation: f64,
    /// Standard deviation of the logarithm by which the arrivals of an area differ on a day.
    pub area_deviation: f64,
    /// On each day one area, drawn evenly, gets so many times its arrivals.
    pub surge: f64,
    /// Chance that a clerk is absent for a day.
    pub absence: f64,
    /// Chance that a counter is on the roster of the afternoons.
    pub afternoon: f64,
    /// Chance that a counter always begins half an hour later, and that it always ends an hour earlier.
    pub short_hours: f64,
}

impl Recipe {
    /// HUB-28 (reference `dispatching.md`, §2.1).
    pub const HUB_28: Self = Self {
        counters: [3, 4, 3, 3, 2, 2, 2, 2, 2, 1, 2, 2],
        same_area_skill: 0.55,
        other_area_skill: 0.12,
        quick_skill: 0.5,
        skills_per_clerk: (8.6, 9.4),
        same_area_factor: 1.10,
        other_area_factor: 1.20,
        pace_deviation: 0.12,
        variation_factor: 1.0,
        load: 0.942,
        booking_factor: 1.0,
        non_attendance: 0.10,
        priority: 0.08,
        no_show: [0.065, 0.02, 0.065],
        several: [0.12, 0.03],
        same_area_further: 0.6,
        weekdays: [1.15, 1.0, 0.95, 1.0, 0.92],
        day_deviation: 0.10,
        area_deviation: 0.18,
        surge: 1.0,
        absence: 0.07,
        afternoon: 0.55,
        short_hours: 0.10,
    };

    /// One counter for each desk group.
    pub const TWELVE_COUNTERS: Self = Self { counters: [1; GROUPS], skills_per_clerk: (0.0, 30.0), ..Self::HUB_28 };
    /// As HUB-28 with 40 counters.
    pub const FORTY_COUNTERS: Self =
        Self { counters: [4, 6, 4, 4, 3, 3, 3, 3, 3, 2, 2, 3], skills_per_clerk: (0.0, 30.0), ..Self::HUB_28 };
}

impl Default for Recipe {
    fn default() -> Self {
        Self::HUB_28
    }
}

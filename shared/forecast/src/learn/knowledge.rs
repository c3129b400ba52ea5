//! What is known of a hub, ready for use.

use super::History;
use super::arrivals::Profile;
use super::durations::{ServiceTime, factors};
use super::past::{Mastery, Span, weekday};
use crate::world::World;

/// The configured share counts as so many seen.
const SHARE_WEIGHT: f64 = 50.0;
/// What comes after a service in all visits counts as so many visits seen.
const ONWARD_WEIGHT: f64 = 20.0;
/// The share of those without an appointment who have priority where nothing is known (reference `dispatching.md` §2.1).
const USUAL_PRIORITY_SHARE: f64 = 0.06;

/// What an office says of itself before anything is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Configured {
    /// Every service, in the order of its positions.
    pub services: Vec<ConfiguredService>,
    /// How much longer a service takes by mastery: 1, own area, other area.
    pub factors: [f64; 3],
    /// What each call costs before serving begins, in minutes.
    pub setup_minutes: f64,
    /// What a call costs to which nobody comes, in minutes.
    pub no_show_minutes: f64,
    /// By class, how often nobody comes.
    pub no_show_shares: [f64; policy::CLASSES],
    /// How often a booked citizen does not come at all.
    pub absent_share: f64,
    /// When booked citizens check in.
    pub punctuality: Punctuality,
}

/// A service as configured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfiguredService {
    /// Its expected duration, in minutes; above 0.
    pub minutes: f64,
}

/// When booked citizens check in, beside their slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Punctuality {
    /// Minutes after the slot on average; below 0 for before.
    pub mean_minutes: f64,
    /// Standard deviation, in minutes.
    pub deviation_minutes: f64,
}

/// What is known of a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// By service.
    pub services: Vec<ServiceTime>,
    /// How much longer a service takes by mastery: 1, own area, other area.
    pub factors: [f64; 3],
    /// What each call costs before serving begins, beside the way, in minutes.
    pub setup_minutes: f64,
    /// What a call costs to which nobody comes, in minutes.
    pub no_show_minutes: f64,
    /// By class, how often nobody comes.
    pub no_show_shares: [f64; policy::CLASSES],
    /// How often a booked citizen does not come at all.
    pub absent_share: f64,
    /// When booked citizens check in.
    pub punctuality: Punctuality,
    /// Of those without an appointment, how many have priority.
    pub priority_share: f64,
    /// By service: how likely each service comes after it in the same visit; what is missing to 1 is none.
    pub onward: Vec<Vec<f64>>,
    arrivals: super::arrivals::Arrivals,
}

impl Configured {
    /// Services of these durations, and everything else as is usual in municipal offices (reference `dispatching.md`
    /// §2.1).
    #[must_use]
    pub fn usual(minutes: &[f64]) -> Self {
        Self {
            services: minutes.iter().map(|minutes| ConfiguredService { minutes: *minutes }).collect(),
            factors: [1.0, 1.1, 1.2],
            setup_minutes: 0.6,
            no_show_minutes: 1.5,
            no_show_shares: [0.065, 0.02, 0.065],
            absent_share: 0.1,
            punctuality: Punctuality { mean_minutes: -6.0, deviation_minutes: 6.0 },
        }
    }
}

impl Knowledge {
    /// The hub with what is known put in the place of what is configured.
    #[must_use]
    pub fn applied(&self, world: &World) -> World {
        let mut applied = world.clone();
        applied.setup_minutes = self.setup_minutes;
        applied.no_show_minutes = self.no_show_minutes;
        for (service, known) in applied.services.iter_mut().zip(&self.services) {
            service.mean_minutes = known.mean_minutes;
            service.log_deviation = known.log_deviation;
        }
        for counter in &mut applied.counters {
            let area = counter.area;
            for skill in &mut counter.skills {
                let mastery = Mastery::of(world, area, skill);
                skill.factor = self.factors[mastery as usize];
                skill.time_factor = skill.factor;
            }
        }
        applied
    }

    /// The same with the durations of another: those of a whole hub say more than those of one building.
    #[must_use]
    pub fn with_durations_of(self, other: Self) -> Self {
        Self { services: other.services, factors: other.factors, ..self }
    }

    /// Who is expected without an appointment on a day with these hours for tickets.
    ///
    /// `day` counts from 1 January 1970.
    #[must_use]
    pub fn profile(&self, day: i64, open: &[Span]) -> Profile {
        self.arrivals.profile(weekday(day), open, self.services.len())
    }
}

pub(super) fn gather(history: &History, configured: &Configured) -> Knowledge {
    let factors = factors(&history.durations, &configured.factors);
    let pairs = history.durations.iter().zip(&configured.services);
    let (setup_minutes, no_show_minutes) =
        history.occupation.estimate(configured.setup_minutes, configured.no_show_minutes);
    let mut no_show_shares = configured.no_show_shares;
    for (usual, seen) in no_show_shares.iter_mut().zip(&history.no_shows) {
        *usual = seen.shrunk(*usual, SHARE_WEIGHT);
    }
    let usual = configured.punctuality;
    let punctuality = Punctuality {
        mean_minutes: history.punctuality.shrunk(usual.mean_minutes, SHARE_WEIGHT),
        deviation_minutes: history
            .punctuality
            .shrunk_variance(usual.deviation_minutes * usual.deviation_minutes, SHARE_WEIGHT)
            .sqrt(),
    };
    Knowledge {
        services: pairs.map(|(seen, known)| seen.estimate(known.minutes, &factors)).collect(),
        factors,
        setup_minutes,
        no_show_minutes,
        no_show_shares,
        absent_share: history.absent.shrunk(configured.absent_share, SHARE_WEIGHT),
        punctuality,
        priority_share: history.priority.shrunk(USUAL_PRIORITY_SHARE, SHARE_WEIGHT),
        onward: onward(&history.onward),
        arrivals: history.arrivals.clone(),
    }
}

/// Each service's own shares, shrunk towards those of all services.
fn onward(counts: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let services = counts.len();
    let mut all = vec![0.0; services];
    for row in counts {
        all.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
    }
    let total: f64 = counts.iter().flatten().sum();
    let shrunk = |row: &Vec<f64>| {
        let seen: f64 = row.iter().sum();
        let usual = |next: usize| if total > 0.0 { all[next] / total } else { 0.0 };
        (0..services).map(|next| (row[next] + usual(next) * ONWARD_WEIGHT) / (seen + ONWARD_WEIGHT)).collect()
    };
    counts.iter().map(shrunk).collect()
}

//! A hub drawn from a seed.

use policy::{Class, Index};

use super::catalog::{AREAS, Entry, SERVICES};
use super::recipe::Recipe;
use super::{PACE, SKILLS};
use crate::random::{Stream, log_parameters};
use crate::world::{Counter, Service, Skill, World};

/// The wait the office aims at, by class, in minutes (reference `dispatching.md`, §2.1).
const TARGET_MINUTES: [f64; Class::ALL.len()] = [20.0, 10.0, 10.0];
/// How long a floor takes on foot, in minutes.
const WALK_MINUTES_PER_FLOOR: f64 = 1.2;
/// How long somebody takes from one service to the next on the same floor, in minutes.
const TRANSFER_MINUTES: f64 = 1.0;
/// How long a counter waits for somebody who does not come, in minutes.
const NO_SHOW_MINUTES: f64 = 1.5;
/// How long a break takes, in minutes.
pub(super) const BREAK_MINUTES: f64 = 15.0;
/// Flexibility for each skill: equal scores fall to the counter with fewest skills.
const FLEXIBILITY_PER_SKILL: f64 = 0.1;

/// A hub is drawn so often at most.
const ATTEMPTS_MAX: u64 = 1_000;

/// How a clerk relates to a service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mastery {
    Home,
    SameArea,
    OtherArea,
}

impl Recipe {
    /// The hub of a seed.
    #[must_use]
    pub fn world(&self, seed: u64) -> World {
        World {
            areas: AREAS.iter().map(|area| area.name.to_owned()).collect(),
            services: SERVICES.iter().map(|entry| self.service(entry)).collect(),
            counters: self.all_counters(seed),
            index: Index::K20,
            setup_minutes: Index::K20.setup_minutes,
            walk_minutes_per_floor: WALK_MINUTES_PER_FLOOR,
            transfer_minutes: TRANSFER_MINUTES,
            no_show_minutes: NO_SHOW_MINUTES,
            break_minutes: BREAK_MINUTES,
        }
    }

    fn all_counters(&self, seed: u64) -> Vec<Counter> {
        let homes = self.counters.iter().enumerate();
        let homes: Vec<usize> = homes.flat_map(|(group, count)| std::iter::repeat_n(group, *count)).collect();
        let (least, most) = self.skills_per_clerk;
        let paces = self.paces(seed, homes.len());
        let draw = |attempt: u64| -> Vec<Counter> {
            let counters = homes.iter().zip(&paces).enumerate();
            counters
                .map(|(at, (home, pace))| self.counter(*home, *pace, self.masters((seed, attempt), at, *home)))
                .collect()
        };
        let is_usual = |counters: &Vec<Counter>| {
            let skills = counters.iter().map(|counter| counter.skills.len()).sum::<usize>() as f64;
            (least..=most).contains(&(skills / counters.len() as f64))
        };
        (0..ATTEMPTS_MAX).map(draw).find(is_usual).unwrap_or_else(|| draw(0))
    }

    fn service(&self, entry: &Entry) -> Service {
        let (_, log_deviation) = log_parameters(entry.mean_minutes, entry.variation * self.variation_factor);
        Service {
            name: entry.name.to_owned(),
            area: entry.area,
            floor: AREAS[entry.area].floor,
            mean_minutes: entry.mean_minutes,
            log_deviation,
            target_minutes: TARGET_MINUTES,
        }
    }

    /// By counter, how much longer than usual its clerk takes: 1 on average.
    fn paces(&self, seed: u64, counters: usize) -> Vec<f64> {
        let draw = |counter: usize| Stream::new(seed, 0, PACE, counter as u64).lognormal(0.0, self.pace_deviation);
        let paces: Vec<f64> = (0..counters).map(draw).collect();
        let mean = paces.iter().sum::<f64>() / counters as f64;
        paces.into_iter().map(|pace| pace / mean).collect()
    }

    fn counter(&self, home: usize, pace: f64, masters: [Option<Mastery>; SERVICES.len()]) -> Counter {
        let area = area_of(home);
        let skill = |(service, mastery): (usize, &Option<Mastery>)| {
            let mastery = (*mastery)?;
            let factor = self.factor(mastery);
            let floors = AREAS[area].floor.abs_diff(AREAS[SERVICES[service].area].floor);
            Some(Skill {
                service,
                time_factor: pace * factor,
                factor,
                walk_minutes: WALK_MINUTES_PER_FLOOR * f64::from(floors),
                list_coefficient: list_coefficient(mastery),
            })
        };
        let skills: Vec<Skill> = masters.iter().enumerate().filter_map(skill).collect();
        Counter { area, floor: AREAS[area].floor, flexibility: FLEXIBILITY_PER_SKILL * skills.len() as f64, skills }
    }

    /// By service, how the clerk masters it, if at all: whole groups, and the quick services all or none, as in the
    /// hub of the reference.
    fn masters(&self, (seed, attempt): (u64, u64), counter: usize, home: usize) -> [Option<Mastery>; SERVICES.len()] {
        let mut stream = Stream::new(seed, attempt, SKILLS, counter as u64);
        let groups: [bool; super::catalog::GROUPS] = std::array::from_fn(|group| {
            let is_same_area = area_of(group) == area_of(home);
            let drawn = stream.chance(if is_same_area { self.same_area_skill } else { self.other_area_skill });
            drawn || group == home
        });
        let does_quick = stream.chance(self.quick_skill);
        std::array::from_fn(|service| {
            let entry = &SERVICES[service];
            let mastery = match entry {
                entry if entry.group == home => Mastery::Home,
                entry if entry.area == area_of(home) => Mastery::SameArea,
                _ => Mastery::OtherArea,
            };
            (groups[entry.group] || (does_quick && entry.is_quick)).then_some(mastery)
        })
    }

    fn factor(&self, mastery: Mastery) -> f64 {
        match mastery {
            Mastery::Home => 1.0,
            Mastery::SameArea => self.same_area_factor,
            Mastery::OtherArea => self.other_area_factor,
        }
    }
}

fn list_coefficient(mastery: Mastery) -> u32 {
    match mastery {
        Mastery::Home => 2,
        Mastery::SameArea => 1,
        Mastery::OtherArea => 0,
    }
}

fn area_of(group: usize) -> usize {
    SERVICES.iter().find(|entry| entry.group == group).map_or(0, |entry| entry.area)
}

//! The ways of an office: its rules and pairs, how long its services take and how long people may wait for them, where
//! its areas and counters are, and what its reasons for priority weigh. All of it is drawn by chance from a number.

use domain::ids::ServiceId;
use domain::rules::{Pair, PairRule, Policy, Rules};

use super::{AREAS, COUNTERS, PRIORITIES, SERVICES};
use crate::random::Random;

/// Of so many ways of the office one has many pairs, and another has many that lead the other way round.
const WAYS_PER_ORDER: u64 = 5;
/// Which of them has many pairs.
const STRICT_ORDER: u64 = 2;
/// Which of them has many pairs the other way round.
const OTHER_ORDER: u64 = 0;
/// How often two services are a pair, in percent.
const PAIRS_PERCENT: u64 = 18;
/// The same where there are many pairs.
const MANY_PAIRS_PERCENT: u64 = 60;
/// How often all services take equally long and may be waited for equally long, in percent.
const ALIKE_PERCENT: u64 = 40;
/// How often areas and counters stand where they usually do, in percent.
const USUAL_FLOORS_PERCENT: u64 = 40;
/// Floors of the house.
const FLOORS: [&str; 4] = ["T", "1", "2", "-1"];
/// How long a service usually takes, in minutes.
const DURATION_MINUTES: u32 = 10;
/// How long people may usually wait for a service, in minutes.
const TARGET_MINUTES: u32 = 20;

/// What an office is like.
pub(super) struct Ways {
    pub(super) rules: Rules,
    pub(super) pairs: Vec<Pair>,
    /// By service how long it takes, in minutes.
    pub(super) durations: [u32; SERVICES.len()],
    /// By service how long people may wait for it, in minutes.
    pub(super) targets: [u32; SERVICES.len()],
    /// By area its floor.
    pub(super) areas: [&'static str; AREAS.len()],
    /// By counter its floor.
    pub(super) counters: [&'static str; COUNTERS.len()],
    /// By reason for priority its weight.
    pub(super) weights: [u32; PRIORITIES.len()],
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            rules: Rules::default(),
            pairs: Vec::new(),
            durations: [DURATION_MINUTES; SERVICES.len()],
            targets: [TARGET_MINUTES; SERVICES.len()],
            areas: AREAS.map(|(_, floor, _)| floor),
            counters: COUNTERS.map(|(.., floor)| floor),
            weights: PRIORITIES.map(|(_, weight)| weight),
        }
    }
}

impl Ways {
    /// Ways drawn by chance; pairs in order lead from services to later ones, or all from services to earlier ones, so
    /// that none waits for itself.
    pub(super) fn drawn(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut rules = drawn_rules(&mut random);
        let pairs = drawn_pairs(&mut random, seed);
        draw_appointments(&mut rules, &mut random);
        let mut ways = Self { pairs, ..Self::default() };
        draw_policy(&mut rules, &mut random);
        if !random.chance(ALIKE_PERCENT) {
            ways.durations = std::array::from_fn(|_| one(&mut random, &[1, 4, 10, 10, 25, 240]));
            ways.targets = std::array::from_fn(|_| one(&mut random, &[1, 10, 20, 20, 30, 240]));
        }
        if !random.chance(USUAL_FLOORS_PERCENT) {
            ways.areas = std::array::from_fn(|_| random.one(&FLOORS).copied().unwrap_or("T"));
            ways.counters = std::array::from_fn(|_| random.one(&FLOORS).copied().unwrap_or("T"));
        }
        if random.chance(50) {
            ways.weights = std::array::from_fn(|_| one(&mut random, &[0, 1, 2, 5, 100]));
        }
        Self { rules, ..ways }
    }
}

fn one(random: &mut Random, of: &[u32]) -> u32 {
    random.one(of).copied().unwrap_or_default()
}

fn drawn_rules(random: &mut Random) -> Rules {
    let mut one = |of: &[u32]| one(random, of);
    Rules {
        leg_walk_seconds: one(&[0, 0, 30, 60]),
        floor_walk_seconds: one(&[0, 72, 200]),
        priority_one_in: one(&[0, 1, 2, 3, 5]),
        tickets_per_device_minute_max: one(&[1, 2, 30]),
        confirm_arrival: one(&[0, 1, 1]) == 1,
        rejoin_minutes: one(&[0, 5, 15]),
        rejoin_calls: one(&[0, 1, 5]),
        park_minutes_max: one(&[3, 30, 120]),
        undo_seconds: one(&[0, 15, 120, 600]),
        let_pass_max: one(&[0, 2, 5]),
        reprints_max: one(&[0, 1, 2]),
        ..Rules::default()
    }
}

fn drawn_pairs(random: &mut Random, seed: u64) -> Vec<Pair> {
    let is_strict = [STRICT_ORDER, OTHER_ORDER].contains(&(seed % WAYS_PER_ORDER));
    let pairs_percent = if is_strict { MANY_PAIRS_PERCENT } else { PAIRS_PERCENT };
    let mut pairs = Vec::new();
    for (position, (first, ..)) in SERVICES.iter().enumerate() {
        for (then, ..) in &SERVICES[position + 1..] {
            for rule in [PairRule::InOrder, PairRule::SameCounter] {
                if random.chance(pairs_percent) {
                    pairs.push(Pair { first: ServiceId::new(*first), then: ServiceId::new(*then), rule });
                }
            }
        }
    }
    if seed % WAYS_PER_ORDER == OTHER_ORDER {
        pairs.iter_mut().for_each(|pair: &mut Pair| std::mem::swap(&mut pair.first, &mut pair.then));
    }
    pairs
}

fn draw_appointments(rules: &mut Rules, random: &mut Random) {
    rules.check_in_early_minutes = one(random, &[10, 60]);
    rules.check_in_late_minutes = one(random, &[0, 2, 15]);
    rules.late_credit_minutes = one(random, &[0, 5, 10]);
    rules.appointment_call_early_minutes = one(random, &[0, 1, 5]);
    rules.appointment_open_minutes = one(random, &[0, 5, 60]);
}

/// Half of the offices call by the usual policy.
fn draw_policy(rules: &mut Rules, random: &mut Random) {
    let usual = random.chance(35);
    rules.policy = random.one(&Policy::ALL).copied().filter(|_| !usual).unwrap_or_default();
    rules.appointment_target_minutes = one(random, &[1, 10, 10, 20, 240]);
    rules.priority_target_minutes = one(random, &[1, 10, 10, 20, 240]);
    rules.setup_seconds = one(random, &[0, 36, 36, 600]);
    rules.secondary_percent = one(random, &[0, 10, 200]);
    rules.other_area_percent = one(random, &[0, 20, 200]);
    rules.waited_credit_percent = one(random, &[0, 80, 80, 100]);
}

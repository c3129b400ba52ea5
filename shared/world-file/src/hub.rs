//! The hub file.

use std::collections::BTreeMap;

use forecast::world::{Counter, Service, Skill, World};
use policy::{CLASSES, Index, Speed};
use serde::Deserialize;

use crate::mistake::{Mistake, Mistakes};

/// How long somebody takes from one service to the next on the same floor, in minutes (reference `hub28`).
const TRANSFER_MINUTES: f64 = 1.0;
/// How often the policy balances pressure; a hub that asks for another number cannot be played.
const BALANCE_ROUNDS: u32 = 5;
/// No duration in a hub file is longer, in minutes.
const MINUTES_MAX: f64 = 1_440.0;
/// No factor, weight or coefficient of variation is larger.
const FACTOR_MAX: f64 = 1_000.0;
/// No floor is higher or lower.
const FLOOR_MAX: i32 = 200;

#[derive(Deserialize)]
struct HubFile {
    services: Vec<ServiceEntry>,
    counters: Vec<CounterEntry>,
    /// Names by position; where there are none, areas are called A, B, C and so on.
    #[serde(default)]
    areas: Vec<String>,
    setup_min: f64,
    walk_min_per_floor: f64,
    noshow_min: f64,
    break_min: f64,
    #[serde(rename = "K20")]
    k20: IndexEntry,
}

#[derive(Deserialize)]
struct ServiceEntry {
    id: usize,
    name: String,
    area: usize,
    floor: i32,
    mean_min: f64,
    cv: f64,
}

#[derive(Deserialize)]
struct CounterEntry {
    id: usize,
    area: usize,
    floor: i32,
    skills: Vec<usize>,
    flexibility: f64,
    skill_factor: BTreeMap<usize, f64>,
    list_coefficient: BTreeMap<usize, u32>,
    service_factor: BTreeMap<usize, f64>,
    walk_min: BTreeMap<usize, f64>,
}

#[derive(Deserialize)]
struct IndexEntry {
    #[serde(rename = "T")]
    targets: [f64; CLASSES],
    head: [f64; CLASSES],
    kappa: f64,
    gamma: f64,
    phi: f64,
    psi: f64,
    mean_ref: f64,
    fluid_iterations: u32,
}

/// Reads a hub from the text of its file, called `file` in what is wrong.
///
/// # Errors
/// Every [`Mistake`]; where the text is no JSON of the right shape, only the first.
pub fn read_hub(file: &str, text: &str) -> Result<World, Vec<Mistake>> {
    let mut mistakes = Mistakes::new(file);
    let hub: HubFile = match serde_json::from_str(text) {
        Ok(hub) => hub,
        Err(error) => {
            mistakes.add(Some(error.line() as u64), error.to_string());
            return Err(mistakes.found);
        }
    };
    check_hub(&hub, &mut mistakes);
    check_index(&hub.k20, &mut mistakes);
    hub.services.iter().enumerate().for_each(|(at, service)| check_service(at, service, &mut mistakes));
    hub.counters.iter().enumerate().for_each(|(at, counter)| check_counter(at, counter, &hub, &mut mistakes));
    if mistakes.found.is_empty() { Ok(world(hub)) } else { Err(mistakes.found) }
}

fn check_hub(hub: &HubFile, mistakes: &mut Mistakes<'_>) {
    if hub.services.is_empty() || hub.counters.is_empty() {
        mistakes.add(None, "a hub needs at least one service and one counter");
    }
    check(0.0, MINUTES_MAX, "setup_min", hub.setup_min, mistakes);
    check(0.0, MINUTES_MAX, "walk_min_per_floor", hub.walk_min_per_floor, mistakes);
    check(0.0, MINUTES_MAX, "noshow_min", hub.noshow_min, mistakes);
    check(0.0, MINUTES_MAX, "break_min", hub.break_min, mistakes);
}

fn check_index(index: &IndexEntry, mistakes: &mut Mistakes<'_>) {
    index.targets.iter().for_each(|target| check(f64::MIN_POSITIVE, MINUTES_MAX, "K20: T", *target, mistakes));
    index.head.iter().for_each(|head| check(0.0, MINUTES_MAX, "K20: head", *head, mistakes));
    for (name, weight) in [("kappa", index.kappa), ("phi", index.phi), ("psi", index.psi)] {
        check(0.0, FACTOR_MAX, &format!("K20: {name}"), weight, mistakes);
    }
    check(f64::MIN_POSITIVE, MINUTES_MAX, "K20: mean_ref", index.mean_ref, mistakes);
    if speed(index.gamma).is_none() {
        mistakes.add(None, format!("K20: gamma is {}; it has to be 0, 0.5 or 1", index.gamma));
    }
    if index.fluid_iterations != BALANCE_ROUNDS {
        let rounds = index.fluid_iterations;
        mistakes.add(None, format!("K20: fluid_iterations is {rounds}; it has to be {BALANCE_ROUNDS}"));
    }
}

fn check_service(position: usize, service: &ServiceEntry, mistakes: &mut Mistakes<'_>) {
    let name = format!("service {} ({})", service.id, service.name);
    if service.id != position {
        mistakes.add(None, format!("{name} stands at position {position}; ids count from 0 without a gap"));
    }
    check_floor(&name, service.floor, mistakes);
    check(f64::MIN_POSITIVE, MINUTES_MAX, &format!("{name}: mean_min"), service.mean_min, mistakes);
    check(0.0, FACTOR_MAX, &format!("{name}: cv"), service.cv, mistakes);
}

fn check_counter(position: usize, counter: &CounterEntry, hub: &HubFile, mistakes: &mut Mistakes<'_>) {
    let name = format!("counter {}", counter.id);
    if counter.id != position {
        mistakes.add(None, format!("{name} stands at position {position}; ids count from 0 without a gap"));
    }
    check_floor(&name, counter.floor, mistakes);
    check(0.0, FACTOR_MAX, &format!("{name}: flexibility"), counter.flexibility, mistakes);
    for (at, service) in counter.skills.iter().enumerate() {
        let name = format!("{name}, skill {service}");
        if *service >= hub.services.len() {
            mistakes.add(None, format!("{name}: there is no such service"));
        }
        if counter.skills[..at].contains(service) {
            mistakes.add(None, format!("{name}: it stands in the list twice"));
        }
        let factor = (f64::MIN_POSITIVE, FACTOR_MAX);
        check_entry(factor, &name, "skill_factor", &counter.skill_factor, *service, mistakes);
        check_entry(factor, &name, "service_factor", &counter.service_factor, *service, mistakes);
        check_entry((0.0, MINUTES_MAX), &name, "walk_min", &counter.walk_min, *service, mistakes);
        if !counter.list_coefficient.contains_key(service) {
            mistakes.add(None, format!("{name}: list_coefficient is missing"));
        }
    }
}

fn check_entry(
    (low, high): (f64, f64),
    name: &str,
    field: &str,
    entries: &BTreeMap<usize, f64>,
    service: usize,
    mistakes: &mut Mistakes<'_>,
) {
    match entries.get(&service) {
        Some(value) => check(low, high, &format!("{name}: {field}"), *value, mistakes),
        None => mistakes.add(None, format!("{name}: {field} is missing")),
    }
}

fn check(low: f64, high: f64, name: &str, value: f64, mistakes: &mut Mistakes<'_>) {
    if !(low..=high).contains(&value) {
        let lowest = if low > 0.0 { "above 0".to_owned() } else { format!("at least {low}") };
        mistakes.add(None, format!("{name} is {value}; it has to be {lowest} and at most {high}"));
    }
}

fn check_floor(name: &str, floor: i32, mistakes: &mut Mistakes<'_>) {
    if floor.abs() > FLOOR_MAX {
        mistakes.add(None, format!("{name}: floor is {floor}; at most {FLOOR_MAX} up or down"));
    }
}

fn speed(gamma: f64) -> Option<Speed> {
    let known = [(0.0, Speed::Ignored), (0.5, Speed::Root), (1.0, Speed::Full)];
    known.into_iter().find(|(exponent, _)| *exponent == gamma).map(|(_, speed)| speed)
}

fn world(hub: HubFile) -> World {
    let targets = hub.k20.targets;
    let areas = hub.services.iter().map(|service| service.area).chain(hub.counters.iter().map(|counter| counter.area));
    let areas = areas.max().map_or(0, |last| last + 1);
    World {
        areas: (0..areas).map(|area| hub.areas.get(area).cloned().unwrap_or_else(|| letter(area))).collect(),
        index: Index {
            head_start_minutes: hub.k20.head,
            speed: speed(hub.k20.gamma).unwrap_or(Speed::Root),
            pressure_weight: hub.k20.kappa,
            walk_weight: hub.k20.phi,
            extra_weight: hub.k20.psi,
            reference_wait_minutes: targets[0],
            reference_service_minutes: hub.k20.mean_ref,
            setup_minutes: hub.setup_min,
        },
        services: hub.services.into_iter().map(|entry| service(entry, targets)).collect(),
        counters: hub.counters.iter().map(counter).collect(),
        setup_minutes: hub.setup_min,
        walk_minutes_per_floor: hub.walk_min_per_floor,
        transfer_minutes: TRANSFER_MINUTES,
        no_show_minutes: hub.noshow_min,
        break_minutes: hub.break_min,
    }
}

/// A for the first area, and numbers where letters are used up.
fn letter(area: usize) -> String {
    let letter = u8::try_from(area).ok().filter(|area| *area < 26).map(|area| char::from(b'A' + area));
    letter.map_or_else(|| format!("area {area}"), String::from)
}

fn service(entry: ServiceEntry, target_minutes: [f64; CLASSES]) -> Service {
    let (_, log_deviation) = forecast::random::log_parameters(entry.mean_min, entry.cv);
    Service {
        name: entry.name,
        area: entry.area,
        floor: entry.floor,
        mean_minutes: entry.mean_min,
        log_deviation,
        target_minutes,
    }
}

fn counter(entry: &CounterEntry) -> Counter {
    let skill = |service: &usize| {
        Some(Skill {
            service: *service,
            time_factor: *entry.service_factor.get(service)?,
            factor: *entry.skill_factor.get(service)?,
            walk_minutes: *entry.walk_min.get(service)?,
            list_coefficient: *entry.list_coefficient.get(service)?,
        })
    };
    Counter {
        area: entry.area,
        floor: entry.floor,
        skills: entry.skills.iter().filter_map(skill).collect(),
        flexibility: entry.flexibility,
    }
}

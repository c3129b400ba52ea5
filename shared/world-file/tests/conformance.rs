//! Ten days of which the waits under four policies are known.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use forecast::measure::Tally;
use forecast::preset::Preset;
use forecast::run::{Call, Options, Runner};
use forecast::world::{Day, World};
use serde::Deserialize;

/// How far a day's figures may be from the known ones, as a share of them.
const TOLERANCE: f64 = 0.0005;

#[derive(Deserialize)]
struct Figures {
    legs_called: usize,
    mean: f64,
    p95: f64,
    max: f64,
}

#[test]
fn ten_days_under_four_policies_give_the_known_waits() {
    check(|world, day, preset| {
        let table = preset.table(world);
        Runner::new(world, &table, Options::default()).run(&day.scene()).to_vec()
    });
}

#[test]
fn the_engine_itself_gives_the_known_waits() {
    check(|world, day, preset| forecast::office::play(world, preset.rule(world), day).unwrap());
}

fn check(play: impl Fn(&World, &Day, Preset) -> Vec<Option<Call>>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hub28");
    let folder = world_file::read_folder(&dir).unwrap();
    let expected = std::fs::read_to_string(dir.join("expected.json")).unwrap();
    let expected: BTreeMap<String, BTreeMap<String, Figures>> = serde_json::from_str(&expected).unwrap();
    assert_eq!(folder.days.len(), 10);
    let presets = [
        ("b_oldest_strict", Preset::Oldest),
        ("c_strict_lists", Preset::Lists),
        ("d_longest_queue", Preset::Longest),
        ("K20", Preset::Balanced),
    ];
    for (number, day) in folder.days.iter().enumerate() {
        for (name, preset) in presets {
            let found = figures(&folder.world, &day.day, &play(&folder.world, &day.day, preset));
            let known = &expected[&number.to_string()][name];
            let what = format!("day {number}, {name}");
            assert_eq!(found.legs_called, known.legs_called, "{what}");
            assert_near(&format!("{what}, mean"), found.mean, known.mean, TOLERANCE);
            assert_near(&format!("{what}, p95"), found.p95, known.p95, TOLERANCE);
            assert_near(&format!("{what}, max"), found.max, known.max, TOLERANCE);
        }
    }
}

fn figures(world: &World, day: &Day, calls: &[Option<Call>]) -> Figures {
    let measures = Tally::of(world, day, calls).measures();
    Figures { legs_called: measures.all.legs, mean: measures.all.mean, p95: measures.all.p95, max: measures.max }
}

fn assert_near(what: &str, found: f64, known: f64, tolerance: f64) {
    assert!((found - known).abs() <= tolerance * known, "{what}: {found} instead of {known}");
}

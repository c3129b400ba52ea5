//! What programs and people read of simulated days.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use forecast::preset::Preset;
use forecast::run::Options;
use forecast::simulate::{Report, runs, simulate};
use world_file::{Folder, report};

fn simulated(presets: &[Preset]) -> (Folder, Report) {
    let folder = world_file::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hub28")).unwrap();
    let days = folder.days.iter().take(2).map(|day| (day.name.clone(), day.day.clone()));
    let report = simulate(&folder.world, days, presets, runs(&folder.world, Options::default())).unwrap();
    (folder, report)
}

#[test]
fn programs_read_one_object_for_each_day_and_policy_and_one_for_the_mean() {
    let (folder, report) = simulated(&[Preset::Balanced, Preset::Longest]);
    let lines = report::json_lines(&folder.world, &report).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<_> = lines.iter().map(|line| format!("{} {}", line["day"], line["policy"])).collect();
    let expected =
        ["0 \"k20\"", "0 \"longest\"", "1 \"k20\"", "1 \"longest\"", "\"mean\" \"k20\"", "\"mean\" \"longest\""];
    assert_eq!(names, expected);
    let first = &lines[0];
    assert_eq!((first["legs"].as_u64(), first["mean"].as_f64()), (Some(487), Some(8.884)));
    assert_eq!((first["p95"].as_f64(), first["max"].as_f64()), (Some(60.176), Some(97.178)));
    assert_eq!(
        first["classes"].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["appointment", "priority", "walk_in"]
    );
    assert_eq!(first["areas"].as_object().unwrap().len(), 5);
    assert_eq!((first["overtakes"].as_u64(), first["uncalled"].as_u64()), (Some(0), Some(0)));
    let mean = (lines[0]["mean"].as_f64().unwrap() + lines[2]["mean"].as_f64().unwrap()) / 2.0;
    assert_eq!((lines[2]["legs"].as_u64(), lines[4]["legs"].as_f64()), (Some(628), Some(557.5)));
    assert!((lines[4]["mean"].as_f64().unwrap() - mean).abs() < 0.001);
    for line in &lines {
        for share in ["over_target", "other_floor"] {
            assert!((0.0..=1.0).contains(&line[share].as_f64().unwrap()));
        }
    }
}

#[test]
fn people_read_a_row_for_each_day_and_the_mean_twice() {
    let (folder, report) = simulated(&[Preset::Balanced]);
    let tables = report::tables(&folder.world, &report);
    let rows = |start: &str| tables.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((rows("day00"), rows("day01"), rows("mean")), (2, 2, 2));
    assert!(tables.contains("       487        8.88"), "{tables}");
}

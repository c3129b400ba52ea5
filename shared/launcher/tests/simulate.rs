//! Days played from the command line.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::collections::BTreeMap;
use std::process::{Command, Output};

use serde::Deserialize;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sportello");
const WORLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../world-file/tests/hub28");

fn simulate(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("simulate").args(arguments).output().unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = simulate(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn lines(arguments: &[&str]) -> Vec<serde_json::Value> {
    said(arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[derive(Deserialize)]
struct Known {
    legs_called: u64,
    mean: f64,
    p95: f64,
}

#[test]
fn the_days_of_a_folder_give_the_known_waits_under_each_policy() {
    let known = std::fs::read_to_string(format!("{WORLD}/expected.json")).unwrap();
    let known: BTreeMap<String, BTreeMap<String, Known>> = serde_json::from_str(&known).unwrap();
    let policies =
        [("oldest", "b_oldest_strict"), ("lists", "c_strict_lists"), ("longest", "d_longest_queue"), ("k20", "K20")];
    for (policy, name) in policies {
        let lines = lines(&["--world", WORLD, "--policy", policy, "--json"]);
        assert_eq!(lines.len(), 11);
        for (day, line) in lines.iter().take(10).enumerate() {
            let known = &known[&day.to_string()][name];
            assert_eq!((line["day"].as_u64(), line["policy"].as_str()), (Some(day as u64), Some(policy)));
            assert_eq!(line["legs"].as_u64(), Some(known.legs_called), "{policy}, day {day}");
            let far = |figure: &str, known: f64| (line[figure].as_f64().unwrap() - known).abs() / known;
            assert!(far("mean", known.mean) < 0.005 && far("p95", known.p95) < 0.01, "{policy}, day {day}: {line}");
        }
        assert_eq!(lines[10]["day"], "mean");
    }
}

#[test]
fn days_drawn_from_a_seed_are_the_same_for_every_policy_and_every_time() {
    let arguments = ["--generate", "hub28", "--seed", "8", "--days", "2", "--policy", "balanced", "--policy", "fair"];
    let with_json: Vec<&str> = arguments.into_iter().chain(["--json"]).collect();
    let first = lines(&with_json);
    let names: Vec<_> = first.iter().map(|line| format!("{} {}", line["day"], line["policy"])).collect();
    assert_eq!(names, ["0 \"k20\"", "0 \"fair\"", "1 \"k20\"", "1 \"fair\"", "\"mean\" \"k20\"", "\"mean\" \"fair\""]);
    assert_eq!(first[0]["legs"], first[1]["legs"]);
    assert_ne!(first[0]["mean"], first[1]["mean"]);
    assert_eq!(first, lines(&with_json));
    let table = said(&arguments);
    assert!(table.contains("mean    fair"), "{table}");
}

#[test]
fn what_cannot_be_played_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let empty = simulate(&["--world", folder.path().to_str().unwrap()]);
    assert_eq!(empty.status.code(), Some(1));
    let told = String::from_utf8_lossy(&empty.stderr).into_owned();
    assert!(told.contains("there is no hub file") && told.contains("there are no days"), "{told}");
    for wrong in [&["--policy", "k20"][..], &["--world", WORLD, "--policy", "best"], &["--world", WORLD, "--seed", "1"]]
    {
        assert_eq!(simulate(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

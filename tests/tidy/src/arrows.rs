//! The arrows between crates, read from the manifests.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree;

/// Crate to everything it depends on when it runs, whatever the machine.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    tree::files("Cargo.toml")
        .into_iter()
        .filter_map(|(_, text)| {
            let manifest: toml::Table = text.parse().unwrap();
            let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
            let machines = manifest.get("target").and_then(toml::Value::as_table);
            let tables = std::iter::once(manifest.get("dependencies"))
                .chain(machines.into_iter().flatten().map(|(_, machine)| machine.get("dependencies")));
            let tables = tables.flatten().filter_map(toml::Value::as_table);
            Some((name, tables.flat_map(|table| table.keys().cloned()).collect()))
        })
        .collect()
}

fn assert_only(name: &str, allowed: &[&str]) {
    let all = dependencies();
    let found = all.get(name).unwrap_or_else(|| panic!("there is no crate {name}"));
    let wrong: Vec<_> = found.iter().filter(|dependency| !allowed.contains(&dependency.as_str())).collect();
    assert!(wrong.is_empty(), "{name} must not depend on {wrong:?}");
}

/// No way along the crates of this project leads from `name` to any of these.
fn assert_never(name: &str, forbidden: &[&str]) {
    let all = dependencies();
    assert!(all.contains_key(name), "there is no crate {name}");
    let ways = reached(&all, name);
    let wrong: Vec<_> = forbidden.iter().filter_map(|dependency| ways.get(*dependency)).collect();
    assert!(wrong.is_empty(), "{name} must not depend on these, on the way shown: {wrong:?}");
}

fn assert_not_directly(name: &str, forbidden: &str) {
    assert!(!dependencies()[name].contains(forbidden), "{name} must not depend on {forbidden}");
}

/// Everything that `name` depends on, directly or through crates of this project, with the way there.
fn reached(all: &BTreeMap<String, BTreeSet<String>>, name: &str) -> BTreeMap<String, String> {
    let mut ways = BTreeMap::new();
    let mut open = vec![(name.to_owned(), name.to_owned())];
    while let Some((from, way)) = open.pop() {
        for next in all.get(&from).into_iter().flatten() {
            if !ways.contains_key(next) {
                let way = format!("{way} > {next}");
                ways.insert(next.clone(), way.clone());
                open.push((next.clone(), way));
            }
        }
    }
    ways
}

#[test]
fn arrows_are_followed_to_their_end() {
    let crates = [("app", vec!["kit", "serde"]), ("kit", vec!["helper"]), ("helper", vec!["store", "app"])];
    let all =
        crates.into_iter().map(|(name, to)| (name.to_owned(), to.into_iter().map(str::to_owned).collect())).collect();
    let ways = reached(&all, "app");
    assert_eq!(ways.get("store").map(String::as_str), Some("app > kit > helper > store"));
    assert!(!ways.contains_key("tokio"));
}

#[test]
fn pure_crates_know_only_words_and_time() {
    assert_only("domain", &["base64", "chrono", "serde", "utoipa"]);
    assert_only("calendar", &["chrono", "chrono-tz", "domain"]);
    assert_only("policy", &[]);
    assert_only("forecast", &["calendar", "chrono", "domain", "engine", "libm", "policy", "rand_xoshiro", "serde"]);
    assert_only("world-file", &["csv", "forecast", "policy", "serde", "serde_json", "thiserror"]);
    assert_only("engine", &["calendar", "chrono", "domain", "policy"]);
    assert_only("protocol", &["chrono", "domain", "serde", "utoipa"]);
    assert_only(
        "appointments",
        &["chrono", "chrono-tz", "csv", "domain", "encoding_rs", "icalendar", "serde", "utoipa"],
    );
    assert_only("kiosk-flow", &["chrono", "chrono-tz", "domain", "protocol", "serde"]);
    for flow in ["display-board-flow", "counter-app-flow"] {
        assert_only(flow, &["chrono", "domain", "protocol"]);
    }
}

#[test]
fn screens_reach_the_hub_only_through_the_client() {
    let apps = ["kiosk", "display-board", "counter-app", "kiosk-flow", "display-board-flow", "counter-app-flow"];
    for app in apps.into_iter().chain(["ui-kit", "ui-build", "ticket-printer", "client"]) {
        assert_never(app, &["dispatcher", "engine", "store"]);
    }
}

#[test]
fn the_service_knows_no_screen_and_no_printer() {
    for service in ["dispatcher", "store", "hub-file", "appointments"] {
        assert_never(service, &["slint", "escpos", "client", "ui-kit", "ticket-printer"]);
    }
    assert_never("store", &["engine", "tokio", "axum"]);
    assert_never("ticket-printer", &["client", "axum"]);
    // It prints on its own thread; the runtime that the kit brings along is for screens.
    assert_not_directly("ticket-printer", "tokio");
}

#[test]
fn the_top_level_is_the_agreed_one() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "kiosk",
        "display-board",
        "counter-app",
        "shared",
        "assets",
        "tests",
        "README.md",
        "LICENSE",
        "CONTRIBUTING.md",
        "docs",
        "clippy.toml",
        "rustfmt.toml",
        "target",
        "build",
    ];
    for entry in std::fs::read_dir(tree::root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name} does not belong at the top level");
    }
}

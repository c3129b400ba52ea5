//! The arrows between crates, read from the manifests.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree;

/// Crate to everything it depends on when it runs.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    tree::files("Cargo.toml")
        .into_iter()
        .filter_map(|(_, text)| {
            let manifest: toml::Table = text.parse().unwrap();
            let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
            let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
            Some((name, dependencies.map(|table| table.keys().cloned().collect()).unwrap_or_default()))
        })
        .collect()
}

fn assert_only(name: &str, allowed: &[&str]) {
    let all = dependencies();
    let found = all.get(name).unwrap_or_else(|| panic!("there is no crate {name}"));
    let wrong: Vec<_> = found.iter().filter(|dependency| !allowed.contains(&dependency.as_str())).collect();
    assert!(wrong.is_empty(), "{name} must not depend on {wrong:?}");
}

fn assert_never(name: &str, forbidden: &[&str]) {
    let all = dependencies();
    let found = all.get(name).unwrap_or_else(|| panic!("there is no crate {name}"));
    let wrong: Vec<_> = forbidden.iter().filter(|dependency| found.contains(**dependency)).collect();
    assert!(wrong.is_empty(), "{name} must not depend on {wrong:?}");
}

#[test]
fn pure_crates_know_only_words_and_time() {
    assert_only("domain", &["chrono", "serde", "utoipa"]);
    assert_only("calendar", &["chrono", "chrono-tz", "domain"]);
    assert_only("engine", &["calendar", "chrono", "domain"]);
    assert_only("protocol", &["chrono", "domain", "serde", "utoipa"]);
    for flow in ["kiosk-flow", "display-board-flow", "counter-app-flow"] {
        assert_only(flow, &["chrono", "domain", "protocol"]);
    }
}

#[test]
fn screens_reach_the_hub_only_through_the_client() {
    for app in ["kiosk", "display-board", "counter-app", "ui-kit", "client"] {
        assert_never(app, &["dispatcher", "engine", "store"]);
    }
}

#[test]
fn the_service_knows_no_screen_and_no_printer() {
    for service in ["dispatcher", "store", "hub-file"] {
        assert_never(service, &["slint", "escpos", "client", "ui-kit", "ticket-printer"]);
    }
    assert_never("store", &["engine", "tokio", "axum"]);
    assert_never("ticket-printer", &["tokio", "client", "axum"]);
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

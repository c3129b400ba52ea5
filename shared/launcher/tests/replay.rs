//! Questions about past days, from the manager's command line.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use domain::Timestamp;
use domain::ids::{HubId, Seq};
use domain::what_if::{Advice, WhatIfAnswer};
use serde_json::{Value, json};
use store::{Batch, HubStore, SqliteStore, Stored};

const SAMPLE_HUB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/hubs/ascoli-piceno.toml");
/// People who come on each day, one every [`EVERY_MINUTES`].
const PEOPLE: i64 = 30;
const EVERY_MINUTES: i64 = 5;
const SERVING_MINUTES: i64 = 8;
const DAYS: [&str; 3] = ["2026-06-03", "2026-06-04", "2026-06-05"];

fn at(day: &str, minutes: i64) -> Timestamp {
    let eight: Timestamp = format!("{day}T06:00:00Z").parse().unwrap();
    eight + Duration::from_secs(60 * minutes.cast_unsigned())
}

/// One clerk serves everybody, one after the other.
fn events(day: &str, first_ticket: i64) -> Vec<(Timestamp, Value)> {
    let mut events = vec![
        (at(day, 0), json!({ "event": "day_opened", "day": day, "first_ticket": first_ticket })),
        (at(day, 0), json!({ "event": "clerk_signed_in", "counter": "sportello-01", "clerk": "anna-celani" })),
    ];
    let mut free = 0;
    for number in 0..PEOPLE {
        let (came, ticket) = (number * EVERY_MINUTES, first_ticket + number);
        events.push((
            at(day, came),
            json!({ "event": "ticket_taken", "ticket": ticket, "code": format!("A{number:03}"), "services":
                    ["carta-identita"], "class": "walk_in", "language": "it", "device": null }),
        ));
        let called = came.max(free);
        free = called + SERVING_MINUTES;
        let of = |event: &str| json!({ "event": event, "ticket": ticket, "leg": 0, "counter": "sportello-01" });
        events.push((at(day, called), of("ticket_called")));
        events.push((at(day, called), of("service_started")));
        events.push((at(day, free), of("service_finished")));
    }
    events.push((at(day, 600), json!({ "event": "day_closed", "day": day, "unserved": [] })));
    events.sort_by_key(|(at, _)| *at);
    events
}

/// A journal of some days; its writer stays open beside whoever reads.
fn journal(folder: &Path) -> SqliteStore {
    let mut store = SqliteStore::open(&folder.join("journal.sqlite")).unwrap();
    let catalog = hub_file::load(Path::new(SAMPLE_HUB)).unwrap();
    let hub = HubId::new(catalog.id.as_str());
    let term = store.acquire(&hub, "test", Duration::from_secs(60)).unwrap().unwrap();
    let version =
        json!({ "event": "catalog_changed", "version": 1, "catalog": catalog, "source": "", "origin": "hub_file" });
    let days = DAYS.iter().zip(0..).flat_map(|(day, number)| events(day, 1 + number * PEOPLE));
    let all = std::iter::once((at(DAYS[0], 0), version)).chain(days).zip(1..);
    let stored =
        all.map(|((at, event), seq)| Stored { seq: Seq(seq), at, event: serde_json::from_value(event).unwrap() });
    store.append(&term, Seq(1), &Batch { events: stored.collect(), ..Batch::default() }).unwrap();
    store
}

/// What the program said on standard output and on standard error, after it ended with this code.
fn said(code: i32, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sportello")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, errors) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{errors}");
    (out, errors)
}

#[test]
fn a_past_day_is_played_again_with_something_changed() {
    let folder = tempfile::tempdir().unwrap();
    let _writer = journal(folder.path());
    let data = folder.path().to_str().unwrap();
    let (table, errors) = said(0, &["replay", "--data", data, "--date", DAYS[0], "--open", "sportello-02@08:00"]);
    assert!(
        table.starts_with(' ') && table.contains("mean wait, minutes") && table.contains("rests on 1 day"),
        "{table}"
    );
    assert_eq!(errors, "");
    let changes = ["--move-break", "sportello-01@12:00", "--add-skill", "anna-celani:residenza", "--policy", "oldest"];
    let span = ["replay", "--data", data, "--date", DAYS[0], "--days", "3", "--open", "sportello-02@08:00", "--json"];
    let (answer, _) = said(0, &[span.as_slice(), changes.as_slice()].concat());
    let answer: WhatIfAnswer = serde_json::from_str(&answer).unwrap();
    assert_eq!((answer.days, answer.variations), (3, 1));
    assert!(answer.mean_minutes.high.unwrap() < -10.0, "{answer:?}");
}

#[test]
fn a_question_without_an_answer_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let _writer = journal(folder.path());
    let data = folder.path().to_str().unwrap();
    let replay = ["replay", "--data", data, "--date"];
    for (more, names) in [
        (["2026-07-01"].as_slice(), DAYS[2]),
        (&[DAYS[0], "--location", "moon"], "sede"),
        (&[DAYS[0], "--open", "77@08:00"], "77"),
        (&[DAYS[0], "--hub", "elsewhere"], "ascoli"),
        (&[DAYS[0], "--days", "101"], "100"),
    ] {
        let (out, errors) = said(1, &[replay.as_slice(), more].concat());
        assert!(out.is_empty() && errors.starts_with("sportello: ") && errors.contains(names), "{more:?}: {errors}");
    }
    for (more, names) in [
        ([DAYS[0], "--open", "sportello-02"].as_slice(), "COUNTER@HH:MM"),
        (&[DAYS[0], "--policy", "random"], "longest_queue"),
        (&["yesterday"], "yesterday"),
    ] {
        let (_, errors) = said(2, &[replay.as_slice(), more].concat());
        assert!(errors.contains(names), "{more:?}: {errors}");
    }
    let nowhere = folder.path().join("nowhere");
    let (_, errors) = said(1, &["replay", "--data", nowhere.to_str().unwrap(), "--date", DAYS[0]]);
    assert!(errors.contains("nowhere"), "{errors}");
}

#[test]
fn advice_says_how_far_it_is_and_what_helps() {
    let folder = tempfile::tempdir().unwrap();
    let _writer = journal(folder.path());
    let file = folder.path().join("journal.sqlite");
    let (lines, progress) = said(0, &["advice", "--data", file.to_str().unwrap(), "--days", "3"]);
    assert!(lines.starts_with(" 1. Open counter ") && lines.trim_end().ends_with("rests on 3 days"), "{lines}");
    assert!(progress.lines().last().unwrap().contains("100 %"), "{progress}");
    let (found, _) = said(0, &["advice", "--data", file.to_str().unwrap(), "--json"]);
    let found: Advice = serde_json::from_str(&found).unwrap();
    assert!(found.days == 3 && !found.suggestions.is_empty(), "{found:?}");
}

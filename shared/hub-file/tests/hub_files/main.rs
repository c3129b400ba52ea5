//! The hubs we ship are in order, and every mistake in a bad one is named, all at once.

mod all_at_once;
mod diffs;
mod every_line;
mod fields;
mod home;
mod hours;
mod options;
mod relations;
mod shipped;
mod toml_itself;

use expect_test::Expect;

/// A small hub that is in order and has no notes.
const BASE: &str = include_str!("base.toml");

/// Everything said about a hub file, mistakes first.
fn said(text: &str) -> String {
    let report = hub_file::check_text(text, "hub.toml");
    assert_eq!(report.catalog.is_some(), report.mistakes.is_empty());
    let mistakes: Vec<_> = report.mistake_lines().collect();
    let notes: Vec<_> = report.note_lines().map(|line| format!("note: {line}")).collect();
    [mistakes, notes].concat().join("\n")
}

/// Changes the small hub, each time at the first place, and compares what is said about it.
fn check(changes: &[(&str, &str)], expected: Expect) {
    let mut text = BASE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the hub has no '{from}'");
        text = text.replacen(from, to, 1);
    }
    expected.assert_eq(&said(&text));
}

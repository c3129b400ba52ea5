//! A hub file by anybody: every text gets a report, and a text without mistakes is a hub that reads back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let report = hub_file::check_text(text, "fuzz.toml");
    let lines = text.lines().count() + 1;
    for remark in report.mistakes.iter().chain(&report.notes) {
        assert!((1..=lines).contains(&remark.line), "{remark} is not on a line of the file");
    }
    assert_eq!(report.catalog.is_some(), report.mistakes.is_empty(), "a file is a hub or has a mistake");
    assert_eq!(report.mistake_lines().count(), report.mistakes.len());
    assert_eq!(report.note_lines().count(), report.notes.len());
    if let Some(catalog) = report.catalog {
        let json = serde_json::to_string(&catalog).expect("a catalog can be written");
        assert_eq!(serde_json::from_str(&json).ok(), Some(catalog), "a catalog reads back as it was");
    }
});

//! The table of all refusals in docs/PROTOCOL.md, made from the code.

use std::fmt::Write;
use std::path::Path;

use domain::catalog_change::Conflict;
use domain::rejection::Rejection;
use protocol::Problem;
use serde_json::{Map, Value, json};
use utoipa::PartialSchema;

use crate::openapi::rejections;
use crate::problem;

const PAGE: &str = "../../docs/PROTOCOL.md";
const BEGIN: &str = "<!-- refusals: made by the tests of the dispatcher; UPDATE_DOCS=1 writes them -->\n";
const END: &str = "<!-- end of refusals -->\n";
const CONFLICTS_BEGIN: &str = "<!-- conflicts: made by the tests of the dispatcher; UPDATE_DOCS=1 writes them -->\n";
const CONFLICTS_END: &str = "<!-- end of conflicts -->\n";
/// Stand for a value in a text: numbers, one for each, or a letter, that no text has of its own.
const NUMBERS: std::ops::Range<usize> = 230..250;
const LETTER: &str = "¤";

/// Every kind of conflict, told with the names of its values instead of values.
fn conflicts() -> String {
    let schema = serde_json::to_value(Conflict::schema()).unwrap();
    let mut table = "| `code` | `values` | Italian | English |\n| --- | --- | --- | --- |\n".to_owned();
    for variant in schema["oneOf"].as_array().unwrap() {
        let members = variant["properties"].as_object().unwrap();
        let code = members["conflict"]["enum"][0].as_str().unwrap();
        let names: Vec<_> = members.keys().filter(|name| *name != "conflict").cloned().collect();
        let number = NUMBERS.start;
        let mut sample = Map::from_iter([("conflict".to_owned(), json!(code))]);
        for name in &names {
            let is_number = members[name]["type"] == "integer";
            sample.insert(name.clone(), if is_number { json!(number) } else { json!(format!("{{{name}}}")) });
        }
        let conflict: Conflict = serde_json::from_value(Value::Object(sample)).unwrap();
        assert_eq!(conflict.code(), code, "the code on the wire and the code of the conflict are one");
        let counted = names.iter().find(|name| members[*name]["type"] == "integer");
        let shown = counted.map(|name| format!("{{{name}}}")).unwrap_or_default();
        let text = |text: &str| text.replace(&number.to_string(), &shown);
        let (it, en) = (text(&conflict.text().it), text(&conflict.text().en));
        writeln!(table, "| `{code}` | `{}` | {it} | {en} |", names.join("`, `")).unwrap();
    }
    table
}

/// A rejection with this code whose texts show the names of its values instead of values.
fn sample(code: &str, names: &[String]) -> Rejection {
    let members = Map::from_iter([("rejection".to_owned(), json!(code))]);
    filled(members, names).unwrap_or_else(|| panic!("no values fit {names:?} of {code}: give this test some"))
}

/// The rejection once every member that is missing has the first value that fits.
fn filled(members: Map<String, Value>, missing: &[String]) -> Option<Rejection> {
    let Some((name, others)) = missing.split_first() else {
        return serde_json::from_value(Value::Object(members)).ok();
    };
    let candidates = [
        json!(format!("{{{name}}}")),
        json!(NUMBERS.start + members.len()),
        json!(LETTER),
        json!("2026-06-01"),
        json!("2026-06-01T07:00:00Z"),
        json!("2026-06-01T08:30:00"),
        json!("08:00:00"),
        json!(true),
        json!([]),
        json!({ "it": format!("{{{name}}}"), "en": format!("{{{name}}}") }),
    ];
    candidates.into_iter().find_map(|candidate| {
        let mut members = members.clone();
        members.insert(name.clone(), candidate);
        filled(members, others)
    })
}

fn row(problem: &Problem) -> String {
    let names: Vec<_> = problem.values.keys().map(|name| format!("`{name}`")).collect();
    let text = |text: &str| {
        let shown = problem.values.iter().fold(text.to_owned(), |shown, (name, value)| match value.as_str() {
            LETTER => shown.replace(LETTER, &format!("{{{name}}}")),
            value if value.parse().is_ok_and(|number| NUMBERS.contains(&number)) => {
                shown.replace(value, &format!("{{{name}}}"))
            }
            _ => shown,
        });
        shown.replace('|', "\\|")
    };
    let (it, en) = (text(&problem.text.it), text(&problem.text.en));
    format!("| {} | `{}` | {} | {it} | {en} |\n", problem.status, problem.code, names.join(", "))
}

fn table() -> String {
    let mut problems = problem::of_requests();
    problems.extend(problem::of_imports());
    problems.extend(problem::of_bookings());
    problems.extend(problem::of_questions());
    problems.extend(rejections().iter().map(|(code, names)| {
        let rejection = sample(code, names);
        assert_eq!(rejection.code(), code, "the code on the wire and the code of the rejection are one");
        problem::of_rejection(&rejection)
    }));
    // Inside a status they stay in the order of the code, which keeps what belongs together.
    problems.sort_by_key(|problem| problem.status);
    let mut table = "| status | `code` | `values` | Italian | English |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for problem in &problems {
        write!(table, "{}", row(problem)).unwrap();
    }
    table
}

/// Compares what stands between two marks of the page, or writes it.
fn check_page(begin: &str, end: &str, new: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&file).unwrap();
    let (before, rest) = page.split_once(begin).expect("the page has the mark where the table begins");
    let (old, after) = rest.split_once(end).expect("the page has the mark where the table ends");
    if std::env::var_os("UPDATE_DOCS").is_some_and(|value| value == "1") {
        std::fs::write(&file, format!("{before}{begin}{new}{end}{after}")).unwrap();
        return;
    }
    assert!(old == new, "docs/PROTOCOL.md is out of date; UPDATE_DOCS=1 writes this into it:\n{new}");
}

#[test]
fn the_protocol_page_has_every_refusal_with_its_texts() {
    // One after the other, because both write the same page.
    check_page(BEGIN, END, &table());
    check_page(CONFLICTS_BEGIN, CONFLICTS_END, &conflicts());
}

#[test]
fn every_refusal_speaks_both_languages_and_has_a_code_of_its_own() {
    let mut problems = problem::of_requests();
    problems.extend(problem::of_imports());
    problems.extend(problem::of_bookings());
    problems.extend(problem::of_questions());
    problems.extend(rejections().iter().map(|(code, names)| problem::of_rejection(&sample(code, names))));
    assert!(problems.len() > 20);
    let mut codes = std::collections::BTreeSet::new();
    for problem in problems {
        assert!(!problem.text.it.is_empty() && !problem.text.en.is_empty(), "{}", problem.code);
        assert!(codes.insert(problem.code.clone()), "two refusals are called {}", problem.code);
    }
}

//! Sizes and wording of the sources.

use crate::tree;

const RUST_LINES_MAX: usize = 500;
const SLINT_LINES_MAX: usize = 300;
/// Names of languages are written in the language itself everywhere, and the name of the program everywhere the same.
const UNTRANSLATED: [&str; 3] = ["Italiano", "English", "Sportello"];
const PURE: [&str; 10] = [
    "shared/appointments/src/",
    "shared/domain/src/",
    "shared/calendar/src/",
    "shared/engine/src/",
    "shared/forecast/src/",
    "shared/policy/src/",
    "shared/protocol/src/",
    "kiosk/flow/src/",
    "display-board/flow/src/",
    "counter-app/flow/src/",
];

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_grows_out_of_one_sitting() {
    let mut wrong = Vec::new();
    for (ending, most) in [(".rs", RUST_LINES_MAX), (".slint", SLINT_LINES_MAX)] {
        for (path, text) in tree::files(ending) {
            let lines = text.lines().count();
            if lines > most {
                wrong.push(format!("{path}: {lines} lines, at most {most}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn pure_crates_read_no_clock_and_touch_no_world() {
    let forbidden = [
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant::now",
        "std::fs",
        "std::net",
        "std::thread",
        "std::env",
        "HashMap",
        "HashSet",
        "println!",
    ];
    let mut wrong = Vec::new();
    for (path, text) in tree::files(".rs") {
        if !PURE.iter().any(|pure| path.starts_with(pure)) || path.ends_with("tests.rs") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            for word in forbidden.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_text_of_a_screen_can_be_translated() {
    let mut wrong = Vec::new();
    for (path, text) in tree::files(".slint") {
        let is_screen = ["kiosk/ui/", "display-board/ui/", "counter-app/ui/"].iter().any(|app| path.starts_with(app));
        if !is_screen {
            continue;
        }
        let found = untranslated(&text);
        wrong.extend(found.into_iter().map(|(line, words)| format!("{path}:{line}: '{words}' without @tr")));
    }
    assert_none(&wrong);
}

/// Every quoted text with a word that people could read, outside `@tr`, imports, and what is compared or handed on to
/// the program; with the number of its line.
fn untranslated(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("import ") || line.starts_with("//") {
            continue;
        }
        let is_code = |before: &str| {
            let before = before.trim_end();
            before.ends_with("@tr(") || before.ends_with('|') || before.ends_with("==") || before.ends_with("!=")
        };
        let mut rest = line;
        let mut before = String::new();
        while let Some((start, tail)) = rest.split_once('"') {
            before.push_str(start);
            let words: String = until_quote(tail);
            rest = tail[words.len()..].strip_prefix('"').unwrap_or_default();
            let is_callback = before.trim_end().ends_with('(') && before.contains("root.language");
            if is_text(&words) && !is_code(&before) && !is_callback {
                found.push((number + 1, words));
            }
        }
    }
    found
}

/// Whether somebody could read this as a word: two letters in a row that are no part of an expression.
fn is_text(words: &str) -> bool {
    let letters: Vec<bool> = words.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair[0] && pair[1]) && !words.starts_with("\\{") && !UNTRANSLATED.contains(&words)
}

fn until_quote(text: &str) -> String {
    let mut is_escaped = false;
    let inside = text.chars().take_while(|letter| {
        let is_end = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        !is_end
    });
    inside.collect()
}

#[test]
fn the_search_for_untranslated_texts_finds_them_wherever_they_stand() {
    let rows = [
        ("text: \"Hello\";", 1),
        ("Fact { title: \"Where\"; value: root.room; }", 1),
        ("text: root.lost ? \"Not connected\" : @tr(\"One moment…\");", 1),
        ("accessible-label: title + \" of \" + value;", 1),
        ("text: @tr(\"{n} person\" | \"{n} people\" % root.n);", 0),
        ("text: @tr(\"say \\\"hello\\\"\");", 0),
        ("text: \"Italiano\";", 0),
        ("text: \"›\" + root.a + \"0\";", 0),
        ("import { Theme } from \"theme.slint\";", 0),
        ("// Says \"hello\".", 0),
    ];
    for (line, count) in rows {
        assert_eq!(untranslated(line).len(), count, "{line}");
    }
}

/// A label of the kiosk draws its letters a second time where they reach over their line, and sets `color` by itself.
#[test]
fn labels_of_the_kiosk_are_coloured_by_their_ink() {
    let mut wrong = Vec::new();
    for (path, text) in tree::files(".slint").into_iter().filter(|(path, _)| path.starts_with("kiosk/ui/")) {
        wrong
            .extend(coloured_labels(&text).into_iter().map(|line| format!("{path}:{line}: `ink` in place of `color`")));
    }
    wrong.retain(|line| !line.starts_with("kiosk/ui/direction.slint"));
    assert_none(&wrong);
}

/// The lines that set the colour of a label.
fn coloured_labels(source: &str) -> Vec<usize> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<_> = source.lines().collect();
    let is_wrong = |position: &usize| {
        let line = lines[*position];
        let owner =
            lines[..*position].iter().rev().find(|above| !above.trim().is_empty() && depth(above) < depth(line));
        line.trim_start().starts_with("color: ") && owner.is_some_and(|owner| owner.contains("Label {"))
    };
    (0..lines.len()).filter(is_wrong).map(|position| position + 1).collect()
}

#[test]
fn the_search_for_coloured_labels_finds_them() {
    let own = "    HubLabel {\n        text: \"a\";\n        color: Theme.ink;\n    }";
    assert_eq!(coloured_labels(own), [3]);
    assert_eq!(coloured_labels(&own.replace("color", "ink")), [0; 0]);
    assert_eq!(coloured_labels(&own.replace("HubLabel", "Sign")), [0; 0]);
}

#[test]
fn every_asset_names_its_licence() {
    let licences = std::fs::read_to_string(tree::root().join("assets/LICENSES.md")).unwrap();
    for folder in ["fonts", "icons", "sounds"] {
        for entry in std::fs::read_dir(tree::root().join("assets").join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(licences.contains(&format!("{folder}/{name}")), "assets/LICENSES.md does not name {folder}/{name}");
        }
    }
}

#[test]
fn every_command_and_event_stands_in_the_protocol_page() {
    let page = std::fs::read_to_string(tree::root().join("docs/PROTOCOL.md")).unwrap();
    for file in ["command.rs", "event.rs"] {
        let text = std::fs::read_to_string(tree::root().join("shared/domain/src").join(file)).unwrap();
        for name in variants(&text) {
            assert!(page.contains(&format!("`{name}`")), "docs/PROTOCOL.md does not name `{name}` of {file}");
        }
    }
}

/// Names of the variants of the one enum in a source, in snake_case.
fn variants(source: &str) -> Vec<String> {
    source
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        .map(|line| line.trim().trim_end_matches([',', '{', ' ']))
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphanumeric))
        .map(snake_case)
        .collect()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

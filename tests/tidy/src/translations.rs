//! Every text of a screen or slip is there in every language, and no translation is left over.

use std::collections::BTreeSet;

use crate::tree;

/// Folder of the `.slint` files and the package whose catalogue translates them.
const PACKAGES: [(&str, &str); 4] = [
    ("kiosk/ui/", "kiosk"),
    ("display-board/ui/", "display-board"),
    ("counter-app/ui/", "counter-app"),
    ("shared/ticket-printer/ui/", "ticket-printer"),
];
/// Languages beside English, in which the texts are written.
const LANGUAGES: [&str; 1] = ["it"];

/// A text and the component it stands in.
type Message = (String, String);

#[test]
fn every_text_is_translated_and_no_translation_is_left_over() {
    let mut wrong = Vec::new();
    for (folder, package) in PACKAGES {
        let texts = texts_of(folder);
        assert!(!texts.is_empty(), "no text found in {folder}: the reader is broken");
        for language in LANGUAGES {
            let catalogue = format!("assets/translations/{language}/LC_MESSAGES/{package}.po");
            let translated = translations(&std::fs::read_to_string(tree::root().join(&catalogue)).unwrap());
            let lacking = texts.difference(&translated).map(|text| format!("{catalogue} lacks {text:?}"));
            let left_over = translated.difference(&texts).map(|text| format!("{catalogue}: {text:?} is used nowhere"));
            wrong.extend(lacking.chain(left_over));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn texts_of(folder: &str) -> BTreeSet<Message> {
    let files = tree::files(".slint").into_iter().filter(|(path, _)| path.starts_with(folder));
    files.flat_map(|(_, text)| messages(&text)).collect()
}

/// The first string of every `@tr(` with the component around it.
fn messages(source: &str) -> Vec<Message> {
    let mut found = Vec::new();
    let mut component = String::new();
    for line in source.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        if let Some(at) = words.iter().position(|word| ["component", "global"].contains(word))
            && !line.starts_with(' ')
        {
            component = words.get(at + 1).map(|name| (*name).to_owned()).unwrap_or_default();
        }
        let calls = line.split("@tr(\"").skip(1);
        found.extend(calls.map(|rest| (component.clone(), until_quote(rest))));
    }
    found
}

fn until_quote(text: &str) -> String {
    let mut escaped = false;
    let inside = text.chars().take_while(|letter| {
        let is_end = *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        !is_end
    });
    inside.collect()
}

/// The messages of a catalogue that have a translation, in every form.
fn translations(catalogue: &str) -> BTreeSet<Message> {
    let entries = catalogue.split("\n\n").filter(|entry| entry.contains("msgctxt"));
    let is_whole =
        |entry: &&str| entry.lines().filter(|line| line.starts_with("msgstr")).all(|line| !line.ends_with("\"\""));
    entries.filter(is_whole).map(|entry| (field(entry, "msgctxt"), field(entry, "msgid"))).collect()
}

fn field(entry: &str, name: &str) -> String {
    let start = format!("{name} \"");
    entry.lines().find_map(|line| line.strip_prefix(&start)).map(until_quote).unwrap_or_default()
}

#[test]
fn the_reader_of_texts_reads() {
    let source =
        "export component A inherits B {\n    text: @tr(\"one \\\"x\\\"\") + @tr(\"{n} a\" | \"{n} b\" % n);\n}";
    let expected = [("A", "one \\\"x\\\""), ("A", "{n} a")].map(|(one, two)| (one.to_owned(), two.to_owned()));
    assert_eq!(messages(source), expected);
}

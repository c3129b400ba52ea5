//! Every text of a screen or slip is there in every language, and no translation is left over.

use std::collections::BTreeSet;

use crate::tree;

/// Folder of the `.slint` files, the package whose catalogues translate them, and the languages of these beside
/// English, in which the texts are written.
const PACKAGES: [(&str, &str, &[&str]); 4] = [
    ("kiosk/ui/", "kiosk", &["it", "ro", "sq", "ar", "zh", "uk", "ur", "fr", "es", "pl"]),
    ("display-board/ui/", "display-board", &["it"]),
    ("counter-app/ui/", "counter-app", &["it"]),
    ("shared/ticket-printer/ui/", "ticket-printer", &["it"]),
];
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 2] = ["ar", "ur"];

/// A text and the component it stands in.
type Message = (String, String);

#[test]
fn every_text_is_translated_and_no_translation_is_left_over() {
    let mut wrong = Vec::new();
    for (folder, package, languages) in PACKAGES {
        let texts = texts_of(folder);
        assert!(!texts.is_empty(), "no text found in {folder}: the reader is broken");
        for language in languages {
            let catalogue = format!("assets/translations/{language}/LC_MESSAGES/{package}.po");
            let translated = translations(&std::fs::read_to_string(tree::root().join(&catalogue)).unwrap());
            let lacking = texts.difference(&translated).map(|text| format!("{catalogue} lacks {text:?}"));
            let left_over = translated.difference(&texts).map(|text| format!("{catalogue}: {text:?} is used nowhere"));
            wrong.extend(lacking.chain(left_over));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A number of forms other than the language's shows the wrong one, or none; a value that is left out is not told.
#[test]
fn every_translation_has_the_forms_and_the_values_of_its_text() {
    let mut wrong = Vec::new();
    for (_, package, languages) in PACKAGES {
        for language in languages {
            let catalogue = format!("assets/translations/{language}/LC_MESSAGES/{package}.po");
            let text = std::fs::read_to_string(tree::root().join(&catalogue)).unwrap();
            let forms = forms_of(&text);
            let faults = entries(&text).flat_map(|entry| faults(entry, forms, language));
            wrong.extend(faults.map(|fault| format!("{catalogue}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// How many forms the head of a catalogue promises for a number of things.
fn forms_of(catalogue: &str) -> usize {
    let count = catalogue.split("nplurals=").nth(1).and_then(|rest| rest.split(';').next());
    count.and_then(|count| count.trim().parse().ok()).expect("a catalogue says how many forms its language has")
}

fn faults(entry: &str, forms: usize, language: &str) -> Vec<String> {
    let source = field(entry, "msgid");
    let translated: Vec<_> = entry.lines().filter(|line| line.starts_with("msgstr")).collect();
    let forms = if entry.contains("msgid_plural") { forms } else { 1 };
    let mut found = Vec::new();
    if translated.len() != forms {
        found.push(format!("{source:?} has {} forms in place of {forms}", translated.len()));
    }
    // Words of another direction between them would be read in the wrong order.
    let isolated = RIGHT_TO_LEFT.contains(&language);
    for value in (0..9).map(|number| format!("{{{number}}}")).filter(|value| source.contains(value)) {
        let wanted = if isolated { format!("\u{2068}{value}\u{2069}") } else { value };
        let lacking = translated.iter().filter(|line| !line.contains(&wanted));
        found.extend(lacking.map(|line| format!("{line} lacks {wanted:?}")));
    }
    found
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
    let is_whole =
        |entry: &&str| entry.lines().filter(|line| line.starts_with("msgstr")).all(|line| !line.ends_with("\"\""));
    entries(catalogue).filter(is_whole).map(|entry| (field(entry, "msgctxt"), field(entry, "msgid"))).collect()
}

fn entries(catalogue: &str) -> impl Iterator<Item = &str> {
    catalogue.split("\n\n").filter(|entry| entry.contains("msgctxt"))
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

#[test]
fn the_reader_of_forms_reads() {
    let entry = "msgctxt \"A\"\nmsgid \"{0}: {n} a\"\nmsgid_plural \"{0}: {n} b\"\n";
    let whole = format!("{entry}msgstr[0] \"{{0}} x\"\nmsgstr[1] \"{{0}} y\"");
    assert_eq!(faults(&whole, 2, "fr"), Vec::<String>::new());
    assert_eq!(faults(&whole, 3, "pl").len(), 1);
    assert_eq!(faults(&whole, 2, "ar").len(), 2, "both forms leave the value open to its neighbours");
    assert_eq!(faults(&format!("{entry}msgstr[0] \"{{0}} x\"\nmsgstr[1] \"y\""), 2, "fr").len(), 1);
    assert_eq!(forms_of("\"Plural-Forms: nplurals=6; plural=(n==0);\\n\""), 6);
}

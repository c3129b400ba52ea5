//! Text that is not TOML, and TOML that is not the shape of a hub.

use std::path::Path;

use expect_test::expect;

use crate::{BASE, check, said};

#[test]
fn brackets_and_quotation_marks_are_asked_for_where_they_are_missing() {
    check(
        &[("[[area]]", "[[area")],
        expect!["hub.toml:10:7: the heading is incomplete; write it with two brackets on both sides, such as [[area]]"],
    );
    check(
        &[("[[area]]", "[[area]")],
        expect!["hub.toml:10:8: the heading is incomplete; write it with two brackets on both sides, such as [[area]]"],
    );
    check(
        &[("id = \"anagrafe\"", "id = \"anagrafe")],
        expect!["hub.toml:11:15: a quotation mark is missing; put one at both ends of the text"],
    );
    check(
        &[("id = \"anagrafe\"", "id = anagrafe\"")],
        expect!["hub.toml:11:6: a quotation mark is missing; put one at both ends of the text"],
    );
    check(
        &[("id = \"anagrafe\"", "id = anagrafe")],
        expect![[r#"hub.toml:11:6: 'anagrafe' has no quotation marks; write "anagrafe""#]],
    );
    check(
        &[("id = \"anagrafe\"", "id = “anagrafe”")],
        expect![[r#"hub.toml:11:6: curly quotation marks are not understood; write straight ones: """#]],
    );
    check(&[("id = \"anagrafe\"", "id =")], expect!["hub.toml:11:5: there is no value behind '='; write one"]);
    check(
        &[("id = \"anagrafe\"", "id: \"anagrafe\"")],
        expect!["hub.toml:11:3: ':' does not join field and value; write '='"],
    );
    check(
        &[("id = \"anagrafe\"", "id \"anagrafe\"")],
        expect!["hub.toml:11:4: '=' and a value are missing; write field = value"],
    );
    check(
        &[("id = \"anagrafe\"", "id = \"anagrafe\" floor = \"T\"")],
        expect![
            "hub.toml:11:17: two things stand on one line; put each on a line of its own, texts between quotation marks"
        ],
    );
    check(
        &[("it = \"Anagrafe\", en", "it = \"Anagrafe\" en")],
        expect!["hub.toml:12:26: a comma is missing; put ',' in front of this"],
    );
    check(
        &[("it = \"Anagrafe\", en", "it: \"Anagrafe\", en")],
        expect!["hub.toml:12:12: ':' does not join field and value; write '='"],
    );
    check(
        &[("Piazza Roma 1", "Piazza \\Roma 1")],
        expect![[r#"hub.toml:8:20: '\' does not stand for itself in a text; write '\\' or leave it out"#]],
    );
    check(
        &[("duration_minutes = 15", "duration_minutes = 015")],
        expect!["hub.toml:35:20: a number does not begin with 0; write it without"],
    );
    check(
        &[("floor =", "piàno =")],
        expect!["hub.toml:14:3: 'à' cannot stand in the name of a field; use a-z and '_'"],
    );
    check(
        &[("documents = [", "documents =")],
        expect![[r#"
        hub.toml:31:12: there is no value behind '='; write one
        hub.toml:32:5: this is not TOML (invalid key-value pair); correct this line
        hub.toml:33:5: this is not TOML (invalid key-value pair); correct this line
        hub.toml:34:1: this closing bracket has no opening one; remove it or add the other"#]],
    );
}

#[test]
fn several_places_that_are_not_toml_are_named_at_once() {
    check(
        &[
            ("en = \"Registry\" }", "en = \"Registry\""),
            ("en = \"Photo\" },", "en = \"Photo\","),
            ("en = \"Health card\" },\n]", "en = \"Health card\" },"),
            ("time_zone = \"Europe/Rome\"", "time_zone = Europe/Rome"),
            ("name = \"Anna Rossi\"", "name \"Anna Rossi\""),
        ],
        expect![[r#"
            hub.toml:3:13: 'Europe/Rome' has no quotation marks; write "Europe/Rome"
            hub.toml:12:8: the '{' is never closed; put '}' where it ends
            hub.toml:31:13: the '[' is never closed; put ']' where it ends
            hub.toml:32:5: the '{' is never closed; put '}' where it ends
            hub.toml:63:6: '=' and a value are missing; write field = value"#]],
    );
}

#[test]
fn something_else_altogether_is_not_reported_line_by_line() {
    let page = "<tr><td>Anagrafe</td></tr>\n".repeat(1000);
    let lines = said(&page);
    assert_eq!(lines.lines().count(), 21);
    expect!["hub.toml:21: 980 lines from here on are not TOML either; start from assets/hubs/minimal.toml"]
        .assert_eq(lines.lines().last().unwrap());
}

#[test]
fn what_stands_twice_does_not_hide_the_rest() {
    check(
        &[("floor = \"T\"", "floor = \"T\"\nfloor = \"1\""), ("letter = \"Z\"", "letter = \"O\"")],
        expect![[r#"
        hub.toml:15: 'floor' stands twice in this area; remove one
        hub.toml:41: the letter 'O' of the service 'tari' cannot be used; it looks like a digit: take A to Z without I, O and Q"#]],
    );
    check(
        &[("[[area]]\nid = \"tributi\"", "id = \"tributi\""), ("letter = \"Z\"", "letter = \"O\"")],
        expect![[r#"
        hub.toml:18: 'id' stands twice in this area; remove one, or put [[area]] above it if another begins
        hub.toml:39: the letter 'O' of the service 'tari' cannot be used; it looks like a digit: take A to Z without I, O and Q"#]],
    );
    check(
        &[("it = \"Fototessera\"", "it = \"Fototessera\", it = \"Foto\"")],
        expect!["hub.toml:32: 'it' stands twice in this service; remove one"],
    );
    check(
        &[("time_zone", "id = \"other\"\ntime_zone")],
        expect!["hub.toml:3: 'id' stands twice in this hub; remove one"],
    );
}

#[test]
fn headings_have_two_pairs_of_brackets_and_known_names() {
    check(
        &[("[[location]]", "[location]")],
        expect!["hub.toml:5: [location] has one pair of brackets; write [[location]]"],
    );
    check(&[("[[area]]", "[area]")], expect!["hub.toml:10: [area] has one pair of brackets; write [[area]]"]);
    check(
        &[("[[area]]", "[area]"), ("[[area]]", "[area]")],
        expect![[r#"
            hub.toml:10: [area] has one pair of brackets; write [[area]]
            hub.toml:18: [area] has one pair of brackets; write [[area]]"#]],
    );
    expect![[r#"
        hub.toml:10: there is no heading [[areas]]; write [[area]]
        hub.toml:18: there is no heading [[areas]]; write [[area]]"#]]
    .assert_eq(&said(&BASE.replace("[[area]]", "[[areas]]")));
    check(
        &[("[[location]]", "[[building]]")],
        expect![
            "hub.toml:5: the hub has no field 'building'; the headings are [[location]], [[area]], [[service]], [[counter]], [[clerk]], [[pair]], [[priority]], [[notice]], [[life_event]] and [calendar]"
        ],
    );
    check(
        &[("[[area]]\nid = \"tributi\"", "[area]\nid = \"tributi\"")],
        expect!["hub.toml:18: [area] has one pair of brackets; write [[area]]"],
    );
    let (hub, _) = BASE.split_once("[[location]]").unwrap();
    expect![[r#"
        hub.toml:1: the hub has no clerk; add at least one [[clerk]]
        hub.toml:1: the hub has no counter; add at least one [[counter]]
        hub.toml:1: the hub has no service; add at least one [[service]]
        hub.toml:5: 'location' is a text; write the heading [[location]] and its fields below
        hub.toml:6: 'area' is a text; write the heading [[area]] and its fields below"#]]
    .assert_eq(&said(&format!("{hub}location = \"sede\"\narea = [\"anagrafe\"]\n")));
}

#[test]
fn line_ends_and_marks_of_windows_do_not_matter() {
    assert_eq!(said(&BASE.replace('\n', "\r\n")), "");
    assert_eq!(said(&format!("\u{feff}{BASE}")), "");
    let changed = format!("\u{feff}{BASE}").replace("\"T\"", "T").replace('\n', "\r\n");
    expect![[r#"
        hub.toml:14:9: 'T' has no quotation marks; write "T"
        hub.toml:50:9: 'T' has no quotation marks; write "T""#]]
    .assert_eq(&said(&changed));
}

#[test]
fn files_that_cannot_be_read_are_said_to_be_so() {
    let refused = |file: &Path| hub_file::load(file).unwrap_err().to_string();
    let folder = std::env::temp_dir().join(format!("hub-file-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let said = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        refused(&file).replace(&folder.display().to_string(), "DIR")
    };
    let latin: Vec<u8> = BASE.chars().filter_map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    expect!["DIR/latin.toml:30: this line is not UTF-8; save the file with the encoding UTF-8"]
        .assert_eq(&said("latin.toml", &latin));
    let wide: Vec<u8> = "\u{feff}id".encode_utf16().flat_map(u16::to_le_bytes).collect();
    expect!["DIR/wide.toml:1: this line is not UTF-8; save the file with the encoding UTF-8"]
        .assert_eq(&said("wide.toml", &wide));
    expect!["DIR/huge.toml:1: the file has more than 1048576 bytes; take a hub file"]
        .assert_eq(&said("huge.toml", &vec![b'#'; 5 * 1024 * 1024]));
    let missing = refused(&folder.join("missing.toml")).replace(&folder.display().to_string(), "DIR");
    expect!["DIR/missing.toml: No such file or directory (os error 2); check path and permissions"].assert_eq(&missing);
    std::fs::remove_dir_all(&folder).unwrap();
}

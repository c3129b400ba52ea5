//! One field at a time.

use expect_test::expect;

use crate::check;

#[test]
fn unknown_fields_lead_to_the_nearest_known_one() {
    check(
        &[("floor = \"T\"", "flor = \"T\"")],
        expect!["hub.toml:14: the area 'anagrafe' has no field 'flor'; write 'floor'"],
    );
    check(
        &[("duration_minutes = 15", "duration = 15")],
        expect!["hub.toml:35: the service 'carta-identita' has no field 'duration'; write 'duration_minutes'"],
    );
    check(
        &[("address =", "telephone = \"0736\"\naddress =")],
        expect![
            "hub.toml:8: the location 'sede' has no field 'telephone'; remove it or take one of id, name, address, hours, services, travel_minutes"
        ],
    );
    check(
        &[("summary =", "colour = \"#000000\"\nsummary =")],
        expect!["hub.toml:13: the area 'anagrafe' has no field 'colour'; remove it: 'color' is there already"],
    );
    check(
        &[("time_zone = \"Europe/Rome\"\n", ""), ("id = \"bruno\"", "time_zone = \"Europe/Rome\"\nid = \"bruno\"")],
        expect![[r#"
            hub.toml:1: the hub has no 'time_zone'; add time_zone = "Europe/Rome"
            hub.toml:68: the clerk 'bruno' has no field 'time_zone'; move it above the first heading, to the hub"#]],
    );
    check(&[("time_zone", "timezone")], expect!["hub.toml:3: the hub has no field 'timezone'; write 'time_zone'"]);
}

#[test]
fn missing_fields_are_named_each_at_its_entry() {
    check(
        &[("floor = \"T\"\n", ""), ("color = \"#0066cc\"\n", ""), ("label = \"2\"\n", "")],
        expect![[r##"
        hub.toml:10: the area 'anagrafe' has no 'color'; add color = "#0066cc"
        hub.toml:10: the area 'anagrafe' has no 'floor'; add floor = "T"
        hub.toml:52: the counter 'sportello-02' has no 'label'; add label = "1""##]],
    );
    check(
        &[("primary = [\"tari\"]\n", "")],
        expect![[r#"hub.toml:68: the clerk 'bruno' has no 'primary'; add primary = ["certificati"]"#]],
    );
    check(
        &[("id = \"town\"\n", ""), ("time_zone = \"Europe/Rome\"\n", "")],
        expect![[r#"
        hub.toml:1: the hub has no 'id'; add id = "my-town"
        hub.toml:1: the hub has no 'time_zone'; add time_zone = "Europe/Rome""#]],
    );
}

#[test]
fn wrong_types_are_named_with_what_to_write() {
    check(
        &[("floor = \"1\"", "floor = 1"), ("label = \"1\"", "label = 1")],
        expect![[r#"
        hub.toml:22: 'floor' of the area 'tributi' is a number; put it in quotation marks: floor = "1"
        hub.toml:48: 'label' of the counter 'sportello-01' is a number; put it in quotation marks: label = "1""#]],
    );
    check(
        &[("duration_minutes = 15", "duration_minutes = \"15\"")],
        expect![
            "hub.toml:35: 'duration_minutes' of the service 'carta-identita' stands in quotation marks; write the bare number: duration_minutes = 15"
        ],
    );
    check(
        &[("duration_minutes = 15", "duration_minutes = 7.5")],
        expect![
            "hub.toml:35: 'duration_minutes' of the service 'carta-identita' is a number with decimals; write whole minutes as a bare number: duration_minutes = 10"
        ],
    );
    check(
        &[("target_wait_minutes = 15", "target_wait_minutes = \"short\"")],
        expect![
            "hub.toml:44: 'target_wait_minutes' of the service 'tari' is a text; write whole minutes as a bare number: target_wait_minutes = 15"
        ],
    );
    check(
        &[("name = { it = \"Anagrafe\", en = \"Registry\" }", "name = \"Anagrafe\"")],
        expect![[
            r#"hub.toml:12: 'name' of the area 'anagrafe' names no language; write { it = "Anagrafe", en = "…" }"#
        ]],
    );
    check(
        &[("name = \"Anna Rossi\"", "name = { it = \"Anna Rossi\" }")],
        expect![[r#"hub.toml:64: 'name' of the clerk 'anna' is a group of fields; write name = "Anna Rossi""#]],
    );
    check(
        &[("primary = [\"tari\"]", "primary = \"tari\"")],
        expect![[r#"hub.toml:71: 'primary' of the clerk 'bruno' is a text; write a list: primary = ["certificati"]"#]],
    );
    check(
        &[("primary = [\"tari\"]", "primary = [\"tari\", 7]")],
        expect!["hub.toml:71: 'primary' of the clerk 'bruno' holds a number; write ids in quotation marks"],
    );
    check(
        &[("{ it = \"Fototessera\", en = \"Photo\" }", "\"Fototessera\"")],
        expect![[
            r#"hub.toml:32: document 1 of the service 'carta-identita' names no language; write { it = "Fototessera", en = "…" }"#
        ]],
    );
    check(
        &[("{ it = \"Fototessera\", en = \"Photo\" }", "{ it = 1, en = true }")],
        expect![[r#"
            hub.toml:32: 'en' in document 1 of the service 'carta-identita' is true or false; write a text in quotation marks
            hub.toml:32: 'it' in document 1 of the service 'carta-identita' is a number; write a text in quotation marks"#]],
    );
    check(
        &[("documents = [", "documents = { it = \"x\" }\nunused = [")],
        expect![[r#"
            hub.toml:31: 'documents' of the service 'carta-identita' is a group of fields; write documents = [{ it = "Documento d'identità", en = "Identity document" }]
            hub.toml:32: the service 'carta-identita' has no field 'unused'; remove it or take one of id, letter, area, name, documents, for_whom, cost, online_url, duration_minutes, target_wait_minutes, hours, last_ticket_minutes, daily_quota, asks_fiscal_code, keywords"#]],
    );
}

#[test]
fn values_are_held_to_their_rules() {
    check(
        &[("Europe/Rome", "Europe/Roma")],
        expect!["hub.toml:3: the time zone 'Europe/Roma' does not exist; write Europe/Rome"],
    );
    check(
        &[("id = \"town\"", "id = \"\"")],
        expect![
            "hub.toml:1: the hub id '' is malformed; use 1 to 40 of a-z, 0-9 and '-', a letter or digit at both ends"
        ],
    );
    check(
        &[("id = \"anna\"", "id = \"Anna Rossi\"")],
        expect![
            "hub.toml:63: the clerk id 'Anna Rossi' is malformed; use 1 to 40 of a-z, 0-9 and '-', a letter or digit at both ends, such as 'anna-rossi'"
        ],
    );
    check(
        &[("letter = \"A\"", "letter = \"I\"")],
        expect![
            "hub.toml:28: the letter 'I' of the service 'carta-identita' cannot be used; it looks like a digit: take A to Z without I, O and Q"
        ],
    );
    check(
        &[("letter = \"A\"", "letter = \"a\"")],
        expect!["hub.toml:28: the letter 'a' of the service 'carta-identita' cannot be used; write 'A'"],
    );
    check(
        &[("letter = \"A\"", "letter = \"AB\"")],
        expect![
            "hub.toml:28: the letter 'AB' of the service 'carta-identita' cannot be used; take one letter, A to Z without I, O and Q"
        ],
    );
    check(
        &[("#0066cc", "blue")],
        expect!["hub.toml:16: the color 'blue' of the area 'anagrafe' is malformed; write it as #rrggbb"],
    );
    check(
        &[("#0066cc", "#ffcc00")],
        expect![
            "hub.toml:16: the color '#ffcc00' of the area 'anagrafe' has a contrast of 1.5:1 on white; take a darker one, at least 4.5:1"
        ],
    );
    check(
        &[("duration_minutes = 15", "duration_minutes = 0")],
        expect!["hub.toml:35: 'duration_minutes' of the service 'carta-identita' is 0; write 1 to 240 minutes"],
    );
    check(
        &[("target_wait_minutes = 15", "target_wait_minutes = 241")],
        expect!["hub.toml:44: 'target_wait_minutes' of the service 'tari' is 241; write 1 to 240 minutes"],
    );
    check(
        &[("target_wait_minutes = 15", "target_wait_minutes = -5")],
        expect!["hub.toml:44: 'target_wait_minutes' of the service 'tari' is -5; write 1 to 240 minutes"],
    );
    check(
        &[("duration_minutes = 15", "duration_minutes = 99999999999999999999")],
        expect![
            "hub.toml:35: 'duration_minutes' of the service 'carta-identita' is 99999999999999999999; write 1 to 240 minutes"
        ],
    );
    check(
        &[("label = \"1\"", "label = \"Sportello 1\"")],
        expect!["hub.toml:48: 'label' of the counter 'sportello-01' has 11 characters; write at most 6"],
    );
    check(
        &[("floor = \"T\"", "floor = \"Terra\"")],
        expect!["hub.toml:14: 'floor' of the area 'anagrafe' has 5 characters; write at most 4"],
    );
    check(
        &[("Piazza Roma 1", "Piazza\\nRoma")],
        expect![
            "hub.toml:8: 'address' of the location 'sede' holds a line break or another sign that cannot be shown; write it on one line"
        ],
    );
}

#[test]
fn texts_are_there_and_fit_the_screens() {
    let long = format!("it = \"{}\"", "è".repeat(81));
    check(
        &[("it = \"Anagrafe\"", &long)],
        expect!["hub.toml:12: 'name' of the area 'anagrafe' has 81 characters; write at most 80"],
    );
    check(
        &[("it = \"Anagrafe\"", "it = \"\"")],
        expect!["hub.toml:12: 'name' of the area 'anagrafe' is empty; write something people can read"],
    );
    check(
        &[("it = \"Anagrafe\", ", "")],
        expect![[r#"hub.toml:12: 'name' of the area 'anagrafe' has no Italian text; add it = "…""#]],
    );
    check(
        &[("it = \"Anagrafe\"", "itt = \"Anagrafe\"")],
        expect!["hub.toml:12: 'name' of the area 'anagrafe' has no language 'itt'; write 'it'"],
    );
    check(
        &[("en = \"Registry\"", "de = \"Register\"")],
        expect![[r#"
        hub.toml:12: 'name' of the area 'anagrafe' has no language 'de'; remove it: the languages are it, en, ro, sq, ar, zh, uk, ur, fr, es, pl
        note: hub.toml:12: 'name' of the area 'anagrafe' has no English text, the Italian one is shown; add en = "…""#]],
    );
    check(
        &[("it = \"Anagrafe\", en = \"Registry\"", "it = \"…\", en = \"…\"")],
        expect![[r#"
        hub.toml:12: 'name' of the area 'anagrafe' is empty; write something people can read
        note: hub.toml:12: 'name' of the area 'anagrafe' has no English text, the Italian one is shown; add en = "…""#]],
    );
    check(
        &[("it = \"Anagrafe\"", "it = \"Anagrafe \"")],
        expect!["hub.toml:12: 'name' of the area 'anagrafe' begins or ends with a space; remove it"],
    );
    let ten = "    { it = \"Documento\", en = \"Document\" },\n".repeat(10);
    check(
        &[("    { it = \"Fototessera\", en = \"Photo\" },\n", &ten)],
        expect![
            "hub.toml:31: 'documents' of the service 'carta-identita' has 11 elements; keep the 8 that matter most"
        ],
    );
}

#[test]
fn missing_english_is_a_note() {
    check(
        &[(", en = \"Registry\"", ""), ("en = \"Photo\"", "en = \"\"")],
        expect![[r#"
            note: hub.toml:12: 'name' of the area 'anagrafe' has no English text, the Italian one is shown; add en = "…"
            note: hub.toml:32: document 1 of the service 'carta-identita' has no English text, the Italian one is shown; add en = "…""#]],
    );
}

#[test]
fn a_hub_without_any_english_is_told_so_once() {
    let text = crate::BASE.lines().map(|line| match line.find(", en = ") {
        Some(start) => format!("{} }}{}\n", &line[..start], if line.ends_with(',') { "," } else { "" }),
        None => format!("{line}\n"),
    });
    expect![[
        r#"note: hub.toml:2: no text of this hub is in English; add en = "…" beside it = "…" where visitors need it"#
    ]]
    .assert_eq(&crate::said(&text.collect::<String>()));
}

#[test]
fn numbers_may_be_written_in_every_way_of_toml() {
    check(
        &[
            ("duration_minutes = 15", "duration_minutes = 1_5"),
            ("target_wait_minutes = 15", "target_wait_minutes = 0x0f"),
        ],
        expect![""],
    );
}

#[test]
fn a_remark_is_one_line_whatever_the_file_holds() {
    let endless = format!("letter = \"\\n\\u001b[31m{}\"", "x".repeat(10_000));
    let text = crate::BASE.replacen("letter = \"A\"", &endless, 1);
    let said = crate::said(&text);
    assert_eq!(said.lines().count(), 1);
    assert!(said.chars().count() < 500 && !said.chars().any(char::is_control), "{said}");
    assert!(said.ends_with("take one letter, A to Z without I, O and Q"), "{said}");
}

#[test]
fn an_address_for_phones_may_be_left_out_and_is_checked_where_it_is_there() {
    let zone = "time_zone = \"Europe/Rome\"\n";
    let with = |url: &str| format!("{zone}follow_url = {url}\n");
    check(&[(zone, &with("\"https://sportello.example.it\""))], expect![[""]]);
    check(
        &[(zone, &with("\"sportello.example.it\""))],
        expect![
            "hub.toml:4: the address 'sportello.example.it' in 'follow_url' of the hub cannot be used; begin it with https:// (http:// for trials)"
        ],
    );
    check(
        &[(zone, &with("\"https://sportello.example.it/\""))],
        expect![
            "hub.toml:4: the address 'https://sportello.example.it/' in 'follow_url' of the hub cannot be used; write https://sportello.example.it"
        ],
    );
    check(
        &[(zone, &with("7417"))],
        expect![[r#"
        hub.toml:4: 'follow_url' of the hub is a number; put it in quotation marks: follow_url = "7417"
        hub.toml:4: the address '7417' in 'follow_url' of the hub cannot be used; begin it with https:// (http:// for trials)"#]],
    );
}

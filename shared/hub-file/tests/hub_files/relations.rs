//! How entries fit together.

use expect_test::expect;

use crate::{BASE, check, said};

#[test]
fn ids_name_one_thing() {
    check(
        &[("id = \"bruno\"", "id = \"anna\"")],
        expect!["hub.toml:69: the clerk id 'anna' stands already on line 63; change one"],
    );
    check(
        &[
            ("id = \"tari\"", "id = \"tributi\""),
            ("primary = [\"tari\"]", "primary = [\"tributi\"]"),
            ("secondary = [\"tari\"]", "secondary = [\"tributi\"]"),
        ],
        expect![
            "hub.toml:39: 'tributi' names the area on line 19 already, and an id names one thing in the whole hub; change one"
        ],
    );
}

#[test]
fn named_entries_exist() {
    check(
        &[("area = \"anagrafe\"", "area = \"anagraf\"")],
        expect!["hub.toml:29: this service names the area 'anagraf', which does not exist; write 'anagrafe'"],
    );
    check(
        &[("location = \"sede\"", "location = \"ponte\"")],
        expect![
            "hub.toml:49: this counter names the location 'ponte', which does not exist; add this location or take one that exists"
        ],
    );
    check(
        &[("secondary = [\"carta-identita\"]", "secondary = [\"passaporto\"]")],
        expect![[r#"
        hub.toml:72: this clerk names the service 'passaporto', which does not exist; add this service or take one that exists
        note: hub.toml:27: only anna can serve 'carta-identita': a day off closes it; give it to a second clerk"#]],
    );
}

#[test]
fn one_mistake_makes_no_others() {
    // A malformed id counts as the one that is proposed instead.
    check(
        &[("id = \"tari\"", "id = \"TARI\"")],
        expect![
            "hub.toml:39: the service id 'TARI' is malformed; use 1 to 40 of a-z, 0-9 and '-', a letter or digit at both ends, such as 'tari'"
        ],
    );
    // The service without an id may be the one the clerks name.
    check(&[("id = \"tari\"\n", "")], expect![[r#"hub.toml:38: this service has no 'id'; add id = "certificati""#]]);
    // The misspelt service is the one that would have nobody else.
    check(
        &[("primary = [\"tari\"]", "primary = [\"tarri\"]"), ("secondary = [\"tari\"]", "secondary = []")],
        expect![[r#"
            hub.toml:71: this clerk names the service 'tarri', which does not exist; write 'tari'
            note: hub.toml:39: only bruno can serve 'tari': a day off closes it; give it to a second clerk"#]],
    );
    // Whether an area has services cannot be said while one does not say where it belongs.
    check(
        &[("area = \"tributi\"\n", "")],
        expect![[r#"hub.toml:38: the service 'tari' has no 'area'; add area = "anagrafe""#]],
    );
}

#[test]
fn an_area_has_services_and_counters_where_its_people_wait() {
    check(
        &[("area = \"tributi\"", "area = \"anagrafe\""), ("letter = \"Z\"", "letter = \"A\"")],
        expect![[r#"hub.toml:19: the area 'tributi' has no service; add one with area = "tributi""#]],
    );
    let (before, counter) = BASE.split_once("[[counter]]\nid = \"sportello-02\"").unwrap();
    let (_, clerks) = counter.split_once("[[clerk]]").unwrap();
    expect![[r#"hub.toml:19: the area 'tributi' has no counter; add one with area = "tributi""#]]
        .assert_eq(&said(&format!("{before}[[clerk]]{clerks}")));
    check(
        &[("floor = \"1\"", "floor = \"2\"")],
        expect![
            "hub.toml:22: people wait for 'tributi' on floor 2, where none of its counters stands; correct the floor here or at the counters"
        ],
    );
    let third = "[[counter]]\nid = \"sportello-03\"\nlabel = \"3\"\nlocation = \"sede\"\nfloor = \"2\"\nplace = { it = \"Sala\", en = \"Room\" }\narea = \"tributi\"\n\n[[clerk]]\nid = \"anna\"";
    check(
        &[("[[clerk]]\nid = \"anna\"", third)],
        expect![
            "note: hub.toml:66: this counter stands on floor 2, but people wait for 'tributi' on floor 1; correct one if that is not meant"
        ],
    );
}

#[test]
fn access_points_are_noted_where_they_surprise() {
    let branch = "[[location]]\nid = \"ponte\"\nname = { it = \"Ponte\", en = \"Bridge\" }\naddress = \"Via Po 2\"\n\n[[area]]\nid = \"anagrafe\"";
    check(
        &[("[[area]]\nid = \"anagrafe\"", branch)],
        expect![
            "note: hub.toml:11: no counter stands in 'ponte': nobody is called there; add one if that is not meant"
        ],
    );
    let counter = "[[counter]]\nid = \"ponte-01\"\nlabel = \"1\"\nlocation = \"ponte\"\nfloor = \"T\"\nplace = { it = \"Sala\", en = \"Room\" }\narea = \"tributi\"\n\n[[clerk]]\nid = \"anna\"";
    check(
        &[("[[area]]\nid = \"anagrafe\"", branch), ("[[clerk]]\nid = \"anna\"", counter)],
        expect![[r#"
        note: hub.toml:11: 'ponte' gives every service, whoever works there; name those it gives with services = […] if that is not so
        note: hub.toml:69: 'sede' has a counter '1' too, on line 53, and the board tells them apart by the place alone; change one label if you can"#]],
    );
}

#[test]
fn people_can_tell_things_apart() {
    check(
        &[("it = \"Tributi\"", "it = \"anagrafe\""), ("#a3195b", "#0066CC")],
        expect![[r#"
            hub.toml:20: the area of line 12 is also called 'anagrafe'; change one name
            hub.toml:24: the area on line 16 has the color '#0066CC' too; change one"#]],
    );
    check(
        &[("label = \"2\"", "label = \"1\"")],
        expect!["hub.toml:56: the label '1' stands in 'sede' already, on line 48; change one"],
    );
    check(
        &[("Bruno Verdi", "Anna  Rossi")],
        expect![
            "note: hub.toml:70: the clerk of line 64 is also called 'Anna  Rossi'; add what tells them apart when they sign in"
        ],
    );
    check(
        &[("area = \"tributi\"", "area = \"anagrafe\""), ("it = \"Tassa rifiuti\"", "it = \"Carta d'Identità\"")],
        expect![[r#"
            hub.toml:19: the area 'tributi' has no service; add one with area = "tributi"
            hub.toml:42: the service of line 30 in the same area is also called 'Carta d'Identità'; change one name"#]],
    );
}

#[test]
fn a_letter_belongs_to_one_area() {
    check(
        &[("letter = \"Z\"", "letter = \"A\"")],
        expect![
            "hub.toml:40: the letter A belongs to the area 'anagrafe' since line 28; take another for 'tributi', so that a number says which office it is for"
        ],
    );
    check(
        &[("letter = \"Z\"", "letter = \"N\""), ("letter = \"A\"", "letter = \"M\"")],
        expect!["note: hub.toml:40: M and N sound alike when they are called; keep one of them if you can"],
    );
    check(
        &[("letter = \"Z\"", "letter = \"D\""), ("letter = \"A\"", "letter = \"B\"")],
        expect!["note: hub.toml:40: B and D sound alike when they are called; keep one of them if you can"],
    );
}

#[test]
fn every_service_has_clerks_and_every_clerk_services() {
    check(
        &[("secondary = [\"tari\"]", "secondary = []"), ("primary = [\"tari\"]", "primary = []")],
        expect![[r#"
        hub.toml:39: no clerk can serve 'tari'; add it to a clerk's primary or secondary services
        hub.toml:68: 'bruno' has no primary service; name at least one"#]],
    );
    check(
        &[("secondary = [\"tari\"]\n", "")],
        expect!["note: hub.toml:39: only bruno can serve 'tari': a day off closes it; give it to a second clerk"],
    );
    check(
        &[
            ("primary = [\"tari\"]", "primary = [\"carta-identita\"]"),
            ("secondary = [\"carta-identita\"]", "secondary = [\"tari\"]"),
        ],
        expect!["note: hub.toml:39: 'tari' is nobody's primary service; give it to a clerk who masters it"],
    );
    check(
        &[("secondary = [\"carta-identita\"]", "secondary = [\"tari\", \"carta-identita\", \"carta-identita\"]")],
        expect![[r#"
            hub.toml:72: 'bruno' names 'carta-identita' twice as secondary; remove one
            hub.toml:72: 'bruno' names 'tari' as primary and as secondary; keep one"#]],
    );
}

#[test]
fn a_hub_has_every_kind_of_entry_and_not_too_many() {
    let (hub, _) = BASE.split_once("[[location]]").unwrap();
    expect![[r#"
        hub.toml:1: the hub has no area; add at least one [[area]]
        hub.toml:1: the hub has no clerk; add at least one [[clerk]]
        hub.toml:1: the hub has no counter; add at least one [[counter]]
        hub.toml:1: the hub has no location; add at least one [[location]]
        hub.toml:1: the hub has no service; add at least one [[service]]"#]]
    .assert_eq(&said(hub));
    expect![[r#"
        hub.toml:1: the hub has no 'id'; add id = "my-town"
        hub.toml:1: the hub has no 'name'; add name = { it = "Comune di …", en = "Municipality of …" }
        hub.toml:1: the hub has no 'time_zone'; add time_zone = "Europe/Rome"
        hub.toml:1: the hub has no area; add at least one [[area]]
        hub.toml:1: the hub has no clerk; add at least one [[clerk]]
        hub.toml:1: the hub has no counter; add at least one [[counter]]
        hub.toml:1: the hub has no location; add at least one [[location]]
        hub.toml:1: the hub has no service; add at least one [[service]]"#]]
    .assert_eq(&said(""));
    let (before, area) = BASE.split_once("[[area]]\nid = \"tributi\"").unwrap();
    let (area, after) = area.split_once("[[service]]").unwrap();
    let areas: String = (1..=23)
        .map(|number| {
            let area =
                area.replace("Tributi", &format!("Tributi {number}")).replace("#a3195b", &format!("#0000{number:02}"));
            format!("[[area]]\nid = \"tributi-{number}\"{area}")
        })
        .collect();
    let text = format!("{before}{areas}[[service]]{after}");
    let lines = said(&text);
    expect!["hub.toml:194: this is area 24 of 24, and a hub can have 23; merge some"]
        .assert_eq(lines.lines().find(|line| line.contains("merge")).unwrap());
}

#[test]
fn a_file_of_countless_entries_is_answered_all_the_same() {
    let (start, end) = BASE.split_at(BASE.find("[[service]]").unwrap());
    let (first_area, _) = start.split_once("[[area]]").unwrap();
    let areas = start[first_area.len()..].repeat(2_000);
    let said = said(&format!("{first_area}{areas}{end}"));
    expect!["hub.toml:194: this is area 24 of 4000, and a hub can have 23; merge some"]
        .assert_eq(said.lines().next().unwrap());
}

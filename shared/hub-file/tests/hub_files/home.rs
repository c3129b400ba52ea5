//! The kiosk's first page: what most people come for, life events, signs and words.

use domain::home::ICONS;
use domain::text::Language;
use expect_test::{Expect, expect};

use crate::shipped::ASCOLI;
use crate::{BASE, said};

/// The small hub with a line above its headings and more at its end.
fn with(above: &str, more: &str) -> String {
    format!("{}\n{more}", BASE.replacen("time_zone", &format!("{above}\ntime_zone"), 1))
}

fn check(above: &str, more: &str, expected: Expect) {
    expected.assert_eq(&said(&with(above, more)));
}

fn event(id: &str, it: &str, rest: &str) -> String {
    format!("[[life_event]]\nid = \"{id}\"\nname = {{ it = \"{it}\", en = \"{it}\" }}\n{rest}\n")
}

#[test]
fn ways_signs_and_words_are_read_in_the_order_of_the_file() {
    let events = [
        event("moved", "Ho cambiato casa", "icon = \"moving\"\nservices = [\"tari\", \"carta-identita\"]"),
        event("lost", "Ho perso i documenti", "services = [\"carta-identita\"]"),
    ];
    let words = "[kiosk]\nwelcome = { it = \"Benvenuti\", en = \"Welcome\", ro = \"Bun venit\" }\n";
    let text = with("most_used = [\"tari\", \"carta-identita\"]", &format!("{}{words}", events.concat()));
    let text = text.replacen("floor =", "icon = \"id-card\"\nfloor =", 1);
    assert_eq!(said(&text), "");
    let hub = hub_file::parse(&text, "hub.toml").unwrap();
    let ids = |services: &[domain::ids::ServiceId]| services.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&hub.most_used), ["tari", "carta-identita"]);
    assert_eq!((hub.areas[0].icon.as_deref(), hub.areas[1].icon.as_deref()), (Some("id-card"), None));
    let [moved, lost] = &hub.life_events[..] else { panic!("two events") };
    assert_eq!((moved.icon.as_deref(), ids(&moved.services)), (Some("moving"), ids(&hub.most_used)));
    assert_eq!((lost.icon.as_deref(), lost.name.get(Language::It)), (None, "Ho perso i documenti"));
    assert_eq!(hub.kiosk.welcome.unwrap().get(Language::Ro), "Bun venit");
    assert_eq!(hub.kiosk.question, None);
    let bare = hub_file::parse(BASE, "hub.toml").unwrap();
    assert!(bare.most_used.is_empty() && bare.life_events.is_empty() && bare.kiosk.is_usual());
}

#[test]
fn what_most_come_for_are_services_of_the_hub_each_once_and_not_too_many() {
    check(
        "most_used = [\"tarri\", \"passaporto\"]",
        "",
        expect![[r#"
        hub.toml:3: this hub names the service 'passaporto', which does not exist; add this service or take one that exists
        hub.toml:3: this hub names the service 'tarri', which does not exist; write 'tari'"#]],
    );
    check(
        "most_used = [\"tari\", \"carta-identita\", \"tari\"]",
        "",
        expect!["hub.toml:3: 'most_used' names 'tari' twice; remove one"],
    );
    check(
        "most_used = \"tari\"",
        "",
        expect![[
            r#"hub.toml:3: 'most_used' of the hub is a text; write a list: most_used = ["carta-identita", "certificati"]"#
        ]],
    );
    let nine =
        "most_used = [\n\"tari\", \"tari\", \"tari\", \"tari\", \"tari\", \"tari\", \"tari\", \"tari\",\n\"tari\"]";
    let said = said(&with(nine, ""));
    expect!["hub.toml:5: 'most_used' names 9 services; keep the 8 that matter most"]
        .assert_eq(said.lines().last().unwrap());
}

#[test]
fn a_life_event_has_a_name_of_its_own_and_services_that_exist() {
    check(
        "",
        &event("moved", "Ho cambiato casa", "services = []"),
        expect!["hub.toml:75: 'moved' has no service; name at least one"],
    );
    check(
        "",
        "[[life_event]]\nid = \"moved\"\nservice = [\"tari\"]\n",
        expect![[r#"
        hub.toml:75: the life_event 'moved' has no 'name'; add name = { it = "Ho cambiato casa", en = "I have moved" }
        hub.toml:77: the life_event 'moved' has no field 'service'; write 'services'"#]],
    );
    let twice = event("moved", "Ho cambiato casa", "services = [\"tari\"]")
        + &event("again", "ho  cambiato casa", "services = [\"tari\", \"tari\"]");
    check(
        "",
        &twice,
        expect![[r#"
        hub.toml:81: the life_event of line 77 is also called 'ho  cambiato casa'; change one name
        hub.toml:82: 'again' names 'tari' twice; remove one"#]],
    );
    check(
        "",
        &event("tari", "Ho cambiato casa", "services = [\"casa\"]"),
        expect![[r#"
        hub.toml:76: 'tari' names the service on line 40 already, and an id names one thing in the whole hub; change one
        hub.toml:78: this life_event names the service 'casa', which does not exist; add this service or take one that exists"#]],
    );
    let seventeen: String = (0..17)
        .map(|number| event(&format!("e{number}"), &format!("Evento {number}"), "services = [\"tari\"]"))
        .collect();
    check("", &seventeen, expect!["hub.toml:139: this is life_event 17 of 17, and a hub can have 16; merge some"]);
}

#[test]
fn an_unknown_sign_is_told_with_all_there_are() {
    let text = BASE.replacen("floor =", "icon = \"indentity\"\nfloor =", 1);
    expect!["hub.toml:14: 'icon' of the area 'anagrafe' is 'indentity'; write one of baby, bill, book, building, calendar, car, care, culture, document, document-search, elderly, euro, family, flower, globe, heart, house, id-card, info, mail, mourning, moving, parking, people, police, recycling, school, search, shield, shop, signpost, sport, star, tools, town-hall, tree, vote, water, wheelchair, work"].assert_eq(&said(&text));
    check(
        "",
        &event("moved", "Casa", "icon = 7\nservices = [\"tari\"]"),
        expect![[r#"
        hub.toml:78: 'icon' of the life_event 'moved' is '7'; write one of baby, bill, book, building, calendar, car, care, culture, document, document-search, elderly, euro, family, flower, globe, heart, house, id-card, info, mail, mourning, moving, parking, people, police, recycling, school, search, shield, shop, signpost, sport, star, tools, town-hall, tree, vote, water, wheelchair, work
        hub.toml:78: 'icon' of the life_event 'moved' is a number; put it in quotation marks: icon = "7""#]],
    );
}

#[test]
fn words_of_the_first_page_have_room() {
    let long = "Di che cosa hai bisogno questa mattina in Comune?";
    check(
        "",
        &format!("[kiosk]\nquestion = {{ it = \"{long}\", en = \"What?\" }}\nwelcom = 1\n"),
        expect![[r#"
        hub.toml:76: 'question' of the kiosk has 49 characters; write at most 40
        hub.toml:77: 'welcome' of the kiosk is a number; write welcome = { it = "Benvenuti in Comune", en = "Welcome to the town hall" }
        hub.toml:77: the kiosk has no field 'welcom'; write 'welcome'"#]],
    );
    check(
        "",
        "[kiosk]\nwelcome = \"Benvenuti\"\n",
        expect![[r#"hub.toml:76: 'welcome' of the kiosk names no language; write { it = "Benvenuti", en = "…" }"#]],
    );
}

#[test]
fn ascoli_has_events_in_every_language_and_a_sign_for_each_area() {
    let hub = hub_file::parse(ASCOLI, "ascoli-piceno.toml").unwrap();
    assert!((6..=8).contains(&hub.life_events.len()) && hub.most_used.len() >= 5);
    for event in &hub.life_events {
        let is_said = |language: &Language| event.name.spoken(*language) == *language;
        assert!(Language::ALL.iter().all(is_said), "{} is not said in every language", event.id);
        assert!(event.icon.is_some(), "{} has no sign", event.id);
    }
    let icons: std::collections::BTreeSet<_> = hub.areas.iter().filter_map(|area| area.icon.as_deref()).collect();
    assert_eq!(icons.len(), hub.areas.len(), "each area has a sign of its own");
}

#[test]
fn the_guide_names_every_sign_and_each_has_a_picture() {
    let guide = include_str!("../../../../assets/hubs/README.md");
    let line = guide.lines().find(|line| line.starts_with("Icons: ")).unwrap();
    let named: Vec<_> = line.split('`').skip(1).step_by(2).collect();
    assert_eq!(named, ICONS);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/icons");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().to_str()?.strip_suffix(".svg").map(str::to_owned))
        .collect();
    files.sort();
    assert_eq!(files, ICONS);
}

//! What a hub may leave out: pairs, reasons for priority, and its rules.

use domain::rules::{PairRule, Policy, Rules};
use domain::slip::{Logo, SlipPart};
use domain::text::Language;
use expect_test::{Expect, expect};

use crate::{BASE, said};

/// What is said about the small hub with something more at its end.
fn check(more: &str, expected: Expect) {
    expected.assert_eq(&said(&format!("{BASE}\n{more}")));
}

/// The ids of two services of the small hub.
fn two_services() -> (String, String) {
    let catalog = hub_file::parse(BASE, "hub.toml").expect("the small hub is in order");
    let id = |place: usize| catalog.services[place].id.to_string();
    (id(0), id(1))
}

fn pair(first: &str, then: &str, rule: &str) -> String {
    format!("[[pair]]\nfirst = \"{first}\"\nthen = \"{then}\"\nrule = \"{rule}\"\n")
}

#[test]
fn everything_that_may_be_left_out_is_read() {
    let (first, then) = two_services();
    let priority = "[[priority]]\nid = \"child\"\nname = { it = \"Bambino\", en = \"Child\" }\nweight = 3\nproof = { it = \"Nessuna\", en = \"None\" }\n";
    let rules = "[rules]\nconfirm_arrival = false\nundo_seconds = 5\npolicy = \"fair\"\n";
    let text = format!("{BASE}\n{}{priority}{rules}", pair(&first, &then, "in_order"));
    assert_eq!(said(&text), "");
    let catalog = hub_file::parse(&text, "hub.toml").unwrap();
    assert_eq!((catalog.pairs[0].rule, catalog.priorities[0].weight), (PairRule::InOrder, 3));
    assert_eq!(
        catalog.rules,
        Rules { confirm_arrival: false, undo_seconds: 5, policy: Policy::Fair, ..Rules::default() }
    );
}

#[test]
fn an_order_that_goes_in_a_circle_is_refused() {
    let (first, then) = two_services();
    check(
        &format!("{}{}", pair(&first, &then, "in_order"), pair(&then, &first, "in_order")),
        expect![
            "hub.toml:78: 'carta-identita' already has to come before 'tari', so neither could be called; remove one of these pairs"
        ],
    );
    check(
        &pair(&first, &first, "same_counter"),
        expect!["hub.toml:76: 'carta-identita' cannot come after itself; name two services"],
    );
    check(
        &format!("{}{}", pair(&first, &then, "in_order"), pair(&first, &then, "in_order")),
        expect!["hub.toml:78: this pair stands already on line 74; remove one"],
    );
    check(
        &pair("nothing", &then, "sometimes"),
        expect![[r#"
        hub.toml:75: this pair names the service 'nothing', which does not exist; add this service or take one that exists
        hub.toml:77: 'rule' of this pair is 'sometimes'; write one of in_order, same_counter"#]],
    );
}

#[test]
fn rules_out_of_their_bounds_and_unknown_ones_are_named() {
    check(
        "[rules]\nundo_seconds = 301\nconfirm_arrival = \"no\"\nreprints = 2\npolicy = \"k20\"\n",
        expect![[r#"
            hub.toml:75: 'undo_seconds' of the table [rules] is out of its bounds; write a bare number, 0 to 300
            hub.toml:76: 'confirm_arrival' of the table [rules] is a text; write true or false
            hub.toml:77: the table [rules] has no field 'reprints'; write 'reprints_max'
            hub.toml:78: 'policy' of the table [rules] is 'k20'; write one of balanced, appointments_first, fair, throughput, oldest_first, strict_lists, longest_queue"#]],
    );
    check(
        "[[clerk]]\nid = \"late\"\nname = \"Late\"\nprimary = []\nbreak_at = \"25:00\"\n",
        expect![[r#"
        hub.toml:74: 'late' has no primary service; name at least one
        hub.toml:78: 'break_at' of the clerk 'late': '25:00' is no time of day; write HH:MM such as 09:30"#]],
    );
    check(
        "[[priority]]\nid = \"child\"\nname = { it = \"Bambino\", en = \"Child\" }\nweight = -1\n",
        expect![[r#"
        hub.toml:74: the priority 'child' has no 'proof'; add proof = { it = "Nessuna", en = "None" }
        hub.toml:77: 'weight' of the priority 'child' is out of its bounds; write a bare number, 0 to 100"#]],
    );
}

#[test]
fn who_a_service_is_for_what_it_costs_and_where_it_is_online_may_be_said() {
    let more = "for_whom = { it = \"Residenti\", en = \"Residents\" }\ncost = { it = \"Gratuito\", en = \"Free\" }\n\
                online_url = \"https://www.example.it/?id=7\"\nduration_minutes";
    let text = BASE.replacen("duration_minutes", more, 1);
    assert_eq!(said(&text), "");
    let hub = hub_file::parse(&text, "hub.toml").unwrap();
    let service = &hub.services[0];
    assert_eq!((service.for_whom.get(Language::En), service.cost.get(Language::It)), ("Residents", "Gratuito"));
    assert_eq!(service.online_url.as_deref(), Some("https://www.example.it/?id=7"));
    let bare = hub_file::parse(BASE, "hub.toml").unwrap();
    assert!(bare.services[0].for_whom.it.is_empty() && bare.services[0].online_url.is_none());
    let long = format!("cost = {{ it = \"{}\", en = \"Free\" }}", "euros".repeat(20));
    let wrong = BASE.replacen("duration_minutes", &format!("{long}\nonline_url = \"example.it\"\nduration_minutes"), 1);
    expect![[r#"
        hub.toml:35: 'cost' of the service 'carta-identita' has 100 characters; write at most 80
        hub.toml:36: the address 'example.it' in 'online_url' of the service 'carta-identita' cannot be used; begin it with https://"#]].assert_eq(&said(&wrong));
}

#[test]
fn how_slips_look_is_read_and_may_be_left_out() {
    let slip = "[slip]\nheader = { it = \"Sportello unico\", en = \"One-stop shop\", ro = \"Ghișeu unic\" }\n\
                footer = { it = \"www.comune.esempio.it\", en = \"www.comune.esempio.it\" }\n\
                logo = \"9x2 AAD/gA==\"\nleave_out = [\"people_ahead\", \"privacy\"]\n";
    let text = format!("{BASE}\n{slip}");
    assert_eq!(said(&text), "");
    let layout = hub_file::parse(&text, "hub.toml").unwrap().slip;
    assert_eq!(layout.header.unwrap().get(Language::Ro), "Ghișeu unic");
    assert_eq!(layout.leave_out, [SlipPart::PeopleAhead, SlipPart::Privacy]);
    assert!(Logo::read(&layout.logo.unwrap()).unwrap().is_black(8, 1));
    assert!(hub_file::parse(BASE, "hub.toml").unwrap().slip.is_usual());
}

#[test]
fn a_slip_that_cannot_be_says_what_to_write() {
    check(
        "[slip]\nleave_out = [\"code\"]\n",
        expect![
            "hub.toml:75: 'leave_out' of the slip has 'code'; write some of hub_name, people_ahead, wait, qr_code, documents, privacy"
        ],
    );
    check(
        "[slip]\nleave_out = \"documents\"\n",
        expect![[r#"hub.toml:75: 'leave_out' of the slip is a text; write a list: leave_out = ["people_ahead"]"#]],
    );
    check(
        "[slip]\nheader = \"Sportello\"\nheadr = 1\n",
        expect![[r#"
        hub.toml:75: 'header' of the slip names no language; write { it = "Sportello", en = "…" }
        hub.toml:76: the slip has no field 'headr'; remove it: 'header' is there already"#]],
    );
    check(
        "[slip]\nlogo = \"logo.png\"\n",
        expect![
            "hub.toml:75: 'logo' of the slip is no picture; write the line that 'sportello hub logo FILE.png' makes"
        ],
    );
    check(
        "[slip]\nlogo = \"900x20 AAAA\"\n",
        expect!["hub.toml:75: 'logo' of the slip is too large; a picture has at most 384 by 128 dots"],
    );
    check(
        "[slip]\nlogo = \"16x2 AAA=\"\n",
        expect![
            "hub.toml:75: 'logo' of the slip is cut off or too long; copy the whole line that 'sportello hub logo' made"
        ],
    );
    check(
        "slip = 3\n",
        expect![
            "hub.toml:74: the clerk 'bruno' has no field 'slip'; remove it or take one of id, name, primary, secondary, may_call_named, break_at"
        ],
    );
}

#[test]
fn ready_made_notices_are_texts_with_an_id_and_as_many_as_there_are_keys() {
    let notice =
        |id: &str, text: &str| format!("[[notice]]\nid = \"{id}\"\ntext = {{ it = \"{text}\", en = \"Lift\" }}\n");
    check(&notice("ascensore", "Ascensore guasto"), expect![""]);
    check(
        &notice("ascensore", &"a".repeat(141)),
        expect!["hub.toml:76: 'text' of the notice 'ascensore' has 141 characters; write at most 140"],
    );
    check(
        "[[notice]]\nid = \"ascensore\"\ntext = { en = \"Lift\" }\n",
        expect![[r#"hub.toml:76: 'text' of the notice 'ascensore' has no Italian text; add it = "…""#]],
    );
    check(
        "[[notice]]\nid = \"ascensore\"\n",
        expect![[
            r#"hub.toml:74: the notice 'ascensore' has no 'text'; add text = { it = "Ascensore guasto", en = "Lift out of order" }"#
        ]],
    );
    let ten: String = (0..10).map(|number| notice(&format!("n{number}"), "Avviso")).collect();
    check(&ten, expect!["hub.toml:101: this is notice 10 of 10, and a hub can have 9; merge some"]);
}

//! What a hub may leave out: pairs, reasons for priority, and its rules.

use domain::rules::{PairRule, Policy, Rules};
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

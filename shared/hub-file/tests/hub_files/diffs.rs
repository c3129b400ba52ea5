//! What differs between two hubs.

use domain::catalog::Catalog;
use domain::catalog_change::ChangeKind;
use expect_test::{Expect, expect};

use crate::BASE;

fn base() -> Catalog {
    hub_file::parse(BASE, "hub.toml").expect("the small hub is in order")
}

/// Changes the small hub and compares what is said about it, in both languages.
fn check(change: impl FnOnce(&mut Catalog), expected: Expect) {
    let mut new = base();
    change(&mut new);
    let changes = hub_file::diff(&base(), &new);
    let lines: Vec<_> = changes.iter().map(|change| format!("{}\n    {}", change.text.en, change.text.it)).collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn a_hub_does_not_differ_from_itself_however_its_file_is_written() {
    check(|_| (), expect![""]);
    let commented = format!("# a comment\n{BASE}\n# another\n");
    assert_eq!(hub_file::diff(&base(), &hub_file::parse(&commented, "hub.toml").unwrap()), []);
}

#[test]
fn fields_are_named_as_in_the_file_with_what_they_were_and_are() {
    check(
        |new| {
            new.name.it = "Comune di Ascoli".to_owned();
            new.rules.undo_seconds = 5;
            new.services[0].duration_minutes = 25;
            new.services[0].name.en = "Cards".to_owned();
            new.clerks[0].secondary.clear();
            new.clerks[0].may_call_named = true;
        },
        expect![[r#"
            hub "town": name.it from "Comune" to "Comune di Ascoli"
                hub «town»: name.it da "Comune" a "Comune di Ascoli"
            hub "town": rules.undo_seconds from 15 to 5
                hub «town»: rules.undo_seconds da 15 a 5
            clerk "anna": may_call_named from false to true
                clerk «anna»: may_call_named da false a true
            clerk "anna": secondary from ["tari"] to []
                clerk «anna»: secondary da ["tari"] a []
            service "carta-identita": duration_minutes from 15 to 25
                service «carta-identita»: duration_minutes da 15 a 25
            service "carta-identita": name.en from "Identity card" to "Cards"
                service «carta-identita»: name.en da "Identity card" a "Cards""#]],
    );
}

#[test]
fn entries_come_go_and_change_places() {
    check(
        |new| {
            let mut service = new.services[0].clone();
            service.id = domain::ids::ServiceId::new("nuovo");
            new.services.push(service);
            new.clerks.remove(0);
            new.areas.reverse();
            new.counters.reverse();
        },
        expect![[r#"
            [[area]]: the order changes
                [[area]]: l'ordine cambia
            clerk "anna" (Anna Rossi): removed
                clerk «anna» (Anna Rossi): tolto
            [[counter]]: the order changes
                [[counter]]: l'ordine cambia
            service "nuovo" (Carta d'identità): added
                service «nuovo» (Carta d'identità): aggiunto"#]],
    );
}

#[test]
fn entries_without_an_id_are_told_of_by_what_they_say() {
    check(
        |new| {
            let (first, then) = (new.services[0].id.clone(), new.services[1].id.clone());
            new.pairs.push(domain::rules::Pair { first, then, rule: domain::rules::PairRule::InOrder });
        },
        expect![[r#"
            pair "carta-identita, in_order, tari": added
                pair «carta-identita, in_order, tari»: aggiunto"#]],
    );
}

#[test]
fn a_long_value_is_told_of_by_its_ends() {
    let mut new = base();
    let letters = format!("{}z", "a".repeat(400));
    new.locations[0].address = letters;
    let changes = hub_file::diff(&base(), &new);
    let [change] = &changes[..] else { panic!("one change, not {changes:?}") };
    assert_eq!((change.kind, change.field.as_deref()), (ChangeKind::Changed, Some("address")));
    let to = change.to.as_deref().unwrap();
    assert!(to.chars().count() == 161 && to.ends_with("az"), "{to}");
}

//! The hubs of `assets/hubs`.

use std::path::Path;

use domain::catalog::Catalog;
use domain::text::Language;

use crate::said;

pub(crate) const ASCOLI: &str = include_str!("../../../../assets/hubs/ascoli-piceno.toml");
const MINIMAL: &str = include_str!("../../../../assets/hubs/minimal.toml");
const README: &str = include_str!("../../../../assets/hubs/README.md");

fn ascoli() -> Catalog {
    hub_file::parse(ASCOLI, "ascoli-piceno.toml").expect("the hub is in order")
}

#[test]
fn the_small_hub_of_these_tests_is_in_order() {
    assert_eq!(said(crate::BASE), "");
}

#[test]
fn the_minimal_hub_is_in_order() {
    assert_eq!(said(MINIMAL), "");
}

#[test]
fn the_hub_of_ascoli_is_in_order() {
    let catalog = ascoli();
    let counts = (catalog.areas.len(), catalog.services.len(), catalog.counters.len(), catalog.clerks.len());
    assert_eq!(counts, (5, 32, 28, 26));
    assert_eq!(said(ASCOLI), "");
}

#[test]
fn ascoli_has_notices_to_put_up_in_every_language() {
    let catalog = ascoli();
    assert_eq!(catalog.notices.len(), 4);
    for notice in &catalog.notices {
        for language in Language::ALL {
            assert_eq!(notice.text.spoken(language), language, "{} in {}", notice.id, language.code());
        }
    }
}

#[test]
fn no_service_of_ascoli_hangs_on_one_clerk() {
    let catalog = ascoli();
    for service in &catalog.services {
        let clerks = catalog.clerks.iter().filter(|clerk| clerk.can_serve(&service.id)).count();
        assert!(clerks >= 2, "{} has {clerks} clerks", service.id);
        assert!(!service.documents.is_empty(), "{} says nothing on what to bring", service.id);
    }
}

#[test]
fn a_file_is_loaded_by_its_path() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/hubs/ascoli-piceno.toml");
    assert_eq!(hub_file::load(&file).unwrap(), ascoli());
}

#[test]
fn the_readme_explains_every_field_of_the_sample() {
    let fields = ASCOLI.lines().filter_map(|line| line.split_once(" = ")).map(|(field, _)| field);
    // A field of a text in several languages is explained by its own name and by the code of each.
    let fields = fields.flat_map(|field| field.split('.'));
    for field in fields.filter(|field| !field.starts_with([' ', '#'])) {
        assert!(README.contains(&format!("`{field}`")), "README.md does not explain {field}");
    }
}

#[test]
fn the_examples_of_the_readme_are_in_order() {
    let parts: Vec<_> = README.split("```").collect();
    let examples = parts.iter().filter_map(|part| part.strip_prefix("toml\n"));
    assert_eq!(said(&examples.collect::<String>()), "");
}

//! The routes of the hub file: its bounds, its refusals, and examples that change nothing.

use domain::catalog_change::{CatalogOrigin, Change, ChangeKind};
use domain::limits::HUB_FILE_BYTES_MAX;
use domain::text::Text;
use protocol::{CatalogImported, CatalogSource, CatalogVersion, CatalogVersions, HUB_FILE_MEDIA_TYPE, route};
use serde::Serialize;
use serde_json::{Value, json};

use super::answers::{by_status, refuse};
use super::object;
use crate::problem;

/// A hub file with everything it needs; of another hub, so that nobody imports it by mistake.
const HUB_FILE: &str = include_str!("catalogs/example.toml");
const TIME: &str = "2026-06-01T07:30:00Z";

pub(super) fn describe(document: &mut Value) {
    let content = object(document, &["paths", route::CATALOG, "post", "requestBody", "content"]);
    let text = json!({ "schema": { "type": "string", "maxLength": HUB_FILE_BYTES_MAX }, "example": HUB_FILE });
    for media_type in ["text/plain", HUB_FILE_MEDIA_TYPE] {
        content[media_type] = text.clone();
    }
    document["paths"][route::CATALOG_VERSION]["get"]["parameters"][0]["example"] = json!(1);
    refuse_imports(document);
    for (path, has_unknown) in
        [(route::CATALOG, true), (route::CATALOG_VERSIONS, false), (route::CATALOG_VERSION, true)]
    {
        let mut problems = if has_unknown { vec![problem::not_found()] } else { vec![] };
        if path != route::CATALOG {
            problems.extend([problem::busy(), problem::stopping(), problem::storage(false)]);
        }
        refuse(document, path, "get", &by_status(problems));
    }
    answer(document, route::CATALOG, "post", &imported());
    let source = CatalogSource { version: 2, source: HUB_FILE.to_owned() };
    answer(document, route::CATALOG, "get", &source);
    answer(document, route::CATALOG_VERSION, "get", &source);
    answer(document, route::CATALOG_VERSIONS, "get", &versions());
}

fn refuse_imports(document: &mut Value) {
    let elsewhere = ["not_found", "method_not_allowed", "too_many_streams", "body_too_large", "media_type"];
    let mut problems = problem::of_requests();
    problems.retain(|problem| !elsewhere.contains(&problem.code.as_str()));
    problems.extend([problem::body_too_large(HUB_FILE_BYTES_MAX), problem::hub_file_media_type()]);
    problems.extend(problem::of_imports());
    refuse(document, route::CATALOG, "post", &by_status(problems));
}

fn answer(document: &mut Value, path: &str, method: &str, value: &impl Serialize) {
    let content = object(document, &["paths", path, method, "responses", "200", "content", "application/json"]);
    content["example"] = serde_json::to_value(value).unwrap_or_default();
}

fn imported() -> CatalogImported {
    let text = Text::new(
        "service «carta-identita»: duration_minutes da 15 a 20",
        "service \"carta-identita\": duration_minutes from 15 to 20",
    );
    let (from, to) = (Some("15".to_owned()), Some("20".to_owned()));
    let (entry, id, field) = ("service".to_owned(), "carta-identita".to_owned(), Some("duration_minutes".to_owned()));
    let change = Change { kind: ChangeKind::Changed, entry, id, field, from, to, text };
    CatalogImported { version: 2, is_new: true, changes: vec![change], changes_left_out: 0 }
}

fn versions() -> CatalogVersions {
    let at = TIME.parse().unwrap_or_default();
    let version = |version, origin| CatalogVersion { version, at, origin };
    CatalogVersions { versions: vec![version(2, CatalogOrigin::Import), version(1, CatalogOrigin::HubFile)] }
}

#[cfg(test)]
mod tests {
    use super::{HUB_FILE, route};
    use crate::openapi::describe;
    use crate::tests::catalog;

    #[test]
    fn the_example_is_a_hub_file_without_mistakes_or_notes() {
        let report = hub_file::check_text(HUB_FILE, "example.toml");
        let said: Vec<_> = report.mistake_lines().chain(report.note_lines()).collect();
        assert!(said.is_empty(), "{said:#?}");
    }

    #[test]
    fn an_import_says_how_large_a_file_may_be_and_how_it_is_refused() {
        let document = describe(&catalog());
        let import = &document["paths"][route::CATALOG]["post"];
        assert_eq!(import["requestBody"]["content"]["application/toml"]["schema"]["maxLength"], 1024 * 1024);
        for status in ["200", "400", "408", "409", "413", "415", "422", "429", "503", "507"] {
            assert!(import["responses"][status].is_object(), "{status}");
        }
    }
}

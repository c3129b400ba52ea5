//! The table of contents of the service.

use ::appointments::limits::IMPORT_BYTES_MAX;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use domain::limits::HUB_FILE_BYTES_MAX;
use protocol::{BODY_BYTES_MAX, route};

use crate::handlers::{Hub, appointments, catalog, commands, follow, health, streams, views, what_if};
use crate::openapi;
use crate::problem::{self, Refusal};

pub(crate) fn router(hub: Hub) -> Router {
    let empty = Router::new();
    routes()
        .into_iter()
        .chain(pages())
        .fold(empty, |router, (path, method)| router.route(path, method))
        .fallback(async || Refusal(problem::not_found()))
        .method_not_allowed_fallback(async || Refusal(problem::method_not_allowed()))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(hub)
}

fn routes() -> [(&'static str, MethodRouter<Hub>); 22] {
    let import = post(catalog::post).layer(DefaultBodyLimit::max(HUB_FILE_BYTES_MAX));
    let book = post(appointments::post).layer(DefaultBodyLimit::max(IMPORT_BYTES_MAX));
    [
        (route::COMMANDS, post(commands::post)),
        (route::KIOSK, get(views::kiosk)),
        (route::KIOSK_STREAM, get(streams::kiosk)),
        (route::BOARD, get(views::board)),
        (route::BOARD_STREAM, get(streams::board)),
        (route::MANAGER, get(views::manager)),
        (route::MANAGER_STREAM, get(streams::manager)),
        (route::COUNTER, get(views::counter)),
        (route::COUNTER_STREAM, get(streams::counter)),
        (route::TICKET, get(views::ticket)),
        (route::FOLLOW, get(follow::view)),
        (route::FOLLOW_STREAM, get(follow::stream)),
        (route::CATALOG, import.get(catalog::get)),
        (route::CATALOG_VERSIONS, get(catalog::versions)),
        (route::CATALOG_VERSION, get(catalog::version)),
        (route::APPOINTMENTS, book.get(views::appointments)),
        (route::APPOINTMENTS_STREAM, get(streams::appointments)),
        (route::APPOINTMENT_PERSON, get(appointments::person).delete(appointments::forget)),
        (route::WHAT_IF, post(what_if::post)),
        (route::ADVICE_STREAM, get(what_if::advice)),
        (route::HEALTH, get(health::get)),
        (route::OPENAPI, get(openapi::get)),
    ]
}

/// What is for people and their browsers; no part of the interface that is described.
fn pages() -> [(&'static str, MethodRouter<Hub>); 2] {
    [(route::FOLLOW_PAGE, get(follow::page)), (route::FOLLOW_ASSET, get(follow::asset))]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::routes;
    use crate::openapi::describe;
    use crate::tests::catalog;

    fn described() -> Value {
        describe(&catalog())
    }

    #[test]
    fn every_route_is_described_and_nothing_else() {
        let described = described();
        let paths: BTreeSet<_> = described["paths"].as_object().unwrap().keys().map(String::as_str).collect();
        let served: BTreeSet<_> = routes().into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, served);
        let mut operations = BTreeSet::new();
        for (path, methods) in described["paths"].as_object().unwrap() {
            let expected: &[_] = match path.as_str() {
                protocol::route::COMMANDS | protocol::route::WHAT_IF => &["post"],
                protocol::route::CATALOG | protocol::route::APPOINTMENTS => &["get", "post"],
                protocol::route::APPOINTMENT_PERSON => &["delete", "get"],
                _ => &["get"],
            };
            assert_eq!(methods.as_object().unwrap().keys().collect::<Vec<_>>(), expected, "{path}");
            for method in expected {
                assert!(operations.insert(methods[method]["operationId"].to_string()), "{path} is named like another");
            }
        }
    }

    #[test]
    fn every_command_has_an_example_that_is_one() {
        let described = described();
        let examples =
            &described["paths"][protocol::route::COMMANDS]["post"]["requestBody"]["content"]["application/json"];
        let mut shown = BTreeSet::new();
        for (name, example) in examples["examples"].as_object().unwrap() {
            let command: domain::command::Command = serde_json::from_value(example["value"].clone()).unwrap();
            assert_eq!(serde_json::to_value(&command).unwrap()["command"], name.as_str());
            shown.insert(name.clone());
        }
        let schema = described["components"]["schemas"]["Command"]["oneOf"].as_array().unwrap();
        let name = |one: &Value| one["properties"]["command"]["enum"][0].as_str().unwrap().to_owned();
        assert_eq!(shown, schema.iter().map(name).collect());
    }

    /// Every schema referred to anywhere below a value.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    found.insert(reference.clone());
                }
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
        }
    }

    #[test]
    fn every_schema_referred_to_is_there() {
        let described = described();
        let mut found = BTreeSet::new();
        references(&described, &mut found);
        assert!(found.len() > 10, "{found:?}");
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(described.pointer(pointer).is_some(), "{reference} is referred to and not there");
        }
    }
}

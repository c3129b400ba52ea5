//! An example of every command and view, out of this hub's own catalog.

use std::sync::Arc;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::follow::FollowToken;
use domain::ids::TicketId;
use engine::State;
use protocol::route;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::object;
use crate::views::Published;

const DAY: &str = "2026-06-01";
const TIME: &str = "2026-06-01T07:30:00Z";
const FOLLOW: &str = "AAECAwQFBgcICQoLDA0ODw";

pub(super) fn add(document: &mut Value, catalog: &Catalog) {
    let commands = of_commands(&document["components"]["schemas"]);
    let body = object(document, &["paths", route::COMMANDS, "post", "requestBody", "content", "application/json"]);
    body["examples"] = Value::Object(commands);
    for path in [route::COMMANDS, route::CATALOG] {
        let parameters = document["paths"][path]["post"]["parameters"].as_array_mut();
        for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "header") {
            parameter["example"] = json!("0123456789abcdef");
        }
    }
    document["paths"][route::TICKET]["get"]["parameters"][0]["example"] = json!(1);
    for path in [route::FOLLOW, route::FOLLOW_STREAM] {
        document["paths"][path]["get"]["parameters"][0]["example"] = json!(FOLLOW);
    }
    let Some(hub) = morning(catalog) else { return };
    let ticket = engine::view::ticket(&hub.state, TicketId(1), hub.moment());
    let counter = catalog.counters.first().and_then(|counter| hub.counter(&counter.id));
    let reply = protocol::Reply {
        ticket: ticket.clone(),
        follow: FollowToken::parse(FOLLOW),
        ..protocol::Reply::at(hub.state.seq())
    };
    if let (Some(kiosk), Some(board)) = (hub.kiosk(None), hub.board(None)) {
        answer(document, route::KIOSK, &kiosk);
        answer(document, route::BOARD, &board);
    }
    answer(document, route::MANAGER, &hub.manager());
    if let Some(counter) = counter {
        answer(document, route::COUNTER, &counter);
    }
    if let Some(ticket) = ticket {
        let frame = hub.frame(ticket);
        answer(document, route::TICKET, &frame);
        answer(document, route::FOLLOW, &frame);
    }
    example(document, route::COMMANDS, "post", &reply);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let health = protocol::Health { status: protocol::HEALTH_OK.to_owned(), seq: hub.state.seq(), version };
    example(document, route::HEALTH, "get", &health);
}

fn answer(document: &mut Value, path: &str, frame: &str) {
    example(document, path, "get", &serde_json::from_str::<Value>(frame).unwrap_or_default());
}

fn example(document: &mut Value, path: &str, method: &str, value: &impl Serialize) {
    let content = object(document, &["paths", path, method, "responses", "200", "content", "application/json"]);
    content["example"] = serde_json::to_value(value).unwrap_or_default();
}

/// One example of each command, by its name.
fn of_commands(schemas: &Value) -> Map<String, Value> {
    let commands = schemas["Command"]["oneOf"].as_array().cloned().unwrap_or_default();
    let named = commands.iter().filter_map(|command| {
        let name = command["properties"]["command"]["enum"][0].as_str()?;
        let value = of_schema(command, schemas);
        Some((name.to_owned(), json!({ "summary": command["description"], "value": value })))
    });
    named.collect()
}

/// A value a schema allows, with an id of this hub wherever one belongs.
fn of_schema(schema: &Value, schemas: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return of_schema(&schemas[name], schemas);
    }
    for known in [&schema["examples"][0], &schema["const"], &schema["enum"][0]] {
        if !known.is_null() {
            return known.clone();
        }
    }
    for choices in [&schema["oneOf"], &schema["anyOf"], &schema["allOf"]] {
        let choices = choices.as_array().into_iter().flatten();
        if let Some(choice) = choices.into_iter().find(|choice| choice["type"] != "null") {
            return of_schema(choice, schemas);
        }
    }
    of_type(schema, schemas)
}

fn is_nullable(schema: &Value) -> bool {
    let kinds = [&schema["type"], &schema["oneOf"], &schema["anyOf"]];
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    kinds.into_iter().any(|kinds| kinds.as_array().into_iter().flatten().any(is_null))
}

fn of_type(schema: &Value, schemas: &Value) -> Value {
    let kind = if schema["type"].is_array() { &schema["type"][0] } else { &schema["type"] };
    match (kind.as_str().unwrap_or_default(), schema["format"].as_str()) {
        ("object", _) => {
            let members = schema["properties"].as_object().into_iter().flatten();
            // What may be left out is left out, because not all of it goes together.
            let can_be_left_out = |member: &Value| member["examples"].is_null() && is_nullable(member);
            members
                .filter(|(_, member)| !can_be_left_out(member))
                .map(|(name, member)| (name.clone(), of_schema(member, schemas)))
                .collect()
        }
        ("array", _) => json!([of_schema(&schema["items"], schemas)]),
        ("string", Some("date")) => json!(DAY),
        ("string", Some("date-time")) => json!(TIME),
        ("string", Some("time")) => json!("08:30:00"),
        ("string", _) => json!("example"),
        ("boolean", _) => json!(false),
        ("integer" | "number", _) => json!(1),
        (_, _) => Value::Null,
    }
}

/// The hub on a morning with one ticket called and one waiting, as far as its catalog allows.
fn morning(catalog: &Catalog) -> Option<Published> {
    let at: Timestamp = TIME.parse().ok()?;
    let mut state = State::new(Arc::new(catalog.clone()));
    let clerk = catalog.clerks.first()?;
    let (counter, service) = (&catalog.counters.first()?.id, clerk.primary.first()?);
    for command in [
        json!({ "command": "open_day", "day": DAY }),
        json!({ "command": "take_ticket", "services": [service] }),
        json!({ "command": "take_ticket", "services": [service] }),
        json!({ "command": "sign_in", "counter": counter, "clerk": clerk.id }),
        json!({ "command": "call_next", "counter": counter }),
    ] {
        let command = serde_json::from_value(command).ok()?;
        // A hub whose rules refuse a step has a shorter story.
        for event in engine::decide(&state, &command, at).unwrap_or_default() {
            let seq = state.seq().next();
            engine::evolve(&mut state, seq, at, &event);
        }
    }
    Some(Published::new(state, at))
}

#[cfg(test)]
mod tests {
    use domain::view::{BoardView, CounterView, KioskView, ManagerView, TicketView};
    use protocol::{Frame, Reply};
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::route;
    use crate::command_body;
    use crate::openapi::describe;
    use crate::tests::catalog;

    #[test]
    fn every_command_has_an_example_the_handler_can_read() {
        let document = describe(&catalog());
        let commands = document["components"]["schemas"]["Command"]["oneOf"].as_array().unwrap();
        let examples = &document["paths"][route::COMMANDS]["post"]["requestBody"]["content"]["application/json"];
        assert!(commands.len() > 10);
        for command in commands {
            let name = command["properties"]["command"]["enum"][0].as_str().unwrap();
            let example = examples["examples"][name]["value"].to_string();
            let read = command_body::read(example.as_bytes());
            read.unwrap_or_else(|why| panic!("the example of {name} is {example}: {why}"));
        }
    }

    fn is_read_as<T: DeserializeOwned>(document: &Value, path: &str, method: &str) {
        let example = &document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["example"];
        serde_json::from_value::<T>(example.clone()).unwrap_or_else(|error| panic!("{path}: {error} in {example}"));
    }

    #[test]
    fn every_view_has_an_example_a_client_can_read() {
        let document = describe(&catalog());
        is_read_as::<Frame<KioskView>>(&document, route::KIOSK, "get");
        is_read_as::<Frame<BoardView>>(&document, route::BOARD, "get");
        is_read_as::<Frame<ManagerView>>(&document, route::MANAGER, "get");
        is_read_as::<Frame<CounterView>>(&document, route::COUNTER, "get");
        is_read_as::<Frame<TicketView>>(&document, route::TICKET, "get");
        is_read_as::<Frame<TicketView>>(&document, route::FOLLOW, "get");
        is_read_as::<Reply>(&document, route::COMMANDS, "post");
        is_read_as::<protocol::Health>(&document, route::HEALTH, "get");
    }
}

//! Says in the description what the types cannot: bounds, closed objects, and the ids of this hub.

use domain::catalog::Catalog;
use domain::limits::{COMMAND_ID_CHARS_MAX, COMMAND_ID_CHARS_MIN, LEGS_PER_TICKET_MAX};
use protocol::{COMMAND_ID_HEADER, COMMAND_TEXT_CHARS_MAX, route};
use serde_json::{Value, json};

use super::object;

pub(super) fn narrow(document: &mut Value, catalog: &Catalog) {
    let schemas = object(document, &["components", "schemas"]);
    name_known_ids(schemas, catalog);
    for text in ["DeviceId", "Code", "PriorityId"] {
        bound_texts(&mut schemas[text]);
    }
    for command in schemas["Command"]["oneOf"].as_array_mut().into_iter().flatten() {
        // The handler refuses unknown members of every command, those without fields included.
        command["additionalProperties"] = json!(false);
        bound_texts(command);
        if command["properties"]["command"]["enum"] == json!(["take_ticket"]) {
            let services = object(command, &["properties", "services"]);
            services["minItems"] = json!(1);
            services["maxItems"] = json!(LEGS_PER_TICKET_MAX);
            services["uniqueItems"] = json!(true);
        }
    }
    describe_command_id(document);
    describe_streams(document);
    let counter = json!({ "$ref": "#/components/schemas/CounterId" });
    let location = json!({ "$ref": "#/components/schemas/LocationId" });
    for path in [
        route::KIOSK,
        route::KIOSK_STREAM,
        route::BOARD,
        route::BOARD_STREAM,
        route::APPOINTMENTS,
        route::APPOINTMENTS_STREAM,
    ] {
        document["paths"][path]["get"]["parameters"][0]["schema"] = location.clone();
    }
    for path in [route::COUNTER, route::COUNTER_STREAM] {
        document["paths"][path]["get"]["parameters"][0]["schema"] = counter.clone();
    }
}

/// Any other id may be sent and is refused as unknown, so that a client written today goes on tomorrow.
fn name_known_ids(schemas: &mut Value, catalog: &Catalog) {
    let services: Vec<_> = catalog.services.iter().map(|service| service.id.as_str()).collect();
    let counters: Vec<_> = catalog.counters.iter().map(|counter| counter.id.as_str()).collect();
    let clerks: Vec<_> = catalog.clerks.iter().map(|clerk| clerk.id.as_str()).collect();
    // The examples belong together: this clerk can serve this service.
    let mastered = catalog.clerks.first().and_then(|clerk| clerk.primary.first());
    let service = mastered.map_or_else(|| services.first().copied(), |service| Some(service.as_str()));
    let locations: Vec<_> = catalog.locations.iter().map(|location| location.id.as_str()).collect();
    let (counter, clerk) = (counters.first().copied(), clerks.first().copied());
    let location = locations.first().copied();
    for (schema, ids, example) in [
        ("ServiceId", services, service),
        ("CounterId", counters, counter),
        ("ClerkId", clerks, clerk),
        ("LocationId", locations, location),
    ] {
        let Some(example) = example else {
            bound_texts(&mut schemas[schema]);
            continue;
        };
        let description = schemas[schema]["description"].take();
        let any = json!({ "type": "string", "maxLength": COMMAND_TEXT_CHARS_MAX });
        let known = json!({ "type": "string", "enum": ids, "description": "Those of this hub." });
        schemas[schema] = json!({ "description": description, "anyOf": [known, any], "examples": [example] });
    }
}

/// Gives every free text below a schema its bound.
fn bound_texts(schema: &mut Value) {
    let is_free = |schema: &Value| schema.get("enum").is_none() && schema.get("format").is_none();
    match schema {
        Value::Object(_) if is_text(&schema["type"]) && is_free(schema) => {
            schema["maxLength"] = json!(COMMAND_TEXT_CHARS_MAX);
        }
        Value::Object(members) => members.values_mut().for_each(bound_texts),
        Value::Array(items) => items.iter_mut().for_each(bound_texts),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

fn is_text(kind: &Value) -> bool {
    kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&json!("string")))
}

fn describe_command_id(document: &mut Value) {
    for path in [route::COMMANDS, route::CATALOG] {
        let parameters = document["paths"][path]["post"]["parameters"].as_array_mut();
        for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["name"] == COMMAND_ID_HEADER) {
            parameter["schema"] = command_id();
        }
    }
}

pub(super) fn command_id() -> Value {
    json!({
        "type": "string",
        "minLength": COMMAND_ID_CHARS_MIN,
        "maxLength": COMMAND_ID_CHARS_MAX,
        "pattern": "^[A-Za-z0-9_-]+$",
    })
}

/// A frame travels as the text of an event.
fn describe_streams(document: &mut Value) {
    let streams = [
        route::KIOSK_STREAM,
        route::BOARD_STREAM,
        route::MANAGER_STREAM,
        route::COUNTER_STREAM,
        route::FOLLOW_STREAM,
        route::APPOINTMENTS_STREAM,
    ];
    for path in streams {
        let frame = &mut document["paths"][path]["get"]["responses"]["200"]["content"]["text/event-stream"]["schema"];
        let data = json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": frame.take() });
        let id = json!({ "type": "string", "pattern": "^[0-9]+$", "description": "The journal position." });
        let properties = json!({ "id": id, "data": data });
        *frame = json!({ "type": "object", "required": ["id", "data"], "properties": properties });
    }
}

//! The routes of questions about past days: their bounds, their refusals, and examples.

use domain::catalog::Catalog;
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::text::Text;
use domain::what_if::{
    Advice, ClockTime, Difference, SuggestedChange, Suggestion, WaitFigures, WhatIf, WhatIfAnswer, WhatIfChange,
};
use protocol::{Problem, route};
use serde_json::{Value, json};

use super::answers::{by_status, refuse};
use super::object;
use crate::problem;
use crate::replay::{ADVICE_DAYS_DEFAULT, CHANGES_MAX, DAYS_MAX};

const DAY: &str = "2026-06-01";
const NINE_MINUTES: u16 = 9 * 60;

pub(super) fn describe(document: &mut Value, catalog: &Catalog) {
    object(document, &["components", "schemas", "WhatIf", "properties", "changes"])["maxItems"] = json!(CHANGES_MAX);
    let changes = object(document, &["components", "schemas", "WhatIfChange"]);
    for change in changes["oneOf"].as_array_mut().into_iter().flatten() {
        change["additionalProperties"] = json!(false);
    }
    let content = object(document, &["paths", route::WHAT_IF, "post", "requestBody", "content", "application/json"]);
    content["example"] = json!(question(catalog));
    let content =
        object(document, &["paths", route::WHAT_IF, "post", "responses", "200", "content", "application/json"]);
    content["example"] = json!(answer());
    for parameter in document["paths"][route::ADVICE_STREAM]["get"]["parameters"].as_array_mut().into_iter().flatten() {
        if parameter["name"] == "location" {
            parameter["schema"] = json!({ "$ref": "#/components/schemas/LocationId" });
        } else {
            parameter["schema"] =
                json!({ "type": "integer", "minimum": 1, "maximum": DAYS_MAX, "default": ADVICE_DAYS_DEFAULT });
        }
    }
    describe_stream(document, catalog);
    refuse_all(document);
}

fn describe_stream(document: &mut Value, catalog: &Catalog) {
    let content =
        object(document, &["paths", route::ADVICE_STREAM, "get", "responses", "200", "content", "text/event-stream"]);
    let data = ["AdviceProgress", "Advice"].map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
    content["schema"] = json!({
        "type": "object",
        "required": ["event", "data"],
        "properties": {
            "event": { "type": "string", "enum": ["progress", "advice"] },
            "data": { "type": "string", "contentMediaType": "application/json", "contentSchema": { "anyOf": data } },
        },
    });
    let said = serde_json::to_string(&advice(catalog)).unwrap_or_default();
    content["example"] = json!({ "event": "advice", "data": said });
}

fn refuse_all(document: &mut Value) {
    let of_both = || -> Vec<Box<Problem>> {
        let nowhere = CitizenRejection::UnknownLocation { location: "nowhere".to_owned() };
        let mut all = vec![problem::bad_request("unknown field"), problem::of_rejection(&nowhere.into())];
        all.extend(problem::of_questions().into_iter().take(1));
        all.extend([problem::too_many_commands(), problem::busy(), problem::stopping(), problem::storage(false)]);
        all
    };
    let mut of_advice = of_both();
    of_advice.push(problem::too_many_streams());
    refuse(document, route::ADVICE_STREAM, "get", &by_status(of_advice));
    let mut of_what_if = of_both();
    of_what_if.extend(problem::of_questions().into_iter().skip(1));
    let id = || "nothing".to_owned();
    for unknown in [
        Rejection::UnknownCounter { counter: id() },
        Rejection::UnknownClerk { clerk: id() },
        Rejection::UnknownService { service: id() },
    ] {
        of_what_if.push(problem::of_rejection(&unknown));
    }
    let of_bodies = ["body_too_slow", "body_too_large", "media_type"];
    of_what_if.extend(problem::of_requests().into_iter().filter(|problem| of_bodies.contains(&problem.code.as_str())));
    refuse(document, route::WHAT_IF, "post", &by_status(of_what_if));
}

fn question(catalog: &Catalog) -> WhatIf {
    let at = ClockTime::from_minutes(NINE_MINUTES);
    let counter = catalog.counters.first().map(|counter| counter.id.clone());
    let changes = at.zip(counter).map(|(at, counter)| WhatIfChange::OpenCounter { counter, at });
    WhatIf { location: None, from: DAY.parse().unwrap_or_default(), to: None, changes: changes.into_iter().collect() }
}

fn answer() -> WhatIfAnswer {
    let figures =
        |mean_minutes, p95_minutes, over_target_percent| WaitFigures { mean_minutes, p95_minutes, over_target_percent };
    let difference =
        |likely: f64, half: f64| Difference { likely, low: Some(likely - half), high: Some(likely + half) };
    WhatIfAnswer {
        days: 1,
        variations: 50,
        before: figures(16.5, 52.0, 30.0),
        after: figures(14.0, 45.5, 25.5),
        mean_minutes: difference(-2.5, 0.5),
        p95_minutes: difference(-6.5, 2.0),
        over_target_percent: difference(-4.5, 1.5),
    }
}

fn advice(catalog: &Catalog) -> Advice {
    let at = ClockTime::from_minutes(NINE_MINUTES);
    let counter = catalog.counters.first().map(|counter| counter.id.clone());
    let suggestion = at.zip(counter).map(|(at, counter)| Suggestion {
        changes: vec![SuggestedChange::OpenCounter { counter, at }],
        mean_minutes: Difference { likely: -1.5, low: Some(-2.0), high: Some(-1.0) },
        seen_minutes: -2.5,
        text: Text::new(
            "Aprire lo sportello 1 dalle 09:00: attesa media più breve di circa 1,5 min.",
            "Open counter 1 from 09:00 on: a mean wait shorter by about 1.5 min.",
        ),
    });
    Advice { days: ADVICE_DAYS_DEFAULT, suggestions: suggestion.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use domain::what_if::{WhatIf, WhatIfAnswer};
    use protocol::route;
    use serde_json::Value;

    use crate::openapi::describe;
    use crate::tests::catalog;

    #[test]
    fn the_question_and_the_answer_of_the_description_are_ones_and_every_refusal_is_told() {
        let document = describe(&catalog());
        let post = &document["paths"][route::WHAT_IF]["post"];
        let question = &post["requestBody"]["content"]["application/json"]["example"];
        let question: WhatIf = serde_json::from_value(question.clone()).unwrap();
        assert_eq!(question.changes.len(), 1);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["WhatIf"]["additionalProperties"], false, "what is misspelt is refused");
        let changes = schemas["WhatIfChange"]["oneOf"].as_array().unwrap();
        assert!(changes.len() == 4 && changes.iter().all(|change| change["additionalProperties"] == false));
        let answer = &post["responses"]["200"]["content"]["application/json"]["example"];
        serde_json::from_value::<WhatIfAnswer>(answer.clone()).unwrap();
        for status in ["200", "400", "404", "408", "413", "415", "429", "503"] {
            assert!(post["responses"][status].is_object(), "{status}");
        }
        let get = &document["paths"][route::ADVICE_STREAM]["get"];
        for status in ["200", "400", "404", "429", "503"] {
            assert!(get["responses"][status].is_object(), "{status}");
        }
        let parameters = get["parameters"].as_array().unwrap();
        let days = parameters.iter().find(|parameter| parameter["name"] == "days").unwrap();
        assert_eq!((&days["schema"]["minimum"], &days["schema"]["maximum"]), (&Value::from(1), &Value::from(100)));
    }
}

//! Every way a request can be refused, with its code, its headers and an example.

use std::collections::BTreeMap;

use domain::rejection::Rejection;
use domain::rejection::appointment::AppointmentRejection;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;
use domain::rejection::notice::NoticeRejection;
use domain::rejection::offline::OfflineRejection;
use protocol::{PROBLEM_MEDIA_TYPE, Problem, route};
use serde_json::{Value, json};
use utoipa::PartialSchema;

use super::object;
use crate::problem;

/// Problems of one status: their codes, and one of them.
#[derive(Default)]
pub(super) struct Refused {
    codes: Vec<String>,
    example: Option<Box<Problem>>,
}

pub(super) fn describe(document: &mut Value) {
    refuse(document, route::COMMANDS, "post", &of_commands());
    let streams = by_status(vec![problem::too_many_streams()]);
    let nowhere = CitizenRejection::UnknownLocation { location: "nowhere".to_owned() };
    let of_places = || vec![problem::bad_request("unknown field"), problem::of_rejection(&nowhere.clone().into())];
    for route in [route::KIOSK, route::BOARD, route::APPOINTMENTS] {
        refuse(document, route, "get", &by_status(of_places()));
    }
    for route in [route::KIOSK_STREAM, route::BOARD_STREAM, route::APPOINTMENTS_STREAM] {
        let mut of_stream = by_status(of_places());
        of_stream.extend(by_status(vec![problem::too_many_streams()]));
        refuse(document, route, "get", &of_stream);
    }
    refuse(document, route::MANAGER_STREAM, "get", &streams);
    refuse(document, route::FOLLOW, "get", &by_status(vec![problem::not_found()]));
    let of_follow = by_status(vec![problem::not_found(), problem::too_many_streams()]);
    refuse(document, route::FOLLOW_STREAM, "get", &of_follow);
    let unknown = problem::of_rejection(&Rejection::UnknownCounter { counter: "99".to_owned() });
    let mut of_counter = by_status(vec![unknown, problem::not_found()]);
    refuse(document, route::COUNTER, "get", &of_counter);
    of_counter.extend(by_status(vec![problem::too_many_streams()]));
    refuse(document, route::COUNTER_STREAM, "get", &of_counter);
    refuse(document, route::TICKET, "get", &by_status(vec![problem::not_found()]));
    link_tickets(document);
}

fn of_commands() -> BTreeMap<u16, Refused> {
    let elsewhere = ["not_found", "method_not_allowed", "too_many_streams"];
    let of_requests = problem::of_requests();
    let mut all = by_status(of_requests.into_iter().filter(|one| !elsewhere.contains(&one.code.as_str())).collect());
    for code in rejection_codes() {
        all.entry(problem::status_of_rejection(&code)).or_default().codes.push(code);
    }
    for rejection in [Rejection::DayClosed, Rejection::UnknownService { service: "nothing".to_owned() }] {
        let example = problem::of_rejection(&rejection);
        let status = example.status;
        all.entry(status).or_default().example = Some(example);
    }
    all
}

#[expect(clippy::vec_box, reason = "problems travel boxed, because most answers are none")]
pub(super) fn by_status(problems: Vec<Box<Problem>>) -> BTreeMap<u16, Refused> {
    let mut all: BTreeMap<u16, Refused> = BTreeMap::new();
    for problem in problems {
        let refused = all.entry(problem.status).or_default();
        refused.codes.push(problem.code.clone());
        refused.example.get_or_insert(problem);
    }
    all
}

/// The code of every rejection there is.
pub(crate) fn rejection_codes() -> Vec<String> {
    rejections().into_iter().map(|(code, _)| code).collect()
}

/// The code of every rejection there is, with the names of its values.
pub(crate) fn rejections() -> Vec<(String, Vec<String>)> {
    let families = [
        Rejection::schema(),
        DeskRejection::schema(),
        CitizenRejection::schema(),
        AppointmentRejection::schema(),
        OfflineRejection::schema(),
        NoticeRejection::schema(),
    ];
    let families = families.map(|schema| serde_json::to_value(schema).unwrap_or_default());
    let variants = families.iter().filter_map(|schema| schema["oneOf"].as_array()).flatten();
    let members = variants.filter_map(|variant| variant["properties"].as_object());
    members
        .filter_map(|members| {
            let code = members.get("rejection")?["enum"][0].as_str()?.to_owned();
            Some((code, members.keys().filter(|name| *name != "rejection").cloned().collect()))
        })
        .collect()
}

pub(super) fn refuse(document: &mut Value, path: &str, method: &str, all: &BTreeMap<u16, Refused>) {
    let responses = object(document, &["paths", path, method, "responses"]);
    for (status, Refused { codes, example }) in all {
        let schema = json!({
            "allOf": [
                { "$ref": "#/components/schemas/Problem" },
                { "properties": { "status": { "const": status }, "code": { "enum": codes } } },
            ],
        });
        let mut response = json!({
            "description": format!("`{}`", codes.join("`, `")),
            "content": { (PROBLEM_MEDIA_TYPE): { "schema": schema, "example": example } },
        });
        if problem::is_worth_a_retry(*status) {
            let seconds = json!({ "type": "integer", "minimum": 1 });
            let description = "Seconds after which to send the same request again";
            response["headers"]["Retry-After"] =
                json!({ "description": description, "required": true, "schema": seconds });
        }
        responses[status.to_string()] = response;
    }
}

/// Says that the ticket in a reply can be looked at.
fn link_tickets(document: &mut Value) {
    let done = object(document, &["paths", route::COMMANDS, "post", "responses", "200"]);
    done["links"] = json!({
        "ticket": {
            "operationId": "ticket",
            "parameters": { "ticket": "$response.body#/ticket/ticket" },
            "description": "The ticket the command concerned, where there was one",
        },
    });
}

//! Kiosks that went on while the dispatcher was gone, over HTTP.

use domain::command::Command;
use domain::event::Event;
use domain::ids::{CommandId, TicketId};
use domain::lease::CodeBlock;
use protocol::{Problem, Reply};
use serde_json::json;

use super::{Service, id, journal};

fn command(value: serde_json::Value) -> Command {
    serde_json::from_value(value).unwrap()
}

fn lease(device: &str) -> Command {
    command(json!({ "command": "lease_codes", "device": device }))
}

fn wish(device: &str) -> Command {
    command(json!({ "command": "take_ticket", "services": ["cards"], "device": device }))
}

fn hand_in(device: &str, code: &str, instead_of: Option<&CommandId>) -> Command {
    command(json!({
        "command": "hand_in", "device": device, "code": code, "services": ["cards"],
        "taken_at": "2026-06-01T06:58:00Z", "day": "2026-06-01", "instead_of": instead_of,
    }))
}

async fn reply(service: &Service, key: &CommandId, command: &Command) -> Reply {
    let response = service.send(key, command).await;
    let (status, body) = (response.status(), response.text().await.unwrap());
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

async fn problem(service: &Service, key: &CommandId, command: &Command) -> (u16, String) {
    let response = service.send(key, command).await;
    let status = response.status().as_u16();
    (status, response.json::<Problem>().await.unwrap().code)
}

async fn code(service: &Service, key: &CommandId, command: &Command) -> String {
    reply(service, key, command).await.ticket.unwrap().code.0
}

/// The codes of the tickets, each as it is now, in the order of the journal.
fn codes(service: &Service) -> Vec<String> {
    let mut codes: Vec<(TicketId, String)> = Vec::new();
    for stored in journal(&service.store) {
        if let Event::TicketRecoded { ticket, code, .. } = &stored.event {
            codes.iter_mut().filter(|(other, _)| other == ticket).for_each(|(_, old)| old.clone_from(&code.0));
        }
        if let Event::TicketTaken { ticket, code, .. } = stored.event {
            codes.push((ticket, code.0));
        }
    }
    codes.into_iter().map(|(_, code)| code).collect()
}

#[tokio::test]
async fn a_lease_is_told_in_the_answer_and_told_again_to_who_asks_again() {
    let service = Service::start().await;
    let first = reply(&service, &id("lease"), &lease("hall")).await;
    let told = first.lease.clone().unwrap();
    let block = |letter, first, last| CodeBlock { letter, first, last };
    assert_eq!(told.blocks, [block('A', 980, 999), block('B', 980, 999)]);
    assert_eq!(told.emergency, Some(block('Q', 1, 100)));
    assert_eq!(reply(&service, &id("lease"), &lease("hall")).await, first, "a retry");
    assert_eq!(reply(&service, &id("lease-2"), &lease("hall")).await.lease, Some(told.clone()));
    let store = service.store.clone();
    service.stop().await.unwrap();
    let service = Service::start_on(store).await;
    assert_eq!(reply(&service, &id("lease-3"), &lease("hall")).await.lease, Some(told), "also after a restart");
    assert_eq!(reply(&service, &id("take"), &wish("hall")).await.lease, None);
}

#[tokio::test]
async fn what_is_handed_in_twice_is_one_ticket_also_after_a_restart() {
    let service = Service::start().await;
    reply(&service, &id("lease"), &lease("hall")).await;
    let first = reply(&service, &id("hand-in"), &hand_in("hall", "A980", None)).await;
    let ticket = first.ticket.clone().unwrap();
    assert_eq!((ticket.code.as_str(), ticket.taken_at.to_string().as_str()), ("A980", "2026-06-01 06:58:00 UTC"));
    assert_eq!(first.follow, None, "nobody could be told of it");
    let store = service.store.clone();
    service.stop().await.unwrap();
    let service = Service::start_on(store).await;
    assert_eq!(reply(&service, &id("hand-in"), &hand_in("hall", "A980", None)).await, first);
    let again = problem(&service, &id("hand-in-2"), &hand_in("hall", "A980", None)).await;
    assert_eq!(again, (409, "offline_code_taken".to_owned()));
    assert_eq!(codes(&service), ["A980"]);
}

#[tokio::test]
async fn a_wish_whose_answer_was_lost_is_one_ticket_with_the_code_on_the_paper() {
    let service = Service::start().await;
    reply(&service, &id("lease"), &lease("hall")).await;
    assert_eq!(code(&service, &id("wish"), &wish("hall")).await, "A001");
    let handed_in = hand_in("hall", "A980", Some(&id("wish")));
    assert_eq!(code(&service, &id("hand-in"), &handed_in).await, "A980");
    assert_eq!(code(&service, &id("hand-in"), &handed_in).await, "A980");
    assert_eq!(code(&service, &id("wish"), &wish("hall")).await, "A001", "the first answer stays the first answer");
    assert_eq!(codes(&service), ["A980"]);
    // Another kiosk's ticket is no wish of this one.
    assert_eq!(code(&service, &id("other"), &wish("door")).await, "A002");
    let foreign = hand_in("hall", "A981", Some(&id("other")));
    assert_eq!(code(&service, &id("foreign"), &foreign).await, "A981");
    assert_eq!(codes(&service), ["A980", "A002", "A981"]);
}

#[tokio::test]
async fn a_wish_that_came_to_nothing_is_never_committed_later() {
    let service = Service::start().await;
    reply(&service, &id("lease"), &lease("hall")).await;
    let handed_in = hand_in("hall", "A980", Some(&id("wish")));
    assert_eq!(code(&service, &id("hand-in"), &handed_in).await, "A980");
    let superseded = (409, "command_superseded".to_owned());
    assert_eq!(problem(&service, &id("wish"), &wish("hall")).await, superseded);
    // Also where the ticket itself is refused: the citizen was told that the first wish counts no more.
    let refused = hand_in("hall", "A980", Some(&id("wish-2")));
    assert_eq!(problem(&service, &id("hand-in-2"), &refused).await, (409, "offline_code_taken".to_owned()));
    let store = service.store.clone();
    service.stop().await.unwrap();
    let service = Service::start_on(store).await;
    assert_eq!(problem(&service, &id("wish"), &wish("hall")).await, superseded);
    assert_eq!(problem(&service, &id("wish-2"), &wish("hall")).await, superseded);
    // A wish that was refused is no ticket, and an id that is the command's own is none of a wish.
    let nothing = command(json!({ "command": "take_ticket", "services": ["nothing"], "device": "hall" }));
    assert_eq!(problem(&service, &id("wish-3"), &nothing).await.0, 404);
    assert_eq!(code(&service, &id("hand-in-3"), &hand_in("hall", "A981", Some(&id("wish-3")))).await, "A981");
    assert_eq!(code(&service, &id("hand-in-4"), &hand_in("hall", "A982", Some(&id("hand-in-4")))).await, "A982");
    assert_eq!(code(&service, &id("hand-in-4"), &hand_in("hall", "A982", Some(&id("hand-in-4")))).await, "A982");
    assert_eq!(codes(&service), ["A980", "A981", "A982"]);
}

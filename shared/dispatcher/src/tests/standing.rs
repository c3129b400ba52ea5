//! Counters that stand by: they call as soon as somebody comes for them, whatever brings that about.

use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CommandId, CounterId, Seq, TicketId};
use domain::ticket::LegState;
use protocol::{CounterFrame, Reply};
use store::{Batch, Fault, HubReader, HubStore, SimStore, Stored};

use super::days::Office;
use super::streams::{event, open};
use super::{MORNING, Service, catalog, hub, id, in_time, journal, take};

fn at(counter: &str) -> CounterId {
    CounterId::new(counter)
}

fn sign_in(counter: &str, clerk: &str) -> Command {
    Command::sign_in(at(counter), ClerkId::new(clerk))
}

fn stand_by(counter: &str) -> Command {
    Command::SetAutoNext { counter: at(counter), is_on: true }
}

/// Every call in a journal: of which ticket, and to which counter.
fn calls(store: &SimStore) -> Vec<(TicketId, String)> {
    let call = |stored: &Stored| {
        let Event::TicketCalled { ticket, counter, .. } = &stored.event else { return None };
        Some((*ticket, counter.to_string()))
    };
    journal(store).iter().filter_map(call).collect()
}

/// The first ticket called to counter 1.
fn first_call() -> Vec<(TicketId, String)> {
    vec![(TicketId(1), "1".to_owned())]
}

/// A dispatcher at whose counter 1 anna stands by.
async fn standing() -> Service {
    let service = Service::start().await;
    assert_eq!(service.send(&id("anna"), &sign_in("1", "anna")).await.status(), 200);
    assert_eq!(service.send(&id("auto"), &stand_by("1")).await.status(), 200);
    service
}

async fn view(service: &Service) -> CounterFrame {
    in_time(in_time(service.get("/api/v1/counters/1").send()).await.unwrap().json()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_called_by_the_counter_that_stands_by_and_its_desk_shows_the_guest() {
    let service = standing().await;
    let mut desk = open(&service, "/api/v1/counters/1/stream", None).await;
    event(&mut desk).await;
    let answer = service.send(&id("take"), &take()).await.bytes().await.unwrap();
    let reply: Reply = serde_json::from_slice(&answer).unwrap();
    assert_eq!(reply.ticket.unwrap().state, LegState::Waiting, "the answer is of the command alone");

    let (place, data) = event(&mut desk).await;
    let frame: CounterFrame = serde_json::from_str(&data).unwrap();
    let guest = frame.view.current.unwrap();
    assert_eq!((guest.ticket, guest.state), (TicketId(1), LegState::Called));
    assert!(guest.reason.is_some(), "it says why, like any call");
    assert_eq!(place, (reply.seq.0 + 1).to_string(), "one frame shows both");

    // A retry is answered as before, and calls nobody.
    assert_eq!(service.send(&id("take"), &take()).await.bytes().await.unwrap(), answer);
    assert_eq!(calls(&service.store), first_call());
    // The call is a command of its own, with its answer kept.
    let own = CommandId::new(format!("call:{}", reply.seq.0));
    let kept = service.store.reply(&hub(), &own).unwrap().unwrap();
    assert_eq!((kept.seq, kept.status), (Seq(reply.seq.0 + 1), 200));
    assert_eq!(kept.request, r#"{"command":"call_next","counter":"1"}"#);
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_stands_by_across_a_restart_and_calls_nobody_twice() {
    let service = standing().await;
    let store = service.store.clone();
    service.stop().await.unwrap();
    let service = Service::start_on(store.clone()).await;
    assert_eq!(calls(&store), []);
    service.send(&id("take"), &take()).await;
    assert_eq!(calls(&store), first_call());
    service.stop().await.unwrap();
    let service = Service::start_on(store.clone()).await;
    service.send(&id("take"), &take()).await;
    service.send(&id("other"), &take()).await;
    assert_eq!(calls(&store), first_call(), "the first is still in hand");
    let frame = view(&service).await;
    assert_eq!((frame.view.current.unwrap().ticket, frame.view.waiting), (TicketId(1), 1));
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_append_leaves_neither_the_ticket_nor_its_call_and_a_retry_brings_both() {
    for fault in [Fault::Full, Fault::Unavailable, Fault::UnknownBefore] {
        let service = standing().await;
        let head = service.store.head(&hub()).unwrap();
        service.store.fail_next(fault);
        assert!(service.send(&id("take"), &take()).await.status().is_server_error());
        assert_eq!(service.store.head(&hub()).unwrap(), head, "{fault:?}");
        assert_eq!(view(&service).await.view.current, None, "{fault:?}");
        assert_eq!(service.send(&id("take"), &take()).await.status(), 200);
        assert_eq!(calls(&service.store), first_call(), "{fault:?}");
        service.stop().await.unwrap();
    }
    let service = standing().await;
    service.store.fail_next(Fault::UnknownAfter);
    assert_eq!(service.send(&id("take"), &take()).await.status(), 200, "it happened after all");
    assert_eq!(calls(&service.store), first_call());
    assert_eq!(view(&service).await.view.current.unwrap().ticket, TicketId(1));
    service.stop().await.unwrap();
}

/// A hub at whose counter 1 anna stands by, with a calendar that is looked at by hand.
async fn office() -> Office {
    let mut office = Office::of(catalog(), MORNING);
    office.look_at(MORNING).await;
    office.ask(sign_in("1", "anna")).await;
    office.ask(stand_by("1")).await;
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn time_alone_brings_somebody_back_who_is_called_although_nobody_asks_for_anything() {
    let mut office = office().await;
    office.ask(take()).await;
    let park = Command::Park { counter: at("1"), reason: "copies".to_owned(), return_minutes: 10 };
    office.ask(park).await;
    office.ask(stand_by("1")).await;
    assert_eq!(calls(&office.store).len(), 1);
    office.look_at("2026-06-01T07:09:59Z").await;
    in_time(office.calendar.tell_time()).await;
    assert_eq!(calls(&office.store).len(), 1);
    office.look_at("2026-06-01T07:10:00Z").await;
    in_time(office.calendar.tell_time()).await;
    let called = calls(&office.store);
    assert_eq!(called, [first_call(), first_call()].concat());
    let last = journal(&office.store).pop().unwrap();
    assert_eq!(last.at, "2026-06-01T07:10:00Z".parse::<domain::Timestamp>().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_by_itself_is_called_before_who_asks_later_gets_it() {
    let mut catalog = Catalog::clone(&catalog());
    let bruno = domain::catalog::Clerk { id: ClerkId::new("bruno"), ..catalog.clerks[0].clone() };
    catalog.clerks.push(bruno);
    let mut office = Office::of(catalog.into(), MORNING);
    office.look_at(MORNING).await;
    for command in [sign_in("1", "anna"), sign_in("2", "bruno"), stand_by("1"), take()] {
        office.ask(command).await;
    }
    office.ask(Command::Park { counter: at("1"), reason: "copies".to_owned(), return_minutes: 10 }).await;
    office.ask(stand_by("1")).await;
    office.clock.set("2026-06-01T07:10:00Z");
    let refused = office.ask(Command::CallNext { counter: at("2") }).await;
    assert!(refused.contains("nobody_waiting"), "{refused}");
    assert_eq!(calls(&office.store), [first_call(), first_call()].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_an_earlier_program_did_not_make_is_made_at_the_first_look() {
    let office = office().await;
    let state = office.handle.latest().state;
    let open_ticket = engine::decide(&state, &take(), MORNING.parse::<domain::Timestamp>().unwrap()).unwrap();
    // As that program left it: a ticket is taken while counter 1 stands by, and nobody is called.
    let mut store = office.store.clone();
    store.expire_leases();
    let term = store.acquire(&hub(), "earlier", std::time::Duration::from_secs(60)).unwrap().unwrap();
    let first = state.seq().next();
    let at = MORNING.parse().unwrap();
    let events = open_ticket.into_iter().map(|event| Stored { seq: first, at, event }).collect();
    store.append(&term, first, &Batch { events, ..Batch::default() }).unwrap();
    let mut office = office.restarted();
    assert_eq!(calls(&office.store), []);
    office.look_at(MORNING).await;
    assert_eq!(calls(&office.store), first_call());
    let head = office.store.head(&hub()).unwrap();
    office.look_at("2026-06-01T07:00:05Z").await;
    assert_eq!(office.store.head(&hub()).unwrap(), head, "once");
}

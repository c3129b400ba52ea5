//! A day in the office, on a healthy machine.

use std::collections::BTreeSet;

use client::new_command_id;
use domain::command::Command;
use domain::event::Event;
use domain::ticket::{Class, LegState, SlipOutcome};
use stories::{World, problem_code, take};

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_takes_a_ticket_is_called_served_and_gone() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let ticket = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    assert_eq!(ticket.state, LegState::Waiting);

    let called = world.send(Command::CallNext { counter: counter.clone() }).await.unwrap().ticket.unwrap();
    assert_eq!(called.code, ticket.code);
    let board = world.board().await;
    assert_eq!(board.calls[0].code, ticket.code);
    assert!(board.calls[0].is_open);

    world.send(Command::Start { counter: counter.clone() }).await.unwrap();
    world.send(Command::finish(counter.clone())).await.unwrap();
    assert_eq!(world.counter(&counter).await.current, None);
    assert_eq!(world.client().ticket(ticket.ticket).await.unwrap().view.state, LegState::Finished);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_where_it_was_after_a_restart() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    for _ in 0..3 {
        world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    }
    world.send(Command::CallNext { counter: counter.clone() }).await.unwrap();
    let (board, desk) = (world.board().await, world.counter(&counter).await);

    world.restart().await;
    assert_eq!(world.board().await, board);
    let after = world.counter(&counter).await;
    assert_eq!((after.current, after.queue), (desk.current, desk.queue));
    let next = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    assert!(next.code.as_str().ends_with("004"), "codes go on after the restart: {}", next.code);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retried_command_gets_the_first_answer_even_after_a_restart() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let id = new_command_id();
    let take = take(&service);
    let first = world.client().send(&id, &take).await.unwrap();
    assert_eq!(world.client().send(&id, &take).await.unwrap(), first);
    world.restart().await;
    assert_eq!(world.client().send(&id, &take).await.unwrap(), first);
    assert_eq!(problem_code(world.client().send(&id, &Command::CloseDay).await.unwrap_err()), "command_id_reused");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_kiosks_at_once_never_double_a_code() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (client, service) = (world.client(), service.clone());
            tokio::spawn(async move {
                let mut codes = Vec::new();
                for _ in 0..20 {
                    let reply = client.send(&new_command_id(), &take(&service)).await.unwrap();
                    codes.push(reply.ticket.unwrap().code);
                }
                codes
            })
        })
        .collect();
    let mut codes = BTreeSet::new();
    for task in tasks {
        for code in task.await.unwrap() {
            assert!(codes.insert(code.clone()), "{code} was given twice");
        }
    }
    assert_eq!(codes.len(), 320);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn priority_and_appointments_come_before_walk_ins_and_nothing_public_shows_it() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let walk_in = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let appointment = world.take(&[service.as_str()], Class::Appointment).await.unwrap();
    let priority = world.take(&[service.as_str()], Class::Priority).await.unwrap();
    // Both have the same target and head start, so whoever came first goes first.
    for expected in [appointment, priority, walk_in] {
        let called = world.send(Command::CallNext { counter: counter.clone() }).await.unwrap().ticket.unwrap();
        assert_eq!(called.code, expected.code);
        world.send(Command::NoShow { counter: counter.clone() }).await.unwrap();
    }
    world.close().await;
    let plain = public_bytes([Class::WalkIn; 3]).await;
    assert_eq!(public_bytes([Class::Priority, Class::Priority, Class::WalkIn]).await, plain);
    assert_eq!(public_bytes([Class::Appointment, Class::Appointment, Class::Appointment]).await, plain);
}

/// Everything public says after three tickets were taken and the first one called, as it travels.
///
/// The first one is called in every case, so what is left of a class can only be a word, a mark or a number.
async fn public_bytes(classes: [Class; 3]) -> Vec<String> {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let mut said = Vec::new();
    let mut tickets = Vec::new();
    for class in classes {
        let ticket = world.take(&[service.as_str()], class).await.unwrap();
        said.push(serde_json::to_string(&ticket).unwrap());
        tickets.push(ticket.ticket);
    }
    world.send(Command::CallNext { counter: counter.clone() }).await.unwrap();
    let client = world.client();
    said.push(serde_json::to_string(&client.board().await.unwrap()).unwrap());
    said.push(serde_json::to_string(&client.kiosk().await.unwrap()).unwrap());
    for ticket in tickets {
        said.push(serde_json::to_string(&client.ticket(ticket).await.unwrap()).unwrap());
    }
    world.close().await;
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_why_and_changes_nothing() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    assert_eq!(
        problem_code(world.send(Command::CallNext { counter: counter.clone() }).await.unwrap_err()),
        "nobody_signed_in"
    );
    world.sign_in(&counter, &clerk).await;
    assert_eq!(
        problem_code(world.send(Command::CallNext { counter: counter.clone() }).await.unwrap_err()),
        "nobody_waiting"
    );
    assert_eq!(problem_code(world.take(&["no-such"], Class::WalkIn).await.unwrap_err()), "unknown_service");
    let ticket = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    assert!(ticket.code.as_str().ends_with("001"), "a refused command uses no code: {}", ticket.code);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fate_of_a_slip_is_in_the_journal_and_makes_no_second_ticket() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let ticket = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let report = Command::ReportSlip {
        ticket: ticket.ticket,
        outcome: SlipOutcome::NotPrinted,
        detail: "connection refused".to_owned(),
    };
    world.send(report).await.unwrap();
    let reports: Vec<_> =
        world.events().into_iter().filter(|event| matches!(event, Event::SlipReported { .. })).collect();
    let detail = "connection refused".to_owned();
    let kept = Event::SlipReported { ticket: ticket.ticket, outcome: SlipOutcome::NotPrinted, detail };
    assert_eq!(reports, [kept]);
    let next = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    assert_eq!(next.people_ahead, 1);
    world.close().await;
}

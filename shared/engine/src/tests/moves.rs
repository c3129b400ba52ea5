//! What a clerk who changes places, and a ticket that goes on to another service, look like from outside.

use domain::command::Command;
use domain::ids::CounterId;
use domain::ticket::Class;

use super::{Office, at};
use crate::view;

#[test]
fn a_called_ticket_whose_clerk_moves_is_announced_at_the_new_counter() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let before = view::board(&office.state).calls.remove(0);
    office.signs_in("2", "anna");
    let calls = view::board(&office.state).calls;
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].counter, "2");
    assert!(calls[0].seq > before.seq, "a call with the old place in history makes no sound");
    assert!(calls[0].at > before.at);
    assert!(calls[0].is_open);
}

#[test]
fn a_served_ticket_whose_clerk_moves_is_not_called_again() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    let before = view::board(&office.state).calls.remove(0);
    office.signs_in("2", "anna");
    let after = view::board(&office.state).calls.remove(0);
    assert_eq!((after.seq, after.counter.as_str(), after.is_open), (before.seq, "2", false));
}

/// Minutes the ticket in hand at a counter waited.
fn waited(office: &Office, counter: &CounterId) -> u32 {
    view::counter(&office.state, counter, office.now).unwrap().current.unwrap().waited_minutes
}

#[test]
fn the_wait_for_a_later_service_leaves_out_the_time_spent_being_served() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards", "moves"], Class::WalkIn);
    office.calls("1").unwrap();
    assert_eq!(waited(&office, &at("1")), 1);
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.now += chrono::Duration::minutes(30);
    office.does(Command::Finish { counter: at("1") }).unwrap();
    let row = view::counter(&office.state, &at("1"), office.now).unwrap().queue.remove(0);
    assert_eq!(row.waiting_since, office.now);
    office.calls("1").unwrap();
    assert_eq!(waited(&office, &at("1")), 1);
}

#[test]
fn who_was_served_before_keeps_the_place_of_the_whole_visit() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (first, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.takes(&["moves"], Class::WalkIn);
    office.does(Command::Finish { counter: at("1") }).unwrap();
    assert_eq!(office.calls("1"), Ok(first));
}

#[test]
fn a_ticket_sent_on_waits_for_the_new_service_from_that_moment() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.now += chrono::Duration::minutes(30);
    office.does(Command::Transfer { counter: at("1"), service: domain::ids::ServiceId::new("births") }).unwrap();
    office.calls("2").unwrap();
    assert_eq!(waited(&office, &at("2")), 1);
}

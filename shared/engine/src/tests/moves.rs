//! What a clerk who changes places, and a ticket that goes on to another service, look like from outside.

use std::sync::Arc;

use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::CounterId;
use domain::ticket::Class;

use super::{Office, at, catalog};
use crate::view;

#[test]
fn a_called_ticket_whose_clerk_moves_is_announced_at_the_new_counter() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    let before = view::board(&office.state, None, office.now).calls.remove(0);
    office.signs_in("2", "anna");
    let calls = view::board(&office.state, None, office.now).calls;
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
    let before = view::board(&office.state, None, office.now).calls.remove(0);
    office.signs_in("2", "anna");
    let after = view::board(&office.state, None, office.now).calls.remove(0);
    assert_eq!((after.seq, after.counter.as_str(), after.is_open), (before.seq, "2", false));
}

/// An office in which nobody has to walk.
fn small_office() -> Office {
    let mut small = Catalog::clone(&catalog());
    small.rules.leg_walk_seconds = 0;
    Office::open_with(Arc::new(small))
}

/// Minutes the ticket in hand at a counter waited.
fn waited(office: &Office, counter: &CounterId) -> u32 {
    view::counter(&office.state, counter, office.now).unwrap().current.unwrap().waited_minutes
}

#[test]
fn the_wait_for_a_later_service_leaves_out_the_time_spent_being_served() {
    let mut office = small_office();
    office.signs_in("1", "anna");
    office.takes(&["cards", "moves"], Class::WalkIn);
    office.calls("1").unwrap();
    assert_eq!(waited(&office, &at("1")), 1);
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.now += chrono::Duration::minutes(30);
    office.does(Command::finish(at("1"))).unwrap();
    // Four fifths of the minute before the first call are credited; the half hour at the counter is no wait.
    let row = view::counter(&office.state, &at("1"), office.now).unwrap().queue.remove(0);
    assert_eq!(row.waiting_since, office.now - chrono::Duration::seconds(48));
    office.calls("1").unwrap();
    assert_eq!(waited(&office, &at("1")), 2);
}

#[test]
fn who_was_served_before_keeps_the_place_of_a_wait_as_long_as_theirs() {
    let mut office = small_office();
    office.signs_in("1", "anna");
    let (first, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    office.now += chrono::Duration::minutes(30);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.takes(&["moves"], Class::WalkIn);
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(office.calls("1"), Ok(first));
}

#[test]
fn the_wait_of_a_ticket_sent_on_leaves_out_the_time_spent_being_served() {
    let mut office = small_office();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    office.takes(&["cards"], Class::WalkIn);
    office.calls("1").unwrap();
    office.does(Command::Start { counter: at("1") }).unwrap();
    office.now += chrono::Duration::minutes(30);
    office.does(Command::transfer(at("1"), domain::ids::ServiceId::new("births"))).unwrap();
    office.calls("2").unwrap();
    assert_eq!(waited(&office, &at("2")), 2);
}

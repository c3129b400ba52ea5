//! Several services on one ticket.

use domain::rules::{Pair, PairRule};
use domain::ticket::Outcome;

use super::*;

fn with_pair(first: &str, then: &str, rule: PairRule) -> Office {
    let mut tied = Catalog::clone(&catalog());
    tied.pairs = vec![Pair { first: ServiceId::new(first), then: ServiceId::new(then), rule }];
    Office::open_with(Arc::new(tied))
}

fn serves(office: &mut Office, counter: &str) {
    office.does(Command::Start { counter: at(counter) }).unwrap();
    office.does(Command::finish(at(counter))).unwrap();
}

#[test]
fn a_visit_waits_in_all_its_queues_and_is_called_to_one_counter_at_a_time() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (visit, _) = office.takes(&["cards", "births"], Class::WalkIn);
    let ahead = |office: &Office| -> Vec<_> {
        view::ticket(&office.state, visit, office.now)
            .unwrap()
            .legs
            .iter()
            .map(|leg| (leg.people_ahead, leg.is_held))
            .collect()
    };
    assert_eq!(ahead(&office), [(0, false), (0, false)]);
    assert_eq!(office.calls("2"), Ok(visit), "the second service may come first");
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting), "the citizen is at counter 2");
    assert_eq!(ahead(&office), [(0, true), (0, false)]);
    serves(&mut office, "2");
    assert_eq!(office.calls("1"), Ok(visit));
    serves(&mut office, "1");
    assert_eq!(view::ticket(&office.state, visit, office.now).unwrap().state, LegState::Finished);
}

#[test]
fn nobody_is_called_while_walking_to_the_next_floor() {
    let mut upstairs = Catalog::clone(&catalog());
    let floor = Area { id: AreaId::new("up"), floor: "2".to_owned(), ..upstairs.areas[0].clone() };
    upstairs.areas.push(floor);
    upstairs.services[1].area = AreaId::new("up");
    let mut office = Office::open_with(Arc::new(upstairs));
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (visit, _) = office.takes(&["cards", "births"], Class::WalkIn);
    office.calls("1").unwrap();
    serves(&mut office, "1");
    let ready = office.now + Duration::seconds(60 + 2 * 72);
    assert_eq!(next_deadline(&office.state), Some(ready));
    assert_eq!(view::ticket(&office.state, visit, office.now).unwrap().legs[0].ready_at, Some(ready));
    for _ in 0..3 {
        assert_eq!(office.calls("2"), Err(Rejection::NobodyWaiting));
    }
    assert_eq!(office.calls("2"), Ok(visit));
}

#[test]
fn minutes_waited_for_one_service_count_for_the_next() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (visit, _) = office.takes(&["cards", "births"], Class::WalkIn);
    office.now += Duration::minutes(30);
    let (before, _) = office.takes(&["births"], Class::WalkIn);
    assert_eq!(office.calls("1"), Ok(visit));
    office.now += Duration::minutes(10);
    let (after, _) = office.takes(&["births"], Class::WalkIn);
    serves(&mut office, "1");
    office.now += Duration::minutes(1);
    office.does(Command::ClockReached).unwrap();
    for expected in [visit, before, after] {
        assert_eq!(office.calls("2"), Ok(expected));
        office.does(Command::NoShow { counter: at("2") }).unwrap();
    }
}

#[test]
fn in_a_fixed_order_the_second_service_is_held_until_the_first_is_over() {
    let mut office = with_pair("births", "cards", PairRule::InOrder);
    office.signs_in("1", "anna");
    office.signs_in("2", "bruno");
    let (visit, _) = office.takes(&["cards", "births"], Class::WalkIn);
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
    office.calls("2").unwrap();
    serves(&mut office, "2");
    assert_eq!(office.calls("1"), Ok(visit));
}

#[test]
fn at_the_same_counter_the_second_service_begins_when_the_first_is_finished() {
    let mut office = with_pair("cards", "moves", PairRule::SameCounter);
    office.signs_in("1", "anna");
    let (visit, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    office.calls("1").unwrap();
    serves(&mut office, "1");
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap();
    assert_eq!((desk.ticket, desk.service.it.as_str(), desk.state), (visit, "moves", LegState::Serving));
    office.does(Command::finish(at("1"))).unwrap();
    assert_eq!(view::ticket(&office.state, visit, office.now).unwrap().state, LegState::Finished);
}

#[test]
fn a_visit_with_two_services_in_one_area_is_one_person() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.takes(&["cards", "moves"], Class::WalkIn);
    assert_eq!(view::board(&office.state, None, office.now).waiting[0].waiting, 1);
    assert_eq!(view::counter(&office.state, &at("1"), office.now).unwrap().waiting, 1);
}

#[test]
fn a_journal_from_before_walking_times_lets_the_next_service_be_called_at_once() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    let (ticket, _) = office.takes(&["cards", "moves"], Class::WalkIn);
    let counter = || at("1");
    for event in [
        Event::TicketCalled { ticket, leg: 0, counter: counter(), reason: None },
        Event::ServiceStarted { ticket, leg: 0, counter: counter() },
        Event::ServiceFinished {
            ticket,
            leg: 0,
            counter: counter(),
            ready: vec![],
            outcome: Outcome::Done,
            delivered: vec![],
        },
    ] {
        let seq = office.state.seq().next();
        evolve(&mut office.state, seq, office.now, &event);
    }
    assert_eq!(next_deadline(&office.state), None);
    assert_eq!(office.calls("1"), Ok(ticket));
}

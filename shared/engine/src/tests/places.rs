//! Headquarters and access points: queues of their own, and tickets that go from one to the other.

use std::sync::Arc;

use chrono::Duration;
use domain::catalog::{Catalog, Counter, Location};
use domain::command::Command;
use domain::ids::{LocationId, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::rejection::citizen::CitizenRejection;
use domain::text::Language;
use domain::ticket::{Class, Code};

use super::{Office, at, catalog, clerk, counter, location};
use crate::view;

fn hq() -> LocationId {
    LocationId::new("hq")
}

fn point() -> LocationId {
    LocationId::new("point")
}

/// A headquarters that gives everything, and an access point a quarter of an hour away that gives cards.
fn two_places() -> Office {
    let mut two = Catalog::clone(&catalog());
    let services = vec![ServiceId::new("cards")];
    two.locations.push(Location { services, travel_minutes: Some(15), ..location("point") });
    two.counters.push(Counter { location: point(), ..counter("3") });
    two.clerks.push(clerk("carla", &["cards", "births"]));
    let mut office = Office::open_with(Arc::new(two));
    for (counter, clerk) in [("1", "anna"), ("2", "bruno"), ("3", "carla")] {
        office.signs_in(counter, clerk);
    }
    office
}

fn take(services: &[&str], location: LocationId, from: Option<LocationId>) -> Command {
    let services = services.iter().map(|id| ServiceId::new(*id)).collect();
    let (class, language, device, priority, location) = (Class::WalkIn, Language::It, None, None, Some(location));
    Command::TakeTicket { services, class, language, device, priority, location, from }
}

fn takes(office: &mut Office, services: &[&str], location: LocationId, from: Option<LocationId>) -> (TicketId, Code) {
    let events = office.does(take(services, location, from)).unwrap();
    let ticket = crate::subject(&events).unwrap();
    (ticket, view::ticket(&office.state, ticket, office.now).unwrap().code)
}

#[test]
fn a_counter_calls_those_of_its_own_building_alone() {
    let mut office = two_places();
    let (there, _) = takes(&mut office, &["cards"], point(), None);
    assert_eq!(office.calls("1"), Err(Rejection::NobodyWaiting));
    let (here, _) = takes(&mut office, &["cards"], hq(), None);
    assert_eq!((office.calls("3"), office.calls("1")), (Ok(there), Ok(here)));
    let codes = |place: Option<&LocationId>| view::board(&office.state, place, office.now).calls.len();
    assert_eq!((codes(Some(&hq())), codes(Some(&point())), codes(None)), (1, 1, 2));
}

#[test]
fn what_a_building_does_not_give_is_refused_with_its_name() {
    let mut office = two_places();
    let refused = CitizenRejection::NotGivenThere { service: "births".to_owned(), location: "point".to_owned() };
    assert_eq!(office.does(take(&["cards", "births"], point(), None)), Err(refused.into()));
    let unknown = CitizenRejection::UnknownLocation { location: "moon".to_owned() };
    assert_eq!(office.does(take(&["cards"], LocationId::new("moon"), None)), Err(unknown.into()));
}

#[test]
fn who_takes_a_ticket_for_another_building_is_called_once_there() {
    let mut office = two_places();
    let (ticket, _) = takes(&mut office, &["births"], hq(), Some(point()));
    let (later, _) = takes(&mut office, &["births"], hq(), None);
    assert_eq!(office.calls("2"), Ok(later));
    office.does(Command::NoShow { counter: at("2") }).unwrap();
    assert_eq!(office.calls("2"), Err(Rejection::NobodyWaiting));
    office.now += Duration::minutes(15);
    assert_eq!(office.calls("2"), Ok(ticket));
}

#[test]
fn a_ticket_goes_to_another_building_and_keeps_the_wait_it_had() {
    let mut office = two_places();
    let (ticket, code) = takes(&mut office, &["cards"], hq(), None);
    takes(&mut office, &["cards"], point(), None);
    let go = |is_there| Command::GoElsewhere { code: code.clone(), location: point(), is_there };
    office.does(go(false)).unwrap();
    let told = view::ticket(&office.state, ticket, office.now).unwrap();
    assert_eq!((told.location.en.as_str(), told.legs[0].ready_at), ("point", Some(office.now + Duration::minutes(15))));
    let refused = CitizenRejection::AlreadyThere { code: code.0.clone(), location: "point".to_owned() };
    assert_eq!(office.does(go(true)), Err(refused.into()));
    office.now += Duration::minutes(15);
    assert_eq!(office.calls("3"), Ok(ticket), "an earlier ticket comes first there too");
}

#[test]
fn nobody_is_called_in_two_buildings() {
    let mut office = two_places();
    takes(&mut office, &["cards"], point(), None);
    office.calls("3").unwrap();
    office.does(Command::Start { counter: at("3") }).unwrap();
    let add = |service| Command::AddService { counter: at("3"), service: ServiceId::new(service), here: false };
    // Births are given at the headquarters alone, and a second service there waits for the first.
    office.does(add("births")).unwrap();
    office.does(Command::finish(at("3"))).unwrap();
    let ticket = view::ticket(&office.state, TicketId(1), office.now).unwrap();
    assert_eq!((ticket.legs[0].location.en.as_str(), ticket.legs.len()), ("hq", 1));
    assert_eq!(office.calls("2"), Err(Rejection::NobodyWaiting));
    office.now += Duration::minutes(15);
    assert_eq!(office.calls("2"), Ok(TicketId(1)));
}

#[test]
fn a_kiosk_tells_of_the_building_in_which_one_is_called_sooner() {
    let mut office = two_places();
    let cards = |office: &Office, place: &LocationId| {
        let view = view::kiosk(&office.state, place, office.now).unwrap();
        view.areas[0].services[0].clone()
    };
    assert_eq!(cards(&office, &hq()).wait_minutes, Some(0));
    assert_eq!(cards(&office, &hq()).shorter_elsewhere, None);
    for _ in 0..4 {
        takes(&mut office, &["cards"], hq(), None);
    }
    let here = cards(&office, &hq());
    assert_eq!((here.waiting, here.wait_minutes), (4, Some(40)));
    let there = here.shorter_elsewhere.unwrap();
    assert_eq!((there.location, there.travel_minutes, there.wait_minutes), (point(), 15, Some(0)));
    let at_point = view::kiosk(&office.state, &point(), office.now).unwrap();
    assert_eq!(at_point.areas[0].services.len(), 1);
    let elsewhere: Vec<_> =
        at_point.only_elsewhere.iter().map(|it| (it.service.as_str(), &it.place.location)).collect();
    assert_eq!(elsewhere, [("births", &hq()), ("moves", &hq())]);
}

#[test]
fn a_ticket_sent_to_a_clerk_who_leaves_for_another_building_is_for_everybody() {
    let mut office = two_places();
    takes(&mut office, &["cards"], hq(), None);
    office.calls("1").unwrap();
    let to_carla = Command::Transfer {
        counter: at("1"),
        service: ServiceId::new("cards"),
        to_counter: None,
        to_clerk: Some(domain::ids::ClerkId::new("carla")),
        keep_wait: true,
    };
    office.does(to_carla).unwrap();
    office.now += Duration::minutes(15);
    office.does(Command::SignOut { counter: at("1") }).unwrap();
    // The ticket waits at the access point; carla serves at the headquarters, and anna stands in for her.
    office.signs_in("1", "carla");
    office.signs_in("3", "anna");
    assert_eq!(office.calls("3"), Ok(TicketId(1)));
}

#[test]
fn what_is_served_where_it_is_not_given_as_a_rule_stops_no_hub_file() {
    let mut office = two_places();
    office.does(Command::ServeDirect { counter: at("3"), service: ServiceId::new("births") }).unwrap();
    let mut next = Catalog::clone(office.state.catalog());
    next.rules.undo_seconds += 1;
    assert_eq!(crate::conflicts(&office.state, &next), []);
    next.locations.retain(|location| location.id != point());
    let codes: Vec<_> =
        crate::conflicts(&office.state, &next).iter().map(domain::catalog_change::Conflict::code).collect();
    assert_eq!(codes, ["location_in_use"], "but the building cannot go");
}

#[test]
fn nobody_is_taken_back_into_a_building_that_is_gone() {
    let mut office = two_places();
    let (_, code) = takes(&mut office, &["cards"], point(), None);
    office.calls("3").unwrap();
    office.does(Command::NoShow { counter: at("3") }).unwrap();
    office.does(Command::SignOut { counter: at("3") }).unwrap();
    let mut next = office.state.catalog().clone();
    next.locations.truncate(1);
    next.counters.truncate(2);
    let events =
        crate::change_catalog(&office.state, &next, "", domain::catalog_change::CatalogOrigin::Import).unwrap();
    office.happens(events);
    let gone = CitizenRejection::UnknownLocation { location: "point".to_owned() };
    assert_eq!(office.does(Command::Rejoin { code }), Err(gone.into()));
}

#[test]
fn calls_in_one_building_neither_bring_nor_take_a_turn_in_another() {
    let mut two = Catalog::clone(two_places().state.catalog());
    two.rules.priority_one_in = 3;
    let mut office = Office::open_with(Arc::new(two));
    office.signs_in("1", "anna");
    office.signs_in("3", "carla");
    let takes_as = |office: &mut Office, class, location| {
        let (services, language, device, priority) = (vec![ServiceId::new("cards")], Language::It, None, None);
        let command = Command::TakeTicket { services, class, language, device, priority, location, from: None };
        crate::subject(&office.does(command).unwrap()).unwrap()
    };
    let first = takes_as(&mut office, Class::Priority, Some(hq()));
    let second = takes_as(&mut office, Class::Priority, Some(hq()));
    let walk_in = takes_as(&mut office, Class::WalkIn, Some(hq()));
    assert_eq!(office.calls("1"), Ok(first));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    for _ in 0..2 {
        let there = takes_as(&mut office, Class::WalkIn, Some(point()));
        assert_eq!(office.calls("3"), Ok(there));
        office.does(Command::NoShow { counter: at("3") }).unwrap();
    }
    assert_eq!(office.calls("1"), Ok(walk_in), "two walk-ins elsewhere are none here");
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    assert_eq!(office.calls("1"), Ok(second));
}

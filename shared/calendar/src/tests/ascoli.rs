//! The hours of the sample hub, as its citizens meet them.

use chrono::Days;
use domain::catalog::Catalog;
use domain::ids::LocationId;

use super::{at, date};
use crate::{OpeningTimes, Place};

const ASCOLI: &str = include_str!("../../../../assets/hubs/ascoli-piceno.toml");

fn ascoli() -> Catalog {
    hub_file::parse(ASCOLI, "ascoli-piceno.toml").expect("the hub is in order")
}

#[test]
fn every_service_opens_in_every_week_and_gives_tickets_for_a_while() {
    let catalog = ascoli();
    let times = OpeningTimes::new(&catalog);
    for weeks in 0..52 {
        let monday = at("2027-01-03T23:00:00Z") + Days::new(7 * weeks);
        for service in &catalog.services {
            let opens = times.next_opening(Place::Service(&service.id), monday).unwrap();
            assert!(opens < monday + Days::new(8), "{} is closed from {monday} to {opens}", service.id);
            assert!(
                times.last_ticket_at(&catalog.locations[0].id, service, opens).unwrap() > opens,
                "{} gives no ticket at {opens}",
                service.id
            );
        }
    }
}

#[test]
fn on_the_feast_of_the_patron_saint_all_is_closed_and_says_why() {
    let catalog = ascoli();
    let times = OpeningTimes::new(&catalog);
    assert_eq!(times.day(date("2027-08-05")), None);
    assert_eq!(times.closure(Place::Hub, date("2027-08-05")).unwrap().en, "Saint Emygdius, patron saint");
    let monticelli = LocationId::new("monticelli");
    assert_eq!(
        times.next_opening(Place::Location(&monticelli), at("2026-12-27T12:00:00Z")),
        Some(at("2027-01-04T07:30:00Z"))
    );
}

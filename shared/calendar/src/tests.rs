//! Hours at moments, against a wall's clock that is read minute by minute.

mod ascoli;
mod years;

use chrono::Datelike;
use domain::catalog::Catalog;
use domain::ids::{AreaId, LocationId, ServiceId};
use domain::{DayDate, Timestamp};
use serde_json::{Value, json};

use crate::{OpeningTimes, Place, easter_sunday};

/// A headquarters and an access point in Ascoli: cards at both, taxes at the headquarters, libraries late at night.
fn catalog(changes: &[(&str, Value)]) -> Catalog {
    let counter = |id: &str, location: &str, area: &str| json!({ "id": id, "label": id, "location": location, "floor": "T", "place": { "it": "Atrio" }, "area": area });
    let area = |id: &str| {
        json!({ "id": id, "name": { "it": id }, "summary": { "it": id }, "floor": "T",
                "waiting_room": { "it": "Atrio" }, "color": "#0066cc" })
    };
    let service = |id: &str, area: &str| {
        json!({ "id": id, "letter": "A", "area": area, "name": { "it": id }, "duration_minutes": 10,
                "target_wait_minutes": 20 })
    };
    let mut catalog = json!({
        "id": "hub", "name": { "it": "Comune" }, "time_zone": "Europe/Rome",
        "calendar": {
            "public_holidays": "italy",
            "patron_saint": { "day": "08-05", "name": { "it": "Sant'Emidio", "en": "Saint Emygdius" } },
        },
        "location": [
            { "id": "sede", "name": { "it": "Sede" }, "address": "Piazza 1",
              "hours": ["mon-fri 08:30-13:00", "tue thu 15:00-17:30"] },
            { "id": "punto", "name": { "it": "Punto" }, "address": "Via 1", "hours": ["sat 09:00-12:00"] }
        ],
        "area": [area("anagrafe"), area("tributi"), area("notte")],
        "service": [service("carte", "anagrafe"), service("tari", "tributi"), service("guardia", "notte")],
        "counter": [
            counter("1", "sede", "anagrafe"), counter("2", "punto", "anagrafe"), counter("3", "sede", "tributi"),
            counter("4", "sede", "notte")
        ],
        "clerk": []
    });
    catalog["service"][1]["last_ticket_minutes"] = json!(30);
    catalog["area"][2]["hours"] = json!(["fri-sat 22:00-24:00", "sat-sun 00:00-05:00"]);
    for (pointer, value) in changes {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        catalog.pointer_mut(parent).unwrap()[field] = value.clone();
    }
    serde_json::from_value(catalog).unwrap()
}

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn date(text: &str) -> DayDate {
    text.parse().unwrap()
}

fn service(id: &str) -> ServiceId {
    ServiceId::new(id)
}

#[test]
fn easter_is_where_the_almanacs_have_it() {
    let known = [
        "1583-04-10",
        "1818-03-22",
        "1900-04-15",
        "1943-04-25",
        "1961-04-02",
        "2000-04-23",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2035-03-25",
        "2038-04-25",
    ];
    for text in known {
        let expected = date(text);
        assert_eq!(easter_sunday(expected.year()), Some(expected));
    }
    assert_eq!(easter_sunday(1582), None);
}

#[test]
fn a_service_has_the_hours_of_its_area_and_an_area_those_of_its_buildings() {
    let catalog = catalog(&[("/service/0/hours", Value::Null)]);
    let times = OpeningTimes::new(&catalog);
    // A Saturday, when only the access point is open; 2026-06-06 10:00 in Rome.
    let saturday = at("2026-06-06T08:00:00Z");
    assert!(times.is_open(Place::Location(&LocationId::new("punto")), saturday));
    assert!(!times.is_open(Place::Location(&LocationId::new("sede")), saturday));
    assert!(times.is_open(Place::Area(&AreaId::new("anagrafe")), saturday), "one of its counters is there");
    assert!(times.is_open(Place::Service(&service("carte")), saturday));
    assert!(!times.is_open(Place::Service(&service("tari")), saturday));
    assert!(times.is_open(Place::Hub, saturday));
    assert!(!times.is_open(Place::Service(&service("no-such")), saturday));
}

#[test]
fn the_closest_closure_or_opening_by_date_counts_and_both_come_before_holidays() {
    let closures = json!([
        { "from": "2026-06-02", "text": { "it": "chiusura festiva" } },
        { "from": "2026-08-10", "to": "2026-08-14", "text": { "it": "ferie" } },
        { "from": "2026-08-12", "service": "tari", "text": { "it": "inventario" } },
        { "from": "2026-08-13", "area": "tributi", "text": { "it": "trasloco" } },
    ]);
    let openings = json!([
        { "from": "2026-08-12", "hours": ["10:00-12:00"], "location": "sede", "text": { "it": "apertura" } },
        { "from": "2026-08-13", "hours": ["10:00-12:00"], "area": "tributi", "text": { "it": "apertura" } },
        { "from": "2026-08-15", "hours": ["10:00-12:00"], "text": { "it": "notte dei musei" } },
    ]);
    let catalog = catalog(&[("/calendar/closures", closures), ("/calendar/openings", openings)]);
    let times = OpeningTimes::new(&catalog);
    let tari = service("tari");
    let is_open = |date: &str, place: Place<'_>| times.is_open(place, at(&format!("{date}T08:30:00Z")));
    let reason = |day: &str| times.closure(Place::Service(&tari), date(day)).map(|text| text.it);
    assert_eq!(reason("2026-06-02").as_deref(), Some("chiusura festiva"), "also on a holiday");
    assert_eq!(reason("2026-08-05").as_deref(), Some("Sant'Emidio"));
    assert_eq!(reason("2026-08-11").as_deref(), Some("ferie"));
    assert!(is_open("2026-08-12", Place::Service(&service("carte"))), "its building opens");
    assert_eq!(reason("2026-08-12").as_deref(), Some("inventario"), "the service itself is closed");
    assert_eq!(reason("2026-08-13").as_deref(), Some("trasloco"), "equally close: the closure counts");
    assert!(is_open("2026-08-15", Place::Service(&tari)), "an opening on a holiday");
    assert_eq!(reason("2026-08-16"), None, "a Sunday needs no reason");
    assert_eq!(reason("2026-08-17"), None);
}

#[test]
fn last_tickets_end_before_each_closing() {
    let catalog = catalog(&[]);
    let times = OpeningTimes::new(&catalog);
    let tari = catalog.service(&service("tari")).unwrap();
    for (now, expected) in [
        ("2026-06-01T06:30:00Z", Some("2026-06-01T10:30:00Z")),
        ("2026-06-01T10:59:59Z", Some("2026-06-01T10:30:00Z")),
        ("2026-06-01T11:00:00Z", None),
        ("2026-06-04T14:00:00Z", Some("2026-06-04T15:00:00Z")),
    ] {
        assert_eq!(times.last_ticket_at(&catalog.locations[0].id, tari, at(now)), expected.map(at), "at {now}");
    }
}

#[test]
fn hours_that_pass_midnight_close_once() {
    let catalog = catalog(&[]);
    let times = OpeningTimes::new(&catalog);
    let guardia = service("guardia");
    let place = Place::Service(&guardia);
    let friday_night = at("2026-06-05T21:00:00Z");
    assert_eq!(times.closes_at(place, friday_night), Some(at("2026-06-06T03:00:00Z")));
    assert_eq!(times.next_opening(place, friday_night), Some(at("2026-06-06T20:00:00Z")));
    // Nothing on a Sunday evening up to Friday.
    assert_eq!(times.next_opening(place, at("2026-06-07T18:00:00Z")), Some(at("2026-06-12T20:00:00Z")));
}

#[test]
fn the_nights_on_which_the_clocks_change_have_an_hour_less_and_more() {
    let catalog = catalog(&[("/area/2/hours", json!(["sun 00:00-06:00"]))]);
    let times = OpeningTimes::new(&catalog);
    let guardia = service("guardia");
    let hours = |opens: &str| {
        let closes = times.closes_at(Place::Service(&guardia), at(opens)).unwrap();
        (closes - at(opens)).num_hours()
    };
    assert_eq!(hours("2026-03-28T23:00:00Z"), 5, "from 2 to 3 the clocks are set forward");
    assert_eq!(hours("2026-10-24T22:00:00Z"), 7, "from 3 to 2 they are set back");
    assert_eq!(hours("2026-11-07T23:00:00Z"), 6);
    let gone = self::catalog(&[("/area/2/hours", json!(["sun 02:00-03:00"]))]);
    let place = Place::Service(&guardia);
    let times = OpeningTimes::new(&gone);
    assert_eq!(times.next_opening(place, at("2026-03-28T23:00:00Z")), Some(at("2026-04-12T00:00:00Z")), "and Easter");
    assert!(!times.is_open(place, at("2026-03-29T01:00:00Z")));
}

#[test]
fn a_hub_without_hours_is_always_open_and_says_no_moment() {
    let catalog = catalog(&[]).always_open();
    let times = OpeningTimes::new(&catalog);
    let now = at("2026-12-25T03:00:00Z");
    assert!(times.is_open(Place::Hub, now));
    assert_eq!(times.closes_at(Place::Hub, now), None);
    assert_eq!(times.next_opening(Place::Hub, now), None);
    assert_eq!(times.last_ticket_at(&catalog.locations[0].id, &catalog.services[1], now), None);
    assert_eq!(times.day(date("2026-12-25")), Some((at("2026-12-24T23:00:00Z"), at("2026-12-25T23:00:00Z"))));
}

#[test]
fn what_is_open_day_and_night_but_on_holidays_closes_at_their_midnight() {
    let whole = json!(["mon-sun 00:00-24:00"]);
    let catalog = catalog(&[("/area/1/hours", whole)]);
    let times = OpeningTimes::new(&catalog);
    let tari = service("tari");
    let place = Place::Service(&tari);
    assert_eq!(times.closes_at(place, at("2026-05-30T10:00:00Z")), Some(at("2026-06-01T22:00:00Z")));
    assert_eq!(times.next_opening(place, at("2026-06-02T10:00:00Z")), Some(at("2026-06-02T22:00:00Z")));
    assert_eq!(times.closes_at(place, at("2026-07-01T10:00:00Z")), None, "not within a week");
}

#[test]
fn the_day_opens_before_the_first_opening_and_closes_after_the_last_closing_within_its_date() {
    let early = [("/calendar/day_opens_minutes_before", json!(45)), ("/calendar/day_closes_minutes_after", json!(20))];
    let catalog = catalog(&early);
    let times = OpeningTimes::new(&catalog);
    for (day, expected) in [
        ("2026-06-01", Some(("2026-06-01T05:45:00Z", "2026-06-01T11:20:00Z"))),
        ("2026-06-02", None),
        ("2026-06-04", Some(("2026-06-04T05:45:00Z", "2026-06-04T15:50:00Z"))),
        // Open up to midnight and again from midnight: the day ends there all the same.
        ("2026-06-05", Some(("2026-06-05T05:45:00Z", "2026-06-05T22:00:00Z"))),
        ("2026-06-06", Some(("2026-06-05T22:00:00Z", "2026-06-06T22:00:00Z"))),
        ("2026-06-07", Some(("2026-06-06T22:00:00Z", "2026-06-07T03:20:00Z"))),
    ] {
        assert_eq!(times.day(date(day)), expected.map(|(opens, closes)| (at(opens), at(closes))), "{day}");
    }
}

#[test]
fn a_day_at_the_end_of_time_is_a_day_too() {
    let weekly = catalog(&[]);
    for catalog in [weekly.clone(), weekly.always_open()] {
        let times = OpeningTimes::new(&catalog);
        for date in [DayDate::MIN, DayDate::MAX] {
            let ends = times.midnight_after(date);
            assert!(times.day(date).is_none_or(|(opens, closes)| opens <= closes && closes <= ends), "{date}");
        }
    }
}

#[test]
fn a_place_that_never_opens_has_no_next_opening() {
    let catalog = catalog(&[("/service/1/hours", json!([]))]);
    let times = OpeningTimes::new(&catalog);
    assert_eq!(times.next_opening(Place::Service(&service("tari")), at("2026-06-01T06:00:00Z")), None);
}

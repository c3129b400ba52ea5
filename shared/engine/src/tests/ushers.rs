//! Asking from a kiosk for a person to come.

use domain::ids::{DeviceId, LocationId};
use domain::limits::{DEVICE_BYTES_MAX, USHER_CALLS_MAX};
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::desk::DeskRejection;

use super::*;

fn call(device: &str, location: Option<LocationId>) -> Command {
    Command::CallUsher { device: DeviceId::new(device), location }
}

fn answer(device: &str) -> Command {
    Command::AnswerUsher { device: DeviceId::new(device), by: at("1") }
}

/// The kiosks that ask, as the kiosk's building, the counter there and the manager see them.
fn asking(office: &Office) -> [Vec<String>; 3] {
    let here = office.state.headquarters();
    let kiosk = view::kiosk(&office.state, &here, office.now).unwrap().usher_calls;
    let counter = view::counter(&office.state, &at("1"), office.now).unwrap().desk.usher_calls;
    let manager = view::manager(&office.state, office.now).usher_calls;
    let named = |rows: Vec<domain::view::UsherRow>| rows.iter().map(|row| row.device.to_string()).collect();
    [kiosk.iter().map(ToString::to_string).collect(), named(counter), named(manager)]
}

#[test]
fn whoever_asks_at_a_kiosk_is_seen_until_somebody_goes_there() {
    let mut office = Office::open();
    office.signs_in("1", "anna");
    office.does(call("hall", None)).unwrap();
    office.does(call("door", None)).unwrap();
    assert_eq!(office.does(call("hall", None)), Ok(vec![]), "asking again is the same");
    assert!(asking(&office).iter().all(|seen| seen == &["hall", "door"]), "{:?}", asking(&office));
    office.does(answer("hall")).unwrap();
    assert!(asking(&office).iter().all(|seen| seen == &["door"]));
    let nobody = DeskRejection::NobodyCalledUsher { device: "hall".to_owned() };
    assert_eq!(office.does(answer("hall")), Err(nobody.into()));
    office.does(call("hall", None)).unwrap();
}

#[test]
fn nobody_is_sent_to_a_kiosk_that_cannot_be_one() {
    let mut office = Office::open();
    let nowhere = CitizenRejection::UnknownLocation { location: "nowhere".to_owned() };
    assert_eq!(office.does(call("hall", Some(LocationId::new("nowhere")))), Err(nowhere.into()));
    let long = "k".repeat(DEVICE_BYTES_MAX + 1);
    assert!(matches!(office.does(call(&long, None)), Err(Rejection::DeviceNameTooLong { .. })));
    for number in 0..USHER_CALLS_MAX {
        office.does(call(&format!("k{number}"), None)).unwrap();
    }
    assert_eq!(office.does(call("one-more", None)), Err(DeskRejection::TooManyUsherCalls.into()));
    assert!(office.does(answer("k1")).is_err(), "nobody is at the counter");
    office.does(Command::CloseDay).unwrap();
    assert_eq!(office.does(call("hall", None)), Err(Rejection::DayClosed));
    assert!(office.state.usher_calls.is_empty(), "the day took the calls with it");
}

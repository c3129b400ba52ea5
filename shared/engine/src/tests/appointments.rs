//! Appointments: expected, checked in to, late, missed.

use std::sync::Arc;

use chrono::Duration;
use domain::Timestamp;
use domain::appointment::{Appointment, AppointmentState};
use domain::catalog::{Catalog, Location};
use domain::catalog_change::Conflict;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AppointmentId, LocationId, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::rejection::appointment::AppointmentRejection;
use domain::text::Language;
use domain::ticket::{Class, Code};
use domain::view::AppointmentRow;

use super::{Office, at, catalog, location};
use crate::{plan, view};

const CODES: [&str; 3] = ["K7M4-2QXD", "BBBB-2222", "CCCC-3333"];

fn appointment(number: usize, starts_at: Timestamp) -> Appointment {
    let (id, code) = (AppointmentId::new(format!("a{number}")), CODES[number].parse().unwrap());
    let services = vec![ServiceId::new("cards")];
    Appointment { id, code, starts_at, duration_minutes: Some(10), services, location: None }
}

/// A morning with anna at counter 1 and appointments so many minutes after nine.
fn morning(minutes: &[i64]) -> (Office, Timestamp) {
    let mut sober = Catalog::clone(&catalog());
    sober.rules.appointment_call_early_minutes = 5;
    let mut office = Office::open_with(Arc::new(sober));
    office.signs_in("1", "anna");
    let nine = office.now;
    let booked: Vec<_> = minutes
        .iter()
        .enumerate()
        .map(|(number, minutes)| appointment(number, nine + Duration::minutes(*minutes)))
        .collect();
    plans(&mut office, &booked, &[]);
    (office, nine)
}

fn plans(office: &mut Office, appointments: &[Appointment], cancelled: &[AppointmentId]) {
    let events = plan(&office.state, appointments, cancelled);
    office.happens(events);
}

fn check_in(office: &mut Office, code: &str) -> Result<(TicketId, Code, Class), Rejection> {
    let events =
        office.does(Command::CheckIn { code: code.to_owned(), language: Language::It, device: None, from: None })?;
    let Some(Event::TicketTaken { ticket, code, class, .. }) = events.last().cloned() else { panic!("{events:?}") };
    Ok((ticket, code, class))
}

fn row(office: &Office, number: usize) -> AppointmentRow {
    view::appointments(&office.state, None).appointments[number].clone()
}

/// Lets time pass up to just before the next command, so that it is decided at that minute.
fn waits_until(office: &mut Office, moment: Timestamp) {
    office.now = moment - Duration::minutes(1);
}

#[test]
fn who_comes_in_time_waits_from_the_beginning_on_and_before_walk_ins() {
    let (mut office, nine) = morning(&[30]);
    waits_until(&mut office, nine + Duration::minutes(20));
    let (ticket, code, class) = check_in(&mut office, " k7m42qxd ").unwrap();
    assert_eq!((code.as_str(), class), ("A001", Class::Appointment), "nothing in the code tells of the appointment");
    let (walk_in, _) = office.takes(&["cards"], Class::WalkIn);
    let (second, _) = office.takes(&["cards"], Class::WalkIn);
    assert_eq!(office.calls("1"), Ok(walk_in), "nobody is called long before their appointment");
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    waits_until(&mut office, nine + Duration::minutes(25));
    assert_eq!(office.calls("1"), Ok(ticket));
    let shown = view::counter(&office.state, &at("1"), office.now).unwrap().current.unwrap();
    assert_eq!(shown.waited_minutes, 0, "the minutes before the beginning are no wait");
    let listed = row(&office, 0);
    assert_eq!((listed.state, listed.ticket.unwrap().as_str()), (AppointmentState::CheckedIn, "A001"));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    assert_eq!(office.calls("1"), Ok(second));
}

#[test]
fn in_the_wrong_building_nobody_is_checked_in_and_everybody_is_told_the_right_one() {
    let mut two = Catalog::clone(&catalog());
    let point = Location { address: "Via Asiago 3".to_owned(), ..location("point") };
    two.locations.push(Location { services: vec![ServiceId::new("cards")], ..point });
    let mut office = Office::open_with(Arc::new(two));
    let nine = office.now;
    assert!(!kiosk_of(&office, "hq").has_appointments);
    let at_point = Appointment { location: Some(LocationId::new("point")), ..appointment(1, nine) };
    plans(&mut office, &[appointment(0, nine), at_point], &[]);
    assert!(kiosk_of(&office, "hq").has_appointments && kiosk_of(&office, "point").has_appointments);
    let from = |number: usize, from: Option<&str>| {
        let (code, from) = (CODES[number].to_owned(), from.map(LocationId::new));
        Command::CheckIn { code, language: Language::It, device: None, from }
    };
    let refused = office.does(from(1, Some("hq"))).unwrap_err();
    let told = refused.text().it;
    assert!(told.contains("point") && told.contains("Via Asiago 3"), "{told}");
    assert_eq!(office.does(from(0, Some("point"))).unwrap_err().code(), "appointment_elsewhere");
    assert_eq!(office.does(from(0, Some("nowhere"))).unwrap_err().code(), "unknown_location");
    for command in [from(0, Some("hq")), from(1, Some("point"))] {
        assert!(office.does(command).is_ok());
    }
    let (mut office, _) = morning(&[0]);
    assert!(office.does(from(0, None)).is_ok(), "a phone does not say where it is");
}

fn kiosk_of(office: &Office, location: &str) -> domain::view::KioskView {
    view::kiosk(&office.state, &LocationId::new(location), office.now).unwrap()
}

#[test]
fn a_free_counter_calls_an_early_appointment_where_nobody_else_waits() {
    let (mut office, nine) = morning(&[50]);
    waits_until(&mut office, nine + Duration::minutes(10));
    let (early, _, _) = check_in(&mut office, CODES[0]).unwrap();
    let (walk_in, _) = office.takes(&["cards"], Class::WalkIn);
    assert_eq!(office.calls("1"), Ok(walk_in));
    office.does(Command::NoShow { counter: at("1") }).unwrap();
    let events = office.does(Command::CallNext { counter: at("1") }).unwrap();
    let Event::TicketCalled { ticket, reason: Some(reason), .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*ticket, reason.waited_seconds), (early, -36 * 60));
    assert!(reason.text.it.contains("appuntamento fra 36 min"), "{}", reason.text.it);
}

#[test]
fn who_comes_late_is_a_walk_in_with_some_minutes_credited() {
    let (mut office, nine) = morning(&[30]);
    waits_until(&mut office, nine + Duration::minutes(40));
    let (long_before, _) = office.takes(&["cards"], Class::WalkIn);
    waits_until(&mut office, nine + Duration::minutes(48));
    let (just_before, _) = office.takes(&["cards"], Class::WalkIn);
    waits_until(&mut office, nine + Duration::minutes(50));
    let (late, _, class) = check_in(&mut office, CODES[0]).unwrap();
    assert_eq!(class, Class::WalkIn);
    let mut called = Vec::new();
    for _ in 0..3 {
        called.push(office.calls("1").unwrap());
        office.does(Command::NoShow { counter: at("1") }).unwrap();
    }
    assert_eq!(called, [long_before, late, just_before], "ten minutes are credited, no more");
}

#[test]
fn a_check_in_that_cannot_be_says_why() {
    let (mut office, nine) = morning(&[90, 90, 90]);
    let local = |moment: Timestamp| moment.naive_utc() + Duration::hours(2);
    let starts_at = nine + Duration::minutes(90);
    let early = AppointmentRejection::TooEarly {
        starts_at: local(starts_at),
        check_in_from: local(starts_at - Duration::minutes(60)),
    };
    assert_eq!(check_in(&mut office, CODES[0]), Err(early.into()));
    let unknown = AppointmentRejection::UnknownAppointment { code: "ZZZZ-9999".to_owned() };
    assert_eq!(check_in(&mut office, "ZZZZ-9999"), Err(unknown.into()));
    waits_until(&mut office, starts_at);
    assert_eq!(check_in(&mut office, "a0").unwrap().1.as_str(), "A001", "the booking system's own id does, too");
    let twice = AppointmentRejection::CheckedInBefore { code: "A001".to_owned() };
    assert_eq!(check_in(&mut office, CODES[0]), Err(twice.into()));
    plans(&mut office, &[], &[AppointmentId::new("a1"), AppointmentId::new("a0"), AppointmentId::new("nobody's")]);
    assert_eq!(check_in(&mut office, CODES[1]), Err(AppointmentRejection::AppointmentCancelled.into()));
    assert_eq!(row(&office, 0).state, AppointmentState::CheckedIn, "who has come has come");
    waits_until(&mut office, starts_at + Duration::minutes(60));
    let missed = AppointmentRejection::AppointmentMissed { starts_at: local(starts_at) };
    assert_eq!(check_in(&mut office, CODES[2]), Err(missed.into()));
}

#[test]
fn an_appointment_nobody_came_for_closes_itself() {
    let (mut office, nine) = morning(&[30]);
    let closes_at = nine + Duration::minutes(90);
    assert_eq!(crate::next_deadline(&office.state), Some(closes_at));
    waits_until(&mut office, closes_at - Duration::seconds(1));
    office.does(Command::ClockReached).unwrap();
    assert_eq!(row(&office, 0).state, AppointmentState::Expected);
    waits_until(&mut office, closes_at);
    office.does(Command::ClockReached).unwrap();
    assert_eq!(row(&office, 0).state, AppointmentState::Missed);
    assert_eq!(crate::next_deadline(&office.state), None);
}

#[test]
fn an_import_tells_what_is_new_and_nothing_of_what_is_known() {
    let (mut office, nine) = morning(&[30, 60]);
    let (first, second) = (appointment(0, nine + Duration::minutes(30)), appointment(1, nine + Duration::minutes(60)));
    assert_eq!(plan(&office.state, &[first.clone(), second.clone()], &[]), []);
    let moved = Appointment { starts_at: nine + Duration::minutes(45), ..first };
    let tomorrow = Appointment { starts_at: nine + Duration::days(1), ..second.clone() };
    let events = plan(&office.state, &[moved.clone(), tomorrow], &[]);
    assert_eq!(events, [Event::AppointmentsPlanned { appointments: vec![moved], cancelled: vec![second.id.clone()] }]);
    office.happens(events);
    assert_eq!(row(&office, 1).state, AppointmentState::Cancelled);
    plans(&mut office, &[second], &[]);
    assert_eq!(row(&office, 1).state, AppointmentState::Expected, "called off and booked again");
    assert_eq!(office.replayed(0), office.state);
    office.does(Command::CloseDay).unwrap();
    assert_eq!(plan(&office.state, &[appointment(2, nine)], &[]), [], "the next day plans its own");
}

#[test]
fn no_hub_file_takes_away_what_people_are_expected_for_today() {
    let (mut office, nine) = morning(&[30]);
    let with = |change: &dyn Fn(&mut Catalog)| {
        let mut next = office.state.catalog().clone();
        change(&mut next);
        crate::conflicts(&office.state, &next)
    };
    let booked = [Conflict::ServiceBooked { service: "cards".to_owned(), appointments: 1 }];
    assert_eq!(with(&|next| next.services.retain(|service| service.id != ServiceId::new("cards"))), booked);
    assert_eq!(with(&|next| next.locations[0].services = vec![ServiceId::new("births")]), booked);
    assert_eq!(with(&|next| next.locations[0].services = vec![ServiceId::new("cards")]), []);
    waits_until(&mut office, nine + Duration::minutes(30));
    let (ticket, _, _) = check_in(&mut office, CODES[0]).unwrap();
    office.does(Command::Cancel { ticket }).unwrap();
    let mut next = office.state.catalog().clone();
    next.services.retain(|service| service.id != ServiceId::new("cards"));
    assert_eq!(crate::conflicts(&office.state, &next), []);
}

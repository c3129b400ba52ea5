//! Rows of JSON, good and bad.

use appointments::limits::BOOKINGS_MAX;
use appointments::{Booking, check_rows};
use expect_test::{Expect, expect};

use crate::{catalog, said};

fn check(rows: &str, expected: Expect) {
    let rows: Vec<Booking> = serde_json::from_str(rows).unwrap();
    expected.assert_eq(&said(check_rows(rows, &catalog())));
}

#[test]
fn rows_are_read_with_ids_or_names() {
    check(
        r#"[
            {"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "services": ["imu"]},
            {"id": " B-2 ", "starts_at": "2026-11-24T09:30:00+01:00", "services": ["Waste tax (TARI)", "imu"],
             "duration_minutes": 480, "location": "sede", "cancelled": false,
             "person": {"name": "Mario Rossi", "contact": "mario@example.it"}},
            {"id": "B-3", "starts_at": "2026-11-24T08:30:00Z", "cancelled": true, "person": {}}
        ]"#,
        expect![[r#"
            B-1: 2026-11-24 08:30, imu, no duration, no location
            B-2: 2026-11-24 08:30, tari + imu, 480 min, sede, for Mario Rossi <mario@example.it>
            B-3: 2026-11-24 08:30, , no duration, no location, cancelled"#]],
    );
}

#[test]
fn every_wrong_row_is_named_with_its_position() {
    check(
        r#"[
            {"id": "", "starts_at": "1999-12-31T08:30:00Z", "services": []},
            {"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "services": ["passaporto"], "location": "municipality"},
            {"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "services": ["imu"], "duration_minutes": 481},
            {"id": "B-2", "starts_at": "2026-11-24T08:30:00Z", "services": ["imu"], "duration_minutes": 0,
             "person": {"name": "Mario\nRossi"}}
        ]"#,
        expect![[r#"
            Line 1: "id" is missing: write it.
            Line 1: the year 1999 is not between 2000 and 2100: check the date.
            Line 1: "services" is missing: write it.
            Line 2: there is no service "passaporto": use the id or the name of one.
            Line 2: several locations are called "municipality": use one of the ids monticelli, sede.
            Line 3: the booking "B-1" stands in line 2 already: keep one.
            Line 3: the duration "481" cannot be used: write the minutes, 1 to 480.
            Line 4: the duration "0" cannot be used: write the minutes, 1 to 480.
            Line 4: "name" holds a line break or a sign that cannot be shown: write it on one line."#]],
    );
}

#[test]
fn one_row_more_than_allowed_is_refused() {
    let row = r#"{"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "services": ["imu"]}"#;
    check(
        &format!("[{}]", vec![row; BOOKINGS_MAX + 1].join(",")),
        expect!["Line 5001: more than 5000 bookings: send them in several parts."],
    );
}

#[test]
fn a_member_that_does_not_exist_is_refused() {
    for row in [
        r#"{"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "servizi": ["imu"]}"#,
        r#"{"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "person": {"email": "a@b.it"}}"#,
        r#"{"id": "B-1", "starts_at": "2026-11-24T09:30:00", "services": ["imu"]}"#,
    ] {
        assert!(serde_json::from_str::<Booking>(row).is_err(), "{row}");
    }
}

#[test]
fn a_booking_is_written_and_shown_without_the_person() {
    let row = r#"{"id": "B-1", "starts_at": "2026-11-24T08:30:00Z", "services": ["imu"],
                  "person": {"name": "Mario Rossi", "contact": "mario@example.it"}}"#;
    let booking: Booking = serde_json::from_str(row).unwrap();
    expect![[r#"{"id":"B-1","starts_at":"2026-11-24T08:30:00Z","duration_minutes":null,"services":["imu"],"location":null,"cancelled":false}"#]].assert_eq(&serde_json::to_string(&booking).unwrap());
    let shown = format!("{booking:?}");
    assert!(shown.contains("Person(kept apart)") && !shown.contains("Rossi") && !shown.contains('@'), "{shown}");
}

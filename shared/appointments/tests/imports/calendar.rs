//! iCalendar, good and bad.

use appointments::limits::{BOOKINGS_MAX, IMPORT_BYTES_MAX};
use appointments::read_calendar;
use expect_test::{Expect, expect};

use crate::{ZONE, catalog, said};

fn check(bytes: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&said(read_calendar(bytes.as_ref(), &catalog(), ZONE)));
}

/// Checks events, each a list of properties that follow a beginning which is in order.
fn check_events(events: &[&str], expected: Expect) {
    check(calendar("", events), expected);
}

fn calendar(head: &str, events: &[&str]) -> String {
    let events = events.iter().map(|event| format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n"));
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{head}{}END:VCALENDAR\n", events.collect::<String>())
}

#[test]
fn every_form_of_a_beginning_and_an_end_is_read() {
    check_events(
        &[
            "UID:utc\nDTSTART:20261124T083000Z\nDTEND:20261124T085000Z\nCATEGORIES:imu",
            "UID:floating\nDTSTART:20261124T093000\nDURATION:PT1H\nCATEGORIES:imu",
            "UID:zone\nDTSTART;TZID=America/New_York:20261124T033000\nDTEND;TZID=Europe/Rome:20261124T100000\nCATEGORIES:imu",
            "UID:windows\nDTSTART;TZID=\"W. Europe Standard Time\":20260701T093000\nDTEND:20260701T093000\nCATEGORIES:imu",
            "uid:small\ndtstart;value=date-time:20261025T023000\nduration:pt0s\ncategories:imu",
        ],
        expect![[r#"
            utc: 2026-11-24 08:30, imu, 20 min, no location
            floating: 2026-11-24 08:30, imu, 60 min, no location
            zone: 2026-11-24 08:30, imu, 30 min, no location
            windows: 2026-07-01 07:30, imu, no duration, no location
            small: 2026-10-25 00:30, imu, no duration, no location"#]],
    );
}

#[test]
fn services_are_named_by_category_or_by_a_property_of_our_own() {
    check_events(
        &[
            "UID:1\nDTSTART:20261124T083000Z\nCATEGORIES:Imposta sugli immobili (IMU),Categoria blu\nCATEGORIES:tari",
            "UID:2\nDTSTART:20261124T083000Z\nCATEGORIES:Mensa e traspor\n to scolastico",
            "UID:3\nDTSTART:20261124T083000Z\nCATEGORIES:Certified signatures\\, copies and photos",
            "UID:4\nDTSTART:20261124T083000Z\nCATEGORIES:Blu\nX-SPORTELLO-SERVICE:Certified signatures\\, copies and photos",
            "UID:5\nDTSTART:20261124T083000Z\nX-SPORTELLO-SERVICE:imu+tari\nX-SPORTELLO-SERVICE:suap",
        ],
        expect![[r#"
            1: 2026-11-24 08:30, imu + tari, no duration, no location
            2: 2026-11-24 08:30, scuola, no duration, no location
            3: 2026-11-24 08:30, autentiche, no duration, no location
            4: 2026-11-24 08:30, autentiche, no duration, no location
            5: 2026-11-24 08:30, imu + tari + suap, no duration, no location
            note: Line 6: categories that are no services, not used: Categoria blu. Check whether one is missing."#]],
    );
}

#[test]
fn a_person_is_who_comes_or_else_the_title() {
    let start = "DTSTART:20261124T083000Z\nCATEGORIES:imu";
    let long = "t".repeat(121);
    check_events(
        &[
            &format!("UID:1\n{start}\nSUMMARY:Rossi\\, Mario\\nalle nove"),
            &format!("UID:2\n{start}\nSUMMARY:IMU\nATTENDEE;CN=\"Rossi, Mario\":MAILTO:mario@example.it"),
            &format!(
                "UID:3\n{start}\nSUMMARY:Anna\nORGANIZER:mailto:ufficio@example.it\n\
                 ATTENDEE;CN=Ufficio:mailto:ufficio@example.it\nATTENDEE;CUTYPE=ROOM;CN=Sala:mailto:sala@example.it"
            ),
            &format!("UID:4\n{start}\nSUMMARY:{long}"),
            &format!("UID:5\n{start}\nSUMMARY: "),
        ],
        expect![[r#"
            1: 2026-11-24 08:30, imu, no duration, no location, for Rossi, Mario alle nove <>
            2: 2026-11-24 08:30, imu, no duration, no location, for Rossi, Mario <mario@example.it>
            3: 2026-11-24 08:30, imu, no duration, no location, for Anna <>
            4: 2026-11-24 08:30, imu, no duration, no location
            5: 2026-11-24 08:30, imu, no duration, no location
            note: Line 29: the title has more than 120 characters and was not taken for a name. Shorten it if needed."#]],
    );
}

#[test]
fn a_place_is_a_location_only_if_it_is_one() {
    let start = "DTSTART:20261124T083000Z\nCATEGORIES:imu";
    check_events(
        &[
            &format!("UID:1\n{start}\nLOCATION:Punto di accesso Monticelli"),
            &format!("UID:2\n{start}\nLOCATION:Piazza Arringo 7\\, 63100 Ascoli Piceno"),
            &format!("UID:3\n{start}\nLOCATION:Sala riunioni"),
            &format!("UID:4\n{start}\nLOCATION:"),
        ],
        expect![[r#"
            1: 2026-11-24 08:30, imu, no duration, monticelli
            2: 2026-11-24 08:30, imu, no duration, sede
            3: 2026-11-24 08:30, imu, no duration, no location
            4: 2026-11-24 08:30, imu, no duration, no location
            note: Line 19: the place is no known location and was not used. If it matters, write the location's name."#]],
    );
}

#[test]
fn of_one_booking_the_newest_version_counts() {
    let event =
        |uid: &str, time: &str, rest: &str| format!("UID:{uid}\nDTSTART:20261124T{time}00Z\nCATEGORIES:imu{rest}");
    check_events(
        &[
            &event("a", "0800", "\nSEQUENCE:2"),
            &event("a", "0900", "\nSEQUENCE:10\nSTATUS:CANCELLED"),
            &event("a", "1000", "\nSEQUENCE:1\nLAST-MODIFIED:20261201T000000Z"),
            &event("b", "0800", "\nLAST-MODIFIED:20261102T000000Z\nDTSTAMP:20261101T000000Z"),
            &event("b", "0900", "\nLAST-MODIFIED:20261101T000000Z\nDTSTAMP:20261103T000000Z"),
            &event("c", "0800", ""),
            &event("c", "0800", ""),
        ],
        expect![[r#"
            a: 2026-11-24 09:00, imu, no duration, no location, cancelled
            b: 2026-11-24 08:00, imu, no duration, no location
            c: 2026-11-24 08:00, imu, no duration, no location"#]],
    );
    check_events(
        &[&event("a", "0800", ""), &event("a", "0900", "")],
        expect![[r#"Line 8: the booking "a" stands in line 3 already: keep one."#]],
    );
}

#[test]
fn a_calendar_that_cancels_cancels_its_own_events_alone() {
    let event = |uid: &str| format!("UID:{uid}\nDTSTART:20261124T080000Z\nCATEGORIES:imu");
    let cancel = calendar("METHOD:CANCEL\n", &[&event("a"), "UID:b\nDTSTART:20261124T080000Z"]);
    let publish = calendar("METHOD:PUBLISH\n", &[&event("c")]);
    check(
        format!("{cancel}{publish}"),
        expect![[r#"
        a: 2026-11-24 08:00, imu, no duration, no location, cancelled
        b: 2026-11-24 08:00, , no duration, no location, cancelled
        c: 2026-11-24 08:00, imu, no duration, no location"#]],
    );
}

#[test]
fn alarms_and_time_zones_say_nothing_about_a_booking() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Nostra\nX-LIC-LOCATION:Europe/Rome\nBEGIN:STANDARD\nDTSTART:19701025T030000\n\
                RRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE\n";
    let event =
        "UID:1\nDTSTART;TZID=Nostra:20261124T093000\nCATEGORIES:imu\nBEGIN:VALARM\nUID:2\nSUMMARY:Avviso\nEND:VALARM";
    let task = "BEGIN:VTODO\nUID:3\nEND:VTODO\n";
    check(calendar(&format!("{zone}{task}"), &[event]), expect!["1: 2026-11-24 08:30, imu, no duration, no location"]);
}

#[test]
fn every_wrong_event_is_named_with_its_line() {
    let start = "DTSTART:20261124T083000Z";
    check_events(
        &[
            "SUMMARY:nothing",
            "UID: \nDTSTART:domani\nCATEGORIES:imu",
            "UID:3\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125\nCATEGORIES:imu",
            "UID:4\nDTSTART:20261124\nCATEGORIES:Ferie,Ufficio chiuso",
            &format!("UID:5\n{start}\nDTEND:20261124T080000Z\nCATEGORIES:building permit"),
            &format!("UID:6\n{start}\nDTEND:20261125T083000Z\nX-SPORTELLO-SERVICE: "),
            &format!("UID:7\n{start}\nDURATION:-PT30M\nCATEGORIES:imu\nRRULE:FREQ=DAILY\nEXDATE:20261125T083000Z"),
            "UID:8\nDTSTART;TZID=Marte/Olimpo:20261124T083000\nDTEND:25\nCATEGORIES:imu",
            "UID:9\nDTSTART:20260329T023000\nSEQUENCE:uno\nDTSTAMP:oggi\nCATEGORIES:imu",
            &format!("UID:10\nUID:11\n{start}\n{start}\nCATEGORIES:imu,imu"),
            &format!(
                "UID:12\n{start}\nCATEGORIES:imu,tari,suap,suolo,ztl,aire\nATTENDEE;CN={}:mailto:a",
                "n".repeat(121)
            ),
            "UID:13\nDTSTART:18991124T083000\nCATEGORIES:imu",
        ],
        expect![[r#"
            Line 3: "UID" is missing: write it.
            Line 3: "DTSTART" is missing: write it.
            Line 3: the event names no service: write it as a category or in X-SPORTELLO-SERVICE.
            Line 7: "UID" is missing: write it.
            Line 8: "domani" in DTSTART is no date with time: write it as 20261124T093000.
            Line 13: the event lasts all day: give it a time, or leave it out of the exported calendar.
            Line 19: the event lasts all day: give it a time, or leave it out of the exported calendar.
            Line 20: there is no service "Ferie": use the id or the name of one.
            Line 20: there is no service "Ufficio chiuso": use the id or the name of one.
            Line 25: the event ends before it begins: correct one of the two.
            Line 26: several services are called "building permit": use one of the ids permessi, pubblicita.
            Line 31: the duration "1440" cannot be used: write the minutes, 1 to 480.
            Line 32: the event names no service: write it as a category or in X-SPORTELLO-SERVICE.
            Line 37: the duration "-PT30M" cannot be used: write the minutes, 1 to 480.
            Line 39: the event repeats (RRULE): book each time as an event of its own.
            Line 44: the time zone "Marte/Olimpo" is unknown: export in UTC or with a name such as Europe/Rome.
            Line 45: "25" in DTEND is no date with time: write it as 20261124T093000.
            Line 50: 2026-03-29 02:30:00 does not exist in Europe/Rome, where the clocks go forward: choose an earlier or a later time.
            Line 51: "uno" in SEQUENCE is no number: export the calendar again.
            Line 52: "oggi" in DTSTAMP is no date with time: write it as 20261124T093000.
            Line 57: "UID" stands twice: keep one.
            Line 59: "DTSTART" stands twice: keep one.
            Line 60: the service "imu" is named twice: keep one.
            Line 65: at most 5 services per booking: make two of it.
            Line 66: "ATTENDEE" has more than 120 characters: shorten it.
            Line 70: the year 1899 is not between 2000 and 2100: check the date."#]],
    );
}

#[test]
fn what_is_no_calendar_is_refused() {
    check(
        "",
        expect!["Line 1: this is no iCalendar file, which begins with BEGIN:VCALENDAR: export the calendar as .ics."],
    );
    check(
        "id,date,time,service\nB-1,2026-11-24,9:30,imu\n",
        expect![[r#"
        Line 1: the line is no property NAME:value: if it continues the one before, it begins with a space. Correct it or export again.
        Line 1: this is no iCalendar file, which begins with BEGIN:VCALENDAR: export the calendar as .ics.
        Line 2: the line is no property NAME:value: if it continues the one before, it begins with a space. Correct it or export again."#]],
    );
    check(
        "BEGIN:VEVENT\nUID:1\nEND:VEVENT\n",
        expect!["Line 1: this is no iCalendar file, which begins with BEGIN:VCALENDAR: export the calendar as .ics."],
    );
    check(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:\xe0\nEND:VEVENT\nEND:VCALENDAR\n",
        expect![[r#"
        Line 2: "UID" is missing: write it.
        Line 2: "DTSTART" is missing: write it.
        Line 2: the event names no service: write it as a category or in X-SPORTELLO-SERVICE.
        Line 3: the line is not UTF-8 text: save the file with the encoding UTF-8."#]],
    );
    check(
        vec![b'x'; IMPORT_BYTES_MAX + 1],
        expect!["Line 1: the file has more than 1048576 bytes: split it into several."],
    );
}

#[test]
fn a_calendar_that_is_cut_off_or_broken_is_refused() {
    let event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T083000Z\nCATEGORIES:imu\n";
    check(
        event,
        expect![[r#"
        Line 1: BEGIN:VCALENDAR is never closed: the file is cut off, export it again.
        Line 2: BEGIN:VEVENT is never closed: the file is cut off, export it again."#]],
    );
    check(
        format!("{event}END:VCALENDAR\nEND:VEVENT\n"),
        expect![[r#"
        Line 2: BEGIN:VEVENT is never closed: the file is cut off, export it again.
        Line 7: END:VEVENT closes what is not open: export the calendar again."#]],
    );
    check(
        format!("{event}resto di una riga\nSTATUS;=:x\nEND:VEVENT\nEND:VCALENDAR\n"),
        expect![[r#"
        Line 6: the line is no property NAME:value: if it continues the one before, it begins with a space. Correct it or export again.
        Line 7: the line is no property NAME:value: if it continues the one before, it begins with a space. Correct it or export again."#]],
    );
    check(
        "BEGIN:A\n".repeat(20),
        expect![[r#"
        Line 1: BEGIN:A is never closed: the file is cut off, export it again.
        Line 1: this is no iCalendar file, which begins with BEGIN:VCALENDAR: export the calendar as .ics.
        Line 2: BEGIN:A is never closed: the file is cut off, export it again.
        Line 3: BEGIN:A is never closed: the file is cut off, export it again.
        Line 4: BEGIN:A is never closed: the file is cut off, export it again.
        Line 5: BEGIN:A is never closed: the file is cut off, export it again.
        Line 6: BEGIN:A is never closed: the file is cut off, export it again.
        Line 7: BEGIN:A is never closed: the file is cut off, export it again.
        Line 8: BEGIN:A is never closed: the file is cut off, export it again.
        Line 9: BEGIN:A is never closed: the file is cut off, export it again.
        Line 10: more than 8 blocks BEGIN inside each other: export the calendar again."#]],
    );
}

#[test]
fn one_event_more_than_allowed_is_refused() {
    let event = "BEGIN:VEVENT\nUID:1\nDTSTART:20261124T083000Z\nCATEGORIES:imu\nEND:VEVENT\n";
    let calendar = |count| format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", event.repeat(count));
    check(calendar(BOOKINGS_MAX), expect!["1: 2026-11-24 08:30, imu, no duration, no location"]);
    check(calendar(BOOKINGS_MAX + 1), expect!["Line 25002: more than 5000 bookings: send them in several parts."]);
}

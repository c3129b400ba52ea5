//! Hours, holidays, closures and openings.

use expect_test::expect;

use crate::{check, said};

/// Hours everywhere and a calendar that is in order, as changes of the small hub.
const HOURS: [(&str, &str); 4] = [
    (
        "time_zone = \"Europe/Rome\"\n",
        r#"time_zone = "Europe/Rome"

[calendar]
public_holidays = "italy"
patron_saint = { day = "08-05", name = { it = "Sant'Emidio", en = "Saint Emygdius" } }
day_opens_minutes_before = 45
day_closes_minutes_after = 0
closures = [
    { from = "2026-12-24", to = "2026-12-31", area = "tributi", text = { it = "Ferie", en = "Holidays" } },
]
openings = [
    { from = "2026-12-19", hours = ["09:00-12:00", "15:00-24:00"], text = { it = "Apertura", en = "Opening" } },
]
"#,
    ),
    ("address = \"Piazza Roma 1\"", "address = \"Piazza Roma 1\"\nhours = [\"mon-fri 08:30-13:00\"]"),
    ("color = \"#a3195b\"", "color = \"#a3195b\"\nhours = [\"tue, thu 08:30-13:00 15:00-17:30\"]"),
    ("target_wait_minutes = 20", "target_wait_minutes = 20\nhours = []\nlast_ticket_minutes = 15\ndaily_quota = 40"),
];

fn with(changes: &[(&str, &str)], expected: expect_test::Expect) {
    check(&[&HOURS, changes].concat(), expected);
}

#[test]
fn hours_and_a_calendar_that_are_in_order_say_nothing() {
    with(&[], expect![""]);
}

#[test]
fn a_week_that_cannot_be_read_says_which_line_and_what_to_write() {
    with(
        &[("mon-fri 08:30-13:00", "lun-ven 08:30-13:00")],
        expect![
            "hub.toml:21: 'hours' of the location 'sede': 'lun' is no day; write mon, tue, wed, thu, fri, sat or sun, or mon-fri"
        ],
    );
    with(
        &[("mon-fri 08:30-13:00", "mon-fri 13:00-08:30")],
        expect![
            "hub.toml:21: 'hours' of the location 'sede': '13:00-08:30' ends before it begins; write hours that pass midnight as two spans, to 24:00 and from 00:00"
        ],
    );
    with(
        &[("\"mon-fri 08:30-13:00\"", "\"mon-fri 08:30-13:00\", \"wed 12:00-14:00\"")],
        expect![
            "hub.toml:21: 'hours' of the location 'sede': 08:30-13:00 and 12:00-14:00 overlap on one day; write them as one or apart"
        ],
    );
    with(
        &[("[\"mon-fri 08:30-13:00\"]", "\"mon-fri 08:30-13:00\"")],
        expect![[
            r#"hub.toml:21: 'hours' of the location 'sede' is a text; write a list: hours = ["mon-fri 08:30-13:00", "tue thu 15:00-17:30"]"#
        ]],
    );
    with(
        &[("[\"mon-fri 08:30-13:00\"]", "[8, 13]")],
        expect![[
            r#"hub.toml:21: 'hours' of the location 'sede' holds a number; write hours = ["mon-fri 08:30-13:00", "tue thu 15:00-17:30"]"#
        ]],
    );
    with(
        &[("[\"mon-fri 08:30-13:00\"]", "{ mon = \"08:30-13:00\" }")],
        expect![[
            r#"hub.toml:21: 'hours' of the location 'sede' is a group of fields; write a list: hours = ["mon-fri 08:30-13:00", "tue thu 15:00-17:30"]"#
        ]],
    );
}

#[test]
fn times_and_quotas_are_whole_numbers_within_bounds() {
    with(
        &[("last_ticket_minutes = 15", "last_ticket_minutes = 500")],
        expect!["hub.toml:52: 'last_ticket_minutes' of the service 'carta-identita' is 500; write 0 to 240 minutes"],
    );
    with(
        &[("daily_quota = 40", "daily_quota = 0")],
        expect!["hub.toml:53: 'daily_quota' of the service 'carta-identita' is 0; write 1 to 999 tickets"],
    );
    with(
        &[("daily_quota = 40", "daily_quota = \"40\"")],
        expect![
            "hub.toml:53: 'daily_quota' of the service 'carta-identita' stands in quotation marks; write the bare number: daily_quota = 40"
        ],
    );
    with(
        &[("day_opens_minutes_before = 45", "day_opens_minutes_before = \"mezz'ora\"")],
        expect![
            "hub.toml:8: 'day_opens_minutes_before' of the calendar is a text; write whole minutes as a bare number: day_opens_minutes_before = 30"
        ],
    );
}

#[test]
fn a_calendar_that_cannot_be_read_says_what_to_write() {
    with(
        &[("\"italy\"", "\"Italia\"")],
        expect![[r#"hub.toml:6: public holidays of 'Italia' are not known; write "italy" or "none""#]],
    );
    with(
        &[("\"08-05\"", "\"5 agosto\"")],
        expect![
            "hub.toml:7: 'day' of the patron saint: '5 agosto' is no day of the year; write month and day, such as 08-05 for 5 August"
        ],
    );
    with(
        &[("\"08-05\"", "\"02-30\"")],
        expect![
            "hub.toml:7: 'day' of the patron saint: '02-30' is no day of the year; write month and day, such as 08-05 for 5 August"
        ],
    );
    with(
        &[("from = \"2026-12-24\"", "from = 2026-12-24")],
        expect![[
            r#"hub.toml:11: 'from' of this closure is a date or time; write it in quotation marks: from = "2026-12-24""#
        ]],
    );
    with(
        &[("from = \"2026-12-24\"", "from = \"24/12/2026\"")],
        expect![[
            r#"hub.toml:11: 'from' of this closure is '24/12/2026', which is no date; write from = "2026-12-24""#
        ]],
    );
    with(
        &[("to = \"2026-12-31\"", "to = \"2026-12-01\"")],
        expect!["hub.toml:11: 'to' of this closure is before 'from'; write the last day, or leave it out"],
    );
    with(
        &[("from = \"2026-12-24\", ", "")],
        expect![[r#"hub.toml:11: this closure has no 'from'; add from = "2026-12-24""#]],
    );
    with(
        &[(", text = { it = \"Ferie\", en = \"Holidays\" }", "")],
        expect![[
            r#"hub.toml:11: this closure has no 'text'; add text = { it = "Vigilia di Natale", en = "Christmas Eve" }"#
        ]],
    );
    with(
        &[("\"09:00-12:00\", \"15:00-24:00\"", "")],
        expect![
            "hub.toml:14: 'hours' of this opening is empty; write at least one span, or put these days under closures"
        ],
    );
    with(
        &[("\"09:00-12:00\"", "\"sat 09:00-12:00\"")],
        expect!["hub.toml:14: 'hours' of this opening: 'sat 09:00-12:00' is no span of a day; write it as 08:30-13:00"],
    );
    with(
        &[("\"09:00-12:00\"", "\"09:00-16:00\"")],
        expect![
            "hub.toml:14: 'hours' of this opening: 09:00-16:00 and 15:00-24:00 overlap on one day; write them as one or apart"
        ],
    );
    with(
        &[("public_holidays", "holidays")],
        expect![
            "hub.toml:6: the calendar has no field 'holidays'; remove it or take one of public_holidays, patron_saint, day_opens_minutes_before, day_closes_minutes_after, closures, openings"
        ],
    );
    with(&[("[calendar]\n", "[calender]\n")], expect!["hub.toml:5: the hub has no field 'calender'; write 'calendar'"]);
    with(
        &[("[calendar]\n", "[[calendar]]\n")],
        expect![
            "hub.toml:5: 'calendar' of the hub is a list; write the heading [calendar] with one pair of brackets and its fields below"
        ],
    );
    with(
        &[("closures = [\n", "closures = [ \"2026-12-08\",\n")],
        expect![[
            r#"hub.toml:10: 'closures' of the calendar holds a text; write closures = [{ from = "2026-12-24", text = { it = "Vigilia di Natale", en = "Christmas Eve" } }]"#
        ]],
    );
}

#[test]
fn closures_and_openings_name_one_thing_that_exists() {
    with(
        &[("area = \"tributi\", text", "area = \"tributo\", text")],
        expect!["hub.toml:11: this closure names the area 'tributo', which does not exist; write 'tributi'"],
    );
    with(
        &[("area = \"tributi\", text", "area = \"tributi\", service = \"tari\", text")],
        expect!["hub.toml:11: this closure names 2 parts of the hub; name one, and write one line for each"],
    );
    with(
        &[("hours = [\"09:00", "location = \"ponte\", hours = [\"09:00")],
        expect![
            "hub.toml:14: this opening names the location 'ponte', which does not exist; add this location or take one that exists"
        ],
    );
}

#[test]
fn what_stands_twice_in_the_calendar_is_said() {
    with(
        &[("public_holidays = \"italy\"", "public_holidays = \"italy\"\npublic_holidays = \"none\"")],
        expect!["hub.toml:7: 'public_holidays' stands twice in this calendar; remove one"],
    );
    with(
        &[("[[location]]", "[calendar]\npublic_holidays = \"none\"\n\n[[location]]")],
        expect![[r#"
        hub.toml:17: [calendar] stands twice; put all of it below one
        hub.toml:18: 'public_holidays' stands twice in this calendar; remove one"#]],
    );
}

#[test]
fn a_building_without_hours_beside_others_is_noted() {
    let hub = crate::BASE.replacen(
        "[[area]]",
        "[[location]]\nid = \"ponte\"\nname = { it = \"Ponte\", en = \"Bridge\" }\naddress = \"Via 1\"\n\
         hours = [\"mon 08:30-13:00\"]\n\n[[area]]",
        1,
    );
    expect![[r#"
        note: hub.toml:6: 'sede' has no hours, so what is served there is always open; add hours = ["mon-fri 08:30-13:00"]
        note: hub.toml:11: no counter stands in 'ponte': nobody is called there; add one if that is not meant"#]].assert_eq(&said(&hub));
}

//! Ten years of moments against a model that only looks at the wall: date, weekday and time of day.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Weekday};
use chrono_tz::Europe::Rome;
use domain::Timestamp;

use super::{at, catalog, service};
use crate::{OpeningTimes, Place};

/// How far apart the moments are, in minutes: a prime, so that every minute of a day comes up.
const STEP_MINUTES: i64 = 37;
const FROM: &str = "2025-01-01T00:00:00Z";
const UNTIL: &str = "2034-12-20T00:00:00Z";

/// Easter Mondays of the ten years, from an almanac.
const EASTER_MONDAYS: [(u32, u32); 10] =
    [(4, 21), (4, 6), (3, 29), (4, 17), (4, 2), (4, 22), (4, 14), (3, 29), (4, 18), (4, 10)];

fn is_holiday(date: NaiveDate) -> bool {
    let day = (date.month(), date.day());
    let fixed = [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 5), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];
    let easter_monday = EASTER_MONDAYS[(date.year() - 2025) as usize];
    let is_easter_sunday = date.succ_opt().map(|next| (next.month(), next.day())) == Some(easter_monday);
    let is_saint_francis = day == (10, 4) && date.year() > 2025;
    fixed.contains(&day) || day == easter_monday || is_easter_sunday || is_saint_francis
}

/// Whether the wall's clock shows a time of the service's hours.
fn model(name: &str, wall: NaiveDateTime) -> bool {
    use Weekday::{Fri, Sat, Sun, Thu, Tue};
    let (day, minute) = (wall.weekday(), wall.hour() * 60 + wall.minute());
    let is_within = |from: u32, to: u32| (from..to).contains(&minute);
    let headquarters =
        day.num_days_from_monday() < 5 && is_within(510, 780) || [Tue, Thu].contains(&day) && is_within(900, 1050);
    let is_in_week = match name {
        "carte" => headquarters || day == Sat && is_within(540, 720),
        "tari" => headquarters,
        "guardia" => {
            [Fri, Sat].contains(&day) && is_within(1320, 1440) || [Sat, Sun].contains(&day) && is_within(0, 300)
        }
        _ => panic!("no model of {name}"),
    };
    is_in_week && !is_holiday(wall.date())
}

fn wall(moment: Timestamp) -> NaiveDateTime {
    moment.with_timezone(&Rome).naive_local()
}

/// What was promised at one moment holds up to the moment it names.
fn walk(name: &str) {
    let (catalog, id) = (catalog(&[]), service(name));
    let (times, place) = (OpeningTimes::new(&catalog), Place::Service(&id));
    let second = TimeDelta::seconds(1);
    let is_open = |moment: Timestamp| model(name, wall(moment));
    let (mut now, mut promised, mut was_open) = (at(FROM), at(FROM), false);
    let mut changes = 0;
    while now < at(UNTIL) {
        assert_eq!(times.is_open(place, now), is_open(now), "{name} at {now}");
        let change = if is_open(now) { times.closes_at(place, now) } else { times.next_opening(place, now) };
        let change = change.unwrap();
        if now < promised {
            assert_eq!((change, is_open(now)), (promised, was_open), "{name}: another promise at {now}");
        } else {
            assert!(change > now, "{name} at {now}");
            assert_ne!(is_open(change - second), is_open(change), "{name}: nothing changes at {change}");
            assert_eq!(is_open(change - second), is_open(now), "{name} changed before {change}");
            assert_ne!(times.is_open(place, change - second), times.is_open(place, change), "{name} at {change}");
            (promised, was_open) = (change, is_open(now));
            changes += 1;
        }
        assert_eq!(times.closes_at(place, now).is_some(), is_open(now), "{name} at {now}");
        now += TimeDelta::minutes(STEP_MINUTES);
    }
    assert!(changes > 1_500, "{name} changed {changes} times");
}

#[test]
fn ten_years_of_days_with_two_openings() {
    walk("carte");
}

#[test]
fn ten_years_of_one_building() {
    walk("tari");
}

#[test]
fn ten_years_of_nights_through_every_change_of_the_clocks() {
    walk("guardia");
}

#[test]
fn on_every_date_of_ten_years_the_day_holds_all_hours_and_meets_no_other_day() {
    let catalog = catalog(&[]);
    let times = OpeningTimes::new(&catalog);
    let mut date = times.date(at(FROM));
    let mut last_closing = at("2024-01-01T00:00:00Z");
    while date < times.date(at(UNTIL)) {
        let midnight = times.midnight_after(date);
        if let Some((opens, closes)) = times.day(date) {
            assert!(last_closing <= opens && opens < closes && closes <= midnight, "{date}");
            assert!(wall(opens).date() == date && wall(closes - TimeDelta::seconds(1)).date() == date, "{date}");
            last_closing = closes;
        } else {
            assert!(is_holiday(date), "{date} has no day");
        }
        date = date.succ_opt().unwrap();
    }
}

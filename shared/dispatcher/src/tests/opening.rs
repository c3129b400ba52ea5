//! Days that open and close by the hub's hours, on a clock that is set by hand.

use std::sync::Arc;

use domain::calendar::DayEnd;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId};

use super::days::{Office, day};
use super::{catalog, in_time, journal, take};
use crate::day::LOOKS_BEFORE_CLOSING;

/// Open on Monday to Friday from 8:30 to 13:00, Tuesday also to midnight; the day half an hour more on both sides.
fn with_hours() -> Arc<Catalog> {
    let mut catalog = Catalog::clone(&catalog());
    let hours = ["mon-fri 08:30-13:00", "tue 22:00-24:00"];
    catalog.locations[0].hours = Some(domain::calendar::Hours::parse(&hours).unwrap());
    catalog.calendar = serde_json::from_value(serde_json::json!({ "public_holidays": "italy" })).unwrap();
    Arc::new(catalog)
}

fn office(time: &str) -> Office {
    Office::of(with_hours(), time)
}

/// What the journal says about days.
fn days(office: &Office) -> Vec<String> {
    let said = |event: &Event| {
        if let Event::DayOpened { day, .. } = event {
            return Some(format!("{day} opened"));
        }
        let Event::DayClosed { day, unserved, reason } = event else { return None };
        let reason = serde_json::to_value(reason).unwrap();
        Some(format!("{day} closed {} with {} waiting", reason.as_str().unwrap_or("?"), unserved.len()))
    };
    journal(&office.store).iter().filter_map(|stored| said(&stored.event)).collect()
}

fn here() -> CounterId {
    CounterId::new("1")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_opens_before_the_first_opening_and_closes_after_the_last_closing() {
    let mut office = office("2026-06-01T04:00:00Z");
    for (utc, expected) in [
        ("2026-06-01T05:59:59Z", None),
        ("2026-06-01T06:00:00Z", Some("2026-06-01")),
        ("2026-06-01T11:29:59Z", Some("2026-06-01")),
        ("2026-06-01T11:30:00Z", None),
        // The Republic Day, then a Wednesday.
        ("2026-06-02T08:00:00Z", None),
        ("2026-06-03T06:00:00Z", Some("2026-06-03")),
        ("2026-06-03T12:00:00Z", None),
        // A Tuesday that stays open to midnight, at which it ends although half an hour more was asked for.
        ("2026-06-09T06:00:00Z", Some("2026-06-09")),
        ("2026-06-09T21:59:59Z", Some("2026-06-09")),
        ("2026-06-09T22:00:00Z", None),
        ("2026-06-10T06:00:00Z", Some("2026-06-10")),
    ] {
        office.stays_at(utc).await;
        assert_eq!(office.day(), expected.map(day), "at {utc}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_served_is_not_sent_away_and_who_waits_is_closed_with_the_reason() {
    let mut office = office("2026-06-01T07:00:00Z");
    office.stays_at("2026-06-01T07:00:00Z").await;
    assert!(office.ask(take()).await.contains("A001"));
    assert!(office.ask(take()).await.contains("A002"));
    office.ask(Command::sign_in(here(), ClerkId::new("anna"))).await;
    assert!(office.ask(Command::CallNext { counter: here() }).await.contains("A001"));
    office.ask(Command::Start { counter: here() }).await;
    office.stays_at("2026-06-01T12:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-01")), "somebody is served");
    office.ask(Command::finish(here())).await;
    office.look_at("2026-06-01T12:00:05Z").await;
    assert_eq!(days(&office), ["2026-06-01 opened", "2026-06-01 closed after_hours with 1 waiting"]);
    office.stays_at("2026-06-03T07:00:00Z").await;
    let next = office.ask(take()).await;
    assert!(next.contains("A001") && next.contains(r#""ticket":3,"#), "codes start again, ids go on: {next}");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_midnight_even_who_is_served_is_closed() {
    let mut office = office("2026-06-01T07:00:00Z");
    office.stays_at("2026-06-01T07:00:00Z").await;
    office.ask(take()).await;
    office.ask(Command::sign_in(here(), ClerkId::new("anna"))).await;
    office.ask(Command::CallNext { counter: here() }).await;
    office.stays_at("2026-06-01T21:59:59Z").await;
    assert_eq!(office.day(), Some(day("2026-06-01")));
    office.stays_at("2026-06-01T22:00:00Z").await;
    assert_eq!(days(&office), ["2026-06-01 opened", "2026-06-01 closed midnight with 1 waiting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatcher_that_slept_over_night_closes_yesterday_and_opens_today_if_it_is_open() {
    let mut asleep = office("2026-06-03T07:00:00Z");
    asleep.stays_at("2026-06-03T07:00:00Z").await;
    asleep.ask(take()).await;
    asleep.stays_at("2026-06-04T07:15:00Z").await;
    assert_eq!(days(&asleep), ["2026-06-03 opened", "2026-06-03 closed midnight with 1 waiting", "2026-06-04 opened"]);
    // It sleeps on up to a Saturday.
    asleep.stays_at("2026-06-06T07:00:00Z").await;
    assert_eq!(asleep.day(), None);
    // It begins in the evening: there is nothing to open any more.
    let mut late = office("2026-06-03T18:00:00Z");
    late.stays_at("2026-06-03T18:00:00Z").await;
    assert_eq!(late.day(), None);
    assert!(days(&late).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_after_closing_opens_no_day_twice() {
    let mut office = office("2026-06-03T07:00:00Z");
    office.stays_at("2026-06-03T07:00:00Z").await;
    office.stays_at("2026-06-03T12:00:00Z").await;
    for back in ["2026-06-03T08:00:00Z", "2026-06-03T06:00:00Z", "2026-06-02T23:00:00Z", "2026-06-01T07:00:00Z"] {
        office.look_at(back).await;
        assert_eq!(office.day(), None, "at {back}");
    }
    assert_eq!(days(&office).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_morning_is_where_the_wall_has_it_after_both_changes_of_the_clocks() {
    // The Mondays after 29 March and 25 October.
    for (before, opens) in
        [("2026-03-30T05:59:59Z", "2026-03-30T06:00:00Z"), ("2026-10-26T06:59:59Z", "2026-10-26T07:00:00Z")]
    {
        let mut office = office(before);
        office.stays_at(before).await;
        assert_eq!(office.day(), None, "at {before}");
        office.stays_at(opens).await;
        assert_eq!(office.day(), Some(day(&opens[..10])), "at {opens}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_opened_by_hand_outside_its_hours_stays_open_up_to_midnight() {
    for date in ["2026-06-06", "2026-06-03"] {
        let evening = format!("{date}T18:00:00Z");
        let mut office = office(&evening);
        office.stays_at(&evening).await;
        office.ask(Command::OpenDay { day: day(date) }).await;
        office.stays_at(&format!("{date}T18:00:05Z")).await;
        assert_eq!(office.day(), Some(day(date)));
        assert!(office.ask(take()).await.contains("outside_hours"), "the day is open, the service is not");
        office.stays_at(&format!("{date}T22:00:00Z")).await;
        assert_eq!(office.day(), None);
        assert_eq!(days(&office).last().unwrap(), &format!("{date} closed midnight with 0 waiting"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn screens_are_told_when_time_alone_opens_and_closes() {
    let mut office = office("2026-06-01T06:00:00Z");
    office.look_at("2026-06-01T06:00:00Z").await;
    let mut follower = office.handle.follow();
    follower.borrow_and_update();
    office.look_at("2026-06-01T06:29:59Z").await;
    assert!(!follower.has_changed().unwrap(), "nothing to tell");
    for (utc, is_open) in [("2026-06-01T06:30:00Z", true), ("2026-06-01T11:00:00Z", false)] {
        office.look_at(utc).await;
        in_time(follower.changed()).await.unwrap();
        let frame = follower.borrow_and_update().kiosk(None).unwrap();
        assert!(frame.contains(&format!(r#""opening":{{"is_open":{is_open}"#)), "at {utc}: {frame}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_ahead_for_less_than_a_minute_closes_no_day() {
    for ahead in ["2026-06-01T15:00:00Z", "2026-06-01T23:00:00Z", "2026-06-06T09:00:00Z"] {
        let mut office = office("2026-06-01T07:00:00Z");
        office.look_at("2026-06-01T07:00:00Z").await;
        office.ask(take()).await;
        for back in ["2026-06-01T07:05:00Z", "2026-05-31T07:05:00Z", "2026-06-01T07:10:00Z"] {
            for _ in 1..LOOKS_BEFORE_CLOSING {
                office.look_at(ahead).await;
            }
            office.look_at(back).await;
        }
        assert_eq!(days(&office), ["2026-06-01 opened"], "at {ahead}");
        office.stays_at(ahead).await;
        assert_eq!(office.day(), None, "at {ahead}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_closed_by_a_clock_that_stayed_ahead_can_be_made_up_for_with_the_next() {
    let mut office = office("2026-06-03T07:00:00Z");
    office.stays_at("2026-06-03T07:00:00Z").await;
    office.stays_at("2026-06-03T15:00:00Z").await;
    office.stays_at("2026-06-03T07:10:00Z").await;
    assert_eq!(office.day(), None, "its codes are given");
    office.ask(Command::OpenDay { day: day("2026-06-04") }).await;
    for utc in ["2026-06-03T07:20:00Z", "2026-06-03T20:00:00Z", "2026-06-03T22:00:00Z", "2026-06-04T07:00:00Z"] {
        office.stays_at(utc).await;
        assert_eq!(office.day(), Some(day("2026-06-04")), "at {utc}");
    }
    office.stays_at("2026-06-04T11:30:00Z").await;
    assert_eq!(days(&office).last().unwrap(), "2026-06-04 closed after_hours with 0 waiting");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_opened_by_a_clock_days_ahead_ends_when_today_opens_and_no_day_is_lost() {
    // A Sunday of which the clock thinks that it is a Friday of another year.
    let mut office = office("2036-06-06T07:00:00Z");
    office.look_at("2036-06-06T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2036-06-06")));
    office.stays_at("2026-06-07T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2036-06-06")), "nothing takes its place on a Sunday");
    office.stays_at("2026-06-08T05:59:59Z").await;
    assert_eq!(office.day(), Some(day("2036-06-06")));
    office.look_at("2026-06-08T06:00:00Z").await;
    assert_eq!(
        days(&office),
        ["2036-06-06 opened", "2036-06-06 closed ahead_of_clock with 0 waiting", "2026-06-08 opened"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_opened_by_a_clock_that_was_behind_keeps_the_hours_of_the_date_it_goes_on_for() {
    let mut office = office("2026-06-04T07:00:00Z");
    office.look_at("2026-06-04T07:00:00Z").await;
    office.stays_at("2026-06-03T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-03")), "a clock that stays behind is believed");
    office.stays_at("2026-06-04T08:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-03")), "the codes of the 4th are given");
    assert!(office.ask(take()).await.contains("A001"));
    office.stays_at("2026-06-04T11:30:00Z").await;
    assert_eq!(days(&office).last().unwrap(), "2026-06-03 closed after_hours with 1 waiting");
    office.stays_at("2026-06-05T06:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-05")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_neither_reopens_a_day_nor_forgets_to_close_it() {
    let mut office = office("2026-06-03T07:00:00Z");
    office.look_at("2026-06-03T07:00:00Z").await;
    office.ask(take()).await;
    let mut office = office.restarted();
    office.stays_at("2026-06-03T12:00:00Z").await;
    assert_eq!(days(&office), ["2026-06-03 opened", "2026-06-03 closed after_hours with 1 waiting"]);
    // Also where the clock is put right into the hours again.
    for utc in ["2026-06-03T12:00:00Z", "2026-06-03T09:00:00Z"] {
        office = office.restarted();
        office.stays_at(utc).await;
        assert_eq!(office.day(), None, "at {utc}");
    }
    office.look_at("2026-06-04T06:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-04")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_closed_by_hand_in_its_hours_stays_closed_also_after_a_restart() {
    let mut office = office("2026-06-03T07:00:00Z");
    office.look_at("2026-06-03T07:00:00Z").await;
    office.ask(Command::CloseDay).await;
    for utc in ["2026-06-03T07:00:05Z", "2026-06-03T10:00:00Z", "2026-06-03T12:00:00Z"] {
        office.stays_at(utc).await;
        assert_eq!(days(&office), ["2026-06-03 opened", "2026-06-03 closed by_hand with 0 waiting"], "at {utc}");
        office = office.restarted();
    }
    office.look_at("2026-06-04T06:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-04")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_called_when_the_hours_ended_is_served_to_the_end() {
    let mut office = office("2026-06-03T07:00:00Z");
    office.look_at("2026-06-03T07:00:00Z").await;
    office.ask(take()).await;
    office.ask(Command::sign_in(here(), ClerkId::new("anna"))).await;
    office.ask(Command::CallNext { counter: here() }).await;
    office.stays_at("2026-06-03T11:30:00Z").await;
    for command in [Command::Start { counter: here() }, Command::finish(here())] {
        assert_eq!(office.day(), Some(day("2026-06-03")));
        assert!(office.ask(command).await.contains(r#""seq""#));
    }
    office.look_at("2026-06-03T11:40:00Z").await;
    assert_eq!(days(&office).last().unwrap(), "2026-06-03 closed after_hours with 0 waiting");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_open_to_midnight_has_its_length_also_when_the_clocks_change() {
    // Open without a break on the Sundays of 23 and of 25 hours.
    let mut catalog = Catalog::clone(&catalog());
    catalog.locations[0].hours = Some(domain::calendar::Hours::parse(&["sun 00:00-24:00"]).unwrap());
    for (opens, before, closes) in [
        ("2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
        ("2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
    ] {
        let mut office = Office::of(Arc::new(catalog.clone()), opens);
        office.look_at(opens).await;
        assert!(office.day().is_some(), "at {opens}");
        office.stays_at(before).await;
        assert!(office.day().is_some(), "at {before}");
        office.stays_at(closes).await;
        assert_eq!(office.day(), None, "at {closes}");
    }
}

#[test]
fn reasons_are_written_as_the_protocol_says() {
    let all = [DayEnd::ByHand, DayEnd::AfterHours, DayEnd::Midnight, DayEnd::AheadOfClock];
    let written = all.map(|end| serde_json::to_string(&end).unwrap());
    assert_eq!(written, [r#""by_hand""#, r#""after_hours""#, r#""midnight""#, r#""ahead_of_clock""#]);
}

//! Midnight in the hub's time zone, on days of 23, 24 and 25 hours, and with a clock that is set back.

use std::sync::Arc;

use domain::DayDate;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::CommandId;
use store::{Fault, HubReader, SimStore};

use super::{HandClock, catalog, hub, in_time, journal, take};
use crate::day::{Calendar, LOOKS_BEFORE_CLOSING, LOOKS_BEFORE_TURNING_BACK};
use crate::sequencer::{Handle, start};

/// A hub whose calendar is looked at by hand.
pub(super) struct Office {
    pub(super) handle: Handle,
    pub(super) calendar: Calendar,
    pub(super) clock: Arc<HandClock>,
    pub(super) store: SimStore,
    asked: usize,
}

impl Office {
    pub(super) fn at(time: &str) -> Self {
        Self::of(catalog(), time)
    }

    pub(super) fn of(catalog: Arc<Catalog>, time: &str) -> Self {
        let (clock, store) = (HandClock::at(time), SimStore::default());
        let (writer, reader) = (Box::new(store.clone()), Box::new(store.clone()));
        let (handle, _end) = start(catalog, writer, reader, clock.clone()).unwrap();
        let calendar = Calendar::new(handle.clone(), clock.clone());
        Self { handle, calendar, clock, store, asked: 0 }
    }

    pub(super) async fn look_at(&mut self, time: &str) -> bool {
        self.clock.set(time);
        in_time(self.calendar.look()).await
    }

    /// Looks as often as a clock has to be seen before it is believed.
    pub(super) async fn stays_at(&mut self, time: &str) {
        for _ in 0..LOOKS_BEFORE_CLOSING.max(LOOKS_BEFORE_TURNING_BACK) {
            self.look_at(time).await;
        }
    }

    /// The same machine and journal, started again.
    pub(super) fn restarted(self) -> Self {
        let (clock, store) = (self.clock, self.store);
        store.expire_leases();
        let (writer, reader) = (Box::new(store.clone()), Box::new(store.clone()));
        let catalog = self.handle.latest().state.catalog().clone();
        let (handle, _end) = start(Arc::new(catalog), writer, reader, clock.clone()).unwrap();
        let calendar = Calendar::new(handle.clone(), clock.clone());
        Self { handle, calendar, clock, store, asked: self.asked }
    }

    async fn lines_said_at(&mut self, time: &str) -> usize {
        let mut lines = 0;
        for _ in 0..50 {
            lines += usize::from(self.look_at(time).await);
        }
        lines
    }

    pub(super) async fn ask(&mut self, command: Command) -> String {
        self.asked += 1;
        let id = CommandId::new(format!("command-{:016}", self.asked));
        in_time(self.handle.ask(id, command)).await.unwrap().body
    }

    pub(super) fn day(&self) -> Option<DayDate> {
        self.handle.latest().state.day()
    }
}

pub(super) fn day(text: &str) -> DayDate {
    text.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_changes_at_midnight_in_the_hubs_zone_also_when_the_clocks_do() {
    let mut office = Office::at("2026-03-28T08:00:00Z");
    for (utc, expected) in [
        ("2026-03-28T08:00:00Z", "2026-03-28"),
        ("2026-03-28T22:59:59Z", "2026-03-28"),
        // A day of 23 hours: summer time begins.
        ("2026-03-28T23:00:00Z", "2026-03-29"),
        ("2026-03-29T00:59:59Z", "2026-03-29"),
        ("2026-03-29T01:00:00Z", "2026-03-29"),
        ("2026-03-29T21:59:59Z", "2026-03-29"),
        ("2026-03-29T22:00:00Z", "2026-03-30"),
        // A day of 24 hours, then some nobody looked at.
        ("2026-03-30T21:59:59Z", "2026-03-30"),
        ("2026-10-24T21:59:59Z", "2026-10-24"),
        // A day of 25 hours: summer time ends; 2 o'clock comes twice.
        ("2026-10-24T22:00:00Z", "2026-10-25"),
        ("2026-10-25T00:30:00Z", "2026-10-25"),
        ("2026-10-25T01:30:00Z", "2026-10-25"),
        ("2026-10-25T22:59:59Z", "2026-10-25"),
        ("2026-10-25T23:00:00Z", "2026-10-26"),
        ("2026-12-31T22:59:59Z", "2026-12-31"),
        ("2026-12-31T23:00:00Z", "2027-01-01"),
    ] {
        office.look_at(utc).await;
        assert_eq!(office.day(), Some(day(expected)), "at {utc}");
    }
    let opened = journal(&office.store);
    let opened = opened.iter().filter(|stored| matches!(stored.event, Event::DayOpened { .. })).count();
    assert_eq!(opened, 8, "each day once");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_midnight_who_waits_is_closed_and_codes_start_again_while_ids_go_on() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2026-06-01T07:00:00Z").await;
    assert!(office.ask(take()).await.contains("A001"));
    assert!(office.ask(take()).await.contains("A002"));
    office.look_at("2026-06-01T22:00:00Z").await;
    let journal = journal(&office.store);
    let closed =
        journal.iter().any(|stored| matches!(&stored.event, Event::DayClosed { unserved, .. } if unserved.len() == 2));
    assert!(closed, "{journal:?}");
    let next = office.ask(take()).await;
    assert!(next.contains("A001") && next.contains(r#""ticket":3,"#), "{next}");
    assert!(next.contains(r#""people_ahead":0"#), "{next}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_for_a_moment_reopens_nothing_and_makes_no_wait_negative() {
    let mut office = Office::at("2026-06-02T07:00:00Z");
    office.look_at("2026-06-02T07:00:00Z").await;
    office.ask(take()).await;
    for back in ["2026-06-02T06:00:00Z", "2026-06-01T07:00:00Z", "2020-01-01T00:00:00Z"] {
        office.look_at(back).await;
        assert_eq!(office.day(), Some(day("2026-06-02")), "at {back}");
        assert!(!office.ask(take()).await.contains("A001"), "at {back}");
    }
    office.ask(Command::CloseDay).await;
    office.look_at("2026-06-01T23:00:00Z").await;
    assert_eq!(office.day(), None, "what the manager closed stays closed");
    office.look_at("2026-06-03T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-03")));
}

#[tokio::test(flavor = "multi_thread")]
async fn time_stands_still_while_the_clock_is_put_right_and_follows_one_that_was_wrong() {
    let mut office = Office::at("2026-06-01T12:00:00Z");
    office.look_at("2026-06-01T12:00:00Z").await;
    for (clock, told) in [
        ("2026-06-01T11:00:00Z", "2026-06-01T12:00:00Z"),
        ("2026-06-01T12:00:01Z", "2026-06-01T12:00:01Z"),
        ("2026-06-01T11:00:00Z", "2026-06-01T11:00:00Z"),
        ("2036-06-01T12:00:00Z", "2036-06-01T12:00:00Z"),
        ("2026-06-01T12:30:00Z", "2026-06-01T12:30:00Z"),
    ] {
        office.clock.set(clock);
        office.ask(take()).await;
        let last = journal(&office.store).pop().unwrap().at;
        assert_eq!(last, told.parse::<domain::Timestamp>().unwrap(), "at {clock}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_years_ahead_for_one_look_costs_no_further_day() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2036-06-01T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2036-06-01")));
    for _ in 1..LOOKS_BEFORE_TURNING_BACK {
        office.look_at("2026-06-01T07:00:00Z").await;
        assert_eq!(office.day(), Some(day("2036-06-01")), "a clock may come to itself again");
    }
    office.look_at("2026-06-01T07:01:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-01")));
    assert!(office.ask(take()).await.contains("A001"));
    office.look_at("2026-06-02T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-02")));
    // Today was opened before the clock went ahead again: its codes are given, so the later day goes on.
    office.look_at("2036-06-02T07:00:00Z").await;
    for _ in 0..=LOOKS_BEFORE_TURNING_BACK {
        office.look_at("2026-06-02T08:00:00Z").await;
        assert_eq!(office.day(), Some(day("2036-06-02")));
    }
    for _ in 0..=LOOKS_BEFORE_TURNING_BACK {
        office.look_at("2026-06-03T07:00:00Z").await;
    }
    assert_eq!(office.day(), Some(day("2026-06-03")));
    let mut opened = office.store.days(&hub()).unwrap();
    let all = opened.len();
    opened.sort();
    opened.dedup();
    assert_eq!(opened.len(), all, "a day was opened twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_another_age_is_refused_and_tomorrow_opens_by_itself() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2026-06-01T07:00:00Z").await;
    office.ask(Command::CloseDay).await;
    let refused = office.ask(Command::OpenDay { day: day("2999-01-01") }).await;
    assert!(refused.contains("day_in_future"), "{refused}");
    office.look_at("2026-06-02T07:00:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-02")));
}

#[tokio::test(flavor = "multi_thread")]
async fn days_opened_before_a_restart_are_not_opened_again() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2026-06-01T07:00:00Z").await;
    office.look_at("2036-06-01T07:00:00Z").await;
    let (writer, reader) = (Box::new(office.store.clone()), Box::new(office.store.clone()));
    office.store.expire_leases();
    let (handle, _end) = start(catalog(), writer, reader, office.clock.clone()).unwrap();
    assert!(handle.latest().state.was_opened(day("2026-06-01")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_closed_by_the_manager_is_not_opened_again() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2026-06-01T07:00:00Z").await;
    office.ask(Command::CloseDay).await;
    office.look_at("2026-06-01T08:00:00Z").await;
    assert_eq!(office.day(), None);
    assert!(office.ask(take()).await.contains("day_closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_at_midnight_only_delays_the_day() {
    for fault in [Fault::Full, Fault::Unavailable, Fault::UnknownBefore, Fault::UnknownAfter] {
        let mut office = Office::at("2026-06-01T07:00:00Z");
        office.look_at("2026-06-01T07:00:00Z").await;
        office.store.fail_next(fault);
        office.look_at("2026-06-01T22:00:00Z").await;
        office.look_at("2026-06-01T22:00:05Z").await;
        assert_eq!(office.day(), Some(day("2026-06-02")), "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_are_kept_for_a_week() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.look_at("2026-06-01T07:00:00Z").await;
    office.ask(take()).await;
    let first = CommandId::new("command-0000000000000001");
    office.look_at("2026-06-08T06:59:59Z").await;
    office.ask(take()).await;
    assert!(office.store.reply(&hub(), &first).unwrap().is_some());
    office.look_at("2026-06-09T07:00:00Z").await;
    // The day's answer does not wait for the tidying behind it; the next command does.
    office.ask(take()).await;
    assert!(office.store.reply(&hub(), &first).unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_cannot_change_is_said_once() {
    let mut office = Office::at("2026-06-01T07:00:00Z");
    office.store.fail(Fault::Full);
    assert_eq!(office.lines_said_at("2026-06-01T07:00:00Z").await, 1, "that the disk is full");
    office.store.mend();
    assert_eq!(office.lines_said_at("2026-06-01T07:00:00Z").await, 1, "that all is well");
    assert_eq!(
        office.lines_said_at("2026-05-31T07:00:00Z").await,
        2,
        "that the clock was set back, and that it stays so"
    );
    assert_eq!(office.lines_said_at("2026-06-01T07:00:00Z").await, 1, "that this day was opened before");
    assert_eq!(office.lines_said_at("2026-06-02T07:00:00Z").await, 1, "that all is well again");
}

#[tokio::test]
async fn a_time_zone_that_changes_on_a_closed_day_decides_the_next_midnight() {
    let mut office = Office::at("2026-06-01T08:00:00Z");
    office.look_at("2026-06-01T08:00:00Z").await;
    office.ask(Command::CloseDay).await;
    let mut next = domain::catalog::Catalog::clone(&catalog());
    next.time_zone = "Atlantic/Azores".to_owned();
    let origin = domain::catalog_change::CatalogOrigin::Import;
    let import = crate::sequencer::Import { catalog: Arc::new(next), source: "azores".to_owned(), origin };
    let answer = in_time(office.handle.import(CommandId::new("import-0123456789abcdef"), import)).await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    office.look_at("2026-06-01T23:30:00Z").await;
    assert_eq!(office.day(), None, "it is still the first of June there");
    office.look_at("2026-06-02T00:30:00Z").await;
    assert_eq!(office.day(), Some(day("2026-06-02")));
}

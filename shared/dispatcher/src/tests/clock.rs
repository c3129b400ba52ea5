//! A clock that is set, by hand or by the network: the journal tells it, once.

use domain::Timestamp;
use domain::command::Command;
use domain::event::Event;
use store::{Fault, HubReader};

use super::days::{Office, day};
use super::{hub, in_time, journal, take};

const MORNING: &str = "2026-06-01T07:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The steps in the journal: when, from and to.
fn steps(office: &Office) -> Vec<(Timestamp, Timestamp, Timestamp)> {
    let step = |stored: &store::Stored| {
        let Event::ClockStepped { from, to } = stored.event else { return None };
        Some((stored.at, from, to))
    };
    journal(&office.store).iter().filter_map(step).collect()
}

fn step(at: &str, from: &str, to: &str) -> (Timestamp, Timestamp, Timestamp) {
    (time(at), time(from), time(to))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_of_the_clock_is_told_once_and_before_what_comes_after_it() {
    let mut office = Office::at(MORNING);
    office.look_at("2026-06-01T10:00:00Z").await;
    // Two hours back: it was wrong, and is followed.
    office.steps_to("2026-06-01T08:00:00Z").await;
    office.ask(take()).await;
    office.look_at("2026-06-01T09:00:00Z").await;
    office.ask(take()).await;
    // Ten seconds back: time stands still.
    office.steps_to("2026-06-01T08:59:50Z").await;
    office.ask(take()).await;
    office.look_at("2026-06-01T09:30:00Z").await;
    // Three hours ahead, seen by who asks first.
    office.clock.step("2026-06-01T12:30:00Z");
    office.ask(take()).await;
    office.look_at("2026-06-01T12:30:00Z").await;
    let expected = [
        step("2026-06-01T08:00:00Z", "2026-06-01T10:00:00Z", "2026-06-01T08:00:00Z"),
        step("2026-06-01T09:00:00Z", "2026-06-01T09:00:00Z", "2026-06-01T08:59:50Z"),
        step("2026-06-01T12:30:00Z", "2026-06-01T09:30:00Z", "2026-06-01T12:30:00Z"),
    ];
    assert_eq!(steps(&office), expected);
    let taken = journal(&office.store).into_iter().filter(|stored| matches!(stored.event, Event::TicketTaken { .. }));
    let taken: Vec<_> = taken.map(|stored| stored.at).collect();
    let at = ["2026-06-01T08:00:00Z", "2026-06-01T09:00:00Z", "2026-06-01T09:00:00Z", "2026-06-01T12:30:00Z"];
    assert_eq!(taken, at.map(time));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_put_right_by_little_or_goes_mad_fills_no_journal() {
    let mut office = Office::at(MORNING);
    office.look_at(MORNING).await;
    for little in ["2026-06-01T06:59:56Z", "2026-06-01T07:00:01Z", "2026-06-01T06:59:57Z"] {
        office.steps_to(little).await;
    }
    assert_eq!(steps(&office), []);
    for _ in 0..20 {
        office.steps_to("2026-06-01T12:00:00Z").await;
        office.steps_to("2026-06-01T07:00:00Z").await;
    }
    assert_eq!(steps(&office).len(), 1);
    office.look_at("2026-06-01T07:01:00Z").await;
    let last = steps(&office).pop().unwrap();
    assert_eq!(last, step("2026-06-01T07:01:00Z", "2026-06-01T12:01:00Z", "2026-06-01T07:01:00Z"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_fell_while_the_dispatcher_was_off_is_told_at_its_start_and_not_at_the_next() {
    for (fallen, at) in [("2026-06-01T06:30:00Z", MORNING), ("2026-06-01T04:00:00Z", "2026-06-01T04:00:00Z")] {
        let mut office = Office::at(MORNING);
        office.look_at(MORNING).await;
        office.clock.step(fallen);
        for _ in 0..3 {
            office = office.restarted();
            office.look_again().await;
            office.ask(take()).await;
            assert_eq!(steps(&office), [step(at, MORNING, fallen)]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_told_before_the_day_opened_is_not_told_again() {
    let mut office = Office::at(MORNING);
    office.look_at(MORNING).await;
    office.ask(Command::CloseDay).await;
    office.steps_to("2026-06-01T06:10:00Z").await;
    office.ask(Command::OpenDay { day: day("2026-06-02") }).await;
    assert_eq!(office.day(), Some(day("2026-06-02")));
    let opened = office.store.last_day_open(&hub()).unwrap().unwrap();
    let all = journal(&office.store);
    let opened = all.iter().find(|stored| stored.seq == opened).unwrap();
    assert_eq!(opened.at, time(MORNING), "time stands still");
    let mut office = office.restarted();
    office.look_again().await;
    assert_eq!(steps(&office), [step(MORNING, MORNING, "2026-06-01T06:10:00Z")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_could_not_be_written_is_told_with_the_next_commit() {
    for (fault, is_told) in [(Fault::Full, 0), (Fault::UnknownBefore, 0), (Fault::UnknownAfter, 1)] {
        let mut office = Office::at(MORNING);
        office.look_at(MORNING).await;
        office.store.fail_next(fault);
        office.steps_to("2026-06-01T06:30:00Z").await;
        assert_eq!(steps(&office).len(), is_told, "{fault:?}");
        office.look_again().await;
        office.ask(take()).await;
        assert_eq!(steps(&office), [step(MORNING, MORNING, "2026-06-01T06:30:00Z")], "{fault:?}");
    }
}

impl Office {
    /// The clock is set while no time passes, and looked at.
    async fn steps_to(&mut self, time: &str) {
        self.clock.step(time);
        self.look_again().await;
    }

    async fn look_again(&mut self) {
        in_time(self.calendar.look()).await;
    }
}

//! What is foretold of a running hub, and what it learns from its own days; the clock is set by hand.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{ClerkId, CommandId, CounterId, Seq, TicketId};
use domain::view::{KioskView, ManagerView, TicketView};
use domain::wait::WaitRange;
use protocol::{Frame, Reply};
use store::{HubReader, SimStore};

use super::{HandClock, MORNING, catalog, hub, in_time, journal, take};
use crate::forecaster::Forecaster;
use crate::sequencer::{Handle, start};

/// How long serving takes in these days, in minutes; the hub file says 10.
const REAL_MINUTES: i64 = 20;
/// People served on each of them.
const SERVED: usize = 15;

/// A hub that foretells when it is told to look.
struct Office {
    handle: Handle,
    forecaster: Forecaster,
    clock: Arc<HandClock>,
    now: Timestamp,
    store: SimStore,
    asked: usize,
}

impl Office {
    fn new() -> Self {
        Self::on(catalog(), SimStore::default(), MORNING.parse().unwrap())
    }

    fn on(catalog: Arc<Catalog>, store: SimStore, now: Timestamp) -> Self {
        let clock = HandClock::at(&now.to_rfc3339());
        let (writer, reader) = (Box::new(store.clone()), Box::new(store.clone()));
        let (handle, _end) = start(catalog, writer, reader, clock.clone()).unwrap();
        let forecaster = Forecaster::new(handle.clone(), clock.clone());
        Self { handle, forecaster, clock, now, store, asked: 0 }
    }

    /// The same journal on a machine started again.
    fn restarted(self) -> Self {
        self.store.expire_leases();
        Self::on(catalog(), self.store, self.now)
    }

    async fn ask(&mut self, command: Command) -> Reply {
        self.asked += 1;
        let id = CommandId::new(format!("forecast-{}-{}", self.now.timestamp(), self.asked));
        let answer = in_time(self.handle.ask(id, command)).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    async fn takes(&mut self) -> TicketView {
        self.ask(take()).await.ticket.unwrap()
    }

    fn waits(&mut self, minutes: i64) {
        self.now += TimeDelta::minutes(minutes);
        self.clock.set(&self.now.to_rfc3339());
    }

    async fn opens(&mut self) {
        self.ask(Command::OpenDay { day: self.now.date_naive() }).await;
        self.ask(Command::sign_in(here(), ClerkId::new("anna"))).await;
    }

    async fn looks(&mut self) {
        in_time(self.forecaster.look()).await;
    }

    /// A day on which serving takes [`REAL_MINUTES`].
    async fn lives_through_a_day(&mut self) {
        self.opens().await;
        for _ in 0..SERVED {
            self.takes().await;
            self.ask(Command::CallNext { counter: here() }).await;
            self.ask(Command::Start { counter: here() }).await;
            self.waits(REAL_MINUTES);
            self.ask(Command::finish(here())).await;
        }
        self.ask(Command::CloseDay).await;
    }

    fn kiosk(&self) -> KioskView {
        let frame: Frame<KioskView> = serde_json::from_str(&self.handle.latest().kiosk(None).unwrap()).unwrap();
        frame.view
    }

    fn service(&self) -> Option<WaitRange> {
        self.kiosk().areas[0].services[0].wait
    }

    fn ticket(&self, ticket: TicketId) -> Option<WaitRange> {
        let latest = self.handle.latest();
        engine::view::ticket(&latest.state, ticket, latest.moment())?.wait
    }
}

fn here() -> CounterId {
    CounterId::new("1")
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_waits_and_whoever_comes_is_told_a_range() {
    let mut office = Office::new();
    office.opens().await;
    assert_eq!(office.service(), None, "nothing is foretold yet");
    let mut tickets = Vec::new();
    for _ in 0..4 {
        tickets.push(office.takes().await.ticket);
    }
    office.ask(Command::CallNext { counter: here() }).await;
    office.looks().await;
    assert_eq!(office.ticket(tickets[0]), None, "who is called waits no more");
    let told: Vec<_> = tickets[1..].iter().map(|ticket| office.ticket(*ticket).unwrap()).collect();
    let likely: Vec<_> = told.iter().map(|range| range.likely_minutes.unwrap()).collect();
    assert!(likely[0] < likely[1] && likely[1] < likely[2], "{told:?}");
    let whoever_comes = office.service().unwrap();
    assert!(whoever_comes.likely_minutes.unwrap() > likely[2], "{whoever_comes:?}");
    for range in told.iter().chain([&whoever_comes]) {
        assert!(range.is_rough, "there is no past to learn from");
        assert_eq!((range.from_minutes % 5, range.to_minutes.unwrap() % 5), (0, 0));
        let likely = range.likely_minutes.unwrap();
        assert!(range.from_minutes <= likely && likely <= range.to_minutes.unwrap(), "{range:?}");
    }
    let new = office.takes().await;
    assert_eq!(new.wait, Some(whoever_comes), "a ticket is told what its service was told");
    let manager: Frame<ManagerView> = serde_json::from_str(&office.handle.latest().manager()).unwrap();
    let area = &manager.view.areas[0];
    assert_eq!((area.waiting, area.counters_open, area.over_target), (4, 1, 0));
    assert!(area.wait.is_some() && area.pressure_minutes > 0, "{area:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_told_less_as_time_passes_and_whoever_comes_the_same() {
    let mut office = Office::new();
    office.opens().await;
    let mut last = TicketId(0);
    for _ in 0..5 {
        last = office.takes().await.ticket;
    }
    office.looks().await;
    let (before, service) = (office.ticket(last).unwrap(), office.service().unwrap());
    office.waits(10);
    office.handle.show_at(office.now);
    let after = office.ticket(last).unwrap();
    assert_eq!(after.likely_minutes.unwrap() + 10, before.likely_minutes.unwrap());
    assert_eq!(office.service(), Some(service));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_break_is_told_before_it_begins_and_not_again_after_it() {
    let mut planned = Catalog::clone(&catalog());
    // It is nine in Rome.
    planned.clerks[0].break_at = Some("09:02".parse().unwrap());
    planned.rules.break_minutes = 60;
    let mut office = Office::on(Arc::new(planned), SimStore::default(), MORNING.parse().unwrap());
    office.opens().await;
    office.takes().await;
    let second = office.takes().await.ticket;
    office.ask(Command::CallNext { counter: here() }).await;
    office.ask(Command::Start { counter: here() }).await;
    office.looks().await;
    let told = office.ticket(second).unwrap();
    assert!(told.likely_minutes.unwrap() >= 60, "{told:?}");
    office.ask(Command::finish(here())).await;
    office.ask(Command::Pause { counter: here(), reason: "caffè".to_owned() }).await;
    office.waits(10);
    office.ask(Command::Resume { counter: here() }).await;
    office.looks().await;
    let told = office.ticket(second).unwrap();
    assert!(told.likely_minutes.unwrap() < 5, "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_nobody_gives_is_told_no_wait() {
    let mut office = Office::new();
    office.opens().await;
    office.looks().await;
    let services = &office.kiosk().areas[0].services;
    assert_eq!(services[0].wait.unwrap().from_minutes, 0);
    assert_eq!(services[1].wait, None);
    office.ask(Command::SignOut { counter: here() }).await;
    office.looks().await;
    assert_eq!(office.service(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn past_days_teach_how_long_serving_takes_also_after_a_restart() {
    let mut office = Office::new();
    for _ in 0..5 {
        office.lives_through_a_day().await;
        office.waits(24 * 60 - SERVED as i64 * REAL_MINUTES);
    }
    let mut office = office.restarted();
    office.opens().await;
    office.looks().await;
    let learnt = |office: &Office| {
        let events = journal(&office.store);
        let said = events.into_iter().filter_map(|stored| {
            let Event::DurationsLearned { durations } = stored.event else { return None };
            Some(durations)
        });
        said.collect::<Vec<_>>()
    };
    let said = learnt(&office);
    assert_eq!(said.len(), 1, "{said:?}");
    let seconds = said[0].services[0].seconds;
    assert!((900..=1_260).contains(&seconds), "{seconds} s, of 1200 s in 75 cases and 600 s in the hub file");
    assert_eq!(said[0].services[1].seconds, 600, "nobody was served");
    let _ = office.takes().await;
    office.looks().await;
    assert!(!office.service().unwrap().is_rough);
    office.looks().await;
    assert_eq!(learnt(&office).len(), 1, "what is known is not said again");
    // The dispatch function reckons with it.
    for _ in 0..2 {
        office.takes().await;
    }
    office.ask(Command::CallNext { counter: here() }).await;
    let events = office.store.events(&hub(), Seq(0), usize::MAX).unwrap();
    let reason = events.into_iter().rev().find_map(|stored| {
        let Event::TicketCalled { reason, .. } = stored.event else { return None };
        reason
    });
    assert_eq!(i64::from(reason.unwrap().pressure_minutes), (i64::from(seconds) * 3 + 30) / 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges_that_were_wrong_are_stretched_and_that_is_kept() {
    let mut office = Office::new();
    office.opens().await;
    for _ in 0..8 {
        for _ in 0..3 {
            office.takes().await;
        }
        office.looks().await;
        // Everybody waits far longer than anybody would think.
        office.waits(170);
        for _ in 0..3 {
            office.ask(Command::CallNext { counter: here() }).await;
            office.ask(Command::Start { counter: here() }).await;
            office.ask(Command::finish(here())).await;
        }
    }
    office.looks().await;
    let kept = office.handle.latest().state.calibration().unwrap();
    assert!(kept.high_permille > 1_000 && kept.low_permille < 1_000, "{kept:?}");
    let office = office.restarted();
    assert_eq!(office.handle.latest().state.calibration(), Some(kept));
}

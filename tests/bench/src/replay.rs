//! How long one question about past days takes, from the journal on the disk to the answer.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use dispatcher::replay::{FileJournal, table};
use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CounterId, Seq};
use domain::what_if::{ClockTime, WhatIf, WhatIfChange};
use domain::{DayDate, Timestamp};
use engine::State;
use store::{Batch, HubStore, SqliteStore, Stored};

use crate::engine_day::{clerks, take};
use crate::figures::{print, print_target};
use crate::hub;

/// How long one question may take, in seconds (reference `dispatching.md`, §6).
const ANSWER_SECONDS_MAX: f64 = 2.0;
/// When a day begins, in UTC, and how long people come, in minutes.
const MORNING_HOUR: u32 = 6;
const COMING_MINUTES: usize = 300;
/// How long a day lasts at most, in minutes.
const DAY_MINUTES: usize = 720;
/// Serving takes this long and up to so much longer, in minutes.
const SERVING_MINUTES: usize = 7;
const SERVING_SPREAD_MINUTES: usize = 13;
/// How long the right to write the journal lasts, in seconds.
const LEASE_SECONDS: u64 = 600;
/// One counter comes only after so many minutes; the question is what it would have been from the morning on.
const LATE_MINUTES: usize = 150;

/// What to ask about.
pub(crate) struct Plan {
    pub(crate) days: u32,
    pub(crate) tickets: usize,
}

pub(crate) fn run(plan: &Plan, dir: &Path) -> anyhow::Result<()> {
    ensure!(plan.days >= 2 && plan.tickets >= 1, "at least two days with a ticket each");
    let folder = tempfile::tempdir_in(dir).context("cannot make a folder for the journal")?;
    let mut office = Office::new(folder.path())?;
    for _ in 0..plan.days {
        office.live_through_a_day(plan.tickets)?;
    }
    let (from, events, counter) = (office.first, office.state.seq().0, office.late());
    let to = office.day.pred_opt();
    drop(office);
    let at = ClockTime::from_minutes(0).context("midnight is a time of day")?;
    let question = WhatIf { location: None, from, to, changes: vec![WhatIfChange::OpenCounter { counter, at }] };
    let began = Instant::now();
    let answer = FileJournal::open(folder.path(), None)?.what_if(&question)?;
    let took = began.elapsed().as_secs_f64();
    ensure!(answer.days == plan.days, "{} days were found of {}", answer.days, plan.days);
    print(format_args!("{} days of {} tickets, {events} events in the journal", plan.days, plan.tickets));
    table(&answer).lines().for_each(print);
    let name = format!("answered in < {ANSWER_SECONDS_MAX} s");
    print_target(&name, &format!("{took:.2} s"), took < ANSWER_SECONDS_MAX);
    Ok(())
}

/// A hub that is lived through minute by minute, into a journal.
struct Office {
    state: State,
    catalog: Arc<Catalog>,
    store: SqliteStore,
    term: store::Term,
    batch: Vec<Stored>,
    first: DayDate,
    day: DayDate,
    now: Timestamp,
    taken: usize,
}

impl Office {
    fn new(folder: &Path) -> anyhow::Result<Self> {
        let mut catalog = Catalog::clone(&hub::catalog());
        catalog.clerks = clerks(&catalog);
        let mut store = SqliteStore::open(&folder.join("journal.sqlite"))?;
        let ttl = Duration::from_secs(LEASE_SECONDS);
        let term = store.acquire(&catalog.id, "bench", ttl)?.context("somebody else writes")?;
        let first = DayDate::from_ymd_opt(2026, 1, 1).context("a day of the calendar")?;
        let (catalog, now) = (Arc::new(catalog), Timestamp::UNIX_EPOCH);
        let state = State::new(catalog.clone());
        let mut office = Self { state, catalog, store, term, batch: Vec::new(), first, day: first, now, taken: 0 };
        let catalog = Box::new((*office.catalog).clone());
        let origin = CatalogOrigin::HubFile;
        office.write(Event::CatalogChanged { version: 1, catalog, source: String::new(), origin });
        Ok(office)
    }

    /// The counter that comes late.
    fn late(&self) -> CounterId {
        self.catalog.counters.first().map_or_else(|| CounterId::new(""), |counter| counter.id.clone())
    }

    fn write(&mut self, event: Event) {
        let seq = self.state.seq().next();
        engine::evolve(&mut self.state, seq, self.now, &event);
        self.batch.push(Stored { seq, at: self.now, event });
    }

    fn tries(&mut self, command: &Command) -> bool {
        let Ok(events) = engine::decide(&self.state, command, self.now) else { return false };
        events.into_iter().for_each(|event| self.write(event));
        true
    }

    fn asks(&mut self, command: &Command) -> anyhow::Result<()> {
        ensure!(self.tries(command), "{command:?} is refused");
        Ok(())
    }

    fn live_through_a_day(&mut self, tickets: usize) -> anyhow::Result<()> {
        let catalog = self.catalog.clone();
        let morning = self.day.and_hms_opt(MORNING_HOUR, 0, 0).context("the day has no morning")?.and_utc();
        self.now = morning;
        self.asks(&Command::OpenDay { day: self.day })?;
        let mut busy_until = vec![usize::MAX; catalog.counters.len()];
        let mut today = 0;
        for minute in 0..DAY_MINUTES {
            self.now = morning + Duration::from_secs(minute as u64 * 60);
            self.sign_in(minute, &mut busy_until)?;
            while today < tickets && today * COMING_MINUTES <= minute * tickets {
                self.asks(&take(&catalog.services[(self.taken * 7) % catalog.services.len()].id))?;
                (self.taken, today) = (self.taken + 1, today + 1);
            }
            for (counter, until) in catalog.counters.iter().zip(&mut busy_until) {
                if *until <= minute {
                    self.work(&counter.id, minute, until)?;
                }
            }
        }
        self.asks(&Command::CloseDay)?;
        self.day = self.day.succ_opt().context("the calendar ends")?;
        let events = std::mem::take(&mut self.batch);
        let first = events.first().map_or(Seq(1), |stored| stored.seq);
        self.store.append(&self.term, first, &Batch { events, ..Batch::default() })?;
        Ok(())
    }

    fn sign_in(&mut self, minute: usize, busy_until: &mut [usize]) -> anyhow::Result<()> {
        let catalog = self.catalog.clone();
        for (index, (counter, clerk)) in catalog.counters.iter().zip(&catalog.clerks).enumerate() {
            if minute == if index == 0 { LATE_MINUTES } else { 0 } {
                self.asks(&Command::sign_in(counter.id.clone(), clerk.id.clone()))?;
                busy_until[index] = minute;
            }
        }
        Ok(())
    }

    /// A counter ends what it does and calls the next.
    fn work(&mut self, counter: &CounterId, minute: usize, until: &mut usize) -> anyhow::Result<()> {
        self.tries(&Command::finish(counter.clone()));
        if self.tries(&Command::CallNext { counter: counter.clone() }) {
            self.asks(&Command::Start { counter: counter.clone() })?;
            *until = minute + SERVING_MINUTES + (self.taken * 5 + minute) % SERVING_SPREAD_MINUTES;
        }
        Ok(())
    }
}

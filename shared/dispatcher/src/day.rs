//! Opens each day by the hub's own calendar, and tells the hub when time has come for something.

use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;
use domain::DayDate;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::CommandId;

use crate::DispatcherError;
use crate::clock::Clock;
use crate::sequencer::Handle;

/// How often the calendar and the next deadline are looked at, in seconds.
const LOOK_SECONDS: u64 = 5;
/// A clock that shows a day before the open one is believed once it has done so this many looks in a row: a computer
/// that starts without its time must not send everybody home before the network tells it.
pub(crate) const LOOKS_BEFORE_TURNING_BACK: u32 = 12;

pub(crate) fn zone(catalog: &Catalog) -> Result<Tz, DispatcherError> {
    catalog.time_zone.parse().map_err(|_| DispatcherError::TimeZone(catalog.time_zone.clone()))
}

/// Closes the day that is over and opens the next.
pub(crate) struct Calendar {
    handle: Handle,
    zone: Tz,
    clock: Arc<dyn Clock>,
    /// Why the day could not change when it was last tried; said once, however long it lasts.
    obstacle: Option<String>,
    /// Looks in a row at which the clock showed a day before the last one.
    looks_behind: u32,
}

impl Calendar {
    pub(crate) fn new(handle: Handle, zone: Tz, clock: Arc<dyn Clock>) -> Self {
        Self { handle, zone, clock, obstacle: None, looks_behind: 0 }
    }

    /// Looks at the calendar until it is aborted.
    pub(crate) async fn keep(mut self) {
        let mut looks = tokio::time::interval(Duration::from_secs(LOOK_SECONDS));
        loop {
            looks.tick().await;
            self.look().await;
            self.tell_time().await;
        }
    }

    /// Looks at the calendar once; true when that was worth a line in the log.
    pub(crate) async fn look(&mut self) -> bool {
        let obstacle = self.change_day().await.err();
        let is_new = obstacle != self.obstacle;
        match &obstacle {
            Some(why) if is_new => tracing::warn!("the day does not change: {why}"),
            None if is_new => tracing::info!("the day is as the calendar says"),
            Some(_) | None => (),
        }
        self.obstacle = obstacle;
        is_new
    }

    /// Closes a day that is over and opens today, unless today was opened before: its codes were given then.
    ///
    /// A day is over too when it lies ahead of a clock that stays behind it: the clock was wrong when it was opened.
    async fn change_day(&mut self) -> Result<(), String> {
        let state = self.handle.latest().state;
        // The catalog's time zone can change while no day is open.
        self.zone = zone(state.catalog()).unwrap_or(self.zone);
        let today = self.clock.now().with_timezone(&self.zone).date_naive();
        let last = state.last_day();
        let ahead = last.filter(|last| *last > today);
        self.looks_behind = if ahead.is_some() { self.looks_behind.saturating_add(1) } else { 0 };
        if last == Some(today) {
            return Ok(());
        }
        if state.was_opened(today) {
            return Err(format!("the clock says {today}, a day that was opened before; check the computer's date"));
        }
        if let Some(last) = ahead.filter(|_| self.looks_behind < LOOKS_BEFORE_TURNING_BACK) {
            return Err(format!("{last} was opened, but the clock says {today}; check the computer's date"));
        }
        // No client can send an id with a colon, and the place in the journal makes each attempt another intent:
        // an answer kept from an earlier one is never taken for this one's.
        let seq = state.seq().0;
        if let Some(open) = state.day() {
            self.ask(format!("day:close:{open}:{seq}"), Command::CloseDay).await?;
        }
        self.open(today, seq).await
    }

    /// Has what happens by itself happen, so that screens show it although nobody asks for anything.
    pub(crate) async fn tell_time(&self) {
        let state = self.handle.latest().state;
        let Some(deadline) = engine::next_deadline(&state).filter(|deadline| *deadline <= self.clock.now()) else {
            return;
        };
        let id = format!("clock:{}:{}", deadline.timestamp(), state.seq().0);
        if let Err(why) = self.ask(id, Command::ClockReached).await {
            tracing::warn!("what happens by itself has to wait: {why}");
        }
    }

    async fn open(&self, day: DayDate, seq: u64) -> Result<(), String> {
        self.ask(format!("day:open:{day}:{seq}"), Command::OpenDay { day }).await
    }

    async fn ask(&self, id: String, command: Command) -> Result<(), String> {
        match self.handle.ask(CommandId::new(id), command).await {
            Ok(answer) if answer.status == 200 => Ok(()),
            Ok(answer) => Err(answer.body),
            Err(problem) => Err(problem.detail),
        }
    }
}

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
}

impl Calendar {
    pub(crate) fn new(handle: Handle, zone: Tz, clock: Arc<dyn Clock>) -> Self {
        Self { handle, zone, clock, obstacle: None }
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

    /// Closes a day that is over and opens today, unless today was opened before.
    async fn change_day(&self) -> Result<(), String> {
        let today = self.clock.now().with_timezone(&self.zone).date_naive();
        let state = self.handle.latest().state;
        match state.last_day() {
            Some(last) if last == today => return Ok(()),
            Some(last) if last > today => {
                return Err(format!("{last} was opened, but the clock says {today}; check the computer's date"));
            }
            Some(_) | None => (),
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

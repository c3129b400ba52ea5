//! Opens and closes each day by the hub's own calendar.

use std::sync::Arc;
use std::time::Duration;

use calendar::OpeningTimes;
use chrono_tz::Tz;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::CommandId;
use domain::{DayDate, Timestamp};
use engine::State;

use crate::DispatcherError;
use crate::clock::Clock;
use crate::sequencer::Handle;

/// How often the calendar is looked at, in seconds.
const LOOK_SECONDS: u64 = 5;

/// Refuses a hub whose time zone does not exist, because its days would change at a wrong midnight.
pub(crate) fn check_zone(catalog: &Catalog) -> Result<(), DispatcherError> {
    let zone = catalog.time_zone.parse::<Tz>();
    zone.map(drop).map_err(|_| DispatcherError::TimeZone(catalog.time_zone.clone()))
}

/// Closes the day that is over and opens the next.
pub(crate) struct Calendar {
    handle: Handle,
    clock: Arc<dyn Clock>,
    /// Why the day could not change when it was last tried; said once, however long it lasts.
    obstacle: Option<String>,
}

impl Calendar {
    pub(crate) fn new(handle: Handle, clock: Arc<dyn Clock>) -> Self {
        Self { handle, clock, obstacle: None }
    }

    /// Looks at the calendar until it is aborted.
    pub(crate) async fn keep(mut self) {
        let mut looks = tokio::time::interval(Duration::from_secs(LOOK_SECONDS));
        loop {
            looks.tick().await;
            self.look().await;
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
        self.show_time();
        is_new
    }

    /// Shows the hub anew where something opened, closed or gave its last ticket since it was shown.
    fn show_time(&self) {
        let (latest, now) = (self.handle.latest(), self.clock.now());
        if engine::view::kiosk(&latest.state, latest.at) != engine::view::kiosk(&latest.state, now) {
            self.handle.show_at(now);
        }
    }

    /// Closes a day that is over and opens today's in its hours, unless it was opened before.
    async fn change_day(&self) -> Result<(), String> {
        let (now, state) = (self.clock.now(), self.handle.latest().state);
        let times = OpeningTimes::new(state.catalog());
        let today = times.date(now);
        if let Some(last) = state.last_day().filter(|last| *last > today) {
            return Err(format!("{last} was opened, but the clock says {today}; check the computer's date"));
        }
        // No client can send an id with a colon, and the place in the journal makes each attempt another intent:
        // an answer kept from an earlier one is never taken for this one's.
        let seq = state.seq().0;
        if let Some(open) = state.day().filter(|open| is_over(&state, &times, *open, now)) {
            self.ask(format!("day:close:{open}:{seq}"), Command::CloseDay).await?;
        }
        let is_new = state.last_day() != Some(today);
        let is_due = times.day(today).is_some_and(|(opens, closes)| opens <= now && now < closes);
        if is_new && is_due { self.open(today, seq).await } else { Ok(()) }
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

/// Whether an open day has to end: its date is over, or its hours are and nobody is served.
///
/// A day that was opened after its hours was meant to be open, so it stays so up to midnight.
fn is_over(state: &State, times: &OpeningTimes<'_>, open: DayDate, now: Timestamp) -> bool {
    if now >= times.midnight_after(open) {
        return true;
    }
    let Some((_, closes)) = times.day(open) else { return false };
    let was_opened_before = state.opened_at().is_some_and(|opened_at| opened_at < closes);
    now >= closes && was_opened_before && !state.is_serving()
}

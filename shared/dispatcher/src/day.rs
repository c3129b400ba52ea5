//! Opens and closes each day by the hub's own calendar, and tells the hub when time has come for something.

use std::sync::Arc;
use std::time::Duration;

use calendar::OpeningTimes;
use chrono_tz::Tz;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::ids::CommandId;
use domain::{DayDate, Timestamp};
use engine::State;
use engine::view::Moment;

use crate::DispatcherError;
use crate::clock::Clock;
use crate::sequencer::Handle;

/// How often the calendar and the next deadline are looked at, in seconds.
const LOOK_SECONDS: u64 = 5;
/// A clock that shows a day before the open one is believed once it has done so this many looks in a row: a computer
/// that starts without its time must not send everybody home before the network tells it.
pub(crate) const LOOKS_BEFORE_TURNING_BACK: u32 = 12;
/// A clock by which a day is over, and no other begins, is believed once it has shown so for this many looks in a row:
/// a day closed by a clock that was ahead could not be opened again.
pub(crate) const LOOKS_BEFORE_CLOSING: u32 = LOOKS_BEFORE_TURNING_BACK;

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
    /// Looks in a row at which the clock showed a day before the last one.
    looks_behind: u32,
    /// Looks in a row at which the open day was over.
    looks_over: u32,
}

impl Calendar {
    pub(crate) fn new(handle: Handle, clock: Arc<dyn Clock>) -> Self {
        Self { handle, clock, obstacle: None, looks_behind: 0, looks_over: 0 }
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

    /// Looks at the clock and the calendar once; true when that was worth a line in the log.
    pub(crate) async fn look(&mut self) -> bool {
        self.handle.look_at_clock().await;
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
        let mut locations = latest.state.catalog().locations.iter();
        let shown = |id, at| engine::view::kiosk(&latest.state, id, Moment { now: at, waits: &latest.waits });
        if locations.any(|location| shown(&location.id, latest.at) != shown(&location.id, now)) {
            self.handle.show_at(now);
        }
    }

    /// Closes a day that is over and opens today's in its hours, unless today was opened before: its codes were given
    /// then.
    ///
    /// A day is over too when it lies ahead of a clock that stays behind it: the clock was wrong when it was opened.
    async fn change_day(&mut self) -> Result<(), String> {
        let (now, state) = (self.clock.now(), self.handle.latest().state);
        let times = OpeningTimes::new(state.catalog());
        let today = times.date(now);
        let (last, is_new) = (state.last_day(), !state.was_opened(today));
        let is_due = is_new && times.day(today).is_some_and(|(opens, closes)| opens <= now && now < closes);
        let ahead = last.filter(|last| *last > today);
        self.looks_behind = looks(self.looks_behind, ahead.is_some());
        let is_turned_back = is_due && self.looks_behind >= LOOKS_BEFORE_TURNING_BACK;
        let doubted = ahead.filter(|_| is_new && !is_turned_back);
        let is_over = |open: &DayDate| doubted.is_none() && (is_new || is_after_hours(&state, &times, *open, now));
        let over = state.day().filter(is_over);
        self.looks_over = looks(self.looks_over, over.is_some());
        if let Some(last) = doubted {
            return Err(format!("{last} was opened, but the clock says {today}; check the computer's date"));
        }
        let is_believed = is_due || self.looks_over >= LOOKS_BEFORE_CLOSING;
        // Whoever is served when the hours end is served to the end; a date has an end of its own.
        let may_close = is_believed && (is_new || !state.is_serving());
        // No client can send an id with a colon, and the place in the journal makes each attempt another intent:
        // an answer kept from an earlier one is never taken for this one's.
        let seq = state.seq().0;
        if let Some(open) = over.filter(|_| may_close) {
            self.ask(format!("day:close:{open}:{seq}"), Command::CloseDay).await?;
        }
        if !is_new && last != Some(today) {
            return Err(format!("the clock says {today}, a day that was opened before; check the computer's date"));
        }
        if is_due { self.open(today, seq).await } else { Ok(()) }
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

/// One more look in a row at which something is so, or none.
fn looks(before: u32, is_so: bool) -> u32 {
    if is_so { before.saturating_add(1) } else { 0 }
}

/// Whether the hours are over that a day keeps which is open on a date that was opened once.
///
/// An earlier day goes on for a date whose own codes were given before, and keeps that date's hours.
/// A later one waits for its own: closed before, it could not be opened again on its date.
/// A day that was opened after its hours was meant to be open, so it stays so up to midnight.
fn is_after_hours(state: &State, times: &OpeningTimes<'_>, open: DayDate, now: Timestamp) -> bool {
    let today = times.date(now);
    let Some((_, closes)) = times.day(today).filter(|_| open <= today) else { return false };
    let was_opened_before = state.opened_at().is_some_and(|opened_at| opened_at < closes);
    now >= closes && was_opened_before
}

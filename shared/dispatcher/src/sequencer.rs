//! The one thread that decides and writes: drains what waits, commits it as one group, then answers.

mod book;
mod due;
mod gather;
mod handle;
mod import;
mod offline;
mod replay;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CommandId, Seq, TicketId};
use domain::view::TicketView;
use engine::view::Moment;
use engine::{ClockWatch, State};
use protocol::{Problem, Reply};
use store::{AppendError, Batch, HubReader, HubStore, LeaseUntil, StoreError, Stored, StoredReply, Term};
use tokio::sync::{oneshot, watch};

use crate::DispatcherError;
use crate::clock::Clock;
use crate::follow;
use crate::problem;
use crate::secret;
use crate::views::Published;

pub(crate) use book::{BOOKINGS_KEPT_MAX, BOOKINGS_PER_DAY_MAX, Bookings};
pub(crate) use handle::{Answer, Answered, Handle, Learnt, Storage};
pub(crate) use import::{Import, outcome};

use gather::Gathered;
use handle::{Asked, Order, Wanted};
use replay::{catch_up, replay};

/// Commands that may wait for the sequencer.
const WAITING_COMMANDS_MAX: usize = 4_096;
/// Commands in one commit; beyond 64 nothing is gained, so this only bounds memory.
const COMMANDS_PER_COMMIT_MAX: usize = 256;
/// How long replies are kept for a retry, in days; longer than any machine stays away.
const REPLIES_KEPT_DAYS: i64 = 7;
/// How long the right to write lasts without being renewed, in seconds.
const LEASE_SECONDS: u64 = 15;
/// The right to write is renewed this many times before it would end.
const RENEWALS_PER_LEASE: u32 = 3;
/// Nothing to write for this long counts as rest, in milliseconds.
const REST_MILLIS: u64 = 500;

/// How the sequencer ended; when it panicked, nothing comes.
pub(crate) type End = oneshot::Receiver<Result<(), DispatcherError>>;

/// Replays the journal and starts the thread.
pub(crate) fn start(
    catalog: Arc<Catalog>,
    mut store: Box<dyn HubStore>,
    reader: Box<dyn HubReader>,
    clock: Arc<dyn Clock>,
) -> Result<(Handle, End), StoreError> {
    let hub = catalog.id.clone();
    let holder = format!("dispatcher {}", std::process::id());
    // Before the first write, so that a journal that cannot be read is left as it was.
    let (mut state, mut dates) = replay(&catalog, &hub, reader.as_ref())?;
    let term = store
        .acquire(&hub, &holder, Duration::from_secs(LEASE_SECONDS))?
        .ok_or_else(|| StoreError::Fenced { hub: hub.clone() })?;
    let lease = store.renew(&term)?;
    // Whoever held the hub until this moment may have written more.
    let seq = state.seq();
    catch_up(&mut state, &mut dates, seq, &hub, reader.as_ref())?;
    let watch = ClockWatch::new(dates, clock.look());
    tracing::info!(hub = %hub, seq = state.seq().0, epoch = term.epoch, "journal replayed");
    let (publisher, published) = watch::channel(Published::new(state.clone(), clock.now()));
    let (health, storage) = watch::channel(Storage::Well);
    let (orders, receiver) = sync_channel(WAITING_COMMANDS_MAX);
    let handle = Handle { orders, published, publisher: publisher.clone(), storage };
    let sequencer =
        Sequencer { catalog, term, lease, store, reader, clock, state, watch, publisher, health, is_rested: true };
    let (end, ended) = oneshot::channel();
    std::thread::Builder::new()
        .name("sequencer".to_owned())
        .spawn(move || {
            // Whoever waited for the end may be gone with the runtime.
            let _ = end.send(sequencer.run(&receiver));
        })
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok((handle, ended))
}

struct Sequencer {
    catalog: Arc<Catalog>,
    term: Term,
    lease: LeaseUntil,
    store: Box<dyn HubStore>,
    reader: Box<dyn HubReader>,
    clock: Arc<dyn Clock>,
    state: State,
    watch: ClockWatch,
    publisher: watch::Sender<Published>,
    health: watch::Sender<Storage>,
    /// Whether nothing was written since the store last rested.
    is_rested: bool,
}

/// Whom to answer what, once the commit is durable.
type Owed = Vec<(oneshot::Sender<Answered>, CommandId, Answered)>;

impl Sequencer {
    /// Works until it is told to stop; an error when this dispatcher must not go on.
    fn run(mut self, orders: &Receiver<Order>) -> Result<(), DispatcherError> {
        let renewal_every = self.term.ttl / RENEWALS_PER_LEASE;
        let mut renewed = Instant::now();
        let mut gathered = Gathered::default();
        let mut is_stopping = false;
        while !is_stopping {
            let until_renewal = renewal_every.saturating_sub(renewed.elapsed());
            let rest = if self.is_rested { until_renewal } else { Duration::from_millis(REST_MILLIS) };
            match orders.recv_timeout(rest.min(until_renewal)) {
                Ok(order) => is_stopping = gathered.drain(order, orders),
                Err(RecvTimeoutError::Timeout) => self.rest(),
                Err(RecvTimeoutError::Disconnected) => is_stopping = true,
            }
            for look in gathered.looks.drain(..) {
                look(self.reader.as_ref(), &self.term.hub);
            }
            let looks_at_clock = !gathered.clock_looks.is_empty();
            if looks_at_clock || !gathered.asked.is_empty() {
                self.commit(gathered.asked.drain(..), looks_at_clock)?;
            }
            for done in gathered.clock_looks.drain(..) {
                // Whoever wanted it may be gone.
                let _ = done.send(());
            }
            for chore in gathered.chores.drain(..) {
                self.is_rested = false;
                chore(self.store.as_mut(), &self.term);
            }
            if renewed.elapsed() >= renewal_every {
                self.renew()?;
                renewed = Instant::now();
            }
        }
        if let Err(error) = self.store.release(self.term) {
            tracing::warn!(%error, "the journal was not left tidy; nothing is lost");
        }
        Ok(())
    }

    /// Decides a group, writes it, answers it. An error when this dispatcher has to stop.
    fn commit(&mut self, asked: impl Iterator<Item = Asked>, looks_at_clock: bool) -> Result<(), DispatcherError> {
        let (first, day_before, watch) = (self.state.seq().next(), self.state.last_day(), self.watch);
        let (mut batch, mut seen, mut owed) = (Batch::default(), BTreeMap::new(), Owed::new());
        if looks_at_clock {
            let now = self.look_at_clock(&mut batch);
            self.call_where_due(now, &mut batch);
        }
        for Asked { id, wanted, answer } in asked {
            let result = self.answer_one(&id, &wanted, &mut batch, &mut seen);
            owed.push((answer, id, result));
        }
        let going_on = if batch == Batch::default() { Ok(()) } else { self.write(first, &batch, &mut owed) };
        self.settle_clock(first, &batch, watch);
        if !batch.events.is_empty() {
            let (state, at) = (Arc::new(self.state.clone()), self.clock.now());
            self.publisher.send_modify(|published| *published = published.with(state, at));
        }
        for (sender, _, result) in owed {
            // Whoever asked may have hung up; the command counts all the same.
            let _ = sender.send(result);
        }
        if batch.events.iter().any(|stored| matches!(stored.event, Event::DayOpened { .. })) {
            self.prune_replies();
            self.prune_book(day_before);
        }
        going_on
    }

    fn answer_one(
        &mut self,
        id: &CommandId,
        wanted: &Wanted,
        batch: &mut Batch,
        seen: &mut BTreeMap<CommandId, StoredReply>,
    ) -> Answered {
        let request = wanted.request().map_err(|error| problem::bad_request(&error.to_string()))?;
        if let Some(reply) = self.known_reply(id, seen)? {
            if !offline::is_superseded(&reply) && !is_same(&reply.request, &request, wanted) {
                return Err(problem::command_id_reused());
            }
            return Ok(Answer { status: reply.status, body: reply.body });
        }
        let now = self.look_at_clock(batch);
        self.catch_up(now, batch)?;
        let answer = match wanted {
            Wanted::Command(command) => {
                let committed = self.supersede(id, command, now, batch, seen)?;
                self.decide(command, committed, now, batch)?
            }
            Wanted::Catalog(import) => self.import(import, now, batch),
            Wanted::Appointments(import) => self.book(import, now, batch)?,
            Wanted::Learnt(learnt) => {
                let events = engine::learn(&self.state, learnt.durations.as_ref(), learnt.calibration);
                self.take(events, now, batch);
                Answer::done(&Reply::at(self.state.seq()))
            }
        };
        let reply = StoredReply {
            command: id.clone(),
            request,
            seq: self.state.seq(),
            status: answer.status,
            body: answer.body.clone(),
            at: now,
        };
        seen.insert(id.clone(), reply.clone());
        batch.replies.push(reply);
        self.call_where_due(now, batch);
        Ok(answer)
    }

    /// The date of what happens now; that somebody set the clock comes before it, like what happens by itself.
    fn look_at_clock(&mut self, batch: &mut Batch) -> Timestamp {
        let (now, step) = self.watch.look(self.clock.look());
        self.take(step.into_iter().collect(), now, batch);
        now
    }

    /// Says that the clock was set, where that is written; a step that is not is told with the next commit.
    fn settle_clock(&mut self, first: Seq, batch: &Batch, before: ClockWatch) {
        for stored in &batch.events {
            let Event::ClockStepped { from, to } = &stored.event else { continue };
            if self.state.seq() < first {
                self.watch.go_back(before, self.watch.dates());
            } else {
                tracing::warn!(%from, %to, "the computer's clock was set");
            }
        }
    }

    /// The date of what was just written, or later.
    fn now(&self) -> Timestamp {
        self.watch.dates().date(self.clock.now())
    }

    /// What has happened by itself until a moment comes before what is asked at that moment.
    fn catch_up(&mut self, now: Timestamp, batch: &mut Batch) -> Result<(), Box<Problem>> {
        if engine::next_deadline(&self.state).is_some_and(|deadline| deadline <= now) {
            self.decide(&Command::ClockReached, None, now, batch)?;
            self.call_where_due(now, batch);
        }
        Ok(())
    }

    /// Decides a command on the state with the batch so far, and takes its events into both.
    ///
    /// A day begins with what is booked for it; one that cannot be read opens no day.
    fn decide(
        &mut self,
        command: &Command,
        committed: Option<TicketId>,
        now: Timestamp,
        batch: &mut Batch,
    ) -> Answered {
        let gives_ticket = matches!(command, Command::TakeTicket { .. } | Command::CheckIn { .. });
        let follow = if gives_ticket { secret::follow_token() } else { None };
        let waits = self.publisher.borrow().waits.clone();
        let moment = Moment { now, waits: &waits };
        let context = engine::Context { moment, follow, committed };
        let events = match engine::decide_in(&self.state, command, &context) {
            Ok(events) => events,
            Err(rejection) => return Ok(Answer::refused(&problem::of_rejection(&rejection))),
        };
        let booked = self.booked_for(&events, batch)?;
        let ticket = engine::subject(&events);
        let follow = follow.filter(|_| events.iter().any(|event| matches!(event, Event::TicketTaken { .. })));
        self.take(events, now, batch);
        self.take(engine::plan(&self.state, &booked, &[]), now, batch);
        let ticket = ticket.and_then(|ticket| engine::view::ticket(&self.state, ticket, moment));
        let follow_url = follow.and_then(|token| follow::url(self.state.catalog(), token));
        let ticket = ticket.map(|view| TicketView { follow_url, ..view });
        let kiosk = if let Command::LeaseCodes { device, .. } = command { Some(device) } else { None };
        let lease = kiosk.and_then(|device| engine::view::lease(&self.state, device));
        Ok(Answer::done(&Reply { ticket, follow, lease, ..Reply::at(self.state.seq()) }))
    }

    /// Takes events into the state and the batch.
    fn take(&mut self, events: Vec<Event>, now: Timestamp, batch: &mut Batch) {
        for event in events {
            let seq = self.state.seq().next();
            engine::evolve(&mut self.state, seq, now, &event);
            self.watch.read(now, &event);
            batch.events.push(Stored { seq, at: now, event });
        }
    }

    fn write(&mut self, first: Seq, batch: &Batch, owed: &mut Owed) -> Result<(), DispatcherError> {
        let written = self.store.append(&self.term, first, batch);
        self.is_rested = false;
        self.tell_health(&written);
        match written {
            Ok(()) => Ok(()),
            Err(error) => self.recover(&error, owed),
        }
    }

    /// Lets `/health` know, and says it once in the log however often it happens.
    fn tell_health(&self, written: &Result<(), AppendError>) {
        let health = match written {
            Ok(()) => Storage::Well,
            Err(AppendError::Full) => Storage::Full,
            Err(
                AppendError::Fenced { .. }
                | AppendError::Conflict { .. }
                | AppendError::Unavailable(_)
                | AppendError::Unknown(_),
            ) => Storage::Failing,
        };
        if self.health.send_replace(health) != health {
            match written {
                Ok(()) => tracing::info!("the journal is written again"),
                Err(error) => tracing::error!(%error, "the journal was not written; reading it again"),
            }
        }
    }

    /// After a failed append memory is worth nothing: reads the journal again and corrects what is owed.
    fn recover(&mut self, error: &AppendError, owed: &mut Owed) -> Result<(), DispatcherError> {
        let is_full = matches!(error, AppendError::Full);
        let going_on = match replay(&self.catalog, &self.term.hub, self.reader.as_ref()) {
            Ok((state, dates)) => {
                self.state = state;
                self.watch.go_back(self.watch, dates);
                let is_fenced = matches!(error, AppendError::Fenced { .. });
                if is_fenced { Err(StoreError::Fenced { hub: self.term.hub.clone() }.into()) } else { Ok(()) }
            }
            Err(error) => Err(error.into()),
        };
        for (_, id, result) in owed.iter_mut().filter(|(_, _, result)| result.is_ok()) {
            // The commit may have happened after all; the journal knows.
            *result = match self.reader.reply(&self.term.hub, id) {
                Ok(Some(reply)) => Ok(Answer { status: reply.status, body: reply.body }),
                Ok(None) | Err(_) => Err(problem::storage(is_full)),
            };
        }
        going_on
    }

    /// Keeps the right to write; an error once it is lost, or may be.
    fn renew(&mut self) -> Result<(), DispatcherError> {
        match self.store.renew(&self.term) {
            Ok(lease) => self.lease = lease,
            Err(StoreError::Fenced { hub }) => return Err(StoreError::Fenced { hub }.into()),
            Err(error) if Instant::now() >= self.lease.0 => return Err(error.into()),
            Err(error) => tracing::warn!(%error, "the right to write was not renewed; it is tried again"),
        }
        Ok(())
    }

    fn rest(&mut self) {
        if !self.is_rested {
            self.is_rested = true;
            if let Err(error) = self.store.rest() {
                tracing::warn!(%error, "the journal was not tidied; it is tried again after the next commit");
            }
        }
    }

    /// Forgets the replies nobody will ask for again.
    fn prune_replies(&mut self) {
        let before = self.now() - TimeDelta::days(REPLIES_KEPT_DAYS);
        match self.store.prune_replies(&self.term, before) {
            Ok(0) => (),
            Ok(pruned) => tracing::info!(pruned, "old replies forgotten"),
            Err(error) => tracing::warn!(%error, "old replies were not forgotten; it is tried again tomorrow"),
        }
    }
}

/// Whether a kept request is the one that is asked again; an earlier program may have written it with fewer members.
fn is_same(kept: &str, request: &str, wanted: &Wanted) -> bool {
    let is_same_command = |command: &Command| serde_json::from_str::<Command>(kept).is_ok_and(|kept| kept == *command);
    kept == request || matches!(wanted, Wanted::Command(command) if is_same_command(command))
}

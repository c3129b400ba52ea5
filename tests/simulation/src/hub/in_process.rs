//! The engine behind a sequencer without a thread: the same steps in the same order, on the simulated journal.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::appointment::Appointment;
use domain::catalog::Catalog;
use domain::catalog_change::Conflict;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AppointmentId, CommandId, CounterId, LocationId, Seq, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView, TicketView};
use engine::{ClockWatch, Dates, Look, State};
use protocol::{Problem, Reason, Reply};
use store::{AppendError, Batch, Fault, HubReader, HubStore, SimStore, Stored, StoredReply, Term};

use super::{Answer, Hub, Rules};
use crate::office::source_of;

/// How long replies are kept for a retry, in days.
pub const REPLIES_KEPT_DAYS: i64 = 7;
/// How long the right to write lasts, in seconds; longer than any run.
const LEASE_SECONDS: u64 = 86_400;

/// A hub in this thread.
pub struct InProcess<R> {
    rules: R,
    /// The hub file with which the first start was made.
    catalog: Arc<Catalog>,
    store: SimStore,
    term: Term,
    state: State,
    watch: ClockWatch,
    clock: Look,
}

impl<R: Rules> InProcess<R> {
    /// A hub whose journal begins with its hub file.
    ///
    /// # Panics
    /// Never: a journal in memory can always be taken.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, now: Timestamp, rules: R) -> Self {
        let mut store = SimStore::default();
        let taken = store.acquire(&catalog.id, "simulation", Duration::from_secs(LEASE_SECONDS));
        let term = taken.ok().flatten().expect("nobody else has a journal in this memory");
        let state = State::new(catalog.clone());
        let clock = Look { clock: now, counter: Duration::ZERO };
        let watch = ClockWatch::new(Dates::default(), clock);
        let mut hub = Self { rules, catalog: catalog.clone(), store, term, state, watch, clock };
        hub.import(&CommandId::new("catalog:hub-file:0"), &catalog, &source_of(&catalog));
        hub
    }

    /// The hub with the catalog it had after a place, and nothing else.
    fn before(&self, place: Seq) -> State {
        let mut state = State::new(self.catalog.clone());
        if let Some(stored) = self.store.catalog_before(&self.term.hub, place.next()).ok().flatten() {
            self.rules.replay(&mut state, stored.seq, stored.at, &stored.event);
        }
        state
    }

    /// What the journal tells of the clock.
    fn dates(&self) -> Dates {
        let mut dates = Dates::default();
        self.journal(Seq(0)).iter().for_each(|stored| dates.read(stored.at, &stored.event));
        dates
    }

    fn replayed(&self, is_all: bool) -> State {
        let open = if is_all { None } else { self.store.last_day_open(&self.term.hub).ok().flatten() };
        let after = Seq(open.map_or(0, |open| open.0 - 1));
        let mut state = self.before(after);
        // A journal in memory can always be read.
        for day in self.store.days(&self.term.hub).unwrap_or_default() {
            self.rules.remember_day(&mut state, day);
        }
        for stored in self.journal(after) {
            self.rules.replay(&mut state, stored.seq, stored.at, &stored.event);
        }
        state
    }

    fn decide(&mut self, command: &Command, now: Timestamp, batch: &mut Batch) -> Answer {
        let events = match self.rules.decide(&self.state, command, now) {
            Ok(events) => events,
            Err(rejection) => return problem(409, rejection.code()),
        };
        let ticket = engine::subject(&events);
        self.happens(events, now, batch);
        let ticket = ticket.and_then(|ticket| self.rules.ticket(&self.state, ticket, now));
        let reply = Reply { ticket, ..Reply::at(self.state.seq()) };
        Answer { status: 200, body: serde_json::to_string(&reply).unwrap_or_default() }
    }

    /// Has each counter call that has to by itself.
    fn call_where_due(&mut self, now: Timestamp, batch: &mut Batch) {
        for _ in 0..self.state.catalog().counters.len() {
            let Some(counter) = self.rules.due_call(&self.state, now) else { return };
            let called = self.rules.call_by_itself(&self.state, &Command::CallNext { counter }, now);
            // Of a wrong rule; it is noticed by what is not called.
            let Ok(events) = called else { return };
            self.happens(events, now, batch);
        }
    }

    fn happens(&mut self, events: Vec<Event>, now: Timestamp, batch: &mut Batch) {
        for event in events {
            let seq = self.state.seq().next();
            self.rules.evolve(&mut self.state, seq, now, &event);
            self.watch.read(now, &event);
            batch.events.push(Stored { seq, at: now, event });
        }
    }

    /// Has something wanted once, whatever it is: decided, written, and kept for a retry.
    fn once(
        &mut self,
        id: &CommandId,
        request: String,
        decide: impl FnOnce(&mut Self, Timestamp, &mut Batch) -> Answer,
    ) -> Answer {
        if let Ok(Some(reply)) = self.store.reply(&self.term.hub, id) {
            let is_same = reply.request == request;
            return if is_same {
                Answer { status: reply.status, body: reply.body }
            } else {
                problem(422, "command_id_reused")
            };
        }
        let (first, mut batch, watch) = (self.state.seq().next(), Batch::default(), self.watch);
        let (now, step) = self.rules.look(&mut self.watch, self.clock);
        let is_told = step.is_some();
        self.happens(step.into_iter().collect(), now, &mut batch);
        if engine::next_deadline(&self.state).is_some_and(|deadline| deadline <= now) {
            self.decide(&Command::ClockReached, now, &mut batch);
            self.call_where_due(now, &mut batch);
        }
        let answer = decide(self, now, &mut batch);
        if self.rules.keeps_answers() {
            let (command, seq) = (id.clone(), self.state.seq());
            let (status, body) = (answer.status, answer.body.clone());
            batch.replies.push(StoredReply { command, request, seq, status, body, at: now });
        }
        self.call_where_due(now, &mut batch);
        let answer = self.write(first, id, &batch, answer);
        if is_told && self.state.seq() < first {
            self.watch.go_back(watch, self.watch.dates());
        }
        if batch.events.iter().any(|stored| matches!(stored.event, Event::DayOpened { .. })) {
            let before = now - TimeDelta::days(REPLIES_KEPT_DAYS);
            // A journal in memory that is not told to fail does not.
            let _ = self.store.prune_replies(&self.term, before);
        }
        answer
    }

    fn write(&mut self, first: Seq, id: &CommandId, batch: &Batch, answer: Answer) -> Answer {
        match self.store.append(&self.term, first, batch) {
            Ok(()) => answer,
            Err(error) => {
                self.state = self.replayed(false);
                self.watch.go_back(self.watch, self.dates());
                match self.store.reply(&self.term.hub, id) {
                    Ok(Some(reply)) => Answer { status: reply.status, body: reply.body },
                    Ok(None) | Err(_) if matches!(error, AppendError::Full) => problem(507, "storage_full"),
                    Ok(None) | Err(_) => problem(503, "storage"),
                }
            }
        }
    }
}

fn problem(status: u16, code: &str) -> Answer {
    let problem = Problem::new(status, code, domain::text::Text::default());
    Answer { status, body: serde_json::to_string(&problem).unwrap_or_default() }
}

fn of_conflicts(conflicts: &[Conflict]) -> Answer {
    let mut problem = Problem::new(409, "catalog_breaks_tickets", domain::text::Text::default());
    let reason = |conflict: &Conflict| Reason {
        code: conflict.code().to_owned(),
        values: BTreeMap::new(),
        text: conflict.text(),
    };
    problem.reasons = conflicts.iter().map(reason).collect();
    Answer { status: 409, body: serde_json::to_string(&problem).unwrap_or_default() }
}

impl<R: Rules> Hub for InProcess<R> {
    fn set_clock(&mut self, now: Timestamp, counter: Duration) {
        self.clock = Look { clock: now, counter };
    }

    fn ask(&mut self, id: &CommandId, command: &Command) -> Answer {
        let request = serde_json::to_string(command).unwrap_or_default();
        self.once(id, request, |hub, now, batch| hub.decide(command, now, batch))
    }

    fn import(&mut self, id: &CommandId, catalog: &Arc<Catalog>, source: &str) -> Answer {
        self.once(id, format!("hub file\n{source}"), |hub, now, batch| {
            match hub.rules.change_catalog(&hub.state, catalog, source) {
                Ok(events) => {
                    hub.happens(events, now, batch);
                    Answer { status: 200, body: hub.state.catalog_version().to_string() }
                }
                Err(conflicts) => of_conflicts(&conflicts),
            }
        })
    }

    fn plan(&mut self, id: &CommandId, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Option<Answer> {
        let request = serde_json::to_string(&(appointments, cancelled)).unwrap_or_default();
        Some(self.once(id, request, |hub, now, batch| {
            let events = hub.rules.plan(&hub.state, appointments, cancelled);
            hub.happens(events, now, batch);
            Answer { status: 200, body: hub.state.seq().0.to_string() }
        }))
    }

    fn is_told_of_appointments(&self) -> bool {
        true
    }

    fn learn(
        &mut self,
        id: &CommandId,
        durations: Option<&Durations>,
        stretched: Option<WaitCalibration>,
    ) -> Option<Answer> {
        Some(self.once(id, "learnt".to_owned(), |hub, now, batch| {
            let events = hub.rules.learn(&hub.state, durations, stretched);
            hub.happens(events, now, batch);
            let reply = Reply::at(hub.state.seq());
            Answer { status: 200, body: serde_json::to_string(&reply).unwrap_or_default() }
        }))
    }

    fn fail_next(&mut self, fault: Fault) {
        self.store.fail_next(fault);
    }

    fn restart(&mut self) {
        self.state = self.replayed(false);
        self.watch = ClockWatch::new(self.dates(), self.clock);
    }

    fn journal(&self, after: Seq) -> Vec<Stored> {
        self.store.events(&self.term.hub, after, usize::MAX).unwrap_or_default()
    }

    fn kiosk(&self, location: &LocationId) -> Option<KioskView> {
        self.rules.kiosk(&self.state, location, self.clock.clock)
    }

    fn board(&self, location: Option<&LocationId>) -> BoardView {
        self.rules.board(&self.state, location, self.clock.clock)
    }

    fn counter(&self, id: &CounterId) -> Option<(CounterView, Timestamp)> {
        let now = self.clock.clock;
        engine::view::counter(&self.state, id, now).map(|view| (view, now))
    }

    fn manager(&self) -> (ManagerView, Timestamp) {
        let now = self.clock.clock;
        (self.rules.manager(&self.state, now), now)
    }

    fn appointments(&self) -> Option<AppointmentsView> {
        Some(engine::view::appointments(&self.state, None))
    }

    fn ticket(&self, id: TicketId) -> Option<TicketView> {
        self.rules.ticket(&self.state, id, self.clock.clock)
    }

    fn check_replay(&self, is_all: bool) -> Result<(), String> {
        if self.dates() != self.watch.dates() {
            return Err("the journal tells something else of the clock".to_owned());
        }
        if self.replayed(is_all) == self.state {
            return Ok(());
        }
        let from = if is_all { "the first event" } else { "the last opened day" };
        Err(format!("the state differs from its journal replayed from {from}"))
    }
}

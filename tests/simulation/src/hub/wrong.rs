//! Wrong rules, to prove that the simulation notices: each changes what the engine says from outside.
#![expect(clippy::wildcard_enum_match_arm, reason = "a wrong rule names the one thing it changes; all else is right")]

mod calling;
mod idle;
mod index;
mod list;
mod order;
mod places;
mod visits;

use std::collections::{BTreeMap, BTreeSet};

use domain::appointment::Appointment;
use domain::catalog::Catalog;
use domain::catalog_change::Conflict;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{AppointmentId, CounterId, LocationId, Seq, ServiceId, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::rejection::Rejection;
use domain::ticket::{Class, Code, LegState, Outcome, Step};
use domain::view::{BoardView, KioskView, ManagerView, QueueRow, TicketView};
use domain::{DayDate, Timestamp};
use engine::{ClockWatch, Look, State};

use super::Rules;

pub use list::Wrong;
use order::Later;

/// Every so many tickets one gets a code that was given before.
const TICKETS_PER_DOUBLED_CODE: u64 = 5;
/// Length of a code with one letter, in characters.
const CODE_CHARS: usize = 4;

/// The engine with one rule wrong.
#[derive(Clone, Debug)]
pub struct WrongRules {
    wrong: Wrong,
    codes: BTreeMap<Code, TicketId>,
    given: BTreeMap<char, u32>,
    /// The services of each ticket.
    legs: BTreeMap<TicketId, Vec<ServiceId>>,
    /// What they were before each time it was sent on, for taking that back.
    left: BTreeMap<TicketId, Vec<Vec<ServiceId>>>,
    /// What came to a visit of today later than its ticket.
    later: BTreeSet<Later>,
    last: u64,
}

impl WrongRules {
    /// The engine with this rule wrong.
    #[must_use]
    pub fn new(wrong: Wrong) -> Self {
        let (codes, given) = (BTreeMap::new(), BTreeMap::new());
        Self { wrong, codes, given, legs: BTreeMap::new(), left: BTreeMap::new(), later: BTreeSet::new(), last: 0 }
    }

    fn remember(&mut self, events: &[Event]) {
        for event in events {
            self.later.extend(order::later(event));
            match event {
                Event::TicketTaken { ticket, code, services, .. } => {
                    self.codes.insert(code.clone(), *ticket);
                    self.legs.insert(*ticket, services.clone());
                    self.last = ticket.0;
                    let letter = code.as_str().chars().next().unwrap_or('A');
                    *self.given.entry(letter).or_default() += 1;
                }
                Event::DirectServiceStarted { ticket, .. } => self.last = ticket.0,
                Event::ServiceAdded { ticket, service, .. } => {
                    self.legs.entry(*ticket).or_default().push(service.clone());
                }
                Event::TicketTransferred { ticket, leg, service, .. } => {
                    let legs = self.legs.entry(*ticket).or_default();
                    self.left.entry(*ticket).or_default().push(legs.clone());
                    legs.insert((leg + 1).min(legs.len()), service.clone());
                }
                Event::StepUndone { ticket, step: Step::Transfer, .. } => {
                    let before = self.left.get_mut(ticket).and_then(Vec::pop);
                    self.legs.extend(before.map(|before| (*ticket, before)));
                }
                _ => (),
            }
        }
    }

    /// The right call with another person in it.
    pub(super) fn calls(
        &self,
        state: &State,
        counter: &CounterId,
        row: Option<&QueueRow>,
        otherwise: Vec<Event>,
        now: Timestamp,
    ) -> Vec<Event> {
        let Some((row, ticket)) = row.and_then(|row| Some((row, row.ticket?))) else { return otherwise };
        if engine::subject(&otherwise) == Some(ticket) {
            return otherwise;
        }
        let is_of_it = |leg: &ServiceId| leg.as_str() == row.service.it;
        let leg = self.legs.get(&ticket).and_then(|legs| legs.iter().rposition(is_of_it)).unwrap_or(0);
        let begins = otherwise.iter().any(|event| matches!(event, Event::ServiceStarted { .. }));
        let started = Event::ServiceStarted { ticket, leg, counter: counter.clone() };
        let reason = calling::reason(state, counter, (row, leg), &otherwise, now);
        let called = Event::TicketCalled { ticket, leg, counter: counter.clone(), reason };
        std::iter::once(called).chain(begins.then_some(started)).collect()
    }

    fn calls_wrongly(&self, state: &State, command: &Command, right: Vec<Event>, now: Timestamp) -> Vec<Event> {
        let Command::CallNext { counter } = command else { return right };
        let queue = engine::view::counter(state, counter, now).map(|view| view.queue).unwrap_or_default();
        let first = queue.first();
        let is_like =
            |row: &&QueueRow| first.is_some_and(|first| (first.class, &first.service) == (row.class, &row.service));
        let by_index = |change: fn(policy::Index) -> policy::Index| {
            let reason = right.iter().find_map(|event| match event {
                Event::TicketCalled { reason, .. } => reason.as_deref(),
                _ => None,
            });
            index::call(state, counter, reason?, change, now)
        };
        let row = match self.wrong {
            Wrong::LastComeFirstCalled => queue.iter().rfind(is_like).cloned(),
            Wrong::WalkInsFirst => queue.iter().find(|row| row.class == Class::WalkIn).cloned(),
            Wrong::PressureIsIgnored => by_index(|index| policy::Index { pressure_weight: 0.0, ..index }),
            Wrong::HeadStartIsMissing => by_index(|index| policy::Index { head_start_minutes: [0.0; 3], ..index }),
            Wrong::SecondSkillsCostNothing => by_index(|index| policy::Index { extra_weight: 0.0, ..index }),
            Wrong::DistanceIsIgnored
            | Wrong::EarlyIsCalledLikeOthers
            | Wrong::PolicyIsNeverChanged
            | Wrong::OneInSoManyIsForgotten
            | Wrong::TargetsAreMixedUp
            | Wrong::TiesFallToTheOtherSide
            | Wrong::ReasonsStandAlike => return calling::called(self, state, command, right, now),
            Wrong::CallsSayNothing
            | Wrong::RunnerUpIsForgotten
            | Wrong::RunnerUpIsTheCalled
            | Wrong::RunnerUpIsFurtherBehind
            | Wrong::PressureIsOfNobody
            | Wrong::ReasonOfAnotherTicket => return calling::says(self, state, right, now),
            _ => None,
        };
        self.calls(state, counter, row.as_ref(), right, now)
    }

    fn code(&self, right: &Code) -> Code {
        let letter = right.as_str().chars().next().unwrap_or('A');
        match self.wrong {
            Wrong::CodesGoOnTheNextDay => {
                let number = self.given.get(&letter).copied().unwrap_or(0) + 1;
                Code::nth(letter, number).unwrap_or_else(|| right.clone())
            }
            Wrong::CodesWrap if right.as_str().chars().count() > CODE_CHARS => Code::new(letter, 1),
            Wrong::CodeGivenTwice if (self.last + 1).is_multiple_of(TICKETS_PER_DOUBLED_CODE) => {
                let last = self.codes.iter().find(|(_, ticket)| ticket.0 == self.last);
                last.map_or_else(|| right.clone(), |(code, _)| code.clone())
            }
            _ => right.clone(),
        }
    }

    fn changed(&self, state: &State, command: &Command, right: Vec<Event>, now: Timestamp) -> Vec<Event> {
        let right = visits::changed(self.wrong, command, right);
        let right = places::changed(self.wrong, command, right, now);
        let right = order::changed(self, state, right, now);
        if matches!(command, Command::CallNext { .. }) {
            return self.calls_wrongly(state, command, right, now);
        }
        let mut events: Vec<_> = right.into_iter().map(|event| self.changed_event(state, event)).collect();
        if let (Wrong::ReportKeptWhole, Command::ReportSlip { detail: all, .. }) = (self.wrong, command) {
            for event in &mut events {
                if let Event::SlipReported { detail, .. } = event {
                    detail.clone_from(all);
                }
            }
        }
        if self.wrong == Wrong::TakeoverLeavesTheTicket {
            events.retain(|event| !matches!(event, Event::TicketMoved { .. }));
        }
        if let (Wrong::RecallIsASecondCall, Command::Recall { counter }) = (self.wrong, command) {
            let leg = engine::decide(state, &Command::Start { counter: counter.clone() }, now);
            if let (Some(ticket), Ok([Event::ServiceStarted { leg, .. }])) = (engine::subject(&events), leg.as_deref())
            {
                events.push(Event::TicketCalled { ticket, leg: *leg, counter: counter.clone(), reason: None });
            }
        }
        events
    }

    fn changed_event(&self, state: &State, mut event: Event) -> Event {
        if let Event::TicketTaken { code, .. } = &mut event {
            *code = self.code(code);
        }
        match (self.wrong, event) {
            (Wrong::DayCloseForgetsTickets, Event::DayClosed { day, reason, .. }) => {
                Event::DayClosed { day, unserved: Vec::new(), reason }
            }
            (
                Wrong::FinishFreesAnotherCounter,
                Event::ServiceFinished { ticket, leg, counter, ready, outcome, delivered },
            ) => {
                let mut counters = state.catalog().counters.iter().map(|counter| &counter.id);
                let counter = counters.find(|other| **other != counter).unwrap_or(&counter).clone();
                Event::ServiceFinished { ticket, leg, counter, ready, outcome, delivered }
            }
            (_, event) => event,
        }
    }

    fn allowed(&self, state: &State, command: &Command, rejection: Rejection) -> Result<Vec<Event>, Rejection> {
        match (self.wrong, command, &rejection) {
            (Wrong::SignOutLeavesTheTicket, Command::SignOut { counter }, Rejection::TicketInHand { .. }) => {
                let clerk = engine::view::counter(state, counter, Timestamp::default()).and_then(|view| view.clerk);
                let clerk = clerk.ok_or(rejection)?.id;
                Ok(vec![Event::ClerkSignedOut { counter: counter.clone(), clerk }])
            }
            (Wrong::SignInTakesTheSeat, Command::SignIn { counter, clerk, .. }, Rejection::CounterTaken { .. }) => {
                Ok(vec![Event::ClerkSignedIn { counter: counter.clone(), clerk: clerk.clone() }])
            }
            (Wrong::RecallWithoutEnd, Command::Recall { counter }, Rejection::RecallLimit) => {
                let view = engine::view::counter(state, counter, Timestamp::default());
                let ticket = view.and_then(|view| view.current).ok_or(rejection)?.ticket;
                Ok(vec![Event::TicketRecalled { ticket, counter: counter.clone() }])
            }
            (Wrong::CallsForWhatNobodyHereServes, Command::CallNext { counter }, Rejection::NobodyWaiting) => {
                let counters = state.catalog().counters.iter();
                let queues = counters.filter_map(|other| engine::view::counter(state, &other.id, Timestamp::default()));
                let row = queues.flat_map(|view| view.queue).next();
                let call = self.calls(state, counter, row.as_ref(), Vec::new(), Timestamp::default());
                if call.is_empty() { Err(rejection) } else { Ok(call) }
            }
            (Wrong::DayOpensTwice, Command::OpenDay { day }, Rejection::DayNotAfterLast)
            | (Wrong::DayOpensFarAhead, Command::OpenDay { day }, Rejection::DayInFuture { .. }) => {
                Ok(vec![Event::DayOpened { day: *day, first_ticket: TicketId(self.last + 1) }])
            }
            (
                Wrong::ReportsWithoutEnd,
                Command::ReportSlip { ticket, outcome, detail },
                Rejection::SlipReportLimit { .. },
            ) => Ok(vec![Event::SlipReported { ticket: *ticket, outcome: *outcome, detail: detail.clone() }]),
            (Wrong::RefusalGivesAnotherReason, _, Rejection::NotStarted { .. }) => Err(Rejection::NoTicketInHand),
            (Wrong::TicketsWhileClosed, Command::TakeTicket { .. }, Rejection::DayClosed) => {
                self.takes(state, command).ok_or(rejection)
            }
            _ => Err(rejection),
        }
    }

    fn takes(&self, state: &State, command: &Command) -> Option<Vec<Event>> {
        let Command::TakeTicket { services, class, language, device, location, .. } = command else { return None };
        let letter = state.catalog().service(services.first()?)?.letter;
        Some(vec![Event::TicketTaken {
            ticket: TicketId(self.last + 1),
            code: Code::new(letter, 1),
            services: services.clone(),
            class: *class,
            language: *language,
            device: device.clone(),
            priority: None,
            weight: 0,
            follow: None,
            location: location.clone(),
            ready_at: None,
            appointment: None,
            waits_from: None,
            taken_offline_at: None,
            is_unleased: false,
        }])
    }
}

impl Rules for WrongRules {
    fn decide(&mut self, state: &State, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let decided = match engine::decide(state, command, now) {
            Ok(right) => Ok(self.changed(state, command, right, now)),
            Err(why) => match visits::allowed(self, state, command, &why, now)
                .or_else(|| places::allowed(self, state, command, &why, now))
                .or_else(|| order::allowed(self, state, command, &why, now))
            {
                Some(events) => Ok(events),
                None => self.allowed(state, command, why),
            },
        };
        if let Ok(events) = &decided {
            self.remember(events);
        }
        decided
    }

    fn due_call(&self, state: &State, now: Timestamp) -> Option<CounterId> {
        idle::due_call(self.wrong, state, now)
    }

    fn call_by_itself(&mut self, state: &State, call: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        self.decide(state, call, now).or_else(|why| idle::allowed(self.wrong, state, call, now).ok_or(why))
    }

    fn change_catalog(&mut self, state: &State, next: &Catalog, source: &str) -> Result<Vec<Event>, Vec<Conflict>> {
        places::change_catalog(self.wrong, state, next, source)
    }

    fn plan(&mut self, state: &State, appointments: &[Appointment], cancelled: &[AppointmentId]) -> Vec<Event> {
        let mut events = engine::plan(state, appointments, cancelled);
        if let (Wrong::CalledOffIsExpected, [Event::AppointmentsPlanned { cancelled, .. }]) =
            (self.wrong, events.as_mut_slice())
        {
            cancelled.clear();
        }
        events
    }

    fn evolve(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        let wrong = visits::evolved(self.wrong, event).or_else(|| places::evolved(self.wrong, state, event));
        if let Some(wrong) = wrong {
            engine::evolve(state, seq, at, &wrong);
            return;
        }
        let wrong = match (self.wrong, event) {
            (Wrong::LearntCountsTheNextDay, Event::DayOpened { .. }) => {
                let durations = state.durations().cloned().unwrap_or_default();
                engine::evolve(state, seq, at, event);
                Event::DurationsLearned { durations }
            }
            (Wrong::NoShowLosesTheTicket, Event::TicketNotShown { leg, counter, .. }) => {
                Event::TicketNotShown { ticket: TicketId(u64::MAX), leg: *leg, counter: counter.clone() }
            }
            (Wrong::NoShowWaitsOn, Event::TicketNotShown { ticket, leg, counter }) => Event::ServiceFinished {
                ticket: *ticket,
                leg: *leg,
                counter: counter.clone(),
                ready: Vec::new(),
                outcome: Outcome::Done,
                delivered: Vec::new(),
            },
            (Wrong::FinishEndsTheVisit, Event::ServiceFinished { ticket, leg, counter, .. }) => {
                engine::evolve(state, seq, at, event);
                Event::TicketNotShown { ticket: *ticket, leg: *leg, counter: counter.clone() }
            }
            _ => event.clone(),
        };
        engine::evolve(state, seq, at, &wrong);
        idle::evolved(self.wrong, state, seq, at, event);
    }

    fn replay(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        match (self.wrong, event) {
            (Wrong::ReplaySkipsRecalls, Event::TicketRecalled { .. })
            | (Wrong::ReplayForgetsUndos, Event::StepUndone { .. })
            | (Wrong::ReplayForgetsAutoNext, Event::AutoNextSet { .. })
            | (Wrong::ReplayForgetsWhatWasLearnt, Event::DurationsLearned { .. } | Event::WaitsCalibrated { .. }) => (),
            (Wrong::ReplaySkipsFiles, Event::CatalogChanged { .. }) if state.day().is_some() => (),
            // At a start the rules of the last hub file count, also those that did not before.
            (Wrong::RulesCountAfterTheStart, Event::CatalogChanged { .. }) => engine::evolve(state, seq, at, event),
            (Wrong::ReplayCountsAnew, Event::DayOpened { day, .. }) => {
                self.evolve(state, seq, at, &Event::DayOpened { day: *day, first_ticket: TicketId(1) });
            }
            _ => self.evolve(state, seq, at, event),
        }
    }

    fn remember_day(&self, state: &mut State, day: DayDate) {
        if self.wrong != Wrong::ReplayForgetsDays {
            state.remember_day(day);
        }
    }

    fn ticket(&self, state: &State, id: TicketId, now: Timestamp) -> Option<TicketView> {
        let mut view = engine::view::ticket(state, id, now)?;
        if self.wrong == Wrong::OneMoreIsAhead && view.state == LegState::Waiting {
            view.people_ahead += 1;
        }
        Some(view)
    }

    fn kiosk(&self, state: &State, location: &LocationId, now: Timestamp) -> Option<KioskView> {
        let mut view = engine::view::kiosk(state, &places::kiosk_of(self.wrong, state, location), now)?;
        view.location = Some(location.clone());
        if self.wrong == Wrong::KioskCountsOneMore {
            view.areas.iter_mut().flat_map(|area| &mut area.services).for_each(|service| service.waiting += 1);
        }
        Some(view)
    }

    fn board(&self, state: &State, location: Option<&LocationId>, now: Timestamp) -> BoardView {
        let mut view = engine::view::board(state, places::board_of(self.wrong, location), now);
        if self.wrong == Wrong::BoardKeepsCallsOpen {
            view.calls.iter_mut().for_each(|call| call.is_open = true);
        }
        view
    }

    fn manager(&self, state: &State, now: Timestamp) -> ManagerView {
        let mut view = engine::view::manager(state, now);
        if self.wrong == Wrong::ManagerSeesNoPressure {
            view.areas.iter_mut().for_each(|area| area.pressure_minutes = 0);
        }
        if self.wrong == Wrong::ManagerSeesNoPrinters {
            view.printers.clear();
        }
        view
    }

    fn learn(&self, state: &State, durations: Option<&Durations>, stretched: Option<WaitCalibration>) -> Vec<Event> {
        match self.wrong {
            Wrong::LearnsTheSameAgain => calling::learns(state, durations, stretched),
            _ => engine::learn(state, durations, stretched),
        }
    }

    fn keeps_answers(&self) -> bool {
        self.wrong != Wrong::RetryIsDecidedAgain
    }

    fn look(&mut self, watch: &mut ClockWatch, look: Look) -> (Timestamp, Option<Event>) {
        let (dates, before) = (watch.dates(), *watch);
        if self.wrong == Wrong::MadClockFillsTheJournal {
            *watch = ClockWatch::new(dates, watch.looked());
        }
        let (now, step) = watch.look(look);
        match self.wrong {
            Wrong::TimeRunsBackwards => (look.clock, step),
            Wrong::TimeStandsStill => (dates.date(look.clock), step),
            Wrong::StepsOfTheClockAreNotTold => (now, None),
            Wrong::StepsOfTheClockAreToldAgain => {
                *watch = before;
                (now, step)
            }
            _ => (now, step),
        }
    }
}

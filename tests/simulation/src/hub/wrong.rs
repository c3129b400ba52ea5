//! Wrong rules, to prove that the simulation notices: each changes what the engine says from outside.
#![expect(clippy::wildcard_enum_match_arm, reason = "a wrong rule names the one thing it changes; all else is right")]

mod visits;

use std::collections::BTreeMap;

use domain::command::Command;
use domain::event::Event;
use domain::ids::{CounterId, LocationId, Seq, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::ticket::{Class, Code, LegState, Outcome};
use domain::view::{BoardView, KioskView, QueueRow, TicketView};
use domain::{DayDate, Timestamp};
use engine::State;

use super::{Right, Rules};

/// Every so many tickets one gets a code that was given before.
const TICKETS_PER_DOUBLED_CODE: u64 = 5;
/// Length of a code with one letter, in characters.
const CODE_CHARS: usize = 4;

macro_rules! wrongs {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A rule that is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Wrong {
            $($(#[$doc])* $name,)*
        }

        impl Wrong {
            /// Every wrong rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

wrongs! {
    /// Whoever came last is called first.
    LastComeFirstCalled,
    /// Walk-ins are called before appointments and priorities.
    WalkInsFirst,
    /// The numbers behind the letters go on the next day.
    CodesGoOnTheNextDay,
    /// Now and then a code is given twice.
    CodeGivenTwice,
    /// After 999 comes 001 again.
    CodesWrap,
    /// Finishing frees another counter.
    FinishFreesAnotherCounter,
    /// Finishing one service ends the whole visit.
    FinishEndsTheVisit,
    /// Whoever does not come is still expected, at no counter.
    NoShowLosesTheTicket,
    /// Whoever does not come waits on for the next service.
    NoShowWaitsOn,
    /// Whoever is sent on starts to wait anew.
    TransferDropsTheWait,
    /// A clerk can leave somebody alone at the counter.
    SignOutLeavesTheTicket,
    /// A clerk who signs in elsewhere leaves the ticket behind.
    TakeoverLeavesTheTicket,
    /// Two clerks share a counter.
    SignInTakesTheSeat,
    /// The end of the day forgets who still waits.
    DayCloseForgetsTickets,
    /// Tickets are given on a closed day.
    TicketsWhileClosed,
    /// A call repeated is another call.
    RecallIsASecondCall,
    /// A call is repeated without end.
    RecallWithoutEnd,
    /// A clerk calls for a service somebody else can serve.
    CallsForWhatNobodyHereServes,
    /// A refusal gives another reason.
    RefusalGivesAnotherReason,
    /// One more is ahead than there are.
    OneMoreIsAhead,
    /// The kiosk shows one more waiting than there are.
    KioskCountsOneMore,
    /// A call stays open on the board.
    BoardKeepsCallsOpen,
    /// Reading the journal skips the repeated calls.
    ReplaySkipsRecalls,
    /// Reading the journal counts the tickets from the start.
    ReplayCountsAnew,
    /// A retry is a new command.
    RetryIsDecidedAgain,
    /// The journal follows the machine's clock back.
    TimeRunsBackwards,
    /// Time stands still until a clock that was ahead has been caught up with.
    TimeStandsStill,
    /// A day can be opened again.
    DayOpensTwice,
    /// A day can be opened however far ahead it is.
    DayOpensFarAhead,
    /// Reading the journal knows no day but the last.
    ReplayForgetsDays,
    /// A slip is reported on without end.
    ReportsWithoutEnd,
    /// All words of a report are kept.
    ReportKeptWhole,
    /// Whoever has waited is called before the one in so many.
    OneInSoManyIsForgotten,
    /// A call begins the service although somebody has to confirm the arrival.
    CallBeginsTheService,
    /// The arrival has to be confirmed although nobody does.
    ArrivalIsAlwaysConfirmed,
    /// What goes on at the same counter waits for another call.
    SameCounterSendsAway,
    /// Finishing calls nobody although it should.
    AutoNextCallsNobody,
    /// Of a call that began the service only the beginning is taken back.
    UndoOfHalfACommand,
    /// Whoever walks never arrives, and nothing laid aside comes back.
    NobodyArrives,
    /// Whoever has been served can be called elsewhere at once.
    WalksInNoTime,
    /// Whoever is sent on can be called at once.
    SentOnInNoTime,
    /// Whoever is sent on to wait as if new keeps the wait.
    SentOnAlwaysKeepsTheWait,
    /// Whoever is sent to somebody certain is called by anybody.
    SentToNobodyInParticular,
    /// All reasons for priority weigh the same.
    ReasonsWeighNothing,
    /// Of several services only the first is waited for.
    OnlyTheFirstServiceCounts,
    /// Whoever is reclassified becomes a walk-in.
    ReclassifiedIsAWalkIn,
    /// What is laid aside comes back a day late.
    ParkedForADay,
    /// Who lets others pass for some minutes is called meanwhile.
    MinutesAreNotLetPass,
    /// Who lets people pass keeps the place.
    LetsPassAsIfBehindNobody,
    /// Who has gone home is still called.
    CancelledWaitsOn,
    /// A service added to a visit is forgotten.
    AddedServiceIsLost,
    /// A call for help stands after somebody came.
    HelpStaysAsked,
    /// What was laid aside is given up when its time is over.
    ParkedNeverReturns,
    /// Whoever comes after a no-show waits like all others.
    RejoinsAtTheBack,
    /// A pausing counter calls.
    CallsDuringAPause,
    /// Every clerk calls by name.
    AnybodyCallsByName,
    /// A service is called by name before the one that comes first.
    HeldIsCalledByName,
    /// A kiosk issues as many tickets in a minute as it likes.
    KiosksHaveNoLimit,
    /// A step can be taken back for a day.
    UndoForADay,
    /// A no-show is taken back again and again.
    RejoinsTwice,
    /// A slip is printed again and again.
    ReprintsWithoutEnd,
    /// Others are let pass again and again.
    LetsPassWithoutEnd,
    /// Anybody goes on with what a clerk laid aside.
    ParkedIsAnybodys,
    /// Reading the journal skips what was taken back.
    ReplayForgetsUndos,
}

impl Wrong {
    /// Whether it shows only on a day on which more people come than there are codes.
    #[must_use]
    pub fn needs_a_crowd(self) -> bool {
        self == Self::CodesWrap
    }
}

/// The engine with one rule wrong.
#[derive(Clone, Debug)]
pub struct WrongRules {
    wrong: Wrong,
    codes: BTreeMap<Code, TicketId>,
    given: BTreeMap<char, u32>,
    sent_on: BTreeMap<Code, Timestamp>,
    /// The services of each ticket.
    legs: BTreeMap<TicketId, Vec<ServiceId>>,
    last: u64,
}

impl WrongRules {
    /// The engine with this rule wrong.
    #[must_use]
    pub fn new(wrong: Wrong) -> Self {
        let (codes, given, sent_on) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { wrong, codes, given, sent_on, legs: BTreeMap::new(), last: 0 }
    }

    fn remember(&mut self, state: &State, events: &[Event], now: Timestamp) {
        for event in events {
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
                    legs.insert((leg + 1).min(legs.len()), service.clone());
                    let code = engine::view::ticket(state, *ticket).map(|view| view.code);
                    self.sent_on.extend(code.map(|code| (code, now)));
                }
                Event::DayOpened { .. } => self.sent_on.clear(),
                _ => (),
            }
        }
    }

    /// The right call with another person in it.
    pub(super) fn calls(&self, counter: &CounterId, row: Option<&QueueRow>, otherwise: Vec<Event>) -> Vec<Event> {
        let Some((ticket, service)) = row.and_then(|row| Some((row.ticket?, row.service.it.as_str()))) else {
            return otherwise;
        };
        if engine::subject(&otherwise) == Some(ticket) {
            return otherwise;
        }
        let is_of_it = |leg: &ServiceId| leg.as_str() == service;
        let leg = self.legs.get(&ticket).and_then(|legs| legs.iter().rposition(is_of_it)).unwrap_or(0);
        let begins = otherwise.iter().any(|event| matches!(event, Event::ServiceStarted { .. }));
        let started = Event::ServiceStarted { ticket, leg, counter: counter.clone() };
        let called = Event::TicketCalled { ticket, leg, counter: counter.clone() };
        std::iter::once(called).chain(begins.then_some(started)).collect()
    }

    fn calls_wrongly(&self, state: &State, counter: &CounterId, right: Vec<Event>, now: Timestamp) -> Vec<Event> {
        let queue = engine::view::counter(state, counter, now).map(|view| view.queue).unwrap_or_default();
        let first = queue.first();
        let row = match self.wrong {
            Wrong::LastComeFirstCalled => queue.iter().rfind(|row| first.is_some_and(|first| first.class == row.class)),
            Wrong::OneInSoManyIsForgotten if first.is_some_and(|first| first.class == Class::WalkIn) => {
                queue.iter().find(|row| row.class != Class::WalkIn)
            }
            Wrong::WalkInsFirst => queue.iter().find(|row| row.class == Class::WalkIn),
            Wrong::TransferDropsTheWait => queue.iter().min_by_key(|row| {
                (std::cmp::Reverse(row.class), self.sent_on.get(&row.code).copied().unwrap_or(row.waiting_since))
            }),
            _ => None,
        };
        self.calls(counter, row, right)
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
        if let Command::CallNext { counter } = command {
            return self.calls_wrongly(state, counter, right, now);
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
                events.push(Event::TicketCalled { ticket, leg: *leg, counter: counter.clone() });
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
                let call = self.calls(counter, row.as_ref(), Vec::new());
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
        }])
    }
}

impl Rules for WrongRules {
    fn decide(&mut self, state: &State, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let decided = match engine::decide(state, command, now) {
            Ok(right) => Ok(self.changed(state, command, right, now)),
            Err(why) => match visits::allowed(self, state, command, &why, now) {
                Some(events) => Ok(events),
                None => self.allowed(state, command, why),
            },
        };
        if let Ok(events) = &decided {
            self.remember(state, events, now);
        }
        decided
    }

    fn evolve(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        if let Some(wrong) = visits::evolved(self.wrong, event) {
            engine::evolve(state, seq, at, &wrong);
            return;
        }
        let wrong = match (self.wrong, event) {
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
    }

    fn replay(&self, state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
        match (self.wrong, event) {
            (Wrong::ReplaySkipsRecalls, Event::TicketRecalled { .. })
            | (Wrong::ReplayForgetsUndos, Event::StepUndone { .. }) => (),
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

    fn ticket(&self, state: &State, id: TicketId) -> Option<TicketView> {
        let mut view = engine::view::ticket(state, id)?;
        if self.wrong == Wrong::OneMoreIsAhead && view.state == LegState::Waiting {
            view.people_ahead += 1;
        }
        Some(view)
    }

    fn kiosk(&self, state: &State, location: &LocationId, now: Timestamp) -> Option<KioskView> {
        let mut view = engine::view::kiosk(state, location, now)?;
        if self.wrong == Wrong::KioskCountsOneMore {
            view.areas.iter_mut().flat_map(|area| &mut area.services).for_each(|service| service.waiting += 1);
        }
        Some(view)
    }

    fn board(&self, state: &State, location: Option<&LocationId>) -> BoardView {
        let mut view = engine::view::board(state, location);
        if self.wrong == Wrong::BoardKeepsCallsOpen {
            view.calls.iter_mut().for_each(|call| call.is_open = true);
        }
        view
    }

    fn keeps_answers(&self) -> bool {
        self.wrong != Wrong::RetryIsDecidedAgain
    }

    fn now(&self, last_at: Option<Timestamp>, clock: Timestamp) -> Timestamp {
        match self.wrong {
            Wrong::TimeRunsBackwards => clock,
            Wrong::TimeStandsStill => last_at.map_or(clock, |last| last.max(clock)),
            _ => Right.now(last_at, clock),
        }
    }
}

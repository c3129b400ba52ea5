//! A hub, the model of it and the audit of its journal, living through the same things and compared after each.

mod time;
mod told;

use chrono::{Days, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CommandId, Seq};
use domain::{DayDate, Timestamp};
use protocol::{Problem, Reply};
use store::Stored;

use crate::audit::Audit;
use crate::commands;
use crate::coverage::Coverage;
use crate::hub::{Answer, Hub, REPLIES_KEPT_DAYS};
use crate::model::{Model, TheirCall, Verdict};
use crate::office::HubFile;
use crate::transition::{Fault, Transition};
use time::{Looked, Time};

/// All of the journal is replayed after every so many steps; what was lived through since the day opened, more often.
const STEPS_PER_WHOLE_REPLAY: u64 = 97;
/// The journal of the day is replayed after every so many steps.
pub(crate) const STEPS_PER_DAY_REPLAY: usize = 11;
/// With every so many tickets of a day its screens are looked at more seldom, and fewer of its tickets.
const GUESTS_PER_LOOK: usize = 120;
/// The calendar and the booking system have ids from here on, out of the way of all others.
const OWN_IDS_FROM: u64 = 1_000_000_000;

/// Something that must never be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What was broken, in one word or two; shrinking keeps to it.
    pub what: &'static str,
    /// How.
    pub how: String,
}

type Lived = Result<(), Contradiction>;

fn broken(what: &'static str) -> impl FnOnce(String) -> Contradiction {
    move |how| Contradiction { what, how }
}

/// An answer that a retry must get again.
struct Kept {
    id: u64,
    command: Command,
    answer: Answer,
    at: Timestamp,
    /// Whether a day opened when it was so old that it may have been thrown away.
    is_thrown_away: bool,
}

/// What an answer has to be.
enum Expected {
    /// Exactly this one.
    Same(Answer),
    /// A refusal that leaves no trace.
    Problem(&'static str),
    /// What the model says; kept for a retry.
    Fresh(Fresh),
}

/// What the model says of a command.
struct Fresh {
    verdict: Verdict,
    /// So much has happened by itself before it.
    before: u64,
    /// So much is written of calls that counters make by themselves after it.
    after: u64,
    /// The hub as the answer tells of it, where it has gone on since.
    at_answer: Option<Box<Model>>,
}

/// Everything.
pub struct World<H> {
    hub: H,
    /// The model, for whoever makes up what comes next.
    pub model: Model,
    /// What has been covered.
    pub coverage: Coverage,
    file: HubFile,
    audit: Audit,
    kept: Vec<Kept>,
    asked: Vec<(u64, Command)>,
    time: Time,
    fault: Option<Fault>,
    zone: Tz,
    steps: u64,
    own_ids: u64,
}

/// Whom a hub called by these events, in order, and why.
fn their_calls(events: &[Stored]) -> Vec<TheirCall> {
    let call = |stored: &Stored| {
        let Event::TicketCalled { ticket, leg, counter, reason } = &stored.event else { return None };
        let (counter, reason) = (counter.clone(), reason.as_deref().cloned());
        Some(TheirCall { counter, guest: ticket.0, errand: *leg, reason })
    };
    events.iter().filter_map(call).collect()
}

/// The place of the call of somebody whom a command named, where it is what an answer is of.
fn named(command: &Command, answer: &Answer, events: &[Stored]) -> Option<Seq> {
    let done: Reply = serde_json::from_str(&answer.body).ok()?;
    let mut until = events.iter().rev().filter(|stored| stored.seq <= done.seq);
    let last = until.find(|stored| matches!(stored.event, Event::TicketCalled { .. }))?;
    matches!(command, Command::CallTicket { .. }).then_some(last.seq)
}

/// When every simulation begins: the week before summer time.
#[must_use]
pub fn beginning() -> Timestamp {
    Timestamp::from_timestamp(1_774_335_600, 0).unwrap_or_default()
}

impl<H: Hub> World<H> {
    /// A world in which nothing has happened, around a hub in which nothing has.
    pub fn new(hub: H) -> Self {
        let file = HubFile::default();
        let model = Model::new(file.catalog());
        let (audit, coverage) = (Audit::new(file.catalog()), Coverage::default());
        let (kept, asked) = (Vec::new(), Vec::new());
        let (time, zone) = (Time::from(beginning()), chrono_tz::Europe::Rome);
        Self { hub, model, coverage, file, audit, kept, asked, time, fault: None, zone, steps: 0, own_ids: 0 }
    }

    /// The day by the hub's calendar.
    #[must_use]
    pub fn today(&self) -> DayDate {
        self.time.clock.with_timezone(&self.zone).date_naive()
    }

    /// Whether somebody can tell the hub of appointments.
    #[must_use]
    pub fn is_told_of_appointments(&self) -> bool {
        self.hub.is_told_of_appointments()
    }

    /// Numbers of the ids used lately, the last one last.
    #[must_use]
    pub fn recent_ids(&self, most: usize) -> Vec<u64> {
        self.asked[self.asked.len().saturating_sub(most)..].iter().map(|(id, _)| *id).collect()
    }

    /// Lets one thing happen and checks everything.
    ///
    /// # Errors
    /// What must never be.
    pub fn step(&mut self, transition: &Transition) -> Lived {
        self.coverage.transition(transition.name());
        // The journal begins with the hub file.
        if self.audit.head() == 0 {
            self.read_journal(&Looked::at(beginning()), None)?;
        }
        match transition {
            Transition::Ask { id, after_seconds, command } => {
                self.pass_time(TimeDelta::seconds(i64::from(*after_seconds)));
                self.ask(*id, command)?;
            }
            Transition::AskAgain { id } => {
                let asked = self.asked.iter().rfind(|(other, _)| other == id).cloned();
                if let Some((_, command)) = asked.filter(|_| !self.is_forgotten(*id)) {
                    self.ask(*id, &command)?;
                }
            }
            Transition::ReuseId { id, command } => {
                let is_other = self.kept.iter().any(|kept| kept.id == *id && kept.command != *command);
                if is_other && !self.is_forgotten(*id) {
                    self.ask(*id, command)?;
                }
            }
            Transition::FailAppend { fault } => {
                self.fault = Some(*fault);
                self.hub.fail_next(fault.of_store());
            }
            Transition::Restart => {
                self.hub.restart();
                self.time.starts_again();
            }
            Transition::ChangeCatalog { change } => self.import(Some(change))?,
            Transition::ImportAgain => self.import(None)?,
            Transition::Plan { appointments, cancelled } => self.plan(appointments, cancelled)?,
            Transition::Learn { durations, stretched } => self.learn(durations.as_ref(), *stretched)?,
            Transition::MoveClock { seconds } => {
                self.time.steps(TimeDelta::seconds(*seconds));
                self.hub.set_clock(self.time.clock, self.time.passed);
            }
            Transition::PassMidnight => self.pass_midnight()?,
        }
        self.coverage.seldom.clone_from(&self.model.seldom);
        self.check()
    }

    fn pass_time(&mut self, time: TimeDelta) {
        self.time.passes(time);
        self.hub.set_clock(self.time.clock, self.time.passed);
    }

    fn pass_midnight(&mut self) -> Lived {
        let midnight = (self.today() + Days::new(1)).and_time(NaiveTime::MIN);
        // Where midnight does not exist or exists twice, the first moment after it will do.
        if let Some(midnight) = self.zone.from_local_datetime(&midnight).earliest() {
            self.pass_time(midnight.to_utc() - self.time.clock);
        }
        let today = self.today();
        if self.model.days.contains(&today) {
            return Ok(());
        }
        if self.model.day.is_some() {
            self.calendar_asks(&Command::CloseDay)?;
        }
        self.calendar_asks(&Command::OpenDay { day: today })
    }

    /// The calendar tries again until it is written, each time as another intent.
    fn calendar_asks(&mut self, command: &Command) -> Lived {
        let is_failing = self.fault.is_some_and(|fault| fault != Fault::UnknownAfter);
        for _ in 0..=u64::from(is_failing) {
            self.own_ids += 1;
            self.ask(OWN_IDS_FROM + self.own_ids, command)?;
        }
        Ok(())
    }

    /// The hub's time, of what is asked now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.time.look().now
    }

    /// Whether an answer is so old that nobody is promised to get it again.
    fn is_forgotten(&self, id: u64) -> bool {
        let kept = self.kept.iter().rfind(|kept| kept.id == id);
        let before = self.now() - TimeDelta::days(REPLIES_KEPT_DAYS);
        kept.is_some_and(|kept| kept.is_thrown_away || kept.at < before)
    }

    /// Old answers go when a day opens, and do not come back when a clock that was ahead is put right.
    fn throw_away(&mut self, command: &Command, now: Timestamp) {
        let before = now - TimeDelta::days(REPLIES_KEPT_DAYS);
        if matches!(command, Command::OpenDay { .. }) {
            self.kept.iter_mut().filter(|kept| kept.at < before).for_each(|kept| kept.is_thrown_away = true);
        }
    }

    fn ask(&mut self, id: u64, command: &Command) -> Lived {
        let looked = self.time.look();
        let now = looked.now;
        let before = self.audit.head();
        let answer = self.hub.ask(&CommandId::new(format!("simulation-{id:010}")), command);
        let written = self.hub.journal(Seq(before));
        let theirs = self.follow_calls(&written);
        let expected = self.expected(id, command, &looked);
        if !self.asked.iter().rev().any(|(other, _)| *other == id) {
            self.asked.push((id, command.clone()));
        }
        self.read_journal(&looked, named(command, &answer, &written))?;
        self.throw_away(command, now);
        match expected {
            Expected::Same(first) if first == answer => self.check_nothing_written(before),
            Expected::Same(first) => {
                Err(Contradiction { what: "retry", how: format!("answered {answer:?} where it first was {first:?}") })
            }
            Expected::Problem(code) => {
                self.check_refusal(&answer, code)?;
                self.check_nothing_written(before)
            }
            Expected::Fresh(fresh) => {
                self.coverage.command(commands::name(command), fresh.verdict.err());
                self.check_verdict(&answer, &fresh, before, now)?;
                self.model.check_calls(&theirs).map_err(broken("reason"))?;
                self.kept.push(Kept { id, command: command.clone(), answer, at: now, is_thrown_away: false });
                Ok(())
            }
        }
    }

    fn expected(&mut self, id: u64, command: &Command, looked: &Looked) -> Expected {
        if let Some(kept) = self.kept.iter().rfind(|kept| kept.id == id) {
            let is_same = kept.command == *command;
            return if is_same { Expected::Same(kept.answer.clone()) } else { Expected::Problem("command_id_reused") };
        }
        if let Some(code) = self.fails() {
            self.time.looked(looked, false);
            return Expected::Problem(code);
        }
        let before = self.happens_by_itself(looked);
        let verdict = commands::apply(&mut self.model, command, looked.now);
        let at_answer = self.model.idle_counter(looked.now).map(|_| Box::new(self.model.clone()));
        let after = self.model.idle_calls(looked.now);
        Expected::Fresh(Fresh { verdict, before, after, at_answer })
    }

    /// What a hub called is known to the model while it calls the same.
    fn follow_calls(&mut self, written: &[Stored]) -> Vec<TheirCall> {
        let theirs = their_calls(written);
        (self.model.their_calls, self.model.whys) = (theirs.clone().into(), Vec::new());
        theirs
    }

    /// That the clock was set, what has happened by itself until now, and whom counters call because of it comes before
    /// what is asked now; says how much that is.
    fn happens_by_itself(&mut self, looked: &Looked) -> u64 {
        self.time.looked(looked, true);
        looked.name().into_iter().for_each(|name| *self.model.seldom.entry(name).or_default() += 1);
        let (now, told) = (looked.now, u64::from(looked.step.is_some()));
        let passed = told + self.model.time_passes(now);
        let called = self.model.idle_calls(now);
        *self.model.seldom.entry("called_as_time_passed").or_default() += u64::from(called > 0);
        passed + called
    }

    /// Why the next append fails, where it does.
    fn fails(&mut self) -> Option<&'static str> {
        match self.fault.take() {
            Some(Fault::Full) => Some("storage_full"),
            Some(Fault::Unavailable | Fault::UnknownBefore) => Some("storage"),
            Some(Fault::UnknownAfter) | None => None,
        }
    }

    fn read_journal(&mut self, looked: &Looked, named: Option<Seq>) -> Lived {
        let events = self.hub.journal(Seq(self.audit.head()));
        let now = looked.now;
        looked.check(&events).map_err(broken("clock"))?;
        for stored in &events {
            self.time.read(stored);
            let text = serde_json::to_string(&stored.event).unwrap_or_default();
            let read: Option<Event> = serde_json::from_str(&text).ok();
            if read.as_ref() != Some(&stored.event) {
                return Err(broken("journal")(format!("{text} is read back as {read:?}")));
            }
            if stored.at != now {
                return Err(broken("time")(format!("{text} is dated {}, at {now}", stored.at)));
            }
            self.check_report(&stored.event).map_err(broken("report"))?;
        }
        self.audit.read(&events, named).map_err(broken("audit"))
    }

    /// Of a report the words are kept that the model keeps.
    fn check_report(&self, event: &Event) -> Result<(), String> {
        let Event::SlipReported { ticket, detail, .. } = event else { return Ok(()) };
        let kept = self.model.guest(ticket.0).and_then(|guest| guest.reports.last());
        let how = || format!("{detail:?} is kept of a report on {ticket} where the model keeps {kept:?}");
        if kept == Some(detail) { Ok(()) } else { Err(how()) }
    }

    fn check_nothing_written(&self, before: u64) -> Lived {
        let head = self.audit.head();
        let how = || format!("the journal ends at {head} and should at {before}: nothing was done");
        if head == before { Ok(()) } else { Err(broken("journal")(how())) }
    }

    fn check_refusal(&self, answer: &Answer, code: &'static str) -> Lived {
        let problem: Option<Problem> = serde_json::from_str(&answer.body).ok();
        if answer.status != 200 && problem.is_some_and(|problem| problem.code == code) {
            return Ok(());
        }
        Err(broken("refusal")(format!("answered {answer:?} where the model says {code}")))
    }

    fn check_verdict(&self, answer: &Answer, fresh: &Fresh, before: u64, now: Timestamp) -> Lived {
        let ticket = match fresh.verdict {
            Err(code) => {
                self.check_refusal(answer, code)?;
                return self.check_nothing_written(before + fresh.before + fresh.after);
            }
            Ok(ticket) => ticket,
        };
        let reply: Option<Reply> = serde_json::from_str(&answer.body).ok().filter(|_| answer.status == 200);
        let refused = || broken("refusal")(format!("answered {answer:?} where the model refuses nothing"));
        let reply = reply.ok_or_else(refused)?;
        let (told, head) = (reply.seq.0, self.audit.head());
        if told + fresh.after != head {
            return Err(broken("reply")(format!("says place {told} at {head}, with {} after it", fresh.after)));
        }
        let subject = reply.ticket.as_ref().map(|view| view.ticket.0);
        if subject != ticket {
            let how = format!("is about ticket {subject:?} where the model says {ticket:?}, at {now}");
            return Err(broken("reply")(how));
        }
        let model = fresh.at_answer.as_deref().unwrap_or(&self.model);
        match reply.ticket.zip(ticket.and_then(|ticket| model.guest(ticket))) {
            Some((view, guest)) => model.check_ticket(guest, &view).map_err(broken("reply")),
            None => Ok(()),
        }
    }

    fn check(&mut self) -> Lived {
        self.steps += 1;
        self.check_replays()?;
        // On a long day looking is what takes the time, so it is not done after every step.
        let every = (self.model.guests.len() / GUESTS_PER_LOOK + 1) as u64;
        if self.steps.is_multiple_of(every) { self.check_views() } else { Ok(()) }
    }

    fn check_replays(&self) -> Lived {
        if self.steps.is_multiple_of(STEPS_PER_DAY_REPLAY as u64) {
            self.hub.check_replay(false).map_err(broken("replay"))?;
        }
        if self.steps.is_multiple_of(STEPS_PER_WHOLE_REPLAY) {
            self.hub.check_replay(true).map_err(broken("replay"))?;
        }
        Ok(())
    }

    fn check_views(&self) -> Lived {
        let (manager, at) = self.hub.manager();
        for location in &self.model.catalog.locations {
            let view = self.hub.kiosk(&location.id).ok_or_else(|| format!("{} has no kiosk", location.id));
            view.and_then(|view| self.model.check_kiosk(location, &view, at)).map_err(broken("kiosk view"))?;
            let view = self.hub.board(Some(&location.id));
            self.model.check_board(Some(&location.id), &view).map_err(broken("board view"))?;
        }
        self.model.check_board(None, &self.hub.board(None)).map_err(broken("board view"))?;
        self.model.check_manager(&manager, at).map_err(broken("manager view"))?;
        if let Some(view) = self.hub.appointments() {
            self.model.check_appointments(&view).map_err(broken("appointments view"))?;
        }
        for counter in &self.model.catalog.counters {
            let view = self.hub.counter(&counter.id).ok_or_else(|| format!("{} has no view", counter.id));
            let checked = view.and_then(|(view, at)| self.model.check_counter(&counter.id, &view, at));
            checked.map_err(broken("counter view"))?;
        }
        self.check_tickets().map_err(broken("ticket view"))
    }

    /// All tickets of the day, or on a long day some of them, others each time.
    fn check_tickets(&self) -> Result<(), String> {
        let every = self.model.guests.len() / GUESTS_PER_LOOK + 1;
        let from = usize::try_from(self.steps).unwrap_or(0) / every % every;
        for guest in self.model.guests.iter().skip(from).step_by(every) {
            let view = self.hub.ticket(domain::ids::TicketId(guest.id));
            let view = view.ok_or_else(|| format!("ticket {} is lost", guest.code))?;
            self.model.check_ticket(guest, &view)?;
        }
        let past = self.model.guests.first().map_or(self.model.tickets_ever, |first| first.id - 1);
        for id in [past, self.model.tickets_ever + 1] {
            if self.model.guest(id).is_none() && self.hub.ticket(domain::ids::TicketId(id)).is_some() {
                return Err(format!("ticket {id} is not of today and has a view"));
            }
        }
        Ok(())
    }

    /// Checks what is worth checking once, at the end.
    ///
    /// # Errors
    /// What must never be.
    pub fn end(&mut self) -> Lived {
        self.hub.check_replay(false).map_err(broken("replay"))?;
        self.hub.check_replay(true).map_err(broken("replay"))
    }
}

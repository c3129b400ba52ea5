//! What must be true of any journal, whatever the commands were: read event by event, by nobody's rules.
//!
//! Nobody lost, nobody served twice or at two counters, codes unique in a day, no call to a closed counter, first
//! come first called inside service and class, nobody passed over.
//! An event the ledger does not know does not compile.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::calendar::DayEnd;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{ClerkId, CounterId, ServiceId, TicketId};
use domain::limits::{CODE_NUMBER_MAX, RECALLS_PER_CALL_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX};
use domain::ticket::{Class, Code};
use domain::{DayDate, Timestamp};
use store::Stored;

use crate::hub::CLOCK_BACK_SECONDS_MAX;

/// How often somebody may be passed over by a clerk who could serve them, for a later comer of the same class.
///
/// The bound on starvation: inside a class whoever waits longest is called first, whatever the service.
const PASSED_OVER_MAX: u32 = 0;

/// Why a journal cannot be true.
pub type Checked = Result<(), String>;

/// What a leg has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Waiting,
    Called,
    Serving,
    Over,
}

#[derive(Clone, Debug)]
struct Life {
    class: Class,
    taken_at: Timestamp,
    legs: Vec<(ServiceId, Phase)>,
    passed_over: u32,
    recalls: u32,
    reports: u32,
}

impl Life {
    fn current(&self) -> Option<usize> {
        self.legs.iter().position(|(_, phase)| *phase != Phase::Over)
    }

    fn waits_for(&self) -> Option<&ServiceId> {
        let (service, phase) = &self.legs[self.current()?];
        (*phase == Phase::Waiting).then_some(service)
    }
}

/// The ledger of a journal.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    head: u64,
    last_at: Option<Timestamp>,
    day: Option<DayDate>,
    days: BTreeSet<DayDate>,
    last_ticket: u64,
    codes: BTreeSet<Code>,
    lives: BTreeMap<TicketId, Life>,
    clerks: BTreeMap<CounterId, ClerkId>,
    hands: BTreeMap<CounterId, TicketId>,
}

fn must(holds: bool, otherwise: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(otherwise()) }
}

impl Audit {
    /// The place of the last event read.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.head
    }

    /// When the last event happened.
    #[must_use]
    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    /// Reads what one command wrote.
    ///
    /// # Errors
    /// What cannot be true.
    pub fn read(&mut self, events: &[Stored], catalog: &Catalog) -> Checked {
        for stored in events {
            must(stored.seq.0 == self.head + 1, || format!("{} follows {} in the journal", stored.seq.0, self.head))?;
            // A fall of more than the limit says that the clock was wrong before.
            let fallen = self.last_at.map_or(TimeDelta::zero(), |last| last - stored.at);
            let is_back = fallen > TimeDelta::zero() && fallen <= TimeDelta::seconds(CLOCK_BACK_SECONDS_MAX);
            must(!is_back, || "time runs backwards in the journal".to_owned())?;
            (self.head, self.last_at) = (stored.seq.0, Some(stored.at));
            self.event(&stored.event, stored.at, catalog)?;
        }
        for (counter, ticket) in &self.hands {
            must(self.clerks.contains_key(counter), || format!("ticket {ticket} was left alone at {counter}"))?;
        }
        Ok(())
    }

    fn event(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        // Paper may come out late, and a day has to open and close.
        let is_of_any_time =
            matches!(event, Event::DayOpened { .. } | Event::DayClosed { .. } | Event::SlipReported { .. });
        must(is_of_any_time || self.day.is_some(), || format!("{event:?} on a closed day"))?;
        match event {
            Event::DayOpened { day, first_ticket } => self.open(*day, *first_ticket),
            Event::DayClosed { day, unserved, reason } => {
                self.ends_because(*day, *reason, at, catalog)?;
                self.close(*day, unserved)
            }
            Event::SlipReported { ticket, detail, .. } => self.report(*ticket, detail),
            Event::TicketTaken { ticket, code, services, class, .. } => self.take(*ticket, code, services, *class, at),
            Event::ClerkSignedIn { counter, clerk } => self.sign_in(counter, clerk, catalog),
            Event::ClerkSignedOut { counter, clerk } => {
                let left = self.clerks.remove(counter);
                must(left.as_ref() == Some(clerk), || format!("{clerk} leaves {counter}, where {left:?} is"))
            }
            Event::TicketMoved { ticket, from, to } => {
                self.holds(from, *ticket)?;
                self.hands.remove(from);
                self.put(to, *ticket)
            }
            Event::TicketCalled { ticket, leg, counter } => self.call(*ticket, *leg, counter, catalog),
            Event::TicketRecalled { ticket, counter } => {
                self.holds(counter, *ticket)?;
                let life = self.life(*ticket)?;
                life.recalls += 1;
                must(life.recalls <= RECALLS_PER_CALL_MAX, || format!("ticket {ticket} is recalled without end"))?;
                let phase = life.current().map(|leg| life.legs[leg].1);
                must(phase == Some(Phase::Called), || format!("ticket {ticket} is recalled and {phase:?}"))
            }
            Event::ServiceStarted { ticket, leg, counter } => {
                self.holds(counter, *ticket)?;
                self.turn(*ticket, *leg, &[Phase::Called], Phase::Serving)
            }
            Event::ServiceFinished { ticket, leg, counter } => {
                self.let_go(counter, *ticket)?;
                self.turn(*ticket, *leg, &[Phase::Serving], Phase::Over)
            }
            Event::TicketNotShown { ticket, leg, counter } => {
                self.let_go(counter, *ticket)?;
                self.turn(*ticket, *leg, &[Phase::Called], Phase::Over)?;
                self.life(*ticket)?.legs.iter_mut().for_each(|(_, phase)| *phase = Phase::Over);
                Ok(())
            }
            Event::TicketTransferred { ticket, leg, counter, service } => {
                self.let_go(counter, *ticket)?;
                self.turn(*ticket, *leg, &[Phase::Called, Phase::Serving], Phase::Over)?;
                self.life(*ticket)?.legs.insert(leg + 1, (service.clone(), Phase::Waiting));
                Ok(())
            }
        }
    }

    fn open(&mut self, day: DayDate, first: TicketId) -> Checked {
        must(self.day.is_none(), || format!("{day} opens while {:?} is open", self.day))?;
        must(self.days.insert(day), || format!("{day} opens again"))?;
        must(first.0 == self.last_ticket + 1, || format!("the day begins with ticket {first}"))?;
        *self = Self {
            head: self.head,
            last_at: self.last_at,
            last_ticket: self.last_ticket,
            day: Some(day),
            days: std::mem::take(&mut self.days),
            ..Self::default()
        };
        Ok(())
    }

    /// The hub of the simulation keeps no hours, so only its calendar or somebody ends its days.
    fn ends_because(&self, day: DayDate, reason: Option<DayEnd>, at: Timestamp, catalog: &Catalog) -> Checked {
        let zone = catalog.time_zone.parse::<Tz>().map_err(|_| format!("{} is no time zone", catalog.time_zone))?;
        let today = at.with_timezone(&zone).date_naive();
        let expected = match day.cmp(&today) {
            Ordering::Greater => DayEnd::AheadOfClock,
            // An earlier day goes on only where today's codes were given before.
            Ordering::Less if !self.days.contains(&today) => DayEnd::Midnight,
            Ordering::Less | Ordering::Equal => DayEnd::ByHand,
        };
        must(reason == Some(expected), || format!("{day} closes at {at} because of {reason:?}, not {expected:?}"))
    }

    fn close(&mut self, day: DayDate, unserved: &[TicketId]) -> Checked {
        must(self.day == Some(day), || format!("{day} closes while {:?} is open", self.day))?;
        let open: Vec<_> =
            self.lives.iter().filter(|(_, life)| life.current().is_some()).map(|(ticket, _)| *ticket).collect();
        must(open == unserved, || format!("the day closes with {unserved:?} and forgets some of {open:?}"))?;
        self.lives.values_mut().flat_map(|life| &mut life.legs).for_each(|(_, phase)| *phase = Phase::Over);
        self.day = None;
        self.clerks.clear();
        self.hands.clear();
        Ok(())
    }

    fn take(&mut self, ticket: TicketId, code: &Code, services: &[ServiceId], class: Class, at: Timestamp) -> Checked {
        must(ticket.0 == self.last_ticket + 1, || format!("ticket {ticket} follows {}", self.last_ticket))?;
        must(self.codes.insert(code.clone()), || format!("code {code} is given twice in a day"))?;
        let number = code.as_str().get(1..).filter(|number| number.len() == 3).and_then(|number| number.parse().ok());
        must(number.is_some_and(|number| (1..=CODE_NUMBER_MAX).contains(&number)), || format!("{code} is no code"))?;
        must(!services.is_empty(), || format!("ticket {ticket} is for nothing"))?;
        let legs = services.iter().map(|service| (service.clone(), Phase::Waiting)).collect();
        self.last_ticket = ticket.0;
        self.lives.insert(ticket, Life { class, taken_at: at, legs, passed_over: 0, recalls: 0, reports: 0 });
        Ok(())
    }

    fn report(&mut self, ticket: TicketId, detail: &str) -> Checked {
        let length = detail.chars().count();
        must(length <= SLIP_DETAIL_CHARS_MAX, || format!("{length} characters are kept of a report on {ticket}"))?;
        let life = self.life(ticket)?;
        life.reports += 1;
        must(life.reports <= SLIP_REPORTS_PER_TICKET_MAX, || format!("{ticket} is reported on without end"))
    }

    fn sign_in(&mut self, counter: &CounterId, clerk: &ClerkId, catalog: &Catalog) -> Checked {
        must(catalog.clerk(clerk).is_some(), || format!("{clerk} is no clerk of the hub"))?;
        must(catalog.counter(counter).is_some(), || format!("{counter} is no counter of the hub"))?;
        let elsewhere = self.clerks.iter().find(|(_, other)| *other == clerk);
        must(elsewhere.is_none(), || format!("{clerk} sits at two counters"))?;
        let present = self.clerks.insert(counter.clone(), clerk.clone());
        // Somebody the hub file has lost is as good as gone.
        let is_taken = present.as_ref().is_some_and(|present| catalog.clerk(present).is_some());
        must(!is_taken, || format!("{clerk} sits on {present:?} at {counter}"))
    }

    fn call(&mut self, ticket: TicketId, leg: usize, counter: &CounterId, catalog: &Catalog) -> Checked {
        must(catalog.counter(counter).is_some(), || format!("{ticket} is called to {counter}, which is no counter"))?;
        let clerk = self.clerks.get(counter).and_then(|clerk| catalog.clerk(clerk));
        let clerk = clerk.ok_or_else(|| format!("ticket {ticket} is called to {counter}, where nobody is"))?;
        let called = self.life(ticket)?.clone();
        let service = called.waits_for().ok_or_else(|| format!("ticket {ticket} is called and does not wait"))?;
        must(clerk.can_serve(service), || format!("{} is called for {service} and cannot serve it", clerk.id))?;
        for (other, life) in &mut self.lives {
            let Some(waits_for) = life.waits_for() else { continue };
            let is_first = (life.taken_at, *other) < (called.taken_at, ticket) && life.class == called.class;
            must(!is_first || waits_for != service, || format!("{ticket} is called for {service} before {other}"))?;
            if is_first && clerk.can_serve(waits_for) {
                life.passed_over += 1;
                must(life.passed_over.saturating_sub(PASSED_OVER_MAX) == 0, || {
                    format!("{ticket} is called, {other} is passed over")
                })?;
            }
        }
        self.put(counter, ticket)?;
        self.life(ticket)?.recalls = 0;
        self.turn(ticket, leg, &[Phase::Waiting], Phase::Called)
    }

    fn life(&mut self, ticket: TicketId) -> Result<&mut Life, String> {
        self.lives.get_mut(&ticket).ok_or_else(|| format!("there is no ticket {ticket} today"))
    }

    fn holds(&self, counter: &CounterId, ticket: TicketId) -> Checked {
        let held = self.hands.get(counter);
        must(held == Some(&ticket), || format!("ticket {ticket} is not at {counter}, where {held:?} is"))
    }

    fn let_go(&mut self, counter: &CounterId, ticket: TicketId) -> Checked {
        self.holds(counter, ticket)?;
        self.hands.remove(counter);
        Ok(())
    }

    fn put(&mut self, counter: &CounterId, ticket: TicketId) -> Checked {
        let elsewhere = self.hands.iter().find(|(_, held)| **held == ticket);
        must(elsewhere.is_none(), || format!("ticket {ticket} is at two counters"))?;
        let held = self.hands.insert(counter.clone(), ticket);
        must(held.is_none(), || format!("{counter} has {held:?} in hand and gets {ticket}"))
    }

    fn turn(&mut self, ticket: TicketId, leg: usize, from: &[Phase], to: Phase) -> Checked {
        let life = self.life(ticket)?;
        must(life.current() == Some(leg), || format!("leg {leg} of ticket {ticket} is not the current one"))?;
        let phase = &mut life.legs[leg].1;
        must(from.contains(phase), || format!("leg {leg} of ticket {ticket} turns from {phase:?} to {to:?}"))?;
        *phase = to;
        Ok(())
    }
}

//! What must be true of any journal, whatever the commands were: read event by event, by nobody's rules.
//!
//! Nobody lost, nobody served twice or at two counters, codes unique in a day, no call to a closed or pausing counter,
//! who waits longest called first inside service and class, nobody passed over, the preferred within their bound, nobody
//! waiting for a counter that stands by, and every call says truly why it was made.
//! An event the ledger does not know does not compile.

mod booked;
mod calls;
mod dates;
mod idle;
mod life;
mod notices;
mod places;
mod reason;
mod steps;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::appointment::{Appointment, AppointmentState};
use domain::calendar::DayEnd;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{AppointmentId, ClerkId, CounterId, DeviceId, LocationId, Seq, ServiceId, TicketId};
use domain::learned::{Durations, WaitCalibration};
use domain::lease::CodeBlock;
use domain::limits::{LET_PASS_MINUTES_MAX, RECALLS_PER_CALL_MAX, SLIP_DETAIL_CHARS_MAX, SLIP_REPORTS_PER_TICKET_MAX};
use domain::printer::{PrinterPlace, PrinterState};
use domain::rules::PairRule;
use domain::ticket::{Class, Code, Step};
use domain::{DayDate, Timestamp};
use store::Stored;

use life::{Life, Part, Phase};
use places::{building, is_given};

/// Why a journal cannot be true.
pub type Checked = Result<(), String>;

/// A step that may be taken back: by whom, which, and the ticket as before.
#[derive(Clone, Debug)]
struct Kept {
    counter: CounterId,
    step: Step,
    ticket: TicketId,
    at: Timestamp,
    before: Life,
    /// The number of what had happened to the ticket with it.
    touched: u64,
    /// The call's place in the list of calls, where it was one.
    call: Option<usize>,
}

/// The ledger of a journal.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The hub file in use, as the journal tells it.
    catalog: Arc<Catalog>,
    version: u32,
    /// Who is expected today, and what has become of it.
    booked: BTreeMap<AppointmentId, (Appointment, AppointmentState)>,
    /// The codes given behind each letter today.
    given: BTreeMap<char, u32>,
    /// The codes kiosks may give by themselves today.
    leased: Vec<CodeBlock>,
    head: u64,
    last_at: Option<Timestamp>,
    day: Option<DayDate>,
    days: BTreeSet<DayDate>,
    last_ticket: u64,
    codes: BTreeMap<Code, TicketId>,
    lives: BTreeMap<TicketId, Life>,
    clerks: BTreeMap<CounterId, ClerkId>,
    hands: BTreeMap<CounterId, TicketId>,
    printers: BTreeMap<(DeviceId, PrinterPlace), (PrinterState, Option<LocationId>)>,
    /// Kiosks at which somebody asks for a person to come.
    asking: BTreeSet<DeviceId>,
    notices: notices::Notices,
    pausing: BTreeSet<CounterId>,
    helpless: BTreeSet<CounterId>,
    kept: Vec<Kept>,
    /// Of each call of today the building, and whether it was for a preferred visit; `None` once it was taken back.
    calls: Vec<Option<(LocationId, bool)>>,
    /// How long services take, and how waits are stretched, as it was told last today.
    learnt: Option<Durations>,
    stretched: Option<WaitCalibration>,
    /// What was finished by the event just before, and where.
    just_finished: Option<(TicketId, CounterId)>,
    /// Whether the event is a call of somebody whom the command named.
    is_named: bool,
    /// Counters whose clerks want the next one to be called without a word, and those of them that found nobody.
    auto_next: BTreeSet<CounterId>,
    standing_by: BTreeSet<CounterId>,
}

fn must(holds: bool, otherwise: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(otherwise()) }
}

impl Audit {
    /// The ledger of a journal in which nothing is written, of a hub that begins with this hub file.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self {
            catalog,
            version: 0,
            booked: BTreeMap::new(),
            given: BTreeMap::new(),
            leased: Vec::new(),
            head: 0,
            last_at: None,
            day: None,
            days: BTreeSet::new(),
            last_ticket: 0,
            codes: BTreeMap::new(),
            lives: BTreeMap::new(),
            clerks: BTreeMap::new(),
            hands: BTreeMap::new(),
            printers: BTreeMap::new(),
            asking: BTreeSet::new(),
            notices: notices::Notices::default(),
            pausing: BTreeSet::new(),
            helpless: BTreeSet::new(),
            kept: Vec::new(),
            calls: Vec::new(),
            learnt: None,
            stretched: None,
            just_finished: None,
            is_named: false,
            auto_next: BTreeSet::new(),
            standing_by: BTreeSet::new(),
        }
    }

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

    /// Reads what was written with one command; `named` is the place of the call of somebody whom it named.
    ///
    /// # Errors
    /// What cannot be true.
    pub fn read(&mut self, events: &[Stored], named: Option<Seq>) -> Checked {
        self.just_finished = None;
        for stored in events {
            self.is_named = named == Some(stored.seq);
            must(stored.seq.0 == self.head + 1, || format!("{} follows {} in the journal", stored.seq.0, self.head))?;
            self.dated(&stored.event, stored.at)?;
            (self.head, self.last_at) = (stored.seq.0, Some(stored.at));
            let catalog = self.catalog.clone();
            self.event(&stored.event, stored.at, &catalog)?;
            self.stands_by(&stored.event);
            self.just_finished = None;
            if let Event::ServiceFinished { ticket, counter, .. } = &stored.event {
                self.just_finished = Some((*ticket, counter.clone()));
            }
        }
        self.nobody_waits_for_ever()?;
        self.nobody_waits_for_a_counter_that_stands_by()?;
        for (counter, ticket) in &self.hands {
            must(self.clerks.contains_key(counter), || format!("ticket {ticket} was left alone at {counter}"))?;
        }
        Ok(())
    }

    fn event(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        // Paper may come out late, and a day has to open and close.
        let is_of_any_time = matches!(
            event,
            Event::DayOpened { .. }
                | Event::DayClosed { .. }
                | Event::SlipReported { .. }
                | Event::PrinterReported { .. }
                | Event::NoticePosted { .. }
                | Event::NoticeTakenDown { .. }
                | Event::EmergencyBlocksGiven { .. }
                | Event::CatalogChanged { .. }
                | Event::AppointmentMissed { .. }
                | Event::ClockStepped { .. }
                | Event::WaitsCalibrated { .. }
        );
        self.owes_no_notice(event)?;
        must(is_of_any_time || self.day.is_some(), || format!("{event:?} on a closed day"))?;
        match event {
            Event::DayOpened { day, first_ticket } => self.open(*day, *first_ticket, at),
            Event::DayClosed { day, unserved, reason } => {
                self.ends_because(*day, *reason, at, catalog)?;
                self.close(*day, unserved)
            }
            Event::SlipReported { ticket, detail, .. } => self.report(*ticket, detail),
            Event::PrinterReported { device, printer, state, location } => {
                let key = (device.clone(), *printer);
                let before = self.printers.insert(key, (*state, location.clone()));
                must(before != Some((*state, location.clone())), || format!("{event:?} says what is known"))
            }
            Event::TicketTaken { .. } => self.take(event, at, catalog),
            Event::CodesLeased { blocks, .. } => blocks.iter().try_for_each(|block| self.lease(*block)),
            Event::UsherCalled { device, .. } => {
                must(self.asking.insert(device.clone()), || format!("{event:?} says what is known"))
            }
            Event::NoticePosted { notice, .. } => self.post(notice, at, catalog),
            Event::NoticeTakenDown { notice, .. } => self.take_down(*notice, at),
            Event::UsherAnswered { device, by } => {
                must(self.clerks.contains_key(by), || format!("{event:?}, and nobody is there"))?;
                must(self.asking.remove(device), || format!("{event:?}, and nobody asked"))
            }
            Event::EmergencyBlocksGiven { devices } => {
                let all: BTreeSet<_> = devices.iter().collect();
                must(all.len() == devices.len(), || format!("a kiosk has two emergency blocks: {devices:?}"))
            }
            Event::TicketRecoded { ticket, code, .. } => {
                self.touched(*ticket)?;
                must(self.codes.insert(code.clone(), *ticket).is_none(), || format!("{code} is given twice in a day"))
            }
            Event::ClerkSignedIn { counter, clerk } => self.sign_in(counter, clerk, catalog),
            Event::ClerkSignedOut { counter, clerk } => self.sign_out(counter, clerk),
            Event::TicketMoved { ticket, from, to } => self.carry(*ticket, from, to),
            Event::TicketCalled { ticket, leg, counter, reason } => {
                self.call((*ticket, *leg), counter, reason.as_deref(), at, catalog)
            }
            Event::TicketRecalled { ticket, counter } => self.recall(*ticket, counter),
            Event::ServiceStarted { ticket, leg, counter } => self.start(*ticket, *leg, counter, at, catalog),
            Event::ServiceFinished { .. } | Event::TicketTransferred { .. } => self.leave(event, at, catalog),
            Event::TicketNotShown { ticket, leg, counter } => self.miss(*ticket, *leg, counter, at),
            Event::TicketReady { ticket } => self.arrive(*ticket, at),
            Event::TicketReclassified { ticket, class, weight, .. } => self.reclassify(*ticket, *class, *weight),
            Event::ClerkPaused { counter, clerk, .. } => {
                self.pausing.insert(counter.clone());
                self.sits(counter, clerk)
            }
            Event::ClerkResumed { counter, clerk } => {
                must(self.pausing.remove(counter), || format!("{counter} resumes and did not pause"))?;
                self.sits(counter, clerk)
            }
            Event::ServiceAdded { ticket, counter, service, here, location } => {
                self.holds(counter, *ticket)?;
                let there = location.clone().unwrap_or_else(|| building(counter, catalog));
                if !here {
                    is_given(service, &there, catalog)?;
                }
                let here = here.then(|| counter.clone());
                self.add(*ticket, Part { here, ..Part::new(service, &there, at) }, catalog)
            }
            Event::TicketRejoined { ticket, leg } => self.rejoin(*ticket, *leg, at, catalog),
            Event::TicketParked { .. } => self.park(event, at, catalog),
            Event::TicketReturned { ticket } => self.come_back(*ticket, at),
            Event::TicketResumed { ticket, leg, counter } => self.resume(*ticket, *leg, counter),
            Event::DirectServiceStarted { ticket, service, counter } => self.serve(*ticket, service, counter, at),
            Event::AutoNextSet { counter, .. } => {
                must(self.clerks.contains_key(counter), || format!("nobody is at {counter}, and it calls by itself"))
            }
            Event::HelpAsked { counter, .. } => {
                self.helpless.insert(counter.clone());
                must(self.clerks.contains_key(counter), || format!("nobody is at {counter}, and asks for help"))
            }
            Event::HelpAnswered { counter, by } => {
                must(self.helpless.remove(counter), || format!("{counter} gets help and asked for none"))?;
                must(self.clerks.contains_key(by), || format!("{by} helps, and nobody is there"))
            }
            Event::StepUndone { counter, ticket, step } => self.undo(counter, *ticket, *step, at, catalog),
            Event::TicketCancelled { ticket } => self.cancel(*ticket),
            Event::TicketDelayed { ticket, behind, until } => {
                let longest = at + TimeDelta::minutes(LET_PASS_MINUTES_MAX.into());
                must(until.is_none_or(|until| until <= longest), || format!("{ticket} lets pass until {until:?}"))?;
                let legs: Vec<_> = behind.iter().map(|behind| (behind.leg, behind.ticket)).collect();
                self.delay(*ticket, &legs, *until, catalog)
            }
            Event::AppointmentsPlanned { appointments, cancelled } => self.expect(appointments, cancelled, catalog),
            Event::AppointmentMissed { appointment } => self.is_missed(appointment, at, catalog),
            Event::TicketWentElsewhere { ticket, location, ready_at } => {
                self.go(*ticket, location, *ready_at, at, catalog)
            }
            Event::DurationsLearned { durations } => {
                let is_news = self.learnt.replace(durations.clone()).as_ref() != Some(durations);
                must(is_news, || "what was learnt before is learnt again".to_owned())
            }
            Event::WaitsCalibrated { calibration } => {
                let is_news = self.stretched.replace(*calibration) != Some(*calibration);
                must(is_news, || "waits are stretched as before".to_owned())
            }
            // Checked with its date.
            Event::ClockStepped { .. } => Ok(()),
            Event::CatalogChanged { version, catalog: next, .. } => self.change(*version, next),
            Event::SlipReprinted { ticket } => {
                let most = catalog.rules.reprints_max;
                let life = self.life(*ticket)?;
                life.reprints += 1;
                must(life.reprints <= most && life.is_open(), || format!("the slip of {ticket} is printed without end"))
            }
        }
    }

    fn open(&mut self, day: DayDate, first: TicketId, at: Timestamp) -> Checked {
        must(self.day.is_none(), || format!("{day} opens while {:?} is open", self.day))?;
        must(self.days.insert(day), || format!("{day} opens again"))?;
        must(first.0 == self.last_ticket + 1, || format!("the day begins with ticket {first}"))?;
        *self = Self {
            head: self.head,
            last_at: self.last_at,
            last_ticket: self.last_ticket,
            day: Some(day),
            days: std::mem::take(&mut self.days),
            notices: self.notices.over_night(at),
            version: self.version,
            ..Self::new(self.catalog.clone())
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
        let open: Vec<_> = self.lives.iter().filter(|(_, life)| life.is_open()).map(|(ticket, _)| *ticket).collect();
        must(open == unserved, || format!("the day closes with {unserved:?} and forgets some of {open:?}"))?;
        self.lives.values_mut().for_each(Life::end);
        self.day = None;
        self.clerks.clear();
        self.hands.clear();
        self.pausing.clear();
        self.asking.clear();
        self.helpless.clear();
        self.auto_next.clear();
        self.standing_by.clear();
        self.kept.clear();
        Ok(())
    }

    fn take(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        let Event::TicketTaken { ticket, code, services, class, weight, location, ready_at, waits_from, .. } = event
        else {
            return Ok(());
        };
        let there = location.clone().unwrap_or_else(|| catalog.locations[0].id.clone());
        self.number(*ticket)?;
        must(self.codes.insert(code.clone(), *ticket).is_none(), || format!("code {code} is given twice in a day"))?;
        must(is_code(code.as_str()), || format!("{code} is no code"))?;
        must(!services.is_empty(), || format!("ticket {ticket} is for nothing"))?;
        must(*class == Class::Priority || *weight == 0, || format!("ticket {ticket} has weight without priority"))?;
        must(services.iter().all(|service| catalog.service(service).is_some()), || format!("{ticket} is for nothing"))?;
        services.iter().try_for_each(|service| is_given(service, &there, catalog))?;
        let offline = if let Event::TicketTaken { taken_offline_at, .. } = event { *taken_offline_at } else { None };
        match offline {
            Some(taken_at) => must(taken_at <= at, || format!("{ticket} is taken at {taken_at}, after {at}"))?,
            None => self.is_next_code(code, &services[0], catalog)?,
        }
        self.check_in(event, at, catalog)?;
        let at = offline.unwrap_or(at);
        let ready_at = ready_at.filter(|ready| *ready > at);
        let part = |service: &ServiceId| {
            let first = services.iter().filter(|first| catalog.has_pair(PairRule::InOrder, first, service));
            let key = waits_from.unwrap_or(at);
            Part { after: first.cloned().collect(), key, ready_at, ..Part::new(service, &there, at) }
        };
        let waits_from = waits_from.map_or(at, |from| from.max(at));
        let life = Life::new(*class, *weight, services.iter().map(part).collect(), waits_from);
        self.lives.insert(*ticket, life);
        Ok(())
    }

    /// Blocks are of one kiosk each, and of codes nobody has.
    fn lease(&mut self, block: CodeBlock) -> Checked {
        let is_apart =
            |other: &CodeBlock| other.letter != block.letter || other.last < block.first || block.last < other.first;
        must(self.leased.iter().all(is_apart), || format!("{block:?} is leased twice"))?;
        must(self.codes.keys().all(|code| !block.contains(code)), || format!("{block:?} is leased and given"))?;
        self.leased.push(block);
        Ok(())
    }

    fn number(&mut self, ticket: TicketId) -> Checked {
        must(ticket.0 == self.last_ticket + 1, || format!("ticket {ticket} follows {}", self.last_ticket))?;
        self.last_ticket = ticket.0;
        Ok(())
    }

    fn serve(&mut self, ticket: TicketId, service: &ServiceId, counter: &CounterId, at: Timestamp) -> Checked {
        self.number(ticket)?;
        must(self.clerks.contains_key(counter), || format!("{ticket} is served at {counter}, where nobody is"))?;
        let part = Part { phase: Phase::Serving, ..Part::new(service, &building(counter, &self.catalog), at) };
        let life = Life { is_direct: true, ..Life::new(Class::WalkIn, 0, vec![part], at) };
        self.lives.insert(ticket, life);
        self.kept.retain(|kept| &kept.counter != counter);
        self.put(counter, ticket)
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
        self.changes_hands(counter);
        // Somebody the hub file has lost is as good as gone.
        let is_taken = present.as_ref().is_some_and(|present| catalog.clerk(present).is_some());
        must(!is_taken, || format!("{clerk} sits on {present:?} at {counter}"))
    }

    fn sign_out(&mut self, counter: &CounterId, clerk: &ClerkId) -> Checked {
        self.sits(counter, clerk)?;
        self.clerks.remove(counter);
        self.changes_hands(counter);
        Ok(())
    }

    /// What somebody else said and did at a counter counts no more.
    fn changes_hands(&mut self, counter: &CounterId) {
        self.pausing.remove(counter);
        self.helpless.remove(counter);
        self.kept.retain(|kept| &kept.counter != counter);
    }

    fn sits(&self, counter: &CounterId, clerk: &ClerkId) -> Checked {
        let present = self.clerks.get(counter);
        must(present == Some(clerk), || format!("{clerk} does something at {counter}, where {present:?} is"))
    }

    fn recall(&mut self, ticket: TicketId, counter: &CounterId) -> Checked {
        self.holds(counter, ticket)?;
        let life = self.touched(ticket)?;
        life.recalls += 1;
        must(life.recalls <= RECALLS_PER_CALL_MAX, || format!("ticket {ticket} is recalled without end"))?;
        let phase = life.in_hand().map(|leg| life.parts[leg].phase);
        must(phase == Some(Phase::Called), || format!("ticket {ticket} is recalled and {phase:?}"))
    }

    fn life(&mut self, ticket: TicketId) -> Result<&mut Life, String> {
        self.lives.get_mut(&ticket).ok_or_else(|| format!("there is no ticket {ticket} today"))
    }

    /// The life of a ticket to which something happens, so that nothing before it can be taken back.
    fn touched(&mut self, ticket: TicketId) -> Result<&mut Life, String> {
        let head = self.head;
        let life = self.life(ticket)?;
        life.touched = head;
        Ok(life)
    }

    fn holds(&self, counter: &CounterId, ticket: TicketId) -> Checked {
        let held = self.hands.get(counter);
        must(held == Some(&ticket), || format!("ticket {ticket} is not at {counter}, where {held:?} is"))
    }

    fn put(&mut self, counter: &CounterId, ticket: TicketId) -> Checked {
        let elsewhere = self.hands.iter().find(|(_, held)| **held == ticket);
        must(elsewhere.is_none(), || format!("ticket {ticket} is at two counters"))?;
        let held = self.hands.insert(counter.clone(), ticket);
        must(held.is_none(), || format!("{counter} has {held:?} in hand and gets {ticket}"))
    }
}

/// One or two different letters and three digits that are not all zero.
fn is_code(code: &str) -> bool {
    let letters: Vec<_> = code.chars().take_while(char::is_ascii_uppercase).collect();
    let digits = &code[letters.len()..];
    let is_number = digits.len() == 3 && digits.parse::<u16>().is_ok_and(|number| number > 0);
    is_number && (letters.len() == 1 || letters.len() == 2 && letters[0] != letters[1])
}

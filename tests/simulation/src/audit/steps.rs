//! What happens to a ticket in hand, beside it, and back again.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{CounterId, ServiceId, TicketId};
use domain::limits::UNDO_STEPS_MAX;
use domain::ticket::{Class, Step};

use super::calls::is_held;
use super::life::{Life, Part, Phase};
use super::places::building;
use super::{Audit, Checked, Kept, must};

impl Audit {
    /// Keeps a ticket as it is before a step, which touches it.
    pub(super) fn keep(&mut self, counter: &CounterId, step: Step, ticket: TicketId, at: Timestamp) {
        let Some(before) = self.lives.get(&ticket).cloned() else { return };
        let touched = self.head;
        let call = (step == Step::Call).then_some(self.calls.len());
        self.kept.push(Kept { counter: counter.clone(), step, ticket, at, before, touched, call });
        let of_it = self.kept.iter().filter(|kept| &kept.counter == counter).count();
        let oldest = self.kept.iter().position(|kept| &kept.counter == counter).filter(|_| of_it > UNDO_STEPS_MAX);
        oldest.map(|oldest| self.kept.remove(oldest));
        self.lives.entry(ticket).and_modify(|life| life.touched = touched);
    }

    fn let_go(&mut self, counter: &CounterId, ticket: TicketId) -> Checked {
        self.holds(counter, ticket)?;
        self.hands.remove(counter);
        Ok(())
    }

    fn turn(&mut self, ticket: TicketId, leg: usize, from: &[Phase], to: Phase) -> Checked {
        let life = self.life(ticket)?;
        let is_it = from.contains(&Phase::Waiting) || life.in_hand() == Some(leg);
        must(is_it, || format!("leg {leg} of ticket {ticket} is not the one in hand"))?;
        let part = life.parts.get_mut(leg).ok_or_else(|| format!("ticket {ticket} has no leg {leg}"))?;
        must(from.contains(&part.phase), || format!("leg {leg} of {ticket} turns from {:?} to {to:?}", part.phase))?;
        part.phase = to;
        Ok(())
    }

    pub(super) fn start(
        &mut self,
        ticket: TicketId,
        leg: usize,
        counter: &CounterId,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Checked {
        self.keep(counter, Step::Start, ticket, at);
        if self.just_finished != Some((ticket, counter.clone())) {
            self.holds(counter, ticket)?;
            return self.turn(ticket, leg, &[Phase::Called], Phase::Serving);
        }
        let clerk = self.clerks.get(counter).and_then(|clerk| catalog.clerk(clerk)).cloned();
        let life = self.life(ticket)?;
        let part = life.parts.get(leg).ok_or_else(|| format!("ticket {ticket} has no leg {leg}"))?;
        let can = life.is_direct || clerk.is_some_and(|clerk| clerk.can_serve(&part.service));
        must(can, || format!("{ticket} goes on at {counter}, where nobody can serve it"))?;
        must(!is_held(life, leg), || format!("{ticket} goes on before what comes first"))?;
        self.turn(ticket, leg, &[Phase::Waiting], Phase::Serving)?;
        self.life(ticket)?.parts[leg].ready_at = None;
        self.put(counter, ticket)
    }

    /// A ticket leaves a counter for what is still to come.
    pub(super) fn leave(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        if let Event::ServiceFinished { ticket, leg, counter, ready, delivered, .. } = event {
            let is_known = delivered.iter().all(|service| catalog.service(service).is_some());
            must(is_known, || format!("{ticket} is given {delivered:?}"))?;
            self.keep(counter, Step::Finish, *ticket, at);
            self.let_go(counter, *ticket)?;
            self.turn(*ticket, *leg, &[Phase::Serving], Phase::Over)?;
            let arrives = |leg| ready.iter().find(|ready| ready.leg == leg).map(|ready| ready.at);
            self.life(*ticket)?.walks(at, catalog.rules.waited_credit_percent, arrives);
            self.is_on_the_way(*ticket, counter, at, catalog)?;
        }
        if let Event::TicketTransferred { ticket, leg, counter, ready, .. } = event {
            self.keep(counter, Step::Transfer, *ticket, at);
            self.let_go(counter, *ticket)?;
            self.turn(*ticket, *leg, &[Phase::Called, Phase::Serving], Phase::Over)?;
            let arrives = |leg| ready.iter().find(|ready| ready.leg == leg).map(|ready| ready.at);
            let life = self.life(*ticket)?;
            must(!life.is_direct, || format!("{ticket} is sent on and has no code"))?;
            life.walks(at, catalog.rules.waited_credit_percent, arrives);
            insert(life, event, at, catalog);
            self.is_on_the_way(*ticket, counter, at, catalog)?;
        }
        Ok(())
    }

    pub(super) fn miss(&mut self, ticket: TicketId, leg: usize, counter: &CounterId, at: Timestamp) -> Checked {
        self.keep(counter, Step::NoShow, ticket, at);
        self.let_go(counter, ticket)?;
        self.turn(ticket, leg, &[Phase::Called], Phase::Missed)?;
        let life = self.life(ticket)?;
        life.missed_at = Some(at);
        for part in life.parts.iter_mut().filter(|part| part.is_open()) {
            (part.phase, part.ready_at) = (Phase::Missed, None);
        }
        Ok(())
    }

    /// Time is over that had to pass before something could be called.
    pub(super) fn arrive(&mut self, ticket: TicketId, at: Timestamp) -> Checked {
        let life = self.life(ticket)?;
        let is_away = life.in_hand().is_none();
        let parts = life.parts.iter_mut().filter(|part| part.ready_at.is_some_and(|ready| ready <= at));
        let arrived = parts.filter(|part| part.is_waiting()).map(|part| part.ready_at = None).count();
        must(is_away && arrived > 0, || format!("{ticket} arrives, and was not on the way"))
    }

    pub(super) fn carry(&mut self, ticket: TicketId, from: &CounterId, to: &CounterId) -> Checked {
        self.let_go(from, ticket)?;
        self.kept.retain(|kept| &kept.counter != from && &kept.counter != to);
        let life = self.touched(ticket)?;
        let parts = life.parts.iter_mut().filter(|part| part.here.as_ref() == Some(from));
        parts.for_each(|part| part.here = Some(to.clone()));
        self.put(to, ticket)
    }

    pub(super) fn reclassify(&mut self, ticket: TicketId, class: Class, weight: u32) -> Checked {
        let life = self.touched(ticket)?;
        (life.class, life.weight) = (class, weight);
        life.parts.iter_mut().for_each(|part| part.is_behind = false);
        must(life.is_open(), || format!("{ticket} is reclassified and over"))
    }

    pub(super) fn add(&mut self, ticket: TicketId, added: Part, catalog: &Catalog) -> Checked {
        let life = self.touched(ticket)?;
        let is_twice = life.parts.iter().any(|part| part.is_open() && part.service == added.service);
        life.comes_in(life.parts.len(), added, catalog);
        must(!is_twice, || format!("{ticket} is for one service twice"))
    }

    pub(super) fn rejoin(&mut self, ticket: TicketId, leg: usize, at: Timestamp, catalog: &Catalog) -> Checked {
        let minutes = TimeDelta::minutes(catalog.rules.rejoin_minutes.into());
        let life = self.touched(ticket)?;
        must(!life.has_rejoined, || format!("{ticket} is taken back twice"))?;
        must(!life.is_open(), || format!("{ticket} is taken back and was not gone"))?;
        let is_soon = life.missed_at.is_some_and(|missed| at - missed <= minutes);
        must(is_soon || catalog.rules.rejoin_calls > 0, || format!("{ticket} is taken back too late"))?;
        (life.has_rejoined, life.waits_from) = (true, at);
        let missed = life.parts.iter_mut().enumerate().filter(|(_, part)| part.phase == Phase::Missed);
        missed.for_each(|(position, part)| (part.phase, part.is_front) = (Phase::Waiting, position == leg));
        must(life.parts.get(leg).is_some_and(|part| part.is_front), || format!("leg {leg} of {ticket} was not missed"))
    }

    pub(super) fn park(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        let Event::TicketParked { ticket, leg, counter, clerk, return_at, reason } = event else { return Ok(()) };
        let longest = TimeDelta::minutes(catalog.rules.park_minutes_max.into());
        must(*return_at > at && *return_at - at <= longest, || format!("{ticket} lies aside until {return_at}"))?;
        must(!reason.is_empty(), || format!("{ticket} lies aside without a reason"))?;
        self.sits(counter, clerk)?;
        self.keep(counter, Step::Park, *ticket, at);
        self.let_go(counter, *ticket)?;
        self.turn(*ticket, *leg, &[Phase::Called, Phase::Serving], Phase::Aside)?;
        let life = self.life(*ticket)?;
        must(!life.is_direct, || format!("{ticket} lies aside and has no code"))?;
        (life.aside_until, life.aside_by) = (Some(*return_at), Some(clerk.clone()));
        Ok(())
    }

    pub(super) fn come_back(&mut self, ticket: TicketId, at: Timestamp) -> Checked {
        let life = self.touched(ticket)?;
        life.aside_by = None;
        let is_time = life.aside_until.take().is_some_and(|until| until <= at);
        must(is_time, || format!("{ticket} comes back before its time"))?;
        life.waits_from = at;
        for part in &mut life.parts {
            if part.phase == Phase::Aside {
                part.phase = Phase::Waiting;
            }
            part.ready_at = part.ready_at.filter(|ready| *ready > at);
        }
        Ok(())
    }

    pub(super) fn resume(&mut self, ticket: TicketId, leg: usize, counter: &CounterId) -> Checked {
        self.kept.retain(|kept| &kept.counter != counter);
        let clerk = self.clerks.get(counter).cloned();
        let life = self.touched(ticket)?;
        let by = life.aside_by.take();
        life.aside_until = None;
        must(by.is_some() && by == clerk, || format!("{clerk:?} goes on with {ticket} of {by:?}"))?;
        self.turn(ticket, leg, &[Phase::Aside], Phase::Serving)?;
        self.put(counter, ticket)
    }

    pub(super) fn cancel(&mut self, ticket: TicketId) -> Checked {
        let at_counter = self.hands.values().any(|held| *held == ticket);
        must(!at_counter, || format!("{ticket} is given up at a counter"))?;
        let life = self.touched(ticket)?;
        must(life.is_open(), || format!("{ticket} is given up and over"))?;
        life.end();
        Ok(())
    }

    pub(super) fn delay(
        &mut self,
        ticket: TicketId,
        behind: &[(usize, TicketId)],
        until: Option<Timestamp>,
        catalog: &Catalog,
    ) -> Checked {
        let waits = |audit: &Self, passed: TicketId, service: &ServiceId| {
            let life = audit.lives.get(&passed);
            life.is_some_and(|life| life.parts.iter().any(|part| part.is_waiting() && &part.service == service))
        };
        for (leg, passed) in behind {
            let service = self.life(ticket)?.parts.get(*leg).map(|part| part.service.clone());
            let is_there = service.is_some_and(|service| waits(self, *passed, &service));
            must(is_there && *passed != ticket, || format!("{ticket} lets {passed} pass, who does not wait"))?;
        }
        let most = catalog.rules.let_pass_max;
        let life = self.touched(ticket)?;
        life.delays += 1;
        must(life.delays <= most, || format!("{ticket} lets others pass without end"))?;
        must(life.in_hand().is_none() && life.is_open(), || format!("{ticket} lets others pass and does not wait"))?;
        must(until.is_some() == behind.is_empty(), || format!("{ticket} lets nobody pass"))?;
        for (position, part) in life.parts.iter_mut().enumerate().filter(|(_, part)| part.is_waiting()) {
            part.ready_at = part.ready_at.max(until);
            part.is_behind |= behind.iter().any(|(leg, _)| *leg == position);
        }
        Ok(())
    }

    /// A step is taken back: the last of its counter, in time, of a ticket to which nothing has happened since.
    pub(super) fn undo(
        &mut self,
        counter: &CounterId,
        ticket: TicketId,
        step: Step,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Checked {
        let last = self.kept.iter().rposition(|kept| &kept.counter == counter).map(|last| self.kept.remove(last));
        let last = last.ok_or_else(|| format!("{counter} takes back what it did not do"))?;
        must((last.ticket, last.step) == (ticket, step), || format!("{counter} takes back {step:?} of {ticket}"))?;
        let seconds = TimeDelta::seconds(catalog.rules.undo_seconds.into());
        must(at - last.at <= seconds, || format!("{counter} takes back {step:?} of {ticket} too late"))?;
        let life = self.life(ticket)?;
        must(life.touched == last.touched, || format!("{ticket} has gone on and is taken back"))?;
        *life = Life { reports: life.reports, reprints: life.reprints, ..last.before };
        let is_in_hand = life.parts.iter().any(|part| matches!(part.phase, Phase::Called | Phase::Serving));
        if let Some(call) = last.call.and_then(|call| self.calls.get_mut(call)) {
            *call = None;
        }
        self.hands.retain(|_, held| *held != ticket);
        if is_in_hand { self.put(counter, ticket) } else { Ok(()) }
    }
}

/// Puts what a ticket goes on with behind what it leaves.
fn insert(life: &mut Life, event: &Event, at: Timestamp, catalog: &Catalog) {
    let Event::TicketTransferred { leg, counter, service, ready_at, to_counter, to_clerk, keep_wait, location, .. } =
        event
    else {
        return;
    };
    let there = location.clone().unwrap_or_else(|| building(counter, catalog));
    let ready_at = ready_at.filter(|ready| *ready > at);
    let kept = life.parts.get(*leg).map(|left| left.key).filter(|_| *keep_wait);
    let mut part = Part { ready_at, ..Part::new(service, &there, at) };
    part.key = kept.unwrap_or(ready_at.unwrap_or(at));
    (part.only_counter, part.only_clerk) = (to_counter.clone(), to_clerk.clone());
    life.comes_in(leg + 1, part, catalog);
    life.wait_from(at);
}

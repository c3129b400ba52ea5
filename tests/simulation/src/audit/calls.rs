//! Whether a call may be: to whom, where, and before whom.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::{Catalog, Clerk};
use domain::ids::{CounterId, TicketId};
use domain::ticket::Step;

use super::life::{Life, Part, Phase};
use super::places::building;
use super::{Audit, Checked, must};

/// Where and by whom somebody is called.
struct Desk<'a> {
    counter: &'a CounterId,
    clerk: &'a Clerk,
    catalog: &'a Catalog,
}

/// Whether a part has to wait for another one of the same visit.
pub(super) fn is_held(life: &Life, leg: usize) -> bool {
    let after = &life.parts[leg].after;
    life.parts.iter().any(|first| first.is_open() && after.contains(&first.service))
}

/// Whether a part waits in another building than the one to which the citizen goes first.
fn is_elsewhere(life: &Life, leg: usize) -> bool {
    let mut to_come = (0..life.parts.len()).filter(|part| life.parts[*part].is_waiting() && !is_held(life, *part));
    to_come.next().is_some_and(|first| life.parts[first].location != life.parts[leg].location)
}

/// Whether a part can be called.
fn is_due(life: &Life, leg: usize) -> bool {
    let part = &life.parts[leg];
    let can_be = part.is_waiting() && part.ready_at.is_none() && life.in_hand().is_none();
    can_be && !is_held(life, leg) && !is_elsewhere(life, leg)
}

impl Audit {
    /// Whoever is in nobody's hands has something to come that waits for nothing else of the same visit.
    pub(super) fn nobody_waits_for_ever(&self) -> Checked {
        let waits_for_ever = |life: &Life| {
            let mut to_come = (0..life.parts.len()).filter(|leg| life.parts[*leg].is_waiting());
            life.is_open() && life.in_hand().is_none() && !to_come.any(|leg| !is_held(life, leg))
        };
        let stuck = self.lives.iter().find(|(_, life)| waits_for_ever(life));
        must(stuck.is_none(), || format!("the services of {:?} wait for each other", stuck.map(|(ticket, _)| ticket)))
    }

    pub(super) fn call(
        &mut self,
        ticket: TicketId,
        leg: usize,
        counter: &CounterId,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Checked {
        must(catalog.counter(counter).is_some(), || format!("{ticket} is called to {counter}, which is no counter"))?;
        must(!self.pausing.contains(counter), || format!("{ticket} is called to {counter}, which pauses"))?;
        let clerk = self.clerks.get(counter).and_then(|clerk| catalog.clerk(clerk));
        let clerk = clerk.ok_or_else(|| format!("ticket {ticket} is called to {counter}, where nobody is"))?;
        let called = self.life(ticket)?.clone();
        let part = called.parts.get(leg).ok_or_else(|| format!("ticket {ticket} has no leg {leg}"))?;
        must(part.is_waiting(), || format!("leg {leg} of ticket {ticket} is called and does not wait"))?;
        must(called.in_hand().is_none(), || format!("ticket {ticket} is called and elsewhere"))?;
        must(!called.is_direct, || format!("ticket {ticket} is called and has no code"))?;
        must(clerk.can_serve(&part.service), || format!("{} calls {ticket} and cannot serve it", clerk.id))?;
        must(!is_held(&called, leg), || format!("ticket {ticket} is called before what comes first"))?;
        let desk = Desk { counter, clerk, catalog };
        if self.is_named {
            must(clerk.may_call_named, || format!("{} calls {ticket} by name", clerk.id))?;
        } else {
            must(part.ready_at.is_none(), || format!("ticket {ticket} is called on the way"))?;
            must(part.location == building(counter, catalog), || format!("{ticket} is called to another building"))?;
            must(!is_elsewhere(&called, leg), || format!("{ticket} is called and goes to another building first"))?;
            must(self.is_for(part, &desk), || format!("ticket {ticket} is called by another than it waits for"))?;
            self.nobody_is_passed_over(ticket, leg, &called, &desk)?;
        }
        self.keep(counter, Step::Call, ticket, at);
        self.calls.push(Some((building(counter, catalog), called.is_preferred())));
        self.put(counter, ticket)?;
        let life = self.life(ticket)?;
        life.recalls = 0;
        life.waited += (at - life.waits_from).max(TimeDelta::zero());
        life.waits_from = at;
        (life.parts[leg].phase, life.parts[leg].ready_at) = (Phase::Called, None);
        Ok(())
    }

    /// Whether a part waits for everybody, or for who calls, or for somebody who is gone.
    fn is_for(&self, part: &Part, desk: &Desk<'_>) -> bool {
        let can = |counter: &CounterId| {
            let clerk = self.clerks.get(counter).and_then(|clerk| desk.catalog.clerk(clerk));
            let is_there = desk.catalog.counter(counter).is_some_and(|counter| counter.location == part.location);
            is_there && clerk.is_some_and(|clerk| clerk.can_serve(&part.service))
        };
        let counter = part.only_counter.as_ref().filter(|only| can(only));
        let clerk = part.only_clerk.as_ref();
        let clerk = clerk.filter(|only| self.clerks.iter().any(|(counter, present)| present == *only && can(counter)));
        counter.is_none_or(|only| only == desk.counter) && clerk.is_none_or(|only| only == &desk.clerk.id)
    }

    /// Whoever this clerk could have called as well, of the same class, waits no longer; and classes keep their order.
    ///
    /// Who is taken back comes first, and who let others pass has given the place up.
    fn nobody_is_passed_over(&self, ticket: TicketId, leg: usize, called: &Life, desk: &Desk<'_>) -> Checked {
        let mine = &called.parts[leg];
        let here = building(desk.counter, desk.catalog);
        let mut others = Vec::new();
        for (other, life) in &self.lives {
            let parts = life.parts.iter().enumerate().filter(|(position, part)| {
                let is_another = *other != ticket || *position != leg;
                let is_ours = part.location == here && desk.clerk.can_serve(&part.service) && self.is_for(part, desk);
                is_another && is_ours && is_due(life, *position)
            });
            others.extend(parts.map(|(_, part)| (*other, life, part)));
        }
        let front = others.iter().find(|(other, _, part)| part.is_front && !part.is_behind && *other != ticket);
        if mine.is_front || mine.is_behind {
            return Ok(());
        }
        must(front.is_none(), || format!("{ticket} is called before {:?}, who is taken back", front.map(|it| it.0)))?;
        let waits = others.iter().filter(|(_, _, part)| !part.is_behind);
        for (other, life, part) in waits.clone() {
            let is_earlier = life.rank() == called.rank() && (part.key, *other) < (mine.key, ticket);
            must(!is_earlier, || format!("{ticket} is called, {other} waits longer and is passed over"))?;
        }
        self.the_preferred_are_bounded(ticket, called, desk, waits.map(|(_, life, _)| *life))
    }

    /// Without a bound the higher class comes first; with one it does, but for one in so many calls at most.
    fn the_preferred_are_bounded<'a>(
        &self,
        ticket: TicketId,
        called: &Life,
        desk: &Desk<'_>,
        others: impl Iterator<Item = &'a Life> + Clone,
    ) -> Checked {
        let one_in = desk.catalog.rules.priority_one_in.max(1) as usize;
        let here = building(desk.counter, desk.catalog);
        let mut calls = self.calls.iter().rev().flatten().filter(|(place, _)| *place == here);
        let since = calls.position(|(_, is_preferred)| *is_preferred);
        let is_turn = since.is_none_or(|since| since + 1 >= one_in);
        let mut higher = others.clone().filter(|other| other.rank() > called.rank());
        if called.is_preferred() {
            must(higher.next().is_none(), || format!("{ticket} is called before a higher class"))?;
            let mut walk_ins = others.filter(|other| !other.is_preferred());
            return must(is_turn || walk_ins.next().is_none(), || {
                format!("{ticket} is preferred after {since:?} others, of {one_in} calls, and others wait")
            });
        }
        must(!is_turn || higher.next().is_none(), || {
            format!("{ticket} is called after {since:?} others, of {one_in} calls, and a preferred visit waits")
        })
    }
}

//! Whether a call may be: to whom, where, and before whom.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::{Catalog, Clerk};
use domain::ids::{CounterId, ServiceId, TicketId};
use domain::reason::CallReason;
use domain::rules::Policy;
use domain::ticket::{Class, Step};

use super::life::{Life, Part, Phase};
use super::places::building;
use super::reason::{Called, floors, target};
use super::{Audit, Checked, must};

/// Where and by whom somebody is called.
pub(super) struct Desk<'a> {
    pub(super) counter: &'a CounterId,
    pub(super) clerk: &'a Clerk,
    pub(super) catalog: &'a Catalog,
}

/// Somebody who could have been called as well.
pub(super) struct Other<'a> {
    pub(super) ticket: TicketId,
    pub(super) life: &'a Life,
    pub(super) part: &'a Part,
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
        (ticket, leg): (TicketId, usize),
        counter: &CounterId,
        reason: Option<&CallReason>,
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
        let others = self.whom_else(Some((ticket, leg)), &desk);
        let choice = Called { ticket, life: &called, part, others: &others };
        if self.is_named {
            must(clerk.may_call_named, || format!("{} calls {ticket} by name", clerk.id))?;
        } else {
            must(part.ready_at.is_none(), || format!("ticket {ticket} is called on the way"))?;
            must(part.location == building(counter, catalog), || format!("{ticket} is called to another building"))?;
            must(!is_elsewhere(&called, leg), || format!("{ticket} is called and goes to another building first"))?;
            must(self.is_for(part, &desk), || format!("ticket {ticket} is called by another than it waits for"))?;
            self.nobody_is_passed_over(&choice, &desk, at)?;
        }
        self.says_why(&choice, reason, &desk, at)?;
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

    /// Whatever else than this leg of a ticket a clerk could call.
    pub(super) fn whom_else(&self, than: Option<(TicketId, usize)>, desk: &Desk<'_>) -> Vec<Other<'_>> {
        let here = building(desk.counter, desk.catalog);
        let mut others = Vec::new();
        for (other, life) in &self.lives {
            let parts = life.parts.iter().enumerate().filter(|(position, part)| {
                let is_another = than != Some((*other, *position));
                let is_ours = part.location == here && desk.clerk.can_serve(&part.service) && self.is_for(part, desk);
                is_another && is_ours && is_due(life, *position)
            });
            others.extend(parts.map(|(_, part)| Other { ticket: *other, life, part }));
        }
        others
    }

    /// Whoever could have been called for the same, of the same class, waits no longer; nor is the reason weightier.
    ///
    /// Who is taken back comes first, and who let others pass has given the place up.
    fn nobody_is_passed_over(&self, called: &Called<'_>, desk: &Desk<'_>, at: Timestamp) -> Checked {
        let (ticket, mine) = (called.ticket, called.part);
        if mine.is_front || mine.is_behind {
            return Ok(());
        }
        let others = || called.others.iter().filter(|other| !other.part.is_behind);
        let front = others().find(|other| other.part.is_front && other.ticket != ticket);
        must(front.is_none(), || {
            format!("{ticket} is called before {:?}, who is taken back", front.map(|it| it.ticket))
        })?;
        for other in others().filter(|other| other.part.service == mine.service) {
            let (first, then) = (other.life.rank(), called.life.rank());
            let is_earlier = first == then && (other.part.key, other.ticket) < (mine.key, ticket);
            must(!is_earlier, || format!("{ticket} is called, {} waits longer and is passed over", other.ticket))?;
            let is_weightier = first.0 == then.0 && first.1 > then.1;
            must(!is_weightier, || format!("{ticket} is called before {}, who has a weightier reason", other.ticket))?;
        }
        self.an_early_one_lets_others_pass(called, desk, at)?;
        let mut walk_ins = others().filter(|other| !other.life.is_preferred());
        let may_be = !called.life.is_preferred() || self.is_turn_of_the_preferred(desk) || walk_ins.next().is_none();
        must(may_be, || {
            let one_in = desk.catalog.rules.priority_one_in;
            format!("{ticket} is preferred again, of {one_in} calls, and others wait")
        })
    }

    /// Whoever comes too early for an appointment is called after those whose time has come: in a strict order after
    /// all that this order does not put behind, else at least after those who wait for the same and are not new.
    fn an_early_one_lets_others_pass(&self, called: &Called<'_>, desk: &Desk<'_>, at: Timestamp) -> Checked {
        let rules = &desk.catalog.rules;
        let early = TimeDelta::minutes(rules.appointment_call_early_minutes.into());
        if called.life.class != Class::Appointment || at >= called.part.key - early {
            return Ok(());
        }
        let (ticket, service) = (called.ticket, &called.part.service);
        let is_mastered = |service: &ServiceId| desk.clerk.primary.contains(service);
        let is_near = is_mastered(service) && floors(desk, service) == 0;
        let others = called.others.iter().filter(|other| !other.part.is_behind && other.part.key <= at);
        for other in others {
            let is_same = &other.part.service == service;
            let targets = [Class::Appointment, other.life.class].map(|class| target(class, service, desk.catalog));
            // The early one counts as if it had waited for three seconds.
            let waited = (at - other.part.key).num_seconds() * i64::from(targets[0]);
            let is_passed_over = match rules.policy {
                Policy::OldestFirst => true,
                Policy::StrictLists => is_same || is_mastered(&other.part.service),
                Policy::LongestQueue => is_same,
                Policy::Balanced | Policy::AppointmentsFirst | Policy::Fair | Policy::Throughput => {
                    is_same && is_near && waited > 3 * i64::from(targets[1])
                }
            };
            must(!is_passed_over, || format!("{ticket} is called long before its time, and {} waits", other.ticket))?;
        }
        Ok(())
    }

    /// Whether a priority or an appointment may be called while others wait.
    pub(super) fn is_turn_of_the_preferred(&self, desk: &Desk<'_>) -> bool {
        let one_in = desk.catalog.rules.priority_one_in.max(1) as usize;
        let here = building(desk.counter, desk.catalog);
        let mut calls = self.calls.iter().rev().flatten().filter(|(place, _)| *place == here);
        calls.position(|(_, is_preferred)| *is_preferred).is_none_or(|since| since + 1 >= one_in)
    }
}

//! Whether a call says truly why it was made, as far as the journal tells.

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::ids::{LocationId, ServiceId, TicketId};
use domain::reason::{CallBasis, CallReason};
use domain::ticket::Class;

use super::calls::{Desk, Other};
use super::life::{Life, Part};
use super::{Audit, Checked, must};

/// Who was called, for what, and whoever else could have been.
pub(super) struct Called<'a> {
    pub(super) ticket: TicketId,
    pub(super) life: &'a Life,
    pub(super) part: &'a Part,
    pub(super) others: &'a [Other<'a>],
}

impl Audit {
    /// What a call says of itself.
    pub(super) fn says_why(
        &self,
        called: &Called<'_>,
        reason: Option<&CallReason>,
        desk: &Desk<'_>,
        at: Timestamp,
    ) -> Checked {
        let (ticket, part, catalog) = (called.ticket, called.part, desk.catalog);
        let reason = reason.ok_or_else(|| format!("nobody says why {ticket} is called"))?;
        let of = |what: &str, told: &dyn std::fmt::Debug, truth: &dyn std::fmt::Debug| {
            format!("the call of {ticket} says {what} {told:?} and not {truth:?}")
        };
        macro_rules! says {
            ($what:literal, $told:expr, $truth:expr) => {
                must($told == $truth, || of($what, &$told, &$truth))?
            };
        }
        let seconds = (at - part.key).num_seconds();
        let is_appointment = called.life.class == Class::Appointment;
        says!("waited seconds", reason.waited_seconds, if is_appointment { seconds } else { seconds.max(0) });
        says!("target", reason.target_minutes, target(called.life.class, &part.service, catalog));
        says!("policy", reason.policy, catalog.rules.policy);
        says!(
            "counters on duty",
            reason.counters_on_duty as usize,
            self.on_duty(&part.location, &part.service, catalog)
        );
        let able = catalog.clerks.iter().filter(|clerk| clerk.can_serve(&part.service)).count();
        says!("clerks able", reason.clerks_able as usize, able);
        says!("floors", reason.floors, floors(desk, &part.service));
        says!("second skill", reason.is_secondary, !desk.clerk.primary.contains(&part.service));
        let name = catalog.service(&part.service).map(|service| service.name.clone()).unwrap_or_default();
        let code = self.codes.iter().find(|(_, other)| **other == ticket).map(|(code, _)| code);
        let text = code.map(|code| reason.clone().told(code, &name).text);
        says!("words", Some(&reason.text), text.as_ref());
        self.rests_on(called, reason, desk)?;
        self.names_a_runner_up(called, reason)
    }

    /// How many counters on duty in a building can give a service.
    fn on_duty(&self, location: &LocationId, service: &ServiceId, catalog: &Catalog) -> usize {
        let there = catalog.counters.iter().filter(|counter| &counter.location == location);
        let clerks = there.filter_map(|counter| catalog.clerk(self.clerks.get(&counter.id)?));
        clerks.filter(|clerk| clerk.can_serve(service)).count()
    }

    /// The basis of a choice is what kept others back, or let one pass.
    fn rests_on(&self, called: &Called<'_>, reason: &CallReason, desk: &Desk<'_>) -> Checked {
        let what = || format!("the call of {} says it rests on {:?}", called.ticket, reason.basis);
        if self.is_named {
            return must(reason.basis == CallBasis::Named, what);
        }
        // Where somebody who let others pass takes part, the place of somebody else counts.
        if called.part.is_behind || called.others.iter().any(|other| other.part.is_behind) {
            return must(reason.basis != CallBasis::Named, what);
        }
        if called.part.is_front {
            return must(reason.basis == CallBasis::Rejoined, what);
        }
        let mut all = called.others.iter().map(|other| other.life).chain([called.life]);
        let others_wait = all.clone().any(|life| !life.is_preferred());
        let is_bound = others_wait && all.any(Life::is_preferred) && !self.is_turn_of_the_preferred(desk);
        let expected = if is_bound { CallBasis::OneInSoMany } else { CallBasis::Policy };
        must(reason.basis == expected, || format!("{} and not {expected:?}", what()))
    }

    /// The runner-up is somebody else who could have been called, where there is anybody.
    fn names_a_runner_up(&self, called: &Called<'_>, reason: &CallReason) -> Checked {
        let ticket = called.ticket;
        let others: Vec<_> = called.others.iter().filter(|other| other.ticket != ticket).collect();
        let Some(second) = &reason.runner_up else {
            let is_nobody = self.is_named || others.is_empty();
            return must(is_nobody, || format!("the call of {ticket} has no runner-up, and {} wait", others.len()));
        };
        let named = self.codes.get(&second.code);
        let could_be = !self.is_named && others.iter().any(|other| Some(&other.ticket) == named);
        must(could_be, || format!("the call of {ticket} names {} as runner-up, who could not be called", second.code))?;
        let is_measured = reason.basis == CallBasis::Policy || second.behind_hundredths.is_none();
        let is_behind = second.behind_hundredths.is_none_or(|behind| behind >= 0);
        must(is_measured && is_behind, || format!("the runner-up of {ticket} is {second:?} by {:?}", reason.basis))
    }
}

/// The wait the office aims at, in minutes.
pub(super) fn target(class: Class, service: &ServiceId, catalog: &Catalog) -> u32 {
    match class {
        Class::WalkIn => catalog.service(service).map_or(0, |service| service.target_wait_minutes),
        Class::Appointment => catalog.rules.appointment_target_minutes,
        Class::Priority => catalog.rules.priority_target_minutes,
    }
}

/// How many floors somebody walks to a counter.
pub(super) fn floors(desk: &Desk<'_>, service: &ServiceId) -> u32 {
    // The ground floor is `T`, the others are numbers.
    let level = |floor: &str| floor.parse::<i32>().unwrap_or(0);
    let area = desk.catalog.service(service).and_then(|service| desk.catalog.area(&service.area));
    let counter = desk.catalog.counter(desk.counter);
    counter.zip(area).map_or(0, |(counter, area)| level(&counter.floor).abs_diff(level(&area.floor)))
}

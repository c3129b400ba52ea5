//! Why somebody is called, by the model: what the journal should say of it.

use domain::Timestamp;
use domain::ids::{CounterId, ServiceId};
use domain::reason::{CallBasis, CallReason, RunnerUp};
use domain::rules::Policy;
use domain::ticket::Class;

use super::calling::{Calling, Candidate};
use super::order::Row;
use super::views::{Checked, count, same};
use super::{Model, serves};

/// Numbers told as whole ones may be off by so little more than a half: they are reckoned in another order.
const ROUNDING_TOLERANCE: f64 = 1e-6;

/// What the hub under test says it called.
#[derive(Clone, Debug)]
pub struct TheirCall {
    /// Where to.
    pub counter: CounterId,
    /// The ticket.
    pub guest: u64,
    /// The position of the errand.
    pub errand: usize,
    /// Why.
    pub reason: Option<CallReason>,
}

/// Why somebody is called.
#[derive(Clone, Debug)]
pub struct Why {
    basis: CallBasis,
    policy: Policy,
    waited_seconds: i64,
    target_minutes: u32,
    pressure_minutes: f64,
    counters_on_duty: u32,
    clerks_able: u32,
    floors: u32,
    is_secondary: bool,
    /// Any of these is the runner-up, so much behind.
    runners_up: Vec<(String, Option<f64>)>,
    /// Whether others were as good as equal.
    has_equals: bool,
}

impl Why {
    /// The names under which the call is counted.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        let is_outweighed = self.runners_up.iter().any(|(_, behind)| behind.is_some_and(|behind| behind < 0.0));
        let by = match self.basis {
            CallBasis::Policy => self.policy.word(),
            CallBasis::OneInSoMany => "one_in_so_many",
            CallBasis::Rejoined => "rejoined",
            CallBasis::Named => "named",
        };
        let is_early = self.waited_seconds < 0 && self.basis == CallBasis::Policy;
        let seldom =
            [(is_early, "early_called"), (is_outweighed, "lighter_reason_second"), (self.has_equals, "equals")];
        std::iter::once(by).chain(seldom.into_iter().filter(|(is_so, _)| *is_so).map(|(_, name)| name))
    }
}

impl Model {
    /// Why a counter calls somebody whom it chose of all.
    #[must_use]
    pub fn why_chosen(&self, counter: &CounterId, calling: &Calling<'_>, first: &Candidate<'_>, now: Timestamp) -> Why {
        let has_equals = calling.next().len() > 1;
        let runners_up = calling.after(first).into_iter().map(|(guest, behind)| (guest.code.clone(), behind));
        Why {
            basis: first.basis,
            runners_up: runners_up.collect(),
            has_equals,
            ..self.why_named(counter, first.row, now)
        }
    }

    /// Why a counter calls somebody whom its clerk named.
    #[must_use]
    pub fn why_named(&self, counter: &CounterId, (guest, errand): Row<'_>, now: Timestamp) -> Why {
        let it = &guest.errands[errand];
        let hall = self.hall(&it.location);
        let waited_seconds = (now - it.key).num_seconds();
        Why {
            basis: CallBasis::Named,
            policy: self.catalog.rules.policy,
            // Only an appointment can be called before its time.
            waited_seconds: if guest.class == Class::Appointment { waited_seconds } else { waited_seconds.max(0) },
            target_minutes: self.target_minutes(&it.service, guest.class),
            pressure_minutes: hall.told_pressure(&it.service),
            counters_on_duty: count(hall.on_duty_for(&it.service)),
            clerks_able: count(self.catalog.clerks.iter().filter(|clerk| serves(clerk, &it.service)).count()),
            floors: self.floors(counter, &it.service),
            is_secondary: !self.clerk_at(counter).is_some_and(|clerk| clerk.primary.contains(&it.service)),
            runners_up: Vec::new(),
            has_equals: false,
        }
    }

    /// Checks the calls that were made with a command, and why.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_calls(&self, told: &[TheirCall]) -> Checked {
        same("the number of calls", &told.len(), &self.whys.len())?;
        told.iter().zip(&self.whys).try_for_each(|(told, why)| self.check_reason(told, why))
    }

    fn check_reason(&self, told: &TheirCall, why: &Why) -> Checked {
        let of = |what: &str| format!("{what} of the call of {}", told.guest);
        let reason = told.reason.as_ref().ok_or_else(|| of("no reason"))?;
        same(&of("basis"), &reason.basis, &why.basis)?;
        same(&of("policy"), &reason.policy, &why.policy)?;
        same(&of("wait"), &reason.waited_seconds, &why.waited_seconds)?;
        same(&of("target"), &reason.target_minutes, &why.target_minutes)?;
        whole(&of("pressure"), reason.pressure_minutes, why.pressure_minutes)?;
        same(&of("counters on duty"), &reason.counters_on_duty, &why.counters_on_duty)?;
        same(&of("clerks able"), &reason.clerks_able, &why.clerks_able)?;
        same(&of("floors"), &reason.floors, &why.floors)?;
        same(&of("second skill"), &reason.is_secondary, &why.is_secondary)?;
        let is_so = match &reason.runner_up {
            None => why.runners_up.is_empty(),
            Some(second) => why.runners_up.iter().any(|(code, behind)| is_second(second, code, *behind)),
        };
        let how = || format!("{} is {:?} and not of {:?}", of("runner-up"), reason.runner_up, why.runners_up);
        if is_so { Ok(()) } else { Err(how()) }
    }

    /// How many floors lie between a counter and the area of a service.
    pub(super) fn floors(&self, counter: &CounterId, service: &ServiceId) -> u32 {
        let from = self.catalog.counters.iter().find(|known| &known.id == counter).map(|counter| &counter.floor);
        let area = self.catalog.services.iter().find(|known| &known.id == service).map(|service| &service.area);
        let to = self.catalog.areas.iter().find(|known| Some(&known.id) == area).map(|area| &area.floor);
        match (from, to) {
            (Some(from), Some(to)) => level(from).abs_diff(level(to)),
            (None, _) | (_, None) => 0,
        }
    }
}

/// Whether a runner-up is told rightly; one that is worth more than who was called stands behind for another reason.
fn is_second(told: &RunnerUp, code: &str, behind: Option<f64>) -> bool {
    let hundredths = behind.map(|behind| behind * 100.0);
    let is_so = match (told.behind_hundredths, hundredths) {
        (None, None) => true,
        (None, Some(behind)) => behind < ROUNDING_TOLERANCE,
        (Some(told), Some(behind)) => behind > -ROUNDING_TOLERANCE && is_rounded(told as f64, behind),
        (Some(_), None) => false,
    };
    told.code.as_str() == code && is_so
}

fn is_rounded(told: f64, exactly: f64) -> bool {
    (told - exactly).abs() <= 0.5 + ROUNDING_TOLERANCE * (1.0 + exactly.abs())
}

/// Checks something that is told as a whole number.
pub(super) fn whole(what: &str, told: u32, exactly: f64) -> Checked {
    let how = || format!("{what} is {told} where the model says {exactly}");
    if is_rounded(f64::from(told), exactly) { Ok(()) } else { Err(how()) }
}

/// How high a floor of the simulated hub lies.
fn level(floor: &str) -> i32 {
    floor.parse().unwrap_or(0)
}

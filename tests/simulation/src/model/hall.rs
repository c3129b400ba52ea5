//! A building as its queues press upon it: who is on duty, what they can give, and for how long they would be busy.
//!
//! Pressure is measured as the reference `dispatching.md` (§3.1) and the rules of `hub28` say it: every counter has a
//! table of shares, and five times each share is made greater where the queue is long.

use std::collections::BTreeMap;

use domain::catalog::{Clerk, Counter};
use domain::ids::{CounterId, LocationId, ServiceId};

use super::Model;

/// How often the shares are balanced.
const ROUNDS: u32 = 5;
/// The least that is taken to be done for a queue, in people of the mean service at a time.
const RATE_MIN: f64 = 1e-9;
/// Between these pressure counts while shares are balanced, in minutes.
const BALANCE_MINUTES: (f64, f64) = (0.001, 10_000.0);
/// The places of a service in a counter's list: mastered, of the own area, of another.
const LIST: [u32; 3] = [2, 1, 0];

/// A service somebody at a counter can give.
#[derive(Clone, Debug)]
pub(super) struct Skill<'a> {
    pub(super) service: &'a ServiceId,
    /// How long it takes on average where it is mastered.
    pub(super) mean_seconds: u32,
    /// How much longer it takes here, in thousandths.
    pub(super) extra_permille: u32,
    /// What it takes to come here from where it is waited for.
    pub(super) walk_seconds: u32,
    /// Its place in the counter's list; the greater comes first.
    pub(super) list: u32,
}

/// A building.
#[derive(Clone, Debug)]
pub(super) struct Hall<'a> {
    /// The counters on duty, whether they call or pause, and what they can give.
    pub(super) duty: Vec<(&'a CounterId, Vec<Skill<'a>>)>,
    /// How many wait for each service.
    pub(super) people: BTreeMap<&'a ServiceId, u32>,
    /// How long those on duty need for each queue, in minutes.
    pressure: BTreeMap<&'a ServiceId, f64>,
}

impl Skill<'_> {
    pub(super) fn mean_minutes(&self) -> f64 {
        f64::from(self.mean_seconds) / 60.0
    }

    /// How many times longer it takes here.
    pub(super) fn factor(&self) -> f64 {
        1.0 + f64::from(self.extra_permille) / 1_000.0
    }
}

impl Model {
    /// A building with everybody on duty in it.
    pub(super) fn hall(&self, location: &LocationId) -> Hall<'_> {
        let mut people: BTreeMap<_, _> = self.catalog.services.iter().map(|service| (&service.id, 0)).collect();
        for (guest, errand) in self.due() {
            let errand = &guest.errands[errand];
            if let Some(count) = people.get_mut(&errand.service).filter(|_| &errand.location == location) {
                *count += 1;
            }
        }
        let counters = self.catalog.counters.iter().filter(|counter| &counter.location == location);
        let duty =
            counters.filter_map(|counter| Some((&counter.id, self.skills(counter, self.clerk_at(&counter.id)?))));
        let duty: Vec<_> = duty.collect();
        let work = people.iter().map(|(service, count)| (*service, f64::from(*count) * self.mean_minutes(service)));
        let pressure = pressure(&duty, &work.collect());
        Hall { duty, people, pressure }
    }

    /// How long a service takes on average: as learnt today, or as the hub file says.
    fn mean_seconds(&self, service: &ServiceId) -> u32 {
        let usual = self.catalog.services.iter().find(|known| &known.id == service);
        let learnt = self.learnt.services.iter().find(|known| &known.service == service);
        let usual = usual.map_or(0, |service| service.duration_minutes * 60);
        learnt.map_or(usual, |known| known.seconds.max(1))
    }

    fn mean_minutes(&self, service: &ServiceId) -> f64 {
        f64::from(self.mean_seconds(service)) / 60.0
    }

    /// What a clerk gives at a counter, in the clerk's order: what is mastered first.
    fn skills<'a>(&'a self, counter: &Counter, clerk: &'a Clerk) -> Vec<Skill<'a>> {
        let mut skills: Vec<Skill<'a>> = Vec::new();
        for id in clerk.primary.iter().chain(&clerk.secondary) {
            let Some(service) = self.catalog.services.iter().find(|service| &service.id == id) else { continue };
            if skills.iter().any(|known| known.service == id) {
                continue;
            }
            let rules = &self.catalog.rules;
            let is_own_area = service.area == counter.area;
            let is_mastered = clerk.primary.contains(id);
            let is_learnt = !self.learnt.services.is_empty();
            let (extra_permille, list) = match (is_mastered, is_own_area, is_learnt) {
                (true, _, _) => (0, LIST[0]),
                (false, true, true) => (self.learnt.secondary_permille, LIST[1]),
                (false, true, false) => (rules.secondary_percent * 10, LIST[1]),
                (false, false, true) => (self.learnt.other_area_permille, LIST[2]),
                (false, false, false) => (rules.other_area_percent * 10, LIST[2]),
            };
            let walk_seconds = rules.floor_walk_seconds * self.floors(&counter.id, id);
            let mean_seconds = self.mean_seconds(id);
            skills.push(Skill { service: id, mean_seconds, extra_permille, walk_seconds, list });
        }
        skills
    }
}

impl<'a> Hall<'a> {
    /// What is given at a counter; nothing where nobody is.
    pub(super) fn at(&self, counter: &CounterId) -> &[Skill<'a>] {
        self.duty.iter().find(|(known, _)| *known == counter).map_or(&[], |(_, skills)| skills.as_slice())
    }

    /// How many counters on duty can give a service.
    pub(super) fn on_duty_for(&self, service: &ServiceId) -> usize {
        self.on_duty_for_any(|given| given == service)
    }

    /// How many counters on duty can give any of some services.
    pub(super) fn on_duty_for_any(&self, is_one: impl Fn(&ServiceId) -> bool) -> usize {
        self.duty.iter().filter(|(_, skills)| skills.iter().any(|skill| is_one(skill.service))).count()
    }

    /// How long those on duty need for a queue, in minutes.
    pub(super) fn pressure(&self, service: &ServiceId) -> f64 {
        self.pressure.get(service).copied().unwrap_or(0.0)
    }

    /// The same as it is told: nothing where nobody on duty can give the service.
    pub(super) fn told_pressure(&self, service: &ServiceId) -> f64 {
        if self.on_duty_for(service) == 0 { 0.0 } else { self.pressure(service) }
    }

    /// By counter on duty how much longer it needs for a service: two services for which this is the same, and for
    /// which as many people wait, are pressed alike.
    pub(super) fn column(&self, service: &ServiceId) -> Vec<Option<u32>> {
        let of =
            |skills: &[Skill<'_>]| skills.iter().find(|skill| skill.service == service).map(|it| it.extra_permille);
        self.duty.iter().map(|(_, skills)| of(skills)).collect()
    }
}

/// Each queue's pressure, in minutes; `work` is what waits, in minutes.
fn pressure<'a>(
    duty: &[(&CounterId, Vec<Skill<'a>>)],
    work: &BTreeMap<&'a ServiceId, f64>,
) -> BTreeMap<&'a ServiceId, f64> {
    let is_waited_for = |skill: &Skill<'a>| work.get(skill.service).is_some_and(|work| *work > 0.0);
    let mut table: Vec<Vec<(&Skill<'a>, f64)>> = Vec::new();
    for (_, skills) in duty {
        let waited_for: Vec<_> = skills.iter().filter(|skill| is_waited_for(skill)).collect();
        let share = 1.0 / waited_for.len() as f64;
        table.push(waited_for.into_iter().map(|skill| (skill, share)).collect());
    }
    let mut minutes = BTreeMap::new();
    for _ in 0..ROUNDS {
        let rate = |service: &ServiceId| -> f64 {
            let of_it = table.iter().flatten().filter(|(skill, _)| skill.service == service);
            of_it.map(|(skill, share)| share / skill.factor()).sum()
        };
        let need = |(service, work): (&&'a ServiceId, &f64)| {
            (*service, if *work > 0.0 { work / rate(service).max(RATE_MIN) } else { 0.0 })
        };
        minutes = work.iter().map(need).collect();
        for shares in &mut table {
            for (skill, share) in &mut *shares {
                let minutes = minutes.get(skill.service).copied().unwrap_or(0.0);
                *share *= minutes.clamp(BALANCE_MINUTES.0, BALANCE_MINUTES.1).sqrt();
            }
            let sum: f64 = shares.iter().map(|(_, share)| share).sum();
            shares.iter_mut().for_each(|(_, share)| *share /= sum);
        }
    }
    minutes
}

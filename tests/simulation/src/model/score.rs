//! What a call is worth by the hub's policy: the formula of the reference `dispatching.md` (§3.1) and `hub28`, as it
//! stands there.

use domain::rules::{Policy, Rules};

use super::hall::Skill;

/// Two scores so close, relative to the better one, are as good as equal: the last bits of a fraction depend on the
/// order in which it is reckoned.
const TOLERANCE: f64 = 1e-9;
/// What a step of class is worth in a strict order, in minutes.
const RANK_MINUTES: i128 = 10_000;
/// What somebody who waits is worth in the longest queue, in minutes.
const PERSON_MINUTES: i128 = 1_000_000;
/// What a place in the counter's list is worth, in minutes.
const LIST_MINUTES: i128 = 10_000_000;
/// How far behind its wait an early appointment stands, in minutes.
const EARLY_MINUTES: i64 = 50;
const MICROSECONDS_PER_MINUTE: i64 = 60_000_000;
/// A wait counts as at least this much in an index: a twentieth of a minute.
const WAIT_MICROSECONDS_MIN: i64 = 3_000_000;
/// The wait by which pressure is divided, in minutes.
const REFERENCE_WAIT_MINUTES: f64 = 20.0;
/// The mean service by which speed is measured, in minutes.
const REFERENCE_SERVICE_MINUTES: f64 = 13.0;
/// What a skill of a counter costs against another counter, in points and, in a strict order, in microseconds: a
/// ten-thousandth of a minute.
const SKILL_WEIGHT: f64 = 1e-4;
const SKILL_MICROSECONDS: i128 = 6_000;
const WALK_WEIGHT: f64 = 3.0;
const EXTRA_WEIGHT: f64 = 2.0;

/// By which class's rules somebody is called; of services and counters that are alike, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    WalkIn,
    Appointment,
    /// With the standing of the reason among the hub's.
    Priority(u32),
}

/// What is weighed of the first one of a queue.
#[derive(Clone, Debug)]
pub(super) struct Weighed<'a> {
    pub(super) kind: Kind,
    pub(super) skill: &'a Skill<'a>,
    /// How long it has waited by its place in the queue.
    pub(super) waited_microseconds: i64,
    pub(super) target_minutes: u32,
    /// How many wait for the service.
    pub(super) people: u32,
    pub(super) pressure_minutes: f64,
    /// What the pressure follows from: how many waited when it was measured, and what each counter needs.
    pub(super) pressed_by: (u32, Vec<Option<u32>>),
}

/// What a call is worth.
#[derive(Clone, Debug)]
pub(super) struct Score {
    pub(super) value: f64,
    basis: Basis,
}

#[derive(Clone, Debug, PartialEq)]
enum Basis {
    /// In a strict order: a whole number of microseconds.
    Exact(i128),
    /// All that an index is made of; where all is alike, so is the index, to the last bit.
    Index {
        waited: i64,
        head_start: i64,
        target: u32,
        mean: u32,
        extra: u32,
        walk: u32,
        pressed_by: (u32, Vec<Option<u32>>),
    },
    /// An index of a counter with so many skills.
    By(Box<Basis>, usize),
}

impl Score {
    /// What somebody is worth by the rules of a hub.
    pub(super) fn of(rules: &Rules, one: &Weighed<'_>) -> Self {
        let early = i64::from(rules.appointment_call_early_minutes) * MICROSECONDS_PER_MINUTE;
        let is_early = one.kind == Kind::Appointment && one.waited_microseconds < -early;
        let setback = if is_early { EARLY_MINUTES * MICROSECONDS_PER_MINUTE } else { 0 };
        let waited = one.waited_microseconds - setback;
        let rank = match one.kind {
            Kind::Priority(standing) => 2 + i128::from(standing),
            Kind::Appointment if !is_early => 1,
            Kind::Appointment | Kind::WalkIn => 0,
        };
        let strict = |minutes: i128| Self::exact(minutes + rank * RANK_MINUTES, waited);
        let head_start = if one.kind == Kind::WalkIn || is_early { 0 } else { 1 };
        match rules.policy {
            Policy::Balanced => Self::index(rules, one, waited, 20 * head_start, 0.5),
            Policy::AppointmentsFirst => Self::index(rules, one, waited, 30 * head_start, 0.5),
            Policy::Fair => Self::index(rules, one, waited, 20 * head_start, 0.0),
            Policy::Throughput => Self::index(rules, one, waited, 20 * head_start, 1.0),
            Policy::OldestFirst => strict(0),
            Policy::StrictLists => strict(i128::from(one.skill.list) * LIST_MINUTES),
            Policy::LongestQueue => strict(i128::from(one.people) * PERSON_MINUTES),
        }
    }

    fn exact(minutes: i128, waited: i64) -> Self {
        let all = minutes * i128::from(MICROSECONDS_PER_MINUTE) + i128::from(waited);
        Self::of_exact(all)
    }

    fn of_exact(all: i128) -> Self {
        Self { value: all as f64 / MICROSECONDS_PER_MINUTE as f64, basis: Basis::Exact(all) }
    }

    fn index(rules: &Rules, one: &Weighed<'_>, waited: i64, head_start_minutes: i64, exponent: f64) -> Self {
        let waited = waited.max(WAIT_MICROSECONDS_MIN);
        let (skill, target) = (one.skill, f64::from(one.target_minutes));
        let walk = f64::from(skill.walk_seconds) / 60.0;
        let extra = skill.mean_minutes() * f64::from(skill.extra_permille) / 1_000.0;
        let setup = f64::from(rules.setup_seconds) / 60.0;
        let occupied = setup + walk + skill.mean_minutes() * skill.factor();
        let minutes = (waited + head_start_minutes * MICROSECONDS_PER_MINUTE) as f64 / MICROSECONDS_PER_MINUTE as f64;
        let urgency = minutes / target + one.pressure_minutes / REFERENCE_WAIT_MINUTES;
        let lost = (WALK_WEIGHT * walk + EXTRA_WEIGHT * extra) / target;
        let value = urgency * (REFERENCE_SERVICE_MINUTES / occupied).powf(exponent) - lost;
        let basis = Basis::Index {
            waited,
            head_start: head_start_minutes,
            target: one.target_minutes,
            mean: skill.mean_seconds,
            extra: skill.extra_permille,
            walk: skill.walk_seconds,
            pressed_by: one.pressed_by.clone(),
        };
        Self { value, basis }
    }

    /// The same call made by a counter with so many skills: of two that are worth as much the less able one makes it.
    pub(super) fn made_by(self, skills: usize) -> Self {
        let (value, basis) = match self.basis {
            Basis::Exact(all) => return Self::of_exact(all - SKILL_MICROSECONDS * skills as i128),
            Basis::Index { .. } => (self.value - SKILL_WEIGHT * skills as f64, Basis::By(Box::new(self.basis), skills)),
            Basis::By(..) => return self,
        };
        Self { value, basis }
    }

    /// Whether nobody can say that another one is better.
    fn is_as_good_as(&self, other: &Self) -> bool {
        match (&self.basis, &other.basis) {
            (Basis::Exact(mine), Basis::Exact(theirs)) => mine >= theirs,
            _ => self.value >= other.value - TOLERANCE * (1.0 + other.value.abs()),
        }
    }
}

/// Those of some that may be called first: as good as the best, and of those that are really alike the first.
pub(super) fn best<T>(all: Vec<(T, Score)>) -> Vec<(T, Score)> {
    let scores: Vec<_> = all.iter().map(|(_, score)| score.clone()).collect();
    let may_be = |position: usize, score: &Score| {
        let is_best = scores.iter().all(|other| score.is_as_good_as(other));
        is_best && !scores[..position].iter().any(|other| other.basis == score.basis)
    };
    let all = all.into_iter().enumerate();
    all.filter(|(position, (_, score))| may_be(*position, score)).map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use domain::ids::ServiceId;
    use domain::rules::{Policy, Rules};

    use super::{Kind, Score, Skill, Weighed, best};

    fn weighed<'a>(skill: &'a Skill<'a>, kind: Kind, minutes: i64, target_minutes: u32) -> Weighed<'a> {
        let (waited_microseconds, pressed_by) = (minutes * 60_000_000, (1, vec![Some(0)]));
        Weighed { kind, skill, waited_microseconds, target_minutes, people: 1, pressure_minutes: 34.0, pressed_by }
    }

    #[test]
    fn the_index_of_the_reference_is_reckoned_by_hand() {
        let service = ServiceId::new("cards");
        let far = Skill { service: &service, mean_seconds: 600, extra_permille: 200, walk_seconds: 72, list: 0 };
        let rules = Rules::default();
        // m = 0.6 + 1.2 + 12; (17 / 20 + 34 / 20) · √(13 / 13.8) − (3 · 1.2 + 2 · 2) / 20
        let walk_in = Score::of(&rules, &weighed(&far, Kind::WalkIn, 17, 20)).value;
        assert!((walk_in - 2.094_983_531).abs() < 1e-9, "{walk_in}");
        // (0 + 20) / 10 more of the same speed, and the cost doubles.
        let early = Score::of(&rules, &weighed(&far, Kind::Appointment, -6, 10)).value;
        let on_time = Score::of(&rules, &weighed(&far, Kind::Appointment, 0, 10)).value;
        assert!((on_time - early - 2.0 * (13.0_f64 / 13.8).sqrt()).abs() < 1e-9, "{on_time} {early}");
        let fair = Rules { policy: Policy::Fair, ..Rules::default() };
        let fair = Score::of(&fair, &weighed(&far, Kind::WalkIn, 17, 20)).value;
        assert!((fair - (0.85 + 1.7 - 0.38)).abs() < 1e-12, "{fair}");
    }

    #[test]
    fn of_those_that_are_alike_the_first_comes_and_of_those_nearly_alike_any() {
        let service = ServiceId::new("cards");
        let near = Skill { service: &service, mean_seconds: 600, extra_permille: 0, walk_seconds: 0, list: 2 };
        let rules = Rules::default();
        let score = |kind, minutes, target| Score::of(&rules, &weighed(&near, kind, minutes, target));
        let alike = vec![("one", score(Kind::WalkIn, 5, 20)), ("two", score(Kind::WalkIn, 5, 20))];
        assert_eq!(best(alike).into_iter().map(|(one, _)| one).collect::<Vec<_>>(), ["one"]);
        // 60 of 20 minutes, and 10 and 20 of 10: equal in numbers, not in what they are made of.
        let nearly = vec![("one", score(Kind::WalkIn, 60, 20)), ("two", score(Kind::Appointment, 10, 10))];
        assert_eq!(best(nearly).len(), 2);
        let other = vec![("one", score(Kind::WalkIn, 60, 20)), ("two", score(Kind::Appointment, 11, 10))];
        assert_eq!(best(other).into_iter().map(|(one, _)| one).collect::<Vec<_>>(), ["two"]);
    }
}

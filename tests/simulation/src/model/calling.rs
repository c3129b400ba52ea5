//! Whom a counter calls, one after the other: the policy chooses among the first of each service and class.

use std::collections::{BTreeMap, VecDeque};

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::reason::CallBasis;
use domain::ticket::Class;

use super::hall::Hall;
use super::order::Row;
use super::score::{Kind, Score, Weighed, best};
use super::{Guest, Model, serves};

/// Bands of places: who is taken back, priority, appointment, walk-in.
const FRONT: u8 = 0;
const PRIORITY: u8 = 1;
const APPOINTMENT: u8 = 2;
const WALK_IN: u8 = 3;

/// Somebody who may be the next one.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// Who, and for what.
    pub row: Row<'a>,
    /// What the choice rests on.
    pub basis: CallBasis,
    /// What it is worth; nothing where that was not asked.
    pub(super) score: Option<Score>,
}

/// The calls a counter would make one after the other if nothing else happened.
#[derive(Clone, Debug)]
pub struct Calling<'a> {
    model: &'a Model,
    counter: &'a CounterId,
    hall: Hall<'a>,
    now: Timestamp,
    /// Whoever could be called for each service by the rules of each class, by their places.
    lines: BTreeMap<(&'a ServiceId, u8), VecDeque<Row<'a>>>,
    /// How many wait for each service.
    people: BTreeMap<&'a ServiceId, u32>,
    /// Calls since the last one of a preferred visit; `None` where there was none today.
    since: Option<usize>,
}

impl Model {
    /// Everybody a clerk could call, by their places.
    #[must_use]
    pub fn callable(&self, counter: &CounterId, clerk: &Clerk) -> Vec<Row<'_>> {
        let here = self.building(counter);
        let is_ours = |(guest, errand): &Row<'_>| {
            let errand = &guest.errands[*errand];
            errand.location == here && serves(clerk, &errand.service) && self.is_for(errand, counter, clerk)
        };
        let mut rows: Vec<_> = self.due().filter(is_ours).collect();
        rows.sort_by_key(|(guest, errand)| guest.place(*errand));
        rows
    }

    /// The calls a counter would make from a moment on.
    #[must_use]
    pub fn calls_of<'a>(&'a self, counter: &'a CounterId, clerk: &Clerk, now: Timestamp) -> Calling<'a> {
        let here = self.building(counter);
        let (hall, mut lines) = (self.hall(&here), BTreeMap::<_, VecDeque<_>>::new());
        for row in self.callable(counter, clerk) {
            lines.entry((service(&row), band(&row))).or_default().push_back(row);
        }
        let people = hall.people.clone();
        Calling { model: self, counter, hall, now, lines, people, since: self.others_since_preferred(&here) }
    }

    /// How many calls there were in a building since the last of a preferred visit; `None` where there was none today.
    fn others_since_preferred(&self, here: &LocationId) -> Option<usize> {
        let counts = |called: &&super::Called| !called.is_undone && &called.location == here;
        self.called.iter().rev().filter(counts).position(|called| called.is_preferred)
    }

    /// How a weight stands among the hub's reasons for priority: how many lighter ones there are, each once.
    fn standing(&self, weight: u32) -> u32 {
        let mut lighter: Vec<_> = self.catalog.priorities.iter().map(|priority| priority.weight).collect();
        lighter.retain(|other| *other < weight);
        lighter.sort_unstable();
        lighter.dedup();
        u32::try_from(lighter.len()).unwrap_or(u32::MAX)
    }

    /// The wait the office aims at, in minutes.
    #[must_use]
    pub fn target_minutes(&self, service: &ServiceId, class: Class) -> u32 {
        let known = self.catalog.services.iter().find(|known| &known.id == service);
        match class {
            Class::WalkIn => known.map_or(0, |service| service.target_wait_minutes),
            Class::Appointment => self.catalog.rules.appointment_target_minutes,
            Class::Priority => self.catalog.rules.priority_target_minutes,
        }
    }
}

fn band((guest, errand): &Row<'_>) -> u8 {
    guest.place(*errand).band
}

fn service<'a>((guest, errand): &Row<'a>) -> &'a ServiceId {
    &guest.errands[*errand].service
}

impl<'a> Calling<'a> {
    /// Those who may be the next one, the most likely first; more than one where they are as good as equal.
    #[must_use]
    pub fn next(&self) -> Vec<Candidate<'a>> {
        let heads = |asked: &'static [u8]| {
            let lines = self.lines.iter().filter(|((_, band), _)| asked.contains(band));
            lines.filter_map(|(_, rows)| rows.front())
        };
        // Places decide who of those taken back comes first.
        if let Some(row) = heads(&[FRONT]).min_by_key(|(guest, errand)| guest.place(*errand)) {
            return vec![Candidate { row: *row, basis: CallBasis::Rejoined, score: None }];
        }
        let one_in = self.model.catalog.rules.priority_one_in as usize;
        let others_wait = heads(&[WALK_IN]).next().is_some();
        let is_others_turn = others_wait && self.since.is_some_and(|since| since + 1 < one_in);
        let is_kept_back = is_others_turn && heads(&[PRIORITY, APPOINTMENT]).next().is_some();
        let basis = if is_kept_back { CallBasis::OneInSoMany } else { CallBasis::Policy };
        let mut all = Vec::new();
        for skill in self.hall.at(self.counter) {
            for asked in [WALK_IN, APPOINTMENT, PRIORITY] {
                let head = self.lines.get(&(skill.service, asked)).and_then(VecDeque::front);
                let head = head.filter(|_| asked == WALK_IN || !is_others_turn);
                all.extend(head.map(|row| (*row, self.score(row, skill))));
            }
        }
        let best = best(all).into_iter();
        best.map(|(row, score)| Candidate { row, basis, score: Some(score) }).collect()
    }

    fn score(&self, (guest, errand): &Row<'a>, skill: &super::hall::Skill<'a>) -> Score {
        let place = guest.place(*errand);
        let (kind, class) = match place.band {
            PRIORITY => (Kind::Priority(self.model.standing(place.weight())), Class::Priority),
            APPOINTMENT => (Kind::Appointment, Class::Appointment),
            _ => (Kind::WalkIn, Class::WalkIn),
        };
        let of = |people: &BTreeMap<&ServiceId, u32>| people.get(skill.service).copied().unwrap_or(0);
        let weighed = Weighed {
            kind,
            skill,
            waited_microseconds: (self.now - place.key).num_microseconds().unwrap_or(0),
            target_minutes: self.model.target_minutes(skill.service, class),
            people: of(&self.people),
            pressure_minutes: self.hall.pressure(skill.service),
            pressed_by: (of(&self.hall.people), self.hall.column(skill.service)),
        };
        Score::of(&self.model.catalog.rules, &weighed)
    }

    /// Calls somebody in thought.
    pub fn call(&mut self, (guest, errand): Row<'a>) {
        if let Some(line) = self.lines.get_mut(&(service(&(guest, errand)), guest.place(errand).band)) {
            line.retain(|(other, position)| (other.id, *position) != (guest.id, errand));
        }
        if let Some(people) = self.people.get_mut(&guest.errands[errand].service) {
            *people = people.saturating_sub(1);
        }
        self.since = if guest.is_preferred() { Some(0) } else { self.since.map(|since| since + 1) };
    }

    /// How many skills the counter has.
    pub(super) fn skills(&self) -> usize {
        self.hall.at(self.counter).len()
    }

    /// How many are still to be called.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.values().map(VecDeque::len).sum()
    }

    /// Who would be called after somebody else, and by how much less that is worth, where that decided: any of these.
    #[must_use]
    pub fn after(&self, first: &Candidate<'a>) -> Vec<(&'a Guest, Option<f64>)> {
        let mut thought = self.clone();
        thought.call(first.row);
        loop {
            let next = thought.next();
            let others = next.iter().filter(|next| next.row.0.id != first.row.0.id);
            let others: Vec<_> = others.map(|other| (other.row.0, difference(first, other))).collect();
            let Some(own) = next.first().filter(|_| others.is_empty()) else { return others };
            thought.call(own.row);
        }
    }
}

/// By how much less a call is worth; nothing where scores did not decide.
fn difference(first: &Candidate<'_>, other: &Candidate<'_>) -> Option<f64> {
    let both = first.score.as_ref().zip(other.score.as_ref()).filter(|_| first.basis == CallBasis::Policy);
    both.map(|(first, other)| first.value - other.value)
}

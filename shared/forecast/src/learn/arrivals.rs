//! Who comes when: arrivals without an appointment by weekday and five minutes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::past::{Span, WEEKDAYS, is_open};

/// Length of a bin, in minutes (reference `dispatching.md` §4.1).
pub const BIN_MINUTES: f64 = 5.0;
/// Bins of a day.
const BINS: usize = 288;
/// What all weekdays together say counts as so many days of the weekday.
const ALL_WEEKDAYS_WEIGHT: f64 = 4.0;

/// Counts of arrivals; a bin in which the hub was never open takes no room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Arrivals {
    /// By weekday × bins + bin.
    bins: BTreeMap<u16, Bin>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Bin {
    /// How many days of this weekday were open then.
    days: f64,
    /// By service.
    people: Vec<f64>,
}

/// What is expected of one day, by five minutes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    first_bin: usize,
    /// By bin from the first on, by service: people expected.
    people: Vec<Vec<f64>>,
    /// By bin: how many days this rests on.
    days: Vec<f64>,
}

impl Arrivals {
    pub(super) fn learn_day(&mut self, weekday: usize, open: impl Fn(usize) -> bool) {
        for bin in (0..BINS).filter(|bin| open(*bin)) {
            self.bins.entry(key(weekday, bin)).or_default().days += 1.0;
        }
    }

    pub(super) fn learn_one(&mut self, weekday: usize, minute: f64, service: usize, services: usize) {
        let bin = bin_of(minute);
        // Somebody whose ticket came outside the hours is no sign of who comes within them.
        if let Some(bin) = self.bins.get_mut(&key(weekday, bin)) {
            bin.people.resize(services, 0.0);
            bin.people[service] += 1.0;
        }
    }

    pub(super) fn fade(&mut self, factor: f64) {
        for bin in self.bins.values_mut() {
            bin.days *= factor;
            bin.people.iter_mut().for_each(|people| *people *= factor);
        }
    }

    pub(super) fn rearranged(&self, from: &[Option<usize>]) -> Self {
        let mut changed = self.clone();
        for bin in changed.bins.values_mut() {
            let count = |old: &Option<usize>| old.and_then(|old| bin.people.get(old)).copied().unwrap_or(0.0);
            bin.people = from.iter().map(count).collect();
        }
        changed
    }

    /// What is expected on a weekday with these hours: that weekday's own mean, shrunk towards that of all.
    pub(super) fn profile(&self, weekday: usize, open: &[Span], services: usize) -> Profile {
        let first_bin = (0..BINS).find(|bin| is_open(open, *bin)).unwrap_or(0);
        let last_bin = (0..BINS).rfind(|bin| is_open(open, *bin)).unwrap_or(0);
        let mut profile = Profile { first_bin, ..Profile::default() };
        let factor = self.weekday_factor(weekday);
        for bin in first_bin..=last_bin {
            let is_open = is_open(open, bin);
            let (people, days) = self.expected(weekday, bin, services, factor);
            profile.people.push(if is_open { people } else { vec![0.0; services] });
            profile.days.push(days);
        }
        profile
    }

    /// People by service in a bin, and on how many days that rests.
    fn expected(&self, weekday: usize, bin: usize, services: usize, factor: f64) -> (Vec<f64>, f64) {
        let (mut people, mut days) = (vec![0.0; services], 0.0);
        for other in (0..WEEKDAYS).filter_map(|other| self.bins.get(&key(other, bin))) {
            days += other.days;
            people.iter_mut().zip(&other.people).for_each(|(sum, people)| *sum += people);
        }
        if days <= 0.0 {
            return (people, 0.0);
        }
        let own = self.bins.get(&key(weekday, bin));
        let own_days = own.map_or(0.0, |own| own.days);
        for (service, people) in people.iter_mut().enumerate() {
            let all = *people / days * factor;
            let own = own.and_then(|own| own.people.get(service)).copied().unwrap_or(0.0);
            *people = (own + all * ALL_WEEKDAYS_WEIGHT) / (own_days + ALL_WEEKDAYS_WEIGHT);
        }
        (people, days)
    }

    /// How busy a weekday is beside all others, in the bins in which it is open.
    fn weekday_factor(&self, weekday: usize) -> f64 {
        let (mut own_rate, mut all_rate) = (0.0, 0.0);
        let first = key(weekday, 0);
        for (own_key, own) in self.bins.range(first..first + BINS as u16) {
            let others = (0..WEEKDAYS).filter_map(|other| self.bins.get(&key(other, usize::from(own_key - first))));
            let (mut people, mut days) = (0.0, 0.0);
            for other in others {
                people += other.people.iter().sum::<f64>();
                days += other.days;
            }
            if own.days > 0.0 {
                own_rate += own.people.iter().sum::<f64>();
                all_rate += people / days * own.days;
            }
        }
        if own_rate > 0.0 && all_rate > 0.0 { own_rate / all_rate } else { 1.0 }
    }
}

impl Profile {
    /// People expected for each service in the bin of a minute; empty outside the hours.
    #[must_use]
    pub fn people(&self, minute: f64) -> &[f64] {
        self.place(minute).map_or(&[], |place| self.people[place].as_slice())
    }

    /// On how many days the figures of a minute's bin rest.
    #[must_use]
    pub fn days(&self, minute: f64) -> f64 {
        self.place(minute).map_or(0.0, |place| self.days[place])
    }

    /// People expected for each service from the beginning of the day to a minute, added to `sums`.
    pub fn add_until(&self, minute: f64, sums: &mut [f64]) {
        for (place, people) in self.people.iter().enumerate() {
            let from = (self.first_bin + place) as f64 * BIN_MINUTES;
            let part = ((minute - from) / BIN_MINUTES).clamp(0.0, 1.0);
            sums.iter_mut().zip(people).for_each(|(sum, people)| *sum += part * people);
        }
    }

    /// The minute after the last in which somebody may come.
    #[must_use]
    pub fn end_minute(&self) -> f64 {
        (self.first_bin + self.people.len()) as f64 * BIN_MINUTES
    }

    fn place(&self, minute: f64) -> Option<usize> {
        bin_of(minute).checked_sub(self.first_bin).filter(|place| *place < self.people.len())
    }
}

fn bin_of(minute: f64) -> usize {
    ((minute.max(0.0) / BIN_MINUTES) as usize).min(BINS - 1)
}

fn key(weekday: usize, bin: usize) -> u16 {
    (weekday * BINS + bin) as u16
}

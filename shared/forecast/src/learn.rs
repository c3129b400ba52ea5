//! What is known of a hub from the days that are past.
//!
//! A [`History`] takes in one [`PastDay`] after the other and says at any time what it [`History::knows`].
//! It holds sums alone, of services and classes, never of a clerk or a citizen, so that it can be kept as it is and
//! grows no further after some months.
//! What is older weighs less, so that a service that has changed is followed.

mod arrivals;
mod durations;
mod knowledge;
mod past;
mod sums;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use arrivals::Arrivals;
use durations::{Durations, Occupation};
use sums::{Share, Sums};

pub use arrivals::{BIN_MINUTES, Profile};
pub use durations::ServiceTime;
pub use knowledge::{Configured, ConfiguredService, Knowledge, Punctuality};
pub use past::{Booking, Mastery, PastDay, PastLeg, Span, WEEKDAYS};

/// What a day says weighs half after so many days, so that change is followed and chance still evened out.
pub const HALVED_AFTER_DAYS: f64 = 60.0;
/// A booked citizen who comes this much earlier or later than the slot says nothing of how punctual people are.
const PUNCTUAL_WITHIN_MINUTES: f64 = 60.0;

/// Sums over the past days of a hub.
///
/// Services are positions in the list the hub has today; [`History::rearranged`] follows a changed list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The last day taken in, in days since 1 January 1970.
    last_day: Option<i64>,
    durations: Vec<Durations>,
    occupation: Occupation,
    /// By class: who did not come when called.
    no_shows: [Share; policy::CLASSES],
    /// Booked, and not seen all day.
    absent: Share,
    /// Minutes from the slot to the check-in.
    punctuality: Sums,
    /// Of those without an appointment, who has priority.
    priority: Share,
    /// By service: which service of the same visit comes after it; the last entry counts those with none.
    onward: Vec<Vec<f64>>,
    arrivals: Arrivals,
}

impl History {
    /// Nothing known, of so many services.
    #[must_use]
    pub fn new(services: usize) -> Self {
        Self {
            last_day: None,
            durations: vec![Durations::default(); services],
            occupation: Occupation::default(),
            no_shows: [Share::default(); policy::CLASSES],
            absent: Share::default(),
            punctuality: Sums::default(),
            priority: Share::default(),
            onward: vec![vec![0.0; services + 1]; services],
            arrivals: Arrivals::default(),
        }
    }

    /// Whether no day was taken in yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.last_day.is_none()
    }

    /// How many services it knows of.
    #[must_use]
    pub fn services(&self) -> usize {
        self.durations.len()
    }

    /// Takes in a day that is over; `configured` bounds how far one odd service counts.
    ///
    /// A leg or booking of a service the history does not have is left out, and so is a day earlier than the last.
    pub fn learn(&mut self, day: &PastDay, configured: &Configured) {
        if self.last_day.is_some_and(|last| day.day < last) {
            return;
        }
        self.age(day.day);
        let services = self.services();
        let open = |bin| past::is_open(&day.open, bin);
        self.arrivals.learn_day(day.weekday(), open);
        for leg in day.legs.iter().filter(|leg| leg.service < services) {
            self.learn_leg(day.weekday(), leg, configured);
        }
        for booking in day.bookings.iter().filter(|booking| booking.service < services) {
            self.absent.add(booking.arrived_minute.is_none());
            let late = booking.arrived_minute.map(|arrived| arrived - booking.slot_minute);
            if let Some(late) = late.filter(|late| late.abs() <= PUNCTUAL_WITHIN_MINUTES) {
                self.punctuality.add(late);
            }
        }
    }

    /// What this history says beside what is configured.
    #[must_use]
    pub fn knows(&self, configured: &Configured) -> Knowledge {
        knowledge::gather(self, configured)
    }

    /// The same history for a changed list of services: each entry says where in the old list the service stood.
    #[must_use]
    pub fn rearranged(&self, from: &[Option<usize>]) -> Self {
        let mut changed = Self { arrivals: self.arrivals.rearranged(from), ..Self::new(from.len()) };
        changed.last_day = self.last_day;
        changed.occupation = self.occupation.clone();
        (changed.no_shows, changed.absent, changed.punctuality) = (self.no_shows, self.absent, self.punctuality);
        changed.priority = self.priority;
        for (service, old) in from.iter().enumerate() {
            let Some(old) = old.filter(|old| *old < self.services()) else { continue };
            changed.durations[service] = self.durations[old].clone();
            let row = &self.onward[old];
            for (next, old_next) in from.iter().enumerate() {
                changed.onward[service][next] = old_next.and_then(|old_next| row.get(old_next)).copied().unwrap_or(0.0);
            }
            let kept: f64 = changed.onward[service].iter().sum();
            changed.onward[service][from.len()] = row.iter().sum::<f64>() - kept;
        }
        changed
    }

    /// Lets everything weigh less by the time that has passed.
    fn age(&mut self, day: i64) {
        let passed = self.last_day.map_or(0, |last| day - last);
        self.last_day = Some(day);
        if passed == 0 {
            return;
        }
        let factor = libm::exp2(-(passed as f64) / HALVED_AFTER_DAYS);
        self.durations.iter_mut().for_each(|durations| durations.fade(factor));
        self.occupation.fade(factor);
        self.no_shows.iter_mut().for_each(|share| share.fade(factor));
        self.absent.fade(factor);
        self.punctuality.fade(factor);
        self.priority.fade(factor);
        self.onward.iter_mut().flatten().for_each(|count| *count *= factor);
        self.arrivals.fade(factor);
    }

    fn learn_leg(&mut self, weekday: usize, leg: &PastLeg, configured: &Configured) {
        let has_priority = leg.class == policy::Class::Priority;
        if leg.is_first && leg.class != policy::Class::Appointment {
            self.priority.add(has_priority);
            self.arrivals.learn_one(weekday, leg.arrived_minute, leg.service, self.durations.len());
        }
        let Some(called) = leg.called_minute else { return };
        self.no_shows[leg.class.index()].add(leg.is_no_show);
        if leg.is_no_show {
            if let Some(freed) = leg.finished_minute {
                self.occupation.learn_no_show(freed - called);
            }
            return;
        }
        let next = leg.next_service.filter(|next| *next < self.services()).unwrap_or(self.services());
        self.onward[leg.service][next] += 1.0;
        if let Some(started) = leg.started_minute {
            self.occupation.learn_setup(started - called - leg.walk_minutes);
            if let (Some(finished), Some(known)) = (leg.finished_minute, configured.services.get(leg.service)) {
                self.durations[leg.service].learn(leg.mastery, finished - started, known.minutes);
            }
        }
    }
}

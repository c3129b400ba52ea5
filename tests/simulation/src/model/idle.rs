//! Calls nobody asks for: of counters that stand by, as soon as somebody waits for them.

use domain::Timestamp;
use domain::ids::{CounterId, LocationId};

use super::score::best;
use super::{Model, Seat};
use crate::commands::counter::{call_next, calling};

impl Model {
    /// Every counter that stands by calls for as long as somebody waits for one of them; says what is written of it.
    pub fn idle_calls(&mut self, now: Timestamp) -> u64 {
        let mut written = 0;
        while let Some(counter) = self.idle_counter(now) {
            let is_chosen = self.idle_at(&self.building(&counter)).len() > 1;
            self.commands += 1;
            if call_next(self, &counter, now).is_err() {
                break;
            }
            *self.seldom.entry("called_by_itself").or_default() += 1;
            *self.seldom.entry("called_by_the_best_idle").or_default() += u64::from(is_chosen);
            written += if self.catalog.rules.confirm_arrival { 1 } else { 2 };
        }
        written
    }

    /// Which counter calls by itself, of those in the first building in which one has to: the one whose call is worth
    /// most, and of those that are as good as equal the one that called in the hub under test.
    pub fn idle_counter(&self, now: Timestamp) -> Option<CounterId> {
        self.catalog.locations.iter().find_map(|location| {
            let idle = self.idle_at(&location.id);
            if idle.len() > 1 { self.best_of(&idle, now) } else { idle.first().map(|counter| (*counter).clone()) }
        })
    }

    /// The counters of a building that have to call.
    fn idle_at(&self, location: &LocationId) -> Vec<&CounterId> {
        let counters = self.catalog.counters.iter().filter(|counter| &counter.location == location);
        counters.map(|counter| &counter.id).filter(|id| self.has_to_call(id)).collect()
    }

    fn has_to_call(&self, counter: &CounterId) -> bool {
        let stands_by = self.seat(counter).is_some_and(|seat: &Seat| seat.stands_by);
        let clerk = calling(self, counter).ok().filter(|_| stands_by);
        clerk.is_some_and(|clerk| !self.callable(counter, clerk).is_empty())
    }

    fn best_of(&self, idle: &[&CounterId], now: Timestamp) -> Option<CounterId> {
        let mut scored = Vec::new();
        for counter in idle {
            let calls = self.calls_of(counter, calling(self, counter).ok()?, now);
            match calls.next().into_iter().next()?.score {
                Some(score) => scored.push((*counter, score.made_by(calls.skills()))),
                // Somebody taken back comes before all scores, at the first counter that can.
                None => return Some((*counter).clone()),
            }
        }
        let may_be: Vec<_> = best(scored).into_iter().map(|(counter, _)| counter).collect();
        let theirs = self.their_calls.front().map(|theirs| &theirs.counter);
        may_be.iter().find(|counter| Some(**counter) == theirs).or(may_be.first()).map(|counter| (*counter).clone())
    }
}

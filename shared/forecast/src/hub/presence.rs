//! When a clerk was there on a day of the journal.

use std::collections::BTreeMap;

use domain::ids::CounterId;

use crate::world::Shift;

/// A pause that is none to speak of is shorter, in minutes.
const PAUSE_MINUTES_MIN: f64 = 3.0;
/// Whoever is away from every counter for so long was gone, in minutes; less is a change of counters.
const ABSENCE_MINUTES_MIN: f64 = 30.0;

/// When a clerk was there, in minutes after midnight.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    stays: Vec<Stay>,
    pauses: Vec<Span>,
}

/// A time at one counter.
#[derive(Clone, Debug)]
struct Stay {
    counter: CounterId,
    span: Span,
}

/// From when until when; `None` where that was to the end of the day.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: f64,
    to: Option<f64>,
}

impl Span {
    fn minutes(&self) -> Option<f64> {
        self.to.map(|to| to - self.from)
    }
}

impl Presence {
    pub(super) fn sign_in(&mut self, counter: &CounterId, at: f64) {
        // Whoever takes a counter leaves the one before.
        self.sign_out(at);
        self.stays.push(Stay { counter: counter.clone(), span: Span { from: at, to: None } });
    }

    pub(super) fn sign_out(&mut self, at: f64) {
        self.resume(at);
        if let Some(stay) = self.stays.last_mut() {
            stay.span.to.get_or_insert(at);
        }
    }

    pub(super) fn pause(&mut self, at: f64) {
        self.resume(at);
        self.pauses.push(Span { from: at, to: None });
    }

    pub(super) fn resume(&mut self, at: f64) {
        if let Some(pause) = self.pauses.last_mut() {
            pause.to.get_or_insert(at);
        }
    }

    /// The counters, by how often the clerk took place there.
    pub(super) fn counters(&self) -> BTreeMap<&CounterId, usize> {
        let mut counters = BTreeMap::new();
        for stay in &self.stays {
            *counters.entry(&stay.counter).or_default() += 1;
        }
        counters
    }

    /// How long the pauses to speak of lasted, as far as they ended, in minutes.
    pub(super) fn pause_minutes(&self) -> impl Iterator<Item = f64> {
        self.pauses.iter().filter_map(Span::minutes).filter(|minutes| *minutes >= PAUSE_MINUTES_MIN)
    }

    /// The day at some of the counters, such as those of a building, as one that can be played.
    ///
    /// A played day has one break, the longest, and one longer absence, the longest, after which nobody leaves again.
    pub(super) fn shift(&self, is_here: impl Fn(&CounterId) -> bool) -> Shift {
        let stays: Vec<Span> = self.stays.iter().filter(|stay| is_here(&stay.counter)).map(|stay| stay.span).collect();
        let (Some(first), Some(last)) = (stays.first(), stays.last()) else { return Shift::default() };
        let gaps = stays.windows(2).filter_map(|pair| Some((pair[0].to?, pair[1].from)));
        let absence = longest(gaps.filter(|(from, to)| to - from >= ABSENCE_MINUTES_MIN));
        let covers = |minute: f64| stays.iter().any(|stay| stay.from <= minute && stay.to.is_none_or(|to| minute < to));
        let pauses = self.pauses.iter().filter(|pause| covers(pause.from));
        let pauses = pauses.map(|pause| (pause.from, pause.to.unwrap_or(f64::INFINITY)));
        Shift {
            on: Some(first.from),
            off: absence.map_or(last.to, |(from, _)| Some(from)),
            break_from: longest(pauses.filter(|(from, to)| to - from >= PAUSE_MINUTES_MIN)).map(|(from, _)| from),
            afternoon_on: absence.map(|(_, to)| to),
        }
    }
}

/// The longest of some spans, the first of equals.
fn longest(spans: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let minutes = |(from, to): (f64, f64)| to - from;
    spans.reduce(|one, other| if minutes(other) > minutes(one) { other } else { one })
}

#[cfg(test)]
mod tests {
    use domain::ids::CounterId;

    use super::Presence;
    use crate::world::Shift;

    fn counter(id: &str) -> CounterId {
        CounterId::new(id)
    }

    #[test]
    fn a_day_with_a_short_and_a_long_pause_has_the_long_one_as_its_break() {
        let mut presence = Presence::default();
        presence.sign_in(&counter("1"), 480.0);
        for (from, to) in [(500.0, 501.0), (520.0, 525.0), (600.0, 617.0)] {
            presence.pause(from);
            presence.resume(to);
        }
        let shift = presence.shift(|_| true);
        assert_eq!(shift, Shift { on: Some(480.0), off: None, break_from: Some(600.0), afternoon_on: None });
        assert_eq!(presence.pause_minutes().collect::<Vec<_>>(), [5.0, 17.0]);
    }

    #[test]
    fn whoever_is_away_over_noon_comes_back_in_the_afternoon() {
        let mut presence = Presence::default();
        presence.sign_in(&counter("1"), 480.0);
        presence.sign_out(600.0);
        // Another counter, a moment later, is no absence.
        presence.sign_in(&counter("2"), 601.0);
        presence.sign_out(780.0);
        presence.sign_in(&counter("1"), 900.0);
        presence.sign_out(1_080.0);
        let shift = presence.shift(|_| true);
        assert_eq!((shift.on, shift.off, shift.afternoon_on), (Some(480.0), Some(780.0), Some(900.0)));
        assert_eq!(presence.counters().into_values().collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_clerk_of_two_buildings_is_in_each_only_while_there() {
        let mut presence = Presence::default();
        presence.sign_in(&counter("here"), 480.0);
        presence.sign_in(&counter("there"), 660.0);
        presence.pause(700.0);
        presence.resume(715.0);
        let shift = |id: &'static str| presence.shift(move |counter| counter.as_str() == id);
        assert_eq!(shift("here"), Shift { on: Some(480.0), off: Some(660.0), ..Shift::default() });
        assert_eq!(shift("there"), Shift { on: Some(660.0), break_from: Some(700.0), ..Shift::default() });
        assert_eq!(shift("nowhere"), Shift::default());
    }

    #[test]
    fn whoever_leaves_during_a_pause_ends_it() {
        let mut presence = Presence::default();
        presence.sign_in(&counter("1"), 480.0);
        presence.pause(600.0);
        presence.sign_out(610.0);
        assert_eq!(presence.pause_minutes().collect::<Vec<_>>(), [10.0]);
        assert_eq!(presence.shift(|_| true).off, Some(610.0));
    }
}

//! How visits go on: by the passing of time, by walking, and back again.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::learned::{Durations, WaitCalibration};
use domain::limits::UNDO_STEPS_MAX;
use domain::ticket::{LegState, Step};

use super::{Called, Errand, Guest, Model, Taken, Why};

impl Model {
    /// Something happens to a guest.
    pub fn touch(&mut self, id: u64) {
        self.happenings += 1;
        let happening = self.happenings;
        if let Some(guest) = self.guest_mut(id) {
            guest.touched = happening;
        }
    }

    /// A step is about to be taken at a counter.
    pub fn step(&mut self, counter: &CounterId, step: Step, id: u64, at: Timestamp) {
        let Some(before) = self.guest(id).cloned() else { return };
        self.touch(id);
        let (command, happening) = (self.commands, self.happenings);
        let seat = self.seat_mut(counter);
        seat.steps.push(Taken { step, command, happening, at, before });
        if seat.steps.len() > UNDO_STEPS_MAX {
            seat.steps.remove(0);
        }
    }

    /// Takes the last step of a counter back.
    pub fn step_back(&mut self, counter: &CounterId) {
        let Some(Taken { step, happening, before, .. }) = self.seat_mut(counter).steps.pop() else { return };
        self.free(counter);
        self.seat_mut(counter).guest = Some(before.id).filter(|_| before.counter() == Some(counter));
        if let Some(guest) = self.guest_mut(before.id) {
            let (reprints, reports) = (guest.reprints, guest.reports.clone());
            *guest = Guest { reprints, reports, ..before };
        }
        if step == Step::Call {
            self.called.iter_mut().filter(|call| call.happening == happening).for_each(|call| call.is_undone = true);
            self.calls.retain(|call| call.happening != happening);
        }
    }

    /// A guest is called to a counter, and where nobody confirms arrivals is served from then on.
    pub fn call(&mut self, counter: &CounterId, (id, errand): (u64, usize), why: Why, now: Timestamp) {
        why.names().for_each(|name| *self.seldom.entry(name).or_default() += 1);
        self.whys.push(why);
        let theirs = self.their_calls.pop_front().filter(|theirs| (theirs.guest, theirs.errand) == (id, errand));
        self.step(counter, Step::Call, id, now);
        self.free(counter);
        self.seat_mut(counter).guest = Some(id);
        let (happening, location) = (self.happenings, self.building(counter));
        let Some(guest) = self.guest_mut(id) else { return };
        // Somebody called by name on the way has not waited.
        guest.waited += (now - guest.waits_from).max(TimeDelta::zero());
        guest.waits_from = now;
        let is_preferred = guest.is_preferred();
        let it = &mut guest.errands[errand];
        (it.state, it.since, it.counter) = (LegState::Called, now, Some(counter.clone()));
        (it.recalls, it.ready_at) = (0, None);
        it.reason = theirs.and_then(|theirs| theirs.reason);
        let service = it.service.clone();
        self.called.push(Called { happening, service, location, is_preferred, is_undone: false });
        self.show(id, counter, now);
        if !self.catalog.rules.confirm_arrival {
            self.begin(counter, id, errand, now);
        }
    }

    /// Serving begins.
    pub fn begin(&mut self, counter: &CounterId, id: u64, errand: usize, now: Timestamp) {
        self.step(counter, Step::Start, id, now);
        self.serve(counter, id, errand, now);
    }

    /// A guest is at a counter and is served.
    pub fn serve(&mut self, counter: &CounterId, id: u64, errand: usize, now: Timestamp) {
        self.free(counter);
        self.seat_mut(counter).guest = Some(id);
        if let Some(it) = self.errand_mut(id, errand) {
            (it.state, it.since, it.counter) = (LegState::Serving, now, Some(counter.clone()));
            (it.ready_at, it.aside) = (None, None);
        }
    }

    /// Time to walk from a counter to where a service is given, or to get to another building.
    #[must_use]
    pub fn walk(&self, counter: &CounterId, service: &ServiceId, location: &LocationId) -> TimeDelta {
        let way = self.way(&self.building(counter), location);
        if way > TimeDelta::zero() {
            return way;
        }
        let floors = self.floors(counter, service);
        let rules = &self.catalog.rules;
        TimeDelta::seconds(i64::from(rules.leg_walk_seconds + rules.floor_walk_seconds * floors))
    }

    /// A guest leaves a counter and walks to what is still to be done; of the minutes waited as many are credited there as the hub says.
    pub fn walk_on(&mut self, counter: &CounterId, id: u64, now: Timestamp) {
        let Some(mut guest) = self.guest(id).cloned() else { return };
        let percent = i64::from(self.catalog.rules.waited_credit_percent);
        let credit = TimeDelta::nanoseconds(guest.waited.num_nanoseconds().unwrap_or(0) * percent / 100);
        for errand in guest.errands.iter_mut().filter(|errand| errand.waits()) {
            let arrives = now + self.walk(counter, &errand.service, &errand.location);
            errand.ready_at = Some(arrives).filter(|at| *at > now);
            errand.key = arrives - credit;
            (errand.behind, errand.is_front) = (None, false);
        }
        guest.waits_from(now);
        if let Some(left) = self.guest_mut(id) {
            *left = guest;
        }
    }

    /// What was learnt from the past comes in; says how much of it is news.
    pub fn learn(&mut self, durations: Option<&Durations>, stretched: Option<WaitCalibration>) -> u64 {
        let durations = durations.filter(|durations| self.day.is_some() && **durations != self.learnt);
        let stretched = stretched.filter(|stretched| self.stretched != Some(*stretched));
        let news = u64::from(durations.is_some()) + u64::from(stretched.is_some());
        if let Some(durations) = durations {
            self.learnt = durations.clone();
        }
        self.stretched = stretched.or(self.stretched);
        *self.seldom.entry("learnt").or_default() += news;
        news
    }

    /// What happens by itself until a moment; says to how many guests and appointments.
    pub fn time_passes(&mut self, now: Timestamp) -> u64 {
        let mut changed = self.misses(now);
        for position in 0..self.guests.len() {
            let guest = &mut self.guests[position];
            let id = guest.id;
            let back = guest.errands.iter().position(|it| it.aside.as_ref().is_some_and(|aside| aside.until <= now));
            let is_away = guest.under_way().is_none();
            if let Some(errand) = back {
                let it = &mut guest.errands[errand];
                (it.state, it.since, it.aside) = (LegState::Waiting, now, None);
                guest.waits_from = now;
            }
            let arrived = guest.errands.iter_mut().filter(|it| it.waits() && it.ready_at.is_some_and(|at| at <= now));
            let mut has_arrived = false;
            if is_away || back.is_some() {
                for errand in arrived {
                    (errand.ready_at, has_arrived) = (None, true);
                }
            }
            if back.is_some() {
                self.touch(id);
            }
            changed += u64::from(back.is_some() || has_arrived);
        }
        changed
    }
}

impl Guest {
    /// The wait goes on when the first of what is to come can be called.
    pub fn waits_from(&mut self, now: Timestamp) {
        let to_come = self.errands.iter().filter(|errand| errand.waits());
        self.waits_from = to_come.map(|errand: &Errand| errand.ready_at.unwrap_or(now)).min().unwrap_or(now);
    }
}

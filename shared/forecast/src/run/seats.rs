//! The counters of a hub through a day.

use crate::scene::Plan;

/// Whoever leaves later than they would come back comes back so much after leaving, in minutes (reference `hub28`).
const BACK_AFTER_MINUTES: f64 = 0.01;

/// Who sits where, and what they do.
pub(super) struct Seats {
    seats: Vec<Seat>,
    /// By counter: somebody is there, free, serving or on break.
    pub(super) on_duty: Vec<bool>,
    free: usize,
}

struct Seat {
    plan: Plan,
    is_free: bool,
    /// When it is free again; infinite where it is free or gone.
    until: f64,
}

impl Seats {
    pub(super) fn new() -> Self {
        Self { seats: Vec::new(), on_duty: Vec::new(), free: 0 }
    }

    pub(super) fn reset(&mut self, plans: &[Plan]) {
        self.seats.clear();
        self.seats.extend(plans.iter().map(|plan| Seat { plan: *plan, is_free: false, until: plan.free_at }));
        self.on_duty.clear();
        self.on_duty.extend(plans.iter().map(|plan| plan.is_on_duty));
        self.free = 0;
    }

    /// The next one that comes or becomes free, the first of several.
    pub(super) fn next(&self) -> (f64, usize) {
        let mut next = (f64::INFINITY, 0);
        for (index, seat) in self.seats.iter().enumerate() {
            if seat.until < next.0 {
                next = (seat.until, index);
            }
        }
        next
    }

    pub(super) fn set_free(&mut self, index: usize) {
        let seat = &mut self.seats[index];
        seat.is_free = true;
        seat.until = f64::INFINITY;
        self.on_duty[index] = true;
        self.free += 1;
    }

    pub(super) fn occupy(&mut self, index: usize, until: f64) {
        let seat = &mut self.seats[index];
        seat.is_free = false;
        seat.until = until;
        self.free -= 1;
    }

    pub(super) fn has_free(&self) -> bool {
        self.free > 0
    }

    /// Who is free, in order.
    pub(super) fn free(&self) -> impl Iterator<Item = usize> {
        self.seats.iter().enumerate().filter(|(_, seat)| seat.is_free).map(|(index, _)| index)
    }

    /// Whoever is free and has a break to take or is to leave does so.
    pub(super) fn settle(&mut self, now: f64, break_minutes: f64) {
        if !self.has_free() {
            return;
        }
        for index in 0..self.seats.len() {
            if !self.seats[index].is_free {
                continue;
            }
            let plan = &mut self.seats[index].plan;
            if plan.break_from <= now {
                plan.break_from = f64::INFINITY;
                self.occupy(index, now + break_minutes);
            } else if plan.leave_from <= now {
                plan.leave_from = f64::INFINITY;
                let back_at = plan.back_at.max(now + BACK_AFTER_MINUTES);
                self.occupy(index, back_at);
                self.on_duty[index] = false;
            }
        }
    }
}

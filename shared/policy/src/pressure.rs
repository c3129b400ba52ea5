//! How long the counters on duty would need for each queue if they shared the work evenly.

use crate::table::Table;

/// How often the shares are balanced (reference `dispatching.md`, §3.1).
const ROUNDS: usize = 5;
/// The least a queue's counters are taken to do, in people of the mean service at a time.
const RATE_MIN: f64 = 1e-9;
/// Bounds of a queue's pressure while shares are balanced, in minutes.
const BALANCE_MINUTES: (f64, f64) = (1e-3, 1e4);

/// The pressure of each service's queue, with the memory to compute it again without allocating.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressure {
    minutes: Vec<f64>,
    /// By service: minutes of work that wait.
    work: Vec<f64>,
    /// By service: how many clerks' time goes to it.
    rates: Vec<f64>,
    /// By skill: which part of the counter's time goes to it.
    shares: Vec<f64>,
}

impl Pressure {
    /// No pressure anywhere.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let services = vec![0.0; table.services()];
        Self {
            minutes: services.clone(),
            work: services.clone(),
            rates: services,
            shares: vec![0.0; table.cells.len()],
        }
    }

    /// Minutes the counters on duty need for each queue, by service; 0 where nobody waits.
    #[must_use]
    pub fn minutes(&self) -> &[f64] {
        &self.minutes
    }

    /// Measures anew (reference `dispatching.md` §3.1 and `hub28`).
    ///
    /// `people` wait for each service; `on_duty` says of each counter whether somebody is there, free or not.
    pub fn measure(&mut self, table: &Table, people: &[u32], on_duty: &[bool]) {
        let each = self.work.iter_mut().zip(&table.means).zip(people);
        each.for_each(|((work, mean), people)| *work = f64::from(*people) * mean);
        self.share_evenly(table, on_duty);
        for round in 0..ROUNDS {
            self.rates.fill(0.0);
            for (cell, share) in table.cells.iter().zip(&self.shares) {
                self.rates[cell.service] += share * cell.rate;
            }
            for ((minutes, work), rate) in self.minutes.iter_mut().zip(&self.work).zip(&self.rates) {
                *minutes = if *work > 0.0 { work / rate.max(RATE_MIN) } else { 0.0 };
            }
            if round + 1 < ROUNDS {
                self.lean(table, on_duty);
            }
        }
    }

    /// Every counter on duty divides its time among the queues it can serve.
    fn share_evenly(&mut self, table: &Table, on_duty: &[bool]) {
        self.shares.fill(0.0);
        for counter in (0..table.counters()).filter(|counter| on_duty.get(*counter).copied().unwrap_or(false)) {
            let range = table.range(counter);
            let has_work = |position: &usize| self.work[table.cells[*position].service] > 0.0;
            let queues = range.clone().filter(has_work).count();
            for position in range {
                if self.work[table.cells[position].service] > 0.0 {
                    self.shares[position] = 1.0 / queues as f64;
                }
            }
        }
    }

    /// Every counter on duty moves time towards the queues with more pressure.
    fn lean(&mut self, table: &Table, on_duty: &[bool]) {
        for counter in (0..table.counters()).filter(|counter| on_duty.get(*counter).copied().unwrap_or(false)) {
            let range = table.range(counter);
            let mut sum = 0.0;
            for position in range.clone() {
                let (low, high) = BALANCE_MINUTES;
                self.shares[position] *= self.minutes[table.cells[position].service].clamp(low, high).sqrt();
                sum += self.shares[position];
            }
            if sum > 0.0 {
                range.for_each(|position| self.shares[position] /= sum);
            }
        }
    }
}

//! How long the counters on duty would need for each queue if they shared the work evenly.

use std::ops::Range;

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
    /// By service: how strongly counters lean towards it.
    weights: Vec<f64>,
    /// What counters on duty can do for queues that are not empty, counter by counter.
    shares: Vec<Share>,
    /// By counter on duty: where its shares lie.
    counters: Vec<Range<usize>>,
}

/// Which part of a counter's time goes to a service.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Share {
    service: usize,
    rate: f64,
    part: f64,
}

impl Pressure {
    /// No pressure anywhere.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let services = vec![0.0; table.services()];
        Self {
            minutes: services.clone(),
            work: services.clone(),
            rates: services.clone(),
            weights: services,
            shares: Vec::with_capacity(table.cells.len()),
            counters: Vec::with_capacity(table.counters()),
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
            for share in &self.shares {
                self.rates[share.service] += share.part * share.rate;
            }
            for ((minutes, work), rate) in self.minutes.iter_mut().zip(&self.work).zip(&self.rates) {
                *minutes = if *work > 0.0 { work / rate.max(RATE_MIN) } else { 0.0 };
            }
            if round + 1 < ROUNDS {
                self.lean();
            }
        }
    }

    /// Every counter on duty divides its time among the queues it can serve.
    fn share_evenly(&mut self, table: &Table, on_duty: &[bool]) {
        self.shares.clear();
        self.counters.clear();
        for counter in (0..table.counters()).filter(|counter| on_duty.get(*counter).copied().unwrap_or(false)) {
            let from = self.shares.len();
            let cells = table.cells_of(counter).iter().filter(|cell| self.work[cell.service] > 0.0);
            self.shares.extend(cells.map(|cell| Share { service: cell.service, rate: cell.rate, part: 0.0 }));
            let queues = self.shares.len() - from;
            self.shares[from..].iter_mut().for_each(|share| share.part = 1.0 / queues as f64);
            self.counters.push(from..self.shares.len());
        }
    }

    /// Every counter on duty moves time towards the queues with more pressure.
    fn lean(&mut self) {
        let (low, high) = BALANCE_MINUTES;
        for (weight, minutes) in self.weights.iter_mut().zip(&self.minutes) {
            *weight = minutes.clamp(low, high).sqrt();
        }
        for range in &self.counters {
            let shares = &mut self.shares[range.clone()];
            let mut sum = 0.0;
            for share in shares.iter_mut() {
                share.part *= self.weights[share.service];
                sum += share.part;
            }
            shares.iter_mut().for_each(|share| share.part /= sum);
        }
    }
}

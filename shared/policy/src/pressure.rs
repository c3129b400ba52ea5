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
    /// What counters on duty can do for queues that are not empty, counter by counter.
    shares: Vec<Share>,
    /// Counters on duty, each with where its shares lie.
    counters: Vec<(usize, Range<usize>)>,
    /// How the last measuring went, for [`Self::with_one_more`].
    rounds: Vec<Round>,
    /// Who could serve one more.
    able: Vec<Able>,
}

/// A counter that could serve one more.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Able {
    /// Its place among those on duty.
    position: usize,
    /// Where its share of the service lies, if there is one.
    share: Option<usize>,
    rate: f64,
    part: f64,
}

/// What one balancing of the shares began with and did.
#[derive(Clone, Debug, PartialEq)]
struct Round {
    /// By share: the part before.
    parts: Vec<f64>,
    /// By service: how strongly counters leaned towards it.
    weights: Vec<f64>,
    /// By counter on duty: the sum of parts times weights.
    sums: Vec<f64>,
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
        let round = |_| Round {
            parts: Vec::with_capacity(table.cells.len()),
            weights: services.clone(),
            sums: Vec::with_capacity(table.counters()),
        };
        Self {
            minutes: services.clone(),
            work: services.clone(),
            rates: services.clone(),
            shares: Vec::with_capacity(table.cells.len()),
            counters: Vec::with_capacity(table.counters()),
            rounds: (1..ROUNDS).map(round).collect(),
            able: Vec::with_capacity(table.counters()),
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
            if let Some(round) = self.rounds.get_mut(round) {
                round.lean(&self.minutes, &self.counters, &mut self.shares);
            }
        }
    }

    /// The pressure of a service's queue if one more had stood in it when it was measured, as near as can be told
    /// without measuring anew: the counters lean towards it as they would, and among the other queues as they did.
    pub fn with_one_more(&mut self, table: &Table, service: usize) -> f64 {
        let (Some(mean), Some(work)) = (table.means.get(service), self.work.get(service)) else { return 0.0 };
        let work = work + mean;
        self.find_able(table, service);
        let mut minutes = 0.0;
        for round in 0..ROUNDS {
            let rate: f64 = self.able.iter().map(|able| able.part * able.rate).sum();
            minutes = work / rate.max(RATE_MIN);
            if let Some(round) = self.rounds.get(round) {
                let weight = lean_weight(minutes);
                self.able.iter_mut().for_each(|able| able.part = round.part(able, service, weight));
            }
        }
        minutes
    }

    /// Finds who on duty can give a service, and which part of their time each would begin with.
    fn find_able(&mut self, table: &Table, service: usize) {
        self.able.clear();
        for (position, (counter, range)) in self.counters.iter().enumerate() {
            let Some(rate) = table.rate(*counter, service) else { continue };
            let share = range.clone().find(|share| self.shares[*share].service == service);
            let queues = range.len() + usize::from(share.is_none());
            self.able.push(Able { position, share, rate, part: 1.0 / queues as f64 });
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
            self.counters.push((counter, from..self.shares.len()));
        }
    }
}

impl Round {
    /// Every counter on duty moves time towards the queues with more pressure.
    fn lean(&mut self, minutes: &[f64], counters: &[(usize, Range<usize>)], shares: &mut [Share]) {
        self.parts.clear();
        self.parts.extend(shares.iter().map(|share| share.part));
        self.sums.clear();
        for (weight, minutes) in self.weights.iter_mut().zip(minutes) {
            *weight = lean_weight(*minutes);
        }
        for (_, range) in counters {
            let shares = &mut shares[range.clone()];
            let mut sum = 0.0;
            for share in shares.iter_mut() {
                share.part *= self.weights[share.service];
                sum += share.part;
            }
            shares.iter_mut().for_each(|share| share.part /= sum);
            self.sums.push(sum);
        }
    }

    /// The part of a counter's time for one more after this round, in which it weighs as much as `weight`.
    fn part(&self, able: &Able, service: usize, weight: f64) -> f64 {
        let share = able.share.map_or(0.0, |share| self.parts[share]);
        let others = 1.0 - share;
        if others <= 0.0 {
            return 1.0;
        }
        let lean = (self.sums[able.position] - share * self.weights[service]) / others;
        able.part * weight / (able.part * weight + (1.0 - able.part) * lean)
    }
}

/// How strongly counters lean towards a queue with this pressure.
fn lean_weight(minutes: f64) -> f64 {
    let (low, high) = BALANCE_MINUTES;
    minutes.clamp(low, high).sqrt()
}

//! How long the counters on duty would need for each queue if they shared the work evenly.
//!
//! A counter's shares always stand in the ratio of the queues' weights, each the product of what its pressure was in
//! the rounds before; so weights by queue and their sum by counter are kept in place of a share for each skill.

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
    /// By round and service: how strongly counters lean towards it; 0 where nobody waits.
    weights: [Vec<f64>; ROUNDS],
    /// By round and counter: 1 ÷ the sum of its queues' weights; 0 where it has none or nobody is on duty.
    scales: [Vec<f64>; ROUNDS],
    on_duty: Vec<bool>,
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
            weights: std::array::from_fn(|_| services.clone()),
            scales: std::array::from_fn(|_| vec![0.0; table.counters()]),
            on_duty: vec![false; table.counters()],
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
        for (counter, is_there) in self.on_duty.iter_mut().enumerate() {
            *is_there = on_duty.get(counter).copied().unwrap_or(false);
        }
        for (service, work) in self.work.iter_mut().enumerate() {
            *work = f64::from(people.get(service).copied().unwrap_or(0)) * table.means[service];
            self.weights[0][service] = if *work > 0.0 { 1.0 } else { 0.0 };
        }
        for round in 0..ROUNDS {
            self.share(table, round);
            for service in 0..self.minutes.len() {
                let work = self.work[service];
                let minutes = if work > 0.0 { work / self.rates[service].max(RATE_MIN) } else { 0.0 };
                self.minutes[service] = minutes;
                if round + 1 < ROUNDS {
                    self.weights[round + 1][service] = self.weights[round][service] * lean(minutes);
                }
            }
        }
    }

    /// The minutes that would be needed for a service's queue if one more person stood in it when it was last measured.
    ///
    /// What the others' queues would be is left as it is: one person moves them little.
    #[must_use]
    pub fn minutes_with_one_more(&self, table: &Table, service: usize) -> f64 {
        let (Some(work), Some(mean)) = (self.work.get(service), table.means.get(service)) else { return 0.0 };
        let work = work + mean;
        let (mut weight, mut minutes) = (1.0, 0.0);
        for (weights, scales) in self.weights.iter().zip(&self.scales) {
            let mut rate = 0.0;
            for (counter, skill_rate) in table.counters_of(service) {
                if self.on_duty[counter] {
                    let others = if scales[counter] > 0.0 { 1.0 / scales[counter] - weights[service] } else { 0.0 };
                    rate += weight / (others.max(0.0) + weight) * skill_rate;
                }
            }
            minutes = work / rate.max(RATE_MIN);
            weight *= lean(minutes);
        }
        minutes
    }

    /// Every counter on duty divides its time among the queues it can serve.
    fn share(&mut self, table: &Table, round: usize) {
        let (weights, scales) = (&self.weights[round], &mut self.scales[round]);
        self.rates.fill(0.0);
        for (counter, scale) in scales.iter_mut().enumerate() {
            *scale = 0.0;
            if !self.on_duty[counter] {
                continue;
            }
            let cells = table.cells_of(counter);
            let sum: f64 = cells.iter().map(|cell| weights[cell.service]).sum();
            if sum > 0.0 {
                *scale = 1.0 / sum;
                for cell in cells {
                    self.rates[cell.service] += weights[cell.service] * *scale * cell.rate;
                }
            }
        }
    }
}

/// How much more of its time a counter gives to a queue of this pressure.
fn lean(minutes: f64) -> f64 {
    minutes.clamp(BALANCE_MINUTES.0, BALANCE_MINUTES.1).sqrt()
}

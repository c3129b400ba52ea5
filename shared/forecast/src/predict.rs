//! When everybody who waits will be called, and whoever came now.
//!
//! A hundred futures are drawn from what is known of the hub, and each is played through the real dispatch function
//! until everybody is called (reference `dispatching.md`, §4.1).

mod flow;
mod future;

#[cfg(test)]
mod tests;

use policy::Table;

use crate::calibrate::{Band, MISS_SHARE};
use crate::learn::Knowledge;
use crate::random::{Purpose, Stream};
use crate::run::{Options, Runner, VisitRule};
use crate::situation::Situation;
use crate::world::World;
use future::Future;

/// How many futures are drawn (reference `dispatching.md`, §4.1 and §4.3).
pub const FUTURES: usize = 100;
/// How often the pressure of queues is measured in a future, in minutes: once a minute or at each decision makes no
/// difference to what is predicted, and takes longer.
const PRESSURE_MINUTES: f64 = 2.0;
/// What the draws of futures are for, among all purposes of a seed.
const FUTURE: Purpose = Purpose(200);

/// What is to be expected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// Of each ticket of the situation, in its order.
    pub tickets: Vec<Outlook>,
    /// By service: of somebody who took a ticket for it now, without an appointment.
    pub services: Vec<Outlook>,
}

/// When somebody will be called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// The minute of the call.
    pub call: Band,
    /// How likely the call comes before the counters close.
    pub before_closing: f64,
}

/// Draws and plays futures of one hub; refreshes after the first allocate nothing unless there is more to hold.
pub struct Predictor<'a> {
    world: &'a World,
    runner: Runner<'a>,
    future: Future<'a>,
    /// By ticket, then by service, then by future: the minute of the call.
    moments: Vec<f64>,
    forecast: Forecast,
}

impl<'a> Predictor<'a> {
    /// Makes refreshes ready.
    ///
    /// `world` is the hub with its known durations ([`Knowledge::applied`]) and `table` the live rule on it.
    #[must_use]
    pub fn new(world: &'a World, table: &'a Table, knowledge: &'a Knowledge, visits: VisitRule) -> Self {
        let options = Options { visits, pressure_minutes: PRESSURE_MINUTES, ..Options::default() };
        Self {
            world,
            runner: Runner::new(world, table, options),
            future: Future::new(world, knowledge),
            moments: Vec::new(),
            forecast: Forecast::default(),
        }
    }

    /// The same where so much of the minutes waited before is credited to further services.
    #[must_use]
    pub fn crediting(mut self, share: f64) -> Self {
        self.runner.credit(share);
        self
    }

    /// What is to be expected at this moment; equal seeds and situations give equal forecasts.
    pub fn refresh(&mut self, situation: &Situation, seed: u64) -> &Forecast {
        let tickets = situation.tickets.len();
        let rows = tickets + self.world.services.len();
        self.moments.clear();
        self.moments.resize(rows * FUTURES, f64::INFINITY);
        self.future.prepare(situation);
        for number in 0..FUTURES {
            let mut stream = Stream::new(seed, 0, FUTURE, number as u64);
            let scene = self.future.draw(situation, &mut stream);
            let calls = self.runner.run(scene);
            for row in 0..rows {
                let legs = self.future.legs(row).iter().filter_map(|call| calls[*call as usize]);
                self.moments[row * FUTURES + number] = legs.map(|call| call.at).fold(f64::INFINITY, f64::min);
            }
        }
        let outlooks = self.moments.chunks_exact_mut(FUTURES).map(|row| outlook(row, situation.closes_at));
        let forecast = &mut self.forecast;
        forecast.tickets.clear();
        forecast.services.clear();
        for (row, outlook) in outlooks.enumerate() {
            let into = if row < tickets { &mut forecast.tickets } else { &mut forecast.services };
            into.push(outlook);
        }
        forecast
    }
}

/// Sums up one call's moments in all futures.
fn outlook(moments: &mut [f64], closes_at: f64) -> Outlook {
    moments.sort_unstable_by(f64::total_cmp);
    let before = moments.iter().filter(|moment| moment.is_finite() && **moment <= closes_at).count();
    let call = Band {
        low: quantile(moments, MISS_SHARE),
        middle: quantile(moments, 0.5),
        high: quantile(moments, 1.0 - MISS_SHARE),
    };
    Outlook { call, before_closing: before as f64 / moments.len() as f64 }
}

/// The value below which a further draw lies with this probability: at `share` × (count + 1) of the sorted draws, so
/// that a range between two quantiles holds a draw as often as it claims however few there are.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (share * (sorted.len() + 1) as f64 - 1.0).clamp(0.0, (sorted.len() - 1) as f64);
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    if low == high { low } else { low + (high - low) * place.fract() }
}

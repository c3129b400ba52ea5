//! How long a refresh of a whole hub takes.

use forecast::predict::{FUTURES, Predictor};
use forecast::preset::Preset;
use forecast::run::VisitRule;
use forecast::situation::Situation;

use super::unseen;
use crate::figures::{print, print_target};
use crate::lived::Hub;

/// How many wait when a refresh is measured.
const WAITING: usize = 60;
/// From how many unseen days moments are taken.
const DAYS: u64 = 40;
/// How many different moments are refreshed.
const MOMENTS: usize = 60;
/// How often each is.
const ROUNDS: usize = 4;
/// How long a refresh may take, in milliseconds (reference `dispatching.md`, §8).
const MILLIS_MAX: f64 = 50.0;

pub(crate) fn run(hub: &Hub, learn: u64) -> anyhow::Result<()> {
    let (past, days) = unseen(hub, learn, DAYS);
    let known = hub.learn(&past).knows(&hub.configured());
    let mut situations: Vec<Situation> = Vec::new();
    for lived in &days {
        let played = lived.played(&hub.world);
        for minute in (500..750).step_by(5) {
            let mut situation = played.situation(f64::from(minute));
            if situation.tickets.len() >= WAITING && situations.len() < MOMENTS {
                situation.tickets.truncate(WAITING);
                situation.arrivals.profile = known.profile(lived.date, &lived.hours);
                situations.push(situation);
            }
        }
    }
    let world = known.applied(&hub.world);
    let table = Preset::Balanced.table(&world);
    let mut predictor = Predictor::new(&world, &table, &known, VisitRule::NewTicketEach);
    let mut millis = Vec::new();
    for round in 0..ROUNDS {
        for (seed, situation) in situations.iter().enumerate() {
            let began = cpu_millis();
            let forecast = predictor.refresh(situation, (round * MOMENTS + seed) as u64);
            millis.push(cpu_millis() - began);
            anyhow::ensure!(forecast.tickets.len() == WAITING, "everybody who waits is told something");
        }
    }
    millis.sort_by(f64::total_cmp);
    let at =
        |share: f64| millis.get((share * millis.len().saturating_sub(1) as f64) as usize).copied().unwrap_or(f64::NAN);
    let services = hub.world.services.len();
    print(format_args!(
        "\nrefresh of a whole hub: {FUTURES} futures, {WAITING} waiting, {services} services asked for, {} moments, one core",
        situations.len(),
    ));
    let found = format!("median {:.1} ms, p99 {:.1} ms", at(0.5), at(0.99));
    print_target(&format!("<= {MILLIS_MAX:.0} ms"), &found, at(0.99) <= MILLIS_MAX);
    Ok(())
}

/// How long this thread has computed, in milliseconds: other programs on the machine do not count.
fn cpu_millis() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

//! One record for each ticket that was told a wait.

use forecast::calibrate::Band;
use forecast::learn::Knowledge;
use forecast::predict::Predictor;
use forecast::preset::Preset;
use forecast::run::VisitRule;
use policy::Class;

use super::rivals::{Guesses, HistoryMeans, Rivals};
use crate::lived::{Hub, LivedDay};

/// A walk-in that had to wait, what it was told, and what came; in minutes.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    /// The number of the unseen day.
    pub(crate) day: usize,
    /// When it came.
    pub(crate) issued: f64,
    /// How long it waited.
    pub(crate) wait: f64,
    /// What is told before any calibration.
    pub(crate) told: Band,
    pub(crate) rivals: Guesses,
}

/// Predicts for one in `every` of the tickets that have to wait.
pub(crate) fn records(
    hub: &Hub,
    days: &[LivedDay],
    known: &Knowledge,
    means: &HistoryMeans,
    every: usize,
) -> Vec<Record> {
    let world = known.applied(&hub.world);
    let table = Preset::Balanced.table(&world);
    let mut predictor = Predictor::new(&world, &table, known, VisitRule::NewTicketEach);
    let mut rivals = Rivals::new(&world, &table, means);
    let mut records = Vec::new();
    let mut waiting = 0;
    for (number, lived) in days.iter().enumerate() {
        let played = lived.played(&hub.world);
        let profile = known.profile(lived.date, &lived.hours);
        for (index, leg) in lived.day.legs.iter().enumerate() {
            let (Some(issued), Some(call)) = (leg.arrival, lived.calls[index]) else { continue };
            if leg.class != Class::WalkIn || call.at <= issued {
                continue;
            }
            waiting += 1;
            if waiting % every != 0 {
                continue;
            }
            let mut situation = played.situation(issued);
            situation.arrivals.profile = profile.clone();
            let Some(row) = played.waiting_legs(issued).position(|waiting| waiting == index) else { continue };
            let seed = hub.seed.wrapping_mul(1_000_003).wrapping_add((number * 10_000 + index) as u64);
            let told = predictor.refresh(&situation, seed).tickets[row].call.plus(-issued);
            let rivals = rivals.guess(lived, &situation, row);
            records.push(Record { day: number, issued, wait: call.at - issued, told, rivals });
        }
    }
    records
}

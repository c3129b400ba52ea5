//! Foretells waits beside the sequencer: reads what is published, reckons on threads of its own, shows what comes out.
//!
//! No command waits for it: past days are read in small pages between commits, and only what was learnt is asked of the
//! sequencer, as a command like any other.

mod past;

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::ids::{CommandId, ServiceId};
use domain::learned::WaitCalibration;
use domain::wait::Waits;
use engine::State;
use forecast::hub::{Live, Memory, configured, durations};
use tokio::time::timeout;

use crate::clock::Clock;
use crate::sequencer::{Handle, Learnt};

use past::Past;

/// Waits are foretold anew at most this often, in seconds.
const REFRESH_SECONDS_MIN: u64 = 3;
/// Waits are foretold anew at least this often while a day is open, in seconds: time alone changes them.
const REFRESH_SECONDS_MAX: u64 = 20;
/// Multipliers that have moved by so much are written into the journal, in thousandths.
const KEPT_PERMILLE_MIN: u32 = 50;

/// Foretells waits.
pub(crate) struct Forecaster {
    handle: Handle,
    clock: Arc<dyn Clock>,
    past: Past,
    memory: Memory,
    /// The journal position of the last forecast.
    shown: Option<u64>,
}

impl Forecaster {
    pub(crate) fn new(handle: Handle, clock: Arc<dyn Clock>) -> Self {
        let state = handle.latest().state;
        let (past, memory) = (Past::new(state.catalog()), Memory::new(state.calibration()));
        Self { handle, clock, past, memory, shown: None }
    }

    /// Foretells until it is aborted.
    pub(crate) async fn keep(mut self) {
        let mut published = self.handle.follow();
        loop {
            self.look().await;
            tokio::time::sleep(Duration::from_secs(REFRESH_SECONDS_MIN)).await;
            let rest = Duration::from_secs(REFRESH_SECONDS_MAX - REFRESH_SECONDS_MIN);
            let shown = self.shown;
            let news = published.wait_for(|latest| Some(latest.state.seq().0) != shown);
            // Nothing new: waits grow older all the same.
            if let Ok(Err(_)) = timeout(rest, news).await {
                return;
            }
        }
    }

    /// Foretells once, and learns from what has happened since.
    pub(crate) async fn look(&mut self) {
        if let Err(error) = self.past.catch_up(&self.handle, self.clock.now()).await {
            tracing::warn!("past days cannot be learnt from: {}", error.detail);
        }
        let state = self.handle.latest().state;
        self.shown = Some(state.seq().0);
        if state.day().is_none() {
            return;
        }
        self.memory.learn(&state);
        self.write(&state).await;
        let now = self.clock.now();
        let (seed, lives) = (state.seq().0, self.lives(&state, now));
        let foretold = tokio::task::spawn_blocking(move || {
            let foretell = |live: Live| {
                let forecast = live.foretell(seed);
                (live, forecast)
            };
            lives.into_iter().map(foretell).collect::<Vec<_>>()
        });
        let Ok(foretold) = foretold.await else {
            tracing::error!("waits could not be foretold: a fault in the program; they are tried again");
            return;
        };
        let mut waits = Waits { at: Some(now), is_rough: self.past.is_blank(), ..Waits::default() };
        for (live, forecast) in &foretold {
            self.memory.tell(live, forecast, state.catalog(), &mut waits);
        }
        self.handle.foretell(Arc::new(waits), self.clock.now());
    }

    /// Every building in which somebody is on duty.
    fn lives(&self, state: &State, now: Timestamp) -> Vec<Live> {
        let locations = state.catalog().locations.iter();
        let lives =
            locations.filter_map(|place| Live::new(state, &place.id, self.past.of(&place.id), self.past.of_hub(), now));
        lives.filter(Live::is_staffed).collect()
    }

    /// Writes what was learnt where it has changed.
    async fn write(&self, state: &State) {
        let catalog = state.catalog();
        let known = self.past.of_hub().knows(&configured(catalog));
        let learnt = (!self.past.is_blank()).then(|| durations(catalog, &known));
        let is_new = learnt.as_ref().is_some_and(|learnt| Some(learnt) != state.durations());
        let calibration = Some(self.memory.calibration()).filter(|now| is_moved(state.calibration(), *now));
        if !is_new && calibration.is_none() {
            return;
        }
        // No client can send an id with a colon.
        let id = CommandId::new(format!("learnt:{}", state.seq().0));
        let learnt = Learnt { durations: learnt.filter(|_| is_new), calibration };
        if let Err(problem) = self.handle.learn(id, learnt).await {
            tracing::warn!("what was learnt has to wait: {}", problem.detail);
        }
    }
}

/// Whether multipliers have moved by enough to be kept.
fn is_moved(kept: Option<WaitCalibration>, now: WaitCalibration) -> bool {
    let kept = kept.unwrap_or_else(|| Memory::default().calibration());
    let moved = |kept: u32, now: u32| kept.abs_diff(now) >= KEPT_PERMILLE_MIN;
    moved(kept.low_permille, now.low_permille) || moved(kept.high_permille, now.high_permille)
}

/// Where each service of a list stood in an older one.
fn positions(older: &[ServiceId], newer: &[ServiceId]) -> Vec<Option<usize>> {
    newer.iter().map(|service| older.iter().position(|known| known == service)).collect()
}

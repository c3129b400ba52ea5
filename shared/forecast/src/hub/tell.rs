//! A forecast in the words of the hub, and what is remembered of it to stay honest.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::catalog::Catalog;
use domain::ids::TicketId;
use domain::learned::{Durations, LearnedDuration, WaitCalibration};
use domain::wait::{Outlook as Told, Waits};
use engine::State;
use engine::floor::{FirstCall, first_call};

use super::now::Live;
use super::{MILLISECONDS_PER_MINUTE, PERCENT, SECONDS_PER_MINUTE};
use crate::calibrate::{Band, Calibration};
use crate::learn::Knowledge;
use crate::predict::{Forecast, Outlook};

const PERMILLE: f64 = 1_000.0;

/// What was told to those who wait, and how ranges are stretched to be right as often as they claim.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    calibration: Calibration,
    /// What each ticket that waits was told first, from when on.
    promises: BTreeMap<TicketId, (Timestamp, Band)>,
}

impl Memory {
    /// Goes on with what ranges were multiplied by before.
    #[must_use]
    pub fn new(calibration: Option<WaitCalibration>) -> Self {
        let share = |permille: u32| f64::from(permille) / PERMILLE;
        let known = calibration.map(|known| Calibration::new(share(known.low_permille), share(known.high_permille)));
        Self { calibration: known.unwrap_or_default(), promises: BTreeMap::new() }
    }

    /// What ranges are multiplied by.
    #[must_use]
    pub fn calibration(&self) -> WaitCalibration {
        let (low, high) = self.calibration.multipliers();
        let permille = |share: f64| (share * PERMILLE).round() as u32;
        WaitCalibration { low_permille: permille(low), high_permille: permille(high) }
    }

    /// Compares what was told with the calls made since.
    pub fn learn(&mut self, state: &State) {
        let calibration = &mut self.calibration;
        self.promises.retain(|ticket, (told_at, band)| match first_call(state, *ticket) {
            Some(FirstCall::Waiting) => true,
            Some(FirstCall::At(called_at)) => {
                let waited = (called_at - *told_at).num_milliseconds() as f64 / MILLISECONDS_PER_MINUTE;
                calibration.learn(*band, waited.max(0.0));
                false
            }
            Some(FirstCall::Never) | None => false,
        });
    }

    /// Puts what is expected of a building among what is told.
    pub fn tell(&mut self, live: &Live, forecast: &Forecast, catalog: &Catalog, waits: &mut Waits) {
        let now = live.situation.now;
        let Some(at) = live.clock.moment(now) else { return };
        for (ticket, outlook) in live.tickets.iter().zip(&forecast.tickets) {
            let band = self.calibration.apply(outlook.call.plus(-now));
            self.promises.entry(*ticket).or_insert((at, band));
            if let Some(told) = told(live, outlook, band) {
                waits.tickets.insert(*ticket, told);
            }
        }
        for (service, outlook) in catalog.services.iter().zip(&forecast.services) {
            let band = self.calibration.apply(outlook.call.plus(-now));
            if let Some(told) = told(live, outlook, band) {
                waits.services.insert((live.location.clone(), service.id.clone()), told);
            }
        }
    }
}

/// An outlook by the hub's clock; `None` where not even one in ten is called.
fn told(live: &Live, outlook: &Outlook, band: Band) -> Option<Told> {
    let moment = |wait: f64| live.clock.moment(live.situation.now + wait);
    Some(Told {
        low: moment(band.low)?,
        middle: moment(band.middle),
        high: moment(band.high),
        before_closing_percent: (outlook.before_closing * PERCENT).round() as u32,
    })
}

/// How long services take as the hub has learnt it, for the dispatch function.
#[must_use]
pub fn durations(catalog: &Catalog, known: &Knowledge) -> Durations {
    let seconds = |minutes: f64| (minutes * SECONDS_PER_MINUTE).round() as u32;
    let services = catalog.services.iter().zip(&known.services);
    let permille = |factor: f64| ((factor - 1.0).max(0.0) * PERMILLE).round() as u32;
    Durations {
        services: services
            .map(|(service, time)| LearnedDuration { service: service.id.clone(), seconds: seconds(time.mean_minutes) })
            .collect(),
        secondary_permille: permille(known.factors[1]),
        other_area_permille: permille(known.factors[2]),
    }
}

//! Makes up what a hub learns from its past.

use domain::ids::ServiceId;
use domain::learned::{Durations, LearnedDuration, WaitCalibration};

use super::Script;
use crate::hub::Hub;
use crate::office::NOBODY;
use crate::transition::Transition;
use crate::world::World;

/// How long a service may turn out to take, in seconds; even no time at all.
const SECONDS: [u32; 6] = [0, 30, 290, 600, 601, 3_600];
/// How much longer it may take with a second skill, in thousandths.
const EXTRA_PERMILLE: [u32; 4] = [0, 95, 333, 1_500];
/// By how much waits may be stretched, in thousandths.
const STRETCHED_PERMILLE: [u32; 3] = [700, 1_000, 1_300];

impl Script {
    /// How long services take, or how waits are stretched, or both; now and then what is known already.
    pub(super) fn learn<H: Hub>(&mut self, world: &World<H>) -> Transition {
        let (model, is_known) = (&world.model, self.random.chance(15));
        let durations = if is_known { model.learnt.clone() } else { self.durations(world) };
        let durations = self.random.chance(75).then_some(durations);
        let drawn = WaitCalibration {
            low_permille: self.one(&STRETCHED_PERMILLE),
            high_permille: self.one(&STRETCHED_PERMILLE),
        };
        let stretched = if is_known { model.stretched } else { Some(drawn) };
        Transition::Learn { durations, stretched: stretched.filter(|_| self.random.chance(40)) }
    }

    fn one(&mut self, of: &[u32]) -> u32 {
        self.random.one(of).copied().unwrap_or_default()
    }

    fn durations<H: Hub>(&mut self, world: &World<H>) -> Durations {
        let known = world.model.catalog.services.iter().map(|service| service.id.clone());
        // A hub can have learnt of a service it has no more.
        let all = known.chain([ServiceId::new(NOBODY)]);
        let learnt: Vec<_> = all.filter(|_| self.random.chance(70)).collect();
        // Now and then nothing was learnt of any.
        let learnt = if self.random.chance(8) { Vec::new() } else { learnt };
        let services = learnt.into_iter().map(|service| LearnedDuration { service, seconds: self.one(&SECONDS) });
        let services = services.collect();
        Durations {
            services,
            secondary_permille: self.one(&EXTRA_PERMILLE),
            other_area_permille: self.one(&EXTRA_PERMILLE),
        }
    }
}

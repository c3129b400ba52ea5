//! How loud a kiosk speaks.

/// Amplitudes of espeak-ng, whose own run from 0 to 200, in steps of 3 dB: 18 dB from the lowest to the highest, as
/// EN 301 549 8.2.1.1 wants, and the usual one 12 dB above the lowest (8.2.1.2).
const AMPLITUDES: [u32; 7] = [25, 35, 50, 71, 100, 141, 200];
/// The step a person finds, from 0.
const USUAL_STEP: usize = 4;

/// One of seven steps of 3 dB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume(usize);

impl Default for Volume {
    fn default() -> Self {
        Self(USUAL_STEP)
    }
}

impl Volume {
    /// The step with this number, from 0; the loudest where there are fewer.
    #[must_use]
    pub fn at(step: u8) -> Self {
        Self(usize::from(step).min(AMPLITUDES.len() - 1))
    }

    /// The amplitude for espeak-ng.
    pub(crate) fn amplitude(self) -> u32 {
        AMPLITUDES.get(self.0).copied().unwrap_or(AMPLITUDES[USUAL_STEP])
    }
}

#[cfg(test)]
mod tests {
    use super::Volume;

    #[test]
    fn the_steps_reach_over_eighteen_decibels_and_none_is_missed() {
        let steps: Vec<_> = (0..7).map(Volume::at).collect();
        assert_eq!((Volume::at(4), Volume::at(200)), (Volume::default(), Volume::at(6)));
        let decibels = |volume: Volume| 20.0 * f64::from(volume.amplitude()).log10();
        let above = |volume: Volume| decibels(volume) - decibels(Volume::at(0));
        assert!(above(Volume::at(6)) >= 18.0);
        assert!(above(Volume::default()) >= 12.0, "one step is 12 dB above the lowest");
        assert!(steps.windows(2).all(|pair| (2.5..3.5).contains(&(decibels(pair[1]) - decibels(pair[0])))));
    }
}

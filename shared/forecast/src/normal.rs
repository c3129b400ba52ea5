//! The normal distribution, the same on every machine.

/// Coefficients of a quotient of two polynomials, the highest power first; the divisor ends in 1.
struct Quotient {
    above: [f64; 8],
    below: [f64; 8],
}

/// For a probability at most this far from one half.
const MIDDLE: f64 = 0.425;
/// √(−ln p) up to which [`NEAR_TAIL`] holds.
const NEAR: f64 = 5.0;

const CENTRE: Quotient = Quotient {
    above: [
        2.509_080_928_730_122_7e3,
        3.343_057_558_358_813e4,
        6.726_577_092_700_87e4,
        4.592_195_393_154_987e4,
        1.373_169_376_550_946e4,
        1.971_590_950_306_551_4e3,
        1.331_416_678_917_843_8e2,
        3.387_132_872_796_366_5,
    ],
    below: [
        5.226_495_278_852_854e3,
        2.872_908_573_572_194_3e4,
        3.930_789_580_009_271e4,
        2.121_379_430_158_66e4,
        5.394_196_021_424_751e3,
        6.871_870_074_920_579e2,
        4.231_333_070_160_091e1,
        1.0,
    ],
};
const NEAR_TAIL: Quotient = Quotient {
    above: [
        7.745_450_142_783_414e-4,
        2.272_384_498_926_918_4e-2,
        2.417_807_251_774_506e-1,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    below: [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        1.519_866_656_361_645_7e-2,
        1.481_039_764_274_800_8e-1,
        6.897_673_349_851e-1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
};
const FAR_TAIL: Quotient = Quotient {
    above: [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        1.242_660_947_388_078_4e-3,
        2.653_218_952_657_612_4e-2,
        2.965_605_718_285_048_7e-1,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    below: [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        1.487_536_129_085_061_5e-2,
        1.369_298_809_227_358e-1,
        5.998_322_065_558_88e-1,
        1.0,
    ],
};

/// How likely a draw of mean 0 and deviation 1 lies above `value`.
pub(crate) fn above(value: f64) -> f64 {
    0.5 * libm::erfc(value * std::f64::consts::FRAC_1_SQRT_2)
}

/// The value above which a draw of mean 0 and deviation 1 lies with this probability (Wichura 1988, AS 241).
///
/// Infinite where the probability is not between 0 and 1.
pub(crate) fn value_above(probability: f64) -> f64 {
    let from_half = 0.5 - probability;
    if from_half.abs() <= MIDDLE {
        return from_half * CENTRE.at(MIDDLE * MIDDLE - from_half * from_half);
    }
    let tail = probability.min(1.0 - probability);
    if tail <= 0.0 {
        return if probability <= 0.5 { f64::INFINITY } else { f64::NEG_INFINITY };
    }
    let depth = (-libm::log(tail)).sqrt();
    let value = if depth <= NEAR { NEAR_TAIL.at(depth - 1.6) } else { FAR_TAIL.at(depth - NEAR) };
    if from_half > 0.0 { value } else { -value }
}

impl Quotient {
    fn at(&self, point: f64) -> f64 {
        let polynomial = |of: &[f64; 8]| of.iter().fold(0.0, |sum, coefficient| sum * point + coefficient);
        polynomial(&self.above) / polynomial(&self.below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_of_tables() {
        for (probability, value) in [(0.5, 0.0), (0.025, 1.959_963_984_540_054), (0.9, -1.281_551_565_544_600_4)] {
            assert!((value_above(probability) - value).abs() < 1e-14, "{probability}");
        }
        assert!((above(3.0) - 1.349_898_031_630_094_6e-3).abs() < 1e-17);
    }

    #[test]
    fn there_and_back_to_the_last_digits_from_the_middle_to_the_far_tail() {
        for step in -50..=360 {
            let value = f64::from(step) / 10.0;
            let back = value_above(above(value));
            assert!((back - value).abs() < 1e-9, "{value} came back as {back}");
        }
        assert_eq!(value_above(0.0), f64::INFINITY);
        assert_eq!(value_above(1.0), f64::NEG_INFINITY);
    }
}

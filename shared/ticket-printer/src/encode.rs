//! A picture as ESC/POS bytes: `GS v 0` in bands, feed and cut.

use crate::bitmap::Bitmap;

/// Rows in one `GS v 0`; cheap printers take no more than one byte's worth.
const BAND_ROWS_MAX: usize = 255;
/// How far paper goes on beyond the cutter before the cut, in motion units.
const FEED_UNITS: u8 = 16;

/// `ESC @`: forget what an earlier job left behind.
const INITIALISE: [u8; 2] = [0x1b, 0x40];
/// `GS v 0`, normal size.
const RASTER: [u8; 4] = [0x1d, 0x76, 0x30, 0x00];
/// `GS V`, function B: feed to the cutter and cut.
const CUT: [u8; 2] = [0x1d, 0x56];
/// A cut that leaves a bridge of paper, whatever hangs in the printer.
pub(crate) const CUT_OFF: [u8; 4] = [0x1d, 0x56, 66, FEED_UNITS];

/// How the slip is cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// A bridge of paper holds the slip until it is taken.
    #[default]
    Partial,
    /// The slip falls into a tray or is held by a presenter.
    Full,
}

impl Cut {
    /// The parameter m of `GS V`: 66 is the partial, 65 the full cut.
    fn parameter(self) -> u8 {
        match self {
            Self::Partial => 66,
            Self::Full => 65,
        }
    }
}

/// How pictures become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// How the slip is cut off.
    pub cut: Cut,
    /// Dots an inch down the paper.
    pub dots_per_inch: u8,
    /// Most rows in one picture command.
    pub band_rows_max: u8,
}

/// The bytes that print and cut a picture.
#[must_use]
pub fn encode(bitmap: &Bitmap, encoding: Encoding) -> Vec<u8> {
    let row_bytes = bitmap.width_dots() / 8;
    let mut bytes = Vec::with_capacity(bitmap.height_dots() * row_bytes + 256);
    bytes.extend(INITIALISE);
    for band in bitmap.rows().chunks(BAND_ROWS_MAX) {
        bytes.extend(RASTER);
        bytes.extend(low_high(row_bytes));
        bytes.extend(low_high(band.len()));
        bytes.extend(band.iter().flatten());
    }
    bytes.extend(CUT);
    bytes.extend([encoding.cut.parameter(), FEED_UNITS]);
    bytes
}

fn low_high(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// Takes out of a picture what a printer would obey in the middle of it.
///
/// `DLE EOT`, `DLE ENQ` and `DLE DC4` act as soon as their two bytes arrive, also inside raster data: a dot pattern
/// must not ask for a status, clear the buffer or switch the printer off. One dot at the right of the first byte
/// turns it into something harmless.
pub(crate) fn disarm(bitmap: &mut Bitmap) {
    const DLE: u8 = 0x10;
    const OBEYED_AFTER_DLE: [u8; 3] = [0x04, 0x05, 0x14];
    let rows = bitmap.rows_mut();
    let first_bytes: Vec<_> = rows.iter().map(|row| row.first().copied().unwrap_or(0)).collect();
    for (index, row) in rows.iter_mut().enumerate() {
        let first_of_next = first_bytes.get(index + 1).copied().unwrap_or(0);
        for at in 0..row.len() {
            let follower = row.get(at + 1).copied().unwrap_or(first_of_next);
            if row[at] == DLE && OBEYED_AFTER_DLE.contains(&follower) {
                row[at] |= 0x01;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BAND_ROWS_MAX, Cut, Encoding, disarm, encode};
    use crate::bitmap::Bitmap;
    use crate::decode::decode;

    fn of(cut: Cut) -> Encoding {
        Encoding { cut, dots_per_inch: 203, band_rows_max: u8::MAX }
    }

    /// A picture whose bytes come from a seed, with many of the bytes that could be obeyed.
    fn noise(width_dots: usize, height_dots: usize, mut seed: u64) -> Bitmap {
        let mut bitmap = Bitmap::white(width_dots, height_dots);
        for byte in bitmap.rows_mut().iter_mut().flatten() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let roll = (seed >> 33).to_le_bytes()[0];
            *byte = [0x10, 0x04, 0x05, 0x14, roll][usize::from(roll) % 5];
        }
        bitmap
    }

    #[test]
    fn bytes_of_a_small_picture_are_as_the_manual_says() {
        let mut bitmap = Bitmap::white(16, 2);
        bitmap.blacken(0, 0);
        bitmap.blacken(15, 1);
        let bytes = encode(&bitmap, of(Cut::Partial));
        let expected = [0x1b, 0x40, 0x1d, 0x76, 0x30, 0x00, 2, 0, 2, 0, 0x80, 0x00, 0x00, 0x01, 0x1d, 0x56, 66, 16];
        assert_eq!(bytes, expected);
        assert_eq!(encode(&bitmap, of(Cut::Full))[16], 65);
    }

    #[test]
    fn a_picture_comes_back_from_its_bytes_whatever_its_height() {
        for height in [1, BAND_ROWS_MAX, BAND_ROWS_MAX + 1, 3 * BAND_ROWS_MAX + 7] {
            let mut bitmap = noise(384, height, height as u64);
            disarm(&mut bitmap);
            let decoded = decode(&encode(&bitmap, of(Cut::Partial)), 384);
            assert_eq!(decoded.unknown, Vec::<String>::new());
            assert_eq!(decoded.slips, vec![bitmap]);
        }
    }

    #[test]
    fn no_picture_holds_a_command_that_acts_at_once() {
        for seed in 0..40 {
            let mut bitmap = noise(576, 300, seed);
            let before = bitmap.clone();
            disarm(&mut bitmap);
            let bytes = encode(&bitmap, of(Cut::Partial));
            for pair in bytes.windows(2) {
                assert!(!(pair[0] == 0x10 && [0x04, 0x05, 0x14].contains(&pair[1])), "{pair:02x?} with seed {seed}");
            }
            assert_ne!(before, bitmap, "the noise had nothing to take out");
        }
    }
}

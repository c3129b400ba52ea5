//! A picture as ESC/POS bytes: `GS v 0` in bands without the white around them, feed and cut.

use crate::bitmap::Bitmap;

/// How far paper goes on beyond the cutter before the cut, in dots.
const FEED_DOTS: u8 = 16;
/// White rows in a row from which on feeding is less than sending them; the head of a band has 8 bytes.
const BLANK_ROWS_MIN: usize = 4;

/// `ESC @`: forget what an earlier job left behind.
pub(crate) const INITIALISE: [u8; 2] = [0x1b, 0x40];
/// `GS P`: the units in which paper is fed, as parts of an inch across and down. A printer's own are not always dots.
const UNITS: [u8; 2] = [0x1d, 0x50];
/// `GS v 0`, normal size.
const RASTER: [u8; 4] = [0x1d, 0x76, 0x30, 0x00];
/// `ESC J`: feed by so many units.
const FEED: [u8; 2] = [0x1b, 0x4a];
/// `GS V`, function B: feed to the cutter and cut.
const CUT: [u8; 2] = [0x1d, 0x56];
/// A cut that leaves a bridge of paper, whatever hangs in the printer; letters that wait for the end of their line get it
/// first, because paper is only cut between lines.
pub(crate) const CUT_OFF: [u8; 5] = [b'\n', 0x1d, 0x56, 66, FEED_DOTS];

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
///
/// White rows are fed, white columns at the right are not sent. What a printer would obey in the middle of a picture
/// is taken out of it, as [`crate::Rasterizer`] has done already for slips.
#[must_use]
pub fn encode(bitmap: &Bitmap, encoding: Encoding) -> Vec<u8> {
    let mut bitmap = bitmap.clone();
    disarm(&mut bitmap);
    let mut bytes = Vec::with_capacity(bitmap.height_dots() * bitmap.width_dots() / 16 + 256);
    bytes.extend(INITIALISE);
    bytes.extend(UNITS);
    bytes.extend([encoding.dots_per_inch; 2]);
    for part in parts(bitmap.rows()) {
        match part {
            Part::White(rows) => feed(&mut bytes, rows),
            Part::Inked(rows) => {
                for band in rows.chunks(usize::from(encoding.band_rows_max.max(1))) {
                    raster(&mut bytes, band);
                }
            }
        }
    }
    bytes.extend(cut(encoding.cut));
    bytes
}

/// The command that feeds the slip to the cutter and cuts it off.
pub(crate) fn cut(how: Cut) -> [u8; 4] {
    [CUT[0], CUT[1], how.parameter(), FEED_DOTS]
}

/// Rows that are sent or fed together.
enum Part<'a> {
    White(usize),
    Inked(&'a [Vec<u8>]),
}

/// A picture from the top in parts; a few white rows between inked ones stay with them.
///
/// The last row is sent even where it is white: there are printers that save paper by leaving out what is only fed.
fn parts(rows: &[Vec<u8>]) -> Vec<Part<'_>> {
    let is_white = |row: &Vec<u8>| row.iter().all(|byte| *byte == 0);
    let mut parts = Vec::new();
    let mut inked = 0..0;
    let mut at = 0;
    while at < rows.len() {
        let white = rows[at..rows.len() - 1].iter().take_while(|row| is_white(row)).count();
        if white >= BLANK_ROWS_MIN {
            parts.extend((!inked.is_empty()).then(|| Part::Inked(&rows[inked.clone()])));
            parts.push(Part::White(white));
            inked = at + white..at + white;
        }
        at += white.max(1);
        inked.end = at;
    }
    parts.extend((!inked.is_empty()).then(|| Part::Inked(&rows[inked.clone()])));
    parts
}

fn feed(bytes: &mut Vec<u8>, rows: usize) {
    let mut left = rows;
    while let Some(step) = left.checked_sub(1).map(|_| u8::try_from(left).unwrap_or(u8::MAX)) {
        bytes.extend(FEED);
        bytes.push(step);
        left -= usize::from(step);
    }
}

fn raster(bytes: &mut Vec<u8>, band: &[Vec<u8>]) {
    let width = |row: &Vec<u8>| row.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    // A band of no width is no command; one of white rows within inked ones is a column of white.
    let row_bytes = band.iter().map(width).max().unwrap_or(0).max(1);
    bytes.extend(RASTER);
    bytes.extend(low_high(row_bytes));
    bytes.extend(low_high(band.len()));
    bytes.extend(band.iter().flat_map(|row| &row[..row_bytes]));
}

fn low_high(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// Takes out of a picture what a printer would obey in the middle of it.
///
/// `DLE EOT`, `DLE ENQ` and `DLE DC4` act as soon as their two bytes arrive, also inside raster data: a dot pattern
/// must not ask for a status, clear the buffer or switch the printer off. One dot at the right of the first byte
/// turns it into something harmless.
///
/// It does not depend on how the picture is cut into bands and how much of the white at the right is sent: the byte
/// after one in a row is the next that is sent or, where only white follows, the first of the row below.
pub(crate) fn disarm(bitmap: &mut Bitmap) {
    const DLE: u8 = 0x10;
    const OBEYED_AFTER_DLE: [u8; 3] = [0x04, 0x05, 0x14];
    let rows = bitmap.rows_mut();
    let first_bytes: Vec<_> = rows.iter().map(|row| row.first().copied().unwrap_or(0)).collect();
    for (index, row) in rows.iter_mut().enumerate() {
        let first_of_next = first_bytes.get(index + 1).copied().unwrap_or(0);
        let last_inked = row.iter().rposition(|byte| *byte != 0).unwrap_or(0);
        for at in 0..row.len() {
            let follower = if at >= last_inked { first_of_next } else { row[at + 1] };
            if row[at] == DLE && OBEYED_AFTER_DLE.contains(&follower) {
                row[at] |= 0x01;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CUT, Cut, Encoding, FEED, RASTER, disarm, encode};
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

    /// A picture as slips are: blocks of ink between white rows, of different widths.
    fn blocks(width_dots: usize, seed: u64) -> Bitmap {
        let mut bitmap = noise(width_dots, 40 + usize::try_from(seed % 7).unwrap() * 90, seed);
        let mut roll = seed;
        let (mut left, mut is_white, mut width) = (0, false, width_dots / 8);
        for row in bitmap.rows_mut() {
            if left == 0 {
                roll = roll.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                left = usize::try_from(roll >> 58).unwrap() + 1;
                is_white = !is_white;
                width = usize::try_from(roll >> 32).unwrap() % (width_dots / 8 + 1);
            }
            left -= 1;
            row[if is_white { 0 } else { width }..].fill(0);
        }
        bitmap
    }

    fn pictures() -> impl Iterator<Item = (u64, Bitmap)> {
        let widths = [576, 512, 384, 8];
        let noisy = (0..40).map(move |seed| (seed, noise(widths[seed as usize % 4], 300, seed)));
        noisy.chain((100..400).map(move |seed| (seed, blocks(widths[seed as usize % 4], seed))))
    }

    /// Picture commands with their rows and bytes a row, and all feeds; panics at anything else.
    fn commands(bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 6;
        while bytes[at..at + 2] != CUT {
            if bytes[at..at + 2] == FEED {
                found.push((usize::from(bytes[at + 2]), 0));
                at += 3;
            } else {
                assert_eq!(bytes[at..at + 4], RASTER, "at {at}");
                let of = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
                found.push((of(at + 6), of(at + 4)));
                at += 8 + of(at + 4) * of(at + 6);
            }
        }
        assert_eq!(bytes.len(), at + 4);
        found
    }

    #[test]
    fn bytes_of_a_small_picture_are_as_the_manual_says() {
        let mut bitmap = Bitmap::white(24, 10);
        bitmap.blacken(0, 0);
        bitmap.blacken(15, 1);
        let bytes = encode(&bitmap, of(Cut::Partial));
        let raster = [0x1d, 0x76, 0x30, 0x00, 2, 0, 2, 0, 0x80, 0x00, 0x00, 0x01];
        let last = [0x1b, 0x4a, 7, 0x1d, 0x76, 0x30, 0x00, 1, 0, 1, 0, 0x00];
        let expected = [&[0x1b, 0x40, 0x1d, 0x50, 203, 203], &raster[..], &last[..], &[0x1d, 0x56, 66, 16]].concat();
        assert_eq!(bytes, expected);
        let full = encode(&bitmap, of(Cut::Full));
        assert_eq!(full[full.len() - 2], 65);
    }

    #[test]
    fn every_picture_comes_back_from_its_bytes() {
        for (seed, mut bitmap) in pictures() {
            disarm(&mut bitmap);
            for band_rows_max in [1, 24, u8::MAX] {
                let decoded =
                    decode(&encode(&bitmap, Encoding { band_rows_max, ..of(Cut::Partial) }), bitmap.width_dots());
                assert_eq!(decoded.unknown, Vec::<String>::new(), "seed {seed}");
                assert!(decoded.slips == [bitmap.clone()], "seed {seed}: {:?} is not {bitmap:?}", decoded.slips);
            }
        }
    }

    #[test]
    fn no_picture_holds_a_command_that_acts_at_once() {
        let mut disarmed = 0;
        for (seed, bitmap) in pictures() {
            for band_rows_max in [1, 24, u8::MAX] {
                let bytes = encode(&bitmap, Encoding { band_rows_max, ..of(Cut::Partial) });
                for pair in bytes.windows(2) {
                    assert!(!(pair[0] == 0x10 && [0x04, 0x05, 0x14].contains(&pair[1])), "{pair:02x?}, seed {seed}");
                }
            }
            let mut changed = bitmap.clone();
            disarm(&mut changed);
            disarmed += usize::from(changed != bitmap);
            let (before, after) = (bitmap.rows().iter().flatten(), changed.rows().iter().flatten());
            let harm = before.zip(after).all(|(before, after)| before == after || (*before, *after) == (0x10, 0x11));
            assert!(harm, "more than one dot of a byte was changed, seed {seed}");
        }
        assert!(disarmed > 100, "the pictures had nothing to take out");
    }

    #[test]
    fn bands_are_low_and_white_is_fed_and_trimmed() {
        for (seed, bitmap) in pictures() {
            for band_rows_max in [1, 24, u8::MAX] {
                let commands = commands(&encode(&bitmap, Encoding { band_rows_max, ..of(Cut::Partial) }));
                assert_eq!(commands.iter().map(|(rows, _)| rows).sum::<usize>(), bitmap.height_dots(), "seed {seed}");
                for (rows, row_bytes) in commands {
                    assert!(row_bytes == 0 || rows <= usize::from(band_rows_max), "{rows} rows, seed {seed}");
                    assert!(row_bytes <= bitmap.width_dots() / 8);
                }
            }
        }
        let white = Bitmap::white(576, 1_000);
        assert_eq!(commands(&encode(&white, of(Cut::Partial))), [(255, 0), (255, 0), (255, 0), (234, 0), (1, 1)]);
        let mut dot = Bitmap::white(576, 300);
        dot.blacken(17, 100);
        assert_eq!(commands(&encode(&dot, of(Cut::Partial))), [(100, 0), (1, 3), (198, 0), (1, 1)]);
        assert!(commands(&encode(&Bitmap::white(576, 0), of(Cut::Partial))).is_empty());
    }
}

//! A picture of one bit a dot.

use std::io::{self, BufWriter};
use std::path::Path;

/// Dots in one byte of a row.
const DOTS_PER_BYTE: usize = 8;

/// A picture of one bit a dot, as a print head makes it; a set bit is a black dot, the leftmost dot the highest bit.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    width_dots: usize,
    rows: Vec<Vec<u8>>,
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Bitmap of {} x {} dots", self.width_dots, self.height_dots())
    }
}

impl Bitmap {
    /// A white picture.
    ///
    /// # Panics
    /// When the width is not a multiple of 8, which no print head has.
    #[must_use]
    pub fn white(width_dots: usize, height_dots: usize) -> Self {
        assert!(width_dots.is_multiple_of(DOTS_PER_BYTE), "a row of {width_dots} dots does not fill its bytes");
        Self { width_dots, rows: vec![vec![0; width_dots / DOTS_PER_BYTE]; height_dots] }
    }

    /// Dots across.
    #[must_use]
    pub fn width_dots(&self) -> usize {
        self.width_dots
    }

    /// Dots down.
    #[must_use]
    pub fn height_dots(&self) -> usize {
        self.rows.len()
    }

    /// The rows from the top, each of `width_dots / 8` bytes.
    #[must_use]
    pub fn rows(&self) -> &[Vec<u8>] {
        &self.rows
    }

    /// The rows, to be changed in place.
    pub(crate) fn rows_mut(&mut self) -> &mut [Vec<u8>] {
        &mut self.rows
    }

    /// Adds rows of the same width at the bottom.
    pub(crate) fn extend(&mut self, rows: impl Iterator<Item = Vec<u8>>) {
        let row_bytes = self.width_dots / DOTS_PER_BYTE;
        self.rows.extend(rows.map(|mut row| {
            row.resize(row_bytes, 0);
            row
        }));
    }

    /// Makes one dot black.
    ///
    /// # Panics
    /// When the dot is outside the picture.
    pub fn blacken(&mut self, x: usize, y: usize) {
        self.rows[y][x / DOTS_PER_BYTE] |= 0x80 >> (x % DOTS_PER_BYTE);
    }

    /// Whether a dot is black; dots outside the picture are white.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.rows.get(y).and_then(|row| row.get(x / DOTS_PER_BYTE)).copied().unwrap_or(0);
        byte & (0x80 >> (x % DOTS_PER_BYTE)) != 0
    }

    /// The picture as a PNG of one bit a dot.
    ///
    /// # Errors
    /// When the picture is empty or the writer fails.
    pub fn write_png(&self, writer: impl io::Write) -> io::Result<()> {
        let size = |dots: usize| u32::try_from(dots).map_err(io::Error::other);
        let mut encoder = png::Encoder::new(writer, size(self.width_dots)?, size(self.height_dots())?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().map_err(io::Error::other)?;
        // In a PNG a set bit is white.
        let bits: Vec<u8> = self.rows.iter().flatten().map(|byte| !byte).collect();
        writer.write_image_data(&bits).map_err(io::Error::other)?;
        writer.finish().map_err(io::Error::other)
    }

    /// Keeps the picture as a PNG file.
    ///
    /// # Errors
    /// When the picture is empty or the file cannot be written.
    pub fn save_png(&self, file: &Path) -> io::Result<()> {
        self.write_png(BufWriter::new(std::fs::File::create(file)?))
    }
}

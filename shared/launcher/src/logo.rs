//! A picture for the top of slips, from a PNG to the line in the hub file.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, bail};
use domain::slip::{LOGO_HEIGHT_DOTS_MAX, LOGO_WIDTH_DOTS_MAX, Logo};

/// A pixel is printed below this brightness out of 255.
const BLACK_BELOW: u32 = 128;
/// The brightest value.
const WHITE: u32 = 255;

/// The line `logo = "…"` of a hub file.
pub(crate) fn line(file: &Path) -> anyhow::Result<String> {
    let what = || format!("{} is no PNG that can be read: save it as one and try again", file.display());
    let opened = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    let mut decoder = png::Decoder::new(BufReader::new(opened));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().with_context(what)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    // Before its pixels are unpacked: a small file may hold a huge picture.
    if width > LOGO_WIDTH_DOTS_MAX || height > LOGO_HEIGHT_DOTS_MAX {
        bail!(
            "{} has {width} by {height} pixels: make it at most {LOGO_WIDTH_DOTS_MAX} by {LOGO_HEIGHT_DOTS_MAX}, one \
             pixel is one dot of the printer",
            file.display()
        );
    }
    let mut pixels = vec![0; reader.output_buffer_size().with_context(what)?];
    let info = reader.next_frame(&mut pixels).with_context(what)?;
    let (row, samples) = (info.line_size, info.color_type.samples());
    let pixel = |x: usize, y: usize| pixels.get(y * row + x * samples..y * row + (x + 1) * samples).unwrap_or(&[]);
    let Ok(logo) = Logo::draw(width, height, |x, y| is_dark(pixel(x, y))) else { bail!("{}", what()) };
    Ok(format!("logo = \"{}\"", logo.text()))
}

/// Whether a pixel on white paper is dark: grey or red, green and blue, each with or without how much covers the ground.
fn is_dark(pixel: &[u8]) -> bool {
    let (colours, cover) = match pixel {
        [colours @ .., cover] if pixel.len().is_multiple_of(2) => (colours, u32::from(*cover)),
        colours => (colours, WHITE),
    };
    let sum: u32 = colours.iter().map(|part| u32::from(*part)).sum();
    let brightness = sum / u32::try_from(colours.len()).unwrap_or(1).max(1);
    brightness * cover / WHITE + (WHITE - cover) < BLACK_BELOW
}

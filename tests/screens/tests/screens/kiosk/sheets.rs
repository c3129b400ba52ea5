//! Contact sheets, to be looked at: every page of one language, shape and mode side by side.
//!
//! Drawn only with `SPORTELLO_PICTURES` set, into `build/screens/sheets`.

use std::path::Path;

use kiosk_flow::{Mode, Panel};
use slint::{Rgba8Pixel, SharedPixelBuffer};

use super::matrix::PICTURES;
use super::*;

/// How many dots of a page, across and down, become one of the sheet.
const DOTS_PER_DOT: u32 = 3;
/// Pages of a sheet: what can be looked at without making it smaller.
const PAGES: usize = 24;
/// Dots of a row, at most.
const ROW_DOTS_MAX: u32 = 3_000;
/// Between two pages, in dots of the sheet.
const GAP: u32 = 8;

fn draw(language: Language, (width, height): (u32, u32), mode_name: &str, modes: &[Mode]) {
    if std::env::var_os(PICTURES).is_none() {
        return;
    }
    let kiosk = Kiosk::open(width, height);
    let pages = languages::pages().into_iter().filter(|(name, _)| !name.starts_with("limits"));
    let small: Vec<_> = pages
        .map(|(_, msgs)| {
            let toggles = modes.iter().map(|mode| Msg::Toggle(*mode));
            kiosk.come_to(language, msgs.into_iter().chain(toggles).collect(), Panel::default());
            smaller(&kiosk.window.window().take_snapshot().unwrap())
        })
        .collect();
    for (number, pages) in small.chunks(PAGES).enumerate() {
        let name = format!("{}-{width}x{height}-{mode_name}-{number}.png", language.code());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../build/screens/sheets");
        ui_kit::headless::write_png(&side_by_side(pages), &folder.join(name)).unwrap();
    }
}

/// The picture with the mean of each square of dots in its place.
fn smaller(picture: &SharedPixelBuffer<Rgba8Pixel>) -> SharedPixelBuffer<Rgba8Pixel> {
    let (width, height) = (picture.width() / DOTS_PER_DOT, picture.height() / DOTS_PER_DOT);
    let mut small = SharedPixelBuffer::new(width, height);
    for (place, dot) in (0..).zip(small.make_mut_slice()) {
        let (left, top) = (place % width * DOTS_PER_DOT, place / width * DOTS_PER_DOT);
        let mut sums = [0; 3];
        for down in top..top + DOTS_PER_DOT {
            let start = (down * picture.width() + left) as usize;
            for pixel in &picture.as_slice()[start..start + DOTS_PER_DOT as usize] {
                sums[0] += u32::from(pixel.r);
                sums[1] += u32::from(pixel.g);
                sums[2] += u32::from(pixel.b);
            }
        }
        let [r, g, b] = sums.map(|sum| (sum / (DOTS_PER_DOT * DOTS_PER_DOT)) as u8);
        *dot = Rgba8Pixel { r, g, b, a: 255 };
    }
    small
}

fn side_by_side(pages: &[SharedPixelBuffer<Rgba8Pixel>]) -> SharedPixelBuffer<Rgba8Pixel> {
    let (width, height) = (pages[0].width() + GAP, pages[0].height() + GAP);
    let in_row = ROW_DOTS_MAX / width;
    let rows = u32::try_from(pages.len()).unwrap().div_ceil(in_row);
    let mut sheet = SharedPixelBuffer::new(in_row * width, rows * height);
    let across = sheet.width();
    let dots = sheet.make_mut_slice();
    dots.fill(Rgba8Pixel { r: 90, g: 90, b: 90, a: 255 });
    for (position, page) in (0..).zip(pages) {
        let (left, top) = (position % in_row * width, position / in_row * height);
        for (down, line) in (0..).zip(page.as_slice().chunks(page.width() as usize)) {
            let start = ((top + down) * across + left) as usize;
            dots[start..start + line.len()].copy_from_slice(line);
        }
    }
    sheet
}

macro_rules! sheets {
    ($($module:ident: $language:ident,)*) => {
        $(#[test]
        fn $module() {
            let language = Language::$language;
            let all = [((1080, 1920), "usual", &[][..]), ((1080, 1920), "large", &[Mode::Large]), ((1920, 1080), "usual", &[])];
            for (size, mode_name, modes) in all {
                std::thread::spawn(move || draw(language, size, mode_name, modes)).join().unwrap();
            }
        })*
    };
}

in_every_language! { sheets }

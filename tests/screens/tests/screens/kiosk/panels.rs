//! Every page on other panels than the usual one: from 15.6 to 32 inches, from 1280×800 to 4K, near and far, high and low.

use kiosk_flow::{Mode, Panel};

use super::matrix::{Desk, none};
use super::*;

/// As it is come to, and with what makes letters largest and the page shortest.
const MODES: [(&str, &[Mode]); 2] = [("usual", &[]), ("large-reach", &[Mode::Large, Mode::Reach])];
/// On small panels, where letters as large as usual leave fewer dots already.
const SMALL_MODES: [(&str, &[Mode]); 2] = [("usual", &[]), ("reach-speech", &[Mode::Reach, Mode::Speech])];
/// What makes them fewest.
const LARGE_MODES: [(&str, &[Mode]); 2] =
    [("large-reach", &[Mode::Large, Mode::Reach]), ("large-speech", &[Mode::Large, Mode::Speech])];

fn every_page_fits(name: &str, panel: Panel, size: (u32, u32)) {
    every_page_fits_in(&MODES, name, panel, size);
}

fn every_page_fits_in(modes: &[(&str, &[Mode])], name: &str, panel: Panel, size: (u32, u32)) {
    pages_fit(|_| true, modes, name, panel, size);
}

fn pages_fit(is_wanted: fn(&str) -> bool, modes: &[(&str, &[Mode])], name: &str, panel: Panel, size: (u32, u32)) {
    let panel = panel.checked().unwrap();
    let desk = Desk::new(panel, size);
    let mut wrong = Vec::new();
    for language in [Language::It, Language::Ar] {
        for (mode_name, set) in modes {
            for (page, msgs) in languages::pages().into_iter().filter(|(page, _)| is_wanted(page)) {
                let page = format!("{name}-{}-{mode_name}-{page}", language.code());
                wrong.extend(desk.wrong(language, &page, msgs, set));
            }
        }
    }
    none(&wrong);
}

fn panel(diagonal_inches: f32, lower_edge_millimetres: f32, distance_millimetres: f32) -> Panel {
    Panel { diagonal_inches, lower_edge_millimetres, distance_millimetres, ..Panel::default() }
}

#[test]
fn on_the_usual_panel_upright() {
    every_page_fits("21.5-upright", Panel::default(), (1080, 1920));
}

#[test]
fn on_the_usual_panel_across() {
    every_page_fits("21.5-across", Panel::default(), (1920, 1080));
}

#[test]
fn on_the_usual_panel_of_few_dots() {
    every_page_fits("21.5-small", Panel::default(), SMALL);
}

#[test]
fn on_24_inches_across() {
    every_page_fits("24-across", panel(24.0, 800.0, 500.0), (1920, 1080));
}

#[test]
fn on_27_inches_upright_of_many_dots() {
    every_page_fits("27-upright", panel(27.0, 650.0, 600.0), (2160, 3840));
}

#[test]
fn on_32_inches_upright() {
    every_page_fits("32-upright", panel(32.0, 600.0, 600.0), (1080, 1920));
}

#[test]
fn on_32_inches_upright_as_high_as_smaller_ones() {
    every_page_fits("32-high", panel(32.0, 750.0, 600.0), (1080, 1920));
}

#[test]
fn on_32_inches_across_of_many_dots() {
    every_page_fits("32-across", panel(32.0, 700.0, 700.0), (3840, 2160));
}

#[test]
fn on_15_6_inches_upright() {
    every_page_fits_in(&SMALL_MODES, "15.6-upright", panel(15.6, 750.0, 500.0), (1080, 1920));
}

#[test]
fn on_15_6_inches_across() {
    every_page_fits_in(&SMALL_MODES, "15.6-across", panel(15.6, 750.0, 500.0), (1920, 1080));
}

#[test]
fn on_15_6_inches_of_few_dots() {
    every_page_fits_in(&SMALL_MODES, "15.6-small", panel(15.6, 750.0, 500.0), SMALL);
}

#[test]
fn on_18_5_inches_upright() {
    every_page_fits_in(&SMALL_MODES, "18.5-upright", panel(18.5, 750.0, 500.0), (1080, 1920));
}

#[test]
fn in_large_letters_on_18_5_inches_upright() {
    every_page_fits_in(&LARGE_MODES, "18.5-upright", panel(18.5, 750.0, 500.0), (1080, 1920));
}

#[test]
fn on_18_5_inches_across() {
    every_page_fits_in(&SMALL_MODES, "18.5-across", panel(18.5, 750.0, 500.0), (1920, 1080));
}

#[test]
fn in_large_letters_on_18_5_inches_across() {
    every_page_fits_in(&LARGE_MODES, "18.5-across", panel(18.5, 750.0, 500.0), (1920, 1080));
}

#[test]
fn in_large_letters_on_15_6_inches_upright() {
    every_page_fits_in(&LARGE_MODES, "15.6-upright", panel(15.6, 750.0, 500.0), (1080, 1920));
}

#[test]
fn in_large_letters_on_15_6_inches_across() {
    every_page_fits_in(&LARGE_MODES, "15.6-across", panel(15.6, 750.0, 500.0), (1920, 1080));
}

#[test]
fn in_large_letters_on_15_6_inches_of_few_dots() {
    every_page_fits_in(&LARGE_MODES, "15.6-small", panel(15.6, 750.0, 500.0), SMALL);
}

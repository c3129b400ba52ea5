//! What the matrix looks for is found where it is planted, and nothing is found where nothing is.

use i_slint_core::graphics::{Brush, Color, GradientStop, LinearGradientBrush};
use slint::ComponentHandle;

use super::boxes::{cut_off, higher_than, nameless, outside, smaller_than, sticking_out};
use super::contrast::pale;
use super::drawn::{Part, parts};
use super::ink::ui::{Direction, PlantedWindow};
use super::mirror::unmirrored;
use crate::support::install;

const WIDTH: u32 = 400;
/// Of text, as usual.
const LEAST: f32 = 4.5;

fn open() -> PlantedWindow {
    install(WIDTH, 120);
    let window = PlantedWindow::new().unwrap();
    window.show().unwrap();
    window
}

fn looked_at(window: &PlantedWindow) -> Vec<Part> {
    parts(window.window())
}

fn grey(part: u8) -> Color {
    Color::from_rgb_u8(part, part, part)
}

#[test]
fn a_pale_text_is_found_whatever_makes_it_pale() {
    let window = open();
    let found = |least| pale(&looked_at(&window), least);
    assert_eq!(found(LEAST), Vec::<String>::new());
    window.set_ink(grey(0x78));
    assert_eq!(found(LEAST), ["'Anagrafe' of 'planted' has 4.42:1 where 4.5 is needed"]);
    window.set_ink(grey(0x70));
    assert_eq!(found(LEAST), Vec::<String>::new());
    assert_eq!(found(7.0).len(), 1, "not enough where more is asked for");
    window.set_ink(Color::from_argb_u8(0x50, 0, 0, 0));
    assert_eq!(found(LEAST).len(), 1, "a dark ink that is thin");
    window.set_ink(grey(0));
    window.set_ground(Brush::SolidColor(Color::from_argb_u8(0xa0, 0, 0, 0)));
    assert_eq!(found(LEAST).len(), 1, "a dark ground that is half as dark on white");
    let stops = [(0.0, grey(0xff)), (1.0, grey(0x40))];
    let stops = stops.map(|(position, color)| GradientStop { position, color });
    window.set_ground(Brush::LinearGradient(LinearGradientBrush::new(90.0, stops)));
    assert_eq!(found(LEAST).len(), 2, "a ground that gets dark under the text and the icon");
    window.set_ground(Brush::SolidColor(grey(0xff)));
    window.set_cover(grey(0x80));
    assert_eq!(found(LEAST).len(), 1, "some of it is covered: {:?}", found(LEAST));
}

#[test]
fn an_edge_and_an_icon_that_are_hard_to_see_are_found() {
    let window = open();
    let found = || pale(&looked_at(&window), LEAST);
    window.set_edge(grey(0xa0));
    assert_eq!(found(), ["the edge of 'planted' has 2.61:1 where 3 is needed"]);
    window.set_edge(grey(0x90));
    assert_eq!(found(), Vec::<String>::new());
    window.set_picture(grey(0xa0));
    assert_eq!(found(), ["an icon of 'planted' has 2.61:1 where 3 is needed"]);
}

#[test]
fn what_is_cut_off_outside_too_small_or_nameless_is_found() {
    let window = open();
    let found = || {
        let parts = looked_at(&window);
        [
            cut_off(&parts),
            sticking_out(&parts),
            outside(&parts, WIDTH, 120),
            smaller_than(&parts, 80.0),
            nameless(&parts),
        ]
        .map(|found| found.len())
    };
    assert_eq!(found(), [0; 5]);
    window.set_room(40.0);
    assert_eq!(found(), [1, 0, 0, 0, 0]);
    window.set_room(200.0);
    window.set_before(320.0);
    assert_eq!(found(), [0, 1, 0, 0, 0]);
    window.set_before(40.0);
    window.set_off(20.0);
    assert_eq!(found(), [0, 0, 1, 0, 0]);
    window.set_off(0.0);
    window.set_gone(30.0);
    assert_eq!(found(), [0, 0, 0, 1, 0]);
    window.set_gone(0.0);
    window.set_name("".into());
    assert_eq!(found(), [0, 0, 0, 0, 1]);
}

#[test]
fn what_stands_on_the_same_side_in_both_directions_is_found() {
    let window = open();
    let both = |is_fixed| {
        window.set_is_fixed(is_fixed);
        [false, true].map(|is_rtl| {
            window.global::<Direction<'_>>().set_rtl(is_rtl);
            looked_at(&window)
        })
    };
    let [usual, mirrored] = both(false);
    assert_eq!(unmirrored(&usual, &mirrored, WIDTH as f32), Vec::<String>::new());
    let [usual, mirrored] = both(true);
    let found = unmirrored(&usual, &mirrored, WIDTH as f32);
    assert_eq!(found.len(), 2, "the strip and the text: {found:?}");
    assert_eq!(unmirrored(&usual, &[], WIDTH as f32).len(), 1, "what is gone");
}

#[test]
fn what_is_too_high_for_a_seat_is_found() {
    let window = open();
    assert_eq!(higher_than(&looked_at(&window), 0.0), Vec::<String>::new());
    assert_eq!(higher_than(&looked_at(&window), 110.0).len(), 1);
}

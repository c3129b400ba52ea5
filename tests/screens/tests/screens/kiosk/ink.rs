//! Letters that reach over the edges of their line lose no stroke of it.

use std::collections::BTreeSet;
use std::path::Path;

use domain::text::Language;
use slint::ComponentHandle;
use ui_kit::fonts::family;

use self::ui::{Direction, InkWindow};
use crate::support::install;

ui_kit::generated_ui!(pub(super));

/// How much ink there is, and how many dots it is wide and high.
#[derive(Clone, Copy, Debug)]
struct Ink {
    amount: f32,
    width: u32,
    height: u32,
}

impl Ink {
    fn of(window: &slint::Window) -> Self {
        let pixels = window.take_snapshot().unwrap();
        let (mut amount, width) = (0.0, pixels.width());
        let (mut left, mut right, mut top, mut bottom) = (width, 0, pixels.height(), 0);
        for (place, pixel) in (0..).zip(pixels.as_slice()) {
            amount += f32::from(255 - pixel.g) / 255.0;
            // What is all but white is the edge of a dot that lies between two.
            if pixel.g < 160 {
                let (x, y) = (place % width, place / width);
                (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
            }
        }
        Self { amount, width: right.saturating_sub(left), height: bottom.saturating_sub(top) }
    }

    fn is_like(self, other: Self) -> bool {
        (self.amount - other.amount).abs() <= 0.02 * other.amount
            && self.width.abs_diff(other.width) <= 2
            && self.height.abs_diff(other.height) <= 2
    }
}

/// Every text of the kiosk in this language, each form of it.
fn texts(language: Language) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../assets/translations")
        .join(language.code())
        .join("LC_MESSAGES/kiosk.po");
    let file = std::fs::read_to_string(file).unwrap();
    let quoted = file.lines().filter(|line| line.starts_with("msgstr"));
    let texts = quoted.filter_map(|line| Some(line.split_once('"')?.1.strip_suffix('"')?.replace("{n}", "12")));
    texts.filter(|text| !text.is_empty()).collect()
}

#[test]
fn no_stroke_of_arabic_and_urdu_is_cut_off() {
    install(1600, 160);
    let window = InkWindow::new().unwrap();
    window.show().unwrap();
    let mut cut = Vec::new();
    for language in [Language::Ar, Language::Ur] {
        window.set_family(family(language).into());
        for text in texts(language) {
            window.set_words(text.as_str().into());
            for (size, weight) in [(28.0, 400), (54.0, 700)] {
                window.set_size(size);
                window.set_weight(weight);
                let [shown, whole] = [false, true].map(|in_a_large_box| {
                    window.set_in_a_large_box(in_a_large_box);
                    Ink::of(window.window())
                });
                // What is wider than the window is cut off by it.
                if whole.width < 1500 && !shown.is_like(whole) {
                    cut.push(format!("{size} {weight} {text}: {shown:?} of {whole:?}"));
                }
            }
        }
    }
    assert!(cut.is_empty(), "{} cut: {:#?}", cut.len(), &cut[..cut.len().min(20)]);
}

#[test]
fn no_word_is_lost_where_a_text_of_arabic_or_urdu_is_broken_into_lines() {
    install(1600, 700);
    let window = InkWindow::new().unwrap();
    window.show().unwrap();
    window.set_size(28.0);
    window.set_weight(400);
    window.global::<Direction<'_>>().set_rtl(true);
    let mut lost = Vec::new();
    for language in [Language::Ar, Language::Ur] {
        window.set_family(family(language).into());
        for text in texts(language).into_iter().filter(|text| text.chars().count() > 25) {
            window.set_words(text.as_str().into());
            window.set_in_a_large_box(true);
            let whole = Ink::of(window.window());
            window.set_in_a_large_box(false);
            for room in [420.0, 560.0, 720.0, 1000.0] {
                window.set_room(room);
                let shown = Ink::of(window.window());
                if whole.width < 1500 && (shown.amount - whole.amount).abs() > 0.03 * whole.amount {
                    lost.push(format!("{room} {text}: {} of {}", shown.amount, whole.amount));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} lost: {:#?}", lost.len(), &lost[..lost.len().min(60)]);
}

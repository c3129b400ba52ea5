//! Whether everything on a page is whole, inside of what it belongs to, apart from the rest, large enough and named.

use i_slint_core::items::AccessibleRole;
use i_slint_core::lengths::LogicalRect;

use super::drawn::{Kind, Part, Words};

/// How far two edges may be apart that are one, in dots.
const OFF_DOTS: f32 = 0.5;

/// What is read out or can be touched and does not lie inside the window.
pub(super) fn outside(parts: &[Part], width: u32, height: u32) -> Vec<String> {
    let window = LogicalRect::new([0.0, 0.0].into(), [width as f32, height as f32].into()).inflate(OFF_DOTS, OFF_DOTS);
    let out = elements(parts, |_| true).filter(|part| !window.contains_rect(&part.place));
    out.map(|part| format!("'{}' at {:?} leaves the window", part.control, part.place)).collect()
}

/// What is read out and lies over something else that is read out.
pub(super) fn over_each_other(parts: &[Part]) -> Vec<String> {
    let is_read = |role| matches!(role, AccessibleRole::Text | AccessibleRole::ListItem | AccessibleRole::Button);
    let read: Vec<_> = elements(parts, is_read).collect();
    let mut found = Vec::new();
    for (position, one) in read.iter().enumerate() {
        let others = read[position + 1..].iter().filter(|other| {
            let both = one.place.intersection(&other.place).unwrap_or_default();
            both.width() > OFF_DOTS && both.height() > OFF_DOTS
        });
        found.extend(others.map(|other| format!("'{}' lies over '{}'", one.control, other.control)));
    }
    found
}

/// The words that stick out of the card, the button or the line they are a part of.
pub(super) fn sticking_out(parts: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| matches!(part.kind, Kind::Words(_))) {
        let mut next = part.inside;
        while let Some(around) = next.map(|position| &parts[position]) {
            if !around.place.inflate(OFF_DOTS, OFF_DOTS).contains_rect(&part.place) {
                found.push(format!("{} at {:?} sticks out of {:?}", part.name(), part.place, around.place));
                break;
            }
            next = around.inside;
        }
    }
    found
}

/// The buttons of which one side has fewer dots.
pub(super) fn smaller_than(parts: &[Part], least: f32) -> Vec<String> {
    let buttons = elements(parts, |role| role == AccessibleRole::Button);
    let small = buttons.filter(|part| part.place.width() < least || part.place.height() < least);
    small.map(|part| format!("'{}' has {:?}, less than {least}", part.control, part.place.size)).collect()
}

/// The buttons that begin above this, in dots from the top.
pub(super) fn higher_than(parts: &[Part], top: f32) -> Vec<String> {
    let high = elements(parts, |role| role == AccessibleRole::Button).filter(|part| part.place.min_y() < top);
    high.map(|part| format!("'{}' begins at {}, above {top}", part.control, part.place.min_y())).collect()
}

/// What has the keyboard and is no button with a name.
pub(super) fn nameless(parts: &[Part]) -> Vec<String> {
    let nameless = parts.iter().filter(|part| matches!(part.kind, Kind::Nameless));
    nameless.map(|part| format!("what is at {:?} has no name", part.place)).collect()
}

/// The texts that need more than the box they have.
pub(super) fn cut_off(parts: &[Part]) -> Vec<String> {
    let words = parts.iter().filter_map(|part| if let Kind::Words(words) = &part.kind { Some(words) } else { None });
    let is_cut = |words: &&Words| {
        let (need, room) = (words.need, words.room);
        let is_shown = room.width > 0.0 && !words.is_cut_short;
        is_shown && (need.height > room.height + 1.5 || need.width > room.width + 2.5)
    };
    words
        .filter(is_cut)
        .map(|words| format!("'{}' needs {:?} and has {:?}", words.text, words.need, words.room))
        .collect()
}

fn elements(parts: &[Part], is_wanted: impl Fn(AccessibleRole) -> bool) -> impl Iterator<Item = &Part> {
    parts.iter().filter(move |part| matches!(part.kind, Kind::Element(role) if is_wanted(role)))
}

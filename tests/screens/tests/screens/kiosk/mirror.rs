//! Whether a page that is read from the right is the mirror of the same page read from the left.

use super::drawn::{Kind, Part};

/// How far apart two edges may be, in dots: each is put on a whole one by itself.
const OFF_DOTS: f32 = 2.0;

/// The parts that are not where their counterpart is in a mirror.
///
/// Both are the same page in the same words, part by part, once from each side.
pub(super) fn unmirrored(from_left: &[Part], from_right: &[Part], width: f32) -> Vec<String> {
    if from_left.len() != from_right.len() {
        return vec![format!("{} parts became {}", from_left.len(), from_right.len())];
    }
    let is_counterpart = |one: &Part, other: &Part| is_mirror(one, other, width) && is_same(one, other);
    // Most are at the same place of both lists; what is built for one direction alone is not.
    let has_mirror = |(position, part): &(usize, &Part)| {
        is_counterpart(&from_left[*position], part) || from_left.iter().any(|one| is_counterpart(one, part))
    };
    let wrong = from_right.iter().enumerate().filter(|pair| !has_mirror(pair) && !stays(pair.1, from_right));
    wrong.map(|(_, part)| format!("{} at {:?} has no mirror", part.name(), part.place)).collect()
}

/// Whether both are the same but for where they are; an arrow shows the other way.
fn is_same(one: &Part, other: &Part) -> bool {
    let is_arrow = |text: &str| matches!(text, "›" | "‹");
    let is_same_kind = match (&one.kind, &other.kind) {
        (Kind::Words(one), Kind::Words(other)) => {
            one.text == other.text || (is_arrow(&one.text) && is_arrow(&other.text))
        }
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    };
    is_same_kind && one.control == other.control
}

fn is_mirror(one: &Part, other: &Part, width: f32) -> bool {
    let is_close = |first: f32, second: f32| (first - second).abs() <= OFF_DOTS;
    let (one, other) = (one.place, other.place);
    is_close(width - one.max_x(), other.min_x())
        && is_close(width - one.min_x(), other.max_x())
        && is_close(one.min_y(), other.min_y())
        && is_close(one.max_y(), other.max_y())
}

/// Whether something is the same from both sides: Latin letters and digits on keys, in the order everybody knows, and
/// the keys beside them that turn to more of them or take one back.
fn stays(part: &Part, parts: &[Part]) -> bool {
    let is_key = |part: &Part| part.control.len() == 1;
    let is_beside = |other: &Part| {
        other.control == part.control
            && matches!(&other.kind, Kind::Words(words) if matches!(words.text.as_str(), "…" | "⌫"))
    };
    is_key(part) || (!part.control.is_empty() && parts.iter().any(is_key) && parts.iter().any(is_beside))
}

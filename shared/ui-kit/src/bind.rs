//! What every screen does between its model and its window.

use std::rc::Rc;

use slint::{Color, Model, ModelRc, VecModel};

/// The ink of the theme, as `0xaarrggbb`.
const INK: u32 = 0xff17_324d;

/// The colour `#rrggbb`, or the ink of the theme where a hub file slipped through with another form.
#[must_use]
pub fn color(code: &str) -> Color {
    let value = code.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok());
    Color::from_argb_encoded(value.map_or(INK, |value| 0xff00_0000 | value))
}

/// A number as the window takes it; one that is too large is shown as the largest.
pub fn count(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

/// Sets a list of the window, unless it is the same: what is the same is not painted again.
pub fn replace<T: Clone + PartialEq + 'static>(old: &ModelRc<T>, new: Vec<T>, set: impl FnOnce(ModelRc<T>)) {
    if !old.iter().eq(new.iter().cloned()) {
        set(ModelRc::from(Rc::new(VecModel::from(new))));
    }
}

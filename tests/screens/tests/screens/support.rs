//! What every screen test needs: a window in memory, elements by label, and what must be true of any page.

use std::path::PathBuf;

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, ElementRoot};

/// 20 mm on the panel the sizes are made for: 21.5 inches, 1080 dots across its shorter side of 268 mm.
const TOUCH_MILLIMETRES_MIN: f32 = 20.0;
const DOTS_PER_MILLIMETRE: f32 = 1080.0 / 267.8;

/// Gives this test a window of this size without a display, with the shipped fonts.
pub(crate) fn install(width: u32, height: u32) {
    ui_kit::headless::install_without_event_loop(width, height).unwrap();
    ui_kit::fonts::register();
}

/// Lets timers and change handlers run, as a turn of the event loop would.
pub(crate) fn settle() {
    slint::platform::update_timers_and_animations();
}

/// The one element that says this to assistive technology.
pub(crate) fn find(window: &impl ElementRoot, label: &str) -> ElementHandle {
    let mut found = all_labelled(window, label);
    assert_eq!(found.len(), 1, "elements labelled '{label}'; the screen has {:?}", labels(window));
    found.remove(0)
}

/// Whether an element with this accessible label is on the screen.
pub(crate) fn shows(window: &impl ElementRoot, label: &str) -> bool {
    !all_labelled(window, label).is_empty()
}

fn all_labelled(window: &impl ElementRoot, label: &str) -> Vec<ElementHandle> {
    let mut found = spoken(window);
    found.retain(|element| element.accessible_label().is_some_and(|own| own == label));
    found
}

/// Everything assistive technology is told of; what has the role `none` is part of something that speaks for it.
fn spoken(window: &impl ElementRoot) -> Vec<ElementHandle> {
    let is_spoken = |element: &ElementHandle| {
        element.accessible_role().is_some_and(|role| role != AccessibleRole::None)
            && element.accessible_label().is_some()
    };
    // The first look makes the parts that repeat, the second finds them.
    ElementQuery::from_root(window).match_predicate(is_spoken).find_all();
    ElementQuery::from_root(window).match_predicate(is_spoken).find_all()
}

/// Every accessible label on the screen.
pub(crate) fn labels(window: &impl ElementRoot) -> Vec<String> {
    spoken(window).iter().filter_map(ElementHandle::accessible_label).map(String::from).collect()
}

/// Presses what has this label, as assistive technology would.
pub(crate) fn press(window: &impl ElementRoot, label: &str) {
    find(window, label).invoke_accessible_default_action();
    settle();
}

fn visible(window: &impl ElementRoot) -> Vec<ElementHandle> {
    let all = ElementQuery::from_root(window).match_predicate(|element| {
        element.accessible_role().is_some_and(|role| role != AccessibleRole::None) && element.size().width > 0.0
    });
    all.find_all()
}

/// Everything that is told to be of this role.
pub(crate) fn of_role(window: &impl ElementRoot, role: AccessibleRole) -> Vec<ElementHandle> {
    let is_of_role = move |element: &ElementHandle| element.accessible_role() == Some(role);
    // The first look makes the parts that repeat, the second finds them.
    ElementQuery::from_root(window).match_predicate(is_of_role).find_all();
    ElementQuery::from_root(window).match_predicate(is_of_role).find_all()
}

/// Everything with a role lies inside the window.
pub(crate) fn assert_inside(window: &impl ElementRoot, width: u32, height: u32) {
    let outside = outside(window, width, height);
    assert!(outside.is_empty(), "{outside:?}");
}

/// What has a role and does not lie inside the window.
pub(crate) fn outside(window: &impl ElementRoot, width: u32, height: u32) -> Vec<String> {
    let mut found = Vec::new();
    for element in visible(window) {
        let (position, size) = (element.absolute_position(), element.size());
        let is_inside = position.x >= -0.5
            && position.y >= -0.5
            && position.x + size.width <= width as f32 + 0.5
            && position.y + size.height <= height as f32 + 0.5;
        if !is_inside {
            let label = element.accessible_label();
            found.push(format!("{label:?} at {position:?} with {size:?} leaves the window"));
        }
    }
    found
}

/// Every button is big enough for a finger on the panel the design is made for.
pub(crate) fn assert_touchable(window: &impl ElementRoot) {
    let small = too_small(window);
    assert!(small.is_empty(), "{small:?}");
}

/// The buttons that are smaller than that.
pub(crate) fn too_small(window: &impl ElementRoot) -> Vec<String> {
    smaller_than(window, TOUCH_MILLIMETRES_MIN * DOTS_PER_MILLIMETRE)
}

/// The buttons of which one side has fewer dots.
pub(crate) fn smaller_than(window: &impl ElementRoot, least: f32) -> Vec<String> {
    let mut found = Vec::new();
    for button in visible(window).iter().filter(|element| element.accessible_role() == Some(AccessibleRole::Button)) {
        let size = button.size();
        if size.width < least || size.height < least {
            found.push(format!("the button {:?} has {size:?} dots, less than {least}", button.accessible_label()));
        }
    }
    found
}

/// Keeps what the window shows as `build/screens/NAME.png`.
pub(crate) fn picture(window: &slint::Window, name: &str) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../build/screens"));
    ui_kit::headless::save_png(window, &folder.join(format!("{name}.png"))).unwrap();
}

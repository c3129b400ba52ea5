//! What a page paints, part by part from back to front, as a renderer goes over it; nothing is drawn for it.

use std::rc::Rc;

use i_slint_core::accessibility::AccessibleStringProperty;
use i_slint_core::item_tree::{ItemRc, ensure_item_tree_instantiated};
use i_slint_core::items::{
    AccessibleRole, BasicBorderRectangle, BorderRectangle, Clip, ComplexText, FocusScope, ImageItem, Item, Opacity,
    Orientation, Path, Rectangle, SimpleText, TextHorizontalAlignment, TextOverflow, TextVerticalAlignment, TextWrap,
    WindowItem,
};
use i_slint_core::lengths::{LogicalPoint, LogicalRect, LogicalSize};
use i_slint_core::window::{WindowAdapter, WindowInner};
use slint::Brush;

/// What is read out as one, and holds what belongs to it.
const BOXES: [AccessibleRole; 3] = [AccessibleRole::Button, AccessibleRole::Text, AccessibleRole::ListItem];

/// A part of a page, where it is seen.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// In the window. Of words: as much as they fill.
    pub(super) place: LogicalRect,
    /// What is left of the window there.
    pub(super) clip: LogicalRect,
    /// How much of what is behind it is covered, from 0 to 1.
    pub(super) opacity: f32,
    /// What is read out of the control it belongs to; empty where it belongs to none. Of what is read out itself: what.
    pub(super) control: String,
    /// The innermost part around it that has an edge or is read out as one.
    pub(super) inside: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Ground {
        background: Brush,
        border: Brush,
        border_width: f32,
        radius: f32,
    },
    Words(Words),
    /// A drawing of lines and areas, each of which may be without colour.
    Icon {
        fill: Brush,
        stroke: Brush,
    },
    Picture,
    /// What is read out, and what can be touched: it paints nothing itself.
    Element(AccessibleRole),
    /// Something that has the keyboard and is no button with a name.
    Nameless,
}

#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) ink: Brush,
    /// The box they have.
    pub(super) room: LogicalSize,
    /// What they need; no width where they are broken to what there is.
    pub(super) need: LogicalSize,
    /// Whether they are cut short where they do not fit.
    pub(super) is_cut_short: bool,
}

impl Part {
    /// As it is seen.
    pub(super) fn seen(&self) -> LogicalRect {
        self.place.intersection(&self.clip).unwrap_or_default()
    }

    pub(super) fn is_button(&self) -> bool {
        matches!(self.kind, Kind::Element(AccessibleRole::Button))
    }

    pub(super) fn name(&self) -> String {
        let what = match &self.kind {
            Kind::Ground { .. } => "a ground".to_owned(),
            Kind::Words(words) => format!("'{}'", words.text),
            Kind::Icon { .. } => "an icon".to_owned(),
            Kind::Picture => "a picture".to_owned(),
            Kind::Element(_) | Kind::Nameless => "all".to_owned(),
        };
        if self.control.is_empty() { what } else { format!("{what} of '{}'", self.control) }
    }
}

/// Every part of what the window shows.
pub(super) fn parts(window: &slint::Window) -> Vec<Part> {
    let inner = WindowInner::from_pub(window);
    // What repeats is made first.
    ensure_item_tree_instantiated(&inner.component());
    let root = ItemRc::new_root(inner.component());
    let mut walk = Walk { adapter: inner.window_adapter(), parts: Vec::new() };
    let within = Within {
        clip: root.geometry(),
        origin: LogicalPoint::default(),
        opacity: 1.0,
        control: String::new(),
        inside: None,
    };
    walk.enter(&root, &within);
    walk.parts
}

struct Walk {
    adapter: Rc<dyn WindowAdapter>,
    parts: Vec<Part>,
}

/// Where an item is.
#[derive(Clone)]
struct Within {
    clip: LogicalRect,
    origin: LogicalPoint,
    opacity: f32,
    control: String,
    inside: Option<usize>,
}

impl Walk {
    fn enter(&mut self, item: &ItemRc, within: &Within) {
        let mut within = within.clone();
        let place = item.geometry().translate(within.origin.to_vector());
        if let Some(clip) = item.downcast::<Clip>()
            && clip.as_pin_ref().clip()
        {
            // What is not visible is inside of something that cuts all of it off.
            let rest = within.clip.intersection(&place).filter(|_| !clip.as_pin_ref().is_visibility_clip());
            let Some(rest) = rest else { return };
            within.clip = rest;
        }
        if let Some(opacity) = item.downcast::<Opacity>() {
            within.opacity *= opacity.as_pin_ref().opacity();
        }
        self.name(item, place, &mut within);
        self.paint(item, place, &mut within);
        within.origin = place.origin;
        let mut next = item.first_child();
        while let Some(child) = next {
            self.enter(&child, &within);
            next = child.next_sibling();
        }
    }

    /// What an item is to whoever listens or uses the keyboard.
    fn name(&mut self, item: &ItemRc, place: LogicalRect, within: &mut Within) {
        let role = item.accessible_role();
        let label = item.accessible_string_property(AccessibleStringProperty::Label).unwrap_or_default();
        let is_id = |wanted: &str| {
            let names = item.element_type_names_and_ids(0).unwrap_or_default();
            names.iter().any(|(_, id)| id == wanted)
        };
        let is_named = role == AccessibleRole::Button && !label.is_empty();
        // What hears the keys of every page is no control.
        if item.downcast::<FocusScope>().is_some() && !is_named && !is_id("KioskWindow::keys") {
            self.add(Kind::Nameless, place, within);
        }
        if role == AccessibleRole::None {
            return;
        }
        let above = within.control.clone();
        within.control = label.into();
        let position = self.add(Kind::Element(role), place, within);
        if BOXES.contains(&role) {
            // The digits of a ticket need less than the height of their line, which reaches over all that is around it.
            within.inside = if is_id("Number::digits") { None } else { position.or(within.inside) };
        }
        if role != AccessibleRole::Button {
            within.control = above;
        }
    }

    fn add(&mut self, kind: Kind, place: LogicalRect, within: &Within) -> Option<usize> {
        let (control, inside) = (within.control.clone(), within.inside);
        let part = Part { kind, place, clip: within.clip, opacity: within.opacity, control, inside };
        (!part.seen().is_empty()).then(|| {
            self.parts.push(part);
            self.parts.len() - 1
        })
    }

    fn paint(&mut self, item: &ItemRc, place: LogicalRect, within: &mut Within) {
        let ground = |background, border, border_width: f32, radius: f32| Kind::Ground {
            background,
            border,
            border_width,
            radius,
        };
        let kind = if let Some(window) = item.downcast::<WindowItem>() {
            ground(window.as_pin_ref().background(), Brush::default(), 0.0, 0.0)
        } else if let Some(plain) = item.downcast::<Rectangle>() {
            ground(plain.as_pin_ref().background(), Brush::default(), 0.0, 0.0)
        } else if let Some(edged) = item.downcast::<BasicBorderRectangle>() {
            let edged = edged.as_pin_ref();
            let (width, radius) = (edged.border_width().get(), edged.border_radius().get());
            ground(edged.background(), edged.border_color(), width, radius)
        } else if let Some(edged) = item.downcast::<BorderRectangle>() {
            let edged = edged.as_pin_ref();
            let (width, radius) = (edged.border_width().get(), edged.border_radius().get());
            ground(edged.background(), edged.border_color(), width, radius)
        } else if let Some(path) = item.downcast::<Path>() {
            Kind::Icon { fill: path.as_pin_ref().fill(), stroke: path.as_pin_ref().stroke() }
        } else if item.downcast::<ImageItem>().is_some() {
            Kind::Picture
        } else {
            self.write(item, place, within);
            return;
        };
        let (is_painted, is_box) = match &kind {
            Kind::Ground { background, border, border_width, .. } => {
                let has_edge = *border_width > 0.0 && !border.is_transparent();
                (!background.is_transparent() || has_edge, has_edge)
            }
            Kind::Icon { .. } | Kind::Picture | Kind::Words(_) | Kind::Element(_) | Kind::Nameless => (true, false),
        };
        if is_painted {
            let position = self.add(kind, place, within);
            within.inside = position.filter(|_| is_box).or(within.inside);
        }
    }

    fn write(&mut self, item: &ItemRc, place: LogicalRect, within: &Within) {
        let (words, alignment) = if let Some(text) = item.downcast::<ComplexText>() {
            let text = text.as_pin_ref();
            let need = |orientation, across| text.layout_info(orientation, across, &self.adapter, item).preferred;
            let need = need_of(need, place.size, text.font_size().get(), text.wrap());
            let is_cut_short = text.overflow() == TextOverflow::Elide;
            let words = Words { text: text.text().into(), ink: text.color(), room: place.size, need, is_cut_short };
            (words, (text.horizontal_alignment(), text.vertical_alignment()))
        } else if let Some(text) = item.downcast::<SimpleText>() {
            let text = text.as_pin_ref();
            let need = |orientation, across| text.layout_info(orientation, across, &self.adapter, item).preferred;
            let need = need_of(need, place.size, text.font_size().get(), TextWrap::NoWrap);
            let words =
                Words { text: text.text().into(), ink: text.color(), room: place.size, need, is_cut_short: false };
            (words, (text.horizontal_alignment(), text.vertical_alignment()))
        } else {
            return;
        };
        if !words.text.trim().is_empty() && !words.ink.is_transparent() {
            let place = filled(&words, place, alignment);
            self.add(Kind::Words(words), place, within);
        }
    }
}

/// What words need: a single line is as wide as it is, several are broken to what there is.
fn need_of(need: impl Fn(Orientation, f32) -> f32, room: LogicalSize, font_size: f32, wrap: TextWrap) -> LogicalSize {
    let high = need(Orientation::Vertical, room.width);
    let is_line = wrap == TextWrap::NoWrap || high < 1.9 * font_size;
    LogicalSize::new(if is_line { need(Orientation::Horizontal, -1.0) } else { 0.0 }, high)
}

/// How much of their box words fill.
fn filled(
    words: &Words,
    room: LogicalRect,
    (across, down): (TextHorizontalAlignment, TextVerticalAlignment),
) -> LogicalRect {
    let width = if words.need.width > 0.0 { words.need.width.min(room.width()) } else { room.width() };
    let height = words.need.height.min(room.height());
    let left = match across {
        TextHorizontalAlignment::Center => (room.width() - width) / 2.0,
        TextHorizontalAlignment::Right | TextHorizontalAlignment::End => room.width() - width,
        TextHorizontalAlignment::Start | TextHorizontalAlignment::Left | _ => 0.0,
    };
    let top = match down {
        TextVerticalAlignment::Center => (room.height() - height) / 2.0,
        TextVerticalAlignment::Bottom => room.height() - height,
        TextVerticalAlignment::Top | _ => 0.0,
    };
    LogicalRect::new(LogicalPoint::new(room.min_x() + left, room.min_y() + top), LogicalSize::new(width, height))
}

//! How much every text, icon and edge of a page stands out from what is really painted behind it.

use i_slint_core::graphics::{Brush, Color};
use i_slint_core::items::AccessibleRole;
use i_slint_core::lengths::LogicalPoint;

use super::drawn::{Kind, Part};

/// Of what is no text but has to be seen (WCAG 2.2, 1.4.11).
pub(super) const SHAPE_MIN: f32 = 3.0;
/// Where in the box of words it is looked, of its width and of its height.
const ACROSS: [f32; 7] = [0.01, 0.15, 0.3, 0.5, 0.7, 0.85, 0.99];
const DOWN: [f32; 3] = [0.3, 0.5, 0.7];
/// Where nothing is painted.
const WHITE: Color = Color::from_rgb_u8(255, 255, 255);
/// How far beyond the edge of a control its surroundings are looked at, in dots.
const BESIDE_DOTS: f32 = 2.0;

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance).
pub(super) fn contrast(first: Color, second: Color) -> f32 {
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        |color: Color| 0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue());
    let (first, second) = (luminance(first) + 0.05, luminance(second) + 0.05);
    first.max(second) / first.min(second)
}

/// The texts that stand out less than `least`, and the icons and the edges of controls that are hard to see.
pub(super) fn pale(parts: &[Part], least: f32) -> Vec<String> {
    let mut found = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        let (inks, least) = match &part.kind {
            Kind::Words(words) => (vec![&words.ink], least),
            Kind::Icon { fill, stroke } => (vec![fill, stroke], SHAPE_MIN),
            Kind::Element(AccessibleRole::Button) => {
                found.extend(faint_edge(parts, position));
                continue;
            }
            Kind::Ground { .. } | Kind::Picture | Kind::Element(_) | Kind::Nameless => continue,
        };
        let inks = inks.into_iter().filter(|ink| !ink.is_transparent());
        let worst = inks.map(|ink| worst(parts, position, ink)).fold(f32::INFINITY, f32::min);
        if worst < least {
            found.push(format!("{} has {worst:.2}:1 where {least} is needed", part.name()));
        }
    }
    found
}

/// The least contrast of a part in this ink to what is behind it.
fn worst(parts: &[Part], position: usize, ink: &Brush) -> f32 {
    let part = &parts[position];
    let seen = part.seen();
    // What touches it at all; the rest of the page is not gone over again for each point.
    let near =
        |parts: &[Part]| parts.iter().filter(|other| other.seen().intersects(&seen)).cloned().collect::<Vec<_>>();
    let (behind, before) = (near(&parts[..position]), near(&parts[position + 1..]));
    let mut least = f32::INFINITY;
    for (x, y) in DOWN.iter().flat_map(|y| ACROSS.iter().map(move |x| (x, y))) {
        let point = LogicalPoint::new(seen.min_x() + x * seen.width(), seen.min_y() + y * seen.height());
        for ground in painted(&behind, point, vec![WHITE]) {
            for colour in colours(ink) {
                // What is painted later lies over both.
                let above = painted(&before, point, vec![over(ground, colour, part.opacity)]);
                let beside = painted(&before, point, vec![ground]);
                for (above, beside) in above.into_iter().zip(beside) {
                    least = least.min(contrast(above, beside));
                }
            }
        }
    }
    least
}

/// The edge of a control that has one, where it cannot be told from what is around it.
fn faint_edge(parts: &[Part], position: usize) -> Option<String> {
    let control = &parts[position];
    let place = control.place;
    let own = parts[position + 1..].iter().take_while(|part| part.control == control.control);
    let borders = own.filter_map(|part| {
        let is_its_size = (part.place.size - place.size).to_array().into_iter().all(|off| off.abs() < 2.0);
        match &part.kind {
            Kind::Ground { border, border_width, .. } if is_its_size && *border_width > 0.0 => Some(border),
            Kind::Ground { .. } | Kind::Words(_) | Kind::Icon { .. } | Kind::Picture => None,
            Kind::Element(_) | Kind::Nameless => None,
        }
    });
    let middle = place.center();
    let around = [
        (place.min_x() - BESIDE_DOTS, middle.y),
        (place.max_x() + BESIDE_DOTS, middle.y),
        (middle.x, place.min_y() - BESIDE_DOTS),
        (middle.x, place.max_y() + BESIDE_DOTS),
    ];
    let grounds = around.map(|(x, y)| painted(&parts[..position], LogicalPoint::new(x, y), vec![WHITE])).concat();
    let worst = |border: &Brush| {
        let pairs = colours(border).into_iter().flat_map(|edge| grounds.iter().map(move |ground| (*ground, edge)));
        pairs.map(|(ground, edge)| contrast(over(ground, edge, control.opacity), ground)).fold(f32::INFINITY, f32::min)
    };
    let best = borders.map(worst).reduce(f32::max)?;
    (best < SHAPE_MIN).then(|| format!("the edge of '{}' has {best:.2}:1 where {SHAPE_MIN} is needed", control.control))
}

/// What can be seen at a point once these parts are painted over these grounds; several where a ground changes.
fn painted(parts: &[Part], point: LogicalPoint, mut grounds: Vec<Color>) -> Vec<Color> {
    for part in parts {
        let Some(brush) = at(part, point) else { continue };
        let layers = colours(&brush);
        grounds =
            layers.iter().flat_map(|layer| grounds.iter().map(|ground| over(*ground, *layer, part.opacity))).collect();
    }
    grounds
}

/// What a part paints at a point; only grounds are looked at.
fn at(part: &Part, point: LogicalPoint) -> Option<Brush> {
    let Kind::Ground { background, border, border_width, radius } = &part.kind else { return None };
    if !part.seen().contains(point) {
        return None;
    }
    let place = part.place;
    let radius = radius.min(place.width() / 2.0).min(place.height() / 2.0);
    // How far the point is inside of the rounded edge.
    let inner = place.inflate(-radius, -radius);
    let (x, y) = (
        (inner.min_x() - point.x).max(point.x - inner.max_x()),
        (inner.min_y() - point.y).max(point.y - inner.max_y()),
    );
    let beyond = if x > 0.0 && y > 0.0 { x.hypot(y) } else { x.max(y) };
    let inside = radius - beyond;
    if inside < 0.0 {
        return None;
    }
    let is_border = inside < *border_width && !border.is_transparent();
    Some(if is_border { border.clone() } else { background.clone() }).filter(|brush| !brush.is_transparent())
}

/// Every colour of a brush: one, or the stops of a gradient.
fn colours(brush: &Brush) -> Vec<Color> {
    match brush {
        Brush::LinearGradient(gradient) => gradient.stops().map(|stop| stop.color).collect(),
        Brush::RadialGradient(gradient) => gradient.stops().map(|stop| stop.color).collect(),
        Brush::ConicGradient(gradient) => gradient.stops().map(|stop| stop.color).collect(),
        Brush::SolidColor(_) | _ => vec![brush.color()],
    }
}

/// A colour over a ground.
fn over(ground: Color, layer: Color, opacity: f32) -> Color {
    let alpha = f32::from(layer.alpha()) / 255.0 * opacity;
    let mix = |below: u8, above: u8| (f32::from(below) * (1.0 - alpha) + f32::from(above) * alpha).round() as u8;
    Color::from_rgb_u8(
        mix(ground.red(), layer.red()),
        mix(ground.green(), layer.green()),
        mix(ground.blue(), layer.blue()),
    )
}

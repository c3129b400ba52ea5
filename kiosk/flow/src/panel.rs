//! How large things are on one panel: millimetres into dots.

use std::error::Error;
use std::fmt;

use crate::modes::Modes;

/// Millimetres of an inch.
const MILLIMETRES_PER_INCH: f32 = 25.4;
/// Least size of a target in millimetres: below it people without a disability begin to miss.
const TARGET_MILLIMETRES_MIN: f32 = 20.0;
/// Least size of a target in the large mode, in millimetres: down to it people with a tremor go on improving.
const LARGE_TARGET_MILLIMETRES_MIN: f32 = 30.0;
/// Least height of a capital letter, in millimetres (508, 402.4).
const CAPITAL_MILLIMETRES_MIN: f32 = 4.8;
/// Least angle of a capital letter in the large mode, in degrees (EN 301 549, 5.1.4).
const LARGE_CAPITAL_DEGREES_MIN: f32 = 0.7;
/// Highest control of the reach mode above the floor, in millimetres (ISO 21542).
const REACH_MILLIMETRES_MAX: f32 = 1_100.0;
/// Least that can be set for it, in millimetres: a seat reaches no lower than a table.
const REACH_MILLIMETRES_MIN: f32 = 700.0;
/// Least part of the screen that the reach mode leaves: less would hold no page.
const REACH_SHARE_MIN: f32 = 0.45;
/// What a page of the reach mode needs from top to bottom, in dots of the design; they are made smaller where there are
/// fewer, as far as fingers and eyes allow.
const REACH_PAGE_DOTS_MIN: f32 = 960.0;

/// Dots of the design across its shorter side.
const DESIGN_SHORT_DOTS: f32 = 1_080.0;
/// Dots of the design along its longer side, at least.
const DESIGN_LONG_DOTS_MIN: f32 = 1_500.0;
/// Size of a target in dots of the design.
const DESIGN_TARGET_DOTS: f32 = 88.0;
/// The same in the large mode: targets grow more than letters, which leaves the page more room.
const DESIGN_LARGE_TARGET_DOTS: f32 = 96.0;
/// Height of the smallest capital letter in dots of the design: 0.69 of 28.
const DESIGN_CAPITAL_DOTS: f32 = 19.3;

/// A screen as somebody hung it up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// The diagonal, in inches.
    pub diagonal_inches: f32,
    /// The lower edge above the floor, in millimetres.
    pub lower_edge_millimetres: f32,
    /// How far away the eyes are, in millimetres.
    pub distance_millimetres: f32,
    /// How high the highest control of the reach mode is above the floor, in millimetres.
    pub reach_millimetres: f32,
}

impl Default for Panel {
    /// 21.5 inches upright, as high as a seat's reach allows, seen from half a metre.
    fn default() -> Self {
        Self {
            diagonal_inches: 21.5,
            lower_edge_millimetres: 750.0,
            distance_millimetres: 500.0,
            reach_millimetres: REACH_MILLIMETRES_MAX,
        }
    }
}

/// What the sizes of a page are made of, in dots of the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// One dot of the design.
    pub unit: f32,
    /// How much is left empty at the top, so that every control can be reached.
    pub above: f32,
}

/// A measure of a panel that cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelError {
    what: &'static str,
    value: f32,
    least: f32,
    most: f32,
}

impl fmt::Display for PanelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, value, least, most } = self;
        write!(formatter, "{what} is {value}: it has to be from {least} to {most}")
    }
}

impl Error for PanelError {}

impl Panel {
    /// The panel, where its measures can be.
    ///
    /// # Errors
    /// When one of them is none that a kiosk has, which says which and what can be.
    pub fn checked(self) -> Result<Self, PanelError> {
        let measures = [
            ("the diagonal in inches", self.diagonal_inches, 7.0, 100.0),
            ("the lower edge in millimetres", self.lower_edge_millimetres, 0.0, 2_000.0),
            ("the distance in millimetres", self.distance_millimetres, 200.0, 2_000.0),
            ("the reach in millimetres", self.reach_millimetres, REACH_MILLIMETRES_MIN, REACH_MILLIMETRES_MAX),
        ];
        let wrong = measures.into_iter().find(|(_, value, least, most)| !(*least..=*most).contains(value));
        match wrong {
            Some((what, value, least, most)) => Err(PanelError { what, value, least, most }),
            None => Ok(self),
        }
    }

    /// How many dots a millimetre has where the window is so many dots wide and high.
    #[must_use]
    pub fn dots_per_millimetre(&self, width: f32, height: f32) -> f32 {
        width.hypot(height) / (self.diagonal_inches.max(1.0) * MILLIMETRES_PER_INCH)
    }

    /// The sizes of a window of so many dots for a person who has set these modes.
    #[must_use]
    pub fn sizes(&self, width: f32, height: f32, modes: &Modes) -> Sizes {
        let (short, long) = (width.min(height), width.max(height));
        let design = (short / DESIGN_SHORT_DOTS).min(long / DESIGN_LONG_DOTS_MIN);
        let dots = self.dots_per_millimetre(width, height);
        let capital = if modes.large {
            let seen = self.distance_millimetres * LARGE_CAPITAL_DEGREES_MIN.to_radians().tan();
            seen.max(CAPITAL_MILLIMETRES_MIN)
        } else {
            CAPITAL_MILLIMETRES_MIN
        };
        let target = target_millimetres(modes) / target_design_dots(modes);
        let needed = (target * dots).max(capital * dots / DESIGN_CAPITAL_DOTS);
        let above = if modes.reach { self.above_reach(height, dots) } else { 0.0 };
        let page = if above > 0.0 { (height - above) / REACH_PAGE_DOTS_MIN } else { design };
        Sizes { unit: design.min(page).max(needed), above }
    }

    /// How high the highest control of the reach mode is above the floor where the window is so many dots wide and high,
    /// in millimetres: more than what is set where the panel hangs too high for a page below it.
    #[must_use]
    pub fn reached_millimetres(&self, width: f32, height: f32) -> f32 {
        let dots = self.dots_per_millimetre(width, height);
        self.lower_edge_millimetres + (height - self.above_reach(height, dots)) / dots
    }

    /// The part of the screen that is too high from a seat, in dots.
    fn above_reach(&self, height: f32, dots: f32) -> f32 {
        let reached = (self.reach_millimetres - self.lower_edge_millimetres) * dots;
        (height - reached).clamp(0.0, height * (1.0 - REACH_SHARE_MIN))
    }
}

/// Least size of a target for a person who has set these modes, in millimetres.
#[must_use]
pub fn target_millimetres(modes: &Modes) -> f32 {
    if modes.large { LARGE_TARGET_MILLIMETRES_MIN } else { TARGET_MILLIMETRES_MIN }
}

/// How large the smallest target is in dots of the design.
fn target_design_dots(modes: &Modes) -> f32 {
    if modes.large { DESIGN_LARGE_TARGET_DOTS } else { DESIGN_TARGET_DOTS }
}

#[cfg(test)]
mod tests {
    use super::{DESIGN_CAPITAL_DOTS, Panel, Sizes, target_design_dots};
    use crate::Modes;

    fn large() -> Modes {
        Modes { large: true, ..Modes::default() }
    }

    /// Target, capital letter and empty space above in millimetres.
    fn millimetres(panel: Panel, width: f32, height: f32, modes: &Modes) -> (f32, f32, f32) {
        let Sizes { unit, above } = panel.sizes(width, height, modes);
        let dots = panel.dots_per_millimetre(width, height);
        (unit * target_design_dots(modes) / dots, unit * DESIGN_CAPITAL_DOTS / dots, above / dots)
    }

    #[test]
    fn a_measure_that_cannot_be_is_named() {
        assert_eq!(Panel::default().checked(), Ok(Panel::default()));
        let nan = Panel { diagonal_inches: f32::NAN, ..Panel::default() }.checked().unwrap_err();
        assert_eq!(nan.to_string(), "the diagonal in inches is NaN: it has to be from 7 to 100");
        assert!(Panel { lower_edge_millimetres: -1.0, ..Panel::default() }.checked().is_err());
        assert!(Panel { distance_millimetres: 0.0, ..Panel::default() }.checked().is_err());
    }

    #[test]
    fn targets_and_letters_are_large_enough_on_every_panel() {
        for diagonal_inches in [15.6, 21.5, 24.0, 27.0, 32.0] {
            for (width, height) in [(1080.0, 1920.0), (1920.0, 1080.0), (1280.0, 800.0), (2160.0, 3840.0)] {
                for distance_millimetres in [400.0, 500.0, 700.0] {
                    let panel = Panel { diagonal_inches, distance_millimetres, ..Panel::default() };
                    let (target, capital, _) = millimetres(panel, width, height, &Modes::default());
                    assert!(target >= 19.99 && capital >= 4.79, "{panel:?} {width}×{height}: {target} {capital}");
                    let (target, capital, _) = millimetres(panel, width, height, &large());
                    let degrees = (capital / distance_millimetres).atan().to_degrees();
                    assert!(target >= 29.99 && degrees >= 0.699, "{panel:?} {width}×{height}: {target} {degrees}");
                }
            }
        }
    }

    #[test]
    fn the_reach_mode_leaves_nothing_above_what_a_seat_reaches() {
        let reach = Modes { reach: true, ..Modes::default() };
        let panel = Panel::default();
        for diagonal_inches in [15.6, 18.5, 21.5, 24.0, 27.0, 32.0] {
            for (width, height) in [(1080.0, 1920.0), (1920.0, 1080.0), (1280.0, 800.0), (2160.0, 3840.0)] {
                let panel = Panel { diagonal_inches, ..panel };
                let (target, capital, above) = millimetres(panel, width, height, &reach);
                let high = height / panel.dots_per_millimetre(width, height);
                let top = panel.lower_edge_millimetres + high - above;
                assert!(top <= 1_100.1 && target >= 19.99 && capital >= 4.79, "{panel:?} {width}×{height}: {top}");
                assert!((panel.reached_millimetres(width, height) - top).abs() < 0.1);
            }
        }
        let lower = Panel { reach_millimetres: 1_000.0, ..panel };
        assert!(lower.reached_millimetres(1080.0, 1920.0) <= 1_000.1, "as it is set");
        assert!(millimetres(panel, 1080.0, 1920.0, &reach).2 > 100.0, "something had to go");
        let low = Panel { lower_edge_millimetres: 600.0, diagonal_inches: 15.6, ..panel };
        assert!(millimetres(low, 1080.0, 1920.0, &reach).2 < 1.0, "what is low already stays");
        let high = Panel { lower_edge_millimetres: 1_050.0, ..panel };
        let Sizes { above, .. } = high.sizes(1080.0, 1920.0, &reach);
        assert!(above <= 1_056.1, "a page still fits on a screen that hangs too high");
        assert!(high.reached_millimetres(1080.0, 1920.0) > 1_200.0, "and it is known how high it is");
    }
}

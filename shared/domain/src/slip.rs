//! How the slips of a hub look.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Widest picture, in dots: as wide as paper of 58 mm prints.
pub const LOGO_WIDTH_DOTS_MAX: usize = 384;
/// Highest picture, in dots: 16 mm at 203 dots an inch. Every view of a kiosk carries it.
pub const LOGO_HEIGHT_DOTS_MAX: usize = 128;
/// Dots in one byte of a row.
const DOTS_PER_BYTE: usize = 8;

/// What a hub says of its slips beyond the ticket itself; by default nothing is added and nothing left out.
///
/// Code, service, place and time stand on every slip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlipLayout {
    /// A line below the administration's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Text>,
    /// A line at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<Text>,
    /// A picture at the top, in the form of [`Logo`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// What is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<SlipPart>,
}

impl SlipLayout {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of the slip a hub can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipPart {
    /// The administration's name, where the picture says it.
    HubName,
    /// How many people wait before.
    PeopleAhead,
    /// The wait to expect.
    Wait,
    /// The code for the phone.
    QrCode,
    /// What to have ready.
    Documents,
    /// That the slip carries no personal data.
    Privacy,
}

impl SlipPart {
    /// All of them, in the order of the slip.
    pub const ALL: [Self; 6] =
        [Self::HubName, Self::PeopleAhead, Self::Wait, Self::QrCode, Self::Documents, Self::Privacy];

    /// The word for it in a hub file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::HubName => "hub_name",
            Self::PeopleAhead => "people_ahead",
            Self::Wait => "wait",
            Self::QrCode => "qr_code",
            Self::Documents => "documents",
            Self::Privacy => "privacy",
        }
    }
}

/// A picture of one bit a dot, as a hub file holds it: `WIDTHxHEIGHT` in dots, a space, and the rows in Base64, each
/// filled up to whole bytes, the leftmost dot the highest bit, a set bit black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    width_dots: usize,
    height_dots: usize,
    rows: Vec<u8>,
}

/// Why a text is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoMistake {
    /// It does not begin with a width, `x`, a height and a space, or its rows are no Base64.
    Form,
    /// It is wider or higher than slips can show, or has no dots at all.
    Size,
    /// It has more or fewer rows than it says.
    Rows,
}

impl Logo {
    /// A picture whose dots are black where `is_black` says so of a column and a row.
    ///
    /// # Errors
    /// When it is too large or empty.
    pub fn draw(
        width_dots: usize,
        height_dots: usize,
        is_black: impl Fn(usize, usize) -> bool,
    ) -> Result<Self, LogoMistake> {
        check_size(width_dots, height_dots)?;
        let byte = |first: usize, y: usize| {
            let columns = first..width_dots.min(first + DOTS_PER_BYTE);
            columns.filter(|x| is_black(*x, y)).fold(0_u8, |byte, x| byte | (0x80 >> (x % DOTS_PER_BYTE)))
        };
        let firsts = || (0..width_dots).step_by(DOTS_PER_BYTE);
        let rows = (0..height_dots).flat_map(|y| firsts().map(move |first| (first, y))).map(|(x, y)| byte(x, y));
        Ok(Self { width_dots, height_dots, rows: rows.collect() })
    }

    /// Reads a picture from the text in a hub file.
    ///
    /// # Errors
    /// When it is none; says why.
    pub fn read(text: &str) -> Result<Self, LogoMistake> {
        let (size, rows) = text.split_once(' ').ok_or(LogoMistake::Form)?;
        let (width, height) = size.split_once('x').ok_or(LogoMistake::Form)?;
        let number = |digits: &str| digits.parse::<usize>().map_err(|_| LogoMistake::Form);
        let (width_dots, height_dots) = (number(width)?, number(height)?);
        check_size(width_dots, height_dots)?;
        let rows = BASE64_STANDARD.decode(rows).map_err(|_| LogoMistake::Form)?;
        if rows.len() != width_dots.div_ceil(DOTS_PER_BYTE) * height_dots {
            return Err(LogoMistake::Rows);
        }
        Ok(Self { width_dots, height_dots, rows })
    }

    /// The text for a hub file.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}x{} {}", self.width_dots, self.height_dots, BASE64_STANDARD.encode(&self.rows))
    }

    /// Dots across.
    #[must_use]
    pub fn width_dots(&self) -> usize {
        self.width_dots
    }

    /// Dots down.
    #[must_use]
    pub fn height_dots(&self) -> usize {
        self.height_dots
    }

    /// Whether a dot is black; dots outside the picture are white.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.rows.get(y * self.width_dots.div_ceil(DOTS_PER_BYTE) + x / DOTS_PER_BYTE);
        x < self.width_dots && byte.is_some_and(|byte| byte & (0x80 >> (x % DOTS_PER_BYTE)) != 0)
    }
}

fn check_size(width_dots: usize, height_dots: usize) -> Result<(), LogoMistake> {
    let fits = (1..=LOGO_WIDTH_DOTS_MAX).contains(&width_dots) && (1..=LOGO_HEIGHT_DOTS_MAX).contains(&height_dots);
    if fits { Ok(()) } else { Err(LogoMistake::Size) }
}

#[cfg(test)]
mod tests {
    use super::{Logo, LogoMistake};

    #[test]
    fn a_picture_comes_back_from_its_text() {
        for width in [1, 7, 8, 9, 384] {
            let is_black = |x: usize, y: usize| (x * 3 + y).is_multiple_of(5);
            let logo = Logo::draw(width, 13, is_black).unwrap();
            let back = Logo::read(&logo.text()).unwrap();
            assert_eq!(back, logo);
            let dots = (0..13).flat_map(|y| (0..width).map(move |x| (x, y)));
            assert!(dots.clone().all(|(x, y)| back.is_black(x, y) == is_black(x, y)), "{width}");
            assert!(!back.is_black(width, 0) && !back.is_black(0, 13));
        }
    }

    #[test]
    fn what_is_no_picture_says_why() {
        let cases = [
            ("", LogoMistake::Form),
            ("8x1", LogoMistake::Form),
            ("8 AA==", LogoMistake::Form),
            ("ax1 AA==", LogoMistake::Form),
            ("8x1 *", LogoMistake::Form),
            ("0x1 ", LogoMistake::Size),
            ("385x1 AA==", LogoMistake::Size),
            ("8x129 AA==", LogoMistake::Size),
            ("8x2 AA==", LogoMistake::Rows),
            ("9x1 AA==", LogoMistake::Rows),
        ];
        for (text, mistake) in cases {
            assert_eq!(Logo::read(text), Err(mistake), "{text}");
        }
    }
}

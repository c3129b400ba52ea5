//! The code on slip and screen.

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};
use slint::{Image, Rgb8Pixel, SharedPixelBuffer};

/// White modules around the code, as its standard asks for.
pub const QUIET_MODULES: u32 = 4;

/// Announces UTF-8; without it the standard means Latin-1 and accents come out as two letters.
const ECI_UTF_8: u32 = 26;
/// The largest version of a code: 177 modules across.
const VERSION_MAX: i16 = 40;
/// Restores about 15 % of a code: a crease or a smudge.
const CORRECTION: EcLevel = EcLevel::M;

/// The modules of a code, without the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    width: usize,
    is_dark: Vec<bool>,
}

impl Modules {
    /// The code of a text at error correction level M; `None` where the text is too long for any code.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = (1..=VERSION_MAX).find_map(|version| encode(text, Version::Normal(version)).ok())?;
        let is_dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Self { width: code.width(), is_dark })
    }

    /// Modules across with the quiet zone on both sides.
    #[must_use]
    pub fn width_with_quiet_zone(&self) -> u32 {
        u32::try_from(self.width).unwrap_or(u32::MAX).saturating_add(2 * QUIET_MODULES)
    }

    /// The code with its quiet zone as a picture of `module_dots` dots a module.
    #[must_use]
    pub fn image(&self, module_dots: u32) -> Image {
        let side = self.width_with_quiet_zone().saturating_mul(module_dots);
        let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(side, side);
        let dots = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        for (pixel, (x, y)) in buffer.make_mut_slice().iter_mut().zip(dots) {
            let shade = if self.is_dark_at(x / module_dots, y / module_dots) { 0 } else { u8::MAX };
            *pixel = Rgb8Pixel { r: shade, g: shade, b: shade };
        }
        Image::from_rgb8(buffer)
    }

    /// Whether the module at this place is dark, counted from the edge of the quiet zone.
    fn is_dark_at(&self, column: u32, row: u32) -> bool {
        let inside = |module: u32| module.checked_sub(QUIET_MODULES).and_then(|module| usize::try_from(module).ok());
        let (Some(column), Some(row)) = (inside(column), inside(row)) else { return false };
        column < self.width && self.is_dark.get(row * self.width + column).copied().unwrap_or(false)
    }
}

/// The code of a text in this version; an error where it does not fit.
fn encode(text: &str, version: Version) -> Result<QrCode, QrError> {
    let mut bits = Bits::new(version);
    if !text.is_ascii() {
        bits.push_eci_designator(ECI_UTF_8)?;
    }
    bits.push_byte_data(text.as_bytes())?;
    bits.push_terminator(CORRECTION)?;
    QrCode::with_bits(bits, CORRECTION)
}

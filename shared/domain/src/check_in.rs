//! The code a citizen types, or shows, to say that they have come to an appointment.

use std::fmt;
use std::str::FromStr;

use crate::rejection::words::appointment as words;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// How many characters a code has, without the dash.
pub const CHECK_IN_CODE_CHARS: usize = 8;
/// How many random bytes make a code.
pub const CHECK_IN_RANDOM_BYTES: usize = 8;
/// Digits and capital letters without 0, 1 and what looks like them; without vowels no word comes out either.
pub const CHECK_IN_ALPHABET: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
/// Longest text in which a code is looked for, in bytes.
const TYPED_BYTES_MAX: usize = 64;

/// A code for check-in: 8 characters, more than 38 random bits, shown as `K7M4-2QXD`.
///
/// Whoever has it can say that they have come, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "K7M4-2QXD"))]
#[serde(into = "String", try_from = "String")]
pub struct CheckInCode([u8; CHECK_IN_CODE_CHARS]);

/// Makes a code out of random bytes; each code is as likely as any other, to one part in ten million.
#[must_use]
pub fn check_in_code(random: [u8; CHECK_IN_RANDOM_BYTES]) -> CheckInCode {
    let signs = CHECK_IN_ALPHABET.len() as u64;
    let mut rest = u64::from_be_bytes(random);
    CheckInCode(std::array::from_fn(|_| {
        // Less than the length of the alphabet, so the conversion loses nothing.
        let sign = CHECK_IN_ALPHABET[(rest % signs) as usize];
        rest /= signs;
        sign
    }))
}

impl fmt::Display for CheckInCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, sign) in self.0.iter().enumerate() {
            if index == CHECK_IN_CODE_CHARS / 2 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{}", char::from(*sign))?;
        }
        Ok(())
    }
}

impl FromStr for CheckInCode {
    type Err = CheckInCodeError;

    /// Reads what a person typed: case, blanks and dashes do not matter.
    fn from_str(typed: &str) -> Result<Self, CheckInCodeError> {
        if typed.len() > TYPED_BYTES_MAX {
            return Err(CheckInCodeError::Length);
        }
        let mut code = [0; CHECK_IN_CODE_CHARS];
        let mut places = code.iter_mut();
        for sign in typed.chars().filter(|sign| !is_spacing(*sign)) {
            let known = u8::try_from(sign.to_ascii_uppercase()).ok().filter(|sign| CHECK_IN_ALPHABET.contains(sign));
            let known = known.ok_or(CheckInCodeError::Sign { sign })?;
            *places.next().ok_or(CheckInCodeError::Length)? = known;
        }
        if places.next().is_some() { Err(CheckInCodeError::Length) } else { Ok(Self(code)) }
    }
}

/// Blanks and every dash a keyboard or a text program makes.
fn is_spacing(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

impl From<CheckInCode> for String {
    fn from(code: CheckInCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for CheckInCode {
    type Error = CheckInCodeError;

    fn try_from(typed: String) -> Result<Self, CheckInCodeError> {
        typed.parse()
    }
}

/// Why a text is no code for check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckInCodeError {
    /// It has too few or too many characters.
    Length,
    /// No code has this character.
    Sign {
        /// The character.
        sign: char,
    },
}

impl CheckInCodeError {
    /// The stable code of the error, `snake_case`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Length => "check_in_code_length",
            Self::Sign { .. } => "check_in_code_sign",
        }
    }

    /// What a person reads and can act on.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Length => words::CODE_LENGTH.with(&[CHECK_IN_CODE_CHARS.into()]),
            Self::Sign { sign } => words::CODE_SIGN.with(&[(&sign.to_string()).into()]),
        }
    }
}

impl fmt::Display for CheckInCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().en)
    }
}

impl std::error::Error for CheckInCodeError {}

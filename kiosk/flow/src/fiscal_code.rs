//! The Italian fiscal code of a person: 16 characters, the last of which checks the others.
//!
//! Source: decree of the Minister of Finance of 23 December 1976, n. 13813, with its tables for the check character and
//! for *omocodia*, where two people would have the same code and digits of one are replaced by letters from the right.

use std::fmt;

#[cfg(test)]
mod tests;

/// How many characters a fiscal code has.
pub const FISCAL_CODE_CHARS: usize = 16;
/// How many digits the number of a health card has, which is no fiscal code.
const CARD_NUMBER_DIGITS: usize = 20;
/// What each place is made of: letter, digit (or the letter that stands for it), month.
const SHAPE: [Place; FISCAL_CODE_CHARS] = {
    use Place::{Digit, Letter, Month};
    [
        Letter, Letter, Letter, Letter, Letter, Letter, Digit, Digit, Month, Digit, Digit, Letter, Digit, Digit, Digit,
        Letter,
    ]
};
/// The letters of the months from January on.
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";
/// The letters that stand for the digits from 0 on.
const OMOCODIA: &[u8; 10] = b"LMNPQRSTUV";
/// What a digit, or the letter at the same place of the alphabet, counts at the first, third … fifteenth place; letters
/// after J follow.
const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/// Women's days of birth are counted from here on.
const WOMEN_FROM_DAY: u32 = 40;
/// Days of the longest month.
const DAY_MAX: u32 = 31;

#[derive(Clone, Copy)]
enum Place {
    Letter,
    Digit,
    Month,
}

/// Why a text is no fiscal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiscalCodeError {
    /// It has too few or too many characters.
    Length,
    /// It is the number of a health card, which stands on the same card.
    CardNumber,
    /// A character stands where it cannot, or no such day exists.
    Shape,
    /// The last character does not match the others: one of them was read or typed wrongly.
    CheckCharacter,
}

impl fmt::Display for FiscalCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Length => "a fiscal code has 16 characters",
            Self::CardNumber => "this is the number of the card, not the fiscal code",
            Self::Shape => "a character stands where no fiscal code has one like it",
            Self::CheckCharacter => "the last character does not match the others",
        })
    }
}

impl std::error::Error for FiscalCodeError {}

/// Whether a text is the fiscal code of a person, also one with letters for digits; blanks and case do not matter.
///
/// # Errors
/// When it is none, which says why; it never says what was typed.
pub fn check(text: &str) -> Result<(), FiscalCodeError> {
    if is_card_number(text) {
        return Err(FiscalCodeError::CardNumber);
    }
    let signs: Vec<u8> =
        text.bytes().filter(|sign| !sign.is_ascii_whitespace()).map(|sign| sign.to_ascii_uppercase()).collect();
    let code: [u8; FISCAL_CODE_CHARS] = signs.try_into().map_err(|_| FiscalCodeError::Length)?;
    if !is_shaped(&code) {
        return Err(FiscalCodeError::Shape);
    }
    if check_character(&code) == Some(code[FISCAL_CODE_CHARS - 1]) {
        Ok(())
    } else {
        Err(FiscalCodeError::CheckCharacter)
    }
}

/// Whether a text has the shape of a fiscal code, whatever its last character says.
#[must_use]
pub(crate) fn looks_like_one(text: &str) -> bool {
    matches!(check(text), Ok(()) | Err(FiscalCodeError::CheckCharacter))
}

/// Whether a text is the number of a health card.
#[must_use]
pub(crate) fn is_card_number(text: &str) -> bool {
    let mut digits = 0;
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        if !sign.is_ascii_digit() {
            return false;
        }
        digits += 1;
    }
    digits == CARD_NUMBER_DIGITS
}

fn is_shaped(code: &[u8; FISCAL_CODE_CHARS]) -> bool {
    let fits = code.iter().zip(SHAPE).all(|(sign, place)| match place {
        Place::Letter => sign.is_ascii_uppercase(),
        Place::Digit => digit(*sign).is_some(),
        Place::Month => MONTHS.contains(sign),
    });
    let day = digit(code[9]).zip(digit(code[10])).map(|(tens, ones)| tens * 10 + ones);
    let is_day = |day: u32| (1..=DAY_MAX).contains(&day);
    fits && day.is_some_and(|day| is_day(day) || day.checked_sub(WOMEN_FROM_DAY).is_some_and(is_day))
}

/// The digit a character is or stands for.
fn digit(sign: u8) -> Option<u32> {
    let stands_for = || OMOCODIA.iter().position(|letter| *letter == sign).and_then(|place| u32::try_from(place).ok());
    char::from(sign).to_digit(10).or_else(stands_for)
}

/// The character that checks the fifteen before it; `None` where one of them is neither digit nor capital letter.
fn check_character(code: &[u8; FISCAL_CODE_CHARS]) -> Option<u8> {
    let mut sum = 0;
    for (place, sign) in code[..FISCAL_CODE_CHARS - 1].iter().enumerate() {
        let value = match sign {
            b'0'..=b'9' => sign - b'0',
            b'A'..=b'Z' => sign - b'A',
            _ => return None,
        };
        // Places are counted from 1, so the first of them is odd.
        sum += if place % 2 == 0 { *ODD.get(usize::from(value))? } else { u32::from(value) };
    }
    u8::try_from(sum % 26).ok().map(|rest| b'A' + rest)
}

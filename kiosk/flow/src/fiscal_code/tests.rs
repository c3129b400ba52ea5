use super::{FISCAL_CODE_CHARS, FiscalCodeError, OMOCODIA, check, check_character, is_card_number, looks_like_one};

/// Codes of invented people, as they stand in explanations of the algorithm; the last has a letter for a digit.
const KNOWN: [&str; 4] = ["RSSMRA85T10A562S", "MRTMTT25D09F205Z", "MRTMTT91D08F205J", "RSSMRA85T10A56NH"];
/// Places of digits.
const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];

fn bytes(code: &str) -> [u8; FISCAL_CODE_CHARS] {
    code.as_bytes().try_into().unwrap()
}

/// The code with its last character made to match.
fn sealed(mut code: [u8; FISCAL_CODE_CHARS]) -> String {
    code[FISCAL_CODE_CHARS - 1] = check_character(&code).unwrap();
    String::from_utf8(code.to_vec()).unwrap()
}

#[test]
fn known_codes_are_right_however_they_are_written() {
    for code in KNOWN {
        assert_eq!(check(code), Ok(()), "{code}");
        assert_eq!(check(&code.to_lowercase()), Ok(()));
        assert_eq!(check(&format!(" {} {} ", &code[..6], &code[6..])), Ok(()));
    }
    assert_eq!(check("BNCGVR70A41H501P"), Ok(()), "a woman, born on the first");
}

#[test]
fn what_is_none_is_told_why() {
    let rows = [
        ("", FiscalCodeError::Length),
        ("RSSMRA85T10A562", FiscalCodeError::Length),
        ("RSSMRA85T10A562SS", FiscalCodeError::Length),
        ("80380001234567890123", FiscalCodeError::CardNumber),
        ("12345678901", FiscalCodeError::Length),
        ("1SSMRA85T10A562S", FiscalCodeError::Shape),
        ("RSSMRA85F10A562S", FiscalCodeError::Shape),
        ("RSSMRA85T00A562S", FiscalCodeError::Shape),
        ("RSSMRA85T32A562S", FiscalCodeError::Shape),
        ("RSSMRA85T40A562S", FiscalCodeError::Shape),
        ("RSSMRA85T72A562S", FiscalCodeError::Shape),
        ("RSSMRA8AT10A562S", FiscalCodeError::Shape),
        ("ÀSSMRA85T10A562S", FiscalCodeError::Length),
        ("RSSMRA85T10A562T", FiscalCodeError::CheckCharacter),
    ];
    for (text, why) in rows {
        assert_eq!(check(text), Err(why), "{text}");
    }
    assert!(looks_like_one("RSSMRA85T10A562T") && !looks_like_one("K7M4-2QXD"));
    assert!(is_card_number("8038000 1234567890123") && !is_card_number("8038000123456789012"));
}

#[test]
fn one_character_read_wrongly_is_noticed() {
    let signs = || (b'0'..=b'9').chain(b'A'..=b'Z');
    for known in KNOWN {
        for place in 0..FISCAL_CODE_CHARS {
            for sign in signs().filter(|sign| *sign != known.as_bytes()[place]) {
                let mut code = bytes(known);
                code[place] = sign;
                let changed = String::from_utf8(code.to_vec()).unwrap();
                assert!(check(&changed).is_err(), "{changed} is as good as {known}");
            }
        }
    }
}

#[test]
fn every_digit_may_be_a_letter_and_no_other_place_may_be_a_digit() {
    for choice in 0_u32..1 << DIGITS.len() {
        let mut code = bytes(KNOWN[0]);
        for (bit, place) in DIGITS.into_iter().enumerate() {
            if choice & (1 << bit) != 0 {
                code[place] = OMOCODIA[usize::from(code[place] - b'0')];
            }
        }
        assert_eq!(check(&sealed(code)), Ok(()), "{code:?}");
    }
    for place in (0..FISCAL_CODE_CHARS - 1).filter(|place| !DIGITS.contains(place)) {
        let mut code = bytes(KNOWN[0]);
        code[place] = b'4';
        assert_eq!(check(&sealed(code)), Err(FiscalCodeError::Shape), "{code:?}");
    }
}

//! Codes for check-in.

use std::collections::BTreeSet;

use domain::check_in::{CHECK_IN_ALPHABET, CHECK_IN_CODE_CHARS, CheckInCodeError};
use domain::check_in::{CheckInCode, check_in_code};

/// Some thousand arrays of bytes that look random and are always the same (SplitMix64), the corners first.
fn random_bytes() -> impl Iterator<Item = [u8; 8]> {
    let mixed = (1..5_000_u64).map(|round| {
        let mut state = round.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (state ^ (state >> 31)).to_be_bytes()
    });
    [[0; 8], [0xff; 8]].into_iter().chain(mixed)
}

#[test]
fn every_code_reads_back_however_it_is_typed() {
    for random in random_bytes() {
        let code = check_in_code(random);
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.find('-')), (CHECK_IN_CODE_CHARS + 1, Some(4)), "{shown}");
        let plain = shown.replace('-', "");
        let spaced: String = plain.chars().flat_map(|sign| [sign, ' ']).collect();
        for typed in
            [&shown, &plain, &shown.to_lowercase(), &spaced, &shown.replace('-', "\u{2013}"), &format!(" {shown}\n")]
        {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(serde_json::from_str::<CheckInCode>(&json).unwrap(), code);
    }
}

#[test]
fn codes_use_the_whole_alphabet_in_every_place_and_hold_enough_bits() {
    let codes: BTreeSet<_> = random_bytes().map(|random| check_in_code(random).to_string().replace('-', "")).collect();
    assert_eq!(codes.len(), random_bytes().count(), "no two of these are the same");
    for place in 0..CHECK_IN_CODE_CHARS {
        let signs: BTreeSet<_> = codes.iter().map(|code| code.as_bytes()[place]).collect();
        assert_eq!(signs, CHECK_IN_ALPHABET.iter().copied().collect());
    }
    let codes = (CHECK_IN_ALPHABET.len() as u64).pow(u32::try_from(CHECK_IN_CODE_CHARS).unwrap());
    assert!(codes >= 1 << 38);
    assert!(!CHECK_IN_ALPHABET.iter().any(|sign| b"01AEIOUL".contains(sign)));
}

#[test]
fn what_is_no_code_is_refused_with_its_reason() {
    let cases = [
        ("", CheckInCodeError::Length),
        ("K7M4-2QX", CheckInCodeError::Length),
        ("K7M4-2QXDD", CheckInCodeError::Length),
        ("K7M4-2QX0", CheckInCodeError::Sign { sign: '0' }),
        ("K7M4/2QXD", CheckInCodeError::Sign { sign: '/' }),
        ("K7M4-2QXÈ", CheckInCodeError::Sign { sign: 'È' }),
    ];
    for (typed, error) in cases {
        assert_eq!(typed.parse::<CheckInCode>(), Err(error), "{typed}");
    }
    assert_eq!("K".repeat(10_000).parse::<CheckInCode>(), Err(CheckInCodeError::Length));
    assert_eq!(
        CheckInCodeError::Sign { sign: '0' }.text().it,
        "Nessun codice contiene «0»: rileggilo sulla prenotazione."
    );
}

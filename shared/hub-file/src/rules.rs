//! What a single value has to be like.

use domain::limits::ID_CHARS_MAX;

use crate::nearest::nearest;

/// Letters that are mistaken for digits.
const LETTERS_LIKE_DIGITS: [char; 3] = ['I', 'O', 'Q'];
/// Letters a hub can use: A to Z without those like digits.
pub(crate) const LETTERS_MAX: usize = 26 - LETTERS_LIKE_DIGITS.len();
/// Least contrast of a colour on white (WCAG 1.4.3), in hundredths.
const CONTRAST_HUNDREDTHS_MIN: u32 = 450;

/// Whether an id is well-formed.
pub(crate) fn is_id(id: &str) -> bool {
    (1..=ID_CHARS_MAX).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
}

/// The well-formed id most like this one; empty if there is none.
pub(crate) fn proposed_id(id: &str) -> String {
    let mut proposed = String::new();
    for letter in id.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(letter) => proposed.push(letter),
            None if !proposed.is_empty() && !proposed.ends_with('-') => proposed.push('-'),
            None => (),
        }
    }
    proposed.truncate(ID_CHARS_MAX);
    proposed.trim_end_matches('-').to_owned()
}

/// A letter without its accent; `None` for what cannot stand in an id.
fn plain(letter: char) -> Option<char> {
    match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'à' | 'á' | 'â' | 'ä' => Some('a'),
        'è' | 'é' | 'ê' | 'ë' => Some('e'),
        'ì' | 'í' | 'î' | 'ï' => Some('i'),
        'ò' | 'ó' | 'ô' | 'ö' => Some('o'),
        'ù' | 'ú' | 'û' | 'ü' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        _ => None,
    }
}

/// The letter, or what to do instead.
pub(crate) fn letter(text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if LETTERS_LIKE_DIGITS.contains(&letter.to_ascii_uppercase()) => {
            Err("it looks like a digit: take A to Z without I, O and Q".to_owned())
        }
        (Some(letter), None) if letter.is_ascii_uppercase() => Ok(letter),
        (Some(letter), None) if letter.is_ascii_lowercase() => Err(format!("write '{}'", letter.to_ascii_uppercase())),
        _ => Err("take one letter, A to Z without I, O and Q".to_owned()),
    }
}

/// Whether a colour can be used, or why not and what to do.
pub(crate) fn color(color: &str) -> Result<(), String> {
    let Some(channels) = channels(color) else {
        return Err("is malformed; write it as #rrggbb".to_owned());
    };
    let contrast = contrast_on_white_hundredths(channels);
    if contrast >= CONTRAST_HUNDREDTHS_MIN {
        return Ok(());
    }
    let one_digit = |hundredths: u32| format!("{}.{}:1", hundredths / 100, hundredths / 10 % 10);
    Err(format!(
        "has a contrast of {} on white; take a darker one, at least {}",
        one_digit(contrast),
        one_digit(CONTRAST_HUNDREDTHS_MIN)
    ))
}

/// Red, green and blue of `#rrggbb`.
fn channels(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_plain)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast ratio of WCAG 2.1 against white, in hundredths, rounded down.
fn contrast_on_white_hundredths(channels: [u8; 3]) -> u32 {
    let [red, green, blue] = channels.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    // Between 100 and 2100, so the conversion loses nothing but the decimals.
    (105.0 / (luminance + 0.05)) as u32
}

/// Whether a time zone exists, or what to do.
pub(crate) fn time_zone(zone: &str) -> Result<(), String> {
    if zone.parse::<chrono_tz::Tz>().is_ok() {
        return Ok(());
    }
    let known = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = zone.rsplit('/').next().unwrap_or_default().to_lowercase();
    let same_city = || known().find(|known| known.to_lowercase().ends_with(&format!("/{city}")));
    let advice = match nearest(zone, known()).or_else(same_city) {
        Some(meant) => format!("write {meant}"),
        None => "write one such as Europe/Rome".to_owned(),
    };
    Err(advice)
}

/// Whether phones can be sent to an address, or what to do.
pub(crate) fn follow_url(url: &str) -> Result<(), String> {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return Err("begin it with https:// (http:// for trials)".to_owned());
    };
    // What an address may hold without being written otherwise, so that code, text and link are the same.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:[]/".contains(letter);
    if let Some(wrong) = rest.chars().find(|letter| !is_plain(*letter)) {
        return Err(format!("leave out '{wrong}'"));
    }
    match (rest.split('/').next(), url.strip_suffix('/')) {
        (None | Some(""), _) => Err("name a host behind it".to_owned()),
        (Some(_), Some(shorter)) => Err(format!("write {shorter}")),
        (Some(_), None) => Ok(()),
    }
}

/// Whether people can be sent to an address of the net, or what to do.
pub(crate) fn online_url(url: &str) -> Result<(), String> {
    let Some(rest) = url.strip_prefix("https://") else {
        return Err("begin it with https://".to_owned());
    };
    // The letters of an address (RFC 3986); others are written as % and two digits.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:[]/?#@!$&'()*+,;=%".contains(letter);
    if let Some(wrong) = rest.chars().find(|letter| !is_plain(*letter)) {
        return Err(format!("copy it from the browser: '{wrong}' cannot stand in an address"));
    }
    match rest.split(['/', '?', '#']).next() {
        None | Some("") => Err("name a host behind it".to_owned()),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        let cases = [("#000000", 2100), ("#ffffff", 100), ("#0066cc", 556), ("#17324d", 1312), ("#767676", 454)];
        for (color, contrast) in cases {
            assert_eq!(channels(color).map(contrast_on_white_hundredths), Some(contrast), "{color}");
        }
        for malformed in ["", "#12345", "#1234567", "0066cc", "#00-6cc", "#+066cc", "blue", "#ààà"] {
            assert_eq!(channels(malformed), None, "{malformed}");
        }
    }

    #[test]
    fn a_malformed_id_leads_to_a_well_formed_one() {
        for (id, proposed) in [("SUAP", "suap"), ("Carta d'Identità", "carta-d-identita"), ("-a_b-", "a-b"), ("…", "")]
        {
            assert_eq!(proposed_id(id), proposed);
            assert!(proposed.is_empty() || is_id(proposed));
        }
    }

    #[test]
    fn a_wrong_address_of_a_service_leads_to_a_right_one() {
        let cases = [
            ("www.comune.example.it", "begin it with https://"),
            ("http://example.it", "begin it with https://"),
            ("https://", "name a host behind it"),
            ("https://?a", "name a host behind it"),
            ("https://example.it/a b", "copy it from the browser: ' ' cannot stand in an address"),
            ("https://città.it", "copy it from the browser: 'à' cannot stand in an address"),
        ];
        for (url, advice) in cases {
            assert_eq!(online_url(url), Err(advice.to_owned()), "{url}");
        }
        for url in ["https://www.example.it", "https://example.it/servizi/?id=7&lingua=it#modulo"] {
            assert_eq!(online_url(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn a_wrong_address_for_phones_leads_to_a_right_one() {
        let cases = [
            ("sportello.example.it", "begin it with https:// (http:// for trials)"),
            ("ftp://example.it", "begin it with https:// (http:// for trials)"),
            ("https://", "name a host behind it"),
            ("https:///f", "name a host behind it"),
            ("https://example.it/", "write https://example.it"),
            ("https://example.it/a b", "leave out ' '"),
            ("https://example.it/?a", "leave out '?'"),
            ("https://example.it/#a", "leave out '#'"),
            ("https://città.it", "leave out 'à'"),
        ];
        for (url, advice) in cases {
            assert_eq!(follow_url(url), Err(advice.to_owned()), "{url}");
        }
        for url in
            ["https://sportello.example.it", "http://192.0.2.7:7417", "http://[::1]:80", "https://example.it/coda"]
        {
            assert_eq!(follow_url(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn a_wrong_time_zone_leads_to_a_right_one() {
        let cases = [
            ("Europe/Roma", "write Europe/Rome"),
            ("Rome", "write Europe/Rome"),
            ("europe/rome", "write Europe/Rome"),
            ("Ascoli", "write one such as Europe/Rome"),
        ];
        for (zone, advice) in cases {
            assert_eq!(time_zone(zone), Err(advice.to_owned()), "{zone}");
        }
        assert_eq!(time_zone("Europe/Rome"), Ok(()));
    }
}

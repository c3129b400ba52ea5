//! The language a browser asks for by itself.

use domain::text::Language;

/// What a language without a quality is worth, which is the most one can be.
const QUALITY_MAX: f32 = 1.0;

/// The language of the page that a header `Accept-Language` prefers (RFC 9110, section 12.5.4); `None` where it names none
/// of them. Of a tag like `pt-BR` the first part alone counts.
pub(crate) fn accepted(header: &str) -> Option<Language> {
    let mut best: Option<(Language, f32)> = None;
    for (language, quality) in header.split(',').filter_map(wish) {
        // Of two equal ones the first counts.
        if best.is_none_or(|(_, most)| quality > most) {
            best = Some((language, quality));
        }
    }
    best.map(|(language, _)| language)
}

/// One language with its quality; `None` where it is not of the page or not wanted.
fn wish(wish: &str) -> Option<(Language, f32)> {
    let (tag, parameters) = wish.split_once(';').unwrap_or((wish, ""));
    let quality = match parameters.trim() {
        "" => QUALITY_MAX,
        given => given.strip_prefix("q=").or_else(|| given.strip_prefix("Q="))?.trim().parse().ok()?,
    };
    let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
    let language = Language::from_code(&primary)?;
    // What is no number is in no range.
    (quality > 0.0 && quality <= QUALITY_MAX).then_some((language, quality))
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::accepted;

    #[test]
    fn the_language_wanted_most_is_found() {
        for (header, language) in [
            ("it-IT,it;q=0.9,en-US;q=0.8,en;q=0.7", Some(Language::It)),
            ("de-DE,de;q=0.9,UR;q=0.8,en;q=0.7", Some(Language::Ur)),
            ("en;q=0.3, zh-Hant-TW ; q=0.5", Some(Language::Zh)),
            ("fr;q=0.5,pl;q=0.5", Some(Language::Fr)),
            ("uk;q=0,ar;Q=0.1", Some(Language::Ar)),
            ("ro;q=NaN,sq;q=7,es;q=x,de,*", None),
            ("*", None),
            ("", None),
            (";;q=,,-", None),
        ] {
            assert_eq!(accepted(header), language, "{header}");
        }
    }
}

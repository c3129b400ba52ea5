//! Letters as they are typed and compared: without case, accents, and the forms that only writing tells apart.

use domain::text::Language;

/// The keys for typing in a language, in the order of its alphabet; Chinese is typed in Latin letters, by the Italian
/// names and by keywords of the hub.
#[must_use]
pub fn keys(language: Language) -> &'static str {
    match language {
        Language::It
        | Language::En
        | Language::Ro
        | Language::Sq
        | Language::Zh
        | Language::Fr
        | Language::Es
        | Language::Pl => "abcdefghijklmnopqrstuvwxyz",
        Language::Uk => "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        Language::Ar => "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى",
        Language::Ur => "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہھءیے",
    }
}

/// The words of a text, ready to be compared.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || is_mark(letter) {
            if let Some(word) = words.last_mut() {
                word.push_str(&plain(letter));
            }
        } else {
            words.push(String::new());
        }
    }
    // An article before an apostrophe is one letter that nobody looks for; a word typed alone may be one letter.
    let has_longer = words.iter().any(|word| word.chars().count() > 1);
    words.retain(|word| !word.is_empty() && (!has_longer || word.chars().count() > 1));
    words
}

/// Marks above and below letters, which stand alone in a text.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// What a letter is compared as.
fn plain(letter: char) -> String {
    let plain = match letter {
        _ if is_mark(letter) => "",
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' | 'ā' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => "o",
        'ș' | 'ş' | 'ś' | 'š' => "s",
        'ț' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ґ' => "г",
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ة' | 'ہ' | 'ھ' | 'ۃ' => "ه",
        'ى' | 'ی' | 'ئ' | 'ے' | 'ۓ' => "ي",
        'ؤ' => "و",
        'ک' => "ك",
        'ں' => "ن",
        other => return other.to_string(),
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_keys_that_differ_and_are_compared_as_letters() {
        for language in Language::ALL {
            let keys = keys(language);
            let mut letters: Vec<_> = keys.chars().collect();
            letters.sort_unstable();
            letters.dedup();
            assert_eq!(letters.len(), keys.chars().count(), "{language:?}");
            assert!(letters.iter().all(|letter| letter.is_alphabetic() && !plain(*letter).is_empty()));
        }
    }

    #[test]
    fn words_are_told_apart_without_accents_and_articles() {
        assert_eq!(words_of("Carta d'identità"), ["carta", "identita"]);
        assert_eq!(words_of("IDENTITÁ, identita\u{300}"), ["identita", "identita"]);
        assert_eq!(words_of("Żółć œuvre"), ["zołc".replace('ł', "l"), "oeuvre".to_owned()]);
        assert_eq!(words_of("إقامة"), words_of("اقامه"));
        assert_eq!(words_of("شناختی کارڈ"), words_of("شناختي كارڈ"));
        assert_eq!(words_of("c"), ["c"]);
        assert_eq!(words_of(" … "), Vec::<String>::new());
    }
}

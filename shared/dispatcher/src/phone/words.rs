//! Every word of the page, in every language it speaks; `{}` is where a value stands.

mod ar;
mod en;
mod es;
mod fr;
mod it;
mod pl;
mod ro;
mod sq;
mod uk;
mod ur;
mod zh;

use domain::text::Language;

/// The words of one language.
pub(super) struct Words {
    /// The language these words are in.
    pub(super) language: Language,
    /// What the choice of languages is called.
    pub(super) languages: &'static str,
    pub(super) your_number: &'static str,
    pub(super) waiting: &'static str,
    pub(super) waiting_hint: &'static str,
    /// With the label of the counter.
    pub(super) called: &'static str,
    pub(super) called_hint: &'static str,
    /// With the label of the counter.
    pub(super) serving: &'static str,
    pub(super) parked: &'static str,
    pub(super) parked_hint: &'static str,
    pub(super) finished: &'static str,
    pub(super) finished_hint: &'static str,
    pub(super) no_show: &'static str,
    pub(super) no_show_hint: &'static str,
    pub(super) cancelled: &'static str,
    pub(super) cancelled_hint: &'static str,
    pub(super) day_closed: &'static str,
    pub(super) day_closed_hint: &'static str,
    pub(super) ahead: &'static str,
    pub(super) nobody_ahead: &'static str,
    pub(super) wait: &'static str,
    /// With the time of day at which it was so.
    pub(super) as_of: &'static str,
    pub(super) unlikely: &'static str,
    /// With the time of day before which nobody calls.
    pub(super) not_before: &'static str,
    pub(super) where_to_wait: &'static str,
    pub(super) where_to_go: &'static str,
    /// With the label of the floor.
    pub(super) floor: &'static str,
    /// Between a room and its floor.
    pub(super) comma: &'static str,
    /// Between two sentences.
    pub(super) stop: &'static str,
    pub(super) service: &'static str,
    pub(super) services: &'static str,
    pub(super) documents: &'static str,
    pub(super) privacy: &'static str,
    /// With the time of day at which the dispatcher was heard last.
    pub(super) stale: &'static str,
    pub(super) alert: &'static str,
    pub(super) alert_is_on: &'static str,
    pub(super) gone: &'static str,
    pub(super) gone_why: &'static str,
    pub(super) gone_remedy: &'static str,
}

/// The words in a language.
pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::It => &it::WORDS,
        Language::En => &en::WORDS,
        Language::Ro => &ro::WORDS,
        Language::Sq => &sq::WORDS,
        Language::Ar => &ar::WORDS,
        Language::Zh => &zh::WORDS,
        Language::Uk => &uk::WORDS,
        Language::Ur => &ur::WORDS,
        Language::Fr => &fr::WORDS,
        Language::Es => &es::WORDS,
        Language::Pl => &pl::WORDS,
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::{Words, of};

    /// Names and words of every field but the language.
    macro_rules! all {
        ($words:expr; $($field:ident)*) => {{
            // Taken apart, so that no field is forgotten.
            let Words { language: _, $($field),* } = *$words;
            vec![$((stringify!($field), $field)),*]
        }};
    }

    fn all(words: &Words) -> Vec<(&'static str, &'static str)> {
        all!(words;
            languages your_number waiting waiting_hint called called_hint serving parked parked_hint finished
            finished_hint no_show no_show_hint cancelled cancelled_hint day_closed day_closed_hint ahead
            nobody_ahead wait as_of unlikely not_before where_to_wait where_to_go floor comma stop service
            services documents privacy stale alert alert_is_on gone gone_why gone_remedy
        )
    }

    #[test]
    fn every_language_has_every_word_and_a_place_for_every_value() {
        for language in Language::ALL {
            let words = of(language);
            assert_eq!(words.language, language);
            for ((name, said), (_, english)) in all(words).into_iter().zip(all(of(Language::En))) {
                assert!(!said.trim().is_empty(), "{language:?} lacks {name}");
                assert_eq!(said.matches("{}").count(), english.matches("{}").count(), "{language:?}: {said}");
                assert_eq!(said.matches(['{', '}']).count(), 2 * english.matches("{}").count(), "{language:?}: {said}");
                assert!(!said.contains("  "), "{language:?}: {said}");
            }
        }
    }

    #[test]
    fn no_language_is_left_in_another() {
        // Marks are common to most languages, and French has lent English its word for a service; Albanians say the hour as
        // Romanians do.
        let is_shared = |name, language| {
            let is_mark = ["comma", "stop"].contains(&name);
            let is_borrowed = language == Language::Fr && ["service", "services"].contains(&name);
            is_mark || is_borrowed || (language == Language::Sq && name == "as_of")
        };
        for (place, language) in Language::ALL.into_iter().enumerate() {
            for other in &Language::ALL[..place] {
                let pairs = all(of(language)).into_iter().zip(all(of(*other)));
                let same = pairs.filter(|((name, said), (_, others))| said == others && !is_shared(*name, language));
                let same: Vec<_> = same.map(|((name, _), _)| name).collect();
                assert!(same.is_empty(), "{language:?} and {other:?} share {same:?}");
            }
        }
    }

    #[test]
    fn every_language_is_written_in_its_own_letters() {
        for language in Language::ALL {
            let is_own = |sign: char| match language.code() {
                "ar" | "ur" => ('\u{600}'..='\u{6ff}').contains(&sign),
                "zh" => ('\u{4e00}'..='\u{9fff}').contains(&sign),
                "uk" => ('\u{400}'..='\u{4ff}').contains(&sign),
                _ => sign < '\u{250}',
            };
            for (name, said) in all(of(language)) {
                let mut letters = said.chars().filter(|sign| sign.is_alphabetic());
                // The name of a technique stays what it is.
                let is_named = matches!((name, language), ("privacy", Language::Zh | Language::Uk));
                assert!(is_named || letters.all(is_own), "{language:?}: {said}");
            }
        }
    }
}

//! Sentences in every language, with places for what differs.

use chrono::NaiveTime;

use crate::calendar::time_text;
use crate::text::{Language, Text};

/// Begins a stretch of text with a direction of its own.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends such a stretch.
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// Has a line read from right to left, whatever letter it begins with.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// One sentence in every language; `{0}`, `{1}` and so on are the places of its values.
pub(crate) struct Sentence {
    pub(crate) it: &'static str,
    pub(crate) en: &'static str,
    pub(crate) ro: &'static str,
    pub(crate) sq: &'static str,
    pub(crate) ar: &'static str,
    pub(crate) zh: &'static str,
    pub(crate) uk: &'static str,
    pub(crate) ur: &'static str,
    pub(crate) fr: &'static str,
    pub(crate) es: &'static str,
    pub(crate) pl: &'static str,
}

/// What stands in a place of a sentence.
pub(crate) enum Value<'a> {
    /// A number or a time.
    Number(String),
    /// A name or code, the same in every language.
    Name(&'a str),
    /// A name in the languages it was given in.
    Text(&'a Text),
}

impl Sentence {
    /// The sentence without values.
    pub(crate) fn text(&self) -> Text {
        self.with(&[])
    }

    /// The sentence with its values in their places.
    pub(crate) fn with(&self, values: &[Value<'_>]) -> Text {
        Text::in_each(|language| {
            let mut words = self.pattern(language).to_owned();
            for (place, value) in values.iter().enumerate() {
                words = words.replace(&format!("{{{place}}}"), &value.said_in(language));
            }
            from_its_side(language, words)
        })
    }

    fn pattern(&self, language: Language) -> &'static str {
        match language {
            Language::It => self.it,
            Language::En => self.en,
            Language::Ro => self.ro,
            Language::Sq => self.sq,
            Language::Ar => self.ar,
            Language::Zh => self.zh,
            Language::Uk => self.uk,
            Language::Ur => self.ur,
            Language::Fr => self.fr,
            Language::Es => self.es,
            Language::Pl => self.pl,
        }
    }
}

impl Value<'_> {
    fn said_in(&self, language: Language) -> String {
        match self {
            Self::Number(number) => number.clone(),
            Self::Name(name) => embedded(language, name),
            Self::Text(text) => embedded(language, text.get(language)),
        }
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<NaiveTime> for Value<'_> {
    fn from(time: NaiveTime) -> Self {
        Self::Number(time_text(time))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(name: &'a String) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a Text> for Value<'a> {
    fn from(text: &'a Text) -> Self {
        Self::Text(text)
    }
}

/// A name inside a text of `language`: between signs nobody sees, so that Latin letters in a line from right to left
/// leave the order of the words around them alone.
#[must_use]
pub fn embedded(language: Language, name: &str) -> String {
    if language.is_right_to_left() && !name.is_empty() {
        format!("{FIRST_STRONG_ISOLATE}{name}{POP_DIRECTIONAL_ISOLATE}")
    } else {
        name.to_owned()
    }
}

/// A line of a language from right to left says so before its first letter, which may be Latin or none.
fn from_its_side(language: Language, words: String) -> String {
    let begins_otherwise = words.starts_with(|letter: char| letter == FIRST_STRONG_ISOLATE || letter.is_ascii());
    if language.is_right_to_left() && begins_otherwise { format!("{RIGHT_TO_LEFT_MARK}{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::{Sentence, embedded};
    use crate::text::{Language, Text};

    const CALLED: Sentence = Sentence {
        it: "«{0}» a {1}",
        en: "{1} of {0}",
        ro: "{0} {1}",
        sq: "{0} {1}",
        ar: "{0} في {1}",
        zh: "{0}{1}",
        uk: "{0} {1}",
        ur: "میں {0} {1}",
        fr: "{0} {1}",
        es: "{0} {1}",
        pl: "{0} {1}",
    };

    #[test]
    fn a_value_stands_in_its_place_in_every_language() {
        let text = CALLED.with(&[(&Text::new("Sala", "Hall")).into(), 7_u32.into()]);
        assert_eq!((text.it.as_str(), text.en.as_str()), ("«Sala» a 7", "7 of Hall"));
        assert_eq!(text.get(Language::Zh), "Sala7", "what has no Chinese name is named in Italian");
    }

    #[test]
    fn a_latin_name_in_arabic_or_urdu_stands_for_itself() {
        let text = CALLED.with(&["A042".into(), 7_u32.into()]);
        assert_eq!(text.get(Language::Ar), "\u{200f}\u{2068}A042\u{2069} في 7");
        assert_eq!(text.get(Language::Ur), "میں \u{2068}A042\u{2069} 7");
        assert_eq!(embedded(Language::Pl, "A042"), "A042");
        assert_eq!(embedded(Language::Ar, ""), "");
    }
}

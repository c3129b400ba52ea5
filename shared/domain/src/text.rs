//! Words that people read, in the languages of the hub.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// A language a screen or slip can speak.
///
/// The order is the one in which languages are offered: Italian and English, then by how many people of the Marche
/// speak them, then the languages of visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Italian, the language every text exists in.
    #[default]
    It,
    /// English.
    En,
    /// Romanian.
    Ro,
    /// Albanian.
    Sq,
    /// Arabic, from right to left.
    Ar,
    /// Chinese, in simplified characters.
    Zh,
    /// Ukrainian.
    Uk,
    /// Urdu, from right to left.
    Ur,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Polish.
    Pl,
}

impl Language {
    /// All of them, in the order they are offered in.
    pub const ALL: [Self; 11] =
        [Self::It, Self::En, Self::Ro, Self::Sq, Self::Ar, Self::Zh, Self::Uk, Self::Ur, Self::Fr, Self::Es, Self::Pl];

    /// The two-letter code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
            Self::Ro => "ro",
            Self::Sq => "sq",
            Self::Ar => "ar",
            Self::Zh => "zh",
            Self::Uk => "uk",
            Self::Ur => "ur",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Pl => "pl",
        }
    }

    /// The language with this two-letter code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// What its speakers call it, in their own letters.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::It => "Italiano",
            Self::En => "English",
            Self::Ro => "Română",
            Self::Sq => "Shqip",
            Self::Ar => "العربية",
            Self::Zh => "中文",
            Self::Uk => "Українська",
            Self::Ur => "اردو",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Pl => "Polski",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar | Self::Ur)
    }
}

/// A text in Italian and in each further language it was given in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The Italian text.
    pub it: String,
    /// The English text; empty where none was given.
    #[serde(default)]
    pub en: String,
    /// The text in the languages after English, by their codes; those it was not given in are absent.
    #[serde(flatten, deserialize_with = "given")]
    pub more: BTreeMap<Language, String>,
}

/// Reads a language without a text, as some programs write it, like one that is absent.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Language, String>, D::Error> {
    let all = BTreeMap::<Language, Option<String>>::deserialize(from)?;
    Ok(all.into_iter().filter_map(|(language, text)| Some((language, text?))).collect())
}

impl Text {
    /// A text in Italian and English.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self { it: it.into(), en: en.into(), more: BTreeMap::new() }
    }

    /// A text in every language.
    pub fn in_each(words: impl Fn(Language) -> String) -> Self {
        let further = Language::ALL.into_iter().filter(|language| !matches!(language, Language::It | Language::En));
        Self {
            it: words(Language::It),
            en: words(Language::En),
            more: further.map(|language| (language, words(language))).collect(),
        }
    }

    /// The text in `language`, or the Italian one where there is none.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.given(language).unwrap_or(&self.it)
    }

    /// The language in which [`Self::get`] answers.
    #[must_use]
    pub fn spoken(&self, language: Language) -> Language {
        self.given(language).map_or(Language::It, |_| language)
    }

    fn given(&self, language: Language) -> Option<&str> {
        let text = match language {
            Language::It => Some(&self.it),
            Language::En => Some(&self.en),
            Language::Ro
            | Language::Sq
            | Language::Ar
            | Language::Zh
            | Language::Uk
            | Language::Ur
            | Language::Fr
            | Language::Es
            | Language::Pl => self.more.get(&language),
        };
        text.map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// What a text looks like to whoever reads the interface's description.
#[cfg(feature = "openapi")]
mod described {
    use utoipa::openapi::{RefOr, Schema};
    use utoipa::{PartialSchema, ToSchema};

    /// A text in Italian and in each further language it was given in.
    #[derive(serde::Serialize, serde::Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    struct Words {
        /// The Italian text.
        it: String,
        /// The English text; empty where none was given.
        #[serde(default)]
        en: String,
        /// Romanian.
        ro: Option<String>,
        /// Albanian.
        sq: Option<String>,
        /// Arabic.
        ar: Option<String>,
        /// Chinese.
        zh: Option<String>,
        /// Ukrainian.
        uk: Option<String>,
        /// Urdu.
        ur: Option<String>,
        /// French.
        fr: Option<String>,
        /// Spanish.
        es: Option<String>,
        /// Polish.
        pl: Option<String>,
    }

    impl PartialSchema for super::Text {
        fn schema() -> RefOr<Schema> {
            Words::schema()
        }
    }

    impl ToSchema for super::Text {}
}

#[cfg(test)]
mod tests {
    use super::{Language, Text};

    #[test]
    fn a_text_is_said_in_the_language_asked_for_or_in_italian() {
        let text: Text = serde_json::from_str(r#"{"it":"Sala","en":"","ro":"Sală","ar":""}"#).unwrap();
        let said = [Language::It, Language::En, Language::Ro, Language::Ar, Language::Pl]
            .map(|language| (text.get(language), text.spoken(language).code()));
        assert_eq!(said, [("Sala", "it"), ("Sala", "it"), ("Sală", "ro"), ("Sala", "it"), ("Sala", "it")]);
    }

    #[test]
    fn a_text_is_written_with_the_languages_it_has() {
        let written = |text: &Text| serde_json::to_string(text).unwrap();
        assert_eq!(written(&Text::new("Sala", "Hall")), r#"{"it":"Sala","en":"Hall"}"#);
        let each = Text::in_each(|language| language.own_name().to_owned());
        assert_eq!(serde_json::from_str::<Text>(&written(&each)).unwrap(), each);
        let error = serde_json::from_str::<Text>(r#"{"it":"Sala","de":"Saal"}"#).unwrap_err().to_string();
        assert!(error.contains("`de`"), "{error}");
        assert!(serde_json::from_str::<Text>(r#"{"en":"Hall"}"#).is_err());
        let without = serde_json::from_str::<Text>(r#"{"it":"Sala","en":"Hall","ro":null}"#).unwrap();
        assert_eq!(without, Text::new("Sala", "Hall"), "as if nothing stood there");
    }

    #[test]
    fn each_language_has_a_code_of_its_own() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(serde_json::to_value(language).unwrap(), language.code());
        }
        assert_eq!(Language::from_code("de"), None);
    }
}

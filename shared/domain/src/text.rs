//! Words that people read, in the languages of the hub.

use serde::{Deserialize, Serialize};

/// A language a screen or slip can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Italian, the language every text exists in.
    #[default]
    It,
    /// English.
    En,
}

impl Language {
    /// The two-letter code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
        }
    }
}

/// A text in Italian and, where it was given, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Italian text.
    pub it: String,
    /// The English text; empty where none was given.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self { it: it.into(), en: en.into() }
    }

    /// The text in `language`, or the Italian one where there is none.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En if !self.en.is_empty() => &self.en,
            Language::En | Language::It => &self.it,
        }
    }
}

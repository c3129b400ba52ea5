//! Words with a value in them, and texts of the hub.
//!
//! What is written from left to right stays in order in a line from right to left only where it is set apart.

use std::borrow::Cow;

use domain::text::{Language, Text};
use maud::{Markup, Render, html};

/// Has a browser keep what follows apart, where no element can.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// Words of the page with the value that stands in them.
pub(super) struct Phrase<'a> {
    /// The language of the words.
    pub(super) language: Language,
    /// The words, with `{}` where the value stands.
    pub(super) words: &'static str,
    /// The value: a label, a code or a time.
    pub(super) value: Cow<'a, str>,
}

impl Phrase<'_> {
    /// The same where no markup can stand, as in a title.
    pub(super) fn plain(&self) -> String {
        self.words.replacen("{}", &plain(self.language, &self.value), 1)
    }
}

impl Render for Phrase<'_> {
    fn render(&self) -> Markup {
        match self.words.split_once("{}") {
            Some((before, after)) => html! { (before) (value(self.language, &self.value)) (after) },
            None => html! { (self.words) },
        }
    }
}

/// A label, code, time or number in a line of a language.
pub(super) fn value(language: Language, value: &str) -> Markup {
    html! { @if language.is_right_to_left() { bdi { (value) } } @else { (value) } }
}

/// The same where no markup can stand.
pub(super) fn plain(language: Language, value: &str) -> String {
    if language.is_right_to_left() { format!("{ISOLATE}{value}{END_OF_ISOLATE}") } else { value.to_owned() }
}

/// A text of the hub in a language, marked where it is there in Italian alone.
pub(super) fn text(text: &Text, language: Language) -> Markup {
    let (said, spoken) = (text.get(language), text.spoken(language));
    html! {
        @if spoken == language || said.is_empty() { (said) }
        @else if language.is_right_to_left() { bdi lang=(spoken.code()) { (said) } }
        @else { span lang=(spoken.code()) { (said) } }
    }
}

#[cfg(test)]
mod tests {
    use domain::text::{Language, Text};
    use maud::Render;

    use super::{Phrase, plain, text};

    fn phrase(language: Language) -> Phrase<'static> {
        Phrase { language, words: "a {} b", value: "<1>".into() }
    }

    #[test]
    fn a_value_is_set_apart_in_a_line_from_right_to_left_alone() {
        assert_eq!(phrase(Language::Pl).render().into_string(), "a &lt;1&gt; b");
        assert_eq!(phrase(Language::Ur).render().into_string(), "a <bdi>&lt;1&gt;</bdi> b");
        assert_eq!(phrase(Language::Pl).plain(), "a <1> b");
        assert_eq!(phrase(Language::Ar).plain(), "a \u{2068}<1>\u{2069} b");
        assert_eq!(
            (plain(Language::It, "A1"), plain(Language::Ar, "A1")),
            ("A1".to_owned(), "\u{2068}A1\u{2069}".to_owned())
        );
    }

    #[test]
    fn a_text_says_its_language_where_it_is_not_that_of_the_page() {
        let hall = Text::new("Sala", "Sala");
        let said = |language| text(&hall, language).into_string();
        assert_eq!(said(Language::It), "Sala");
        assert_eq!(said(Language::En), "Sala", "a name that is the same in English is English there");
        assert_eq!(said(Language::Pl), r#"<span lang="it">Sala</span>"#);
        assert_eq!(said(Language::Ar), r#"<bdi lang="it">Sala</bdi>"#);
        assert_eq!(text(&Text::default(), Language::Ar).into_string(), "");
    }
}

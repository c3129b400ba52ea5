//! The texts of the hub on the screen: Italian where they were not given in the person's language, and said to be so.

use domain::text::{Language, Text};
use ui_kit::fonts::family;

use crate::ui::Words;

/// Behind an Italian text on a screen in another language: the letters IT, small and raised.
const ITALIAN_MARK: &str = "\u{202f}\u{1d35}\u{1d40}";

/// A text of the hub in a language, or in Italian with the mark of it.
pub(crate) fn words(text: &Text, language: Language) -> Words {
    let given = text.get(language);
    if given.is_empty() {
        return Words::default();
    }
    let spoken = text.spoken(language);
    if spoken == language {
        return Words { shown: given.into(), spoken: given.into(), family: family(language).into() };
    }
    Words {
        shown: format!("{given}{ITALIAN_MARK}").into(),
        spoken: in_italian(language, given).into(),
        family: family(spoken).into(),
    }
}

/// A proper name, which needs no translation and therefore no mark.
pub(crate) fn proper_name(text: &Text, language: Language) -> Words {
    let name = text.get(language);
    Words { shown: name.into(), spoken: name.into(), family: family(text.spoken(language)).into() }
}

/// Several texts one after the other, in the letters of the page they are on.
pub(crate) fn list(texts: &[Text], language: Language) -> Words {
    let comma = match language {
        Language::Ar | Language::Ur => "، ",
        Language::Zh => "、",
        Language::It
        | Language::En
        | Language::Ro
        | Language::Sq
        | Language::Uk
        | Language::Fr
        | Language::Es
        | Language::Pl => ", ",
    };
    let all: Vec<_> = texts.iter().map(|text| words(text, language)).collect();
    let join = |part: fn(&Words) -> &str| all.iter().map(part).collect::<Vec<_>>().join(comma);
    Words {
        shown: join(|words| &words.shown).into(),
        spoken: join(|words| &words.spoken).into(),
        family: family(language).into(),
    }
}

/// What a voice says of an Italian text, so that its sound surprises nobody.
fn in_italian(language: Language, text: &str) -> String {
    match language {
        Language::It => text.to_owned(),
        Language::En => format!("{text}, in Italian"),
        Language::Ro => format!("{text}, în italiană"),
        Language::Sq => format!("{text}, në italisht"),
        Language::Ar => format!("{text}، بالإيطالية"),
        Language::Zh => format!("{text}（意大利语）"),
        Language::Uk => format!("{text}, італійською"),
        Language::Ur => format!("{text}، اطالوی میں"),
        Language::Fr => format!("{text}, en italien"),
        Language::Es => format!("{text}, en italiano"),
        Language::Pl => format!("{text}, po włosku"),
    }
}

#[cfg(test)]
mod tests {
    use domain::text::{Language, Text};

    use super::{list, words};

    #[test]
    fn a_text_that_was_not_translated_is_italian_and_says_so() {
        let text = Text::new("Sala Tronto", "Tronto Hall");
        assert_eq!(words(&text, Language::It).shown, "Sala Tronto");
        assert_eq!(words(&text, Language::En).spoken, "Tronto Hall");
        let urdu = words(&text, Language::Ur);
        assert_eq!(urdu.shown, "Sala Tronto\u{202f}ᴵᵀ");
        assert_eq!((urdu.spoken.as_str(), urdu.family.as_str()), ("Sala Tronto، اطالوی میں", "Titillium Web"));
        assert_eq!(words(&Text::default(), Language::Ur).shown, "", "nothing needs no mark");
    }

    #[test]
    fn several_texts_are_listed_as_their_language_does() {
        let texts = [Text::new("Uno", "One"), Text::new("Due", "")];
        assert_eq!(list(&texts, Language::En).shown, "One, Due\u{202f}ᴵᵀ");
        assert_eq!(list(&texts, Language::Zh).spoken, "Uno（意大利语）、Due（意大利语）");
        assert_eq!(list(&[], Language::Ar).shown, "");
    }
}

//! Reads texts in the languages of the hub and keeps what was found.

use domain::text::Language;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::entry::At;
use crate::nearest::nearest;
use crate::remark::{Findings, Lines};
use crate::schema::MAIN_LANGUAGES;

/// Where everything that is read is reported.
pub(crate) struct Reader<'r> {
    /// Where the lines begin.
    pub(crate) lines: &'r Lines<'r>,
    /// What was found.
    pub(crate) findings: &'r mut Findings,
    without_english: Vec<At<String>>,
    with_english: usize,
}

impl<'r> Reader<'r> {
    /// Begins to read.
    pub(crate) fn new(lines: &'r Lines<'r>, findings: &'r mut Findings) -> Self {
        Self { lines, findings, without_english: Vec::new(), with_english: 0 }
    }

    /// Notes which texts have no English; a hub without any is told so once.
    pub(crate) fn note_missing_english(self) {
        let Some(first) = self.without_english.first().filter(|_| self.with_english == 0) else {
            for text in self.without_english {
                let note = format!("{} has no English text, the Italian one is shown; add en = \"…\"", text.value);
                self.findings.note(text.line, note);
            }
            return;
        };
        let note = "no text of this hub is in English; add en = \"…\" beside it = \"…\" where visitors need it";
        self.findings.note(first.line, note.to_owned());
    }

    /// Reads a text in the languages of the hub; gives the Italian one.
    pub(crate) fn words<'d>(
        &mut self,
        line: usize,
        value: &'d Spanned<DeValue<'d>>,
        what: &str,
        example: &str,
        chars_max: usize,
    ) -> Option<At<&'d str>> {
        let value = value.get_ref();
        if let Some(table) = value.as_table() {
            return self.languages(line, table, what, chars_max);
        }
        let text = value.as_str();
        let advice = match text {
            Some(text) => format!("{what} names no language; write {{ it = \"{text}\", en = \"…\" }}"),
            None => format!("{what} is {}; write {example}", type_words(value)),
        };
        self.findings.mistake(line, advice);
        text.map(|value| At { line, value })
    }

    fn languages<'d>(
        &mut self,
        line: usize,
        table: &'d DeTable<'d>,
        what: &str,
        chars_max: usize,
    ) -> Option<At<&'d str>> {
        let [italian, english] = self.written_languages(table, what);
        self.english(line, table, english, what, chars_max);
        self.further_languages(table, what, chars_max);
        if !table.contains_key(italian) {
            self.findings.mistake(line, format!("{what} has no Italian text; add it = \"…\""));
        }
        let text = self.language(table, italian, what)?;
        self.fits(text, what, chars_max).then_some(text)
    }

    /// Reports languages that do not exist; gives how Italian and English are written, misspelt or not.
    fn written_languages<'d>(&mut self, table: &'d DeTable<'d>, what: &str) -> [&'d str; 2] {
        let mut written: [&'d str; 2] = MAIN_LANGUAGES;
        for (key, _) in table.iter().filter(|(key, _)| Language::from_code(key.get_ref()).is_none()) {
            let word = key.get_ref().as_ref();
            let absent = MAIN_LANGUAGES.into_iter().filter(|language| !table.contains_key(*language));
            let meant = nearest(word, absent).and_then(|meant| written.iter().position(|language| *language == meant));
            let advice = match meant {
                Some(position) => {
                    written[position] = word;
                    format!("write '{}'", MAIN_LANGUAGES[position])
                }
                None => {
                    let codes = Language::ALL.map(Language::code).join(", ");
                    format!("remove it: the languages are {codes}")
                }
            };
            let line = self.lines.line(key.span().start);
            self.findings.mistake(line, format!("{what} has no language '{word}'; {advice}"));
        }
        written
    }

    fn english(&mut self, line: usize, table: &DeTable<'_>, written: &str, what: &str, chars_max: usize) {
        if !table.contains_key(written) {
            return self.without_english.push(At { line, value: what.to_owned() });
        }
        let Some(english) = self.language(table, written, what) else { return };
        if is_blank(english.value) {
            self.without_english.push(At { line: english.line, value: what.to_owned() });
        } else {
            self.with_english += 1;
            self.fits(english, &format!("the English in {what}"), chars_max);
        }
    }

    /// The languages after English may be absent; nobody is told of that.
    fn further_languages(&mut self, table: &DeTable<'_>, what: &str, chars_max: usize) {
        let further = Language::ALL.into_iter().filter(|language| !MAIN_LANGUAGES.contains(&language.code()));
        for code in further.map(Language::code) {
            if let Some(text) = self.language(table, code, what) {
                self.fits(text, &format!("'{code}' in {what}"), chars_max);
            }
        }
    }

    fn language<'d>(&mut self, table: &'d DeTable<'_>, language: &str, what: &str) -> Option<At<&'d str>> {
        let (key, value) = table.get_key_value(language)?;
        let line = self.lines.line(key.span().start);
        let text = value.get_ref().as_str();
        if text.is_none() {
            let what_it_is = type_words(value.get_ref());
            let advice = format!("'{language}' in {what} is {what_it_is}; write a text in quotation marks");
            self.findings.mistake(line, advice);
        }
        text.map(|value| At { line, value })
    }

    /// Whether a text is one line, not empty and not too long; reports it if not.
    pub(crate) fn fits(&mut self, text: At<&str>, what: &str, chars_max: usize) -> bool {
        let length = text.value.chars().count();
        let wrong = if is_blank(text.value) {
            format!("{what} is empty; write something people can read")
        } else if text.value.chars().any(char::is_control) {
            format!("{what} holds a line break or another sign that cannot be shown; write it on one line")
        } else if text.value.trim() != text.value {
            format!("{what} begins or ends with a space; remove it")
        } else if length > chars_max {
            format!("{what} has {length} characters; write at most {chars_max}")
        } else {
            return true;
        };
        self.findings.mistake(text.line, wrong);
        false
    }
}

/// Whether a text says nothing: a lone `…` stands for one that is still to be written.
fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// What kind of value this is, in words.
pub(crate) fn type_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a group of fields",
    }
}

//! A wait in words, the same on every screen, on paper and on the phone.

use super::WaitRange;
use crate::text::{Language, Text};

impl WaitRange {
    /// What is read, as short as it goes: `10–20 min`.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::in_each(|language| self.text_in(language))
    }

    /// What is read, in one language.
    #[must_use]
    pub fn text_in(&self, language: Language) -> String {
        match self.to_minutes {
            Some(to) if self.is_rough => about(language, &range(language, self.from_minutes, to)),
            Some(to) => range(language, self.from_minutes, to),
            None => self.open_ended(language, &minutes(language, self.from_minutes)),
        }
    }

    /// What is heard: a dash between two numbers is not read out.
    #[must_use]
    pub fn spoken(&self) -> Text {
        Text::in_each(|language| self.spoken_in(language))
    }

    /// What is heard, in one language.
    #[must_use]
    pub fn spoken_in(&self, language: Language) -> String {
        match self.to_minutes {
            Some(to) => spoken_range(language, self.from_minutes, to, self.is_rough),
            None => self.open_ended(language, &spoken_minutes(language, self.from_minutes)),
        }
    }

    /// A wait that may not end today; it is vague by itself, so that nothing more is said of a rough one.
    fn open_ended(&self, language: Language, from: &str) -> String {
        match (self.from_minutes, self.likely_minutes) {
            // "More than 0 minutes" would say nothing.
            (0, Some(_)) => uncertain(language).to_owned(),
            (0, None) => not_today(language).to_owned(),
            (_, Some(_)) => more_than(language, from),
            (_, None) => {
                // Arabic and Urdu have a comma of their own, and so has Chinese.
                let comma = if language.is_right_to_left() { "، " } else { ", " };
                let comma = if language == Language::Zh { "，" } else { comma };
                format!("{}{comma}{}", more_than(language, from), not_today(language))
            }
        }
    }
}

fn minutes(language: Language, count: u32) -> String {
    match language {
        Language::Ar => format!("{count} {}", arabic_minutes(count)),
        Language::Zh => format!("{count}分钟"),
        Language::Uk => format!("{count} хв"),
        Language::Ur => format!("{count} منٹ"),
        Language::It | Language::En | Language::Ro | Language::Sq | Language::Fr | Language::Es | Language::Pl => {
            format!("{count} min")
        }
    }
}

/// Between two numbers of a line from right to left stands a word, because a dash leaves open which comes first.
fn range(language: Language, from: u32, to: u32) -> String {
    match language {
        Language::Ar => format!("{from} إلى {to} {}", arabic_minutes(to)),
        Language::Ur => format!("{from} سے {to} منٹ"),
        Language::Zh => format!("{from}–{to}分钟"),
        Language::Uk => format!("{from}–{to} хв"),
        Language::It | Language::En | Language::Ro | Language::Sq | Language::Fr | Language::Es | Language::Pl => {
            format!("{from}–{to} min")
        }
    }
}

/// Minutes after their number; the forms for one and two are not needed, because waits are told in steps of five.
fn arabic_minutes(count: u32) -> &'static str {
    if (3..=10).contains(&(count % 100)) { "دقائق" } else { "دقيقة" }
}

/// Minutes after their number: beyond nineteen, and again beyond each hundred and nineteen, a word stands between them.
fn romanian_minutes(count: u32) -> &'static str {
    let last = count % 100;
    let is_short = count == 0 || (1..=19).contains(&last);
    if is_short { "minute" } else { "de minute" }
}

fn about(language: Language, range: &str) -> String {
    match language {
        Language::It | Language::Ro => format!("circa {range}"),
        Language::En => format!("about {range}"),
        Language::Sq => format!("rreth {range}"),
        Language::Ar => format!("نحو {range}"),
        Language::Zh => format!("约{range}"),
        Language::Uk => format!("приблизно {range}"),
        Language::Ur => format!("تقریباً {range}"),
        Language::Fr => format!("environ {range}"),
        Language::Es => format!("unos {range}"),
        Language::Pl => format!("około {range}"),
    }
}

fn more_than(language: Language, from: &str) -> String {
    match language {
        Language::It => format!("oltre {from}"),
        Language::En => format!("more than {from}"),
        Language::Ro => format!("peste {from}"),
        Language::Sq => format!("mbi {from}"),
        Language::Ar => format!("أكثر من {from}"),
        Language::Zh => format!("超过{from}"),
        Language::Uk => format!("понад {from}"),
        Language::Ur => format!("{from} سے زیادہ"),
        Language::Fr => format!("plus de {from}"),
        Language::Es => format!("más de {from}"),
        Language::Pl => format!("ponad {from}"),
    }
}

fn uncertain(language: Language) -> &'static str {
    match language {
        Language::It => "incerta",
        Language::En => "uncertain",
        Language::Ro => "incertă",
        Language::Sq => "e pasigurt",
        Language::Ar => "غير مؤكد",
        Language::Zh => "不确定",
        Language::Uk => "невідомо",
        Language::Ur => "غیر یقینی",
        Language::Fr => "incertaine",
        Language::Es => "incierta",
        Language::Pl => "niepewny",
    }
}

fn not_today(language: Language) -> &'static str {
    match language {
        Language::It => "forse non oggi",
        Language::En => "perhaps not today",
        Language::Ro => "poate nu astăzi",
        Language::Sq => "ndoshta jo sot",
        Language::Ar => "ربما ليس اليوم",
        Language::Zh => "今天可能办不了",
        Language::Uk => "можливо, не сьогодні",
        Language::Ur => "شاید آج نہیں",
        Language::Fr => "peut-être pas aujourd'hui",
        Language::Es => "quizá hoy no",
        Language::Pl => "być może nie dziś",
    }
}

fn spoken_minutes(language: Language, count: u32) -> String {
    match language {
        Language::It => format!("{count} minuti"),
        Language::En | Language::Fr => format!("{count} minutes"),
        Language::Ro => format!("{count} {}", romanian_minutes(count)),
        Language::Sq => format!("{count} minuta"),
        Language::Uk => format!("{count} хвилин"),
        Language::Es => format!("{count} minutos"),
        Language::Pl => format!("{count} minut"),
        Language::Ar | Language::Zh | Language::Ur => minutes(language, count),
    }
}

fn spoken_range(language: Language, from: u32, to: u32, is_rough: bool) -> String {
    let words = match language {
        Language::It => format!("da {from} a {to} minuti"),
        Language::En => format!("{from} to {to} minutes"),
        Language::Ro => format!("între {from} și {to} {}", romanian_minutes(to)),
        Language::Sq => format!("{from} deri në {to} minuta"),
        Language::Ar => format!("من {from} إلى {to} {}", arabic_minutes(to)),
        Language::Zh => format!("{from}到{to}分钟"),
        Language::Uk => format!("від {from} до {to} хвилин"),
        Language::Ur => format!("{from} سے {to} منٹ"),
        Language::Fr => format!("de {from} à {to} minutes"),
        Language::Es => format!("de {from} a {to} minutos"),
        Language::Pl => format!("od {from} do {to} minut"),
    };
    match (is_rough, language) {
        (false, _) => words,
        (true, Language::Ro) => format!("aproximativ {words}"),
        (true, Language::Es) => format!("aproximadamente {words}"),
        (true, Language::Pl) => format!("mniej więcej {words}"),
        (true, _) => about(language, &words),
    }
}

#[cfg(test)]
mod tests {
    use super::WaitRange;
    use crate::text::Language;

    fn told(from_minutes: u32, to_minutes: Option<u32>, likely_minutes: Option<u32>, is_rough: bool) -> [String; 4] {
        let range = WaitRange { from_minutes, to_minutes, likely_minutes, is_rough };
        let (text, spoken) = (range.text(), range.spoken());
        [text.it, text.en, spoken.it, spoken.en]
    }

    #[test]
    fn a_range_is_read_with_a_dash_and_heard_with_words() {
        let fine = ["10–20 min", "10–20 min", "da 10 a 20 minuti", "10 to 20 minutes"];
        assert_eq!(told(10, Some(20), Some(14), false), fine);
        let rough = ["circa 0–35 min", "about 0–35 min", "circa da 0 a 35 minuti", "about 0 to 35 minutes"];
        assert_eq!(told(0, Some(35), Some(14), true), rough);
    }

    #[test]
    fn a_wait_without_an_end_says_what_is_known_of_it() {
        let over = ["oltre 40 min", "more than 40 min", "oltre 40 minuti", "more than 40 minutes"];
        assert_eq!(told(40, None, Some(70), false), over);
        assert_eq!(told(40, None, Some(70), true), over);
        let [it, en, ..] = told(40, None, None, false);
        assert_eq!((it.as_str(), en.as_str()), ("oltre 40 min, forse non oggi", "more than 40 min, perhaps not today"));
        assert_eq!(told(0, None, Some(20), false), ["incerta", "uncertain", "incerta", "uncertain"]);
        let [it, en, ..] = told(0, None, None, false);
        assert_eq!((it.as_str(), en.as_str()), ("forse non oggi", "perhaps not today"));
    }

    #[test]
    fn minutes_agree_with_their_number() {
        let said = |language, from_minutes, to_minutes| {
            let range = WaitRange { from_minutes, to_minutes, likely_minutes: Some(5), is_rough: false };
            (range.text_in(language), range.spoken_in(language))
        };
        let spoken = |language, from, to| said(language, from, to).1;
        assert_eq!(spoken(Language::Ro, 5, Some(15)), "între 5 și 15 minute");
        assert_eq!(spoken(Language::Ro, 10, Some(20)), "între 10 și 20 de minute");
        assert_eq!(spoken(Language::Ro, 15, None), "peste 15 minute");
        assert_eq!(spoken(Language::Ro, 100, None), "peste 100 de minute");
        assert_eq!(spoken(Language::Ro, 105, None), "peste 105 minute");
        assert_eq!(said(Language::Ar, 0, Some(5)), ("0 إلى 5 دقائق".to_owned(), "من 0 إلى 5 دقائق".to_owned()));
        assert_eq!(said(Language::Ar, 5, Some(10)).0, "5 إلى 10 دقائق");
        assert_eq!(said(Language::Ar, 10, Some(15)).0, "10 إلى 15 دقيقة");
        assert_eq!(said(Language::Ar, 100, None).0, "أكثر من 100 دقيقة");
        assert_eq!(said(Language::Ar, 105, None).0, "أكثر من 105 دقائق");
        assert_eq!(spoken(Language::Uk, 5, Some(10)), "від 5 до 10 хвилин");
        assert_eq!(spoken(Language::Pl, 5, Some(10)), "od 5 do 10 minut");
    }

    #[test]
    fn every_language_says_every_kind_of_wait_in_words_of_its_own() {
        let kinds = [(10, Some(20), true), (40, None, true), (0, None, true), (40, None, false), (0, None, false)];
        for (from_minutes, to_minutes, is_likely) in kinds {
            let likely_minutes = is_likely.then_some(15);
            let range = WaitRange { from_minutes, to_minutes, likely_minutes, is_rough: true };
            let mut said: Vec<_> = Language::ALL.iter().map(|language| range.text_in(*language)).collect();
            for (words, language) in said.iter().zip(Language::ALL) {
                assert!(from_minutes == 0 || words.contains(&from_minutes.to_string()), "{language:?}: {words}");
                assert_eq!(words, range.text().get(language));
            }
            said.sort();
            said.dedup();
            // Italian and Romanian share "circa".
            assert!(said.len() >= Language::ALL.len() - 1, "{said:?}");
        }
    }
}

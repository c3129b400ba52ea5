//! A wait in words, the same on every screen, on paper and on the phone.

use super::WaitRange;
use crate::text::Text;

impl WaitRange {
    /// What is read, as short as it goes: `10–20 min`.
    #[must_use]
    pub fn text(&self) -> Text {
        let from = self.from_minutes;
        match (self.to_minutes, self.is_rough) {
            (Some(to), false) => Text::new(format!("{from}–{to} min"), format!("{from}–{to} min")),
            (Some(to), true) => Text::new(format!("circa {from}–{to} min"), format!("about {from}–{to} min")),
            (None, _) => self.open_ended(&format!("{from} min"), &format!("{from} min")),
        }
    }

    /// What is heard: a dash between two numbers is not read out.
    #[must_use]
    pub fn spoken(&self) -> Text {
        let from = self.from_minutes;
        match (self.to_minutes, self.is_rough) {
            (Some(to), false) => Text::new(format!("da {from} a {to} minuti"), format!("{from} to {to} minutes")),
            (Some(to), true) => {
                Text::new(format!("circa da {from} a {to} minuti"), format!("about {from} to {to} minutes"))
            }
            (None, _) => self.open_ended(&format!("{from} minuti"), &format!("{from} minutes")),
        }
    }

    /// A wait that may not end today; it is vague by itself, so that nothing more is said of a rough one.
    fn open_ended(&self, it: &str, en: &str) -> Text {
        match (self.from_minutes, self.likely_minutes) {
            // "More than 0 minutes" would say nothing.
            (0, Some(_)) => Text::new("incerta", "uncertain"),
            (0, None) => Text::new("forse non oggi", "perhaps not today"),
            (_, Some(_)) => Text::new(format!("oltre {it}"), format!("more than {en}")),
            (_, None) => Text::new(format!("oltre {it}, forse non oggi"), format!("more than {en}, perhaps not today")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WaitRange;

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
}

//! Text as the bytes of a printer's own letters.
//!
//! The tables are our own because a wrong letter on a slip is worse than none: characters a page lacks become their
//! base letter or a question mark, and never bytes of another encoding. `tests/code-pages.txt` checks every byte.

/// A table of letters that a printer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePage {
    /// PC858, western Europe with the euro.
    Pc858,
    /// PC852, central Europe.
    Pc852,
    /// PC866, Cyrillic.
    Pc866,
}

/// The upper half of PC858.
const PC858: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// The upper half of PC852.
const PC852: &str = "\
    ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";
/// The upper half of PC866.
const PC866: &str = "\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u{a0}";

/// What stands in for characters that a page may lack: each of the first for each of the second.
const STAND_INS: [(&str, &str); 46] = [
    ("ÀÁÂÃÄÅĀĂĄ", "A"),
    ("àáâãäåāăą", "a"),
    ("ÆǼ", "AE"),
    ("æǽ", "ae"),
    ("ÇĆĈĊČ", "C"),
    ("çćĉċč", "c"),
    ("ÐĎĐ", "D"),
    ("ðďđ", "d"),
    ("ÈÉÊËĒĔĖĘĚ", "E"),
    ("èéêëēĕėęě", "e"),
    ("ĜĞĠĢ", "G"),
    ("ĝğġģ", "g"),
    ("ÌÍÎÏĨĪĬĮİІЇ", "I"),
    ("ìíîïĩīĭįıії", "i"),
    ("ĹĻĽŁ", "L"),
    ("ĺļľł", "l"),
    ("ÑŃŅŇ", "N"),
    ("ñńņň", "n"),
    ("ÒÓÔÕÖØŌŎŐ", "O"),
    ("òóôõöøōŏő", "o"),
    ("Œ", "OE"),
    ("œ", "oe"),
    ("ŔŖŘ", "R"),
    ("ŕŗř", "r"),
    ("ŚŜ", "S"),
    ("śŝ", "s"),
    ("ȘŠ", "Ş"),
    ("șš", "ş"),
    ("Ş", "S"),
    ("ş", "s"),
    ("ß", "ss"),
    ("Ț", "Ţ"),
    ("ț", "ţ"),
    ("ŢŤ", "T"),
    ("ţť", "t"),
    ("ÙÚÛÜŨŪŬŮŰŲ", "U"),
    ("ùúûüũūŭůűų", "u"),
    ("ÝŸŶ", "Y"),
    ("ýÿŷ", "y"),
    ("ŹŻŽ", "Z"),
    ("źżž", "z"),
    ("Ґ", "Г"),
    ("ґ", "г"),
    ("€", "EUR"),
    ("‘’‚‛ʼ′´`", "'"),
    ("“”„‟″«»", "\""),
];
/// The same for marks.
const MARKS: [(&str, &str); 8] = [
    ("–—‐‑‒―−", "-"),
    ("…", "..."),
    ("•·∙▪", "*"),
    ("→", "->"),
    ("←", "<-"),
    ("№", "N."),
    ("×", "x"),
    ("\u{a0}\u{2009}\u{202f}\u{2007}", " "),
];
/// How often a stand-in may need one itself: a letter with a comma becomes one with a cedilla and then one without.
const STAND_INS_IN_A_ROW_MAX: u32 = 3;

impl CodePage {
    /// The page for a language by its code; `None` where no page has its letters.
    #[must_use]
    pub fn for_language(code: &str) -> Option<Self> {
        match code {
            "it" | "en" | "fr" | "es" | "sq" | "de" => Some(Self::Pc858),
            "ro" | "pl" => Some(Self::Pc852),
            "uk" => Some(Self::Pc866),
            _ => None,
        }
    }

    /// Its number in `ESC t`, as Epson counts and nearly all others with them (escpos-printer-db, CC BY 4.0).
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Pc866 => 17,
            Self::Pc852 => 18,
            Self::Pc858 => 19,
        }
    }

    /// The page with this number.
    pub(crate) fn numbered(number: u8) -> Option<Self> {
        [Self::Pc858, Self::Pc852, Self::Pc866].into_iter().find(|page| page.number() == number)
    }

    fn upper_half(self) -> &'static str {
        match self {
            Self::Pc858 => PC858,
            Self::Pc852 => PC852,
            Self::Pc866 => PC866,
        }
    }

    /// The byte of a character, where the page has it; control characters have none.
    #[must_use]
    pub fn byte(self, character: char) -> Option<u8> {
        match character {
            ' '..='~' => u8::try_from(character).ok(),
            // A soft hyphen prints as a hyphen in the middle of a word.
            '\u{ad}' => None,
            _ => {
                let place = self.upper_half().chars().position(|of_page| of_page == character)?;
                u8::try_from(place + 0x80).ok()
            }
        }
    }

    /// The character of a byte; `None` for control characters.
    #[must_use]
    pub fn character(self, byte: u8) -> Option<char> {
        match byte {
            b' '..=b'~' => Some(char::from(byte)),
            0x80.. => self.upper_half().chars().nth(usize::from(byte) - 0x80),
            _ => None,
        }
    }

    /// The bytes of a text: what the page lacks is replaced, and nothing but printable bytes comes out.
    #[must_use]
    pub fn bytes(self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len());
        for character in text.chars() {
            self.push(character, STAND_INS_IN_A_ROW_MAX, &mut bytes);
        }
        bytes
    }

    fn push(self, character: char, stand_ins_left: u32, bytes: &mut Vec<u8>) {
        if let Some(byte) = self.byte(character) {
            bytes.push(byte);
        } else if character.is_whitespace() {
            bytes.push(b' ');
        } else if let Some(stand_in) = stand_in(character).filter(|_| stand_ins_left > 0) {
            for character in stand_in.chars() {
                self.push(character, stand_ins_left - 1, bytes);
            }
        } else if !is_unseen(character) {
            bytes.push(b'?');
        }
    }
}

fn stand_in(character: char) -> Option<&'static str> {
    let tables = STAND_INS.iter().chain(&MARKS);
    tables.into_iter().find(|(from, _)| from.contains(character)).map(|(_, to)| *to)
}

/// Marks that are not seen: they say how to break and how to join.
fn is_unseen(character: char) -> bool {
    character.is_control() || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::CodePage;

    const PAGES: [(CodePage, &str); 3] =
        [(CodePage::Pc858, "cp858"), (CodePage::Pc852, "cp852"), (CodePage::Pc866, "cp866")];

    /// Lines of a page, a byte and a code point, in hexadecimal.
    fn listed() -> impl Iterator<Item = (&'static str, u8, char)> {
        let lines = include_str!("../tests/code-pages.txt").lines();
        lines.filter(|line| !line.starts_with('#')).map(|line| {
            let mut words = line.split(' ');
            let mut word = || words.next().unwrap();
            let page = word();
            let byte = u8::from_str_radix(word(), 16).unwrap();
            (page, byte, char::from_u32(u32::from_str_radix(word(), 16).unwrap()).unwrap())
        })
    }

    #[test]
    fn every_byte_of_every_page_is_the_letter_that_is_listed() {
        let mut checked = 0;
        for (page, byte, character) in listed() {
            let (page, _) = PAGES.into_iter().find(|(_, name)| *name == page).unwrap();
            assert_eq!(page.character(byte), Some(character), "{page:?} {byte:#04x}");
            if character != '\u{ad}' {
                assert_eq!(page.byte(character), Some(byte), "{page:?} {character}");
            }
            checked += 1;
        }
        assert_eq!(checked, 3 * (128 + 95));
    }

    #[test]
    fn whatever_the_text_only_printable_bytes_come_out_and_none_of_another_encoding() {
        for (page, name) in PAGES {
            for character in (0..0x3000).chain((0x3000..0x3_0000).step_by(61)).filter_map(char::from_u32) {
                let bytes = page.bytes(&character.to_string());
                assert!(bytes.iter().all(|byte| *byte >= b' ' && *byte != 0x7f), "{name} {character:?}: {bytes:02x?}");
                let is_own = page.byte(character).is_some();
                assert!(is_own || bytes.len() <= 3, "{name} {character:?}: {bytes:02x?}");
            }
        }
    }

    #[test]
    fn what_a_page_lacks_becomes_its_base_letter_or_a_question_mark() {
        let rows = [
            (CodePage::Pc858, "Perché 5 € — œuvre", "Perché 5 € - oeuvre"),
            (CodePage::Pc858, "Zażółć „gęślą”", "Zazólc \"gesla\""),
            (CodePage::Pc858, "等 نمبر №1", "? ???? N.1"),
            (CodePage::Pc858, "line\nbreak\t\u{200b}end\u{7}", "line break end"),
            (CodePage::Pc852, "Șase țări și 5 €", "Şase ţări şi 5 EUR"),
            (CodePage::Pc852, "Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
            (CodePage::Pc866, "Їжа, ґанок, Єва, і-ї", "Їжа, ганок, Єва, i-ї"),
        ];
        for (page, text, printed) in rows {
            let bytes = page.bytes(text);
            let read: String = bytes.iter().map(|byte| page.character(*byte).unwrap()).collect();
            assert_eq!(read, printed);
        }
    }

    #[test]
    fn every_letter_of_a_language_with_a_page_is_printed_as_itself_or_as_agreed() {
        let rows = [
            ("it", "àèéìíîòóùú ÀÈÉÌÒÙ", ""),
            ("en", "The quick brown fox", ""),
            ("fr", "àâæçéèêëîïôùûüÿ ÀÂÆÇÉÈÊËÎÏÔÙÛÜ", ""),
            ("es", "áéíóúüñ¿¡ ÁÉÍÓÚÜÑ", ""),
            ("sq", "çë ÇË", ""),
            ("ro", "ăâîșț ĂÂÎȘȚ", "șțȘȚ"),
            ("pl", "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ", ""),
            ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ", "ґіҐІ"),
        ];
        for (language, letters, agreed) in rows {
            let page = CodePage::for_language(language).unwrap();
            for letter in letters.chars().filter(|letter| !agreed.contains(*letter)) {
                assert!(page.byte(letter).is_some(), "{language} {letter}");
            }
            assert!(!page.bytes(letters).contains(&b'?') || letters.contains('?'), "{language}");
        }
        for language in ["ar", "ur", "zh", ""] {
            assert_eq!(CodePage::for_language(language), None);
        }
    }
}

//! A slip as lines of a printer's own letters, for lines that are too slow for pictures.

use crate::code_page::CodePage;
use crate::encode::{Cut, INITIALISE, cut};
use crate::sheet::Sheet;
use crate::slip::{Remark, Slip};
use crate::words::Words;

/// Dots across one letter of the first font, on nearly every printer.
const LETTER_DOTS: u32 = 12;
/// Dots down one line, the sixth of an inch that printers begin with.
const LINE_ROWS: usize = 34;
/// How many times larger the code is at most, each way: 21 mm high.
const CODE_TIMES_MAX: usize = 7;

/// `ESC t`: which code page.
const CODE_PAGE: [u8; 2] = [0x1b, 0x74];
/// `ESC a`: 0 for lines at the left, 1 for lines in the middle.
const ALIGN: [u8; 2] = [0x1b, 0x61];
/// `ESC E`: 1 for bold letters.
const BOLD: [u8; 2] = [0x1b, 0x45];
/// `ESC !`: letters of double width and height at most; printers that know `GS !` obey that, which comes after it.
const MODE: [u8; 2] = [0x1b, 0x21];
/// `GS !`: how many times larger letters are, less one: across in the high, down in the low four bits.
const SIZE: [u8; 2] = [0x1d, 0x21];
/// Double width and height in `ESC !`.
const DOUBLE_MODE: u8 = 0x30;
/// What a second slip is called, in Italian: the staff have to know it at a glance.
const DUPLICATE: &str = "DUPLICATO";
/// The end of a line.
const END: u8 = b'\n';

/// The bytes that print and cut a slip as text of this page.
pub(crate) fn text(slip: &Slip, page: CodePage, width_dots: u32, how: Cut) -> Sheet {
    let columns = usize::try_from(width_dots / LETTER_DOTS).unwrap_or(1).max(1);
    let mut lines = Lines { page, columns, bytes: Vec::new(), rows: 0 };
    lines.bytes.extend(INITIALISE);
    lines.bytes.extend(CODE_PAGE);
    lines.bytes.push(page.number());
    lines.head(slip);
    lines.facts(slip);
    lines.documents(slip);
    lines.bytes.extend(cut(how));
    Sheet { bytes: lines.bytes, rows: lines.rows }
}

/// How large letters are, and whether they are bold.
#[derive(Clone, Copy)]
struct Style {
    times: usize,
    is_bold: bool,
}

const PLAIN: Style = Style { times: 1, is_bold: false };
const STRONG: Style = Style { times: 1, is_bold: true };
const LARGE: Style = Style { times: 2, is_bold: true };

struct Lines {
    page: CodePage,
    columns: usize,
    bytes: Vec<u8>,
    rows: usize,
}

impl Lines {
    fn head(&mut self, slip: &Slip) {
        let words = Words::of(slip.language.code());
        self.bytes.extend(ALIGN);
        self.bytes.push(1);
        for (style, text) in [(STRONG, &slip.hub_name), (PLAIN, &slip.header)] {
            self.text_if_any(style, text);
        }
        self.empty();
        if slip.remark == Remark::Duplicate {
            self.text(LARGE, DUPLICATE);
            self.text(STRONG, words.again);
        }
        self.text(PLAIN, words.your_number);
        let code_letters = slip.code.as_str().chars().count().max(1);
        self.text(
            Style { times: (self.columns / code_letters).clamp(1, CODE_TIMES_MAX), is_bold: true },
            slip.code.as_str(),
        );
        self.text(LARGE, &slip.service);
        self.text_if_any(PLAIN, &slip.service_for_staff);
        for service in &slip.further_services {
            self.text(PLAIN, &words.then.replace("{}", service));
        }
        self.empty();
        self.bytes.extend(ALIGN);
        self.bytes.push(0);
    }

    fn facts(&mut self, slip: &Slip) {
        let words = Words::of(slip.language.code());
        if slip.remark == Remark::Late {
            self.text(STRONG, words.late);
        }
        self.text(PLAIN, words.wait_in);
        self.text(LARGE, &format!("{}, {}", slip.waiting_room, words.floor.replace("{}", &slip.floor)));
        if let Some(people) = slip.people_ahead {
            let ahead = if people == 0 { words.nobody_ahead.to_owned() } else { people.to_string() };
            self.text(STRONG, &format!("{}: {ahead}", words.ahead));
        }
        if !slip.wait_text.is_empty() {
            let expected = words.expected_wait.replace("{}", &slip.told_text);
            self.text(STRONG, &format!("{expected}: {}", slip.wait_text));
        }
        self.text(PLAIN, &format!("{}: {}", words.taken, slip.taken_text));
    }

    fn documents(&mut self, slip: &Slip) {
        let words = Words::of(slip.language.code());
        if !slip.documents.is_empty() {
            self.empty();
            self.text(STRONG, words.documents);
            for document in &slip.documents {
                self.text(PLAIN, &format!("- {document}"));
            }
        }
        if !slip.follow.is_empty() {
            self.empty();
            self.text(PLAIN, &format!("{}: {}", words.follow, slip.follow));
        }
        self.empty();
        self.text_if_any(PLAIN, &slip.footer);
        if slip.shows_privacy {
            self.text(PLAIN, words.privacy);
        }
    }

    fn text_if_any(&mut self, style: Style, text: &str) {
        if !text.is_empty() {
            self.text(style, text);
        }
    }

    fn empty(&mut self) {
        self.bytes.push(END);
        self.rows += LINE_ROWS;
    }

    /// A text over as many lines as it takes.
    fn text(&mut self, style: Style, text: &str) {
        let times = style.times;
        let mode = if times > 1 { DOUBLE_MODE } else { 0 };
        // Both four bits count from 0.
        let size = u8::try_from((times - 1) * 0x11).unwrap_or(0x11);
        self.bytes.extend([MODE[0], MODE[1], mode, SIZE[0], SIZE[1], size]);
        self.bytes.extend([BOLD[0], BOLD[1], u8::from(style.is_bold)]);
        for line in wrap(&self.page.bytes(text), (self.columns / times).max(1)) {
            self.bytes.extend(line);
            self.bytes.push(END);
            self.rows += LINE_ROWS * times;
        }
    }
}

/// Breaks a text between words; a word that is longer than a line, wherever the line ends.
fn wrap(text: &[u8], columns: usize) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = vec![Vec::new()];
    for word in text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
        for part in word.chunks(columns) {
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.extend(part),
                Some(line) if line.len() + 1 + part.len() <= columns => {
                    line.push(b' ');
                    line.extend(part);
                }
                _ => lines.push(part.to_vec()),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn texts_are_broken_between_words_and_long_words_where_the_line_ends() {
        let lines = |text: &str, columns| {
            let lines = wrap(text.as_bytes(), columns).into_iter();
            lines.map(|line| String::from_utf8(line).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("  one   two ", 20), ["one two"]);
        assert_eq!(lines("a unreasonably", 5), ["a", "unrea", "sonab", "ly"]);
        assert_eq!(lines("", 5), [""]);
    }
}

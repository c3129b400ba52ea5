//! How the slips of a hub look, as far as it could be read.

use domain::limits::NAME_CHARS_MAX;
use domain::slip::{LOGO_HEIGHT_DOTS_MAX, LOGO_WIDTH_DOTS_MAX, Logo, LogoMistake, SlipPart};
use toml::de::DeTable;

use crate::entry::Entry;
use crate::reader::Reader;
use crate::schema::Kind;

/// Reads what a hub says of its slips; everything may be left out.
pub(super) fn read(line: usize, table: &DeTable<'_>, reader: &mut Reader<'_>) {
    let mut slip = Entry::open(Kind::Slip, line, table, reader);
    slip.words_if_named("header", NAME_CHARS_MAX);
    slip.words_if_named("footer", NAME_CHARS_MAX);
    slip.some_words("leave_out", &SlipPart::ALL.map(SlipPart::word));
    let Some(logo) = slip.quoted_if_named("logo") else { return };
    let what_to_do = match Logo::read(logo.value) {
        Ok(_) => return,
        Err(LogoMistake::Form) => "is no picture; write the line that 'sportello hub logo FILE.png' makes".to_owned(),
        Err(LogoMistake::Rows) => {
            "is cut off or too long; copy the whole line that 'sportello hub logo' made".to_owned()
        }
        Err(LogoMistake::Size) => {
            format!("is too large; a picture has at most {LOGO_WIDTH_DOTS_MAX} by {LOGO_HEIGHT_DOTS_MAX} dots")
        }
    };
    reader.findings.mistake(logo.line, format!("'logo' of the slip {what_to_do}"));
}

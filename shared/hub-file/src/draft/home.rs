//! What a hub says of the kiosk's first page, as far as it could be read.

use domain::home::ICONS;
use domain::limits::NAME_CHARS_MAX;
use toml::de::DeTable;

use crate::entry::{At, Entry, Ids};
use crate::limits::{QUESTION_CHARS_MAX, WELCOME_CHARS_MAX};
use crate::reader::Reader;
use crate::schema::Kind;

/// What has happened to somebody, as far as it could be read.
pub(crate) struct LifeEvent<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) name: Option<At<&'d str>>,
    pub(crate) services: Ids<'d>,
}

pub(super) fn life_event<'d>(entry: &mut Entry<'d, '_, '_>) -> LifeEvent<'d> {
    entry.word_if_named("icon", &ICONS);
    LifeEvent {
        line: entry.line(),
        id: entry.id(),
        name: entry.words("name", NAME_CHARS_MAX),
        services: entry.references("services", false),
    }
}

/// Reads the words of the first page; everything may be left out.
pub(super) fn read(line: usize, table: &DeTable<'_>, reader: &mut Reader<'_>) {
    let mut kiosk = Entry::open(Kind::Kiosk, line, table, reader);
    kiosk.words_if_named("welcome", WELCOME_CHARS_MAX);
    kiosk.words_if_named("question", QUESTION_CHARS_MAX);
}

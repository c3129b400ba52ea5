//! The calendar of a hub, as far as it could be read.

use domain::limits::NAME_CHARS_MAX;
use toml::de::DeTable;

use crate::entry::{At, Entry};
use crate::limits::SPECIAL_DAYS_MAX;
use crate::reader::Reader;
use crate::schema::Kind;

/// A closure or an opening, as far as it names other entries.
pub(crate) struct SpecialDays<'d> {
    pub(crate) kind: Kind,
    pub(crate) location: Option<At<&'d str>>,
    pub(crate) area: Option<At<&'d str>>,
    pub(crate) service: Option<At<&'d str>>,
}

/// Reads the calendar; gives its closures and openings.
pub(super) fn read<'d>(line: usize, table: &'d DeTable<'d>, reader: &mut Reader<'_>) -> Vec<SpecialDays<'d>> {
    let mut calendar = Entry::open(Kind::Calendar, line, table, reader);
    calendar.public_holidays();
    calendar.minutes_around("day_opens_minutes_before");
    calendar.minutes_around("day_closes_minutes_after");
    let saint = calendar.group("patron_saint");
    let closures = calendar.groups("closures", SPECIAL_DAYS_MAX);
    let openings = calendar.groups("openings", SPECIAL_DAYS_MAX);
    if let Some((line, table)) = saint {
        let mut saint = Entry::open(Kind::PatronSaint, line, table, reader);
        saint.day_of_year();
        saint.words("name", NAME_CHARS_MAX);
    }
    let closures = closures.into_iter().map(|(line, table)| (Kind::Closure, line, table));
    let openings = openings.into_iter().map(|(line, table)| (Kind::Opening, line, table));
    closures.chain(openings).map(|(kind, line, table)| special_days(kind, line, table, reader)).collect()
}

fn special_days<'d>(kind: Kind, line: usize, table: &'d DeTable<'d>, reader: &mut Reader<'_>) -> SpecialDays<'d> {
    let mut entry = Entry::open(kind, line, table, reader);
    entry.days();
    if kind == Kind::Opening {
        entry.spans();
    }
    entry.words("text", NAME_CHARS_MAX);
    let special = SpecialDays {
        kind,
        location: entry.optional_reference("location"),
        area: entry.optional_reference("area"),
        service: entry.optional_reference("service"),
    };
    let named = [special.location, special.area, special.service].iter().flatten().count();
    if named > 1 {
        let text =
            format!("this {} names {named} parts of the hub; name one, and write one line for each", kind.word());
        reader.findings.mistake(line, text);
    }
    special
}

//! From an event to a booking.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::ids::{LocationId, ServiceId};

use crate::booking::{Booking, Person};
use crate::calendar::content::{Event, Field};
use crate::calendar::latest::Version;
use crate::calendar::zones::Zones;
use crate::known::Meaning;
use crate::limits::{CONTACT_CHARS_MAX, PERSON_NAME_CHARS_MAX};
use crate::mistake::MistakeKind;
use crate::note::NoteKind;
use crate::reader::{Reader, listed, shown};
use crate::times;

/// Properties by which an event says that it repeats, or that it is one of those that do.
const RECURRENCE: [&str; 4] = ["RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"];

/// The booking of an event, and how new it is; reports everything that keeps it from being one.
pub(crate) fn booking(
    event: &Event,
    is_calendar_cancelling: bool,
    zones: &Zones,
    reader: &mut Reader,
) -> Option<(Version, Booking)> {
    let mut event = EventReader { event, zones, reader };
    let is_single = event.is_single();
    let id = event.required("UID").and_then(|field| event.reader.id(field.line, "UID", &field.value));
    let starts_at = event.required("DTSTART").and_then(|field| event.moment(field));
    let duration = event.duration(starts_at);
    let status = event.single("STATUS");
    let cancelled =
        is_calendar_cancelling || status.is_some_and(|field| field.value.trim().eq_ignore_ascii_case("CANCELLED"));
    let services = event.services(cancelled);
    let location = event.location();
    let person = event.person();
    let version = event.version();
    let booking = Booking {
        id: id?,
        starts_at: starts_at?,
        duration_minutes: duration?,
        services: services?,
        location,
        cancelled,
        person: person?,
    };
    is_single.then_some((version?, booking))
}

struct EventReader<'e, 'r> {
    event: &'e Event,
    zones: &'e Zones,
    reader: &'r mut Reader,
}

impl<'e> EventReader<'e, '_> {
    fn fields(&self, name: &'static str) -> impl Iterator<Item = &'e Field> + use<'e> {
        self.event.fields.iter().filter(move |field| field.name == name)
    }

    /// The one property of this name; reports a second one.
    fn single(&mut self, name: &'static str) -> Option<&'e Field> {
        let mut fields = self.fields(name);
        let first = fields.next();
        if let Some(second) = fields.next() {
            self.reader.mistake(second.line, MistakeKind::FieldTwice { field: name.to_owned() });
        }
        first
    }

    fn required(&mut self, name: &'static str) -> Option<&'e Field> {
        let field = self.single(name);
        if field.is_none() {
            self.reader.mistake(self.event.line, MistakeKind::ValueMissing { field: name.to_owned() });
        }
        field
    }

    /// Whether the event neither repeats nor is one of those that do.
    fn is_single(&mut self) -> bool {
        let mut recurring = self.event.fields.iter().filter(|field| RECURRENCE.contains(&field.name.as_str()));
        let Some(first) = recurring.next() else { return true };
        self.reader.mistake(first.line, MistakeKind::Recurring { field: first.name.clone() });
        false
    }

    fn moment(&mut self, field: &Field) -> Option<DateTime<Utc>> {
        let text = field.value.trim();
        if is_all_day(field) {
            self.reader.mistake(field.line, MistakeKind::AllDay);
            return None;
        }
        let Some((local, is_utc)) = times::moment(text) else {
            let wrong = MistakeKind::MomentMalformed { field: field.name.clone(), text: shown(text) };
            self.reader.mistake(field.line, wrong);
            return None;
        };
        let zone = match field.parameter("TZID") {
            _ if is_utc => Some(chrono_tz::UTC),
            None => Some(self.zones.hub),
            Some(name) => self.zones.zone(name),
        };
        let Some(zone) = zone else {
            let name = shown(field.parameter("TZID").unwrap_or_default());
            self.reader.mistake(field.line, MistakeKind::UnknownZone { zone: name });
            return None;
        };
        self.reader.moment(field.line, local, zone)
    }

    /// The planned duration, where there is one; `None` if something is wrong.
    fn duration(&mut self, starts_at: Option<DateTime<Utc>>) -> Option<Option<u16>> {
        if let Some(field) = self.single("DURATION") {
            return match times::duration_minutes(field.value.trim()) {
                Some(0) => Some(None),
                minutes => self.reader.duration(field.line, minutes, &field.value).map(Some),
            };
        }
        let Some(field) = self.single("DTEND") else { return Some(None) };
        // An event that lasts all day is reported at its beginning.
        if starts_at.is_none() && is_all_day(field) {
            return None;
        }
        let ends_at = self.moment(field)?;
        let seconds = ends_at.signed_duration_since(starts_at?).num_seconds();
        let Ok(seconds) = u64::try_from(seconds) else {
            self.reader.mistake(field.line, MistakeKind::EndsBeforeStart);
            return None;
        };
        // An event without extent is a reminder of when to come.
        match seconds / 60 {
            0 => Some(None),
            minutes => self.reader.duration(field.line, Some(minutes), &minutes.to_string()).map(Some),
        }
    }

    fn services(&mut self, is_cancelled: bool) -> Option<Vec<ServiceId>> {
        let own: Vec<&Field> = self.fields("X-SPORTELLO-SERVICE").collect();
        let categories = words(self.fields("CATEGORIES"));
        let (line, words) = match own.first() {
            Some(first) => {
                let known = &self.reader.known;
                (first.line, own.iter().flat_map(|field| known.service_words(&field.value)).collect())
            }
            None => self.meant_as_services(&categories),
        };
        if words.is_empty() && !is_cancelled {
            self.reader.mistake(line, MistakeKind::NoService);
            return None;
        }
        self.reader.services(line, &words, is_cancelled)
    }

    /// The categories that are services, or all of them where none is; with their line.
    fn meant_as_services<'c>(&mut self, categories: &'c [(usize, String)]) -> (usize, Vec<&'c str>) {
        let line = categories.first().map_or(self.event.line, |(line, _)| *line);
        let words = categories.iter().map(|(_, word)| word.as_str());
        let (services, others): (Vec<_>, Vec<_>) =
            words.partition(|word| self.reader.known.service(word) != Meaning::Nothing);
        if services.is_empty() {
            return (line, others);
        }
        // Calendars put colours beside what a category is for.
        if !others.is_empty() {
            self.reader.findings.note(line, NoteKind::CategoriesIgnored { categories: listed(others.into_iter()) });
        }
        (line, services)
    }

    /// The location, if the place of the event is one; calendars have addresses and rooms there too.
    fn location(&mut self) -> Option<LocationId> {
        let field = self.fields("LOCATION").next().filter(|field| !field.value.trim().is_empty())?;
        if let Meaning::One(id) = self.reader.known.location(&field.value) {
            return Some(id.clone());
        }
        self.reader.findings.note(field.line, NoteKind::PlaceIgnored);
        None
    }

    /// The person as far as anything is known; `None` if something is wrong.
    fn person(&mut self) -> Option<Option<Person>> {
        let organizer = self.fields("ORGANIZER").next().map(|field| address(&field.value));
        // Some calendars list the office, whose calendar it is, and the room among those who come.
        let is_person = |field: &&Field| {
            let is_office = organizer.is_some_and(|office| office.eq_ignore_ascii_case(address(&field.value)));
            let kind = field.parameter("CUTYPE").unwrap_or("INDIVIDUAL");
            !is_office && (kind.eq_ignore_ascii_case("INDIVIDUAL") || kind.eq_ignore_ascii_case("UNKNOWN"))
        };
        if let Some(field) = self.fields("ATTENDEE").find(is_person) {
            let name = field.parameter("CN").unwrap_or_default();
            let name = self.reader.text(field.line, "ATTENDEE", name, PERSON_NAME_CHARS_MAX);
            let contact = self.reader.text(field.line, "ATTENDEE", address(&field.value), CONTACT_CHARS_MAX);
            return Some(Person::known(name?, contact?));
        }
        let Some(field) = self.fields("SUMMARY").next() else { return Some(None) };
        let title = one_line(&field.value);
        if self.reader.known.service(&title) != Meaning::Nothing {
            return Some(None);
        }
        if title.chars().count() > PERSON_NAME_CHARS_MAX {
            self.reader.findings.note(field.line, NoteKind::TitleLeftOut { most: PERSON_NAME_CHARS_MAX });
            return Some(None);
        }
        Some(Person::known(title, String::new()))
    }

    fn version(&mut self) -> Option<Version> {
        let sequence = match self.single("SEQUENCE") {
            None => Some(0),
            Some(field) => {
                let number = times::number(field.value.trim());
                if number.is_none() {
                    let wrong = MistakeKind::NumberMalformed { field: field.name.clone(), text: shown(&field.value) };
                    self.reader.mistake(field.line, wrong);
                }
                number
            }
        };
        let modified_at = match self.fields("LAST-MODIFIED").chain(self.fields("DTSTAMP")).next() {
            None => Some(None),
            Some(field) => self.modified_at(field).map(Some),
        };
        Some(Version { sequence: sequence?, modified_at: modified_at? })
    }

    /// When the event was modified; always UTC, also where a calendar forgets to say so.
    fn modified_at(&mut self, field: &Field) -> Option<NaiveDateTime> {
        let moment = times::moment(field.value.trim());
        if moment.is_none() {
            let wrong = MistakeKind::MomentMalformed { field: field.name.clone(), text: shown(&field.value) };
            self.reader.mistake(field.line, wrong);
        }
        moment.map(|(moment, _)| moment)
    }
}

/// The words of lists, without empty ones, each with its line; a comma that is escaped separates nothing.
fn words<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for field in fields {
        let mut word = String::new();
        let mut is_escaped = false;
        for sign in field.value.chars() {
            if !is_escaped && sign == '\\' {
                is_escaped = true;
                continue;
            }
            if !is_escaped && sign == ',' {
                words.push((field.line, std::mem::take(&mut word)));
            } else {
                word.push(if is_escaped && matches!(sign, 'n' | 'N') { ' ' } else { sign });
            }
            is_escaped = false;
        }
        words.push((field.line, word));
    }
    words.retain(|(_, word)| !word.trim().is_empty());
    words
}

/// Whether a property names a day and no time.
fn is_all_day(field: &Field) -> bool {
    let is_date = field.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
    is_date || times::plain_date(field.value.trim()).is_some()
}

/// The address of electronic mail, without what says that it is one.
fn address(value: &str) -> &str {
    let scheme = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    scheme.map_or(value, |scheme| value.get(scheme.len()..).unwrap_or_default())
}

/// A text with one space wherever it has blanks or line breaks.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

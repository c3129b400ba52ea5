//! Reads single values and reports what is wrong with them, so that one wrong value hides no other.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use chrono_tz::Tz;
use domain::catalog::Catalog;
use domain::ids::{LocationId, ServiceId};
use domain::limits::LEGS_PER_TICKET_MAX;

use crate::import::Findings;
use crate::known::{Known, Meaning};
use crate::limits::{
    BOOKING_ID_CHARS_MAX, BOOKING_YEAR_MAX, BOOKING_YEAR_MIN, DURATION_MINUTES_MAX, LISTED_MAX, SHOWN_CHARS_MAX,
};
use crate::mistake::MistakeKind;
use crate::times;
use domain::ids::AppointmentId;

/// What is known while an import is read, and what was found.
pub(crate) struct Reader {
    /// What the hub has.
    pub(crate) known: Known,
    /// What was found.
    pub(crate) findings: Findings,
}

impl Reader {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        Self { known: Known::new(catalog), findings: Findings::default() }
    }

    pub(crate) fn mistake(&mut self, line: usize, kind: MistakeKind) {
        self.findings.mistake(line, kind);
    }

    /// A text of one line, without spaces around it; it may be empty.
    pub(crate) fn text(&mut self, line: usize, field: &str, text: &str, most: usize) -> Option<String> {
        let text = text.trim();
        let field = || shown(field);
        if text.chars().count() > most {
            self.mistake(line, MistakeKind::TextTooLong { field: field(), most });
        } else if text.chars().any(char::is_control) {
            self.mistake(line, MistakeKind::SignNotAllowed { field: field() });
        } else {
            return Some(text.to_owned());
        }
        None
    }

    pub(crate) fn id(&mut self, line: usize, field: &str, text: &str) -> Option<AppointmentId> {
        let id = self.text(line, field, text, BOOKING_ID_CHARS_MAX)?;
        if id.is_empty() {
            self.mistake(line, MistakeKind::ValueMissing { field: shown(field) });
            return None;
        }
        Some(AppointmentId(id))
    }

    /// The services these words stand for; of a cancelled booking those that still exist.
    pub(crate) fn services(&mut self, line: usize, words: &[&str], is_cancelled: bool) -> Option<Vec<ServiceId>> {
        if words.len() > LEGS_PER_TICKET_MAX {
            self.mistake(line, MistakeKind::TooManyServices { most: LEGS_PER_TICKET_MAX });
            return None;
        }
        let mut services: Vec<ServiceId> = Vec::new();
        let mut is_right = true;
        for word in words {
            let wrong = match self.known.service(word) {
                Meaning::One(id) if services.contains(id) => MistakeKind::ServiceTwice { service: shown(word) },
                Meaning::One(id) => {
                    services.push(id.clone());
                    continue;
                }
                Meaning::Nothing => MistakeKind::UnknownService { service: shown(word) },
                Meaning::Several(ids) => MistakeKind::AmbiguousService {
                    service: shown(word),
                    ids: listed(ids.iter().map(ServiceId::as_str)),
                },
            };
            if !is_cancelled {
                self.mistake(line, wrong);
                is_right = false;
            }
        }
        is_right.then_some(services)
    }

    pub(crate) fn location(&mut self, line: usize, word: &str) -> Option<LocationId> {
        let wrong = match self.known.location(word) {
            Meaning::One(id) => return Some(id.clone()),
            Meaning::Nothing => MistakeKind::UnknownLocation { location: shown(word) },
            Meaning::Several(ids) => MistakeKind::AmbiguousLocation {
                location: shown(word),
                ids: listed(ids.iter().map(LocationId::as_str)),
            },
        };
        self.mistake(line, wrong);
        None
    }

    /// The moment at which clocks in `zone` show this.
    pub(crate) fn moment(&mut self, line: usize, local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
        let Some(moment) = times::in_zone(local, zone) else {
            self.mistake(line, MistakeKind::TimeSkipped { time: local, zone: zone.name().to_owned() });
            return None;
        };
        self.is_possible_year(line, moment.year()).then_some(moment)
    }

    /// Whether a booking can lie in this year of UTC; reports it if not.
    pub(crate) fn is_possible_year(&mut self, line: usize, year: i32) -> bool {
        let (least, most) = (BOOKING_YEAR_MIN, BOOKING_YEAR_MAX);
        let is_possible = (least..=most).contains(&year);
        if !is_possible {
            self.mistake(line, MistakeKind::YearOutOfRange { year, least, most });
        }
        is_possible
    }

    /// A duration of at least one minute; `text` is what stands in the import.
    pub(crate) fn duration(&mut self, line: usize, minutes: Option<u64>, text: &str) -> Option<u16> {
        let most = DURATION_MINUTES_MAX;
        let minutes = minutes.and_then(|minutes| u16::try_from(minutes).ok());
        let possible = minutes.filter(|minutes| (1..=most).contains(minutes));
        if possible.is_none() {
            self.mistake(line, MistakeKind::DurationMalformed { text: shown(text), most });
        }
        possible
    }
}

/// Ids that stood before, each with its line.
#[derive(Default)]
pub(crate) struct Seen(BTreeMap<AppointmentId, usize>);

impl Seen {
    /// Whether the id stands here for the first time; reports it if not.
    pub(crate) fn is_first(&mut self, line: usize, id: &AppointmentId, findings: &mut Findings) -> bool {
        match self.0.entry(id.clone()) {
            Entry::Vacant(free) => {
                free.insert(line);
                true
            }
            Entry::Occupied(first) => {
                findings.mistake(line, MistakeKind::IdTwice { id: shown(&id.0), first_line: *first.get() });
                false
            }
        }
    }
}

/// As much of a value as a mistake repeats, on one line.
pub(crate) fn shown(text: &str) -> String {
    let mut signs = text.trim().chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    let mut shown: String = signs.by_ref().take(SHOWN_CHARS_MAX).collect();
    if signs.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Some names, with commas between them.
pub(crate) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names = names.map(shown);
    let mut listed: Vec<String> = names.by_ref().take(LISTED_MAX).collect();
    if names.next().is_some() {
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

//! A hub as far as it could be read: what is wrong is absent and already reported.

mod calendar;
mod home;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use domain::home::ICONS;
use domain::limits::{NAME_CHARS_MAX, NOTICE_CHARS_MAX};
use domain::rules::Policy;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(crate) use calendar::SpecialDays;
pub(crate) use home::LifeEvent;

use crate::check::pairs::PAIR_RULES;
use crate::entry::{At, Entry, Ids, holds_entries};
use crate::limits::{
    ADDRESS_CHARS_MAX, FACT_CHARS_MAX, FLOOR_CHARS_MAX, KEYWORDS_CHARS_MAX, LABEL_CHARS_MAX, PLACE_CHARS_MAX,
    SUMMARY_CHARS_MAX, TRAVEL_MINUTES_MAX, WEIGHT_MAX,
};
use crate::reader::{Reader, type_words};
use crate::schema::{Kind, RULE_VALUES, RULES, RuleValue, is_unknown_heading, kind_of};

/// A hub as far as it could be read.
#[derive(Default)]
pub(crate) struct Hub<'d> {
    pub(crate) locations: Vec<Location<'d>>,
    pub(crate) areas: Vec<Area<'d>>,
    pub(crate) services: Vec<Service<'d>>,
    pub(crate) counters: Vec<Counter<'d>>,
    pub(crate) clerks: Vec<Clerk<'d>>,
    pub(crate) pairs: Vec<Pair<'d>>,
    pub(crate) priorities: Vec<Priority>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) life_events: Vec<LifeEvent<'d>>,
    pub(crate) most_used: Ids<'d>,
    pub(crate) special_days: Vec<SpecialDays<'d>>,
    /// Headings that somewhere stand in one pair of brackets.
    pub(crate) single_headings: BTreeSet<String>,
    /// How many entries of a kind could not be read at all.
    pub(crate) unread: BTreeMap<Kind, usize>,
    /// Ids of entries that could not be read at all: naming one of them is no further mistake.
    pub(crate) unread_ids: BTreeMap<Kind, BTreeSet<String>>,
}

pub(crate) struct Location<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) name: Option<At<&'d str>>,
    pub(crate) has_hours: bool,
    pub(crate) services: Ids<'d>,
}

pub(crate) struct Area<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) name: Option<At<&'d str>>,
    pub(crate) floor: Option<At<&'d str>>,
    pub(crate) color: Option<At<&'d str>>,
}

pub(crate) struct Service<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) letter: Option<At<char>>,
    pub(crate) area: Option<At<&'d str>>,
    pub(crate) name: Option<At<&'d str>>,
}

pub(crate) struct Counter<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) label: Option<At<&'d str>>,
    pub(crate) location: Option<At<&'d str>>,
    pub(crate) floor: Option<At<&'d str>>,
    pub(crate) area: Option<At<&'d str>>,
}

pub(crate) struct Clerk<'d> {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
    pub(crate) name: Option<At<&'d str>>,
    pub(crate) primary: Ids<'d>,
    pub(crate) secondary: Ids<'d>,
}

pub(crate) struct Pair<'d> {
    pub(crate) line: usize,
    pub(crate) first: Option<At<&'d str>>,
    pub(crate) then: Option<At<&'d str>>,
    pub(crate) rule: Option<At<&'d str>>,
}

pub(crate) struct Priority {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
}

pub(crate) struct Notice {
    pub(crate) line: usize,
    pub(crate) id: Option<At<String>>,
}

impl<'d> Hub<'d> {
    /// Reads everything that can be read.
    pub(crate) fn read(document: &'d DeTable<'d>, reader: &mut Reader<'_>) -> Self {
        let mut hub = Entry::open(Kind::Hub, 1, document, reader);
        hub.id();
        hub.words("name", NAME_CHARS_MAX);
        hub.time_zone();
        hub.follow_url();
        let calendar = hub.group("calendar");
        let kiosk = hub.group("kiosk");
        let slip = hub.group("slip");
        let mut read = Self { most_used: hub.references("most_used", true), ..Self::default() };
        if let Some((line, table)) = calendar {
            read.special_days = calendar::read(line, table, reader);
        }
        if let Some((line, table)) = kiosk {
            home::read(line, table, reader);
        }
        if let Some((line, table)) = slip {
            slip::read(line, table, reader);
        }
        for (heading, value) in document.iter() {
            if let Some(kind) = kind_of(heading.get_ref()) {
                read.add_all(kind, heading.get_ref(), value, reader);
            } else if heading.get_ref() == Kind::Rules.word() {
                rules(value, reader);
            }
        }
        read.sort();
        for (heading, value) in document.iter() {
            if is_unknown_heading(heading.get_ref()) && holds_entries(value.get_ref()) {
                read.miss_all(value.get_ref());
            }
        }
        read
    }

    fn add_all(&mut self, kind: Kind, heading: &str, value: &'d Spanned<DeValue<'d>>, reader: &mut Reader<'_>) {
        let Some(entries) = value.get_ref().as_array() else {
            if value.get_ref().is_table() {
                self.single_headings.insert(heading.to_owned());
            }
            return self.add(kind, value, reader);
        };
        for entry in entries.iter() {
            let word = kind.word();
            if heading != word {
                let line = reader.lines.line(entry.span().start);
                reader.findings.mistake(line, format!("there is no heading [[{heading}]]; write [[{word}]]"));
            }
            self.add(kind, entry, reader);
        }
    }

    /// Entries below an unknown heading may be of any kind of which there are none.
    fn miss_all(&mut self, value: &DeValue<'_>) {
        let counts = [
            (Kind::Location, self.locations.len()),
            (Kind::Area, self.areas.len()),
            (Kind::Service, self.services.len()),
            (Kind::Counter, self.counters.len()),
            (Kind::Clerk, self.clerks.len()),
        ];
        let entries = value.as_array().into_iter().flat_map(|list| list.iter().map(Spanned::get_ref));
        let ids = entries.filter_map(|entry| Some(entry.get("id")?.get_ref().as_str()?.to_owned()));
        let ids: Vec<String> = ids.collect();
        for (kind, _) in counts.iter().filter(|(_, count)| *count == 0) {
            self.miss(*kind, None);
            self.unread_ids.entry(*kind).or_default().extend(ids.iter().cloned());
        }
    }

    /// Notes an entry that could not be read at all.
    pub(crate) fn miss(&mut self, kind: Kind, id: Option<String>) {
        *self.unread.entry(kind).or_default() += 1;
        self.unread_ids.entry(kind).or_default().extend(id);
    }

    /// Whether an entry of this kind could not be read at all.
    pub(crate) fn misses(&self, kind: Kind) -> bool {
        self.unread.contains_key(&kind)
    }

    fn sort(&mut self) {
        self.locations.sort_by_key(|location| location.line);
        self.areas.sort_by_key(|area| area.line);
        self.services.sort_by_key(|service| service.line);
        self.counters.sort_by_key(|counter| counter.line);
        self.clerks.sort_by_key(|clerk| clerk.line);
        self.life_events.sort_by_key(|event| event.line);
    }

    fn add(&mut self, kind: Kind, value: &'d Spanned<DeValue<'d>>, reader: &mut Reader<'_>) {
        let line = reader.lines.line(value.span().start);
        let Some(table) = value.get_ref().as_table() else {
            let (word, what_it_is) = (kind.word(), type_words(value.get_ref()));
            let text = format!("'{word}' is {what_it_is}; write the heading [[{word}]] and its fields below");
            reader.findings.mistake(line, text);
            return self.miss(kind, None);
        };
        let mut entry = Entry::open(kind, line, table, reader);
        match kind {
            Kind::Hub
            | Kind::Rules
            | Kind::Slip
            | Kind::Kiosk
            | Kind::Calendar
            | Kind::PatronSaint
            | Kind::Closure
            | Kind::Opening => (),
            Kind::Location => self.locations.push(location(&mut entry)),
            Kind::Area => self.areas.push(area(&mut entry)),
            Kind::Service => self.services.push(service(&mut entry)),
            Kind::Counter => self.counters.push(counter(&mut entry)),
            Kind::Clerk => self.clerks.push(clerk(&mut entry)),
            Kind::Pair => self.pairs.push(pair(&mut entry)),
            Kind::Priority => self.priorities.push(priority(&mut entry)),
            Kind::Notice => self.notices.push(notice(&mut entry)),
            Kind::LifeEvent => self.life_events.push(home::life_event(&mut entry)),
        }
    }
}

fn location<'d>(entry: &mut Entry<'d, '_, '_>) -> Location<'d> {
    entry.text("address", ADDRESS_CHARS_MAX);
    entry.whole("travel_minutes", (0, TRAVEL_MINUTES_MAX));
    Location {
        line: entry.line(),
        id: entry.id(),
        name: entry.words("name", NAME_CHARS_MAX),
        has_hours: entry.hours(),
        services: entry.references("services", true),
    }
}

fn area<'d>(entry: &mut Entry<'d, '_, '_>) -> Area<'d> {
    entry.words("summary", SUMMARY_CHARS_MAX);
    entry.words("waiting_room", PLACE_CHARS_MAX);
    entry.word_if_named("icon", &ICONS);
    entry.hours();
    Area {
        line: entry.line(),
        id: entry.id(),
        name: entry.words("name", NAME_CHARS_MAX),
        floor: entry.text("floor", FLOOR_CHARS_MAX),
        color: entry.color(),
    }
}

fn service<'d>(entry: &mut Entry<'d, '_, '_>) -> Service<'d> {
    entry.documents();
    entry.words_if_named("for_whom", FACT_CHARS_MAX);
    entry.words_if_named("cost", FACT_CHARS_MAX);
    entry.online_url();
    entry.minutes("duration_minutes");
    entry.minutes("target_wait_minutes");
    entry.hours();
    entry.minutes_around("last_ticket_minutes");
    entry.quota();
    entry.yes_or_no("asks_fiscal_code");
    entry.words_if_named("keywords", KEYWORDS_CHARS_MAX);
    Service {
        line: entry.line(),
        id: entry.id(),
        letter: entry.letter(),
        area: entry.reference("area"),
        name: entry.words("name", NAME_CHARS_MAX),
    }
}

fn counter<'d>(entry: &mut Entry<'d, '_, '_>) -> Counter<'d> {
    entry.words("place", PLACE_CHARS_MAX);
    Counter {
        line: entry.line(),
        id: entry.id(),
        label: entry.text("label", LABEL_CHARS_MAX),
        location: entry.reference("location"),
        floor: entry.text("floor", FLOOR_CHARS_MAX),
        area: entry.reference("area"),
    }
}

fn clerk<'d>(entry: &mut Entry<'d, '_, '_>) -> Clerk<'d> {
    entry.yes_or_no("may_call_named");
    entry.clock_time_if_named("break_at");
    Clerk {
        line: entry.line(),
        id: entry.id(),
        name: entry.text("name", NAME_CHARS_MAX),
        primary: entry.references("primary", false),
        secondary: entry.references("secondary", true),
    }
}

fn pair<'d>(entry: &mut Entry<'d, '_, '_>) -> Pair<'d> {
    Pair {
        line: entry.line(),
        first: entry.reference("first"),
        then: entry.reference("then"),
        rule: entry.word("rule", &PAIR_RULES),
    }
}

fn priority(entry: &mut Entry<'_, '_, '_>) -> Priority {
    entry.words("name", NAME_CHARS_MAX);
    entry.words("proof", SUMMARY_CHARS_MAX);
    entry.needed("weight");
    entry.whole("weight", (0, WEIGHT_MAX));
    Priority { line: entry.line(), id: entry.id() }
}

fn notice(entry: &mut Entry<'_, '_, '_>) -> Notice {
    entry.words("text", NOTICE_CHARS_MAX);
    Notice { line: entry.line(), id: entry.id() }
}

/// Reads the rules a hub sets for itself; what is not named has its usual value.
fn rules<'d>(value: &'d Spanned<DeValue<'d>>, reader: &mut Reader<'_>) {
    let line = reader.lines.line(value.span().start);
    let Some(table) = value.get_ref().as_table() else {
        let text =
            format!("'rules' is {}; write the heading [rules] and its fields below", type_words(value.get_ref()));
        return reader.findings.mistake(line, text);
    };
    let mut entry = Entry::open(Kind::Rules, line, table, reader);
    for (field, value) in RULES.iter().zip(RULE_VALUES) {
        match value {
            RuleValue::Whole(least, most) => entry.whole(field.name, (least, most)),
            RuleValue::YesOrNo => entry.yes_or_no(field.name),
            RuleValue::Policy => entry.word_if_named(field.name, &Policy::ALL.map(Policy::word)),
        }
    }
}

//! What the hub file says about one date: the spans of a part of the hub, or why there are none.

use chrono::Datelike;
use domain::DayDate;
use domain::calendar::Span;
use domain::catalog::{Area, Catalog, Location, Service};
use domain::ids::{AreaId, LocationId, ServiceId};
use domain::text::Text;

use crate::holiday::holiday_name;

/// One strand of the chain by which hours are inherited: a building, and in it an area, and of it a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strand<'c> {
    pub(crate) location: Option<&'c Location>,
    pub(crate) area: Option<&'c Area>,
    pub(crate) service: Option<&'c Service>,
}

/// What a date is like for one strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DateHours {
    /// These spans, in order; none at all where the week leaves the day out.
    Spans(Vec<Span>),
    /// Closed for this reason.
    Closed(Text),
}

/// How closely a closure or an opening names what it concerns; the closest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Hub,
    Location,
    Area,
    Service,
}

/// Says what a date is like for one strand.
///
/// A closure or an opening by date comes before a holiday, and a holiday before the week.
pub(crate) fn hours_on(catalog: &Catalog, strand: Strand<'_>, date: DayDate) -> DateHours {
    if let Some(special) = special_on(catalog, strand, date) {
        return special;
    }
    let calendar = &catalog.calendar;
    let feast = calendar.patron_saint.as_ref().filter(|saint| saint.day.is(date)).map(|saint| saint.name.clone());
    if let Some(name) = feast.or_else(|| holiday_name(calendar.public_holidays, date)) {
        return DateHours::Closed(name);
    }
    let service = strand.service.and_then(|service| service.hours.as_ref());
    let area = || strand.area.and_then(|area| area.hours.as_ref());
    let location = || strand.location.and_then(|location| location.hours.as_ref());
    match service.or_else(area).or_else(location) {
        Some(hours) => DateHours::Spans(hours.on(date.weekday()).to_vec()),
        None => DateHours::Spans(vec![Span::DAY]),
    }
}

/// The closest closure or opening of a date; of two equally close ones the closure.
fn special_on(catalog: &Catalog, strand: Strand<'_>, date: DayDate) -> Option<DateHours> {
    let calendar = &catalog.calendar;
    let is_on = |from: DayDate, to: Option<DayDate>| (from..=to.unwrap_or(from)).contains(&date);
    let closures = calendar.closures.iter().filter(|closure| is_on(closure.from, closure.to)).filter_map(|closure| {
        let closeness = closeness(strand, &closure.location, &closure.area, &closure.service)?;
        Some((closeness, true, DateHours::Closed(closure.text.clone())))
    });
    let openings = calendar.openings.iter().filter(|opening| is_on(opening.from, opening.to)).filter_map(|opening| {
        let closeness = closeness(strand, &opening.location, &opening.area, &opening.service)?;
        Some((closeness, false, DateHours::Spans(opening.hours.clone())))
    });
    let closest = closures.chain(openings).max_by_key(|(closeness, is_closure, _)| (*closeness, *is_closure));
    closest.map(|(_, _, hours)| hours)
}

/// How closely these names concern a strand; `None` where they do not.
fn closeness(
    strand: Strand<'_>,
    location: &Option<LocationId>,
    area: &Option<AreaId>,
    service: &Option<ServiceId>,
) -> Option<Closeness> {
    if let Some(id) = service {
        return strand.service.is_some_and(|service| &service.id == id).then_some(Closeness::Service);
    }
    if let Some(id) = area {
        return strand.area.is_some_and(|area| &area.id == id).then_some(Closeness::Area);
    }
    if let Some(id) = location {
        return strand.location.is_some_and(|location| &location.id == id).then_some(Closeness::Location);
    }
    Some(Closeness::Hub)
}

/// The buildings in which an area's counters stand, in the order of the catalog; the first one where it has none.
pub(crate) fn locations_of<'c>(catalog: &'c Catalog, area: &AreaId) -> Vec<&'c Location> {
    let has_counter = |location: &&Location| {
        catalog.counters.iter().any(|counter| &counter.area == area && counter.location == location.id)
    };
    let found: Vec<_> = catalog.locations.iter().filter(has_counter).collect();
    if found.is_empty() { catalog.locations.iter().take(1).collect() } else { found }
}

/// Spans of several strands as one, in order, without overlaps and gaps of no length.
pub(crate) fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let longer = joined
            .last()
            .filter(|last| span.from_minute() <= last.to_minute())
            .and_then(|last| Span::new(last.from_minute(), last.to_minute().max(span.to_minute())));
        match (longer, joined.last_mut()) {
            (Some(longer), Some(last)) => *last = longer,
            (_, _) => joined.push(span),
        }
    }
    joined
}

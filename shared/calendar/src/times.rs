//! What is open when.

use chrono::{Days, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use domain::calendar::{MINUTES_PER_DAY, Span};
use domain::catalog::{Catalog, Service};
use domain::ids::{AreaId, LocationId, ServiceId};
use domain::text::Text;
use domain::{DayDate, Timestamp};

use crate::date::{DateHours, Strand, hours_on, locations_of, union};
use crate::zone::{Twice, moment};

/// How far ahead the next opening is looked for, in days: what stays closed for longer has none.
const LOOK_AHEAD_DAYS: u64 = 400;
/// What stays open for longer has no closing, in days.
const OPEN_DAYS_MAX: u64 = 8;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'p> {
    /// Any service of the hub.
    Hub,
    /// A building.
    Location(&'p LocationId),
    /// An area, in any of the buildings in which its counters stand.
    Area(&'p AreaId),
    /// A service, in any of the buildings in which its area's counters stand.
    Service(&'p ServiceId),
    /// A service in one building.
    ServiceAt(&'p LocationId, &'p ServiceId),
}

/// From one moment to another, which is not part of it.
type Interval = (Timestamp, Timestamp);

/// The hours of a hub at any moment, from its catalog alone.
#[derive(Clone, Copy, Debug)]
pub struct OpeningTimes<'c> {
    catalog: &'c Catalog,
    zone: Tz,
    is_always_open: bool,
}

impl<'c> OpeningTimes<'c> {
    /// The hours of a hub; a time zone that does not exist, which a checked catalog never names, is read as UTC.
    #[must_use]
    pub fn new(catalog: &'c Catalog) -> Self {
        let zone = catalog.time_zone.parse().unwrap_or(Tz::UTC);
        Self { catalog, zone, is_always_open: catalog.is_always_open() }
    }

    /// A moment on the hub's own clock.
    #[must_use]
    pub fn local(&self, moment: Timestamp) -> NaiveDateTime {
        moment.with_timezone(&self.zone).naive_local()
    }

    /// The date of a moment in the hub.
    #[must_use]
    pub fn date(&self, moment: Timestamp) -> DayDate {
        self.local(moment).date()
    }

    /// Whether a place is open at a moment; at its closing it is not.
    #[must_use]
    pub fn is_open(&self, place: Place<'_>, now: Timestamp) -> bool {
        self.is_always_open || self.interval_at(place, now).is_some()
    }

    /// When a place that is open closes; `None` where it is closed, or stays open for longer than a week.
    #[must_use]
    pub fn closes_at(&self, place: Place<'_>, now: Timestamp) -> Option<Timestamp> {
        if self.is_always_open {
            return None;
        }
        let (_, mut end) = self.interval_at(place, now)?;
        let date = self.date(now);
        for days in 0..=OPEN_DAYS_MAX {
            // What goes on through midnight is written as two spans, and closes at the end of the second.
            if end != self.midnight_after(date + Days::new(days)) {
                return Some(end);
            }
            let tomorrow = self.intervals(place, date + Days::new(days + 1));
            match tomorrow.first().filter(|(start, _)| *start == end) {
                Some((_, further)) => end = *further,
                None => return Some(end),
            }
        }
        None
    }

    /// When a place opens next after a moment: where it is open, after its closing.
    #[must_use]
    pub fn next_opening(&self, place: Place<'_>, now: Timestamp) -> Option<Timestamp> {
        if self.is_always_open {
            return None;
        }
        let after = if self.is_open(place, now) { self.closes_at(place, now)? } else { now };
        let today = self.date(after);
        (0..=LOOK_AHEAD_DAYS).map(|days| today + Days::new(days)).find_map(|date| {
            self.intervals(place, date).into_iter().map(|(start, _)| start).find(|start| *start > after)
        })
    }

    /// When the last ticket for a service that is open in a building is given; from then on none is, up to the next opening.
    #[must_use]
    pub fn last_ticket_at(&self, location: &LocationId, service: &Service, now: Timestamp) -> Option<Timestamp> {
        let closes_at = self.closes_at(Place::ServiceAt(location, &service.id), now)?;
        Some(closes_at - TimeDelta::minutes(i64::from(service.last_ticket_minutes)))
    }

    /// Why a place that is closed all day is so, where the reason is a holiday or a closure by date.
    #[must_use]
    pub fn closure(&self, place: Place<'_>, date: DayDate) -> Option<Text> {
        let mut reason = None;
        for strand in self.strands(place) {
            match hours_on(self.catalog, strand, date) {
                DateHours::Spans(spans) if !spans.is_empty() => return None,
                DateHours::Spans(_) => (),
                DateHours::Closed(text) => reason = reason.or(Some(text)),
            }
        }
        reason
    }

    /// From when to when a date's day is open: somewhat before the first opening, somewhat after the last closing.
    ///
    /// It never reaches into another date; `None` where nothing opens on the date.
    #[must_use]
    pub fn day(&self, date: DayDate) -> Option<(Timestamp, Timestamp)> {
        let (midnight, next_midnight) = (moment(self.zone, date, 0, Twice::First), self.midnight_after(date));
        if self.is_always_open {
            return Some((midnight, next_midnight));
        }
        let intervals = self.intervals(Place::Hub, date);
        let ((first, _), (_, last)) = (*intervals.first()?, *intervals.last()?);
        let calendar = &self.catalog.calendar;
        let before = TimeDelta::minutes(i64::from(calendar.day_opens_minutes_before));
        let after = TimeDelta::minutes(i64::from(calendar.day_closes_minutes_after));
        let opens = first.checked_sub_signed(before).map_or(midnight, |opens| opens.max(midnight));
        let closes = last.checked_add_signed(after).map_or(next_midnight, |closes| closes.min(next_midnight));
        Some((opens, closes))
    }

    /// The midnight at which a date ends.
    #[must_use]
    pub fn midnight_after(&self, date: DayDate) -> Timestamp {
        moment(self.zone, date, MINUTES_PER_DAY, Twice::First)
    }

    /// The open time a moment lies in, on its date.
    fn interval_at(&self, place: Place<'_>, now: Timestamp) -> Option<Interval> {
        let intervals = self.intervals(place, self.date(now));
        intervals.into_iter().find(|(start, end)| *start <= now && now < *end)
    }

    /// When a place is open on a date, in order.
    ///
    /// A span that the clocks leave out whole is not there; one in which an hour comes twice has that hour twice.
    fn intervals(&self, place: Place<'_>, date: DayDate) -> Vec<Interval> {
        let mut intervals: Vec<Interval> = Vec::new();
        for span in self.spans_on(place, date) {
            let start = moment(self.zone, date, span.from_minute(), Twice::First);
            let end = moment(self.zone, date, span.to_minute(), Twice::Second);
            match intervals.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                Some(_) | None if start < end => intervals.push((start, end)),
                Some(_) | None => (),
            }
        }
        intervals
    }

    /// The spans of a date in which a place is open, in order.
    fn spans_on(&self, place: Place<'_>, date: DayDate) -> Vec<Span> {
        let mut spans = Vec::new();
        for strand in self.strands(place) {
            match hours_on(self.catalog, strand, date) {
                DateHours::Spans(more) => spans.extend(more),
                DateHours::Closed(_) => (),
            }
        }
        union(spans)
    }

    /// Everything of which one part being open makes a place open.
    fn strands(&self, place: Place<'_>) -> Vec<Strand<'c>> {
        let catalog = self.catalog;
        match place {
            Place::Hub => catalog.services.iter().flat_map(|service| self.of_service(service)).collect(),
            Place::Location(id) => {
                let location = catalog.locations.iter().find(|location| &location.id == id);
                location.map(|_| Strand { location, area: None, service: None }).into_iter().collect()
            }
            Place::Area(id) => self.of_area(id, None),
            Place::ServiceAt(location, id) => {
                let location = catalog.location(location);
                let service = catalog.service(id).zip(location);
                let strand = |(service, location): (&'c Service, _)| {
                    let area = catalog.area(&service.area)?;
                    Some(Strand { location: Some(location), area: Some(area), service: Some(service) })
                };
                service.and_then(strand).into_iter().collect()
            }
            Place::Service(id) => catalog.service(id).map(|service| self.of_service(service)).unwrap_or_default(),
        }
    }

    fn of_service(&self, service: &'c Service) -> Vec<Strand<'c>> {
        self.of_area(&service.area, Some(service))
    }

    fn of_area(&self, id: &AreaId, service: Option<&'c Service>) -> Vec<Strand<'c>> {
        let Some(area) = self.catalog.area(id) else { return Vec::new() };
        let locations = locations_of(self.catalog, id).into_iter();
        locations.map(|location| Strand { location: Some(location), area: Some(area), service }).collect()
    }
}

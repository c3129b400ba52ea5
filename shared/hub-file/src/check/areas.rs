//! Locations and areas: told apart by name and colour, with services and counters.

use super::references::Known;
use super::{Seen, plain};
use crate::draft::{Area, Counter, Hub, Location};
use crate::entry::At;
use crate::remark::Findings;
use crate::schema::Kind;

pub(super) fn check(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    check_locations(hub, known, findings);
    let (mut names, mut colors) = (Seen::new(), Seen::new());
    for area in &hub.areas {
        if let Some(name) = area.name
            && let Some(first) = names.before(plain(name.value), name.line)
        {
            let text = format!("the area of line {first} is also called '{}'; change one name", name.value);
            findings.mistake(name.line, text);
        }
        if let Some(color) = area.color
            && let Some(first) = colors.before(color.value.to_lowercase(), color.line)
        {
            let text = format!("the area on line {first} has the color '{}' too; change one", color.value);
            findings.mistake(color.line, text);
        }
        if let Some(id) = &area.id {
            check_services_and_counters(hub, known, area, id, findings);
        }
    }
}

fn check_locations(hub: &Hub<'_>, known: &Known, findings: &mut Findings) {
    let mut names = Seen::new();
    for location in &hub.locations {
        if let Some(name) = location.name
            && let Some(first) = names.before(plain(name.value), name.line)
        {
            let text = format!("the location of line {first} is also called '{}'; change one name", name.value);
            findings.mistake(name.line, text);
        }
        if let Some(id) = &location.id {
            check_counters_of_location(hub, known, location, id, findings);
        }
    }
}

fn check_counters_of_location(
    hub: &Hub<'_>,
    known: &Known,
    location: &Location<'_>,
    id: &At<String>,
    findings: &mut Findings,
) {
    let is_here = |counter: &&Counter<'_>| is_meant(known, Kind::Location, counter.location, &id.value);
    let (here, elsewhere): (Vec<_>, Vec<_>) = hub.counters.iter().partition(is_here);
    let is_every_location_known =
        !hub.misses(Kind::Counter) && elsewhere.iter().all(|counter| counter.location.is_some());
    if here.is_empty() && is_every_location_known && !elsewhere.is_empty() {
        let note = format!("no counter stands in '{}': nobody is called there; add one if that is not meant", id.value);
        findings.note(id.line, note);
    }
    let headquarters = hub.locations.first().and_then(|first| first.id.as_ref());
    let is_headquarters = headquarters.is_some_and(|headquarters| headquarters.value == id.value);
    if !is_headquarters && !here.is_empty() && location.services.ids.is_empty() && !location.services.is_partial {
        let note = format!(
            "'{}' gives every service, whoever works there; name those it gives with services = […] if that is not so",
            id.value
        );
        findings.note(id.line, note);
    }
}

fn is_meant(known: &Known, kind: Kind, written: Option<At<&str>>, id: &str) -> bool {
    written.is_some_and(|written| known.meant(kind, written.value) == Some(id))
}

fn check_services_and_counters(
    hub: &Hub<'_>,
    known: &Known,
    area: &Area<'_>,
    id: &At<String>,
    findings: &mut Findings,
) {
    let is_every_area_known = !hub.misses(Kind::Service) && hub.services.iter().all(|service| service.area.is_some());
    let has_service = hub.services.iter().any(|service| is_meant(known, Kind::Area, service.area, &id.value));
    if is_every_area_known && !has_service && !hub.services.is_empty() {
        findings.mistake(id.line, format!("the area '{0}' has no service; add one with area = \"{0}\"", id.value));
    }
    let counters: Vec<_> =
        hub.counters.iter().filter(|counter| is_meant(known, Kind::Area, counter.area, &id.value)).collect();
    if counters.is_empty() {
        let is_every_area_known =
            !hub.misses(Kind::Counter) && hub.counters.iter().all(|counter| counter.area.is_some());
        if is_every_area_known && !hub.counters.is_empty() {
            findings.mistake(id.line, format!("the area '{0}' has no counter; add one with area = \"{0}\"", id.value));
        }
        return;
    }
    check_floors(hub, known, &counters, area, id, findings);
}

/// People wait on the floor of the area, so they must be called there.
///
/// The floors of an area are those of the first location, the headquarters.
fn check_floors(
    hub: &Hub<'_>,
    known: &Known,
    counters: &[&Counter<'_>],
    area: &Area<'_>,
    id: &At<String>,
    findings: &mut Findings,
) {
    let Some(headquarters) = hub.locations.first().and_then(|location| location.id.as_ref()) else { return };
    let Some(floor) = area.floor else { return };
    let here = counters.iter().filter(|counter| is_meant(known, Kind::Location, counter.location, &headquarters.value));
    let (same, other): (Vec<&Counter<'_>>, Vec<&Counter<'_>>) = here
        .filter(|counter| counter.floor.is_some())
        .partition(|counter| counter.floor.is_some_and(|counter_floor| counter_floor.value == floor.value));
    if same.is_empty() && !other.is_empty() {
        let text = format!(
            "people wait for '{}' on floor {}, where none of its counters stands; correct the floor here or at the \
             counters",
            id.value, floor.value
        );
        findings.mistake(floor.line, text);
        return;
    }
    for counter_floor in other.iter().filter_map(|counter| counter.floor) {
        let note = format!(
            "this counter stands on floor {}, but people wait for '{}' on floor {}; correct one if that is not meant",
            counter_floor.value, id.value, floor.value
        );
        findings.note(counter_floor.line, note);
    }
}

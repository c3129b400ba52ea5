//! Wrong rules of buildings, appointments and hub files.

use chrono::TimeDelta;
use domain::Timestamp;
use domain::catalog::Catalog;
use domain::catalog_change::{CatalogOrigin, Conflict};
use domain::command::Command;
use domain::event::Event;
use domain::ids::{LocationId, TicketId};
use domain::rejection::Rejection;
use domain::rejection::appointment::AppointmentRejection;
use domain::rejection::citizen::CitizenRejection;
use domain::ticket::{Class, Code};
use engine::State;

use super::{Wrong, WrongRules};

/// How much too early one can check in at most where that is wrong, in hours.
const HOURS_TOO_EARLY_MAX: i64 = 24;

/// What the engine says, with one thing wrong.
pub(super) fn changed(wrong: Wrong, command: &Command, mut events: Vec<Event>, now: Timestamp) -> Vec<Event> {
    if wrong == Wrong::AppointmentsAreNeverMissed {
        events.retain(|event| !matches!(event, Event::AppointmentMissed { .. }));
    }
    let is_check_in = matches!(command, Command::CheckIn { .. });
    events.iter_mut().for_each(|event| change(wrong, event, is_check_in, now));
    events
}

fn change(wrong: Wrong, event: &mut Event, is_check_in: bool, now: Timestamp) {
    match (wrong, event) {
        (Wrong::ComesFromAfarInNoTime, Event::TicketTaken { ready_at, .. }) if !is_check_in => *ready_at = None,
        (Wrong::EarlyIsHeldBack, Event::TicketTaken { ready_at, waits_from, .. }) if is_check_in => {
            *ready_at = waits_from.filter(|from| *from > now);
        }
        (Wrong::AppointmentWaitsFromTheDoor, Event::TicketTaken { waits_from, .. }) if is_check_in => {
            *waits_from = waits_from.filter(|from| *from <= now);
        }
        (Wrong::LateKeepsTheAppointment, Event::TicketTaken { class, .. }) if is_check_in => {
            *class = Class::Appointment;
        }
        (Wrong::CodeTellsTheAppointment, Event::TicketTaken { code, .. }) if is_check_in => {
            *code = Code(format!("P{}", &code.as_str()[1..]));
        }
        (Wrong::GoesElsewhereInNoTime, Event::TicketWentElsewhere { ready_at, .. }) => *ready_at = None,
        (Wrong::SentOnStaysInTheBuilding, Event::TicketTransferred { location, .. })
        | (Wrong::AddedStaysInTheBuilding, Event::ServiceAdded { location, .. }) => *location = None,
        _ => (),
    }
}

/// What is lived through in place of an event.
pub(super) fn evolved(wrong: Wrong, state: &State, event: &Event) -> Option<Event> {
    match (wrong, event) {
        (Wrong::GoesElsewhereInVain, Event::TicketWentElsewhere { .. })
        | (Wrong::DurationsAreNotLearnt, Event::DurationsLearned { .. }) => {
            Some(Event::TicketReady { ticket: TicketId(u64::MAX) })
        }
        (Wrong::RulesCountAfterTheStart, Event::CatalogChanged { version, catalog, source, origin }) => {
            let mut catalog = catalog.clone();
            catalog.rules.clone_from(&state.catalog().rules);
            let (version, source, origin) = (*version, source.clone(), *origin);
            Some(Event::CatalogChanged { version, catalog, source, origin })
        }
        _ => None,
    }
}

/// What is allowed although the engine refuses it.
pub(super) fn allowed(
    rules: &WrongRules,
    state: &State,
    command: &Command,
    why: &Rejection,
    now: Timestamp,
) -> Option<Vec<Event>> {
    match (rules.wrong, command, why) {
        (Wrong::CallsFromAnotherBuilding, Command::CallNext { counter }, Rejection::NobodyWaiting) => {
            let clerk = engine::view::counter(state, counter, now)?.clerk?.id;
            let clerk = state.catalog().clerk(&clerk)?;
            let queues = state.catalog().counters.iter();
            let queues = queues.filter_map(|other| engine::view::counter(state, &other.id, now));
            let mut rows = queues.flat_map(|view| view.queue);
            let row = rows.find(|row| clerk.can_serve(&domain::ids::ServiceId::new(row.service.it.as_str())))?;
            Some(rules.calls(state, counter, Some(&row), Vec::new(), now)).filter(|events| !events.is_empty())
        }
        (
            Wrong::GivesEverythingEverywhere,
            Command::TakeTicket { .. },
            Rejection::Citizen(CitizenRejection::NotGivenThere { .. }),
        ) => {
            let mut anywhere = command.clone();
            let mut wanted = None;
            if let Command::TakeTicket { location, .. } = &mut anywhere {
                wanted = location.take();
            }
            let mut events = engine::decide(state, &anywhere, now).ok()?;
            if let [Event::TicketTaken { location, .. }] = events.as_mut_slice() {
                *location = wanted;
            }
            Some(events)
        }
        (
            Wrong::ChecksInTooEarly,
            Command::CheckIn { .. },
            Rejection::Appointment(AppointmentRejection::TooEarly { .. }),
        ) => {
            let later = (1..=HOURS_TOO_EARLY_MAX * 6).map(|steps| now + TimeDelta::minutes(10 * steps));
            later.filter_map(|later| engine::decide(state, command, later).ok()).next()
        }
        (
            Wrong::ChecksInTwice,
            Command::CheckIn { language, device, .. },
            Rejection::Appointment(AppointmentRejection::CheckedInBefore { code }),
        ) => {
            let services = rules.legs.get(rules.codes.get(&Code(code.clone()))?)?.clone();
            let (class, language, device) = (Class::Appointment, *language, device.clone());
            let (priority, location, from) = (None, None, None);
            let take = Command::TakeTicket { services, class, language, device, priority, location, from };
            engine::decide(state, &take, now).ok()
        }
        _ => None,
    }
}

/// Another hub file comes in by a wrong rule.
pub(super) fn change_catalog(
    wrong: Wrong,
    state: &State,
    next: &Catalog,
    source: &str,
) -> Result<Vec<Event>, Vec<Conflict>> {
    let origin = CatalogOrigin::Import;
    let version = state.catalog_version() + 1;
    let changed = Event::CatalogChanged { version, catalog: Box::new(next.clone()), source: source.to_owned(), origin };
    match (wrong, engine::change_catalog(state, next, source, origin)) {
        (Wrong::FileTakesWhatIsInUse, Err(_)) => Ok(vec![changed]),
        (Wrong::SameFileIsAVersion, Ok(events)) if events.is_empty() => Ok(vec![changed]),
        // Somebody sits anywhere, so nothing may change.
        (Wrong::FileIsRefusedForNothing, Ok(events)) if state.is_serving() && !events.is_empty() => {
            Err(vec![Conflict::CounterInUse { counter: String::new() }])
        }
        (_, right) => right,
    }
}

/// Which building a kiosk shows.
pub(super) fn kiosk_of(wrong: Wrong, state: &State, location: &LocationId) -> LocationId {
    let headquarters = state.catalog().headquarters().filter(|_| wrong == Wrong::KiosksShowTheHeadquarters);
    headquarters.map_or_else(|| location.clone(), |headquarters| headquarters.id.clone())
}

/// Which building a board shows.
pub(super) fn board_of(wrong: Wrong, location: Option<&LocationId>) -> Option<&LocationId> {
    location.filter(|_| wrong != Wrong::BoardsShowAllBuildings)
}

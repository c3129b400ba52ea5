//! What each kind of screen shows, made from the state.

use calendar::{OpeningTimes, Place};
use domain::Timestamp;
use domain::catalog::{Area, Clerk, Location, Service};
use domain::ids::{CounterId, TicketId};
use domain::limits::COUNTER_QUEUE_ROWS_MAX;
use domain::text::Text;
use domain::ticket::LegState;
use domain::view::{
    ActionState, BoardArea, BoardCall, BoardView, CounterAction, CounterClerk, CounterTicket, CounterView, KioskArea,
    KioskLocation, KioskService, KioskView, QueueRow, ServiceChoice, TicketView,
};

use crate::decide::{check_action, transfer_targets};
use crate::dispatch;
use crate::offer;
use crate::state::{State, Ticket};

const ACTIONS: [CounterAction; 7] = [
    CounterAction::CallNext,
    CounterAction::Recall,
    CounterAction::Start,
    CounterAction::Finish,
    CounterAction::NoShow,
    CounterAction::Transfer,
    CounterAction::SignOut,
];

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn waiting_in(state: &State, area: &Area) -> u32 {
    let here = state.catalog.services.iter().filter(|service| service.area == area.id);
    count(here.map(|service| state.waiting_for(&service.id)).sum())
}

/// Everything a kiosk shows before a ticket exists.
#[must_use]
pub fn kiosk(state: &State, now: Timestamp) -> KioskView {
    let times = OpeningTimes::new(&state.catalog);
    let present: Vec<_> = state.desks.keys().filter_map(|counter| state.clerk_at(counter)).collect();
    let areas = state.catalog.areas.iter().map(|area| kiosk_area(state, &times, &present, area, now)).collect();
    KioskView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        opening: offer::open_state(&times, Place::Hub, now),
        locations: state.catalog.locations.iter().map(|location| kiosk_location(&times, location, now)).collect(),
        areas,
    }
}

fn kiosk_location(times: &OpeningTimes<'_>, location: &Location, now: Timestamp) -> KioskLocation {
    KioskLocation {
        id: location.id.clone(),
        name: location.name.clone(),
        address: location.address.clone(),
        opening: offer::open_state(times, Place::Location(&location.id), now),
    }
}

fn kiosk_area(state: &State, times: &OpeningTimes<'_>, present: &[&Clerk], area: &Area, now: Timestamp) -> KioskArea {
    let services = state.catalog.services.iter().filter(|service| service.area == area.id);
    KioskArea {
        id: area.id.clone(),
        name: area.name.clone(),
        summary: area.summary.clone(),
        floor: area.floor.clone(),
        color: area.color.clone(),
        waiting: waiting_in(state, area),
        services: services.map(|service| kiosk_service(state, times, present, area, service, now)).collect(),
    }
}

fn kiosk_service(
    state: &State,
    times: &OpeningTimes<'_>,
    present: &[&Clerk],
    area: &Area,
    service: &Service,
    now: Timestamp,
) -> KioskService {
    let counters_open = present.iter().filter(|clerk| clerk.can_serve(&service.id)).count();
    KioskService {
        id: service.id.clone(),
        letter: service.letter,
        name: service.name.clone(),
        waiting: count(state.waiting_for(&service.id)),
        documents: service.documents.clone(),
        duration_minutes: service.duration_minutes,
        waiting_room: area.waiting_room.clone(),
        counters_open: count(counters_open),
        opening: offer::open_state(times, Place::Service(&service.id), now),
        offer: offer::of_service(state, times, service, now),
    }
}

/// Everything a lobby board shows.
#[must_use]
pub fn board(state: &State) -> BoardView {
    let waiting = state.catalog.areas.iter().map(|area| BoardArea {
        name: area.name.clone(),
        floor: area.floor.clone(),
        color: area.color.clone(),
        waiting: waiting_in(state, area),
    });
    BoardView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        calls: state.calls.iter().filter_map(|call| board_call(state, call)).collect(),
        waiting: waiting.collect(),
    }
}

fn board_call(state: &State, call: &crate::state::Call) -> Option<BoardCall> {
    let ticket = state.ticket(call.ticket)?;
    let counter = state.catalog.counter(&call.counter)?;
    let color = state.catalog.area(&counter.area).map_or_else(String::new, |area| area.color.clone());
    Some(BoardCall {
        seq: call.seq,
        code: ticket.code.clone(),
        counter: counter.label.clone(),
        floor: counter.floor.clone(),
        place: counter.place.clone(),
        color,
        at: call.at,
        is_open: ticket.legs.get(call.leg).is_some_and(|leg| leg.state == LegState::Called),
    })
}

fn service_name(state: &State, id: &domain::ids::ServiceId) -> Text {
    // A service that left the catalog while its tickets run keeps its id as its name.
    state.catalog.service(id).map_or_else(|| Text::new(id.as_str(), ""), |service| service.name.clone())
}

fn names_after(state: &State, ticket: &Ticket, position: usize) -> Vec<Text> {
    let later = ticket.legs.iter().skip(position + 1).filter(|leg| !leg.state.is_over());
    later.map(|leg| service_name(state, &leg.service)).collect()
}

/// What a citizen is told about a ticket of today.
#[must_use]
pub fn ticket(state: &State, id: TicketId) -> Option<TicketView> {
    let ticket = state.ticket(id)?;
    let position = ticket.current().map_or(ticket.legs.len().checked_sub(1)?, |(position, _)| position);
    let leg = ticket.legs.get(position)?;
    let service = state.catalog.service(&leg.service);
    let area = service.and_then(|service| state.catalog.area(&service.area));
    let counter = leg.counter.as_ref().and_then(|counter| state.catalog.counter(counter));
    Some(TicketView {
        ticket: id,
        code: ticket.code.clone(),
        taken_at: ticket.taken_at,
        hub_name: state.catalog.name.clone(),
        service: service_name(state, &leg.service),
        further_services: names_after(state, ticket, position),
        area: area.map(|area| area.name.clone()).unwrap_or_default(),
        floor: area.map(|area| area.floor.clone()).unwrap_or_default(),
        waiting_room: area.map(|area| area.waiting_room.clone()).unwrap_or_default(),
        people_ahead: count(dispatch::people_ahead(state, ticket)),
        documents: service.map(|service| service.documents.clone()).unwrap_or_default(),
        state: leg.state,
        counter: counter.map(|counter| counter.label.clone()),
    })
}

/// Everything one counter shows; `None` for a counter the hub does not have.
#[must_use]
pub fn counter(state: &State, id: &CounterId, now: Timestamp) -> Option<CounterView> {
    let counter = state.catalog.counter(id)?;
    let clerk = state.clerk_at(id);
    let queue = clerk.map(|clerk| dispatch::queue(state, clerk, COUNTER_QUEUE_ROWS_MAX)).unwrap_or_default();
    let rows = queue.iter().map(|(ticket, _, leg)| QueueRow {
        code: ticket.code.clone(),
        service: service_name(state, &leg.service),
        waiting_since: leg.waiting_since.min(now),
        class: ticket.class,
    });
    let actions = ACTIONS.into_iter().map(|action| ActionState {
        action,
        disabled_because: check_action(state, id, action).err().map(|rejection| rejection.text()),
    });
    let services = transfer_targets(state, id).into_iter().map(|service| ServiceChoice {
        id: service.id.clone(),
        name: service.name.clone(),
        area: state.catalog.area(&service.area).map(|area| area.name.clone()).unwrap_or_default(),
    });
    Some(CounterView {
        counter: id.clone(),
        label: counter.label.clone(),
        place: counter.place.clone(),
        floor: counter.floor.clone(),
        day: state.day,
        clerk: clerk.map(|clerk| counter_clerk(state, clerk)),
        clerks: state.catalog.clerks.iter().map(|clerk| counter_clerk(state, clerk)).collect(),
        current: current(state, id),
        waiting: count(clerk.map_or(0, |clerk| dispatch::waiting_for_clerk(state, clerk))),
        queue: rows.collect(),
        services: services.collect(),
        actions: actions.collect(),
    })
}

fn counter_clerk(state: &State, clerk: &Clerk) -> CounterClerk {
    let place = state.desks.iter().find(|(_, desk)| desk.clerk.as_ref() == Some(&clerk.id));
    let label = place.and_then(|(id, _)| state.catalog.counter(id)).map(|counter| counter.label.clone());
    CounterClerk { id: clerk.id.clone(), name: clerk.name.clone(), counter: label }
}

fn current(state: &State, counter: &CounterId) -> Option<CounterTicket> {
    let (ticket, position, leg) = state.in_hand(counter)?;
    // Never negative, also when the clock was set back between the two moments.
    let waited = leg.called_at.map_or(0, |called_at| (called_at - leg.waiting_since).num_minutes().max(0));
    Some(CounterTicket {
        ticket: ticket.id,
        code: ticket.code.clone(),
        service: service_name(state, &leg.service),
        further_services: names_after(state, ticket, position),
        state: leg.state,
        since: leg.since,
        waited_minutes: u32::try_from(waited).unwrap_or(u32::MAX),
        recalls: leg.recalls,
    })
}

//! What each kind of screen shows, made from the state.

mod appointments;
mod desk;
mod kiosk;
mod manager;
mod moment;
mod notices;

pub use appointments::appointments;
pub use kiosk::kiosk;
pub use manager::manager;
pub use moment::Moment;

use domain::Timestamp;
use domain::catalog::{Area, Clerk, Counter, Service};
use domain::follow::FollowToken;
use domain::ids::{CounterId, DeviceId, LocationId, TicketId};
use domain::lease::Lease;
use domain::limits::{BOARD_CALLS_MAX, COUNTER_QUEUE_ROWS_MAX};
use domain::rules::Priority;
use domain::text::{Language, Text};
use domain::ticket::LegState;
use domain::view::{
    ActionState, BoardArea, BoardCall, BoardView, CounterAction, CounterClerk, CounterTicket, CounterView, LegView,
    PrinterRow, PriorityChoice, QueueRow, ServiceChoice, TicketCall, TicketView, UsherRow,
};

use crate::decide::{check_action, transfer_targets};
use crate::dispatch;
use crate::state::State;
use crate::ticket::{Leg, Ticket};

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

fn waiting_in(state: &State, location: &LocationId, area: &Area) -> u32 {
    let services = state.catalog.services.iter().filter(|service| service.area == area.id);
    count(state.people_waiting(location, &services.map(|service| &service.id).collect()))
}

fn priorities(state: &State) -> Vec<PriorityChoice> {
    state.catalog.priorities.iter().map(priority_choice).collect()
}

fn priority_choice(priority: &Priority) -> PriorityChoice {
    PriorityChoice { id: priority.id.clone(), name: priority.name.clone(), proof: priority.proof.clone() }
}

/// Everything a lobby board in a building shows; a board that names none shows all of them.
#[must_use]
pub fn board<'a>(state: &State, location: Option<&LocationId>, moment: impl Into<Moment<'a>>) -> BoardView {
    let moment = moment.into();
    let is_shown = |place: &LocationId| location.is_none_or(|location| location == place);
    let places = || state.catalog.locations.iter().filter(|place| is_shown(&place.id));
    let waiting = state.catalog.areas.iter().map(|area| BoardArea {
        name: area.name.clone(),
        floor: area.floor.clone(),
        color: area.color.clone(),
        waiting: places().map(|place| waiting_in(state, &place.id, area)).sum(),
        wait: moment.area(state, &places().map(|place| &place.id).collect::<Vec<_>>(), area),
    });
    let calls = state.calls.iter().filter(|call| is_shown(&call.location)).take(BOARD_CALLS_MAX);
    BoardView {
        hub_name: state.catalog.name.clone(),
        day: state.day,
        calls: calls.filter_map(|call| board_call(state, call)).collect(),
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
    state.described(id).0.map_or_else(|| Text::new(id.as_str(), ""), |service| service.name.clone())
}

/// The floor and the room in which a service is waited for: the area's own in the headquarters, its counter's elsewhere.
fn waiting_room(state: &State, location: &LocationId, service: &Service, area: Option<&Area>) -> (String, Text) {
    let is_near = |counter: &&Counter| &counter.location == location && counter.area == service.area;
    let mut elsewhere = state.catalog.counters.iter().filter(|_| *location != state.headquarters());
    match (elsewhere.find(is_near), area) {
        (Some(counter), _) => (counter.floor.clone(), counter.place.clone()),
        (None, Some(area)) => (area.floor.clone(), area.waiting_room.clone()),
        (None, None) => Default::default(),
    }
}

/// The kiosks at which somebody asks for a person to come, the first one first.
fn usher_calls(state: &State) -> impl Iterator<Item = UsherRow> {
    state.usher_calls.iter().map(|call| UsherRow {
        device: call.device.clone(),
        location: call.location.clone().unwrap_or_else(|| state.headquarters()),
        since: call.since,
    })
}

/// The printers of all kiosks, by the kiosks' names.
fn printers(state: &State) -> impl Iterator<Item = PrinterRow> {
    state.printers.iter().map(|((device, printer), known)| PrinterRow {
        device: device.clone(),
        printer: *printer,
        location: known.location.clone().unwrap_or_else(|| state.headquarters()),
        state: known.state,
        text: known.state.text(),
        since: known.since,
    })
}

fn location_name(state: &State, id: &LocationId) -> Text {
    state.catalog.location(id).map_or_else(|| Text::new(id.as_str(), ""), |location| location.name.clone())
}

fn other_names(state: &State, ticket: &Ticket, position: usize) -> Vec<Text> {
    let others = ticket.legs.iter().enumerate().filter(|(other, leg)| *other != position && !leg.state.is_over());
    others.map(|(_, leg)| service_name(state, &leg.service)).collect()
}

/// What a citizen is told about a ticket of today.
#[must_use]
pub fn ticket<'a>(state: &State, id: TicketId, moment: impl Into<Moment<'a>>) -> Option<TicketView> {
    let ticket = state.ticket(id)?;
    let position = ticket.current().map_or(ticket.legs.len().checked_sub(1)?, |(position, _)| position);
    let leg = ticket.legs.get(position)?;
    let (service, area) = state.described(&leg.service);
    let counter = leg.counter.as_ref().and_then(|counter| state.catalog.counter(counter));
    let (floor, waiting_room) =
        service.map(|service| waiting_room(state, &leg.location, service, area)).unwrap_or_default();
    Some(TicketView {
        ticket: id,
        code: ticket.code.clone(),
        taken_at: ticket.taken_at,
        hub_name: state.catalog.name.clone(),
        service: service_name(state, &leg.service),
        further_services: other_names(state, ticket, position),
        area: area.map(|area| area.name.clone()).unwrap_or_default(),
        floor,
        waiting_room,
        people_ahead: count(dispatch::people_ahead(state, ticket, position)),
        documents: service.map(|service| service.documents.clone()).unwrap_or_default(),
        state: leg.state,
        counter: counter.map(|counter| counter.label.clone()),
        location: location_name(state, &leg.location),
        wait: moment.into().ticket(ticket),
        legs: open_legs(state, ticket),
        call: counter.map(|counter| call(counter, leg)),
        follow_url: None,
    })
}

/// What a kiosk may give by itself while the dispatcher is gone; `None` while no day is open.
#[must_use]
pub fn lease(state: &State, device: &DeviceId) -> Option<Lease> {
    let (blocks, emergency) = (state.leases.blocks(device).to_vec(), state.leases.emergency_of(device));
    Some(Lease { day: state.day?, blocks, emergency })
}

fn call(counter: &Counter, leg: &Leg) -> TicketCall {
    TicketCall {
        counter: counter.label.clone(),
        floor: counter.floor.clone(),
        place: counter.place.clone(),
        recalls: leg.recalls,
    }
}

/// The language in which a ticket of today was taken, for whoever follows it by its secret.
#[must_use]
pub fn followed_in(state: &State, token: FollowToken) -> Option<Language> {
    Some(state.ticket(state.followed(token)?)?.language)
}

/// What a citizen is told who follows a ticket of today by its secret.
#[must_use]
pub fn followed<'a>(state: &State, token: FollowToken, moment: impl Into<Moment<'a>>) -> Option<TicketView> {
    ticket(state, state.followed(token)?, moment)
}

fn open_legs(state: &State, ticket: &Ticket) -> Vec<LegView> {
    let open = ticket.legs.iter().enumerate().filter(|(_, leg)| !leg.state.is_over());
    open.map(|(position, leg)| leg_view(state, ticket, position, leg)).collect()
}

fn leg_view(state: &State, ticket: &Ticket, position: usize, leg: &Leg) -> LegView {
    let (service, area) = state.described(&leg.service);
    let counter = leg.counter.as_ref().and_then(|counter| state.catalog.counter(counter));
    let (floor, waiting_room) =
        service.map(|service| waiting_room(state, &leg.location, service, area)).unwrap_or_default();
    LegView {
        service: service_name(state, &leg.service),
        floor,
        waiting_room,
        people_ahead: count(dispatch::people_ahead(state, ticket, position)),
        state: leg.state,
        is_held: leg.state == LegState::Waiting && (ticket.holding().is_some() || ticket.is_for_later(leg)),
        ready_at: leg.ready_at,
        counter: counter.map(|counter| counter.label.clone()),
        location: location_name(state, &leg.location),
        documents: service.map(|service| service.documents.clone()).unwrap_or_default(),
    }
}

/// Everything one counter shows; `None` for a counter the hub does not have.
#[must_use]
pub fn counter(state: &State, id: &CounterId, now: Timestamp) -> Option<CounterView> {
    let counter = state.catalog.counter(id)?;
    let clerk = state.clerk_at(id);
    let queue = clerk.map(|clerk| dispatch::queue(state, id, clerk, now, COUNTER_QUEUE_ROWS_MAX)).unwrap_or_default();
    let rows = queue.iter().map(|(ticket, _, leg)| QueueRow {
        code: ticket.code.clone(),
        service: service_name(state, &leg.service),
        waiting_since: leg.key.min(now),
        class: ticket.class,
        ticket: Some(ticket.id),
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
        waiting: count(clerk.map_or(0, |clerk| dispatch::waiting_for_clerk(state, id, clerk))),
        queue: rows.collect(),
        services: services.collect(),
        actions: actions.collect(),
        desk: desk::view(state, counter, clerk, now),
    })
}

fn counter_clerk(state: &State, clerk: &Clerk) -> CounterClerk {
    let place = state.desks.iter().find(|(_, desk)| desk.clerk.as_ref() == Some(&clerk.id));
    let label = place.and_then(|(id, _)| state.catalog.counter(id)).map(|counter| counter.label.clone());
    CounterClerk { id: clerk.id.clone(), name: clerk.name.clone(), counter: label }
}

fn current(state: &State, counter: &CounterId) -> Option<CounterTicket> {
    let (ticket, position, leg) = state.in_hand(counter)?;
    let waited = ticket.waited.num_minutes().max(0);
    Some(CounterTicket {
        ticket: ticket.id,
        code: ticket.code.clone(),
        service: service_name(state, &leg.service),
        further_services: other_names(state, ticket, position),
        state: leg.state,
        since: leg.since,
        waited_minutes: u32::try_from(waited).unwrap_or(u32::MAX),
        recalls: leg.recalls,
        class: ticket.class,
        priority: ticket.priority.as_ref().and_then(|id| state.catalog.priority(id)).map(priority_choice),
        reason: leg.reason.as_deref().cloned(),
    })
}

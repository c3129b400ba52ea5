//! Wrong rules of the order in which the services of a visit come.

use domain::Timestamp;
use domain::catalog::Clerk;
use domain::command::Command;
use domain::event::Event;
use domain::ids::{CounterId, ServiceId, TicketId};
use domain::rejection::Rejection;
use domain::rules::PairRule;
use domain::ticket::LegState;
use domain::view::LegView;
use engine::State;

use super::{Wrong, WrongRules};

/// What came to a visit later than its ticket.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Later {
    ticket: TicketId,
    service: ServiceId,
    /// Whether it goes on at the counter that added it.
    is_here: bool,
}

/// What an event lets come to a visit later than its ticket.
pub(super) fn later(event: &Event) -> Option<Later> {
    match event {
        Event::ServiceAdded { ticket, service, here, .. } => {
            Some(Later { ticket: *ticket, service: service.clone(), is_here: *here })
        }
        Event::TicketTransferred { ticket, service, .. } => {
            Some(Later { ticket: *ticket, service: service.clone(), is_here: false })
        }
        _ => None,
    }
}

fn service(leg: &LegView) -> ServiceId {
    ServiceId::new(leg.service.it.as_str())
}

/// The services of a visit that wait for an open one that comes first, each with it.
///
/// What is being finished is none.
fn held(legs: &[LegView], state: &State) -> Vec<(ServiceId, ServiceId)> {
    let mut pairs = Vec::new();
    for leg in legs.iter().filter(|leg| leg.state == LegState::Waiting && leg.is_held && leg.ready_at.is_none()) {
        let then = service(leg);
        let open = legs.iter().filter(|first| matches!(first.state, LegState::Waiting | LegState::Parked));
        let mut firsts = open.map(service);
        let first = firsts.find(|first| state.catalog().has_pair(PairRule::InOrder, first, &then));
        pairs.extend(first.map(|first| (then, first)));
    }
    pairs
}

impl WrongRules {
    fn came_later(&self, ticket: TicketId, service: &ServiceId) -> Option<&Later> {
        self.later.iter().find(|later| later.ticket == ticket && &later.service == service)
    }

    /// The position of the leg of a ticket for a service, the last one where there were several.
    fn leg(&self, ticket: TicketId, service: &ServiceId) -> Option<usize> {
        self.legs.get(&ticket)?.iter().rposition(|leg| leg == service)
    }
}

/// Somebody held is called where nobody else is.
pub(super) fn allowed(
    rules: &WrongRules,
    state: &State,
    command: &Command,
    why: &Rejection,
    now: Timestamp,
) -> Option<Vec<Event>> {
    let (Command::CallNext { counter }, Rejection::NobodyWaiting) = (command, why) else { return None };
    let is_then_later = match rules.wrong {
        Wrong::WhatCameLaterIsNotHeld => true,
        Wrong::WhatCameLaterHoldsNobody => false,
        _ => return None,
    };
    let clerk = clerk(state, counter, now)?;
    let may_be_called = |ticket: &TicketId| {
        let legs = engine::view::ticket(state, *ticket, now)?.legs;
        if legs.iter().any(|leg| leg.state != LegState::Waiting) {
            return None;
        }
        let is_wrong = |(then, first): &(ServiceId, ServiceId)| {
            let is_later = |service: &ServiceId| rules.came_later(*ticket, service).is_some();
            clerk.can_serve(then) && is_later(then) == is_then_later && is_later(first) != is_then_later
        };
        let (then, _) = held(&legs, state).into_iter().find(is_wrong)?;
        Some((*ticket, rules.leg(*ticket, &then)?))
    };
    let (ticket, leg) = rules.legs.keys().find_map(may_be_called)?;
    Some(vec![Event::TicketCalled { ticket, leg, counter: counter.clone(), reason: None }])
}

/// Finishing goes on with something added at the counter that is held.
pub(super) fn changed(rules: &WrongRules, state: &State, mut events: Vec<Event>, now: Timestamp) -> Vec<Event> {
    if rules.wrong != Wrong::HeldGoesOnAtTheCounter {
        return events;
    }
    if let [Event::ServiceFinished { ticket, counter, .. }] = events.as_slice()
        && let Some(leg) = goes_on(rules, state, *ticket, counter, now)
    {
        events.push(Event::ServiceStarted { ticket: *ticket, leg, counter: counter.clone() });
    }
    events
}

fn goes_on(rules: &WrongRules, state: &State, ticket: TicketId, counter: &CounterId, now: Timestamp) -> Option<usize> {
    let clerk = clerk(state, counter, now)?;
    let legs = engine::view::ticket(state, ticket, now)?.legs;
    let is_here = |service: &ServiceId| rules.came_later(ticket, service).is_some_and(|later| later.is_here);
    let mut held = held(&legs, state).into_iter().map(|(then, _)| then);
    rules.leg(ticket, &held.find(|then| clerk.can_serve(then) && is_here(then))?)
}

fn clerk<'a>(state: &'a State, counter: &CounterId, now: Timestamp) -> Option<&'a Clerk> {
    state.catalog().clerk(&engine::view::counter(state, counter, now)?.clerk?.id)
}

//! What every screen should show, by the model; the first difference is told.

use domain::Timestamp;
use domain::catalog::Area;
use domain::ids::{CounterId, LocationId, ServiceId};
use domain::limits::{BOARD_CALLS_MAX, COUNTER_QUEUE_ROWS_MAX};
use domain::text::Text;
use domain::ticket::LegState;
use domain::view::{BoardView, CounterTicket, CounterView, LegView, TicketView};

use super::desk_view::priority_choice;
use super::order::Row;
use super::{Guest, Model, serves};
use crate::commands::counter::may;
use crate::commands::in_hand;

/// Why a view is wrong.
pub type Checked = Result<(), String>;

/// Compares one thing a view shows with what the model says.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, shown: &T, expected: &T) -> Checked {
    if shown == expected { Ok(()) } else { Err(format!("{what} is {shown:?} where the model says {expected:?}")) }
}

impl Model {
    pub(super) fn name_of(&self, service: &ServiceId) -> Text {
        let known = self.catalog.services.iter().find(|known| &known.id == service);
        known.map_or_else(|| Text::new(service.as_str(), ""), |service| service.name.clone())
    }

    fn label_of(&self, counter: &CounterId) -> Option<String> {
        let known = self.catalog.counters.iter().find(|known| &known.id == counter);
        known.map(|counter| counter.label.clone())
    }

    pub(super) fn waiting_in(&self, location: &LocationId, area: &str) -> u32 {
        let services = self.catalog.services.iter().filter(|service| service.area.as_str() == area);
        let here: Vec<_> = services.map(|service| &service.id).collect();
        count(self.people(location, |service| here.contains(&service)))
    }

    /// Checks the board of a building, or one that shows all of them.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_board(&self, location: Option<&LocationId>, view: &BoardView) -> Checked {
        let is_shown = |place: &LocationId| location.is_none_or(|location| location == place);
        same("the day on the board", &view.day, &self.day)?;
        let expected: Vec<_> = self
            .calls
            .iter()
            .filter(|call| is_shown(&call.location))
            .take(BOARD_CALLS_MAX)
            .filter_map(|call| {
                let guest = self.guest(call.guest)?;
                let is_open = guest.errands.iter().any(|errand| errand.state == LegState::Called);
                Some((guest.code.as_str(), self.label_of(&call.counter)?, call.at, is_open))
            })
            .collect();
        let shown: Vec<_> =
            view.calls.iter().map(|call| (call.code.as_str(), call.counter.clone(), call.at, call.is_open)).collect();
        same("calls on the board", &shown, &expected)?;
        if !view.calls.is_sorted_by(|upper, lower| upper.seq > lower.seq) {
            return Err("calls on the board are not in the order of the journal".to_owned());
        }
        let shown: Vec<_> = view.waiting.iter().map(|area| area.waiting).collect();
        let places = || self.catalog.locations.iter().filter(|place| is_shown(&place.id));
        let waiting = |area: &Area| places().map(|place| self.waiting_in(&place.id, area.id.as_str())).sum();
        let expected: Vec<u32> = self.catalog.areas.iter().map(waiting).collect();
        same("waiting on the board", &shown, &expected)
    }

    /// Checks one ticket.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_ticket(&self, guest: &Guest, view: &TicketView) -> Checked {
        let current = self.current(guest);
        let position = current.unwrap_or(guest.errands.len() - 1);
        let shown = &guest.errands[position];
        let of = |what: &str| format!("{what} of ticket {}", guest.code);
        same(&of("id"), &view.ticket.0, &guest.id)?;
        same(&of("code"), &view.code.as_str(), &guest.code.as_str())?;
        same(&of("time"), &view.taken_at, &guest.taken_at)?;
        same(&of("state"), &view.state, &shown.state)?;
        same(&of("building"), &view.location.it.as_str(), &shown.location.as_str())?;
        same(&of("service"), &view.service, &self.name_of(&shown.service))?;
        same(&of("further services"), &view.further_services, &self.further(guest, position))?;
        same(&of("counter"), &view.counter, &shown.counter.as_ref().and_then(|counter| self.label_of(counter)))?;
        same(&of("people ahead"), &view.people_ahead, &count(self.ahead(guest, position)))?;
        let open: Vec<_> = (0..guest.errands.len()).filter(|errand| guest.errands[*errand].is_open()).collect();
        same(&of("number of legs"), &view.legs.len(), &open.len())?;
        for (leg, errand) in view.legs.iter().zip(open) {
            self.check_leg(guest, errand, leg)?;
        }
        Ok(())
    }

    /// All services that are open but one.
    fn further(&self, guest: &Guest, position: usize) -> Vec<Text> {
        let others = guest.errands.iter().enumerate().filter(|(other, errand)| *other != position && errand.is_open());
        others.map(|(_, errand)| self.name_of(&errand.service)).collect()
    }

    fn check_leg(&self, guest: &Guest, position: usize, leg: &LegView) -> Checked {
        let errand = &guest.errands[position];
        let of = |what: &str| format!("{what} of leg {position} of ticket {}", guest.code);
        let is_held = errand.waits() && (guest.under_way().is_some() || self.is_for_later(guest, position));
        same(&of("building"), &leg.location.it.as_str(), &errand.location.as_str())?;
        same(&of("service"), &leg.service, &self.name_of(&errand.service))?;
        same(&of("state"), &leg.state, &errand.state)?;
        same(&of("people ahead"), &leg.people_ahead, &count(self.ahead(guest, position)))?;
        same(&of("being held"), &leg.is_held, &is_held)?;
        same(&of("walk"), &leg.ready_at, &errand.ready_at)?;
        same(&of("counter"), &leg.counter, &errand.counter.as_ref().and_then(|counter| self.label_of(counter)))
    }

    /// Checks one counter, as a view of the moment `at` by the machine's clock shows it.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_counter(&self, id: &CounterId, view: &CounterView, at: Timestamp) -> Checked {
        let of = |what: &str| format!("{what} at {id}");
        let clerk = self.clerk_at(id);
        same(&of("the day"), &view.day, &self.day)?;
        same(&of("clerk"), &view.clerk.as_ref().map(|clerk| &clerk.id), &clerk.map(|clerk| &clerk.id))?;
        let people = clerk.map_or(0, |clerk| self.people(&self.building(id), |service| serves(clerk, service)));
        same(&of("waiting"), &view.waiting, &count(people))?;
        self.check_queue(id, view, at)?;
        same(&of("ticket in hand"), &view.current, &self.ticket_in_hand(id))?;
        let seats = |clerk: &domain::ids::ClerkId| self.seat_of(clerk).and_then(|seat| self.label_of(&seat.counter));
        let expected: Vec<_> = self.catalog.clerks.iter().map(|clerk| (&clerk.id, seats(&clerk.id))).collect();
        let shown: Vec<_> = view.clerks.iter().map(|clerk| (&clerk.id, clerk.counter.clone())).collect();
        same(&of("clerks"), &shown, &expected)?;
        self.check_transfers(id, view)?;
        self.check_desk(id, &view.desk, at)?;
        for action in &view.actions {
            let what = format!("{:?} refused at {id}", action.action);
            same(&what, &action.disabled_because.is_some(), &may(self, id, action.action).is_err())?;
        }
        Ok(())
    }

    /// The queue at a counter is the calls it would make one after the other; of those who are as good as equal any.
    fn check_queue(&self, id: &CounterId, view: &CounterView, at: Timestamp) -> Checked {
        let Some(clerk) = self.clerk_at(id) else { return same(&format!("queue at {id}"), &view.queue.len(), &0) };
        let mut calling = self.calls_of(id, clerk, at);
        same(&format!("queue at {id}"), &view.queue.len(), &calling.count().min(COUNTER_QUEUE_ROWS_MAX))?;
        for (position, shown) in view.queue.iter().enumerate() {
            let may_be = calling.next();
            let is_it = |(guest, errand): &Row<'_>| {
                Some(guest.id) == shown.ticket.map(|id| id.0)
                    && self.name_of(&guest.errands[*errand].service) == shown.service
            };
            let Some(row) = may_be.iter().map(|one| one.row).find(is_it) else {
                let expected: Vec<_> = may_be.iter().map(|one| (&one.row.0.code, one.row.1, &one.score)).collect();
                let (code, service) = (&shown.code, &shown.service.it);
                return Err(format!(
                    "place {position} of the queue at {id} has {code} for {service}, not {expected:?}"
                ));
            };
            let of = |what: &str| format!("{what} in place {position} of the queue at {id}");
            let (guest, errand) = row;
            same(&of("code"), &shown.code.as_str(), &guest.code.as_str())?;
            same(&of("class"), &shown.class, &guest.class)?;
            // A clock that fell back since makes nobody wait from a moment to come.
            same(&of("waiting since"), &shown.waiting_since, &guest.errands[errand].key.min(at))?;
            calling.call(row);
        }
        Ok(())
    }

    fn check_transfers(&self, id: &CounterId, view: &CounterView) -> Checked {
        let expected: Vec<_> = match in_hand(self, id) {
            Err(_) => Vec::new(),
            Ok((guest, _)) => {
                let is_open = |id| guest.errands.iter().any(|errand| errand.is_open() && errand.service == id);
                let all = self.catalog.services.iter().map(|service| service.id.clone());
                all.filter(|id| !is_open(id.clone())).collect()
            }
        };
        let shown: Vec<_> = view.services.iter().map(|service| service.id.clone()).collect();
        same(&format!("services to send on to at {id}"), &shown, &expected)
    }

    fn ticket_in_hand(&self, counter: &CounterId) -> Option<CounterTicket> {
        let (guest, position) = self.in_hand(counter)?;
        let errand = &guest.errands[position];
        let priority = self.catalog.priorities.iter().find(|known| Some(&known.id) == guest.priority.as_ref());
        Some(CounterTicket {
            ticket: domain::ids::TicketId(guest.id),
            code: domain::ticket::Code(guest.code.clone()),
            service: self.name_of(&errand.service),
            further_services: self.further(guest, position),
            state: errand.state,
            since: errand.since,
            waited_minutes: u32::try_from(guest.waited.num_minutes()).unwrap_or(0),
            recalls: errand.recalls,
            class: guest.class,
            priority: priority.map(priority_choice),
            reason: errand.reason.clone(),
        })
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

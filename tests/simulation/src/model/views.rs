//! What every screen should show, by the model; the first difference is told.

use domain::Timestamp;
use domain::ids::{CounterId, ServiceId};
use domain::limits::COUNTER_QUEUE_ROWS_MAX;
use domain::text::Text;
use domain::ticket::LegState;
use domain::view::{BoardView, CounterTicket, CounterView, KioskView, TicketView};

use super::{Guest, Model};
use crate::commands::counter::may;
use crate::commands::in_hand;

/// Why a view is wrong.
pub type Checked = Result<(), String>;

/// Compares one thing a view shows with what the model says.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, shown: &T, expected: &T) -> Checked {
    if shown == expected { Ok(()) } else { Err(format!("{what} is {shown:?} where the model says {expected:?}")) }
}

impl Model {
    fn name_of(&self, service: &ServiceId) -> Text {
        let known = self.catalog.services.iter().find(|known| &known.id == service);
        known.map_or_else(|| Text::new(service.as_str(), ""), |service| service.name.clone())
    }

    fn label_of(&self, counter: &CounterId) -> Option<String> {
        let known = self.catalog.counters.iter().find(|known| &known.id == counter);
        known.map(|counter| counter.label.clone())
    }

    fn waiting_in(&self, area: &str) -> u32 {
        let services = self.catalog.services.iter().filter(|service| service.area.as_str() == area);
        services.map(|service| count(self.queue(&service.id).len())).sum()
    }

    /// How many counters are staffed by somebody who can serve this.
    fn counters_open(&self, service: &ServiceId) -> u32 {
        let clerks = self.seats.iter().filter_map(|seat| self.clerk_at(&seat.counter));
        count(clerks.filter(|clerk| clerk.primary.contains(service) || clerk.secondary.contains(service)).count())
    }

    /// Checks the kiosk.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_kiosk(&self, view: &KioskView) -> Checked {
        same("the day at the kiosk", &view.day, &self.day)?;
        same("areas at the kiosk", &view.areas.len(), &self.catalog.areas.len())?;
        for area in &view.areas {
            let id = area.id.as_str();
            same(&format!("waiting in {id} at the kiosk"), &area.waiting, &self.waiting_in(id))?;
            let expected: Vec<_> = self
                .catalog
                .services
                .iter()
                .filter(|service| service.area == area.id)
                .map(|service| (&service.id, count(self.queue(&service.id).len()), self.counters_open(&service.id)))
                .collect();
            let shown: Vec<_> =
                area.services.iter().map(|shown| (&shown.id, shown.waiting, shown.counters_open)).collect();
            same(&format!("services of {id} at the kiosk (waiting, counters open)"), &shown, &expected)?;
        }
        Ok(())
    }

    /// Checks the board.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_board(&self, view: &BoardView) -> Checked {
        same("the day on the board", &view.day, &self.day)?;
        let expected: Vec<_> = self
            .calls
            .iter()
            .filter_map(|call| {
                let guest = self.guest(call.guest)?;
                let is_open = guest.errands[call.errand].state == LegState::Called;
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
        let expected: Vec<_> = self.catalog.areas.iter().map(|area| self.waiting_in(area.id.as_str())).collect();
        same("waiting on the board", &shown, &expected)
    }

    /// Checks one ticket.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_ticket(&self, guest: &Guest, view: &TicketView) -> Checked {
        let current = guest.errand();
        let shown = &guest.errands[current.unwrap_or(guest.errands.len() - 1)];
        let further = guest.errands.iter().skip(current.map_or(usize::MAX, |current| current + 1));
        let further: Vec<_> =
            further.filter(|errand| errand.is_open()).map(|errand| self.name_of(&errand.service)).collect();
        let of = |what: &str| format!("{what} of ticket {}", guest.code);
        same(&of("id"), &view.ticket.0, &guest.id)?;
        same(&of("code"), &view.code.as_str(), &guest.code.as_str())?;
        same(&of("time"), &view.taken_at, &guest.taken_at)?;
        same(&of("state"), &view.state, &shown.state)?;
        same(&of("service"), &view.service, &self.name_of(&shown.service))?;
        same(&of("further services"), &view.further_services, &further)?;
        same(&of("counter"), &view.counter, &shown.counter.as_ref().and_then(|counter| self.label_of(counter)))?;
        same(&of("people ahead"), &view.people_ahead, &self.people_ahead(guest))
    }

    fn people_ahead(&self, guest: &Guest) -> u32 {
        let Some(service) = guest.waits_for() else { return 0 };
        count(self.queue(service).iter().filter(|other| other.order() < guest.order()).count())
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
        let queue = clerk.map(|clerk| self.queue_of(clerk)).unwrap_or_default();
        same(&of("waiting"), &view.waiting, &count(queue.len()))?;
        let shown: Vec<_> = view.queue.iter().map(|row| (row.code.as_str(), &row.service, row.class)).collect();
        let names: Vec<_> = queue.iter().filter_map(|guest| guest.waits_for()).map(|id| self.name_of(id)).collect();
        let rows = queue.iter().zip(&names).map(|(guest, name)| (guest.code.as_str(), name, guest.class));
        same(&of("queue"), &shown, &rows.take(COUNTER_QUEUE_ROWS_MAX).collect())?;
        // A clock that fell back since makes nobody wait from a moment to come.
        let since = queue.iter().filter_map(|guest| guest.errand().map(|errand| guest.errands[errand].waiting_since));
        let expected: Vec<_> = since.map(|since| since.min(at)).take(COUNTER_QUEUE_ROWS_MAX).collect();
        let shown: Vec<_> = view.queue.iter().map(|row| row.waiting_since).collect();
        same(&of("waiting since"), &shown, &expected)?;
        same(&of("ticket in hand"), &view.current, &self.current(id))?;
        let seats = |clerk: &domain::ids::ClerkId| self.seat_of(clerk).and_then(|seat| self.label_of(&seat.counter));
        let expected: Vec<_> = self.catalog.clerks.iter().map(|clerk| (&clerk.id, seats(&clerk.id))).collect();
        let shown: Vec<_> = view.clerks.iter().map(|clerk| (&clerk.id, clerk.counter.clone())).collect();
        same(&of("clerks"), &shown, &expected)?;
        self.check_transfers(id, view)?;
        for action in &view.actions {
            let what = format!("{:?} refused at {id}", action.action);
            same(&what, &action.disabled_because.is_some(), &may(self, id, action.action).is_err())?;
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

    fn current(&self, counter: &CounterId) -> Option<CounterTicket> {
        let (guest, position) = self.in_hand(counter)?;
        let errand = &guest.errands[position];
        let waited = errand.called_at.map_or(0, |at| (at - errand.waiting_since).num_minutes());
        let further = guest.errands[position + 1..].iter().filter(|errand| errand.is_open());
        Some(CounterTicket {
            ticket: domain::ids::TicketId(guest.id),
            code: domain::ticket::Code(guest.code.clone()),
            service: self.name_of(&errand.service),
            further_services: further.map(|errand| self.name_of(&errand.service)).collect(),
            state: errand.state,
            since: errand.since,
            waited_minutes: u32::try_from(waited).unwrap_or(0),
            recalls: errand.recalls,
        })
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

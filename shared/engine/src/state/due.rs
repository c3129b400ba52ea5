//! What happens by itself, and when.

use domain::Timestamp;

use super::State;
use crate::ticket::Ticket;

impl State {
    /// When something happens by itself next, where anything does.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        let of_tickets = self.deadlines.iter().next().map(|(deadline, ())| deadline.at);
        let of_appointments = self.appointments.next_deadline(&self.catalog.rules);
        of_tickets.into_iter().chain(of_appointments).min()
    }

    /// The tickets to which something has happened by itself, in the order of their moments.
    pub(crate) fn due(&self, now: Timestamp) -> impl Iterator<Item = &Ticket> {
        let due = self.deadlines.iter().take_while(move |(deadline, ())| deadline.at <= now);
        due.filter_map(|(deadline, ())| self.ticket(deadline.ticket))
    }
}

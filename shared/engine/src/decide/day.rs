//! Opening and closing the day.

use domain::DayDate;
use domain::event::Event;
use domain::rejection::Rejection;

use crate::state::State;

pub(super) fn open(state: &State, day: DayDate) -> Result<Vec<Event>, Rejection> {
    if state.day.is_some() {
        return Err(Rejection::DayAlreadyOpen);
    }
    if state.last_day.is_some_and(|last| day <= last) {
        return Err(Rejection::DayNotAfterLast);
    }
    Ok(vec![Event::DayOpened { day, first_ticket: state.next_ticket }])
}

pub(super) fn close(state: &State) -> Result<Vec<Event>, Rejection> {
    let day = state.day.ok_or(Rejection::DayClosed)?;
    let unserved = state.tickets().filter(|ticket| ticket.is_open()).map(|ticket| ticket.id).collect();
    Ok(vec![Event::DayClosed { day, unserved }])
}

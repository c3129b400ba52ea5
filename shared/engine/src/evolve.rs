//! What the state is after an event. Cannot fail: what an event says has happened.

mod catalog;
mod desk;
mod order;
mod standing;

use std::sync::Arc;

use domain::appointment::AppointmentState;
use domain::event::{Behind, Event, ReadyLeg};
use domain::ids::{CounterId, DeviceId, LocationId, Seq, ServiceId, TicketId};
use domain::limits::BOARD_CALLS_MAX;
use domain::reason::CallReason;
use domain::ticket::{Class, Code, LegState, Step};
use domain::{DayDate, Timestamp};

use crate::dispatch::{self, Rank};
use crate::state::{Call, Desk, Minute, State};
use crate::ticket::{Leg, Missed, Ticket};

use desk::remember;

/// Takes one event of the journal into the state.
pub fn evolve(state: &mut State, seq: Seq, at: Timestamp, event: &Event) {
    state.seq = seq;
    match event {
        Event::DayOpened { day, first_ticket } => open_day(state, at, *day, *first_ticket),
        Event::DayClosed { unserved, .. } => close_day(state, at, unserved),
        Event::TicketTaken {
            ticket,
            code,
            services,
            class,
            language,
            device,
            priority,
            weight,
            follow,
            location,
            ready_at,
            appointment,
            waits_from,
            taken_offline_at,
            ..
        } => {
            count_code(state, code, device.as_ref(), *taken_offline_at);
            count_given(state, services, *class);
            state.next_ticket = TicketId(ticket.0 + 1);
            // Who took it while the dispatcher was gone has waited since then.
            let at = taken_offline_at.unwrap_or(at);
            let place = location.clone().unwrap_or_else(|| state.headquarters());
            let legs = services.iter().map(|service| {
                let leg = Leg::waiting(service.clone(), place.clone(), at);
                Leg { ready_at: *ready_at, key: waits_from.unwrap_or(at), ..leg }
            });
            let legs = legs.collect();
            let mut taken = Ticket::new(*ticket, code.clone(), *class, at, legs);
            order::tie_all(&mut taken, &state.catalog);
            // What is credited orders the queue; what was not waited is never told as a wait.
            let waiting_from = waits_from.map_or(at, |from| from.max(at));
            let (priority, weight, language) = (priority.clone(), *weight, *language);
            state.add(Ticket { priority, weight, language, waiting_from, ..taken });
            if let Some(appointment) = appointment {
                state.appointments.turn(appointment, AppointmentState::CheckedIn, Some(*ticket));
            }
            if let Some(token) = follow {
                state.follow(*token, *ticket);
            }
            if let Some(device) = device.as_ref().filter(|_| taken_offline_at.is_none()) {
                count_device(state, device, at);
            }
        }
        Event::ClerkSignedIn { counter, clerk } => desk::sit_down(state, counter, Some(clerk)),
        Event::ClerkSignedOut { counter, .. } => desk::sit_down(state, counter, None),
        Event::TicketMoved { ticket, from, to } => move_ticket(state, seq, at, *ticket, from, to),
        Event::TicketCalled { ticket, leg, counter, reason } => {
            remember(state, counter, Step::Call, *ticket, at);
            desk(state, counter).ticket = Some(*ticket);
            state.change(*ticket, |ticket| ticket.end_wait(at));
            count_call(state, *ticket, *leg, counter);
            change_leg(state, *ticket, *leg, LegState::Called, at, Some(counter));
            keep_reason(state, *ticket, *leg, reason.as_deref());
            let location = state.location_of(counter);
            show_call(state, Call { seq, ticket: *ticket, leg: *leg, counter: counter.clone(), location, at });
        }
        Event::TicketRecalled { ticket, counter } => recall(state, seq, at, *ticket, counter),
        Event::ServiceStarted { ticket, leg, counter } => {
            remember(state, counter, Step::Start, *ticket, at);
            // Where the same counter goes on with the next leg nobody was called.
            desk(state, counter).ticket = Some(*ticket);
            change_leg(state, *ticket, *leg, LegState::Serving, at, Some(counter));
        }
        Event::ServiceFinished { ticket, leg, counter, ready, .. } => {
            remember(state, counter, Step::Finish, *ticket, at);
            desk(state, counter).ticket = None;
            change_leg(state, *ticket, *leg, LegState::Finished, at, None);
            release(state, *ticket, at, ready);
        }
        Event::TicketReady { ticket } => make_ready(state, *ticket, at),
        Event::TicketNotShown { ticket, leg, counter } => {
            remember(state, counter, Step::NoShow, *ticket, at);
            desk(state, counter).ticket = None;
            miss_call(state, *ticket, *leg, at);
        }
        Event::TicketTransferred { ticket, leg, counter, ready, .. } => {
            remember(state, counter, Step::Transfer, *ticket, at);
            desk(state, counter).ticket = None;
            change_leg(state, *ticket, *leg, LegState::Transferred, at, None);
            release(state, *ticket, at, ready);
            order::insert_leg(state, event, at);
        }
        Event::TicketReclassified { ticket, class, priority, weight, .. } => state.change(*ticket, |ticket| {
            (ticket.class, ticket.priority, ticket.weight) = (*class, priority.clone(), *weight);
            ticket.legs.iter_mut().for_each(|leg| leg.behind = None);
        }),
        Event::ClerkPaused { .. }
        | Event::ClerkResumed { .. }
        | Event::AutoNextSet { .. }
        | Event::HelpAsked { .. }
        | Event::HelpAnswered { .. } => desk::change(state, at, event),
        Event::ServiceAdded { .. } => order::add_leg(state, event, at),
        Event::SlipReported { ticket, .. } => {
            state.pass_time(*ticket, |ticket| ticket.slip_reports = ticket.slip_reports.saturating_add(1));
        }
        Event::PrinterReported { device, printer, state: of_printer, location } => {
            state.keep_printer(device, *printer, (*of_printer, location.as_ref()), at);
        }
        Event::UsherCalled { device, location } => state.keep_usher_call(device, location.as_ref(), at),
        Event::UsherAnswered { device, .. } => state.end_usher_call(device),
        Event::NoticePosted { notice, .. } => state.keep_notice(notice, at),
        Event::NoticeTakenDown { notice, .. } => state.take_down_notice(*notice),
        Event::CodesLeased { device, blocks, starts_anew } => {
            Arc::make_mut(&mut state.leases).lease(device, blocks, *starts_anew);
        }
        Event::EmergencyBlocksGiven { devices } => {
            Arc::make_mut(&mut state.leases).emergency.clone_from(devices);
        }
        Event::TicketRecoded { ticket, code, .. } => recode(state, seq, at, *ticket, code),
        Event::TicketRejoined { ticket, leg } => rejoin(state, *ticket, *leg, at),
        Event::TicketParked { .. } => desk::park(state, at, event),
        Event::TicketReturned { ticket } => desk::unpark(state, *ticket, at),
        Event::TicketResumed { ticket, leg, counter } => {
            desk(state, counter).ticket = Some(*ticket);
            desk(state, counter).steps.clear();
            change_leg(state, *ticket, *leg, LegState::Serving, at, Some(counter));
        }
        Event::DirectServiceStarted { ticket, service, counter } => {
            desk::serve_direct(state, *ticket, service, counter, at);
        }
        Event::StepUndone { counter, ticket, .. } => desk::undo(state, counter, *ticket),
        Event::TicketCancelled { ticket } => end_ticket(state, *ticket, LegState::Cancelled, at),
        Event::TicketDelayed { ticket, behind, until } => delay(state, *ticket, behind, *until),
        Event::AppointmentsPlanned { appointments, cancelled } => {
            state.appointments.plan(appointments);
            for appointment in cancelled {
                state.appointments.turn(appointment, AppointmentState::Cancelled, None);
            }
        }
        Event::AppointmentMissed { appointment } => {
            state.appointments.turn(appointment, AppointmentState::Missed, None);
        }
        Event::TicketWentElsewhere { ticket, location, ready_at } => go_elsewhere(state, *ticket, location, *ready_at),
        Event::DurationsLearned { durations } => {
            state.durations = Arc::new(durations.clone());
            state.measure();
        }
        Event::WaitsCalibrated { calibration } => state.calibration = Some(*calibration),
        Event::SlipReprinted { ticket } => state.pass_time(*ticket, |ticket| ticket.reprints += 1),
        // Of the clock the journal's dates tell all there is to know.
        Event::ClockStepped { .. } => (),
        Event::CatalogChanged { version, catalog, source, .. } => catalog::change(state, *version, catalog, source),
    }
    standing::follow(state, event);
}

/// Remembers how many tickets a letter has given, and what a kiosk gave beside that.
fn count_code(state: &mut State, code: &Code, device: Option<&DeviceId>, taken_offline_at: Option<Timestamp>) {
    if let Some(taken_at) = taken_offline_at {
        let leases = Arc::make_mut(&mut state.leases);
        leases.give(code);
        device.into_iter().for_each(|device| leases.hand_in(device, taken_at));
    } else if let Some((letter, number)) = code.place() {
        let highest = state.numbers.entry(letter).or_default();
        *highest = number.max(*highest);
    }
}

/// Gives a ticket the code its citizen has on paper; one who was called under the other is called again.
fn recode(state: &mut State, seq: Seq, at: Timestamp, id: TicketId, code: &Code) {
    Arc::make_mut(&mut state.leases).give(code);
    state.change(id, |ticket| ticket.code = code.clone());
    let Some((leg, called)) = state.ticket(id).and_then(Ticket::current) else { return };
    let counter = called.counter.clone().filter(|_| called.state == LegState::Called);
    if let Some(counter) = counter {
        let location = state.location_of(&counter);
        show_call(state, Call { seq, ticket: id, leg, counter, location, at });
    }
}

fn count_device(state: &mut State, device: &DeviceId, at: Timestamp) {
    let minute =
        Arc::make_mut(&mut state.devices).entry(device.clone()).or_insert_with(|| Minute { from: at, tickets: 0 });
    if !minute.goes_on(at) {
        *minute = Minute { from: at, tickets: 0 };
    }
    minute.tickets += 1;
}

/// Keeps with a leg why it was called.
fn keep_reason(state: &mut State, ticket: TicketId, leg: usize, reason: Option<&CallReason>) {
    state.change(ticket, |ticket| {
        if let Some(leg) = ticket.legs.get_mut(leg) {
            leg.reason = reason.cloned().map(Arc::new);
        }
    });
}

/// Counts a call for its service, and remembers whether a preferred visit was called.
fn count_call(state: &mut State, ticket: TicketId, leg: usize, counter: &CounterId) {
    if let Some(service) = state.ticket(ticket).and_then(|ticket| ticket.legs.get(leg)).map(|leg| leg.service.clone()) {
        state.count_call(&service);
    }
    let is_preferred = state.ticket(ticket).is_some_and(|ticket| ticket.class != Class::WalkIn);
    state.rank_call(state.location_of(counter), is_preferred);
}

fn ready_at(ready: &[ReadyLeg], leg: usize) -> Option<Timestamp> {
    ready.iter().find(|ready| ready.leg == leg).map(|ready| ready.at)
}

/// Lets the legs to come be called once the citizen can be there.
fn release(state: &mut State, ticket: TicketId, at: Timestamp, ready: &[ReadyLeg]) {
    let percent = state.catalog.rules.waited_credit_percent;
    state.change(ticket, |ticket| ticket.release(at, percent, |leg| ready_at(ready, leg)));
}

fn make_ready(state: &mut State, ticket: TicketId, at: Timestamp) {
    state.pass_time(ticket, |ticket| {
        for leg in &mut ticket.legs {
            leg.ready_at = leg.ready_at.filter(|ready_at| *ready_at > at);
        }
    });
}

/// Everything still to come is waited for in another building.
fn go_elsewhere(state: &mut State, ticket: TicketId, location: &LocationId, ready_at: Option<Timestamp>) {
    state.change(ticket, |ticket| {
        for leg in ticket.legs.iter_mut().filter(|leg| leg.state == LegState::Waiting && leg.location != *location) {
            (leg.location, leg.behind, leg.is_front, leg.only) = (location.clone(), None, false, None);
            leg.ready_at = leg.ready_at.max(ready_at);
        }
    });
}

/// Lets others pass: the legs stand behind somebody else, or are not called for a while.
fn delay(state: &mut State, id: TicketId, behind: &[Behind], until: Option<Timestamp>) {
    let places: Vec<_> = behind.iter().filter_map(|behind| Some((behind.leg, place_of(state, id, behind)?))).collect();
    state.change(id, |ticket| {
        ticket.delays += 1;
        for (position, leg) in ticket.legs.iter_mut().enumerate().filter(|(_, leg)| leg.state == LegState::Waiting) {
            leg.ready_at = leg.ready_at.max(until);
            if let Some((_, place)) = places.iter().find(|(behind, _)| *behind == position) {
                leg.behind = Some(*place);
            }
        }
    });
}

/// The place of the one a leg stands behind.
fn place_of(state: &State, id: TicketId, behind: &Behind) -> Option<Rank> {
    let service = &state.ticket(id)?.legs.get(behind.leg)?.service;
    let before = state.ticket(behind.ticket)?;
    let (position, leg) = before.waiting().find(|(_, leg)| &leg.service == service)?;
    Some(dispatch::rank(before, position, leg))
}

/// Ends a visit nobody came for; it may be taken back later.
fn miss_call(state: &mut State, ticket: TicketId, leg: usize, at: Timestamp) {
    let service = state.ticket(ticket).and_then(|ticket| ticket.legs.get(leg)).map(|leg| leg.service.clone());
    let calls = service.map_or(0, |service| state.calls_made(&service));
    end_ticket(state, ticket, LegState::NoShow, at);
    state.change(ticket, |ticket| ticket.no_show = Some(Missed { leg, at, calls }));
}

fn rejoin(state: &mut State, ticket: TicketId, front: usize, at: Timestamp) {
    state.change(ticket, |ticket| {
        (ticket.has_rejoined, ticket.waiting_from) = (true, at);
        for (position, leg) in ticket.legs.iter_mut().enumerate().filter(|(_, leg)| leg.state == LegState::NoShow) {
            (leg.state, leg.since, leg.recalls) = (LegState::Waiting, at, 0);
            leg.is_front = position == front;
        }
    });
}

/// Counts the tickets of each service that were given without an appointment, for its quota.
fn count_given(state: &mut State, services: &[ServiceId], class: Class) {
    if class == Class::Appointment {
        return;
    }
    let given = Arc::make_mut(&mut state.given);
    for service in services {
        *given.entry(service.clone()).or_default() += 1;
    }
}

fn open_day(state: &mut State, at: Timestamp, day: DayDate, first_ticket: TicketId) {
    state.clear();
    state.day = Some(day);
    state.opened_at = Some(at);
    state.last_day = Some(day);
    state.remember_day(day);
    state.next_ticket = first_ticket;
}

fn close_day(state: &mut State, at: Timestamp, unserved: &[TicketId]) {
    state.usher_calls = Arc::default();
    state.day = None;
    state.desks = Arc::default();
    state.measure();
    for ticket in unserved {
        end_ticket(state, *ticket, LegState::DayClosed, at);
    }
}

fn desk<'a>(state: &'a mut State, counter: &CounterId) -> &'a mut Desk {
    Arc::make_mut(&mut state.desks).entry(counter.clone()).or_default()
}

fn move_ticket(state: &mut State, seq: Seq, at: Timestamp, ticket: TicketId, from: &CounterId, to: &CounterId) {
    desk(state, from).ticket = None;
    desk(state, to).ticket = Some(ticket);
    desk(state, from).steps.clear();
    desk(state, to).steps.clear();
    state.change(ticket, |moved| {
        if let Some(leg) = moved.legs.iter_mut().find(|leg| leg.holds()) {
            leg.counter = Some(to.clone());
        }
        // What goes on where the ticket is in hand goes on there still.
        for leg in moved.legs.iter_mut().filter(|leg| leg.here.as_ref() == Some(from)) {
            leg.here = Some(to.clone());
        }
    });
    match state.ticket(ticket).and_then(Ticket::current) {
        // Whoever is on the way to the old counter has to see and hear the new one.
        Some((leg, current)) if current.state == LegState::Called => {
            let location = state.location_of(to);
            show_call(state, Call { seq, ticket, leg, counter: to.clone(), location, at });
        }
        Some(_) | None => {
            let location = state.location_of(to);
            if let Some(call) = Arc::make_mut(&mut state.calls).iter_mut().find(|call| call.ticket == ticket) {
                (call.counter, call.location) = (to.clone(), location);
            }
        }
    }
}

fn recall(state: &mut State, seq: Seq, at: Timestamp, ticket: TicketId, counter: &CounterId) {
    let Some((leg, _)) = state.ticket(ticket).and_then(Ticket::holding) else { return };
    state.change(ticket, |ticket| ticket.legs[leg].recalls += 1);
    let location = state.location_of(counter);
    show_call(state, Call { seq, ticket, leg, counter: counter.clone(), location, at });
}

fn change_leg(
    state: &mut State,
    ticket: TicketId,
    position: usize,
    to: LegState,
    at: Timestamp,
    counter: Option<&CounterId>,
) {
    state.change(ticket, |ticket| {
        let Some(leg) = ticket.legs.get_mut(position) else { return };
        leg.state = to;
        leg.since = at;
        leg.counter = counter.cloned();
        (leg.parked, leg.ready_at) = (None, None);
        if to == LegState::Called {
            leg.called_at = Some(at);
            leg.recalls = 0;
        }
    });
}

fn end_ticket(state: &mut State, ticket: TicketId, end: LegState, at: Timestamp) {
    state.change(ticket, |ticket| {
        for leg in ticket.legs.iter_mut().filter(|leg| !leg.state.is_over()) {
            leg.state = end;
            leg.since = at;
            leg.counter = None;
            (leg.ready_at, leg.parked) = (None, None);
        }
    });
}

/// Puts a call on top of the board of its building; a call repeated moves up instead of standing there twice.
fn show_call(state: &mut State, call: Call) {
    let calls = Arc::make_mut(&mut state.calls);
    calls.retain(|other| other.ticket != call.ticket);
    let is_here = |other: &Call| other.location == call.location;
    let last = calls.iter().enumerate().filter(|(_, other)| is_here(other)).map(|(position, _)| position);
    if let Some(last) = last.skip(BOARD_CALLS_MAX - 1).last() {
        calls.remove(last);
    }
    calls.insert(0, call);
}

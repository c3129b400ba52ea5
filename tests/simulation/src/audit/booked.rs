//! Appointments: expected on their day, checked in to once, and missed when nobody came in time; never told by a code.

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::Timestamp;
use domain::appointment::{Appointment, AppointmentState};
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{AppointmentId, ServiceId};
use domain::ticket::{Class, Code};

use super::{Audit, Checked, must};

fn minutes(minutes: u32) -> TimeDelta {
    TimeDelta::minutes(minutes.into())
}

/// When nobody is expected any more.
fn closes_at(starts_at: Timestamp, catalog: &Catalog) -> Timestamp {
    starts_at + minutes(catalog.rules.appointment_open_minutes.max(catalog.rules.check_in_late_minutes))
}

impl Audit {
    pub(super) fn expect(
        &mut self,
        appointments: &[Appointment],
        cancelled: &[AppointmentId],
        catalog: &Catalog,
    ) -> Checked {
        let zone: Tz = catalog.time_zone.parse().map_err(|_| format!("{} is no time zone", catalog.time_zone))?;
        for one in appointments {
            let (id, day) = (&one.id, one.starts_at.with_timezone(&zone).date_naive());
            must(self.day == Some(day), || format!("{id} is expected on {day}, not on {:?}", self.day))?;
            let before = self.booked.insert(id.clone(), (one.clone(), AppointmentState::Expected));
            let has_come = before.is_some_and(|(_, state)| state == AppointmentState::CheckedIn);
            must(!has_come, || format!("{id} is expected and has come"))?;
        }
        for id in cancelled {
            let state = self.booked.get_mut(id).map(|(_, state)| state);
            let state = state.ok_or_else(|| format!("{id} is called off, and nobody told of it"))?;
            must(*state != AppointmentState::CheckedIn, || format!("{id} is called off and has come"))?;
            *state = AppointmentState::Cancelled;
        }
        Ok(())
    }

    pub(super) fn is_missed(&mut self, id: &AppointmentId, at: Timestamp, catalog: &Catalog) -> Checked {
        let known = self.booked.get_mut(id).ok_or_else(|| format!("{id} is missed, and nobody told of it"))?;
        must(known.1 == AppointmentState::Expected, || format!("{id} is missed and {:?}", known.1))?;
        must(closes_at(known.0.starts_at, catalog) <= at, || format!("{id} is missed before its time"))?;
        known.1 = AppointmentState::Missed;
        Ok(())
    }

    /// A ticket that is taken for an appointment is taken by who is expected, in time, and once.
    pub(super) fn check_in(&mut self, event: &Event, at: Timestamp, catalog: &Catalog) -> Checked {
        let Event::TicketTaken { appointment: Some(id), services, class, location, ready_at, waits_from, .. } = event
        else {
            return Ok(());
        };
        let (booked, state) = self.booked.get_mut(id).ok_or_else(|| format!("{id} comes, and nobody told of it"))?;
        must(*state == AppointmentState::Expected, || format!("{id} comes and is {state:?}"))?;
        *state = AppointmentState::CheckedIn;
        let is_as_told = (&booked.services, &booked.location) == (services, location);
        must(is_as_told, || format!("{id} was told for {:?} and comes for {services:?}", booked.services))?;
        let (starts_at, rules) = (booked.starts_at, &catalog.rules);
        let is_early = at < starts_at - minutes(rules.check_in_early_minutes);
        must(!is_early && at < closes_at(starts_at, catalog), || format!("{id} comes out of time"))?;
        let is_late = at > starts_at + minutes(rules.check_in_late_minutes);
        let expected = if is_late { Class::WalkIn } else { Class::Appointment };
        must(*class == expected, || format!("{id} comes as {class:?} and is late: {is_late}"))?;
        let from = waits_from.unwrap_or(at);
        let earliest = if is_late { at - minutes(rules.late_credit_minutes) } else { starts_at.max(at) };
        must(from == earliest, || format!("{id} waits from {from}, not from {earliest}"))?;
        // Whoever is early stands in the queue all the same: the policy knows.
        must(ready_at.is_none(), || format!("{id} cannot be called before {ready_at:?}"))
    }

    /// A code counts on behind the letter of its service: nothing else can be read from it.
    pub(super) fn is_next_code(&mut self, code: &Code, service: &ServiceId, catalog: &Catalog) -> Checked {
        let letter = catalog.service(service).map_or('A', |service| service.letter);
        let given = self.given.entry(letter).or_default();
        *given += 1;
        while let Some(block) = self.leased.iter().find(|block| block.letter == letter && block.has(*given)) {
            *given = block.last + 1;
        }
        let expected = Code::nth(letter, *given);
        must(expected.as_ref() == Some(code), || format!("{code} is given where {expected:?} comes next"))
    }
}

//! Who is expected, and what has become of it.

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::appointment::{Appointment, AppointmentState};
use domain::ids::AppointmentId;
use domain::ticket::{Class, Code};
use domain::view::AppointmentsView;
use domain::{DayDate, Timestamp};

use super::Model;
use super::views::{Checked, same};

/// An appointment of the day.
#[derive(Clone, Debug)]
pub struct Booked {
    /// As it was told.
    pub appointment: Appointment,
    /// What has become of it.
    pub state: AppointmentState,
    /// The ticket of whoever came.
    pub guest: Option<u64>,
}

impl Model {
    /// Hears of appointments and of those called off; says whether that was news.
    pub fn plan(&mut self, appointments: &[Appointment], cancelled: &[AppointmentId]) -> bool {
        let Some(day) = self.day else { return false };
        let mut all = self.booked.clone();
        let mut gone: Vec<_> = cancelled.to_vec();
        let mut is_news = false;
        for told in appointments {
            let known = self.booked.iter().find(|booked| booked.appointment.id == told.id);
            let is_as_told =
                |booked: &Booked| booked.appointment == *told && booked.state == AppointmentState::Expected;
            if known.is_some_and(|known| known.state == AppointmentState::CheckedIn || is_as_told(known)) {
                continue;
            }
            if self.date(told.starts_at) != day {
                gone.push(told.id.clone());
                continue;
            }
            is_news = true;
            all.retain(|booked| booked.appointment.id != told.id);
            all.push(Booked { appointment: told.clone(), state: AppointmentState::Expected, guest: None });
        }
        let off = |booked: &Booked| matches!(booked.state, AppointmentState::Expected | AppointmentState::Missed);
        for id in self.booked.iter().filter(|booked| off(booked)).map(|booked| &booked.appointment.id) {
            if gone.contains(id) {
                is_news = true;
                let of_it = all.iter_mut().filter(|booked| &booked.appointment.id == id);
                of_it.for_each(|booked| booked.state = AppointmentState::Cancelled);
            }
        }
        self.booked = all;
        is_news
    }

    /// The day of a moment by the hub's calendar.
    fn date(&self, at: Timestamp) -> DayDate {
        let zone = self.catalog.time_zone.parse().unwrap_or(Tz::UTC);
        at.with_timezone(&zone).date_naive()
    }

    /// When nobody is expected for an appointment any more.
    #[must_use]
    pub fn closes_at(&self, starts_at: Timestamp) -> Timestamp {
        let rules = &self.catalog.rules;
        starts_at + TimeDelta::minutes(rules.appointment_open_minutes.max(rules.check_in_late_minutes).into())
    }

    /// Nobody came in time; says to how many appointments.
    pub(super) fn misses(&mut self, now: Timestamp) -> u64 {
        let (rules, mut missed) = (self.catalog.clone(), 0);
        let open = rules.rules.appointment_open_minutes.max(rules.rules.check_in_late_minutes);
        for booked in self.booked.iter_mut().filter(|booked| booked.state == AppointmentState::Expected) {
            if booked.appointment.starts_at + TimeDelta::minutes(open.into()) <= now {
                booked.state = AppointmentState::Missed;
                missed += 1;
            }
        }
        missed
    }

    /// Whom somebody is who types this: by the id, or by the code for check-in in any spelling.
    #[must_use]
    pub fn expected(&self, typed: &str) -> Option<&Booked> {
        let typed = typed.trim();
        let code: String = typed.chars().filter(|sign| *sign != '-' && !sign.is_whitespace()).collect();
        let is_code = |booked: &&Booked| booked.appointment.code.to_string().replace('-', "") == code.to_uppercase();
        let by_id = self.booked.iter().find(|booked| booked.appointment.id.as_str() == typed);
        by_id.or_else(|| self.booked.iter().find(is_code))
    }

    /// How somebody ranks who comes now for an appointment: the class, and since when the wait counts.
    #[must_use]
    pub fn rank_of(&self, starts_at: Timestamp, now: Timestamp) -> (Class, Timestamp) {
        let rules = &self.catalog.rules;
        let minutes = |minutes: u32| TimeDelta::minutes(minutes.into());
        if now > starts_at + minutes(rules.check_in_late_minutes) {
            return (Class::WalkIn, now - minutes(rules.late_credit_minutes));
        }
        (Class::Appointment, starts_at.max(now))
    }

    /// Checks the list of the day's appointments.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_appointments(&self, view: &AppointmentsView) -> Checked {
        same("the day of the appointments", &view.day, &self.day)?;
        let mut booked: Vec<_> = self.booked.iter().collect();
        booked.sort_by_key(|booked| (booked.appointment.starts_at, booked.appointment.id.clone()));
        let code = |id: u64| self.guest(id).map(|guest| Code(guest.code.clone()));
        let expected: Vec<_> =
            booked.iter().map(|booked| (&booked.appointment.id, booked.state, booked.guest.and_then(code))).collect();
        let shown: Vec<_> =
            view.appointments.iter().map(|row| (&row.appointment, row.state, row.ticket.clone())).collect();
        same("appointments (state, ticket)", &shown, &expected)
    }
}

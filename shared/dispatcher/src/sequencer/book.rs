//! The book of appointments: what an import changes in it, and what a day begins with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use appointments::Booking;
use appointments::limits::{BOOKING_YEAR_MAX, BOOKING_YEAR_MIN};
use calendar::OpeningTimes;
use chrono::Datelike;
use domain::appointment::{Appointment, AppointmentState};
use domain::check_in::CheckInCode;
use domain::event::Event;
use domain::ids::AppointmentId;
use domain::{DayDate, Days, Timestamp};
use protocol::{AppointmentsImported, ImportKind, ImportedAppointment, Problem, Remark};
use store::{Batch, KeptPerson, StoreError, StoredBooking};

use super::Sequencer;
use super::handle::{Answer, Answered};
use crate::problem;
use crate::secret;

/// Most bookings of one day, cancelled ones among them: tenfold what a busy headquarters serves.
pub(crate) const BOOKINGS_PER_DAY_MAX: usize = 5_000;
/// Most bookings in the book.
pub(crate) const BOOKINGS_KEPT_MAX: usize = 200_000;
/// How long bookings are kept after their day, in days; what became of them stands in the journal.
const BOOKINGS_KEPT_DAYS: u64 = 30;
/// How often a code for check-in is drawn until it is one nobody has; of so many nearly all are free.
const CODE_DRAWS_MAX: usize = 100;

/// Bookings without mistakes, on their way into the book.
pub(crate) struct Bookings {
    pub(crate) bookings: Vec<Booking>,
    /// What works but could surprise.
    pub(crate) notes: Vec<Remark>,
    pub(crate) kind: ImportKind,
    /// SHA-256 of the import as it came.
    pub(crate) digest: String,
}

impl Bookings {
    /// As it is kept to tell a retry from another request with the same key: nothing in it says what was booked.
    pub(super) fn request(&self) -> String {
        format!("appointments {} {}", self.kind.media_type(), self.digest)
    }
}

/// An import, compared with the book.
#[derive(Default)]
struct Compared {
    new: u32,
    changed: u32,
    unchanged: u32,
    cancelled: u32,
    past: u32,
    cancelled_unknown: u32,
    persons_unkept: u32,
    persons_forgotten: u32,
    /// Every booking of the import that is kept, as it is from here on, in the order of the import.
    kept: Vec<StoredBooking>,
    /// Those that are new or different.
    changes: BTreeMap<AppointmentId, StoredBooking>,
    /// What the rules of an open day have to know.
    planned: Vec<Appointment>,
    called_off: Vec<AppointmentId>,
    /// The days on which there is a booking more.
    grown: BTreeMap<DayDate, usize>,
}

impl Sequencer {
    /// Takes bookings into the book, and into the open day where they are of that day.
    pub(super) fn book(&mut self, import: &Bookings, now: Timestamp, batch: &mut Batch) -> Answered {
        let compared = self.compare(import, now, batch)?;
        if let Some(full) = self.full(&compared, batch).map_err(unreadable)? {
            return Ok(Answer::refused(&full));
        }
        let events = engine::plan(&self.state, &compared.planned, &compared.called_off);
        self.take(events, now, batch);
        let reply = self.told(import, &compared);
        batch.bookings.extend(compared.changes);
        Ok(Answer::done(&reply))
    }

    fn compare(&self, import: &Bookings, now: Timestamp, batch: &Batch) -> Result<Compared, Box<Problem>> {
        let times = OpeningTimes::new(self.state.catalog());
        let today = times.date(now);
        let first_day = self.state.day().map_or(today, |open| open.min(today));
        let first_moment = start_of(&times, first_day, 0);
        let mut codes: BTreeSet<_> = batch.bookings.values().map(code).cloned().collect();
        let mut compared = Compared::default();
        for booking in &import.bookings {
            match self.kept(&booking.id, batch).map_err(unreadable)? {
                None if booking.cancelled => compared.cancelled_unknown += 1,
                None if booking.starts_at < first_moment => compared.past += 1,
                None => {
                    let code = self.new_code(&codes, first_moment)?;
                    codes.insert(code.clone());
                    compared.new += 1;
                    *compared.grown.entry(times.date(booking.starts_at)).or_default() += 1;
                    let person = self.person(&KeptPerson::Unknown, booking, &mut compared);
                    let appointment = appointment(booking, code);
                    compared.planned.push(appointment.clone());
                    compared.change(StoredBooking { appointment, is_cancelled: false, person });
                }
                Some(kept) => self.compare_known(booking, &kept, &times, &mut compared),
            }
        }
        Ok(compared)
    }

    fn compare_known(
        &self,
        booking: &Booking,
        kept: &StoredBooking,
        times: &OpeningTimes<'_>,
        compared: &mut Compared,
    ) {
        let person = self.person(&kept.person, booking, compared);
        // What is called off needs neither time nor services to be known again; what was known of it stays.
        let appointment = match booking.cancelled {
            true => kept.appointment.clone(),
            false => appointment(booking, kept.appointment.code.clone()),
        };
        let (before, after) = (times.date(kept.appointment.starts_at), times.date(appointment.starts_at));
        let is_other = appointment != kept.appointment || booking.cancelled != kept.is_cancelled;
        let current = StoredBooking { appointment, is_cancelled: booking.cancelled, person };
        if current == *kept {
            compared.unchanged += 1;
            compared.kept.push(current);
            return;
        }
        match (is_other, booking.cancelled) {
            (true, true) => compared.called_off.push(booking.id.clone()),
            (true, false) => compared.planned.push(current.appointment.clone()),
            // Only the person is another: no rule of the office needs to know.
            (false, _) => (),
        }
        let count = if is_other && booking.cancelled { &mut compared.cancelled } else { &mut compared.changed };
        *count += 1;
        if after != before {
            *compared.grown.entry(after).or_default() += 1;
        }
        compared.change(current);
    }

    /// A booking as it is known, also from earlier in the same commit.
    fn kept(&self, id: &AppointmentId, batch: &Batch) -> Result<Option<StoredBooking>, StoreError> {
        match batch.bookings.get(id) {
            Some(pending) => Ok(Some(pending.clone())),
            None => self.reader.booking(&self.term.hub, id),
        }
    }

    /// A code that no booking has which is still to come.
    fn new_code(&self, pending: &BTreeSet<CheckInCode>, from: Timestamp) -> Result<CheckInCode, Box<Problem>> {
        for _ in 0..CODE_DRAWS_MAX {
            let code = secret::check_in_code().ok_or_else(problem::no_randomness)?;
            let is_taken = pending.contains(&code);
            if !is_taken && !self.reader.has_code(&self.term.hub, &code, from).map_err(unreadable)? {
                return Ok(code);
            }
        }
        Err(problem::no_randomness())
    }

    /// For whom a booking is from here on: what was deleted stays so, and where the hub keeps nobody nothing is added.
    fn person(&self, kept: &KeptPerson, booking: &Booking, compared: &mut Compared) -> KeptPerson {
        let Some(person) = &booking.person else { return kept.clone() };
        if *kept == KeptPerson::Forgotten {
            compared.persons_forgotten += 1;
            return KeptPerson::Forgotten;
        }
        if self.state.catalog().rules.keep_person_days == 0 {
            compared.persons_unkept += 1;
            return kept.clone();
        }
        KeptPerson::Known(serde_json::to_string(person).expect("a person is two texts"))
    }

    /// Why the book has no room for an import, where it has none.
    fn full(&self, compared: &Compared, batch: &Batch) -> Result<Option<Box<Problem>>, StoreError> {
        let times = OpeningTimes::new(self.state.catalog());
        for (day, more) in &compared.grown {
            let span = span_of(&times, *day);
            let pending = batch.bookings.values().filter(|booking| span.contains(&booking.appointment.starts_at));
            let known = self.reader.bookings_count(&self.term.hub, &span)? + pending.count();
            if known + more > BOOKINGS_PER_DAY_MAX {
                return Ok(Some(problem::day_full(*day, BOOKINGS_PER_DAY_MAX)));
            }
        }
        let ever = Timestamp::MIN_UTC..Timestamp::MAX_UTC;
        let known = self.reader.bookings_count(&self.term.hub, &ever)? + batch.bookings.len();
        let is_full = compared.new > 0 && known + compared.new as usize > BOOKINGS_KEPT_MAX;
        Ok(is_full.then(|| problem::book_full(BOOKINGS_KEPT_MAX)))
    }

    fn told(&self, import: &Bookings, compared: &Compared) -> AppointmentsImported {
        let times = OpeningTimes::new(self.state.catalog());
        let of_today: BTreeMap<_, _> = engine::view::appointments(&self.state, None)
            .appointments
            .into_iter()
            .map(|row| (row.appointment, row.state))
            .collect();
        let state = |booking: &StoredBooking| {
            let is_of_today = self.state.day() == Some(times.date(booking.appointment.starts_at));
            let known = of_today.get(&booking.appointment.id).filter(|_| is_of_today);
            let otherwise = if booking.is_cancelled { AppointmentState::Cancelled } else { AppointmentState::Expected };
            known.copied().unwrap_or(otherwise)
        };
        let appointments = compared.kept.iter().map(|booking| ImportedAppointment {
            appointment: booking.appointment.id.clone(),
            check_in_code: booking.appointment.code.clone(),
            state: state(booking),
        });
        AppointmentsImported {
            new: compared.new,
            changed: compared.changed,
            unchanged: compared.unchanged,
            cancelled: compared.cancelled,
            left_out: compared.past + compared.cancelled_unknown,
            appointments: appointments.collect(),
            notes: import.notes.iter().cloned().chain(compared.notes()).collect(),
        }
    }

    /// What is booked for a day that opens, also from earlier in the same commit.
    pub(super) fn booked_for(&self, events: &[Event], batch: &Batch) -> Result<Vec<Appointment>, Box<Problem>> {
        let opened = |event: &Event| if let Event::DayOpened { day, .. } = event { Some(*day) } else { None };
        let opened = events.iter().find_map(opened);
        // Nothing is booked at the ends of time, which somebody may open all the same.
        let Some(day) = opened.filter(|day| (BOOKING_YEAR_MIN..=BOOKING_YEAR_MAX).contains(&day.year())) else {
            return Ok(Vec::new());
        };
        let span = span_of(&OpeningTimes::new(self.state.catalog()), day);
        let found = self.reader.bookings(&self.term.hub, &span, BOOKINGS_PER_DAY_MAX).map_err(unreadable)?;
        if found.damaged > 0 {
            tracing::error!(bookings = found.damaged, "bookings of the day are damaged and left out; restore a backup");
        }
        let pending = batch.bookings.values().filter(|booking| span.contains(&booking.appointment.starts_at));
        let of_before = found.bookings.iter().filter(|booking| !batch.bookings.contains_key(&booking.appointment.id));
        let booked = of_before.chain(pending).filter(|booking| !booking.is_cancelled);
        Ok(booked.map(|booking| booking.appointment.clone()).collect())
    }

    /// Forgets the persons whose time has come, and the bookings nobody needs any more.
    ///
    /// Persons go by the clock, because their time is promised; bookings by the day that was open before as well, so
    /// that a clock that is ahead once does not take away what is still to come.
    pub(super) fn prune_book(&mut self, day_before: Option<DayDate>) {
        let times = OpeningTimes::new(self.state.catalog());
        let today = times.date(self.now());
        let persons_before = match u64::from(self.state.catalog().rules.keep_person_days) {
            0 => Timestamp::MAX_UTC,
            days => start_of(&times, today, days),
        };
        let bookings_before =
            day_before.map_or(Timestamp::MIN_UTC, |day| start_of(&times, day.min(today), BOOKINGS_KEPT_DAYS));
        let forgotten = self.store.forget_persons(&self.term, persons_before);
        let pruned = self.store.prune_bookings(&self.term, bookings_before);
        match forgotten.and_then(|persons| Ok((persons, pruned?))) {
            Ok((0, 0)) => (),
            Ok((persons, bookings)) => tracing::info!(persons, bookings, "old bookings forgotten"),
            Err(error) => tracing::error!(%error, "old bookings were not forgotten; it is tried again tomorrow"),
        }
    }
}

impl Compared {
    fn change(&mut self, booking: StoredBooking) {
        self.kept.push(booking.clone());
        self.changes.insert(booking.appointment.id.clone(), booking);
    }

    fn notes(&self) -> impl Iterator<Item = Remark> {
        let counts = [
            (self.past, problem::note_of_past as fn(u32) -> Remark),
            (self.cancelled_unknown, problem::note_of_unknown),
            (self.persons_unkept, problem::note_of_unkept_persons),
            (self.persons_forgotten, problem::note_of_forgotten_persons),
        ];
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, note)| note(count))
    }
}

fn code(booking: &StoredBooking) -> &CheckInCode {
    &booking.appointment.code
}

fn appointment(booking: &Booking, code: CheckInCode) -> Appointment {
    Appointment {
        id: booking.id.clone(),
        code,
        starts_at: booking.starts_at,
        duration_minutes: booking.duration_minutes,
        services: booking.services.clone(),
        location: booking.location.clone(),
    }
}

/// When the day begins that lies so many days before another.
///
/// No booking lies before the years of bookings, though a day opened by hand can, and a clock that lost its time.
fn start_of(times: &OpeningTimes<'_>, day: DayDate, days_before: u64) -> Timestamp {
    if day.year() < BOOKING_YEAR_MIN {
        return Timestamp::MIN_UTC;
    }
    times.midnight_after(day - Days::new(days_before + 1))
}

fn span_of(times: &OpeningTimes<'_>, day: DayDate) -> Range<Timestamp> {
    times.midnight_after(day - Days::new(1))..times.midnight_after(day)
}

fn unreadable(error: StoreError) -> Box<Problem> {
    tracing::error!(%error, "the book of appointments cannot be read");
    problem::storage(false)
}

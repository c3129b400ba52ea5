//! What a hub knows of itself at a moment of a day.

use policy::Class;

use crate::learn::{Profile, Span};

/// A hub at a moment; times are minutes after midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// The moment.
    pub now: f64,
    /// Every counter, by position.
    pub desks: Vec<Desk>,
    /// Everybody who waits or is on the way to a further service of their visit.
    pub tickets: Vec<Ticket>,
    /// Today's appointments of people who have not checked in.
    pub bookings: Vec<Booked>,
    /// Who has come today without an appointment.
    pub arrivals: Arrivals,
    /// When counters stop calling whoever still waits; infinite where everybody is served.
    pub closes_at: f64,
}

/// A counter at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// What happens there.
    pub doing: Doing,
    /// From when on it takes its break once it is free; infinite where the break is over or there is none.
    pub break_from: f64,
    /// From when on it leaves once it is free; infinite where it stays.
    pub leave_from: f64,
    /// When it comes back after leaving; infinite where it does not.
    pub back_at: f64,
}

/// What happens at a counter.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    /// Nobody is there until then; infinite where nobody comes today.
    Away {
        /// When somebody comes.
        until: f64,
    },
    /// Somebody is there and has nobody to serve.
    Free,
    /// A break.
    Break {
        /// When it ends.
        until: f64,
    },
    /// A ticket was called and serving has not begun.
    Called {
        /// Who was called.
        ticket: Served,
        /// When.
        at: f64,
    },
    /// A ticket is served.
    Serving {
        /// Who is served.
        ticket: Served,
        /// Since when.
        since: f64,
    },
}

/// Whom a counter is busy with.
#[derive(Clone, Debug, PartialEq)]
pub struct Served {
    /// The service's position.
    pub service: usize,
    /// The class of the visit.
    pub class: Class,
    /// Further services of the visit, in order.
    pub further: Vec<Further>,
    /// Minutes waited in the visit so far.
    pub waited_minutes: f64,
}

/// A service that comes later in a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Further {
    /// The service's position.
    pub service: usize,
    /// How it will be called: an appointment may be for the first service alone.
    pub class: Class,
}

/// Somebody who waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The service's position.
    pub service: usize,
    /// The class of the visit.
    pub class: Class,
    /// When they came for this service; later than now where they are on the way.
    pub arrival: f64,
    /// From when on the wait counts.
    pub clock: f64,
    /// Further services of the visit, in order.
    pub further: Vec<Further>,
    /// Minutes waited in the visit before this service.
    pub waited_minutes: f64,
}

/// Somebody with an appointment who is not here yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Booked {
    /// The service's position.
    pub service: usize,
    /// When the appointment is.
    pub slot: f64,
    /// Further services of the visit, in order.
    pub further: Vec<Further>,
}

/// Who comes without an appointment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrivals {
    /// What the past says of today.
    pub profile: Profile,
    /// When tickets are issued today.
    pub open: Vec<Span>,
    /// By area: people who have come today.
    pub seen: Vec<f64>,
    /// By service: people who have come in the last [`RECENT_MINUTES`].
    pub recent: Vec<f64>,
}

/// How far back [`Arrivals::recent`] looks, in minutes.
pub const RECENT_MINUTES: f64 = 60.0;

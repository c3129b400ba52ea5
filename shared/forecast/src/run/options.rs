//! How a run is made, and what comes of it.

/// How somebody with several services waits (reference `dispatching.md`, §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VisitRule {
    /// One service after the other, as if each began with a ticket of its own.
    #[default]
    NewTicketEach,
    /// In the queues of all services at once, each wait from when they are free.
    AnyOrder,
    /// As [`Self::AnyOrder`], with the minutes waited before credited, or a share of them.
    AnyOrderWithCredit,
}

/// The share of the minutes waited before with which visits of several services gain a sixth and the others lose less
/// than an eighth; with the whole the others lose more.
pub const BALANCED_CREDIT: f64 = 0.8;

/// How a run is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How somebody with several services waits.
    pub visits: VisitRule,
    /// Which part of the minutes waited before is credited under [`VisitRule::AnyOrderWithCredit`].
    pub credited_share: f64,
    /// Pressure is measured again only after so many minutes; 0 measures at each event where a counter is free.
    pub pressure_minutes: f64,
}

impl Default for Options {
    /// One service after the other, and pressure measured at each event, as on the reference days; where minutes are
    /// credited, all of them.
    fn default() -> Self {
        Self { visits: VisitRule::default(), credited_share: 1.0, pressure_minutes: 0.0 }
    }
}

/// When somebody was called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// From when on they waited: since they were there, and not before the slot of an appointment.
    pub ready: f64,
    /// When they were called, in minutes.
    pub at: f64,
    /// By which counter.
    pub counter: usize,
}

impl Call {
    /// How long they waited, in minutes.
    #[must_use]
    pub fn wait_minutes(&self) -> f64 {
        (self.at - self.ready).max(0.0)
    }
}

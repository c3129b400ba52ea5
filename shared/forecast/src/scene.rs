//! What is left of a day, as the runner wants it.

use policy::Class;

use crate::world::{Day, Leg, Shift};

/// The end of the morning, in minutes: whoever is to leave then serves on (reference `hub28`, rules of the world).
const MORNING_END_MINUTES: f64 = 780.0;
/// When the morning's counters leave at the latest on days with an afternoon, in minutes (reference `hub28`).
const AFTERNOON_LEAVE_MINUTES: f64 = 840.0;

/// A moment of a day and what comes after it.
///
/// Filled anew for each run without allocating, as long as it does not grow.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The moment it begins, in minutes; minus infinity where a whole day is to be played.
    pub start: f64,
    /// Everybody who waits and everybody who will come.
    pub people: Vec<Person>,
    /// Every counter, by position.
    pub plans: Vec<Plan>,
}

/// One service that somebody waits for or will wait for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// The service's position.
    pub service: usize,
    /// How they are called.
    pub class: Class,
    /// When they come, in minutes; not later than [`Scene::start`] where they wait already, infinite where they come
    /// after the leg before.
    pub arrival: f64,
    /// From when on the wait counts, in minutes.
    pub clock: f64,
    /// How long serving takes where the service is mastered, in minutes.
    pub draw_minutes: f64,
    /// Minutes waited in earlier legs of the visit, for whoever credits them; read from the first leg alone.
    pub waited_minutes: f64,
    /// The visit's first leg in [`Scene::people`].
    pub first: u32,
    /// The visit's next leg in [`Scene::people`], if any.
    pub next: Option<u32>,
    /// Nobody comes when called, and the visit ends.
    pub is_no_show: bool,
    /// Only asks when it would be called: counts as one more in its queue for itself alone, and takes no counter's time.
    pub is_probe: bool,
    /// The run ends when everybody watched has been called; where nobody is, it ends with the day.
    pub is_watched: bool,
}

impl Person {
    /// A visit of one service, not watched, who comes and is served.
    #[must_use]
    pub fn new(position: usize, service: usize, class: Class, arrival: f64) -> Self {
        Self {
            service,
            class,
            arrival,
            clock: arrival,
            draw_minutes: 0.0,
            waited_minutes: 0.0,
            first: position as u32,
            next: None,
            is_no_show: false,
            is_probe: false,
            is_watched: false,
        }
    }
}

/// When a counter is there; moments that never come are infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Somebody is there already at [`Scene::start`], free, serving or on break.
    pub is_on_duty: bool,
    /// When it is free for the first time, in minutes.
    pub free_at: f64,
    /// When free at this minute or later it leaves.
    pub leave_from: f64,
    /// When it comes back after leaving, to stay.
    pub back_at: f64,
    /// When free at this minute or later it takes its one break.
    pub break_from: f64,
}

impl Plan {
    /// A counter that is free from the start and stays.
    pub const FREE: Self = Self {
        is_on_duty: true,
        free_at: f64::NEG_INFINITY,
        leave_from: f64::INFINITY,
        back_at: f64::INFINITY,
        break_from: f64::INFINITY,
    };
}

impl Day {
    /// The whole day, nobody watched.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let has_afternoon = !self.leaves_on_time && self.shifts.iter().any(|shift| shift.afternoon_on.is_some());
        Scene {
            start: f64::NEG_INFINITY,
            people: self.legs.iter().map(person).collect(),
            plans: self.shifts.iter().map(|shift| plan(shift, has_afternoon, self.leaves_on_time)).collect(),
        }
    }
}

fn person(leg: &Leg) -> Person {
    Person {
        service: leg.service,
        class: leg.class,
        arrival: leg.arrival.unwrap_or(f64::INFINITY),
        clock: leg.clock,
        draw_minutes: leg.draw_minutes,
        waited_minutes: 0.0,
        first: leg.first as u32,
        next: leg.next.map(|next| next as u32),
        is_no_show: leg.is_no_show,
        is_probe: false,
        is_watched: false,
    }
}

fn plan(shift: &Shift, has_afternoon: bool, leaves_on_time: bool) -> Plan {
    let late = if has_afternoon { AFTERNOON_LEAVE_MINUTES } else { f64::INFINITY };
    let leaves_early = shift.off.filter(|off| leaves_on_time || *off < MORNING_END_MINUTES);
    let afternoon_on = shift.afternoon_on.unwrap_or(f64::INFINITY);
    let (leave_from, back_at) = match shift.on {
        Some(_) => (leaves_early.unwrap_or(late), afternoon_on),
        None => (f64::INFINITY, f64::INFINITY),
    };
    Plan {
        is_on_duty: false,
        free_at: shift.on.unwrap_or(afternoon_on),
        leave_from,
        back_at,
        break_from: shift.break_from.unwrap_or(f64::INFINITY),
    }
}

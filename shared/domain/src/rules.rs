//! The rules a hub can set for itself; each has a usual value, so a hub file names only what differs.

use serde::{Deserialize, Serialize};

use crate::ids::{PriorityId, ServiceId};
use crate::text::Text;

/// The rules of a hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Between one service of a visit and the next call of it, on the same floor, in seconds.
    pub leg_walk_seconds: u32,
    /// Further time for each floor between the two, in seconds.
    pub floor_walk_seconds: u32,
    /// Of so many calls in a building at most one is for an appointment or a priority while others wait, in calls; 0 for no bound.
    pub priority_one_in: u32,
    /// Tickets one kiosk can issue within a minute.
    pub tickets_per_device_minute_max: u32,
    /// Whether a clerk says when the called citizen has come; otherwise the call begins the service.
    pub confirm_arrival: bool,
    /// How long after a no-show the citizen is taken back, in minutes.
    pub rejoin_minutes: u32,
    /// After how many further calls for the service the citizen is still taken back, in calls.
    pub rejoin_calls: u32,
    /// How long a ticket can be laid aside, in minutes.
    pub park_minutes_max: u32,
    /// How long a counter's last step can be undone, in seconds.
    pub undo_seconds: u32,
    /// How often a citizen can let others pass, in times.
    pub let_pass_max: u32,
    /// Whether somebody who would probably not be called before the service closes gets no ticket; otherwise a warning.
    pub refuse_unlikely: bool,
    /// How often a slip can be printed again, in times.
    pub reprints_max: u32,
    /// How long before an appointment one can check in, in minutes.
    pub check_in_early_minutes: u32,
    /// How long after the beginning of an appointment one still has it; whoever comes later is a walk-in, in minutes.
    pub check_in_late_minutes: u32,
    /// Wait credited to whoever comes late for an appointment, in minutes.
    pub late_credit_minutes: u32,
    /// How long before its beginning an appointment counts; until then others come before it, in minutes.
    pub appointment_call_early_minutes: u32,
    /// After how long an appointment nobody came for closes by itself, in minutes.
    pub appointment_open_minutes: u32,
    /// By which rule a free counter chooses among those who wait.
    pub policy: Policy,
    /// The wait aimed at for appointments, from their beginning on, in minutes.
    pub appointment_target_minutes: u32,
    /// The wait aimed at for visits with priority, in minutes.
    pub priority_target_minutes: u32,
    /// What each call costs before serving begins, in seconds.
    pub setup_seconds: u32,
    /// How much longer serving takes with a secondary skill in the counter's own area, in percent.
    pub secondary_percent: u32,
    /// How much longer it takes with a secondary skill in another area, in percent.
    pub other_area_percent: u32,
    /// How much of the minutes waited for one service of a visit counts for its next, in percent.
    pub waited_credit_percent: u32,
    /// How long a clerk's break is planned to last, in minutes.
    pub break_minutes: u32,
    /// How long the personal data of an import are kept after the appointment, in days; 0 keeps none.
    pub keep_person_days: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            leg_walk_seconds: 60,
            floor_walk_seconds: 72,
            priority_one_in: 0,
            tickets_per_device_minute_max: 30,
            confirm_arrival: true,
            rejoin_minutes: 15,
            rejoin_calls: 5,
            park_minutes_max: 120,
            undo_seconds: 15,
            let_pass_max: 2,
            refuse_unlikely: false,
            reprints_max: 2,
            check_in_early_minutes: 60,
            check_in_late_minutes: 15,
            late_credit_minutes: 10,
            appointment_call_early_minutes: 5,
            appointment_open_minutes: 60,
            policy: Policy::Balanced,
            appointment_target_minutes: 10,
            priority_target_minutes: 10,
            setup_seconds: 36,
            secondary_percent: 10,
            other_area_percent: 20,
            waited_credit_percent: 80,
            break_minutes: 15,
            keep_person_days: 0,
        }
    }
}

/// How a free counter chooses among those who wait.
///
/// The first four weigh wait, pressure of the queue, duration and distance; the others are strict orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// K20: the shortest waits that are fair to every queue.
    #[default]
    Balanced,
    /// Appointments and priority wait less, the others more.
    AppointmentsFirst,
    /// Short services are not preferred: a shorter longest wait, a longer mean.
    Fair,
    /// Short services are preferred most: a shorter mean, a longer longest wait.
    Throughput,
    /// Priority, then appointments, then walk-ins; whoever waits longest within each.
    OldestFirst,
    /// What the clerk masters first, then the own area, then the rest; within each as oldest first.
    StrictLists,
    /// The service with most people first; within it as oldest first.
    LongestQueue,
}

impl Policy {
    /// Every policy, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Balanced,
        Self::AppointmentsFirst,
        Self::Fair,
        Self::Throughput,
        Self::OldestFirst,
        Self::StrictLists,
        Self::LongestQueue,
    ];

    /// Its name in hub files and on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::AppointmentsFirst => "appointments_first",
            Self::Fair => "fair",
            Self::Throughput => "throughput",
            Self::OldestFirst => "oldest_first",
            Self::StrictLists => "strict_lists",
            Self::LongestQueue => "longest_queue",
        }
    }
}

/// What holds between two services of one visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The service that comes first.
    pub first: ServiceId,
    /// The service that comes after it.
    pub then: ServiceId,
    /// What holds between them.
    pub rule: PairRule,
}

/// What can hold between two services of one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairRule {
    /// The second cannot be called before the first is over.
    InOrder,
    /// The second goes on at once at the counter that finished the first, where its clerk can serve it.
    SameCounter,
}

/// A reason for priority in the office's own regulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// The category's id.
    pub id: PriorityId,
    /// Its name, for the kiosk and the clerk; never shown in public together with a ticket.
    pub name: Text,
    /// Its place among the priorities: the greater is called first.
    pub weight: u32,
    /// What the clerk asks to see.
    pub proof: Text,
}

/// How high above the ground a floor's label says it is, in floors: `T` is 0, `2` is 2, `-1` and `S1` are -1.
///
/// `None` for a label that does not say.
#[must_use]
pub fn floor_level(label: &str) -> Option<i32> {
    match label.trim().to_uppercase().as_str() {
        "T" | "PT" | "G" | "R" => Some(0),
        below if below.starts_with('S') => below[1..].parse::<u16>().ok().map(|level| -i32::from(level)),
        number => number.parse::<i16>().ok().map(i32::from),
    }
}

/// How many floors lie between two labels; labels that differ and do not say how high they are count as one apart.
#[must_use]
pub fn floors_between(from: &str, to: &str) -> u32 {
    match (floor_level(from), floor_level(to)) {
        (Some(from), Some(to)) => from.abs_diff(to),
        (None, _) | (_, None) => u32::from(from != to),
    }
}

#[cfg(test)]
mod tests {
    use super::floors_between;

    #[test]
    fn floors_are_counted_by_what_stands_on_the_lift_buttons() {
        let cases = [("T", "2", 2), ("1", "1", 0), ("S1", "1", 2), ("-1", "PT", 1), ("A", "B", 1), ("A", "A", 0)];
        for (from, to, floors) in cases {
            assert_eq!(floors_between(from, to), floors, "{from} to {to}");
        }
    }
}

//! Everything that can happen to a hub.

use domain::appointment::Appointment;
use domain::command::Command;
use domain::ids::AppointmentId;
use domain::learned::{Durations, WaitCalibration};
use serde::{Deserialize, Serialize};

use crate::office::CatalogChange;

/// One thing that happens. Each stands on its own, so that any of them can be left out of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Transition {
    /// Somebody asks something for the first time.
    Ask {
        /// Number of the command's id.
        id: u64,
        /// How long after the last thing, in seconds.
        #[serde(default)]
        after_seconds: u32,
        /// What is asked.
        command: Command,
    },
    /// A client that got no answer asks the same again; nothing where it was never asked.
    AskAgain {
        /// Number of the command's id.
        id: u64,
    },
    /// A client uses an id for another command.
    ReuseId {
        /// Number of the id; nothing happens where it was never used.
        id: u64,
        /// What is asked with it.
        command: Command,
    },
    /// The journal will not take the next group.
    FailAppend {
        /// How it fails.
        fault: Fault,
    },
    /// The dispatcher is killed and started again on its journal.
    Restart,
    /// Another hub file comes in while the hub runs.
    ChangeCatalog {
        /// What changes.
        change: CatalogChange,
    },
    /// The hub file that is in use comes in once more.
    ImportAgain,
    /// A booking system tells of appointments.
    Plan {
        /// Those that are new, moved or as they were.
        appointments: Vec<Appointment>,
        /// Those that were called off.
        #[serde(default)]
        cancelled: Vec<AppointmentId>,
    },
    /// The hub has learnt something from its past.
    Learn {
        /// How long services take.
        #[serde(default)]
        durations: Option<Durations>,
        /// How told waits are stretched.
        #[serde(default)]
        stretched: Option<WaitCalibration>,
    },
    /// The machine's clock is set, forward or back.
    MoveClock {
        /// How far, in seconds.
        seconds: i64,
    },
    /// The night passes: after the hub's midnight the day that is over is closed and the next opened.
    PassMidnight,
}

impl Transition {
    /// The name under which it is counted.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ask { .. } => "ask",
            Self::AskAgain { .. } => "ask_again",
            Self::ReuseId { .. } => "reuse_id",
            Self::FailAppend { fault } => match fault {
                Fault::Full => "fail_append_full",
                Fault::Unavailable => "fail_append_unavailable",
                Fault::UnknownBefore => "fail_append_unknown_before",
                Fault::UnknownAfter => "fail_append_unknown_after",
            },
            Self::Restart => "restart",
            Self::ChangeCatalog { change } => match change {
                CatalogChange::Service(_) => "change_service",
                CatalogChange::Counter(_) => "change_counter",
                CatalogChange::Clerk(_) => "change_clerk",
                CatalogChange::Letter(_) => "change_letter",
                CatalogChange::Skills(_) => "change_skills",
                CatalogChange::Given(_) => "change_given",
                CatalogChange::Priority(_) => "change_priority",
                CatalogChange::Place => "change_place",
                CatalogChange::Ways(_) => "change_ways",
            },
            Self::ImportAgain => "import_again",
            Self::Plan { .. } => "plan",
            Self::Learn { .. } => "learn",
            Self::MoveClock { seconds } if *seconds < 0 => "clock_back",
            Self::MoveClock { .. } => "clock_forward",
            Self::PassMidnight => "pass_midnight",
        }
    }
}

/// How an append fails; see [`store::Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The disk is full, nothing is written.
    Full,
    /// Nothing is written, and the writer knows.
    Unavailable,
    /// Nothing is written, and the writer does not know.
    UnknownBefore,
    /// Everything is written, and the writer does not know.
    UnknownAfter,
}

impl Fault {
    /// Every way to fail.
    pub const ALL: [Self; 4] = [Self::Full, Self::Unavailable, Self::UnknownBefore, Self::UnknownAfter];

    /// The fault in the words of the store.
    #[must_use]
    pub fn of_store(self) -> store::Fault {
        match self {
            Self::Full => store::Fault::Full,
            Self::Unavailable => store::Fault::Unavailable,
            Self::UnknownBefore => store::Fault::UnknownBefore,
            Self::UnknownAfter => store::Fault::UnknownAfter,
        }
    }
}

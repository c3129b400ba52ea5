//! What a test printer can be told before it starts, and what can happen to it.

use serde::{Deserialize, Serialize};

/// Something that is the matter with a printer; several can be at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The roll has ended; nothing is printed.
    PaperOut,
    /// The roll is about to end; everything is printed.
    PaperNearEnd,
    /// The cover is open.
    CoverOpen,
    /// Somebody pressed the online button.
    Offline,
    /// The cutter is stuck.
    CutterStuck,
    /// An error that a command can clear.
    RecoverableError,
    /// An error that only the power switch clears.
    UnrecoverableError,
    /// The head is too hot and cools down.
    Overheated,
    /// Somebody holds the feed button.
    FeedButton,
    /// The cause of a stop is gone, but the printer waits for its online button.
    WaitingForOnline,
    /// The power is off: connections are reset, and what was in the buffer is lost.
    Off,
}

impl Condition {
    /// Whether nothing is printed meanwhile.
    #[must_use]
    pub fn is_blocking(self) -> bool {
        self != Self::PaperNearEnd
    }
}

/// When a trouble begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Before this row of a slip is printed, counted from 0; before the whole of a feed that holds it.
    Row(usize),
    /// When the cut is reached, before it.
    Cut,
    /// When the question after the cut is reached, before its answer.
    Fence,
}

/// A condition that begins by itself in the middle of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// What happens.
    pub condition: Condition,
    /// When in the slip.
    pub moment: Moment,
    /// In which slip, counted from 0 since the printer was started.
    pub slip: usize,
}

/// How real-time questions (`DLE EOT`) are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RealTime {
    /// At once, whatever the printer does.
    #[default]
    Always,
    /// Only with an empty buffer, as some clones do.
    WhileIdle,
    /// Never, as write-only clones and some network boxes do.
    Never,
}

/// What happens to the rest of a job once the cause of a stop is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recovery {
    /// It is printed.
    #[default]
    GoesOn,
    /// It is thrown away.
    Discards,
    /// It is printed, beginning with the last row once more.
    PrintsRowAgain,
    /// It is printed once somebody has pressed the online button, too.
    WaitsForOnline,
}

/// What becomes of a second connection while the first lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondConnection {
    /// It is served after the first.
    #[default]
    Waits,
    /// It is reset.
    IsReset,
    /// It is accepted and never read.
    Hangs,
}

/// What a test printer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Dots across the paper.
    pub width_dots: usize,
    /// Dots an inch down the paper.
    pub dots_per_inch: u16,
    /// Units an inch in which paper is fed before a job says otherwise; twice the dots on some printers.
    pub feed_units_per_inch: u16,
    /// Rows printed in a second.
    pub rows_per_second: u32,
    /// Bytes that are taken before the head has caught up.
    pub buffer_bytes: usize,
    /// How real-time questions are answered.
    pub real_time: RealTime,
    /// Whether real-time questions are heard in the middle of a picture, too.
    pub hears_in_pictures: bool,
    /// Whether questions in the queue (`GS r`) are answered when they are reached.
    pub answers_queued: bool,
    /// Whether `GS ( H` is answered when everything before it is printed.
    pub answers_process_id: bool,
    /// Mask of the status sent by itself from the start, as a switch under the printer sets it; 0 for none.
    pub auto_status_mask: u8,
    /// How long the printer is busy with a question in the queue, in milliseconds.
    pub question_millis: u64,
    /// How late answers are, in milliseconds.
    pub answer_delay_millis: u64,
    /// Whether each answer comes twice.
    pub answers_twice: bool,
    /// A byte that means nothing, sent on each new connection.
    pub stray_byte: Option<u8>,
    /// Whether XOFF and XON are sent when the buffer fills and empties.
    pub sends_flow_bytes: bool,
    /// Whether anything is read from a connection.
    pub reads: bool,
    /// The power fails once after this many bytes.
    pub power_fails_at_byte: Option<u64>,
    /// How long a connection waits before it is served, in milliseconds.
    pub accept_millis: u64,
    /// What becomes of a second connection.
    pub second_connection: SecondConnection,
    /// What becomes of the rest of a job after a stop.
    pub recovery: Recovery,
    /// What is the matter from the start.
    pub conditions: Vec<Condition>,
    /// What happens in the middle of slips.
    pub troubles: Vec<Trouble>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            width_dots: 576,
            dots_per_inch: 203,
            feed_units_per_inch: 203,
            rows_per_second: 1_600,
            buffer_bytes: 4_096,
            real_time: RealTime::Always,
            hears_in_pictures: true,
            answers_queued: true,
            answers_process_id: true,
            auto_status_mask: 0,
            question_millis: 0,
            answer_delay_millis: 0,
            answers_twice: false,
            stray_byte: None,
            sends_flow_bytes: false,
            reads: true,
            power_fails_at_byte: None,
            accept_millis: 0,
            second_connection: SecondConnection::Waits,
            recovery: Recovery::GoesOn,
            conditions: Vec::new(),
            troubles: Vec::new(),
        }
    }
}

//! The state of one board, what happens to it and what it asks for.

use std::collections::VecDeque;

use domain::Timestamp;
use domain::ids::Seq;
use domain::text::Language;
use domain::ticket::Code;
use domain::view::{BoardCall, BoardView};
use protocol::BoardFrame;

use crate::{HIGHLIGHT_SECONDS, PULSE_SECONDS_MAX};

/// Everything one board knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The language of the board.
    pub language: Language,
    /// The last view of the hub, kept through a loss; `None` before the first frame.
    pub view: Option<BoardView>,
    /// Why the dispatcher cannot be heard; `None` while it can.
    pub lost: Option<String>,
    /// When the dispatcher was last heard; the view was right until then.
    pub heard_at: Option<Timestamp>,
    /// The call shown large; `None` while the day has none.
    pub spotlight: Option<Spotlight>,
    /// Calls whose turn in the spotlight has not come, the next one first.
    pub(crate) waiting: VecDeque<BoardCall>,
    /// Calls announced less than [`HIGHLIGHT_SECONDS`] ago, with the seconds since.
    pub(crate) announced: Vec<(Seq, u32)>,
    /// The journal position of the last frame.
    pub(crate) frame_seq: Seq,
    /// The latest call of any frame: a later one is new.
    pub(crate) call_seq: Seq,
    /// Seconds without a sign of the dispatcher.
    pub(crate) silent_seconds: u64,
}

/// The call shown large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spotlight {
    /// The call.
    pub call: BoardCall,
    /// Whether it was announced here; a call from before the board started was not.
    pub is_announced: bool,
    /// Seconds it has been in the spotlight.
    pub seconds: u32,
}

/// One call below the spotlight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The call.
    pub call: BoardCall,
    /// How it stands.
    pub state: RowState,
}

/// How a call below the spotlight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// It was announced a short time ago and the citizen is expected.
    Highlighted,
    /// The citizen is expected.
    Open,
    /// The citizen has come, or is not expected any more.
    Done,
}

impl Model {
    /// Whether the office is open; false before the first frame.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.day.is_some())
    }

    /// Whether the call was announced a short time ago and the citizen is still expected.
    #[must_use]
    pub fn is_highlighted(&self, call: &BoardCall) -> bool {
        call.is_open && self.announced.iter().any(|(seq, seconds)| *seq == call.seq && *seconds < HIGHLIGHT_SECONDS)
    }

    /// Whether the spotlight shows its inverted look: a highlighted call alternates for its first seconds, at most
    /// once a second, and then rests on it.
    #[must_use]
    pub fn is_spotlight_inverted(&self) -> bool {
        self.spotlight.as_ref().is_some_and(|spotlight| {
            let is_off_beat = spotlight.seconds > 0 && spotlight.seconds.is_multiple_of(2);
            self.is_highlighted(&spotlight.call) && (spotlight.seconds >= PULSE_SECONDS_MAX || !is_off_beat)
        })
    }

    /// The calls below the spotlight, newest first, at most `most`; where they are more, the expected ones stay.
    #[must_use]
    pub fn rows(&self, most: usize) -> Vec<Row> {
        let calls = self.view.iter().flat_map(|view| &view.calls).filter(|call| !self.is_in_spotlight(&call.code));
        let mut rows: Vec<Row> = calls.map(|call| Row { call: call.clone(), state: self.row_state(call) }).collect();
        rows.sort_by_key(|row| (row.state == RowState::Done, std::cmp::Reverse(row.call.seq)));
        rows.truncate(most);
        rows.sort_by_key(|row| std::cmp::Reverse(row.call.seq));
        rows
    }

    /// Whether the board shows a call of this code and has announced it where it had to.
    #[must_use]
    pub fn shows(&self, code: &Code) -> bool {
        let is_known = self.view.iter().flat_map(|view| &view.calls).any(|call| call.code == *code);
        self.is_in_spotlight(code) || (is_known && !self.waiting.iter().any(|call| call.code == *code))
    }

    fn is_in_spotlight(&self, code: &Code) -> bool {
        self.spotlight.as_ref().is_some_and(|spotlight| spotlight.call.code == *code)
    }

    fn row_state(&self, call: &BoardCall) -> RowState {
        match (call.is_open, self.is_highlighted(call)) {
            (true, true) => RowState::Highlighted,
            (true, false) => RowState::Open,
            (false, _) => RowState::Done,
        }
    }
}

/// What happens to a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The hub as it is now.
    Frame(BoardFrame),
    /// The dispatcher is heard and nothing has changed.
    StreamAlive,
    /// The dispatcher cannot be heard, and why.
    StreamLost(String),
    /// A second has passed.
    Tick,
}

/// What a board asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A call has come into the spotlight: sound the chime once.
    Chime,
    /// More than [`crate::CALLS_WAITING_MAX`] calls wait for the spotlight: this one is only listed.
    ReportUnannounced(Code),
}

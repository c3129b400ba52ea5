//! What is published after each commit: a state nobody changes, and the frames made from it once for everybody.

use std::sync::{Arc, OnceLock};

use domain::Timestamp;
use domain::ids::CounterId;
use engine::State;
use protocol::Frame;
use serde::Serialize;

/// The hub right after a commit, or at a moment at which time alone changed what is shown.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) state: Arc<State>,
    pub(crate) at: Timestamp,
    frames: Arc<Frames>,
}

/// Frames as they travel, written when first asked for.
struct Frames {
    kiosk: OnceLock<Arc<str>>,
    board: OnceLock<Arc<str>>,
    /// In the catalog's order.
    counters: Vec<OnceLock<Arc<str>>>,
}

impl Published {
    pub(crate) fn new(state: State, at: Timestamp) -> Self {
        Self::of(Arc::new(state), at)
    }

    /// The same hub at another moment: what depends on the time is written anew.
    pub(crate) fn at(&self, at: Timestamp) -> Self {
        Self::of(self.state.clone(), at)
    }

    fn of(state: Arc<State>, at: Timestamp) -> Self {
        let counters = state.catalog().counters.iter().map(|_| OnceLock::new()).collect();
        let frames = Frames { kiosk: OnceLock::new(), board: OnceLock::new(), counters };
        Self { state, at, frames: Arc::new(frames) }
    }

    pub(crate) fn frame<V: Serialize>(&self, view: V) -> Arc<str> {
        let time_zone = self.state.catalog().time_zone.clone();
        let frame = Frame { seq: self.state.seq(), at: self.at, time_zone, view };
        serde_json::to_string(&frame).expect("a view has no map and no number that JSON lacks").into()
    }

    /// The kiosk's frame.
    pub(crate) fn kiosk(&self) -> Arc<str> {
        self.frames.kiosk.get_or_init(|| self.frame(engine::view::kiosk(&self.state, self.at))).clone()
    }

    /// The board's frame.
    pub(crate) fn board(&self) -> Arc<str> {
        self.frames.board.get_or_init(|| self.frame(engine::view::board(&self.state))).clone()
    }

    /// A counter's frame; `None` for a counter the hub does not have.
    pub(crate) fn counter(&self, counter: &CounterId) -> Option<Arc<str>> {
        let position = self.state.catalog().counters.iter().position(|known| &known.id == counter)?;
        let write = || self.frame(engine::view::counter(&self.state, counter, self.at));
        Some(self.frames.counters.get(position)?.get_or_init(write).clone())
    }
}

//! What is published after each commit: a state nobody changes, and the frames made from it once for everybody.

use std::sync::{Arc, OnceLock};

use domain::Timestamp;
use domain::ids::{CounterId, LocationId};
use domain::wait::Waits;
use engine::State;
use engine::view::Moment;
use protocol::Frame;
use serde::Serialize;

/// The hub right after a commit, or at a moment at which time alone changed what is shown.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) state: Arc<State>,
    pub(crate) at: Timestamp,
    /// What was foretold last.
    pub(crate) waits: Arc<Waits>,
    frames: Arc<Frames>,
}

/// Frames as they travel, written when first asked for.
struct Frames {
    /// One for each building, in the catalog's order.
    kiosks: Vec<OnceLock<Arc<str>>>,
    boards: Vec<OnceLock<Arc<str>>>,
    appointments: Vec<OnceLock<Arc<str>>>,
    /// The board that shows every building.
    whole_board: OnceLock<Arc<str>>,
    /// The appointments of every building.
    all_appointments: OnceLock<Arc<str>>,
    /// In the catalog's order.
    counters: Vec<OnceLock<Arc<str>>>,
    manager: OnceLock<Arc<str>>,
}

impl Published {
    pub(crate) fn new(state: State, at: Timestamp) -> Self {
        Self::of(Arc::new(state), at, Arc::default())
    }

    /// The same hub at another moment: what depends on the time is written anew.
    pub(crate) fn at(&self, at: Timestamp) -> Self {
        self.with(self.state.clone(), at)
    }

    /// What the hub has become, with what was foretold before.
    pub(crate) fn with(&self, state: Arc<State>, at: Timestamp) -> Self {
        Self::of(state, at, self.waits.clone())
    }

    /// The same hub at a moment at which something else is foretold.
    pub(crate) fn foretold(&self, waits: Arc<Waits>, at: Timestamp) -> Self {
        Self::of(self.state.clone(), at, waits)
    }

    /// The moment views are made for.
    pub(crate) fn moment(&self) -> Moment<'_> {
        Moment { now: self.at, waits: &self.waits }
    }

    fn of(state: Arc<State>, at: Timestamp, waits: Arc<Waits>) -> Self {
        let blank = |count: usize| std::iter::repeat_with(OnceLock::new).take(count).collect();
        let (locations, counters) = (state.catalog().locations.len(), state.catalog().counters.len());
        let frames = Frames {
            kiosks: blank(locations),
            boards: blank(locations),
            appointments: blank(locations),
            whole_board: OnceLock::new(),
            all_appointments: OnceLock::new(),
            counters: blank(counters),
            manager: OnceLock::new(),
        };
        Self { state, at, waits, frames: Arc::new(frames) }
    }

    pub(crate) fn frame<V: Serialize>(&self, view: V) -> Arc<str> {
        let time_zone = self.state.catalog().time_zone.clone();
        let frame = Frame { seq: self.state.seq(), at: self.at, time_zone, view };
        serde_json::to_string(&frame).expect("a view has no map and no number that JSON lacks").into()
    }

    /// The frame of the kiosks in a building, the headquarters where none is named; `None` for one the hub does not
    /// have.
    pub(crate) fn kiosk(&self, location: Option<&LocationId>) -> Option<Arc<str>> {
        let place = location.or_else(|| Some(&self.state.catalog().headquarters()?.id))?;
        let write = || self.frame(engine::view::kiosk(&self.state, place, self.moment()));
        Some(self.frames.kiosks.get(self.position(place)?)?.get_or_init(write).clone())
    }

    /// The frame of the boards in a building, or of those that show all of them; `None` for one the hub does not have.
    pub(crate) fn board(&self, location: Option<&LocationId>) -> Option<Arc<str>> {
        let frame = match location {
            Some(place) => self.frames.boards.get(self.position(place)?)?,
            None => &self.frames.whole_board,
        };
        Some(frame.get_or_init(|| self.frame(engine::view::board(&self.state, location, self.moment()))).clone())
    }

    /// The frame of the day's appointments in a building, or in all of them; `None` for one the hub does not have.
    pub(crate) fn appointments(&self, location: Option<&LocationId>) -> Option<Arc<str>> {
        let frame = match location {
            Some(place) => self.frames.appointments.get(self.position(place)?)?,
            None => &self.frames.all_appointments,
        };
        Some(frame.get_or_init(|| self.frame(engine::view::appointments(&self.state, location))).clone())
    }

    /// The manager's frame.
    pub(crate) fn manager(&self) -> Arc<str> {
        self.frames.manager.get_or_init(|| self.frame(engine::view::manager(&self.state, self.moment()))).clone()
    }

    fn position(&self, location: &LocationId) -> Option<usize> {
        self.state.catalog().locations.iter().position(|known| &known.id == location)
    }

    /// A counter's frame; `None` for a counter the hub does not have.
    pub(crate) fn counter(&self, counter: &CounterId) -> Option<Arc<str>> {
        let position = self.state.catalog().counters.iter().position(|known| &known.id == counter)?;
        let write = || self.frame(engine::view::counter(&self.state, counter, self.at));
        Some(self.frames.counters.get(position)?.get_or_init(write).clone())
    }
}

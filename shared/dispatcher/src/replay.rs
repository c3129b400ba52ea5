//! Questions about past days, asked of a journal: what would have been with something changed, and what helps most.
//!
//! The running service asks through its sequencer, a program beside it with a reader of its own; both find the same days
//! and get the same answers.

mod gather;
mod journal;
mod say;
mod words;

use chrono::Days as Further;
use domain::DayDate;
use domain::catalog::Catalog;
use domain::ids::LocationId;
use domain::text::Text;
use domain::what_if::{AdviceProgress, WhatIf};
use forecast::hub::{Lived, Unknown};
use store::StoreError;

pub(crate) use gather::{Chosen, Gathered, Gatherer, catalog_of};
pub use journal::{FileJournal, Journal};
pub use say::{advice_lines, progress_line, table};
pub use words::{clerk_and_service, counter_and_time, policy};

/// Most days one question looks at.
pub const DAYS_MAX: u32 = 100;
/// Days advice rests on unless said otherwise.
pub const ADVICE_DAYS_DEFAULT: u32 = 50;
/// Most changes one question makes.
pub const CHANGES_MAX: usize = 20;

/// Why a question has no answer; each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The journal cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file holds no journal of this hub.
    #[error("the journal holds no hub '{0}'; name one of: {1}")]
    NoSuchHub(String, String),
    /// The file holds several hubs.
    #[error("the journal holds several hubs; name one with --hub: {0}")]
    SeveralHubs(String),
    /// The journal holds nothing yet.
    #[error("the journal is empty; choose the one a dispatcher writes")]
    Empty,
    /// The journal does not say what the hub is.
    #[error("the journal has no version of the hub file; start a dispatcher of this version on it once")]
    NoCatalog,
    /// The hub has no such building.
    #[error("the hub has no location '{location}'; name one of: {known}")]
    UnknownLocation {
        /// What was asked for.
        location: String,
        /// The hub's own.
        known: String,
    },
    /// The question does not fit.
    #[error("{}", .0.en)]
    Unfit(Text),
    /// No such days, or nobody came on them.
    #[error("{}", no_such_days(.near).en)]
    NoSuchDays {
        /// Days of the journal around those asked for.
        near: Vec<DayDate>,
    },
    /// A change names what was not there.
    #[error(transparent)]
    Unknown(#[from] Unknown),
}

/// Which days a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Days {
    /// From one date to another, both among them.
    Span(DayDate, DayDate),
    /// So many of the last that are over.
    Last(u32),
}

impl Days {
    /// Those of a question.
    pub(crate) fn of(question: &WhatIf) -> Result<Self, ReplayError> {
        let (from, to) = (question.from, question.to.unwrap_or(question.from));
        if question.changes.len() > CHANGES_MAX {
            return Err(ReplayError::Unfit(Text::new(
                format!("Al massimo {CHANGES_MAX} cambiamenti per volta: togline alcuni."),
                format!("At most {CHANGES_MAX} changes at once: take some out."),
            )));
        }
        if to < from {
            return Err(ReplayError::Unfit(Text::new(
                "«to» viene prima di «from»: scambia le date.",
                "\"to\" is before \"from\": exchange the dates.",
            )));
        }
        if (to - from).num_days() >= i64::from(DAYS_MAX) {
            return Err(ReplayError::Unfit(Text::new(
                format!("Al massimo {DAYS_MAX} giorni: scegli un periodo più breve."),
                format!("At most {DAYS_MAX} days: choose a shorter span."),
            )));
        }
        Ok(Self::Span(from, to))
    }

    /// So many of the last.
    pub(crate) fn last(days: u32) -> Result<Self, ReplayError> {
        if (1..=DAYS_MAX).contains(&days) {
            return Ok(Self::Last(days));
        }
        Err(ReplayError::Unfit(Text::new(
            format!("Scegli da 1 a {DAYS_MAX} giorni."),
            format!("Choose 1 to {DAYS_MAX} days."),
        )))
    }
}

/// The last of so many days from one on; `None` beyond all dates.
#[must_use]
pub fn last_of(from: DayDate, days: u32) -> Option<DayDate> {
    from.checked_add_days(Further::new(u64::from(days.saturating_sub(1))))
}

/// What to say where no day is found, with some there are.
pub(crate) fn no_such_days(near: &[DayDate]) -> Text {
    let Text { it, en, .. } = Unknown::Days.text();
    if near.is_empty() {
        return Text::new(it, en);
    }
    let near = listed(near);
    Text::new(format!("{it} Giorni del registro: {near}."), format!("{en} Days of the journal: {near}."))
}

/// Days in one line.
pub(crate) fn listed(days: &[DayDate]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A building as it is named, or the headquarters.
pub(crate) fn building(catalog: &Catalog, location: Option<&LocationId>) -> Result<LocationId, ReplayError> {
    let named = match location {
        Some(location) => catalog.location(location),
        None => catalog.headquarters(),
    };
    named.map(|known| known.id.clone()).ok_or_else(|| {
        let known = catalog.locations.iter().map(|known| known.id.as_str()).collect::<Vec<_>>().join(", ");
        ReplayError::UnknownLocation { location: location.map(ToString::to_string).unwrap_or_default(), known }
    })
}

/// The days as they can be played.
pub(crate) fn lived(found: &Gathered, catalog: &Catalog, location: &LocationId) -> Result<Lived, ReplayError> {
    let events = found.days.iter().flatten().map(|(at, event)| (*at, event));
    let lived = match Lived::new(catalog, location, events) {
        Some(lived) => lived,
        // The building came later.
        None => building(catalog, Some(location)).and(Err(ReplayError::NoSuchDays { near: Vec::new() }))?,
    };
    if lived.days.is_empty() { Err(ReplayError::NoSuchDays { near: found.near.clone() }) } else { Ok(lived) }
}

/// How far a search has come.
pub(crate) fn progress(played: usize, total: usize) -> AdviceProgress {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    AdviceProgress { played: count(played), total: count(total) }
}

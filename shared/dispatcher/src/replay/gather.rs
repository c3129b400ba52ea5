//! Days of the journal, gathered page by page.

use std::collections::BTreeSet;

use calendar::OpeningTimes;
use chrono::TimeDelta;
use domain::catalog::Catalog;
use domain::event::Event;
use domain::ids::{HubId, Seq};
use domain::limits::OPEN_DAY_AHEAD_DAYS_MAX;
use domain::{DayDate, Timestamp};
use store::{HubReader, StoreError, Stored};

use super::{Days, ReplayError};
use crate::pages::first_after;

/// Days told on each side of those asked for, where there are none.
const NEAR_DAYS_MAX: usize = 3;

/// Days that were asked for, among those the journal has.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    days: BTreeSet<DayDate>,
    /// How many of the last of them are wanted.
    count: usize,
    near: Vec<DayDate>,
    /// Nothing of them is before this moment.
    from: Timestamp,
    /// Nothing of them begins after this moment.
    to: Timestamp,
}

impl Chosen {
    /// Chooses among the days a journal has; `catalog` says by which clock they begin.
    pub(crate) fn new(catalog: &Catalog, mut known: Vec<DayDate>, wanted: Days) -> Result<Self, ReplayError> {
        known.sort_unstable();
        known.dedup();
        let (days, count, near) = match wanted {
            Days::Span(from, to) => {
                let days: BTreeSet<_> = known.iter().copied().filter(|day| (from..=to).contains(day)).collect();
                (days, usize::MAX, around(&known, from, to))
            }
            Days::Last(count) => {
                let count = count as usize;
                // One more, because the last may not be over.
                (known.iter().rev().take(count + 1).copied().collect(), count, Vec::new())
            }
        };
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
            return Err(ReplayError::NoSuchDays { near });
        };
        let times = OpeningTimes::new(catalog);
        let ahead = TimeDelta::days(OPEN_DAY_AHEAD_DAYS_MAX.cast_signed());
        let from = times.midnight_after(first.pred_opt().unwrap_or(first)) - ahead;
        Ok(Self { from, to: times.midnight_after(last), days, count, near })
    }

    /// Where they begin in a journal.
    pub(crate) fn begins(&self, reader: &dyn HubReader, hub: &HubId) -> Result<Seq, StoreError> {
        first_after(reader, hub, self.from)
    }
}

/// The nearest days before and after a span.
fn around(known: &[DayDate], from: DayDate, to: DayDate) -> Vec<DayDate> {
    let after = known.partition_point(|day| *day <= to);
    let before = known.partition_point(|day| *day < from);
    let before = &known[before.saturating_sub(NEAR_DAYS_MAX)..before];
    before.iter().chain(known[after..].iter().take(NEAR_DAYS_MAX)).copied().collect()
}

/// Days that are over, each with its events.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) days: Vec<Vec<(Timestamp, Event)>>,
    /// Days of the journal around those asked for.
    pub(crate) near: Vec<DayDate>,
    /// The place of the last event read.
    pub(crate) last: Seq,
}

/// Takes pages of the journal and keeps the days that were chosen.
pub(crate) struct Gatherer {
    chosen: Chosen,
    found: Gathered,
    /// Whether the last day found is one that goes on.
    is_open: bool,
}

impl Gatherer {
    pub(crate) fn new(chosen: Chosen) -> Self {
        let found = Gathered { near: chosen.near.clone(), ..Gathered::default() };
        Self { chosen, found, is_open: false }
    }

    /// Takes a page in, and says after which place the next one is wanted, if any.
    pub(crate) fn take(&mut self, page: Vec<Stored>) -> Option<Seq> {
        let mut last = None;
        for stored in page {
            if let Event::DayOpened { day, .. } = &stored.event {
                // A day that nothing closed is over once another begins.
                self.is_open = self.chosen.days.contains(day);
                if self.is_open {
                    self.found.days.push(Vec::new());
                }
            }
            if !self.is_open && stored.at >= self.chosen.to {
                return None;
            }
            last = Some(stored.seq);
            if self.is_open {
                self.found.last = stored.seq;
                self.keep(stored);
            }
        }
        last
    }

    fn keep(&mut self, stored: Stored) {
        let Stored { at, mut event, .. } = stored;
        self.is_open = !matches!(event, Event::DayClosed { .. });
        // Hub files and reasons are long, and say nothing of who came and who was there.
        if matches!(event, Event::CatalogChanged { .. }) {
            return;
        }
        if let Event::TicketCalled { reason, .. } = &mut event {
            *reason = None;
        }
        if let Some(day) = self.found.days.last_mut() {
            day.push((at, event));
        }
    }

    /// The days that are over.
    pub(crate) fn close(mut self) -> Gathered {
        if self.is_open {
            self.found.days.pop();
        }
        let surplus = self.found.days.len().saturating_sub(self.chosen.count);
        self.found.days.drain(..surplus);
        self.found
    }
}

/// The catalog that was in use at a place of the journal, where the journal has one.
pub(crate) fn catalog_of(reader: &dyn HubReader, hub: &HubId, at: Seq) -> Result<Option<Catalog>, StoreError> {
    let stored = reader.catalog_before(hub, at.next())?;
    let Some(Event::CatalogChanged { catalog, .. }) = stored.map(|stored| stored.event) else { return Ok(None) };
    Ok(Some(*catalog))
}

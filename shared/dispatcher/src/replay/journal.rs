//! A journal file that is asked beside whoever writes it.

use std::path::{Path, PathBuf};

use domain::catalog::Catalog;
use domain::ids::{HubId, LocationId};
use domain::what_if::{Advice, AdviceProgress, WhatIf, WhatIfAnswer};
use forecast::hub::{advice, what_if};
use store::{HubReader, SqliteReader};

use super::{Chosen, Days, Gathered, Gatherer, ReplayError, building, catalog_of, lived};
use crate::pages::PAGE_EVENTS_MAX;

/// The journal's name in a folder.
const JOURNAL_FILE: &str = "journal.sqlite";

/// One hub's journal, for reading alone.
pub struct Journal<R> {
    reader: R,
    hub: HubId,
    /// The last version.
    catalog: Catalog,
}

/// The journal in a file.
pub type FileJournal = Journal<SqliteReader>;

impl Journal<SqliteReader> {
    /// The journal in a file, or in the folder where a file of the usual name lies; a running dispatcher is not
    /// disturbed. The hub has to be named only where the file holds several.
    ///
    /// # Errors
    /// Where there is no journal, or it is not clear which hub is meant.
    pub fn open(data: &Path, hub: Option<&str>) -> Result<Self, ReplayError> {
        let file = if data.is_dir() { data.join(JOURNAL_FILE) } else { PathBuf::from(data) };
        let reader = SqliteReader::open(&file)?;
        let hub = one_of(&reader.hubs()?, hub)?;
        Self::new(reader, hub)
    }
}

/// The hub that is meant.
fn one_of(hubs: &[HubId], named: Option<&str>) -> Result<HubId, ReplayError> {
    let all = || hubs.iter().map(HubId::as_str).collect::<Vec<_>>().join(", ");
    match (hubs, named) {
        ([], _) => Err(ReplayError::Empty),
        (_, Some(named)) => {
            let found = hubs.iter().find(|hub| hub.as_str() == named).cloned();
            found.ok_or_else(|| ReplayError::NoSuchHub(named.to_owned(), all()))
        }
        ([only], None) => Ok(only.clone()),
        (_, None) => Err(ReplayError::SeveralHubs(all())),
    }
}

impl<R: HubReader> Journal<R> {
    /// A hub's journal behind any reader.
    ///
    /// # Errors
    /// Where the journal cannot be read or does not say what the hub is.
    pub fn new(reader: R, hub: HubId) -> Result<Self, ReplayError> {
        let head = reader.head(&hub)?;
        let catalog = catalog_of(&reader, &hub, head)?.ok_or(ReplayError::NoCatalog)?;
        Ok(Self { reader, hub, catalog })
    }

    /// What some past days would have been.
    ///
    /// # Errors
    /// Where the journal has no such days, or the question names what was not there.
    pub fn what_if(&self, question: &WhatIf) -> Result<WhatIfAnswer, ReplayError> {
        let days = Days::of(question)?;
        let location = building(&self.catalog, question.location.as_ref())?;
        let (found, catalog) = self.gather(days)?;
        Ok(what_if(&lived(&found, &catalog, &location)?, &catalog, &question.changes)?)
    }

    /// What would have helped most on so many of the last days; `progress` ends the search where it says `false`.
    ///
    /// # Errors
    /// Where the journal has no such days.
    pub fn advice(
        &self,
        days: u32,
        location: Option<&LocationId>,
        mut progress: impl FnMut(AdviceProgress) -> bool,
    ) -> Result<Advice, ReplayError> {
        let days = Days::last(days)?;
        let location = building(&self.catalog, location)?;
        let (found, catalog) = self.gather(days)?;
        let lived = lived(&found, &catalog, &location)?;
        Ok(advice(&lived, &catalog, |played, total| progress(super::progress(played, total)))?)
    }

    fn gather(&self, days: Days) -> Result<(Gathered, Catalog), ReplayError> {
        let chosen = Chosen::new(&self.catalog, self.reader.days(&self.hub)?, days)?;
        let mut next = Some(chosen.begins(&self.reader, &self.hub)?);
        let mut gatherer = Gatherer::new(chosen);
        while let Some(after) = next {
            next = gatherer.take(self.reader.events(&self.hub, after, PAGE_EVENTS_MAX)?);
        }
        let found = gatherer.close();
        let catalog = catalog_of(&self.reader, &self.hub, found.last)?;
        Ok((found, catalog.unwrap_or_else(|| self.catalog.clone())))
    }
}

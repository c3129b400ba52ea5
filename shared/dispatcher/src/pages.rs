//! The journal in small pages, so that no command waits long for whoever reads it.

use domain::Timestamp;
use domain::ids::{HubId, Seq};
use store::{HubReader, StoreError};

/// Events read between two commits; few, because commands wait meanwhile.
pub(crate) const PAGE_EVENTS_MAX: usize = 256;

/// The place in the journal after which everything is later than a moment, found by halving.
pub(crate) fn first_after(reader: &dyn HubReader, hub: &HubId, moment: Timestamp) -> Result<Seq, StoreError> {
    let (mut low, mut high) = (0, reader.head(hub)?.0);
    while low < high {
        let middle = low + (high - low) / 2;
        let is_before = reader.events(hub, Seq(middle), 1)?.first().is_some_and(|stored| stored.at < moment);
        if is_before { low = middle + 1 } else { high = middle }
    }
    Ok(Seq(low))
}

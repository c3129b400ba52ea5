//! The versions of a hub's catalog among its events; an index leads to them.

use domain::ids::{HubId, Seq};
use rusqlite::{Connection, params};

use super::{read_event, read_time};
use crate::{CatalogVersion, StoreError, Stored};

pub(super) fn before(connection: &Connection, hub: &HubId, place: Seq) -> Result<Option<Stored>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT seq, at, body FROM event WHERE hub = ?1 AND seq < ?2 AND kind = 'catalog_changed' \
         ORDER BY seq DESC LIMIT 1",
    )?;
    let mut rows = select.query(params![hub.as_str(), place.0.cast_signed()])?;
    rows.next()?.map(read_event).transpose()
}

pub(super) fn version(connection: &Connection, hub: &HubId, version: u32) -> Result<Option<Stored>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT seq, at, body FROM event WHERE hub = ?1 AND kind = 'catalog_changed' \
         AND CASE WHEN json_valid(body) THEN json_extract(body, '$.version') END = ?2 ORDER BY seq DESC LIMIT 1",
    )?;
    let mut rows = select.query(params![hub.as_str(), version])?;
    rows.next()?.map(read_event).transpose()
}

pub(super) fn versions(connection: &Connection, hub: &HubId, limit: usize) -> Result<Vec<CatalogVersion>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT seq, at, json_extract(body, '$.version'), json_extract(body, '$.origin') FROM event \
         WHERE hub = ?1 AND kind = 'catalog_changed' AND json_valid(body) ORDER BY seq DESC LIMIT ?2",
    )?;
    let mut rows = select.query(params![hub.as_str(), i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let place = || format!("event {seq}");
        let at = read_time(&row.get::<_, String>(1)?, place)?;
        let origin = serde_json::from_value(row.get::<_, String>(3)?.into())
            .map_err(|error| StoreError::Damaged { place: place(), why: error.to_string() })?;
        versions.push(CatalogVersion { version: row.get(2)?, at, origin });
    }
    Ok(versions)
}

#[cfg(test)]
mod tests {
    use crate::{HubReader, SqliteStore};
    use domain::ids::{HubId, Seq};

    #[test]
    fn a_journal_of_the_first_program_is_brought_forward_with_all_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.sqlite");
        let old = rusqlite::Connection::open(&file).unwrap();
        old.execute_batch(include_str!("../migrations/0001_journal.sql")).unwrap();
        old.execute_batch(
            "PRAGMA application_id = 0x53505254; PRAGMA user_version = 1;
             INSERT INTO event(hub, seq, epoch, at, kind, body) VALUES('hub', 1, 1, '2026-06-01T07:00:00Z',
             'day_opened', '{\"event\":\"day_opened\",\"day\":\"2026-06-01\",\"first_ticket\":1}')",
        )
        .unwrap();
        drop(old);
        let store = SqliteStore::open(&file).unwrap();
        let reader = store.reader().unwrap();
        let indexes = "SELECT count(*) FROM sqlite_master WHERE name = 'event_catalog_changed'";
        assert_eq!(reader.connection.query_row(indexes, [], |row| row.get(0)), Ok(1));
        let hub = HubId::new("hub");
        assert_eq!(reader.events(&hub, Seq(0), 10).unwrap().len(), 1);
        assert_eq!(reader.catalog_before(&hub, Seq(u64::MAX >> 1)).unwrap(), None);
        assert_eq!(reader.catalog_versions(&hub, 10).unwrap(), []);
    }
}

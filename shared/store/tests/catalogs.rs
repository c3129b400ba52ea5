//! The versions of the catalog are found in the journal, whichever store keeps it.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use std::time::Duration;

use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::event::Event;
use domain::ids::{HubId, Seq, TicketId};
use store::{Batch, CatalogVersion, HubReader, HubStore, SimStore, SqliteStore, Stored};

fn hub() -> HubId {
    HubId::new("hub")
}

/// A catalog as a program wrote it that knew neither pairs nor priorities nor rules.
fn old_catalog() -> Catalog {
    let text = r#"{"id":"hub","name":{"it":"Comune"},"time_zone":"Europe/Rome",
        "location":[{"id":"hq","name":{"it":"Sede"},"address":"Piazza 1"}],
        "area":[],"service":[],"counter":[],"clerk":[{"id":"anna","name":"Anna","primary":[]}]}"#;
    serde_json::from_str(text).unwrap()
}

fn changed(version: u32, origin: CatalogOrigin) -> Event {
    Event::CatalogChanged { version, catalog: Box::new(old_catalog()), source: format!("# {version}"), origin }
}

fn events() -> Vec<Stored> {
    let day = |number| Event::DayOpened {
        day: chrono::NaiveDate::from_ymd_opt(2026, 6, number).unwrap(),
        first_ticket: TicketId(1),
    };
    let all = [day(1), changed(1, CatalogOrigin::HubFile), day(2), changed(2, CatalogOrigin::Import), day(3)];
    let at = |seq: u64| chrono::DateTime::from_timestamp(1_780_000_000 + seq.cast_signed(), 0).unwrap();
    (1..).zip(all).map(|(seq, event)| Stored { seq: Seq(seq), at: at(seq), event }).collect()
}

fn are_found(store: &mut dyn HubStore, reader: &dyn HubReader) {
    let term = store.acquire(&hub(), "test", Duration::from_secs(5)).unwrap().unwrap();
    assert_eq!(reader.catalog_before(&hub(), Seq(1)).unwrap(), None);
    let events = events();
    store.append(&term, Seq(1), &Batch { events: events.clone(), ..Batch::default() }).unwrap();
    let before = |place| reader.catalog_before(&hub(), Seq(place)).unwrap().map(|stored| stored.seq.0);
    assert_eq!([1, 2, 3, 4, 5, 99].map(before), [None, None, Some(2), Some(2), Some(4), Some(4)]);
    assert_eq!(reader.catalog_before(&HubId::new("other"), Seq(99)).unwrap(), None, "hubs do not know of each other");
    assert_eq!(reader.catalog_version(&hub(), 1).unwrap().as_ref(), Some(&events[1]));
    assert_eq!(reader.catalog_version(&hub(), 2).unwrap().as_ref(), Some(&events[3]));
    assert_eq!(reader.catalog_version(&hub(), 3).unwrap(), None);
    let newest = CatalogVersion { version: 2, at: events[3].at, origin: CatalogOrigin::Import };
    let oldest = CatalogVersion { version: 1, at: events[1].at, origin: CatalogOrigin::HubFile };
    assert_eq!(reader.catalog_versions(&hub(), 10).unwrap(), [newest, oldest]);
    assert_eq!(reader.catalog_versions(&hub(), 1).unwrap(), [newest]);
}

#[test]
fn versions_are_found_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("journal.sqlite")).unwrap();
    let reader = store.reader().unwrap();
    are_found(&mut store, &reader);
}

#[test]
fn versions_are_found_in_the_simulated_store() {
    let store = SimStore::default();
    are_found(&mut store.clone(), &store);
}

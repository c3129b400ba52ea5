//! What the world sees while the journal fails, and how the service ends when it must not go on.

use domain::ids::Seq;
use protocol::{HEALTH_OK, HEALTH_STORAGE, Health};
use store::{Fault, HubReader, HubStore, StoreError};

use super::{Service, hub, id, in_time, take};
use crate::DispatcherError;

async fn health(service: &Service) -> (u16, String) {
    let response = in_time(service.get("/health").send()).await.unwrap();
    (response.status().as_u16(), response.json::<Health>().await.unwrap().status)
}

#[tokio::test(flavor = "multi_thread")]
async fn health_tells_of_a_failing_journal_until_the_next_command_that_is_written() {
    let service = Service::start().await;
    let head = service.store.head(&hub()).unwrap();
    for (fault, command, answer, told) in [
        (Fault::Full, "full", 507, 507),
        (Fault::Unavailable, "unavailable", 503, 503),
        (Fault::UnknownBefore, "unknown", 503, 503),
    ] {
        service.store.fail(fault);
        for _ in 0..2 {
            assert_eq!(service.send(&id(command), &take()).await.status(), answer, "{fault:?}");
            assert_eq!(health(&service).await, (told, HEALTH_STORAGE.to_owned()), "{fault:?}");
        }
        assert_eq!(service.store.head(&hub()).unwrap(), head, "{fault:?} left something");
        let board = in_time(service.get("/api/v1/board").send()).await.unwrap();
        assert_eq!(board.status(), 200, "what is known can still be seen");
    }
    service.store.mend();
    assert_eq!(service.send(&id("full"), &take()).await.status(), 200);
    assert_eq!(health(&service).await, (200, HEALTH_OK.to_owned()));
    assert_eq!(service.store.head(&hub()).unwrap(), Seq(head.0 + 1));
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_happened_after_all_is_answered_from_the_journal() {
    let service = Service::start().await;
    service.store.fail_next(Fault::UnknownAfter);
    let first = service.send(&id("take"), &take()).await;
    assert_eq!(first.status(), 200);
    let first = first.bytes().await.unwrap();
    assert_eq!(health(&service).await.0, 503, "the last write is in doubt");
    assert_eq!(service.send(&id("take"), &take()).await.bytes().await.unwrap(), first);
    let next = service.send(&id("next"), &take()).await.text().await.unwrap();
    assert!(next.contains("A002"), "{next}");
    service.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatcher_that_was_taken_over_ends_with_an_error() {
    let service = Service::start().await;
    let mut store = service.store.clone();
    store.expire_leases();
    let term = store.acquire(&hub(), "another", std::time::Duration::from_secs(60)).unwrap().unwrap();
    let head = store.head(&hub()).unwrap();
    assert_eq!(service.send(&id("take"), &take()).await.status(), 503);
    let end = service.ended().await;
    assert!(matches!(end, Err(DispatcherError::Store(StoreError::Fenced { .. }))), "{end:?}");
    assert_eq!(store.head(&hub()).unwrap(), head);
    store.renew(&term).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_held_elsewhere_is_not_served() {
    let service = Service::start().await;
    let store = service.store.clone();
    let mut other = store.clone();
    store.expire_leases();
    other.acquire(&hub(), "another", std::time::Duration::from_secs(60)).unwrap().unwrap();
    let refused = crate::sequencer::start(
        super::catalog(),
        Box::new(store.clone()),
        Box::new(store),
        super::HandClock::at(super::MORNING),
    );
    assert!(matches!(refused.err(), Some(StoreError::Fenced { .. })));
    drop(service);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clean_stop_gives_the_hub_back_at_once() {
    let service = Service::start().await;
    let mut store = service.store.clone();
    let ttl = std::time::Duration::from_secs(60);
    assert_eq!(store.acquire(&hub(), "another", ttl).unwrap(), None, "held while it runs");
    service.stop().await.unwrap();
    assert!(store.acquire(&hub(), "another", ttl).unwrap().is_some());
}

//! The journal fails under a crowd.

use client::{ClientError, new_command_id};
use protocol::{HEALTH_OK, HEALTH_STORAGE};
use store::{Fault, SimStore};
use stories::{World, problem_code, take};

use crate::crowd::{Crowd, assert_nothing_lost, assert_one_ticket_a_command};

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_kiosks_lose_and_double_nothing_while_writes_fail_in_every_way() {
    let store = SimStore::default();
    let mut world = World::open_simulated(store.clone()).await;
    let mut crowd = Crowd::at(&world.client());
    for round in 0..10 {
        for fault in [Fault::Full, Fault::UnknownBefore, Fault::UnknownAfter, Fault::Unavailable] {
            crowd.takes(10).await;
            store.fail_next(fault);
            if round % 5 == 0 {
                assert_nothing_lost(&store, &crowd.told());
            }
        }
    }
    crowd.takes(50).await;
    let told = crowd.goes_home().await;
    world.restart().await;
    world.close().await;
    assert_one_ticket_a_command(&store, &told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_forgotten_when_there_is_room_again() {
    let store = SimStore::default();
    let mut world = World::open_simulated(store.clone()).await;
    let (_, _, service) = world.desk();
    let (client, id) = (world.client(), new_command_id());
    assert_eq!(client.health().await.unwrap().status, HEALTH_OK);
    store.fail(Fault::Full);
    let refused = client.send(&id, &take(&service)).await.unwrap_err();
    assert!(matches!(&refused, ClientError::Problem(problem) if problem.status == 507), "{refused}");
    assert_eq!(problem_code(refused), "storage_full");
    assert_eq!(client.health().await.unwrap().status, HEALTH_STORAGE);
    assert_eq!(world.board().await.calls, vec![], "what is known can still be seen");
    store.mend();
    let ticket = client.send(&id, &take(&service)).await.unwrap().ticket.unwrap();
    assert!(ticket.code.as_str().ends_with("001"), "a refused ticket uses no code: {}", ticket.code);
    assert_eq!(client.health().await.unwrap().status, HEALTH_OK);
    world.close().await;
}

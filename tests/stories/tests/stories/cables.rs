//! The network loses answers, and the dispatcher comes back somewhere else.

use client::{StreamEvent, StreamHandle, new_command_id};
use domain::command::Command;
use domain::ids::{CounterId, ServiceId};
use domain::ticket::Class;
use protocol::{BoardFrame, CounterFrame, KioskFrame};
use serde::de::DeserializeOwned;
use stories::{Cut, Proxy, World, client_of, in_time, take};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_asked_for_again_and_makes_one_ticket() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let proxy = Proxy::before(world.address()).await;
    for (number, cuts) in [vec![Cut::Reply], vec![Cut::Request], vec![Cut::Reply, Cut::Reply, Cut::Request, Cut::Reply]]
        .iter()
        .enumerate()
    {
        let client = client_of(proxy.address());
        proxy.cut(cuts);
        let ticket = in_time(client.send(&new_command_id(), &take(&service))).await.unwrap().ticket.unwrap();
        assert_eq!(proxy.cuts_left(), 0, "{cuts:?}");
        assert_eq!(ticket.people_ahead as usize, number, "{cuts:?}");
    }
    let next = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    assert!(next.code.as_str().ends_with("004"), "three tickets were taken before {}", next.code);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_a_call_calls_nobody_else() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let first = world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let proxy = Proxy::before(world.address()).await;
    proxy.cut(&[Cut::Reply]);
    let call = Command::CallNext { counter: counter.clone() };
    let called = in_time(client_of(proxy.address()).send(&new_command_id(), &call)).await.unwrap();
    assert_eq!(called.ticket.unwrap().code, first.code);
    assert_eq!(world.counter(&counter).await.waiting, 1);
    world.close().await;
}

/// The next frame, however many losses come before it; and how many did.
async fn frame<F: DeserializeOwned>(stream: &mut StreamHandle<F>) -> (F, usize) {
    let mut losses = 0;
    loop {
        match in_time(stream.next()).await {
            StreamEvent::Frame(frame) => return (frame, losses),
            StreamEvent::Lost { .. } => losses += 1,
            StreamEvent::Alive => (),
        }
    }
}

/// One screen of each kind.
struct Screens {
    kiosk: StreamHandle<KioskFrame>,
    board: StreamHandle<BoardFrame>,
    counter: StreamHandle<CounterFrame>,
}

impl Screens {
    fn at(address: &str, counter: &CounterId) -> Self {
        let client = client_of(address);
        Self { kiosk: client.kiosk_stream(), board: client.board_stream(), counter: client.counter_stream(counter) }
    }

    /// Every screen shows after its next frame what the dispatcher says when it is asked; the losses before it.
    async fn are_right(&mut self, world: &World, counter: &CounterId) -> [usize; 3] {
        let (kiosk, kiosk_losses) = frame(&mut self.kiosk).await;
        let (board, board_losses) = frame(&mut self.board).await;
        let (desk, counter_losses) = frame(&mut self.counter).await;
        assert_eq!(kiosk, world.client().kiosk().await.unwrap());
        assert_eq!(board, world.client().board().await.unwrap());
        assert_eq!(desk, world.client().counter(counter).await.unwrap());
        [kiosk_losses, board_losses, counter_losses]
    }
}

async fn something_happens(world: &World, counter: &CounterId, service: &ServiceId) {
    world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    world.send(Command::CallNext { counter: counter.clone() }).await.unwrap();
    world.send(Command::NoShow { counter: counter.clone() }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn screens_heal_after_a_restart_and_are_right_after_one_frame() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let proxy = Proxy::before(world.address()).await;
    let mut screens = Screens::at(proxy.address(), &counter);
    assert_eq!(screens.are_right(&world, &counter).await, [0, 0, 0]);
    for _ in 0..2 {
        // While the screens still look for the old place, the office goes on at the new one.
        world.restart().await;
        something_happens(&world, &counter, &service).await;
        proxy.lead_to(world.address());
        let losses = screens.are_right(&world, &counter).await;
        assert!(losses.iter().all(|losses| *losses > 0), "a screen did not notice: {losses:?}");
    }
    world.close().await;
    for _ in 0..2 {
        assert!(matches!(in_time(screens.board.next()).await, StreamEvent::Lost { .. }), "nobody is there");
    }
    world.start().await;
    proxy.lead_to(world.address());
    screens.are_right(&world, &counter).await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_cable_heals_without_a_restart() {
    let mut world = World::open().await;
    let (counter, clerk, service) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let proxy = Proxy::before(world.address()).await;
    let mut screens = Screens::at(proxy.address(), &counter);
    screens.are_right(&world, &counter).await;
    // Each stream breaks at its next frame, and one breaks again while it comes back.
    proxy.cut(&[Cut::Reply, Cut::Reply, Cut::Reply, Cut::Request]);
    world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let losses = screens.are_right(&world, &counter).await;
    assert_eq!((losses.iter().sum::<usize>(), proxy.cuts_left()), (4, 0), "{losses:?}");
    world.close().await;
}

/// On one thread, so that time can be made to pass: everything after the pause takes no time at all.
#[tokio::test]
async fn a_cable_that_goes_silent_without_breaking_is_noticed_after_the_agreed_silence_and_heals() {
    let mut world = World::open().await;
    let (_, _, service) = world.desk();
    let proxy = Proxy::before(world.address()).await;
    let mut board = client_of(proxy.address()).board_stream();
    frame(&mut board).await;
    proxy.cut(&[Cut::Stall]);
    world.take(&[service.as_str()], Class::WalkIn).await.unwrap();
    let stalled = async {
        while proxy.cuts_left() > 0 {
            tokio::task::yield_now().await;
        }
    };
    in_time(stalled).await;
    tokio::time::pause();
    let begun = tokio::time::Instant::now();
    let said = board.next().await;
    assert!(matches!(&said, StreamEvent::Lost { why } if why.contains("silent")), "{said:?}");
    let silence = std::time::Duration::from_secs(protocol::STREAM_SILENCE_SECONDS_MAX);
    let waited = begun.elapsed();
    assert!(waited >= silence && waited < silence + std::time::Duration::from_secs(1), "{waited:?}");
    tokio::time::resume();
    let (healed, _) = frame(&mut board).await;
    assert_eq!(healed, world.client().board().await.unwrap());
    world.close().await;
}

//! The dispatcher is gone, and the kiosks go on: nobody is lost, nobody is there twice, everybody keeps their turn.

mod kiosk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Timestamp;
use domain::event::Event;
use domain::ids::{ServiceId, TicketId};
use domain::ticket::Class;
use kiosk_flow::SlipCopy;
use stories::{PassingClock, World};

use kiosk::{Kiosk, Net};

/// A ticket as the journal tells it.
#[derive(Clone, Debug)]
struct Told {
    ticket: TicketId,
    code: String,
    service: ServiceId,
    taken_offline_at: Option<Timestamp>,
}

/// Every ticket of the journal with the code it has now, each of which must be there once.
fn told(world: &World) -> Vec<Told> {
    let mut tickets: BTreeMap<TicketId, Told> = BTreeMap::new();
    for event in world.events() {
        match event {
            Event::TicketTaken { ticket, code, services, taken_offline_at, is_unleased, .. } => {
                assert!(!is_unleased, "{code} is of no lease");
                let (code, service) = (code.0, services[0].clone());
                assert!(tickets.insert(ticket, Told { ticket, code, service, taken_offline_at }).is_none());
            }
            Event::TicketRecoded { ticket, code, .. } => tickets.get_mut(&ticket).unwrap().code = code.0,
            _ => (),
        }
    }
    let codes: BTreeSet<_> = tickets.values().map(|told| &told.code).collect();
    assert_eq!(codes.len(), tickets.len(), "a code is there twice");
    tickets.into_values().collect()
}

/// Everybody of a service stands where the moment of their number puts them.
async fn assert_in_order(world: &World, told: &[Told]) {
    let mut queues: BTreeMap<&ServiceId, Vec<_>> = BTreeMap::new();
    for ticket in told {
        let view = world.client().ticket(ticket.ticket).await.unwrap().view;
        assert_eq!(view.code.0, ticket.code);
        assert!(ticket.taken_offline_at.is_none_or(|at| at == view.taken_at), "{ticket:?}");
        queues.entry(&ticket.service).or_default().push((view.taken_at, ticket.ticket, view.people_ahead));
    }
    for (service, mut queue) in queues {
        queue.sort();
        let ahead: Vec<_> = queue.iter().map(|(_, _, ahead)| *ahead as usize).collect();
        assert_eq!(ahead, (0..queue.len()).collect::<Vec<_>>(), "{service}: {queue:?}");
    }
}

/// Every slip is of one ticket of the hub, and no two people hold the same.
fn assert_slips_match(kiosks: &[&Kiosk], told: &[Told]) -> usize {
    let codes: BTreeSet<_> = told.iter().map(|told| told.code.as_str()).collect();
    let mut held = BTreeMap::new();
    for (slip, copy) in kiosks.iter().flat_map(|kiosk| &kiosk.slips) {
        let code = slip.code.as_str();
        let is_other = held.insert(code.to_owned(), slip.ticket).is_some_and(|other| other != slip.ticket);
        assert!(!is_other && (*copy == SlipCopy::Late || !is_other), "two people hold {code}");
        let is_refused = kiosks.iter().any(|kiosk| kiosk.not_taken_in.iter().any(|(refused, _)| refused == code));
        assert!(codes.contains(code) != is_refused, "{code} is on paper; refused: {is_refused}");
    }
    held.len()
}

/// The cable is whole again, and everything is handed in.
async fn comes_back(clock: &PassingClock, kiosk: &mut Kiosk) {
    kiosk.net = Net::Carries;
    if kiosk.is_off() {
        kiosk.starts().await;
    }
    kiosk.looks().await;
    for _ in 0..20 {
        clock.pass(1);
        kiosk.waits(1).await;
    }
    assert_eq!(kiosk.model.to_hand_in(), 0);
}

async fn open() -> (Arc<PassingClock>, World, [Kiosk; 2]) {
    let clock = Arc::new(PassingClock::default());
    let world = World::open_while(clock.clone()).await;
    let mut kiosks = ["ingresso", "cortile"].map(|name| Kiosk::at(name, world.client(), &clock));
    for kiosk in &mut kiosks {
        kiosk.starts().await;
        kiosk.looks().await;
    }
    (clock, world, kiosks)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_kiosks_go_on_for_an_hour_and_are_killed_twice_and_nobody_is_lost_or_doubled() {
    let (clock, mut world, [mut one, mut other]) = open().await;
    let mut people = 0;
    for place in 0..5 {
        clock.pass(60);
        assert!(one.serves(place).await.is_some() && other.serves(place + 1).await.is_some());
        people += 2;
    }
    // The last answers before the cable breaks are lost: of one the command arrived, of the other it did not.
    (one.net, other.net) = (Net::LosesAnswers, Net::LosesCommands);
    assert!(one.serves(0).await.is_some() && other.serves(0).await.is_some());
    people += 2;
    one.net = Net::LosesCommands;
    let mut elsewhere = 0;
    for round in 0..99 {
        clock.pass(36);
        // Whoever has another way to the hub goes on online, and stands between them.
        if round % 3 == 0 {
            world.take(&["carta-identita"], Class::WalkIn).await.unwrap();
            elsewhere += 1;
        }
        for kiosk in [&mut one, &mut other] {
            if round == 0 {
                kiosk.looks().await;
            }
            people += 1;
            assert!(kiosk.serves(round * 7).await.is_some(), "round {round}: {:?}", kiosk.model.screen);
        }
        // The power fails after the number was shown, and then before.
        let (killed, power) = match round {
            30 => (&mut one, 4),
            60 => (&mut other, 1),
            _ => continue,
        };
        killed.power = Some(power);
        killed.serves(round).await;
        assert!(killed.is_off());
        people += 1;
        killed.starts().await;
        killed.waits(5).await;
    }
    assert!(people > 200);
    world.restart().await;
    for kiosk in [&mut one, &mut other] {
        kiosk.finds(world.client());
        comes_back(&clock, kiosk).await;
        assert_eq!(kiosk.not_taken_in, []);
    }
    let told = told(&world);
    assert_eq!(told.len(), people + elsewhere);
    assert_eq!(assert_slips_match(&[&one, &other], &told), people, "everybody has paper");
    assert_in_order(&world, &told).await;
    world.close().await;
}

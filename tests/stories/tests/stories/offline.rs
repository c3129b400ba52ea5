//! The dispatcher is gone, and the kiosks go on: nobody is lost, nobody is there twice, everybody keeps their turn.

mod check_in;
mod kiosk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Timestamp;
use domain::event::Event;
use domain::ids::{ServiceId, TicketId};
use domain::ticket::Class;
use kiosk_flow::Msg;
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
        if let Event::TicketRecoded { ticket, code, .. } = &event {
            tickets.get_mut(ticket).unwrap().code.clone_from(&code.0);
        }
        if let Event::TicketTaken { ticket, code, services, taken_offline_at, is_unleased, .. } = event {
            assert!(!is_unleased, "{code} is of no lease");
            let (code, service) = (code.0, services[0].clone());
            assert!(tickets.insert(ticket, Told { ticket, code, service, taken_offline_at }).is_none());
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

/// Every slip is of one ticket of the hub, taken when the slip says, and no two people hold the same.
fn assert_slips_match(kiosks: &[&Kiosk], told: &[Told]) -> usize {
    let codes: BTreeSet<_> = told.iter().map(|told| told.code.as_str()).collect();
    let mut held = BTreeMap::new();
    for (slip, _) in kiosks.iter().flat_map(|kiosk| &kiosk.slips) {
        let code = slip.code.as_str();
        let is_other = held.insert(code.to_owned(), slip.ticket).is_some_and(|other| other != slip.ticket);
        assert!(!is_other, "two people hold {code}");
        let is_refused = kiosks.iter().any(|kiosk| kiosk.not_taken_in.iter().any(|(refused, _)| refused == code));
        assert!(codes.contains(code) != is_refused, "{code} is on paper; refused: {is_refused}");
        // Both clocks are the story's: what the paper says is what the queue goes by.
        let taken_at = told.iter().find(|told| told.code == code).and_then(|told| told.taken_offline_at);
        assert!(taken_at.is_none_or(|at| at == slip.taken_at), "{code} stands at {taken_at:?}, not {}", slip.taken_at);
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
        // Whoever stood there before has gone, and the disk knows it.
        killed.does(Msg::Home).await;
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

#[tokio::test(flavor = "multi_thread")]
async fn used_up_numbers_fall_to_the_emergency_block_and_then_to_the_staff() {
    let (clock, mut world, [mut one, mut other]) = open().await;
    for kiosk in [&mut one, &mut other] {
        kiosk.net = Net::LosesCommands;
        kiosk.looks().await;
        kiosk.waits(4).await;
    }
    let mut codes = Vec::new();
    while let Some(code) = one.serves(0).await {
        clock.pass(5);
        codes.push(code);
    }
    let emergencies = codes.iter().filter(|code| code.starts_with('Q')).count();
    assert_eq!((codes.len(), emergencies), (120, 100));
    assert!(matches!(&one.model.screen, kiosk_flow::Screen::Details { failure: Some(why), .. }
        if *why == kiosk_flow::ask_the_staff_text()));
    codes.extend(other.serves(0).await);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 121);
    for kiosk in [&mut one, &mut other] {
        comes_back(&clock, kiosk).await;
        assert_eq!(kiosk.not_taken_in, []);
    }
    let told = told(&world);
    assert_eq!(assert_slips_match(&[&one, &other], &told), 121);
    assert_in_order(&world, &told).await;
    // And the kiosk has numbers again.
    one.waits(61).await;
    one.net = Net::LosesCommands;
    one.looks().await;
    one.waits(4).await;
    let again = one.serves(0).await.unwrap();
    assert!(!codes.contains(&again) && !again.starts_with('Q'), "{again}");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_with_the_lease_of_yesterday_goes_on_and_yesterdays_numbers_are_told_to_staff() {
    let (clock, mut world, [mut one, mut other]) = open().await;
    for kiosk in [&mut one, &mut other] {
        kiosk.net = Net::LosesCommands;
        kiosk.looks().await;
        kiosk.waits(4).await;
    }
    let yesterday = other.serves(0).await.unwrap();
    clock.pass(24 * 3_600);
    // The day of the hub is the new one, of which the kiosks have heard nothing.
    world.restart().await;
    one.starts().await;
    one.waits(4).await;
    let today = one.serves(0).await.unwrap();
    assert!(today.starts_with('Q'), "{today}");
    for kiosk in [&mut one, &mut other] {
        kiosk.finds(world.client());
        comes_back(&clock, kiosk).await;
    }
    assert_eq!(one.not_taken_in, []);
    let refused: Vec<_> = other.not_taken_in.iter().map(|(code, _)| code.clone()).collect();
    assert_eq!(refused, [yesterday]);
    let told = told(&world);
    assert_eq!(told.iter().map(|told| told.code.clone()).collect::<Vec<_>>(), [today]);
    world.close().await;
}

/// A generator of the same numbers for the same seed.
struct Roll(u64);

impl Roll {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Two kiosks, a network that loses commands or answers, power cuts at any effect, and a dispatcher that starts again.
async fn random_hours(seed: u64) {
    let (clock, mut world, mut kiosks) = open().await;
    let mut roll = Roll(seed);
    let mut wishes = 0;
    for _ in 0..120 {
        clock.pass(1 + roll.below(90));
        let place = roll.below(2) as usize;
        match roll.below(10) {
            0 => {
                let nets = [Net::Carries, Net::LosesCommands, Net::LosesAnswers];
                kiosks[place].net = nets[roll.below(3) as usize];
                kiosks[place].looks().await;
            }
            1 => kiosks[place].power = Some(roll.below(6) as u32),
            2 => kiosks[place].waits(roll.below(10) as u32).await,
            3 if roll.below(4) == 0 => {
                world.restart().await;
                kiosks.iter_mut().for_each(|kiosk| kiosk.finds(world.client()));
            }
            4 => kiosks[place].looks().await,
            _ => {
                kiosks[place].serves(roll.below(40) as usize).await;
                wishes += 1;
            }
        }
        for kiosk in kiosks.iter_mut().filter(|kiosk| kiosk.is_off()) {
            kiosk.starts().await;
            kiosk.waits(5).await;
        }
    }
    for kiosk in &mut kiosks {
        kiosk.power = None;
        comes_back(&clock, kiosk).await;
        assert_eq!(kiosk.not_taken_in, [], "seed {seed}");
    }
    let told = told(&world);
    assert!(told.len() <= wishes, "somebody has two tickets, seed {seed}");
    let on_paper = assert_slips_match(&[&kiosks[0], &kiosks[1]], &told);
    assert!(on_paper > 10 && told.iter().any(|told| told.taken_offline_at.is_some()), "seed {seed}");
    assert_in_order(&world, &told).await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_and_whenever_nobody_is_lost_or_doubled() {
    for seed in 1..=12 {
        random_hours(seed).await;
    }
}

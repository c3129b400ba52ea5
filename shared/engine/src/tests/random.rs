//! Random offices against what must be true of any day.

use std::collections::BTreeSet;

use super::*;
use domain::rules::{Pair, PairRule};
use domain::ticket::Code;

use crate::dispatch;
use crate::ticket::Ticket;

/// The kept queues against a walk over every ticket of the day.
fn assert_queues_are_what_a_walk_finds(state: &State, seed: u64) {
    let queues =
        state.catalog.locations.iter().flat_map(|place| state.catalog.services.iter().map(move |it| (place, it)));
    for (place, service) in queues {
        let mut found = BTreeSet::new();
        for ticket in state.tickets() {
            let here = ticket.queued().filter(|(_, leg)| leg.service == service.id && leg.location == place.id);
            found.extend(here.map(|(position, leg)| (dispatch::rank(ticket, position, leg), ticket.id, position)));
        }
        assert!(
            state.waiting(&place.id, &service.id).eq(found.iter().map(|(rank, _, _)| *rank)),
            "another queue, seed {seed}"
        );
        for (ahead, (_, ticket, position)) in found.iter().enumerate() {
            let ticket = state.ticket(*ticket).unwrap();
            assert_eq!(dispatch::people_ahead(state, ticket, *position), ahead, "seed {seed}");
        }
    }
    let deadlines = state.tickets().filter_map(Ticket::deadline).min();
    assert_eq!(state.next_deadline(), deadlines, "another deadline, seed {seed}");
    let all: BTreeSet<_> = state.catalog.services.iter().map(|service| &service.id).collect();
    let people = state.tickets().filter(|ticket| ticket.queued().next().is_some()).count();
    let counted = state.catalog.locations.iter().map(|place| state.people_waiting(&place.id, &all)).sum::<usize>();
    assert_eq!(counted, people, "somebody counted twice, seed {seed}");
}

/// Whoever has a ticket that is not over is waited for, on the way, or in hand at one counter.
fn assert_nobody_is_lost(state: &State, seed: u64) {
    let in_hand: Vec<_> = state.desks.values().filter_map(|desk| desk.ticket).collect();
    assert_eq!(in_hand.iter().collect::<BTreeSet<_>>().len(), in_hand.len(), "one ticket at two counters, {seed}");
    for ticket in state.tickets().filter(|ticket| ticket.is_open()) {
        let holding = ticket.legs.iter().filter(|leg| leg.holds()).count();
        assert!(holding <= 1, "{} has two legs in hand, seed {seed}", ticket.code);
        let is_in_hand = in_hand.contains(&ticket.id);
        let lies_aside = state.parked().any(|parked| parked.id == ticket.id);
        assert_eq!(is_in_hand != lies_aside, holding == 1, "{} is at no counter, seed {seed}", ticket.code);
        let can_come = ticket.queued().next().is_some() || ticket.deadline().is_some();
        assert!(is_in_hand || can_come, "{} is never called, seed {seed}", ticket.code);
    }
}

/// One step of a random office, most of them sensible.
fn random_command(roll: &mut dyn FnMut(u64) -> u64, office: &Office) -> Command {
    let here = at(["1", "2", "3"][roll(3) as usize]);
    let service = ServiceId::new(["cards", "births", "moves"][roll(3) as usize]);
    match roll(13) {
        0 | 1 => {
            let mut services = vec![service, ServiceId::new(["cards", "births", "moves"][roll(3) as usize])];
            services.dedup();
            let class = [Class::WalkIn, Class::Appointment, Class::Priority][roll(3) as usize];
            Command::TakeTicket {
                services,
                class,
                language: Language::It,
                device: None,
                priority: None,
                location: at_random(roll),
                from: at_random(roll),
            }
        }
        2 => Command::sign_in(here, ClerkId::new(["anna", "bruno", "carla"][roll(3) as usize])),
        3 => Command::SignOut { counter: here },
        4 => Command::CallNext { counter: here },
        5 => Command::Start { counter: here },
        6 => Command::finish(here),
        7 => [Command::NoShow { counter: here.clone() }, Command::Recall { counter: here }][roll(2) as usize].clone(),
        8 if roll(100) == 0 => Command::CloseDay,
        8 => Command::OpenDay { day: office.state.last_day().unwrap().succ_opt().unwrap() },
        9 => Command::transfer(here, service),
        10 => clerk_command(roll, here, service),
        11 => ticket_command(roll, office, here),
        _ => Command::Undo { counter: here },
    }
}

/// A building, or none.
fn at_random(roll: &mut dyn FnMut(u64) -> u64) -> Option<LocationId> {
    ["hq", "point"].get(roll(4) as usize).map(|id| LocationId::new(*id))
}

fn clerk_command(roll: &mut dyn FnMut(u64) -> u64, counter: CounterId, service: ServiceId) -> Command {
    let other = || at("1");
    match roll(10) {
        0 => Command::Pause { counter, reason: "coffee".to_owned() },
        1 | 2 => Command::Resume { counter },
        3 => Command::AddService { counter, service, here: roll(2) == 0 },
        4 => Command::Park { counter, reason: "copies".to_owned(), return_minutes: 1 + roll(20) as u32 },
        5 => Command::ServeDirect { counter, service },
        6 => Command::SetAutoNext { counter, is_on: roll(2) == 0 },
        7 => Command::SignIn { counter, clerk: ClerkId::new("anna"), take_over: true },
        8 => Command::Transfer { counter, service, to_counter: Some(other()), to_clerk: None, keep_wait: false },
        _ => {
            let bruno = Some(ClerkId::new("bruno"));
            Command::Transfer { counter, service, to_counter: None, to_clerk: bruno, keep_wait: true }
        }
    }
}

/// Something asked of any ticket of the day.
fn ticket_command(roll: &mut dyn FnMut(u64) -> u64, office: &Office, counter: CounterId) -> Command {
    let count = office.state.tickets().count() as u64;
    let any = office.state.tickets().nth(roll(count.max(1)) as usize);
    let (ticket, code) = any.map_or((TicketId(0), Code::new('A', 0)), |ticket| (ticket.id, ticket.code.clone()));
    match roll(11) {
        9 => Command::GoElsewhere { code, location: LocationId::new("hq"), is_there: roll(2) == 0 },
        10 => Command::GoElsewhere { code, location: LocationId::new("point"), is_there: roll(2) == 0 },
        5 => Command::Cancel { ticket },
        6 => Command::LetPass { ticket, people: Some(1 + roll(4) as u32), minutes: None },
        7 => Command::LetPass { ticket, people: None, minutes: Some(1 + roll(9) as u32) },
        8 => Command::Reprint { ticket },
        0 => Command::CallTicket { counter, code },
        1 => Command::Rejoin { code },
        2 => Command::ResumeParked { counter, ticket },
        3 => Command::Reclassify { counter, ticket, class: Class::Priority, priority: None },
        _ => Command::Reclassify { counter, ticket, class: Class::WalkIn, priority: None },
    }
}

/// Births before moves, and cards and moves at one counter.
fn tied_catalog() -> Arc<Catalog> {
    let mut tied = Catalog::clone(&catalog());
    let pair = |first: &str, then: &str, rule| Pair { first: ServiceId::new(first), then: ServiceId::new(then), rule };
    tied.pairs = vec![pair("births", "moves", PairRule::InOrder), pair("cards", "moves", PairRule::SameCounter)];
    tied.locations
        .push(Location { services: vec![ServiceId::new("cards"), ServiceId::new("births")], ..location("point") });
    tied.counters.push(Counter { location: LocationId::new("point"), ..counter("3") });
    tied.clerks.push(clerk("carla", &["cards", "births"]));
    tied.rules.priority_one_in = 3;
    tied.rules.undo_seconds = 120;
    Arc::new(tied)
}

/// A seeded random office: 4,000 steps over some days, against what must be true of any day.
fn random_days(seed: u64) {
    let mut office = Office::open_with(tied_catalog());
    let mut random = seed;
    let mut roll = |sides: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % sides
    };
    let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..4_000 {
        let command = random_command(&mut roll, &office);
        for event in office.does(command).unwrap_or_default() {
            if let Event::TicketTaken { ticket, code, .. } = &event {
                assert!(ids.insert(*ticket), "{ticket} doubled with seed {seed}");
                assert!(codes.insert(code.clone()), "{code} doubled with seed {seed}");
            }
            if let Event::DirectServiceStarted { ticket, .. } = &event {
                assert!(ids.insert(*ticket), "{ticket} doubled with seed {seed}");
            }
            if let Event::DayOpened { .. } = event {
                codes.clear();
            }
        }
        assert_nobody_is_lost(&office.state, seed);
    }
    assert_eq!(
        office.state.tickets().filter(|ticket| !ticket.is_direct).count(),
        codes.len(),
        "a ticket was lost with seed {seed}"
    );
    assert_queues_are_what_a_walk_finds(&office.state, seed);
    for from in [0, office.last_day_open()] {
        assert_eq!(office.replayed(from), office.state, "the replay from {from} differs with seed {seed}");
    }
}

#[test]
fn random_days_lose_and_double_nobody_and_replay_to_the_same_state() {
    for seed in 1..=20 {
        random_days(seed);
    }
}

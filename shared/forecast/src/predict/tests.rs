//! What is predicted in small hubs where it can be worked out.

use policy::{Class, Index, Rule};

use super::{Forecast, Predictor};
use crate::calibrate::Band;
use crate::learn::{Configured, History, Knowledge, Span};
use crate::run::VisitRule;
use crate::situation::{Arrivals, Booked, Desk, Doing, Further, Served, Situation, Ticket};
use crate::world::{Counter, Service, Skill, World};

const NOW: f64 = 600.0;

/// Services of these minutes, and counters that can serve these of them.
fn world(minutes: &[f64], counters: &[&[usize]]) -> World {
    let service = |minutes: &f64| Service {
        name: String::new(),
        area: 0,
        floor: 0,
        mean_minutes: *minutes,
        log_deviation: 0.0,
        target_minutes: [20.0, 10.0, 10.0],
    };
    let skill = |service: &usize| Skill {
        service: *service,
        time_factor: 1.0,
        factor: 1.0,
        walk_minutes: 0.0,
        list_coefficient: 2,
    };
    let counter = |services: &&[usize]| Counter {
        area: 0,
        floor: 0,
        skills: services.iter().map(skill).collect(),
        flexibility: services.len() as f64,
    };
    World {
        areas: vec![String::new()],
        services: minutes.iter().map(service).collect(),
        counters: counters.iter().map(counter).collect(),
        index: Index::K20,
        setup_minutes: 0.0,
        walk_minutes_per_floor: 0.0,
        transfer_minutes: 1.0,
        no_show_minutes: 1.5,
        break_minutes: 15.0,
    }
}

/// Everything is as configured, for certain.
fn certain(world: &World) -> Knowledge {
    let minutes: Vec<f64> = world.services.iter().map(|service| service.mean_minutes).collect();
    let mut known = History::new(minutes.len()).knows(&Configured::usual(&minutes));
    for (service, minutes) in known.services.iter_mut().zip(&minutes) {
        (service.log_mean, service.log_deviation, service.log_doubt) = (minutes.ln(), 0.0, 0.0);
    }
    known.no_show_shares = [0.0; 3];
    known
}

fn ticket(service: usize, clock: f64) -> Ticket {
    Ticket { service, class: Class::WalkIn, arrival: clock, clock, further: Vec::new(), waited_minutes: 0.0 }
}

fn further(service: usize) -> Further {
    Further { service, class: Class::WalkIn }
}

fn served(service: usize) -> Served {
    Served { service, class: Class::WalkIn, further: Vec::new(), waited_minutes: 0.0 }
}

fn desk(doing: Doing) -> Desk {
    Desk { doing, break_from: f64::INFINITY, leave_from: f64::INFINITY, back_at: f64::INFINITY }
}

fn situation(desks: Vec<Desk>, tickets: Vec<Ticket>) -> Situation {
    let (bookings, arrivals) = (Vec::new(), Arrivals::default());
    Situation { now: NOW, desks, tickets, bookings, arrivals, closes_at: f64::INFINITY }
}

fn predicted(world: &World, known: &Knowledge, situation: &Situation, seed: u64) -> Forecast {
    let table = world.table(Rule::BALANCED);
    Predictor::new(world, &table, known, VisitRule::NewTicketEach).refresh(situation, seed).clone()
}

fn assert_at(band: Band, expected: f64) {
    for figure in [band.low, band.middle, band.high] {
        assert!((figure - expected).abs() < 1e-9, "{band:?} is not {expected}");
    }
}

#[test]
fn with_nothing_left_to_chance_the_call_is_known_to_the_minute() {
    let world = world(&[10.0], &[&[0]]);
    let serving = desk(Doing::Serving { ticket: served(0), since: NOW - 4.0 });
    let now = situation(vec![serving], vec![ticket(0, 580.0), ticket(0, 590.0)]);
    let forecast = predicted(&world, &certain(&world), &now, 1);
    assert_at(forecast.tickets[0].call, NOW + 6.0);
    assert_at(forecast.tickets[1].call, NOW + 16.0);
    assert_at(forecast.services[0].call, NOW + 26.0);
}

#[test]
fn breaks_and_leaving_are_seen_coming() {
    let world = world(&[10.0], &[&[0], &[0]]);
    let mut first = desk(Doing::Serving { ticket: served(0), since: NOW - 4.0 });
    first.break_from = NOW + 5.0;
    let mut second = desk(Doing::Break { until: NOW + 8.0 });
    second.leave_from = NOW + 9.0;
    let now = situation(vec![first, second], vec![ticket(0, 580.0), ticket(0, 590.0)]);
    let forecast = predicted(&world, &certain(&world), &now, 1);
    // The second counter serves once more and leaves; the first comes back from its break at minute 21.
    assert_at(forecast.tickets[0].call, NOW + 8.0);
    assert_at(forecast.tickets[1].call, NOW + 21.0);
    assert_at(forecast.services[0].call, NOW + 31.0);
}

#[test]
fn whoever_is_served_comes_back_for_the_next_service_and_the_booked_come_before_their_slot() {
    let mut world = world(&[10.0, 4.0], &[&[0], &[1]]);
    world.index.pressure_weight = 0.0;
    let further = Served { further: vec![further(1)], ..served(0) };
    let desks =
        vec![desk(Doing::Serving { ticket: further, since: NOW - 9.0 }), desk(Doing::Away { until: NOW + 1.5 })];
    let mut now = situation(desks, vec![ticket(1, NOW - 1.0)]);
    now.bookings = vec![Booked { service: 0, slot: NOW + 1.0, further: Vec::new() }];
    let mut known = certain(&world);
    known.absent_share = 0.0;
    known.punctuality = crate::learn::Punctuality { mean_minutes: -0.25, deviation_minutes: 1e-3 };
    let forecast = predicted(&world, &known, &now, 1);
    assert_at(forecast.tickets[0].call, NOW + 1.5);
    // Counter 0 is free at 1 and takes the appointment, whose head start beats somebody who comes now.
    assert_at(forecast.services[0].call, NOW + 11.0);
    // The probe stands before the one who comes from counter 0 at minute 2.
    assert_at(forecast.services[1].call, NOW + 5.5);
}

#[test]
fn whoever_does_not_come_is_gone_soon() {
    let world = world(&[10.0], &[&[0]]);
    let mut known = certain(&world);
    known.no_show_shares = [1.0; 3];
    let called = desk(Doing::Called { ticket: served(0), at: NOW - 0.5 });
    let now = situation(vec![called], vec![ticket(0, 590.0)]);
    let forecast = predicted(&world, &known, &now, 1);
    assert_at(forecast.tickets[0].call, NOW + 1.0);
    assert_at(forecast.services[0].call, NOW + 2.5);
}

#[test]
fn a_queue_nobody_will_serve_has_no_end_and_a_late_call_does_not_come_before_closing() {
    let world = world(&[10.0, 10.0], &[&[0], &[1]]);
    let mut now = situation(
        vec![desk(Doing::Serving { ticket: served(0), since: NOW }), desk(Doing::Away { until: f64::INFINITY })],
        vec![ticket(0, 580.0), ticket(0, 590.0), ticket(1, 590.0)],
    );
    now.closes_at = NOW + 15.0;
    let forecast = predicted(&world, &certain(&world), &now, 1);
    let before: Vec<f64> = forecast.tickets.iter().map(|outlook| outlook.before_closing).collect();
    assert_eq!(before, [1.0, 0.0, 0.0]);
    assert!(forecast.tickets[2].call.low.is_infinite());
    assert_eq!(forecast.services[1].call.shown().to_minutes, None);
}

/// A hub that is busy and has something of everything.
fn busy(world: &World) -> Situation {
    let serving = |service, since| desk(Doing::Serving { ticket: served(service), since: NOW - since });
    let busy = [(0, 3.0), (1, 12.0), (0, 1.0), (2, 25.0), (1, 2.0), (2, 8.0), (0, 6.0), (1, 5.0)];
    let desks = busy.into_iter().map(|(service, since)| serving(service, since)).collect();
    let waiting = [(0, 585.0), (1, 590.0), (0, 592.0), (1, 596.0), (0, 598.0), (1, 598.5), (0, 599.0), (2, 599.0)];
    let tickets = waiting.into_iter().map(|(service, clock)| ticket(service, clock)).collect();
    let mut now = situation(desks, tickets);
    now.bookings = vec![Booked { service: 2, slot: NOW + 5.0, further: vec![further(0)] }];
    now.arrivals.open = vec![Span { from_minute: 480.0, to_minute: 720.0 }];
    now.arrivals.recent = vec![24.0, 12.0, 6.0];
    now.arrivals.seen = vec![60.0];
    assert_eq!(world.services.len(), 3);
    now
}

fn busy_world() -> World {
    world(&[8.0, 14.0, 20.0], &[&[0, 1], &[1, 2], &[0], &[2, 0], &[1, 2], &[2, 0, 1], &[0, 1], &[1, 0, 2]])
}

fn usual(world: &World) -> Knowledge {
    let minutes: Vec<f64> = world.services.iter().map(|service| service.mean_minutes).collect();
    History::new(minutes.len()).knows(&Configured::usual(&minutes))
}

#[test]
fn equal_seeds_give_equal_forecasts_to_the_bit_and_other_seeds_others() {
    let world = busy_world();
    let (known, now) = (usual(&world), busy(&world));
    let table = world.table(Rule::BALANCED);
    let mut predictor = Predictor::new(&world, &table, &known, VisitRule::NewTicketEach);
    let first = predictor.refresh(&now, 3).clone();
    assert_ne!(predictor.refresh(&now, 4), &first);
    assert_eq!(predictor.refresh(&now, 3), &first);
}

#[test]
fn who_only_asks_is_told_what_they_would_be_told_with_a_ticket() {
    let world = busy_world();
    let (known, now) = (usual(&world), busy(&world));
    let table = world.table(Rule::BALANCED);
    let mut predictor = Predictor::new(&world, &table, &known, VisitRule::NewTicketEach);
    let seeds = 40_u64;
    for service in 0..3 {
        let mut with = now.clone();
        with.tickets.push(ticket(service, NOW));
        let mut sums = [[0.0; 3]; 2];
        for seed in 0..seeds {
            let asked = predictor.refresh(&now, seed).services[service].call;
            let real = predictor.refresh(&with, seed + seeds).tickets[now.tickets.len()].call;
            for (sum, band) in sums.iter_mut().zip([asked, real]) {
                sum.iter_mut().zip([band.low, band.middle, band.high]).for_each(|(sum, figure)| *sum += figure - NOW);
            }
        }
        let [asked, real] = sums.map(|sum| sum.map(|figure| figure / seeds as f64));
        for (asked, real) in asked.iter().zip(real) {
            // 40 means of a quantile of 100 draws: noise of about 2 %.
            assert!((asked - real).abs() < 0.06 * real + 0.1, "service {service}: {asked} for {real}");
        }
    }
}

#[test]
fn more_doubt_makes_a_wider_range() {
    let world = busy_world();
    let now = busy(&world);
    let width = |doubt: f64| {
        let mut known = usual(&world);
        known.services.iter_mut().for_each(|service| service.log_doubt = doubt);
        let call = predicted(&world, &known, &now, 5).services[1].call;
        call.high - call.low
    };
    assert!(width(0.5) > 1.2 * width(0.0), "{} {}", width(0.5), width(0.0));
}

//! A refresh takes no memory once it has been made.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use forecast::learn::{Configured, History, Span};
use forecast::predict::Predictor;
use forecast::run::VisitRule;
use forecast::situation::{Arrivals, Booked, Desk, Doing, Further, Served, Situation, Ticket};
use forecast::world::{Counter, Service, Skill, World};
use policy::{Class, Index, Rule};

/// Counts what it hands out to each thread: the one that watches over tests allocates when it likes.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

const SERVICES: usize = 12;
const COUNTERS: usize = 9;
const NOW: f64 = 600.0;

#[test]
fn a_refresh_takes_no_memory_once_it_has_been_made() {
    let (world, situation) = (world(), situation());
    let minutes: Vec<f64> = world.services.iter().map(|service| service.mean_minutes).collect();
    let known = History::new(SERVICES).knows(&Configured::usual(&minutes));
    let table = world.table(Rule::BALANCED);
    for visits in [VisitRule::NewTicketEach, VisitRule::AnyOrder, VisitRule::AnyOrderWithCredit] {
        let mut predictor = Predictor::new(&world, &table, &known, visits);
        predictor.refresh(&situation, 1);
        let before = ALLOCATIONS.get();
        let forecast = predictor.refresh(&situation, 1);
        let taken = ALLOCATIONS.get() - before;
        assert_eq!(taken, 0, "{visits:?}");
        assert!(forecast.tickets.iter().all(|ticket| ticket.call.middle > NOW), "{:?}", forecast.tickets);
    }
}

fn world() -> World {
    let service = |at: usize| Service {
        name: format!("service {at}"),
        area: at % 3,
        floor: (at % 3) as i32,
        mean_minutes: 5.0 + at as f64,
        log_deviation: 0.6,
        target_minutes: [20.0, 10.0, 10.0],
    };
    let skill = |service: usize| Skill {
        service: service % SERVICES,
        time_factor: 1.0,
        factor: 1.0,
        walk_minutes: 0.0,
        list_coefficient: 1,
    };
    let counter = |at: usize| Counter {
        area: at % 3,
        floor: (at % 3) as i32,
        skills: (0..5).map(|step| skill(at + 2 * step)).collect(),
        flexibility: 5.0,
    };
    World {
        areas: vec![String::new(); 3],
        services: (0..SERVICES).map(service).collect(),
        counters: (0..COUNTERS).map(counter).collect(),
        index: Index::K20,
        setup_minutes: 0.6,
        walk_minutes_per_floor: 1.2,
        transfer_minutes: 1.0,
        no_show_minutes: 1.5,
        break_minutes: 15.0,
    }
}

fn further(service: usize) -> Further {
    Further { service, class: Class::WalkIn }
}

fn situation() -> Situation {
    let served = |at: usize| Served {
        service: at,
        class: Class::WalkIn,
        further: vec![further((at + 3) % SERVICES)],
        waited_minutes: 4.0,
    };
    let desk = |at: usize| Desk {
        doing: Doing::Serving { ticket: served(at), since: NOW - at as f64 },
        break_from: 610.0 + 10.0 * at as f64,
        leave_from: f64::INFINITY,
        back_at: f64::INFINITY,
    };
    let ticket = |at: usize| Ticket {
        service: at % SERVICES,
        class: Class::ALL[at % 3],
        arrival: NOW - at as f64 / 2.0,
        clock: NOW - at as f64 / 2.0,
        further: vec![further((at + 1) % SERVICES); at % 2],
        waited_minutes: 0.0,
    };
    let booking = |at: usize| Booked { service: at % SERVICES, slot: 590.0 + 5.0 * at as f64, further: Vec::new() };
    let open = Span { from_minute: 480.0, to_minute: 750.0 };
    let recent = vec![3.0; SERVICES];
    let arrivals = Arrivals { open: vec![open], seen: vec![30.0; 3], recent, ..Arrivals::default() };
    Situation {
        now: NOW,
        desks: (0..COUNTERS).map(desk).collect(),
        tickets: (0..40).map(ticket).collect(),
        bookings: (0..20).map(booking).collect(),
        arrivals,
        closes_at: 780.0,
    }
}

//! Figures of a day small enough to work out by hand.

use policy::{Class, Index};

use super::*;
use crate::world::{Counter, Service};

fn world() -> World {
    let service = |area: usize, floor: i32| Service {
        name: "permits".to_owned(),
        area,
        floor,
        mean_minutes: 10.0,
        log_deviation: 0.5,
        target_minutes: [20.0, 10.0, 10.0],
    };
    let counter = |floor: i32| Counter { area: 0, floor, skills: Vec::new(), flexibility: 0.0 };
    World {
        areas: vec!["A".to_owned(), "B".to_owned()],
        services: vec![service(0, 0), service(1, 1)],
        counters: vec![counter(0), counter(1)],
        index: Index::K20,
        setup_minutes: 0.6,
        walk_minutes_per_floor: 1.2,
        transfer_minutes: 1.0,
        no_show_minutes: 1.5,
        break_minutes: 15.0,
    }
}

/// Legs by service, class, arrival and the moment from which the wait counts.
fn day(legs: &[(usize, Class, f64, f64)]) -> Day {
    let leg = |(position, (service, class, arrival, clock)): (usize, &(usize, Class, f64, f64))| Leg {
        service: *service,
        class: *class,
        arrival: Some(*arrival),
        clock: *clock,
        draw_minutes: 10.0,
        is_no_show: false,
        first: position,
        next: None,
    };
    Day { legs: legs.iter().enumerate().map(leg).collect(), shifts: Vec::new(), leaves_on_time: false }
}

fn calls(day: &Day, calls: &[(f64, usize)]) -> Vec<Option<Call>> {
    let call = |(leg, (at, counter)): (&Leg, &(f64, usize))| Call { ready: leg.clock, at: *at, counter: *counter };
    day.legs.iter().zip(calls).map(call).map(Some).collect()
}

#[test]
fn waits_targets_and_floors_are_counted() {
    let day = day(&[
        (0, Class::WalkIn, 0.0, 0.0),
        (0, Class::WalkIn, 0.0, 0.0),
        (1, Class::Priority, 5.0, 5.0),
        (1, Class::Appointment, 5.0, 10.0),
    ]);
    let calls = calls(&day, &[(10.0, 0), (30.0, 1), (25.0, 1), (8.0, 1)]);
    let measures = Tally::of(&world(), &day, &calls).measures();
    assert_eq!((measures.all.legs, measures.all.mean, measures.all.p50, measures.max), (4, 15.0, 15.0, 30.0));
    assert_eq!(measures.classes.map(|class| class.mean), [20.0, 0.0, 20.0]);
    assert_eq!(measures.areas.iter().map(|area| area.mean).collect::<Vec<_>>(), [20.0, 10.0]);
    assert_eq!(measures.over_target, 0.5);
    assert_eq!(measures.other_floor, 0.25);
    assert_eq!(measures.cost, (0.25 + 2.25 + 4.0 + 0.0) / 4.0);
    assert_eq!(measures.worst_area_p95, 29.0);
}

#[test]
fn a_skip_is_an_overtaking_only_within_a_class_and_of_somebody_whose_wait_had_begun_earlier() {
    let walk_in = (0, Class::WalkIn, 0.0, 0.0);
    let count = |later: (usize, Class, f64, f64)| {
        let day = day(&[walk_in, later]);
        let measures = Tally::of(&world(), &day, &calls(&day, &[(20.0, 0), (10.0, 0)])).measures();
        (measures.skips, measures.overtakes)
    };
    assert_eq!(count((0, Class::WalkIn, 5.0, 5.0)), (0.5, 1));
    assert_eq!(count((0, Class::Priority, 5.0, 5.0)), (0.5, 0));
    assert_eq!(count((1, Class::WalkIn, 5.0, 5.0)), (0.0, 0));
    // An appointment at minute 12 whose citizen came first is not overtaken by the one at minute 5.
    let day = day(&[(0, Class::Appointment, 0.0, 12.0), (0, Class::Appointment, 5.0, 5.0)]);
    let measures = Tally::of(&world(), &day, &calls(&day, &[(20.0, 0), (10.0, 0)])).measures();
    assert_eq!((measures.skips, measures.overtakes), (0.5, 0));
}

#[test]
fn percentiles_lie_between_the_nearest_two() {
    assert_eq!(percentile(&[], 0.5), 0.0);
    assert_eq!(percentile(&[3.0], 0.99), 3.0);
    assert_eq!(percentile(&[0.0, 10.0], 0.25), 2.5);
    assert_eq!(percentile(&[0.0, 1.0, 2.0], 0.5), 1.0);
}

#[test]
fn days_are_averaged_as_days_and_pooled_as_people() {
    let quiet = day(&[(0, Class::WalkIn, 0.0, 0.0)]);
    let busy = day(&[(0, Class::WalkIn, 0.0, 0.0); 3]);
    let (quiet_calls, busy_calls) = (calls(&quiet, &[(0.0, 0)]), calls(&busy, &[(20.0, 0); 3]));
    let mut tally = Tally::of(&world(), &quiet, &quiet_calls);
    let days = [tally.measures(), Tally::of(&world(), &busy, &busy_calls).measures()];
    tally.add(&world(), &busy, &busy_calls);
    assert_eq!(Measures::mean_of(&days).all.mean, 10.0);
    assert_eq!(tally.measures().all.mean, 15.0);
    assert_eq!((tally.measures().max, tally.days()), (10.0, 2));
}

#[test]
fn whoever_came_and_was_not_called_is_told() {
    let day = day(&[(0, Class::WalkIn, 0.0, 0.0)]);
    let measures = Tally::of(&world(), &day, &[None]).measures();
    assert_eq!((measures.uncalled, measures.all.legs, measures.all.mean, measures.skips), (1, 0, 0.0, 0.0));
}

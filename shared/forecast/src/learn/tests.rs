//! What a hub comes to know of itself, on days made up by hand.

use policy::Class;

use super::{Booking, Configured, History, Mastery, PastDay, PastLeg, Span};
use crate::random::{Purpose, Stream, log_parameters};

/// A Monday: 5 January 1970.
const MONDAY: i64 = 4;
const OPEN: Span = Span { from_minute: 480.0, to_minute: 780.0 };

fn leg(service: usize, arrived_minute: f64, minutes: f64) -> PastLeg {
    let called = arrived_minute + 5.0;
    PastLeg {
        service,
        class: Class::WalkIn,
        is_first: true,
        next_service: None,
        arrived_minute,
        called_minute: Some(called),
        started_minute: Some(called + 0.6),
        finished_minute: Some(called + 0.6 + minutes),
        is_no_show: false,
        mastery: Mastery::Home,
        walk_minutes: 0.0,
    }
}

fn day(day: i64, legs: Vec<PastLeg>) -> PastDay {
    PastDay { day, open: vec![OPEN], legs, bookings: Vec::new() }
}

/// A day on which one service took these minutes.
fn day_of(number: i64, minutes: &[f64]) -> PastDay {
    day(number, minutes.iter().map(|minutes| leg(0, 500.0, *minutes)).collect())
}

fn assert_close(value: f64, expected: f64, tolerance: f64) {
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

#[test]
fn an_unknown_hub_has_its_configured_durations_and_doubts_them() {
    let configured = Configured::usual(&[10.0, 20.0]);
    let unknown = History::new(2).knows(&configured);
    assert_close(unknown.services[1].mean_minutes, 20.0, 1e-9);
    let draw = unknown.services[1];
    assert_close((draw.log_mean + draw.log_deviation.powi(2) / 2.0).exp(), 20.0, 1e-9);
    assert_close(unknown.no_show_shares[0], 0.065, 1e-12);
    assert!(unknown.profile(MONDAY, &[OPEN]).people(500.0).iter().all(|people| *people == 0.0));

    let mut history = History::new(2);
    history.learn(&day_of(MONDAY, &[10.0; 400]), &configured);
    let known = history.knows(&configured);
    assert!(known.services[0].log_doubt < draw.log_doubt / 4.0, "{known:?}");
    assert!(known.services[0].log_deviation < draw.log_deviation);
    assert_close(known.services[1].log_doubt, draw.log_doubt, 1e-12);
}

#[test]
fn a_few_services_move_the_configured_duration_a_little_and_many_replace_it() {
    let configured = Configured::usual(&[10.0]);
    let learned = |count: usize| {
        let mut history = History::new(1);
        history.learn(&day_of(MONDAY, &vec![16.0; count]), &configured);
        history.knows(&configured).services[0].mean_minutes
    };
    // 20 configured ones of 10 minutes beside those seen.
    assert_close(learned(5), (20.0 * 10.0 + 5.0 * 16.0) / 25.0, 1e-9);
    assert_close(learned(20), 13.0, 1e-9);
    assert!(learned(2_000) > 15.9);
}

#[test]
fn the_mean_is_that_of_the_durations_and_the_spread_that_of_their_logarithms() {
    let (log_mean, log_deviation) = log_parameters(15.0, 0.5);
    let mut stream = Stream::new(3, 0, Purpose(901), 0);
    let minutes: Vec<f64> = (0..8_000).map(|_| stream.lognormal(log_mean, log_deviation)).collect();
    let mut history = History::new(1);
    let configured = Configured::usual(&[15.0]);
    history.learn(&day_of(MONDAY, &minutes), &configured);
    let known = history.knows(&configured).services[0];
    assert_close(known.mean_minutes, 15.0, 0.2);
    assert_close(known.log_deviation, log_deviation, 0.01);
    assert_close(known.log_mean, log_mean, 0.02);
}

#[test]
fn a_service_nobody_ended_counts_as_a_long_one_and_no_more() {
    let configured = Configured::usual(&[10.0]);
    let mean = |odd: f64| {
        let mut history = History::new(1);
        history.learn(&day_of(MONDAY, &[10.0, odd]), &configured);
        history.knows(&configured).services[0].mean_minutes
    };
    assert_close(mean(60.0), mean(400.0), 1e-12);
    assert_close(mean(1.0 / 3.0), mean(-2.0), 1e-12);
    assert!(mean(59.0) < mean(60.0));
}

#[test]
fn a_second_skill_costs_what_it_costs_here_whoever_has_it() {
    let configured = Configured::usual(&[10.0, 30.0]);
    let mut legs = Vec::new();
    for (service, minutes) in [(0, 10.0), (1, 30.0)] {
        for _ in 0..600 {
            legs.push(leg(service, 500.0, minutes));
            legs.push(PastLeg { mastery: Mastery::OtherArea, ..leg(service, 500.0, minutes * 1.5) });
        }
    }
    let mut history = History::new(2);
    history.learn(&day(MONDAY, legs), &configured);
    let known = history.knows(&configured);
    assert_eq!(known.factors[0], 1.0);
    assert_close(known.factors[1], 1.1, 1e-9);
    assert_close(known.factors[2], 1.5, 0.03);
    assert_close(known.services[1].mean_minutes, 30.0, 0.5);
}

#[test]
fn a_service_that_has_changed_is_followed() {
    let configured = Configured::usual(&[10.0]);
    let mut history = History::new(1);
    (0..100).for_each(|number| history.learn(&day_of(MONDAY + number, &[10.0; 10]), &configured));
    let before = history.knows(&configured).services[0].mean_minutes;
    (100..200).for_each(|number| history.learn(&day_of(MONDAY + number, &[20.0; 10]), &configured));
    let after = history.knows(&configured).services[0].mean_minutes;
    assert_close(before, 10.0, 1e-9);
    // Half of what is remembered is replaced in 60 days: of 100 days, all but 2^(-100/60).
    assert!(after > 16.5 && after < 18.0, "{after}");
}

#[test]
fn who_does_not_come_and_when_the_booked_ones_do_is_learned() {
    let configured = Configured::usual(&[10.0]);
    let mut history = History::new(1);
    let missed = PastLeg { is_no_show: true, started_minute: None, finished_minute: Some(507.5), ..leg(0, 500.0, 0.0) };
    let legs =
        (0..1_000_usize).map(|at| if at.is_multiple_of(5) { missed.clone() } else { leg(0, 500.0, 10.0) }).collect();
    let booking = |at: usize| Booking {
        service: 0,
        slot_minute: 600.0,
        arrived_minute: (!at.is_multiple_of(4)).then_some(if at.is_multiple_of(2) { 595.0 } else { 599.0 }),
    };
    history.learn(&PastDay { bookings: (0..1_000).map(booking).collect(), ..day(MONDAY, legs) }, &configured);
    let known = history.knows(&configured);
    assert_close(known.no_show_shares[Class::WalkIn.index()], 0.2, 0.01);
    assert_close(known.no_show_shares[Class::Appointment.index()], 0.02, 1e-12);
    assert_close(known.no_show_minutes, 2.5, 0.2);
    assert_close(known.absent_share, 0.25, 0.01);
    assert_close(known.punctuality.mean_minutes, -(250.0 * 5.0 + 500.0) / 750.0, 0.3);
}

#[test]
fn arrivals_follow_the_weekday_and_learn_its_shape_from_the_others() {
    let configured = Configured::usual(&[10.0, 10.0]);
    let mut history = History::new(2);
    for week in 0..12 {
        // Mondays bring two people in the first five minutes, Tuesdays one; the rest of the day is quiet.
        let first = MONDAY + week * 7;
        history.learn(&day(first, vec![leg(0, 481.0, 9.0), leg(0, 483.0, 9.0), leg(1, 600.0, 9.0)]), &configured);
        history.learn(&day(first + 1, vec![leg(0, 481.0, 9.0), leg(1, 600.0, 9.0)]), &configured);
    }
    let known = history.knows(&configured);
    let monday = known.profile(MONDAY, &[OPEN]);
    let tuesday = known.profile(MONDAY + 1, &[OPEN]);
    assert!(monday.people(482.0)[0] > 1.7 && tuesday.people(482.0)[0] < 1.3, "{monday:?}");
    // A weekday never seen is as the mean of those that were.
    assert_close(known.profile(MONDAY + 2, &[OPEN]).people(482.0)[0], 1.5, 0.02);
    assert_eq!(monday.people(800.0), [0.0; 0]);
    let mut sums = [0.0; 2];
    monday.add_until(482.5, &mut sums);
    assert_close(sums[0], monday.people(482.0)[0] / 2.0, 1e-12);
    // Hours that are not today's bring nobody, whatever other days say.
    let late = Span { from_minute: 540.0, to_minute: 780.0 };
    assert_eq!(known.profile(MONDAY, &[late]).people(482.0), [0.0; 0]);
}

#[test]
fn the_services_of_a_visit_follow_one_another_as_often_as_they_did() {
    let configured = Configured::usual(&[10.0, 10.0]);
    let mut history = History::new(2);
    let with_next = |at: usize| PastLeg { next_service: (at.is_multiple_of(4)).then_some(1), ..leg(0, 500.0, 9.0) };
    history.learn(&day(MONDAY, (0..1_000).map(with_next).collect()), &configured);
    let known = history.knows(&configured);
    assert_close(known.onward[0][1], 0.25, 1e-9);
    assert_eq!(known.onward[0][0], 0.0);
}

#[test]
fn what_is_kept_comes_back_to_the_bit_and_follows_a_changed_list() {
    let configured = Configured::usual(&[10.0, 20.0]);
    let mut history = History::new(2);
    let legs = vec![leg(0, 500.0, 7.3), PastLeg { next_service: Some(0), ..leg(1, 505.0, 31.7) }];
    (0..5).for_each(|number| history.learn(&day(MONDAY + number * 3, legs.clone()), &configured));
    let kept = serde_json::to_string(&history).unwrap();
    assert_eq!(serde_json::from_str::<History>(&kept).unwrap(), history);

    let swapped = history.rearranged(&[Some(1), None, Some(0)]);
    let known = swapped.knows(&Configured::usual(&[20.0, 5.0, 10.0]));
    let before = history.knows(&configured);
    assert_eq!(known.services[0], before.services[1]);
    assert_eq!(known.services[2], before.services[0]);
    assert_close(known.services[1].mean_minutes, 5.0, 1e-12);
    assert_close(known.onward[0][2], before.onward[1][0], 1e-12);
    let (people, were) = (known.profile(MONDAY, &[OPEN]), before.profile(MONDAY, &[OPEN]));
    assert_eq!(people.people(502.0)[2], were.people(502.0)[0]);
}

#[test]
fn a_day_before_the_last_is_not_taken_in() {
    let configured = Configured::usual(&[10.0]);
    let mut history = History::new(1);
    history.learn(&day_of(MONDAY + 1, &[20.0; 50]), &configured);
    let before = history.clone();
    history.learn(&day_of(MONDAY, &[40.0; 50]), &configured);
    assert_eq!(history, before);
}

//! What is drawn is what the benchmark is described as.

use policy::Class;

use super::Recipe;
use crate::world::{Day, World};

const SEED: u64 = 7;
const DAYS: u64 = 100;

fn days() -> (World, Vec<Day>) {
    let world = Recipe::HUB_28.world(SEED);
    let days = (0..DAYS).map(|number| Recipe::HUB_28.day(&world, SEED, number)).collect();
    (world, days)
}

fn assert_between(what: &str, value: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&value), "{what} is {value}, not between {low} and {high}");
}

#[test]
fn a_hub_has_the_skills_of_the_description_and_another_seed_has_others() {
    for seed in 1..=20 {
        let world = Recipe::HUB_28.world(seed);
        assert_eq!((world.services.len(), world.counters.len(), world.areas.len()), (30, 28, 5));
        let skills = world.counters.iter().map(|counter| counter.skills.len()).sum::<usize>() as f64 / 28.0;
        assert_between("skills of a clerk", skills, 8.6, 9.4);
        let coefficients = |coefficient: u32| {
            world
                .counters
                .iter()
                .all(|counter| counter.skills.iter().any(|skill| skill.list_coefficient == coefficient))
        };
        assert!(coefficients(2), "every clerk has a desk of their own");
        assert_eq!(world, Recipe::HUB_28.world(seed));
        assert_ne!(world, Recipe::HUB_28.world(seed + 1));
    }
}

#[test]
fn as_many_people_come_as_in_the_description_for_what_takes_as_long() {
    let (world, days) = days();
    let legs: Vec<_> = days.iter().flat_map(|day| &day.legs).collect();
    let firsts: Vec<_> = legs.iter().filter(|leg| leg.arrival.is_some()).collect();
    assert_between("legs a day", legs.len() as f64 / DAYS as f64, 535.0, 580.0);
    assert_between("legs a visit", legs.len() as f64 / firsts.len() as f64, 1.16, 1.20);
    let share = |class: Class| firsts.iter().filter(|leg| leg.class == class).count() as f64 / firsts.len() as f64;
    assert_between("appointments", share(Class::Appointment), 0.24, 0.28);
    assert_between("priority", share(Class::Priority), 0.05, 0.07);
    let mean = legs.iter().map(|leg| leg.draw_minutes).sum::<f64>() / legs.len() as f64;
    assert_between("a service", mean, 12.8, 13.4);
    let registry = firsts.iter().filter(|leg| world.services[leg.service].area == 0).count();
    assert_between("the registry's share", registry as f64 / firsts.len() as f64, 0.42, 0.48);
}

#[test]
fn a_day_is_the_same_for_equal_seeds_and_no_other() {
    let (world, days) = days();
    assert_eq!(days[3], Recipe::HUB_28.day(&world, SEED, 3));
    assert_ne!(days[3].legs, Recipe::HUB_28.day(&world, SEED, 8).legs);
    assert_ne!(days[3].legs, Recipe::HUB_28.day(&world, SEED + 1, 3).legs);
}

#[test]
fn visits_are_chained_and_nobody_asks_for_the_same_service_twice_in_a_row() {
    let (_, days) = days();
    for day in &days {
        let mut reached = vec![0; day.legs.len()];
        for (first, leg) in day.legs.iter().enumerate().filter(|(at, leg)| leg.first == *at) {
            let arrival = leg.arrival.unwrap();
            assert!(arrival >= 480.0 && leg.clock >= arrival);
            let mut next = Some(first);
            while let Some(at) = next {
                reached[at] += 1;
                assert_eq!(day.legs[at].first, first);
                next = day.legs[at].next;
                assert!(next.is_none_or(|next| day.legs[next].service != day.legs[at].service));
            }
        }
        assert!(reached.iter().all(|times| *times == 1));
    }
}

#[test]
fn no_part_of_a_day_goes_without_a_service() {
    let (world, days) = days();
    let mut afternoons = 0;
    for (number, day) in days.iter().enumerate() {
        let covered = |is_there: &dyn Fn(usize) -> bool| {
            (0..world.services.len()).all(|service| {
                let can = |counter: usize| world.counters[counter].skills.iter().any(|skill| skill.service == service);
                (0..world.counters.len()).any(|counter| is_there(counter) && can(counter))
            })
        };
        assert!(covered(&|counter| day.shifts[counter].on.is_some()), "day {number}");
        if day.shifts.iter().any(|shift| shift.afternoon_on.is_some()) {
            afternoons += 1;
            assert!(covered(&|counter| day.shifts[counter].afternoon_on.is_some()), "afternoon of day {number}");
        }
        let late = day.legs.iter().filter_map(|leg| leg.arrival).filter(|arrival| *arrival > 780.0).count();
        assert_eq!(late > 0, matches!(number % 5, 1 | 3), "day {number}");
    }
    assert_eq!(afternoons, DAYS * 2 / 5);
}

#[test]
fn neighbours_of_the_benchmark_differ_in_what_they_are_named_for() {
    let none_booked = Recipe { booking_factor: 0.0, ..Recipe::HUB_28 };
    let world = none_booked.world(SEED);
    let day = none_booked.day(&world, SEED, 0);
    assert!(day.legs.iter().all(|leg| leg.class != Class::Appointment));
    assert_eq!(Recipe::TWELVE_COUNTERS.world(SEED).counters.len(), 12);
    assert_eq!(Recipe::FORTY_COUNTERS.world(SEED).counters.len(), 40);
    let busier = Recipe { load: 1.05, ..Recipe::HUB_28 };
    let people = |recipe: &Recipe| recipe.day(&recipe.world(SEED), SEED, 0).legs.len();
    assert!(people(&busier) > people(&Recipe::HUB_28));
}

#[test]
fn the_bookings_of_a_day_are_its_appointments_and_those_nobody_keeps() {
    let (_, days) = days();
    let (mut kept, mut all) = (0, 0);
    for (number, day) in (0..).zip(&days) {
        let bookings = Recipe::HUB_28.bookings(SEED, number);
        let mut arrivals: Vec<f64> = bookings.iter().filter_map(|booking| booking.arrived_minute).collect();
        arrivals.sort_by(f64::total_cmp);
        let booked = day.legs.iter().filter(|leg| leg.class == Class::Appointment);
        assert_eq!(arrivals, booked.filter_map(|leg| leg.arrival).collect::<Vec<_>>());
        kept += arrivals.len();
        all += bookings.len();
        let hours = Recipe::hours(number);
        let is_open = |minute: f64| hours.iter().any(|span| span.from_minute <= minute && minute < span.to_minute);
        assert!(bookings.iter().all(|booking| is_open(booking.slot_minute)));
        assert_eq!(hours.len() == 2, day.shifts.iter().any(|shift| shift.afternoon_on.is_some()));
    }
    assert_between("kept appointments", f64::from(kept as u32) / f64::from(all as u32), 0.88, 0.92);
}

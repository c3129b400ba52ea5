//! A day begun anywhere goes on as it would have, and whoever only asks changes nothing.

use policy::{Class, Rule, Table};

use super::*;
use crate::generate::Recipe;
use crate::preset::Preset;
use crate::scene::Plan;
use crate::world::Day;

const SEED: u64 = 3;

fn hub() -> (World, Day) {
    let world = Recipe::HUB_28.world(SEED);
    // A Wednesday: no afternoon, in which the plan of a counter would have two parts.
    let day = Recipe::HUB_28.day(&world, SEED, 2);
    (world, day)
}

fn run(world: &World, table: &Table, scene: &Scene, options: Options) -> Vec<Option<Call>> {
    Runner::new(world, table, options).run(scene).to_vec()
}

/// What is left of a day at `now`, given who was called in all of it, for counters without a break to come.
fn rest(world: &World, scene: &Scene, calls: &[Option<Call>], now: f64) -> (Scene, Vec<usize>) {
    let mut plans: Vec<Plan> = scene.plans.clone();
    plans.iter_mut().filter(|plan| plan.free_at <= now).for_each(|plan| plan.is_on_duty = true);
    let mut places = vec![None; calls.len()];
    let mut kept = Vec::new();
    let mut people = Vec::new();
    let runner_costs = costs(world);
    for (at, (person, call)) in scene.people.iter().zip(calls).enumerate() {
        let called = call.filter(|call| call.at <= now);
        if let Some(call) = called {
            let cost = runner_costs[call.counter * world.services.len() + person.service];
            let served = cost.fixed_minutes + person.draw_minutes * cost.factor;
            let minutes = if person.is_no_show { world.no_show_minutes } else { served };
            plans[call.counter].free_at = plans[call.counter].free_at.max(call.at + minutes);
        } else if let Some(call) = call {
            places[at] = Some(people.len());
            kept.push(at);
            // Further legs on their way come when they really came.
            let before = scene.people.iter().zip(calls).find(|(before, _)| before.next == Some(at as u32));
            let is_known = before.is_none_or(|(_, before)| before.is_some_and(|before| before.at <= now));
            let arrival = if person.arrival.is_finite() { person.arrival } else { call.ready };
            let clock = call.ready;
            people.push(Person { arrival: if is_known { arrival } else { f64::INFINITY }, clock, ..*person });
        }
    }
    for (at, person) in people.iter_mut().enumerate() {
        person.first = places[person.first as usize].unwrap_or(at) as u32;
        person.next = person.next.and_then(|next| places[next as usize]).map(|next| next as u32);
    }
    (Scene { start: now, people, plans }, kept)
}

#[test]
fn a_day_begun_at_any_moment_goes_on_as_it_would_have() {
    let (world, day) = hub();
    let mut scene = day.scene();
    scene.plans.iter_mut().for_each(|plan| plan.break_from = f64::INFINITY);
    for preset in [Preset::Balanced, Preset::Oldest] {
        let table = preset.table(&world);
        let calls = run(&world, &table, &scene, Options::default());
        for now in [520.0, 600.123, 650.0, 700.5, 745.0] {
            let (rest, kept) = rest(&world, &scene, &calls, now);
            assert!(kept.len() > 20, "{now}: {}", kept.len());
            let again = run(&world, &table, &rest, Options::default());
            for (at, again) in kept.iter().zip(&again) {
                let (was, again) = (calls[*at].unwrap(), again.unwrap());
                assert_eq!((was.counter, (was.at - again.at).abs() < 1e-9), (again.counter, true), "{now}: {at}");
            }
        }
    }
}

#[test]
fn a_run_ends_when_everybody_watched_was_called_and_can_be_made_again() {
    let (world, day) = hub();
    let table = Preset::Balanced.table(&world);
    let whole = run(&world, &table, &day.scene(), Options::default());
    let mut scene = day.scene();
    scene.people[..40].iter_mut().for_each(|person| person.is_watched = true);
    let mut runner = Runner::new(&world, &table, Options::default());
    let watched = runner.run(&scene).to_vec();
    assert_eq!(watched[..40], whole[..40]);
    let last = watched[..40].iter().flatten().map(|call| call.at).fold(0.0, f64::max);
    assert!(watched.iter().flatten().all(|call| call.at <= last));
    assert!(watched.iter().flatten().count() < whole.iter().flatten().count() / 2);
    assert_eq!(runner.run(&scene), watched);
    assert_eq!(runner.run(&day.scene()), whole);
}

#[test]
fn a_visit_that_ends_with_a_no_show_is_not_watched_for_ever() {
    let (world, day) = hub();
    let table = Preset::Balanced.table(&world);
    for visits in [VisitRule::NewTicketEach, VisitRule::AnyOrderWithCredit] {
        let mut scene = day.scene();
        let first = scene.people.iter().position(|person| person.next.is_some()).unwrap();
        let next = scene.people[first].next.unwrap() as usize;
        scene.people[first].is_no_show = true;
        (scene.people[first].is_watched, scene.people[next].is_watched) = (true, true);
        let calls = run(&world, &table, &scene, Options { visits, ..Options::default() });
        assert_eq!(calls[first].is_some() as u8 + calls[next].is_some() as u8, 1);
        assert!(calls.iter().flatten().count() < calls.len() - 50, "the run ended with the no-show");
    }
}

#[test]
fn whoever_only_asks_is_told_when_they_would_be_called_and_changes_nothing() {
    let (world, day) = hub();
    for preset in Preset::ALL {
        let table = preset.table(&world);
        let scene = day.scene();
        let without = run(&world, &table, &scene, Options::default());
        let mut asking = scene.clone();
        for service in 0..world.services.len() {
            let position = asking.people.len();
            asking.people.push(Person { is_probe: true, ..Person::new(position, service, Class::WalkIn, 600.0) });
        }
        let with = run(&world, &table, &asking, Options::default());
        assert_eq!(with[..without.len()], without, "{}", preset.name());
        let probes = &with[without.len()..];
        assert!(probes.iter().all(Option::is_some), "{}", preset.name());
        let apart = probes.iter().enumerate().map(|(service, asked)| {
            let mut coming = scene.clone();
            coming.people.push(Person::new(without.len(), service, Class::WalkIn, 600.0));
            let really = run(&world, &table, &coming, Options::default())[without.len()].unwrap();
            (really.at - asked.unwrap().at).abs()
        });
        let apart: Vec<f64> = apart.collect();
        let near = apart.iter().filter(|minutes| **minutes <= 5.0).count();
        match preset.rule(&world) {
            Rule::OldestFirst | Rule::StrictLists => {
                assert!(apart.iter().all(|minutes| *minutes == 0.0), "{}", preset.name())
            }
            // One more in a queue presses on the others of the hub too, which is left out.
            Rule::Index(_) => assert!(near > probes.len() * 2 / 3, "{}: {near}, {apart:?}", preset.name()),
            // One more makes a queue the longest for everybody in it.
            Rule::LongestQueue => {}
        }
    }
}

#[test]
fn pressure_measured_once_a_minute_changes_a_day_only_a_little() {
    let (world, day) = hub();
    let table = Preset::Balanced.table(&world);
    let mean = |pressure_minutes: f64| {
        let calls = run(&world, &table, &day.scene(), Options { pressure_minutes, ..Options::default() });
        let waits: Vec<f64> = calls.iter().flatten().map(Call::wait_minutes).collect();
        waits.iter().sum::<f64>() / waits.len() as f64
    };
    let (each, minutely) = (mean(0.0), mean(1.0));
    assert!((each - minutely).abs() < 0.1 * each, "{each} {minutely}");
}

#[test]
fn in_any_order_nobody_is_in_two_places_and_everybody_is_called_for_everything() {
    let world = Recipe::HUB_28.world(SEED);
    let table = Preset::Balanced.table(&world);
    for number in 0..5 {
        let mut day = Recipe::HUB_28.day(&world, SEED, number);
        day.legs.iter_mut().for_each(|leg| leg.is_no_show = false);
        for visits in [VisitRule::NewTicketEach, VisitRule::AnyOrder, VisitRule::AnyOrderWithCredit] {
            let calls = run(&world, &table, &day.scene(), Options { visits, ..Options::default() });
            assert!(calls.iter().all(Option::is_some), "day {number}, {visits:?}");
            for (first, leg) in day.legs.iter().enumerate().filter(|(_, leg)| leg.next.is_some()) {
                let (one, other) = (calls[first].unwrap(), calls[leg.next.unwrap()].unwrap());
                let (earlier, later) =
                    if one.at <= other.at { (first, leg.next.unwrap()) } else { (leg.next.unwrap(), first) };
                let served = calls[earlier].unwrap().at + day.legs[earlier].draw_minutes * 0.5;
                assert!(calls[later].unwrap().ready >= served, "day {number}, {visits:?}, leg {first}");
                assert!(visits != VisitRule::NewTicketEach || earlier == first);
            }
        }
    }
}

#[test]
fn several_services_at_once_shorten_the_visit_and_cost_the_others_little() {
    let recipe = Recipe { several: [0.25, 0.08], ..Recipe::HUB_28 };
    let world = recipe.world(SEED);
    let table = Preset::Balanced.table(&world);
    let figures = |visits: VisitRule| {
        let mut tally = crate::measure::Tally::default();
        for number in 0..25 {
            let day = recipe.day(&world, SEED, number);
            let options = Options { visits, credited_share: BALANCED_CREDIT, ..Options::default() };
            tally.add(&world, &day, &run(&world, &table, &day.scene(), options));
        }
        tally.measures()
    };
    let (tickets, credit) = (figures(VisitRule::NewTicketEach), figures(VisitRule::AnyOrderWithCredit));
    let several = credit.several_visit_mean / tickets.several_visit_mean;
    let single = credit.single_visit_mean / tickets.single_visit_mean;
    assert!(several < 0.88, "{several}");
    assert!(single < 1.13, "{single}");
}

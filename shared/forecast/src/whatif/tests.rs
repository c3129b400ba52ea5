//! Changes of days small enough to be played by hand.

use policy::{Class, Index};

use super::{Change, Past, Plan, advise, answer, candidates, variations};
use crate::preset::Preset;
use crate::run::Options;
use crate::world::{Counter, Day, Leg, Service, Shift, Skill, World};

fn skill(service: usize) -> Skill {
    Skill { service, time_factor: 1.0, factor: 1.0, walk_minutes: 0.0, list_coefficient: 1 }
}

/// Two services of ten minutes, each with a counter of its own.
fn world() -> World {
    let service = |area: usize| Service {
        name: String::new(),
        area,
        floor: 0,
        mean_minutes: 10.0,
        log_deviation: 0.5,
        target_minutes: [15.0, 10.0, 10.0],
    };
    let counter = |area: usize| Counter { area, floor: 0, skills: vec![skill(area)], flexibility: 1.0 };
    World {
        areas: vec![String::new(); 2],
        services: (0..2).map(service).collect(),
        counters: (0..2).map(counter).collect(),
        index: Index::K20,
        setup_minutes: 0.0,
        walk_minutes_per_floor: 0.0,
        transfer_minutes: 1.0,
        no_show_minutes: 1.5,
        break_minutes: 15.0,
    }
}

fn leg(position: usize, arrival: f64) -> Leg {
    Leg {
        service: 0,
        class: Class::WalkIn,
        arrival: Some(arrival),
        clock: arrival,
        draw_minutes: 10.0,
        is_no_show: false,
        first: position,
        next: None,
    }
}

/// Four people come at once for the first service; the second counter has nothing to do.
fn day() -> Day {
    let shift = Shift { on: Some(480.0), off: Some(780.0), break_from: None, afternoon_on: None };
    Day {
        legs: (0..4).map(|position| leg(position, 500.0)).collect(),
        shifts: vec![Shift { break_from: Some(505.0), ..shift }, shift],
        leaves_on_time: false,
    }
}

fn past<'a>(world: &'a World, days: &'a [Day]) -> Past<'a> {
    Past { world, days, preset: Preset::Balanced, options: Options::default() }
}

#[test]
fn a_break_moved_out_of_the_rush_shortens_it_by_what_it_takes() {
    let (world, days) = (world(), vec![day(); 3]);
    let answer = answer(&past(&world, &days), &[Change::MoveBreak { counter: 0, to: 600.0 }]);
    // Called at 500, then after the break at 525, 535 and 545; without it at 500, 510, 520 and 530.
    assert!((answer.before.mean_minutes - 26.25).abs() < 1e-9, "{answer:?}");
    assert!((answer.after.mean_minutes - 15.0).abs() < 1e-9, "{answer:?}");
    assert!((answer.before.over_target - 0.75).abs() < 1e-9 && (answer.after.over_target - 0.5).abs() < 1e-9);
    let gain = answer.mean_minutes;
    assert!((gain.middle + 11.25).abs() < 1e-9 && (gain.high - gain.low) < 1e-9 && gain.is_clear());
}

#[test]
fn another_skill_or_another_rule_changes_who_serves() {
    let (world, days) = (world(), vec![day(); 2]);
    let taught = Change::AddSkill { counter: 1, skill: skill(0) };
    let helped = answer(&past(&world, &days), std::slice::from_ref(&taught));
    // The second counter serves from 500, the first once and again after its break.
    assert!((helped.after.mean_minutes - 7.5).abs() < 1e-9, "{helped:?}");
    let offices = answer(&past(&world, &days), &[taught, Change::Policy(Preset::Offices)]);
    assert!((offices.after.mean_minutes - 26.25).abs() < 1e-9, "each office alone: {offices:?}");
}

#[test]
fn a_counter_opened_earlier_serves_earlier_and_never_later() {
    let world = world();
    let mut late = day();
    late.shifts[0] = Shift { on: Some(520.0), break_from: None, ..late.shifts[0] };
    let days = vec![late; 2];
    let open = |from: f64| answer(&past(&world, &days), &[Change::Open { counter: 0, from }]).mean_minutes.middle;
    assert!((open(510.0) + 10.0).abs() < 1e-9);
    assert_eq!(open(600.0), 0.0);
}

#[test]
fn whoever_is_never_called_counts_as_waiting_to_the_end() {
    let world = world();
    let mut without = day();
    without.legs[3].service = 1;
    without.shifts[1].on = None;
    let days = vec![without; 2];
    let before = answer(&past(&world, &days), &[]).before;
    // 0, 25 and 35 minutes, and 35 of the one for whom nobody is there.
    assert!((before.mean_minutes - 23.75).abs() < 1e-9, "{before:?}");
}

#[test]
fn variations_keep_the_people_and_redraw_the_rest() {
    let world = world();
    let day = day();
    let varied = variations(&world, &day, 200, 3);
    assert_eq!(varied, variations(&world, &day, 200, 3));
    assert!(varied.iter().all(|other| other.shifts == day.shifts && other.legs.len() == day.legs.len()));
    let draws: Vec<f64> = varied.iter().flat_map(|day| day.legs.iter().map(|leg| leg.draw_minutes)).collect();
    let mean = draws.iter().sum::<f64>() / draws.len() as f64;
    assert!((mean - 10.0).abs() < 0.5, "{mean}");
}

#[test]
fn advice_finds_what_helps_and_can_be_stopped() {
    let (world, days) = (world(), variations(&world(), &day(), 30, 1));
    let plan =
        Plan { break_minutes: vec![505.0, 600.0], open_minutes: vec![470.0], factors: [1.1, 1.2], close_count: 4 };
    let candidates = candidates(&world, &plan);
    // Each moment for both and for each, two openings, two skills that are lacking.
    assert_eq!(candidates.len(), 2 * 3 + 2 + 2);
    let mut heard = Vec::new();
    let past = past(&world, &days);
    let advice = advise(&past, &candidates, plan.close_count, |done, of| {
        heard.push((done, of));
        true
    });
    assert_eq!(advice.suggestions.len(), plan.close_count);
    let is_taught = |change: &Change| matches!(change, Change::AddSkill { counter: 1, skill } if skill.service == 0);
    assert!(advice.suggestions[0].changes.iter().all(is_taught), "{advice:?}");
    assert!(heard.windows(2).all(|pair| pair[0].0 < pair[1].0), "{heard:?}");
    assert!(heard.last().is_some_and(|(done, of)| done == of), "{heard:?}");
    assert!(advise(&past, &candidates, 4, |_, _| false).suggestions.is_empty());
}

//! The dispatch function on small hubs worked out by hand.

use crate::{Candidate, Class, Counter, Pressure, Rule, Service, Skill, Table, Waiting};

const TARGETS: [f64; 3] = [20.0, 10.0, 10.0];

fn service(mean_minutes: f64) -> Service {
    Service { mean_minutes, target_minutes: TARGETS }
}

fn skill(service: usize) -> Skill {
    Skill { service, factor: 1.0, walk_minutes: 0.0, list_coefficient: 2 }
}

fn counter(skills: Vec<Skill>) -> Counter {
    let flexibility = skills.len() as f64;
    Counter { skills, flexibility }
}

/// Whom the first counter calls at minute 100 when somebody waits in each of these queues.
fn call(rule: Rule, counters: &[Counter], heads: &[(usize, Class, f64)]) -> (usize, Class) {
    let table = Table::new(rule, &[service(12.4), service(12.4)], counters);
    let mut waiting = Waiting::new(2);
    for (service, class, clock) in heads {
        waiting.set_head(*service, *class, Some(*clock));
        waiting.set_people(*service, waiting.people()[*service] + 1);
    }
    let mut pressure = Pressure::new(&table);
    pressure.measure(&table, waiting.people(), &vec![true; counters.len()]);
    let best = table.best(std::iter::once(0), &waiting, pressure.minutes(), 100.0).unwrap();
    (best.service, best.class)
}

#[test]
fn an_appointment_on_time_goes_before_a_walk_in_until_that_one_has_waited_long() {
    let one = [counter(vec![skill(0), skill(1)])];
    let appointment = (1, Class::Appointment, 100.0);
    assert_eq!(call(Rule::BALANCED, &one, &[(0, Class::WalkIn, 70.0), appointment]).1, Class::Appointment);
    // (0.05 + 20) / 10 against w / 20: equal at 40.1 minutes.
    assert_eq!(call(Rule::BALANCED, &one, &[(0, Class::WalkIn, 59.0), appointment]).1, Class::WalkIn);
    assert_eq!(call(Rule::APPOINTMENTS_FIRST, &one, &[(0, Class::WalkIn, 59.0), appointment]).1, Class::Appointment);
    assert_eq!(call(Rule::OldestFirst, &one, &[(0, Class::WalkIn, 1.0), appointment]).1, Class::Appointment);
}

#[test]
fn an_early_appointment_stands_behind_everybody_under_the_strict_rules() {
    let one = [counter(vec![skill(0), skill(1)])];
    let early = (1, Class::Appointment, 105.1);
    for rule in [Rule::OldestFirst, Rule::StrictLists] {
        assert_eq!(call(rule, &one, &[(0, Class::WalkIn, 100.0), early]), (0, Class::WalkIn));
        assert_eq!(call(rule, &one, &[early]), (1, Class::Appointment));
    }
    assert_eq!(call(Rule::OldestFirst, &one, &[(0, Class::WalkIn, 100.0), (1, Class::Appointment, 105.0)]).0, 1);
}

#[test]
fn a_counter_leaves_to_others_what_others_can_do_as_well() {
    // The first counter can serve both; the second can serve queue 0 alone.
    let two = [counter(vec![skill(0), skill(1)]), counter(vec![skill(0)])];
    let heads = [(0, Class::WalkIn, 90.0), (1, Class::WalkIn, 91.0)];
    assert_eq!(call(Rule::BALANCED, &two, &heads).0, 1);
    assert_eq!(call(Rule::OldestFirst, &two, &heads).0, 0);
}

#[test]
fn a_way_or_a_second_skill_costs() {
    let far = Skill { walk_minutes: 1.2, ..skill(0) };
    let second = Skill { factor: 1.1, ..skill(0) };
    for costly in [far, second] {
        let one = [counter(vec![costly, skill(1)])];
        assert_eq!(call(Rule::BALANCED, &one, &[(0, Class::WalkIn, 90.0), (1, Class::WalkIn, 91.0)]).0, 1);
        assert_eq!(call(Rule::OldestFirst, &one, &[(0, Class::WalkIn, 90.0), (1, Class::WalkIn, 91.0)]).0, 0);
    }
}

#[test]
fn a_counter_follows_its_list_under_strict_lists_and_the_crowd_under_longest_queue() {
    let own = [counter(vec![Skill { list_coefficient: 1, ..skill(0) }, skill(1)])];
    let heads = [(0, Class::Priority, 50.0), (1, Class::WalkIn, 99.0)];
    assert_eq!(call(Rule::StrictLists, &own, &heads), (1, Class::WalkIn));
    let crowd = [(0, Class::Priority, 50.0), (1, Class::WalkIn, 99.0), (1, Class::Appointment, 99.0)];
    assert_eq!(call(Rule::LongestQueue, &own, &crowd), (1, Class::Appointment));
}

#[test]
fn of_two_free_counters_the_one_with_fewer_skills_takes_the_call() {
    let counters = [counter(vec![skill(0), skill(1)]), counter(vec![skill(0)])];
    let table = Table::new(Rule::BALANCED, &[service(13.0), service(13.0)], &counters);
    let mut waiting = Waiting::new(2);
    waiting.set_head(0, Class::WalkIn, Some(0.0));
    waiting.set_people(0, 1);
    let best = table.best(0..2, &waiting, &[0.0, 0.0], 1.0).unwrap();
    assert_eq!(best.counter, 1);
    assert_eq!(table.best(0..2, &Waiting::new(2), &[0.0, 0.0], 1.0), None);
}

#[test]
fn pressure_is_the_time_the_counters_on_duty_need() {
    let counters = [counter(vec![skill(0)]), counter(vec![skill(0)]), counter(vec![skill(1)])];
    let table = Table::new(Rule::BALANCED, &[service(10.0), service(6.0)], &counters);
    let mut pressure = Pressure::new(&table);
    pressure.measure(&table, &[4, 5], &[true, true, true]);
    assert_eq!(pressure.minutes(), [20.0, 30.0]);
    pressure.measure(&table, &[4, 0], &[true, false, true]);
    assert_eq!(pressure.minutes(), [40.0, 0.0]);
}

#[test]
fn shared_counters_lean_towards_the_queue_that_needs_them_more() {
    let counters = [counter(vec![skill(0), skill(1)]), counter(vec![skill(0), skill(1)])];
    let table = Table::new(Rule::BALANCED, &[service(10.0), service(10.0)], &counters);
    let mut pressure = Pressure::new(&table);
    pressure.measure(&table, &[9, 1], &[true, true]);
    // Perfectly shared, both queues need (90 + 10) / 2 minutes.
    let [long, short] = pressure.minutes() else { panic!("two services") };
    assert!(*long < 60.0 && *short > 30.0, "{long} {short}");
    assert!((90.0 / long + 10.0 / short - 2.0).abs() < 1e-9, "all of both counters is shared out");
}

#[test]
fn one_more_in_a_queue_presses_nearly_as_measuring_it_would_say() {
    let counters: Vec<Counter> =
        (0..6).map(|at| counter((0..4).filter(|service| (service + at) % 3 != 0).map(skill).collect())).collect();
    let table = Table::new(Rule::BALANCED, &[service(10.0), service(6.0), service(20.0), service(14.0)], &counters);
    let (mut pressure, mut again) = (Pressure::new(&table), Pressure::new(&table));
    let on_duty = [true, true, false, true, true, true];
    for people in [[0, 0, 0, 0], [5, 0, 1, 0], [0, 9, 2, 1], [12, 3, 4, 7]] {
        pressure.measure(&table, &people, &on_duty);
        for at in 0..4 {
            let mut more = people;
            more[at] += 1;
            again.measure(&table, &more, &on_duty);
            let (told, measured) = (pressure.with_one_more(&table, at), again.minutes()[at]);
            // In so small a hub one more is much; the larger the hub, the nearer.
            assert!((told / measured - 1.0).abs() < 0.25, "{people:?} and one more of {at}: {told} {measured}");
        }
    }
}

#[test]
fn the_score_of_a_call_is_that_by_which_it_is_chosen() {
    let counters = [counter(vec![skill(1), Skill { factor: 1.1, ..skill(0) }])];
    for rule in [Rule::BALANCED, Rule::OldestFirst, Rule::StrictLists, Rule::LongestQueue] {
        let table = Table::new(rule, &[service(10.0), service(6.0)], &counters);
        let mut waiting = Waiting::new(2);
        waiting.set_head(0, Class::Appointment, Some(88.0));
        waiting.set_people(0, 3);
        let best = table.best(0..1, &waiting, &[7.0, 0.0], 100.0).unwrap();
        let candidate = Candidate { service: 0, class: Class::Appointment, clock: 88.0, people: 3, pressure: 7.0 };
        assert_eq!(table.score_of(0, &candidate, 100.0), Some(best.score));
        assert_eq!(table.score_of(1, &candidate, 100.0), None);
    }
}

//! Some hundred short days at every test run, and the wrong rules, each noticed.

mod found;
mod proof;
mod service;

use domain::limits::LEGS_AFTER_TRANSFERS_MAX;
use domain::rules::Policy;

use crate::commands::MAKERS;
use crate::coverage::Coverage;
use crate::hub::wrong::{Wrong, WrongRules};
use crate::run::{DAYS_PER_RUN, Failure, from_lines, from_seed, holds, notice, shrink, to_lines, world, world_by};

/// Runs of the short simulation.
const RUNS: u64 = 60;

fn tell(failure: &Failure) -> String {
    let Failure { seed, step, contradiction, .. } = failure;
    let list = to_lines(&shrink(failure, world));
    format!("seed {seed}, step {step}: {}: {}\n{list}", contradiction.what, contradiction.how)
}

#[test]
fn some_hundred_days_find_no_contradiction_and_use_every_command() {
    let mut covered = Coverage::default();
    for seed in 0..RUNS {
        let (coverage, failure) = from_seed(world(), seed, DAYS_PER_RUN);
        assert!(failure.is_none(), "{}", failure.map(|failure| tell(&failure)).unwrap_or_default());
        covered.add(&coverage);
    }
    let missing: Vec<_> = MAKERS
        .iter()
        .filter(|maker| maker.weight > 0)
        .map(|maker| maker.name)
        // Time passes and asks nobody.
        .filter(|name| *name != "clock_reached" || !covered.accepted.contains_key(name))
        .filter(|name| !covered.accepted.contains_key(name) || !covered.refused.contains_key(name))
        .collect();
    assert!(missing.is_empty(), "never accepted, or never refused: {missing:?}");
    let clock = ["clock_told_back", "clock_told_ahead", "clock_told_later"];
    let idle = ["called_by_itself", "called_by_the_best_idle", "called_as_time_passed"];
    let calls = ["one_in_so_many", "rejoined", "named", "early_called", "lighter_reason_second", "learnt"];
    let policies = Policy::ALL.map(Policy::word);
    let pairs = ["held_by_what_was_there", "holds_what_was_there"];
    for seldom in pairs.into_iter().chain(clock).chain(idle).chain(calls).chain(policies) {
        assert!(covered.seldom.get(seldom).is_some_and(|count| *count > 0), "{seldom}: {:?}", covered.seldom);
    }
}

#[test]
fn a_list_kept_as_lines_is_lived_through_again() {
    let failure = notice(Wrong::TransferDropsTheWait, 0, RUNS).unwrap();
    let lines = to_lines(&shrink(&failure, || world_by(WrongRules::new(Wrong::TransferDropsTheWait))));
    holds(&lines);
    assert!(lines.lines().count() > 2, "{lines}");
}

#[test]
fn a_ticket_is_sent_on_as_often_as_allowed_and_no_more() {
    let lines = (0..LEGS_AFTER_TRANSFERS_MAX).map(|time| {
        let service = if time % 2 == 0 { "moves" } else { "cards" };
        format!(
            r#"{{"then":"ask","id":{},"after_seconds":60,"command":{{"command":"call_next","counter":"hall-1"}}}}
            {{"then":"ask","id":{},"command":{{"command":"transfer","counter":"hall-1","service":"{service}"}}}}"#,
            10 + 2 * time,
            11 + 2 * time,
        )
    });
    let begin = r#"{"then":"ask","id":1,"command":{"command":"open_day","day":"2026-03-24"}}
        {"then":"ask","id":2,"command":{"command":"sign_in","counter":"hall-1","clerk":"elisa"}}
        {"then":"ask","id":3,"command":{"command":"take_ticket","services":["cards"]}}"#;
    let all = std::iter::once(begin.to_owned()).chain(lines).collect::<Vec<_>>().join("\n");
    let mut world = world();
    from_lines(&all).iter().for_each(|transition| world.step(transition).unwrap());
    assert_eq!(world.coverage.codes.get("transfer_limit"), Some(&1), "{:?}", world.coverage);
}

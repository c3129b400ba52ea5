//! The proof that the simulation can fail: every wrong rule comes to a contradiction, and the shrunk list does too.

use domain::limits::CODE_NUMBER_MAX;

use crate::hub::Right;
use crate::hub::wrong::{Wrong, WrongRules};
use crate::run::{crowded_from_seed, notice, shrink, through, to_lines, world_by};

/// So many runs have to be enough to notice a wrong rule.
const RUNS_MAX: u64 = 240;
/// A seed whose long day is not cut short.
const CROWDED_SEED: u64 = 11;
/// Most steps a shrunk list may have.
const STEPS_SHRUNK_MAX: usize = 100;
/// Longer lists are not shrunk here: it takes minutes, and `--proof` does it.
const STEPS_TO_SHRINK_MAX: usize = 150;

fn assert_noticed(wrong: Wrong) {
    let Some(failure) = notice(wrong, 0, RUNS_MAX) else { panic!("{wrong:?} was not noticed in {RUNS_MAX} runs") };
    let world = || world_by(WrongRules::new(wrong));
    let is_short = failure.step <= STEPS_TO_SHRINK_MAX;
    let list = if is_short { shrink(&failure, world) } else { failure.transitions.clone() };
    let again = through(world(), &list).unwrap_err();
    assert_eq!(again.what, failure.contradiction.what);
    let told = || format!("{again:?}\n{}", to_lines(&list));
    assert!(
        !is_short || list.len() <= STEPS_SHRUNK_MAX,
        "{wrong:?} is shown by no less than {} steps: {}",
        list.len(),
        told()
    );
    through(world_by(Right), &list).unwrap();
}

/// Each of the wrong rules, one in `of`, beginning with one.
fn assert_some_noticed(first: usize, of: usize) {
    let wrongs = Wrong::ALL.iter().skip(first).step_by(of);
    wrongs.filter(|wrong| !wrong.needs_a_crowd()).for_each(|wrong| assert_noticed(*wrong));
}

#[test]
fn wrong_rules_are_noticed_and_shrunk() {
    assert_some_noticed(0, 4);
}

#[test]
fn the_other_wrong_rules_are_noticed_and_shrunk() {
    assert_some_noticed(1, 4);
}

#[test]
fn a_third_part_of_the_wrong_rules_is_noticed_and_shrunk() {
    assert_some_noticed(2, 4);
}

#[test]
fn the_last_part_of_the_wrong_rules_is_noticed_and_shrunk() {
    assert_some_noticed(3, 4);
}

#[test]
fn codes_that_wrap_are_noticed_on_a_day_longer_than_its_codes() {
    assert_eq!(notice(Wrong::CodesWrap, CROWDED_SEED, 1).unwrap().contradiction.what, "audit");
}

#[test]
fn a_day_longer_than_the_numbers_of_a_letter_goes_on_with_a_second_letter() {
    let (coverage, failure) = crowded_from_seed(world_by(Right), CROWDED_SEED);
    assert!(failure.is_none(), "{failure:?}");
    let taken = coverage.accepted.get("take_ticket").copied().unwrap_or(0);
    assert!(taken > u64::from(CODE_NUMBER_MAX), "{coverage:?}");
}

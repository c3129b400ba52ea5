//! Runs: from a seed, or from a list of what happens; and the shrinking of a list that contradicts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::coverage::Coverage;
use crate::generate::Script;
use crate::hub::wrong::{Wrong, WrongRules};
use crate::hub::{Hub, InProcess, Right, Rules};
use crate::office::HubFile;
use crate::transition::Transition;
use crate::world::{Contradiction, STEPS_PER_DAY_REPLAY, World, beginning};

/// Days of one run: enough for what one day leaves to the next.
pub const DAYS_PER_RUN: u64 = 3;
/// Most runs that shrinking may take.
const SHRINKING_RUNS_MAX: u64 = 6_000;

/// A run that came to a contradiction.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// The step, from 1.
    pub step: usize,
    /// What was contradicted.
    pub contradiction: Contradiction,
    /// What happened until then.
    pub transitions: Vec<Transition>,
}

/// A world around the engine as it is, in this thread.
#[must_use]
pub fn world() -> World<InProcess<Right>> {
    world_by(Right)
}

/// A world in this thread, by other rules.
#[must_use]
pub fn world_by<R: Rules>(rules: R) -> World<InProcess<R>> {
    World::new(InProcess::new(HubFile::default().catalog(), beginning(), rules))
}

/// Makes up a run from a seed and lives through it; says what was covered, and what went wrong.
pub fn from_seed<H: Hub>(world: World<H>, seed: u64, days: u64) -> (Coverage, Option<Failure>) {
    lives(world, seed, Script::new(seed, days))
}

/// The same for one day on which more people come than there are codes.
pub fn crowded_from_seed<H: Hub>(world: World<H>, seed: u64) -> (Coverage, Option<Failure>) {
    lives(world, seed, Script::crowded(seed))
}

/// The first of some runs in which a wrong rule is noticed.
#[must_use]
pub fn notice(wrong: Wrong, seed: u64, runs: u64) -> Option<Failure> {
    let world = || world_by(WrongRules::new(wrong));
    (0..runs).map(|run| seed.wrapping_add(run)).find_map(|seed| match wrong.needs_a_crowd() {
        true => crowded_from_seed(world(), seed).1,
        false => from_seed(world(), seed, DAYS_PER_RUN).1,
    })
}

fn lives<H: Hub>(mut world: World<H>, seed: u64, mut script: Script) -> (Coverage, Option<Failure>) {
    let mut transitions = Vec::new();
    let mut contradiction = None;
    while contradiction.is_none() {
        let Some(transition) = script.next(&world) else { break };
        transitions.push(transition.clone());
        contradiction = unless_panic(|| world.step(&transition)).err();
    }
    let contradiction = contradiction.or_else(|| unless_panic(|| world.end()).err());
    let step = transitions.len();
    let failure = contradiction.map(|contradiction| Failure { seed, step, contradiction, transitions });
    (world.coverage, failure)
}

/// Lives through a list.
///
/// # Errors
/// The first contradiction.
pub fn through<H: Hub>(mut world: World<H>, transitions: &[Transition]) -> Result<(), Contradiction> {
    for transition in transitions {
        unless_panic(|| world.step(transition))?;
    }
    unless_panic(|| world.end())
}

/// A program that gives up is a contradiction too.
fn unless_panic(lives: impl FnOnce() -> Result<(), Contradiction>) -> Result<(), Contradiction> {
    catch_unwind(AssertUnwindSafe(lives)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let how = words.or(panic.downcast_ref::<&str>().copied()).unwrap_or("without a word").to_owned();
        Err(Contradiction { what: "panic", how })
    })
}

/// The shortest list found that comes to the same kind of contradiction; nothing in it can be left out.
pub fn shrink<H: Hub>(failure: &Failure, world: impl Fn() -> World<H>) -> Vec<Transition> {
    let mut runs = 0;
    let mut fails = |list: &[Transition]| {
        runs += 1;
        let what = failure.contradiction.what;
        runs <= SHRINKING_RUNS_MAX && through(world(), list).is_err_and(|found| found.what == what)
    };
    let mut list = failure.transitions.clone();
    let mut piece = list.len().div_ceil(2);
    while piece > 0 {
        let shorter = without_pieces(&list, piece, piece, &mut fails);
        // At single steps it goes on for as long as one more can be left out.
        let is_done = shorter.len() == list.len();
        list = shorter;
        piece = if piece > 1 { piece / 2 } else { usize::from(!is_done) };
    }
    // The journal is replayed every so many steps: a list that fails between two of them can often lose just as many.
    list = without_pieces(&list, STEPS_PER_DAY_REPLAY, 1, &mut fails);
    list = without_pieces(&list, 1, 1, &mut fails);
    without_pauses(list, &mut fails)
}

/// The list without every piece of this length that it can do without, looking for one every `stride` steps.
fn without_pieces(
    list: &[Transition],
    piece: usize,
    stride: usize,
    fails: &mut impl FnMut(&[Transition]) -> bool,
) -> Vec<Transition> {
    let (mut list, mut from) = (list.to_vec(), 0);
    while from < list.len() {
        let until = (from + piece).min(list.len());
        let shorter: Vec<_> = list[..from].iter().chain(&list[until..]).cloned().collect();
        if fails(&shorter) { list = shorter } else { from += stride }
    }
    list
}

/// The list with no time passing where none has to.
fn without_pauses(mut list: Vec<Transition>, fails: &mut impl FnMut(&[Transition]) -> bool) -> Vec<Transition> {
    for position in 0..list.len() {
        let mut simpler = list.clone();
        if let Some(Transition::Ask { after_seconds, .. }) = simpler.get_mut(position)
            && *after_seconds > 0
        {
            *after_seconds = 0;
            if fails(&simpler) {
                list = simpler;
            }
        }
    }
    list
}

/// A list as lines of JSON, to be kept in a test.
#[must_use]
pub fn to_lines(transitions: &[Transition]) -> String {
    let lines = transitions.iter().map(|transition| serde_json::to_string(transition).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The list that was kept as lines of JSON.
///
/// # Panics
/// When a line cannot be read: a test is to fail then.
#[must_use]
pub fn from_lines(lines: &str) -> Vec<Transition> {
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(read).collect()
}

/// Lives through a list that was kept as lines of JSON, by the engine as it is.
///
/// # Panics
/// When it contradicts, or cannot be read: a test is to fail then.
pub fn holds(lines: &str) {
    if let Err(Contradiction { what, how }) = through(world(), &from_lines(lines)) {
        panic!("{what}: {how}");
    }
}

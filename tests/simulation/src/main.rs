//! Lives through many days of a hub and says what was covered; ends with 1 at a contradiction.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use simulation::coverage::Coverage;
use simulation::hub::wrong::{Wrong, WrongRules};
use simulation::run::{DAYS_PER_RUN, Failure, from_seed, notice, shrink, to_lines, world, world_by};

/// Runs in which a wrong rule has to be noticed.
const PROOF_RUNS_MAX: u64 = 2_000;
/// How often progress is told, in seconds.
const PROGRESS_SECONDS: u64 = 10;

#[derive(Parser)]
#[command(about = "Lives through many days of a hub, against a model and an audit of its journal")]
struct Arguments {
    /// Days to live through, in runs of three.
    #[arg(long, default_value_t = 1_000)]
    days: u64,
    /// Seed of the first run; each further run has the next.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Runs at once; as many as there are processors where it is not said.
    #[arg(long)]
    threads: Option<usize>,
    /// Instead, proves that every wrong rule is noticed, and says by which step of which seed.
    #[arg(long)]
    proof: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A panic of the engine is told as a contradiction, with its seed and its list.
    std::panic::set_hook(Box::new(|_| ()));
    let holds = if arguments.proof { prove(arguments.seed) } else { simulate(&arguments) };
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::print_stdout, reason = "the result of this program is what it prints")]
fn print(line: impl std::fmt::Display) {
    println!("{line}");
}

/// What the threads share.
struct Shared {
    next: AtomicU64,
    runs: u64,
    is_over: AtomicBool,
    found: Mutex<(Coverage, Option<Failure>, Instant)>,
    begun: Instant,
}

fn simulate(arguments: &Arguments) -> bool {
    let threads = arguments.threads.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let begun = Instant::now();
    let shared = Shared {
        next: AtomicU64::new(0),
        runs: arguments.days.div_ceil(DAYS_PER_RUN),
        is_over: AtomicBool::new(false),
        found: Mutex::new((Coverage::default(), None, begun)),
        begun,
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| work(&shared, arguments.seed));
        }
    });
    let (coverage, failure, _) = shared.found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    print_coverage(&coverage, begun.elapsed());
    match failure {
        None => print("no contradiction"),
        Some(ref failure) => print_failure(failure),
    }
    failure.is_none()
}

fn work(shared: &Shared, seed: u64) {
    while !shared.is_over.load(Ordering::Relaxed) {
        let run = shared.next.fetch_add(1, Ordering::Relaxed);
        if run >= shared.runs {
            return;
        }
        let (coverage, failure) = from_seed(world(), seed.wrapping_add(run), DAYS_PER_RUN);
        let mut found = shared.found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        found.0.add(&coverage);
        if failure.is_some() {
            shared.is_over.store(true, Ordering::Relaxed);
            found.1 = failure;
        }
        if found.2.elapsed() >= Duration::from_secs(PROGRESS_SECONDS) {
            found.2 = Instant::now();
            let (days, seconds) = (found.0.days, shared.begun.elapsed().as_secs());
            print(format_args!("{seconds:>5} s: run {run} of {}, {days} days", shared.runs));
        }
    }
}

fn print_coverage(covered: &Coverage, took: Duration) {
    let (days, commands) = (covered.days, covered.commands());
    print(format_args!("{days} days, {commands} commands in {:.1} s", took.as_secs_f64()));
    let print_all = |title: &str, counts: &BTreeMap<&'static str, u64>| {
        print(title);
        counts.iter().for_each(|(name, count)| print(format_args!("  {name:<28} {count:>10}")));
    };
    print_all("transitions", &covered.transitions);
    print_all("commands accepted", &covered.accepted);
    print_all("commands refused", &covered.refused);
    print_all("refusals by code", &covered.codes);
    print_all("seldom things", &covered.seldom);
}

fn print_failure(failure: &Failure) {
    let Failure { seed, step, contradiction, .. } = failure;
    print(format_args!("CONTRADICTION at seed {seed}, step {step}: {}: {}", contradiction.what, contradiction.how));
    print("shrunk to this list, to be kept in a named test that calls simulation::run::holds:");
    print(to_lines(&shrink(failure, world)));
}

fn prove(seed: u64) -> bool {
    let mut are_all_noticed = true;
    for wrong in Wrong::ALL {
        let name = format!("{wrong:?}");
        let Some(failure) = notice(*wrong, seed, PROOF_RUNS_MAX) else {
            are_all_noticed = false;
            print(format_args!("{name:<28} NOT NOTICED in {PROOF_RUNS_MAX} runs"));
            continue;
        };
        let Failure { seed, step, ref contradiction, .. } = failure;
        // A day with a thousand people would take long to shrink, and tells no more.
        let steps = (!wrong.needs_a_crowd()).then(|| shrink(&failure, || world_by(WrongRules::new(*wrong))).len());
        let shown = steps.map(|steps| format!(", shown by {steps} steps")).unwrap_or_default();
        print(format_args!(
            "{name:<28} seed {seed}, step {step}{shown}: {}: {}",
            contradiction.what, contradiction.how
        ));
    }
    are_all_noticed
}

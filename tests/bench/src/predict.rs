//! Waits as told at the ticket, on unseen days of HUB-28 (reference `dispatching.md`, §4 and §8).

mod records;
mod rivals;
mod scores;
mod speed;

use anyhow::ensure;
use forecast::learn::Knowledge;

use crate::figures::{print, print_target};
use crate::lived::{Hub, LivedDay};
use records::{Record, records};
use scores::{Coverage, Score};

/// Mean absolute error, as a share of the mean wait (reference §8).
const ERROR_SHARE_MAX: f64 = 0.28;
/// Mean absolute error beside that of the last wait of the service (reference §8).
const ERROR_TO_LAST_MAX: f64 = 0.45;
/// Mean error, in minutes (reference §8).
const BIAS_MINUTES_MAX: f64 = 1.0;
/// How often a range holds the wait, over all tickets (reference §8).
const COVERAGE: (f64, f64) = (0.78, 0.82);
/// The same among tickets of like predicted wait (reference §8).
const BUCKET_COVERAGE: (f64, f64) = (0.75, 0.85);
/// The same on any day (reference §8).
const DAY_COVERAGE_MIN: f64 = 0.70;
/// How often a range rounded outward holds the wait (reference §8).
const ROUNDED_COVERAGE: (f64, f64) = (0.90, 0.95);
/// How wrong durations are made.
const WRONG_FACTOR: f64 = 1.25;
/// After so many days with wrong durations ranges are right again (reference §8).
const WRONG_DAYS: usize = 3;
/// How many of the days with wrong durations are shown.
const WRONG_DAYS_SHOWN: usize = 6;

/// What to predict.
pub(crate) struct Plan {
    pub(crate) seeds: Vec<u64>,
    pub(crate) learn: u64,
    pub(crate) days: u64,
    pub(crate) every: usize,
}

/// What came of one hub.
struct Found {
    right: Vec<Record>,
    wrong: Vec<Record>,
}

pub(crate) fn run(plan: &Plan) -> anyhow::Result<()> {
    ensure!(!plan.seeds.is_empty() && plan.days >= 1 && plan.every >= 1, "at least one hub, one day and one ticket");
    print(format_args!(
        "HUB-28, seeds {:?}: {} days learned, {} unseen days, one in {} of the walk-ins that have to wait",
        plan.seeds, plan.learn, plan.days, plan.every,
    ));
    let found: Vec<Found> = std::thread::scope(|scope| {
        let threads: Vec<_> = plan.seeds.iter().map(|seed| scope.spawn(|| find(*seed, plan))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    ensure!(found.len() == plan.seeds.len(), "a hub could not be played");
    print_errors(&found);
    print_coverage(&found);
    print_wrong(&found, plan);
    speed::run(&Hub::new(plan.seeds[0]), plan.learn)
}

fn find(seed: u64, plan: &Plan) -> Found {
    let hub = Hub::new(seed);
    let days = hub.days(0..plan.learn + plan.days);
    let (past, unseen) = days.split_at(plan.learn as usize);
    let known = hub.learn(past).knows(&hub.configured());
    let rivals = rivals::HistoryMeans::new(&hub, past);
    let find = |known: &Knowledge| records(&hub, unseen, known, &rivals, plan.every);
    Found { right: find(&known), wrong: find(&wrong(&known)) }
}

/// The same with every duration too long.
fn wrong(known: &Knowledge) -> Knowledge {
    let mut wrong = known.clone();
    for service in &mut wrong.services {
        service.mean_minutes *= WRONG_FACTOR;
        service.log_mean += WRONG_FACTOR.ln();
    }
    wrong
}

fn print_errors(found: &[Found]) {
    let all: Vec<&Record> = found.iter().flat_map(|found| &found.right).collect();
    let mean = all.iter().map(|record| record.wait).sum::<f64>() / all.len() as f64;
    print(format_args!("\n{} tickets, mean wait {mean:.1} min", all.len()));
    print(format_args!(
        "{:<38} {:>6} {:>7} {:>7} {:>7} {:>9} {:>10}",
        "", "MAE", "of mean", "bias", "RMSE", "in 5 min", "in 10 min"
    ));
    let print_one = |name: &str, guess: fn(&Record) -> f64| {
        let score = Score::of(all.iter().map(|record| (guess(record), record.wait)));
        print(format_args!(
            "{name:<38} {:>6.2} {:>6.0} % {:>+7.2} {:>7.2} {:>7.0} % {:>8.0} %",
            score.mean_error,
            100.0 * score.mean_error / mean,
            score.bias,
            score.root_mean_square,
            100.0 * score.within_five,
            100.0 * score.within_ten,
        ));
        score
    };
    print_one("people ahead x mean / skilled counters", |record| record.rivals.people_skilled);
    print_one("people ahead x mean / home counters", |record| record.rivals.people_home);
    print_one("history mean, service x half-hour", |record| record.rivals.history);
    let last = print_one("last wait of the service (LES)", |record| record.rivals.last);
    print_one("pressure of the queue", |record| record.rivals.pressure);
    let own = print_one("fast-forward, middle", |record| record.told.middle);
    let share = own.mean_error / mean;
    print_target("error <= 28 % of the mean wait", &format!("{:.1} %", 100.0 * share), share <= ERROR_SHARE_MAX);
    let to_last = own.mean_error / last.mean_error;
    print_target("error <= 0.45 x LES", &format!("{to_last:.2}"), to_last <= ERROR_TO_LAST_MAX);
    let bias = own.bias;
    print_target("bias within 1 min", &format!("{bias:+.2} min"), bias.abs() <= BIAS_MINUTES_MAX);
}

fn print_coverage(found: &[Found]) {
    let mut raw = Coverage::default();
    let mut calibrated = Coverage::default();
    for found in found {
        raw.add_raw(&found.right);
        calibrated.add_calibrated(&found.right, 0);
    }
    print(format_args!(
        "\n{:<26} {:>9} {:>11} {:>7} {:>9} {:>8}",
        "80 % range", "raw", "calibrated", "width", "rounded", "tickets"
    ));
    for (name, bucket) in scores::BUCKETS.iter().map(|bucket| bucket.name).zip(0..) {
        let (raw, own) = (&raw.buckets[bucket], &calibrated.buckets[bucket]);
        print_line(name, raw, own);
    }
    print_line("all", &raw.all, &calibrated.all);
    let (below, above) = calibrated.all.misses();
    print(format_args!("below {:.1} %, above {:.1} %", 100.0 * below, 100.0 * above));
    let within = |share: f64, (low, high): (f64, f64)| (low..=high).contains(&share);
    let covered = calibrated.all.covered();
    print_target("80 % range holds 78 to 82 %", &percent(covered), within(covered, COVERAGE));
    let buckets: Vec<f64> = calibrated.buckets.iter().map(scores::Hits::covered).collect();
    let held = buckets.iter().all(|share| within(*share, BUCKET_COVERAGE));
    let list: Vec<String> = buckets.iter().map(|share| percent(*share)).collect();
    print_target("75 to 85 % for each predicted wait", &list.join(", "), held);
    let (worst_raw, worst) = (raw.worst_day(), calibrated.worst_day());
    let text = format!("{} (raw {}), best {}", percent(worst), percent(worst_raw), percent(calibrated.best_day()));
    print_target("at least 70 % on every day", &text, worst >= DAY_COVERAGE_MIN);
    let rounded = calibrated.all.rounded();
    print_target("rounded to 5 min holds 90 to 95 %", &percent(rounded), within(rounded, ROUNDED_COVERAGE));
}

fn print_line(name: &str, raw: &scores::Hits, own: &scores::Hits) {
    print(format_args!(
        "{name:<26} {:>9} {:>11} {:>7.1} {:>9} {:>8}",
        percent(raw.covered()),
        percent(own.covered()),
        own.width(),
        percent(own.rounded()),
        own.tickets(),
    ));
}

/// Every unseen day begins such a time once, so that a day's number is not one day's luck.
fn print_wrong(found: &[Found], plan: &Plan) {
    let days = plan.days as usize;
    let starts = days.saturating_sub(WRONG_DAYS_SHOWN - 1).max(1);
    let mut by_day = vec![scores::Hits::default(); WRONG_DAYS_SHOWN.min(days)];
    for found in found {
        for start in 0..starts {
            let mut coverage = Coverage::default();
            let week: Vec<Record> = found
                .wrong
                .iter()
                .filter(|record| (start..start + WRONG_DAYS_SHOWN).contains(&record.day))
                .copied()
                .collect();
            coverage.add_calibrated(&week, start);
            for (sum, day) in by_day.iter_mut().zip(&coverage.days) {
                sum.add_all(day);
            }
        }
    }
    let shares: Vec<f64> = by_day.iter().map(scores::Hits::covered).collect();
    let list: Vec<String> = shares.iter().map(|share| percent(*share)).collect();
    print(format_args!("\ndurations 25 % too long, by day since calibration began: {}", list.join(", ")));
    let is_back = |share: &f64| (COVERAGE.0..=COVERAGE.1).contains(share);
    let back = shares.iter().position(is_back).map_or("never".to_owned(), |day| format!("on day {}", day + 1));
    let held = shares.iter().take(WRONG_DAYS).any(is_back);
    print_target("back to 78 to 82 % within 3 days", &back, held);
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// The unseen days of a hub, for whoever measures on them.
fn unseen(hub: &Hub, learn: u64, days: u64) -> (Vec<LivedDay>, Vec<LivedDay>) {
    let mut all = hub.days(0..learn + days);
    let unseen = all.split_off(learn as usize);
    (all, unseen)
}

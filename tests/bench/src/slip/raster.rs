//! How long a slip takes to become bytes.

use std::time::{Duration, Instant};

use anyhow::Context;
use ticket_printer::{Bitmap, Rasterizer, encode};

use super::{DOTS_PER_INCH, Paper, Plan};
use crate::figures::{percentile_millis, print, print_target};

/// A slip may take so long on a thread that has drawn before, in milliseconds.
const WARM_MILLIS_MAX: f64 = 10.0;
/// The first slip of a thread may take so long, in milliseconds.
const FIRST_MILLIS_MAX: f64 = 250.0;
/// Slips drawn before the warm ones are measured.
const WARM_UP_SLIPS: usize = 5;

/// What was measured of one paper.
struct Row {
    paper: Paper,
    firsts: Vec<Duration>,
    warm: Warm,
}

/// What a thread measured that has drawn before.
struct Warm {
    picture: Bitmap,
    wholes: Vec<Duration>,
    encodes: Vec<Duration>,
}

/// Measures every paper, and gives its picture back.
pub(crate) fn run(plan: &Plan) -> anyhow::Result<Vec<(Paper, Bitmap)>> {
    // Before everything else: the program's own first slip reads the fonts from the disk.
    let very_first = on_a_thread(|| first(Paper::WIDE_ITALIAN))?;
    let mut rows = Vec::new();
    for paper in Paper::all() {
        let firsts = (0..plan.threads).map(|_| on_a_thread(move || first(paper))).collect::<anyhow::Result<_>>()?;
        let slips = plan.slips;
        rows.push(Row { paper, firsts, warm: on_a_thread(move || warm(paper, slips))? });
    }
    print_rows(&rows, very_first, plan);
    Ok(rows.into_iter().map(|row| (row.paper, row.warm.picture)).collect())
}

/// A rasterizer claims its thread for good, so each measurement has one of its own.
fn on_a_thread<T: Send + 'static>(measure: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> anyhow::Result<T> {
    std::thread::spawn(measure).join().ok().context("a drawing thread failed")?
}

/// How long the first slip of this thread takes, with all that comes before it.
fn first(paper: Paper) -> anyhow::Result<Duration> {
    let slip = paper.slip();
    let begun = Instant::now();
    let picture = Rasterizer::claim_thread(paper.width_dots, DOTS_PER_INCH)?.picture(&slip)?;
    let bytes = encode(&picture, paper.config().encoding());
    std::hint::black_box(bytes);
    Ok(begun.elapsed())
}

fn warm(paper: Paper, slips: usize) -> anyhow::Result<Warm> {
    let mut rasterizer = Rasterizer::claim_thread(paper.width_dots, DOTS_PER_INCH)?;
    let encoding = paper.config().encoding();
    let slip = paper.slip();
    let mut picture = rasterizer.picture(&slip)?;
    for _ in 1..WARM_UP_SLIPS {
        picture = rasterizer.picture(&slip)?;
    }
    let (mut wholes, mut encodes) = (Vec::new(), Vec::new());
    for number in 0..slips {
        // No two slips are alike: each has a number of its own.
        let slip = paper.numbered(number);
        let begun = Instant::now();
        picture = rasterizer.picture(&slip)?;
        let drawn = Instant::now();
        std::hint::black_box(encode(&picture, encoding));
        wholes.push(begun.elapsed());
        encodes.push(drawn.elapsed());
    }
    Ok(Warm { picture, wholes, encodes })
}

fn print_rows(rows: &[Row], very_first: Duration, plan: &Plan) {
    print(format_args!(
        "a slip to bytes, in milliseconds: the first of {} fresh threads, and {} slips on a thread that has drawn before; \
         the program's very first took {:.0} ms",
        plan.threads,
        plan.slips,
        very_first.as_secs_f64() * 1e3
    ));
    print("paper     first p50  first worst   warm p50   warm p99   of it encoding, p50");
    for Row { paper, firsts, warm } in rows {
        print(format_args!(
            "{:<8} {:>10.1} {:>12.1} {:>10.2} {:>10.2} {:>10.2}",
            paper.name(),
            percentile_millis(firsts, 0.5),
            percentile_millis(firsts, 1.0),
            percentile_millis(&warm.wholes, 0.5),
            percentile_millis(&warm.wholes, 0.99),
            percentile_millis(&warm.encodes, 0.5),
        ));
    }
    let warm = slowest(rows, |row| percentile_millis(&row.warm.wholes, 0.5));
    print_slowest(&format!("warm p50 <= {WARM_MILLIS_MAX} ms"), warm, WARM_MILLIS_MAX);
    let first = slowest(rows, |row| percentile_millis(&row.firsts, 0.5));
    print_slowest(&format!("first p50 <= {FIRST_MILLIS_MAX} ms"), first, FIRST_MILLIS_MAX);
}

/// The largest figure of all papers, and whose it is.
fn slowest(rows: &[Row], figure: impl Fn(&Row) -> f64) -> (f64, String) {
    let of_each = rows.iter().map(|row| (figure(row), row.paper.name()));
    of_each.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((f64::NAN, String::new()))
}

fn print_slowest(target: &str, (found, name): (f64, String), most: f64) {
    print_target(&format!("{target}, the slowest paper"), &format!("{found:.2} ms, {name}"), found <= most);
}

//! Durable tickets a second through HTTP beside bare rusqlite.

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use tokio::runtime::Runtime;

use crate::bare::{self, Rows};
use crate::figures::{Series, print, print_target};
use crate::load::Office;

/// Tickets in the grouped reference's transactions.
const TICKETS_GROUPED: usize = 64;
/// Sixteen clients have to be this many times as fast as bare commits of one ticket.
const SIXTEEN_RATIO_MIN: f64 = 1.5;
/// On a disk this slow, in milliseconds a sync…
const SLOW_MILLIS: u64 = 5;
/// …256 clients have to be this many times as fast.
const SLOW_RATIO_MIN: f64 = 20.0;
/// One client may take this many times as long as a bare commit…
const ONE_FACTOR_MAX: f64 = 2.0;
/// …and this much more, in milliseconds.
const ONE_EXTRA_MILLIS_MAX: f64 = 0.5;

/// What to measure.
pub(crate) struct Plan {
    pub(crate) clients: Vec<usize>,
    pub(crate) rounds: usize,
    pub(crate) leg: Duration,
    pub(crate) fsync_delay_ms: u64,
}

pub(crate) fn run(plan: &Plan, dir: &Path) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let rows = runtime.block_on(sample(dir))?;
    print(format_args!(
        "durable tickets a second, medians of {} rounds of {} ms a leg, {} ms added to each fsync; \
         x = against one bare commit a ticket in the same round; a ticket is an event and a reply, {} bytes of text",
        plan.rounds,
        plan.leg.as_millis(),
        plan.fsync_delay_ms,
        rows.bytes()
    ));
    let mut single = Series::new("bare rusqlite, 1 ticket a commit".to_owned());
    let mut grouped = Series::new(format!("bare rusqlite, {TICKETS_GROUPED} tickets a commit"));
    let mut http: Vec<_> =
        plan.clients.iter().map(|count| (*count, Series::new(format!("HTTP, {count} client(s)")))).collect();
    for _ in 0..plan.rounds {
        single.legs.push(bare::run(dir, &rows, 1, plan.leg)?);
        grouped.legs.push(bare::run(dir, &rows, TICKETS_GROUPED, plan.leg)?);
        for (count, series) in &mut http {
            series.legs.push(leg(&runtime, dir, *count, plan.leg)?);
        }
    }
    single.print(&single);
    grouped.print(&single);
    http.iter().for_each(|(_, series)| series.print(&single));
    print_targets(plan, &single, &http);
    let doubled: usize = http.iter().map(|(_, series)| series.doubled()).sum();
    ensure!(doubled == 0, "{doubled} codes were given twice");
    Ok(())
}

/// Has a dispatcher write one ticket, for the references to copy.
async fn sample(dir: &Path) -> anyhow::Result<Rows> {
    let office = Office::open(dir).await?;
    office.takes(1, Duration::ZERO, 1).await?;
    let rows = Rows::of_journal(&office.journal())?;
    office.close().await?;
    Ok(rows)
}

fn leg(runtime: &Runtime, dir: &Path, count: usize, time: Duration) -> anyhow::Result<crate::figures::Leg> {
    runtime.block_on(async {
        let office = Office::open(dir).await?;
        let leg = office.leg(count, time).await?;
        office.close().await?;
        Ok(leg)
    })
}

fn print_targets(plan: &Plan, single: &Series, http: &[(usize, Series)]) {
    let of = |count| http.iter().find(|(clients, _)| *clients == count).map(|(_, series)| series);
    if let Some(one) = of(1) {
        let most = ONE_FACTOR_MAX * single.percentile_millis(0.5) + ONE_EXTRA_MILLIS_MAX;
        let found = one.percentile_millis(0.5);
        let target = format!("1 client p50 <= {ONE_FACTOR_MAX} x a bare commit + {ONE_EXTRA_MILLIS_MAX} ms");
        print_target(&target, &format!("{found:.3} ms, at most {most:.3} ms"), found <= most);
    }
    if let (Some(sixteen), 0) = (of(16), plan.fsync_delay_ms) {
        let ratio = sixteen.ratio_to(single);
        let target = format!("16 clients >= {SIXTEEN_RATIO_MIN} x one bare commit a ticket");
        print_target(&target, &format!("{ratio:.2} x"), ratio >= SIXTEEN_RATIO_MIN);
    }
    if let (Some(many), SLOW_MILLIS) = (of(256), plan.fsync_delay_ms) {
        let ratio = many.ratio_to(single);
        let target = format!("256 clients at {SLOW_MILLIS} ms a sync >= {SLOW_RATIO_MIN} x one bare commit a ticket");
        print_target(&target, &format!("{ratio:.2} x"), ratio >= SLOW_RATIO_MIN);
    }
    let doubled: usize = http.iter().map(|(_, series)| series.doubled()).sum();
    print_target("0 doubled codes", &doubled.to_string(), doubled == 0);
}

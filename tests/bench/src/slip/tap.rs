//! From the tap on the screen to the last byte at the printer, with a dispatcher that keeps its journal on the disk.

use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use client::{Client, new_command_id};
use domain::ids::ServiceId;
use domain::text::Language;
use domain::ticket::SlipOutcome;
use domain::view::TicketView;
use test_printer::{Settings, TestPrinter};
use ticket_printer::{Printer, PrinterConfig, Target};
use tokio::runtime::Runtime;

use super::{slip_of, words};
use crate::engine_day::take;
use crate::figures::{percentile_millis, print, print_target};
use crate::hub;
use crate::load::Office;

/// From the commit's answer to the slip's last byte it may take so long, in milliseconds.
const BEHIND_COMMIT_MILLIS_MAX: f64 = 50.0;
/// Longer than any slip takes, in seconds.
const SLIP_SECONDS_MAX: u64 = 30;
/// Room for any slip as a whole, in bytes: a fast printer never lets the line wait.
const BUFFER_BYTES: usize = 1 << 20;

/// The moments of one slip, counted from the tap.
struct Journey {
    committed: Duration,
    arrived: Duration,
    reported: Duration,
}

impl Journey {
    fn behind_commit(&self) -> Duration {
        self.arrived - self.committed
    }
}

pub(crate) fn run(tickets: usize, dir: &Path) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let office = runtime.block_on(Office::open(dir))?;
    let service = hub::catalog().services.first().map(|service| service.id.clone()).context("a hub has a service")?;
    let settings = Settings { rows_per_second: u32::MAX, buffer_bytes: BUFFER_BYTES, ..Settings::default() };
    let tray = TestPrinter::start(settings)?;
    let target = Target::Tcp { address: tray.address().to_string() };
    let printer = Printer::start(PrinterConfig { target, ..PrinterConfig::default() })?;
    let mut kiosk = Kiosk { runtime: &runtime, client: office.client()?, service, printer, tray, slips: 0 };
    let first = kiosk.tap(Language::It)?;
    let mut journeys = Vec::new();
    for language in Language::ALL.into_iter().cycle().take(tickets) {
        journeys.push(kiosk.tap(language)?);
    }
    kiosk.check()?;
    drop(kiosk);
    runtime.block_on(office.close())?;
    print_journeys(&first, &journeys);
    Ok(())
}

/// What stands between a finger and the paper.
struct Kiosk<'a> {
    runtime: &'a Runtime,
    client: Client,
    service: ServiceId,
    printer: Printer,
    tray: TestPrinter,
    slips: usize,
}

impl Kiosk<'_> {
    /// Takes a ticket, prints its slip, and waits until the printer has cut it off and said so.
    fn tap(&mut self, language: Language) -> anyhow::Result<Journey> {
        let limit = Duration::from_secs(SLIP_SECONDS_MAX);
        let (report, is_reported) = mpsc::channel();
        let tapped = Instant::now();
        let reply = self.runtime.block_on(self.client.send(&new_command_id(), &take(&self.service)))?;
        let committed = tapped.elapsed();
        let taken = reply.ticket.context("a reply without its ticket")?;
        // The hub made for measuring speaks Italian alone; the slip has the words of its language.
        let ticket = TicketView { ticket: taken.ticket, code: taken.code, ..words::ticket() };
        let on_done = move |done: ticket_printer::PrintReport| {
            // Where nobody waits any more, the slip was given up.
            let _ = report.send((tapped.elapsed(), done.outcome));
        };
        self.printer.print(slip_of(&ticket, language), Box::new(on_done));
        self.slips += 1;
        let slips = self.slips;
        // The printer cuts when the last byte of the slip has arrived, and this thread wakes a little later.
        ensure!(self.tray.wait_until(limit, |device| device.slips_cut() >= slips), "slip {slips} did not come out");
        let arrived = tapped.elapsed();
        let (reported, outcome) = is_reported.recv_timeout(limit).context("a slip was not reported on")?;
        ensure!(outcome == SlipOutcome::Printed, "slip {slips} is reported as {outcome:?}");
        let in_the_tray = self.tray.take_slips().len();
        ensure!(in_the_tray == 1, "slip {slips} came out {in_the_tray} times");
        Ok(Journey { committed, arrived, reported })
    }

    /// Nothing was sent that no printer understands.
    fn check(&self) -> anyhow::Result<()> {
        let unknown = self.tray.look(|device| device.unknown().to_vec());
        ensure!(unknown.is_empty(), "the printer did not understand {unknown:?}");
        Ok(())
    }
}

fn print_journeys(first: &Journey, journeys: &[Journey]) {
    print("");
    print(format_args!(
        "from the tap to the paper, {} tickets in the eleven languages in turn, a dispatcher with its journal on the disk \
         and a fast printer on the network, in milliseconds",
        journeys.len()
    ));
    print_row("tap to commit answered", first, journeys, |journey| journey.committed);
    print_row("commit answered to last byte", first, journeys, Journey::behind_commit);
    print_row("tap to last byte", first, journeys, |journey| journey.arrived);
    let report = |journey: &Journey| journey.reported.saturating_sub(journey.arrived);
    print_row("last byte to report", first, journeys, report);
    let behind: Vec<_> = journeys.iter().map(Journey::behind_commit).collect();
    let found = percentile_millis(&behind, 0.99);
    let target = format!("tap to last byte <= commit + {BEHIND_COMMIT_MILLIS_MAX} ms, p99");
    print_target(&target, &format!("{found:.2} ms"), found <= BEHIND_COMMIT_MILLIS_MAX);
}

fn print_row(name: &str, first: &Journey, journeys: &[Journey], time: impl Fn(&Journey) -> Duration) {
    let times: Vec<_> = journeys.iter().map(&time).collect();
    print(format_args!(
        "{name:<30} p50 {:>8.2}   p99 {:>8.2}   first slip of the program {:>8.1}",
        percentile_millis(&times, 0.5),
        percentile_millis(&times, 0.99),
        time(first).as_secs_f64() * 1e3,
    ));
}

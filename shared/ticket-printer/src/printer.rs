//! The printer's own thread: one job after the other, each reported on exactly once.

use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::time::{Duration, Instant};

use domain::ticket::SlipOutcome;

use crate::bitmap::Bitmap;
use crate::config::PrinterConfig;
use crate::line::PrinterLine;
use crate::raster::{RasterError, Rasterizer};
use crate::slip::Slip;

/// Slips that may wait for the printer.
const JOBS_WAITING_MAX: usize = 16;
/// A slip that waited longer than this is dropped, in seconds: a late slip only confuses whoever finds it.
const JOB_AGE_SECONDS_MAX: u64 = 45;

/// What became of a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintReport {
    /// Printed, not printed, or in doubt.
    pub outcome: SlipOutcome,
    /// What to do about it, for staff; empty where all went well.
    pub detail: String,
}

impl PrintReport {
    pub(crate) fn new(outcome: SlipOutcome, detail: String) -> Self {
        Self { outcome, detail }
    }
}

/// What is called once with the report of a slip, on the printer's thread.
pub type OnDone = Box<dyn FnOnce(PrintReport) + Send>;

struct Job {
    slip: Slip,
    asked_at: Instant,
    owed: Owed,
}

/// The report a job is owed; given once, also where the printer's thread fails before it can.
struct Owed {
    on_done: Option<OnDone>,
    /// What is reported where nobody does.
    outcome_if_forgotten: SlipOutcome,
}

impl Owed {
    fn give(mut self, report: PrintReport) {
        self.report(report);
    }

    fn report(&mut self, report: PrintReport) {
        let Some(on_done) = self.on_done.take() else { return };
        if report.outcome != SlipOutcome::Printed {
            tracing::warn!(outcome = ?report.outcome, detail = report.detail, "a slip is missing or in doubt");
        }
        on_done(report);
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        let why = "the program failed before the slip was done: look for it".to_owned();
        self.report(PrintReport::new(self.outcome_if_forgotten, why));
    }
}

/// The door to a printer's thread; the thread ends when this is dropped and its jobs are done.
///
/// A slip still waiting when the program itself ends is not printed.
#[derive(Debug)]
pub struct Printer {
    jobs: SyncSender<Job>,
}

impl Printer {
    /// Starts the thread of a printer; nothing is sent to the printer before the first slip.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(config: PrinterConfig) -> std::io::Result<Self> {
        let (jobs, received) = mpsc::sync_channel(JOBS_WAITING_MAX);
        std::thread::Builder::new().name("printer".to_owned()).spawn(move || run(config, &received))?;
        Ok(Self { jobs })
    }

    /// Prints a slip and reports on it once; never waits.
    pub fn print(&self, slip: Slip, on_done: OnDone) {
        let owed = Owed { on_done: Some(on_done), outcome_if_forgotten: SlipOutcome::NotPrinted };
        match self.jobs.try_send(Job { slip, asked_at: Instant::now(), owed }) {
            Ok(()) => {}
            Err(TrySendError::Full(job)) => job.owed.give(not_printed("too many slips wait for the printer")),
            Err(TrySendError::Disconnected(job)) => job.owed.give(not_printed("the printer's thread has ended")),
        }
    }
}

pub(crate) fn not_printed(why: &str) -> PrintReport {
    PrintReport::new(SlipOutcome::NotPrinted, why.to_owned())
}

fn run(config: PrinterConfig, jobs: &Receiver<Job>) {
    let mut rasterizer = Rasterizer::claim_thread(config.width_dots, config.dots_per_inch);
    let mut line = PrinterLine::new(config);
    while let Ok(mut job) = jobs.recv() {
        let is_too_old = job.asked_at.elapsed() > Duration::from_secs(JOB_AGE_SECONDS_MAX);
        let report = if is_too_old {
            not_printed("the slip waited too long for the printer and was dropped")
        } else {
            match picture(&mut rasterizer, &job.slip) {
                Ok(picture) => {
                    job.owed.outcome_if_forgotten = SlipOutcome::Unknown;
                    line.print(job.slip.code.as_str(), &picture)
                }
                Err(why) => not_printed(&why),
            }
        };
        job.owed.give(report);
    }
}

fn picture(rasterizer: &mut Result<Rasterizer, RasterError>, slip: &Slip) -> Result<Bitmap, String> {
    match rasterizer {
        Ok(rasterizer) => rasterizer.picture(slip).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

//! The printer's own thread: one job after the other, each reported on exactly once.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::{Duration, Instant};

use domain::printer::{PrinterPlace, PrinterState, SlipReason};
use domain::ticket::SlipOutcome;

use crate::config::PrinterConfig;
use crate::health::Health;
use crate::lines::Lines;
use crate::report::PrintReport;
use crate::slip::Slip;

/// Slips that may wait for the printer.
const JOBS_WAITING_MAX: usize = 16;
/// A slip of which nothing was sent so long after it was asked for is dropped, in milliseconds: a late slip only
/// confuses whoever finds it.
const JOB_AGE_MILLIS_MAX: u64 = 90_000;

/// The printers a kiosk has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterSetup {
    /// The one every slip goes to first.
    pub first: PrinterConfig,
    /// The one a slip goes to where nothing of it was sent to the first.
    pub second: Option<PrinterConfig>,
    /// When printers are looked at between slips; never where this is `None`.
    pub health: Option<Health>,
    /// How long after it was asked for a slip may still be begun, in milliseconds.
    pub job_age_millis_max: u64,
}

impl From<PrinterConfig> for PrinterSetup {
    /// One printer that is not looked at between slips.
    fn from(first: PrinterConfig) -> Self {
        Self { first, second: None, health: None, job_age_millis_max: JOB_AGE_MILLIS_MAX }
    }
}

/// What is called once with the report of a slip, on the printer's thread.
pub type OnDone = Box<dyn FnOnce(PrintReport) + Send>;
/// What is called whenever a printer is otherwise than before, on the printer's thread.
pub type OnState = Box<dyn FnMut(PrinterPlace, PrinterState) + Send>;

/// One slip that waits.
pub(crate) struct Job {
    pub(crate) slip: Slip,
    pub(crate) expires_at: Instant,
    owed: Owed,
}

impl Job {
    /// From now on something of it may have been sent.
    pub(crate) fn may_be_sent(&mut self) {
        self.owed.outcome_if_forgotten = SlipOutcome::Unknown;
    }
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
        if !report.text().en.is_empty() {
            tracing::warn!(outcome = ?report.outcome, text = report.text().en, cause = report.cause, "a slip's fate");
        }
        on_done(report);
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        let failed = PrintReport::not_printed(SlipReason::Failed.into());
        self.report(PrintReport { outcome: self.outcome_if_forgotten, ..failed });
    }
}

/// The door to a printer's thread; the thread ends when this is dropped and its jobs are done.
///
/// A slip still waiting when the program itself ends is not printed.
#[derive(Debug)]
pub struct Printer {
    jobs: SyncSender<Job>,
    job_age_max: Duration,
}

impl Printer {
    /// Starts the thread of the printers; without [`PrinterSetup::health`] nothing is sent before the first slip.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(setup: impl Into<PrinterSetup>) -> std::io::Result<Self> {
        Self::start_watched(setup, Box::new(|_, _| {}))
    }

    /// Starts the thread of the printers and tells how they are whenever that changes.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start_watched(setup: impl Into<PrinterSetup>, on_state: OnState) -> std::io::Result<Self> {
        let setup = setup.into();
        let job_age_max = Duration::from_millis(setup.job_age_millis_max);
        let (jobs, received) = mpsc::sync_channel(JOBS_WAITING_MAX);
        let thread = std::thread::Builder::new().name("printer".to_owned());
        thread.spawn(move || run(Lines::new(setup, on_state), &received))?;
        Ok(Self { jobs, job_age_max })
    }

    /// Prints a slip and reports on it once; never waits.
    pub fn print(&self, slip: Slip, on_done: OnDone) {
        let owed = Owed { on_done: Some(on_done), outcome_if_forgotten: SlipOutcome::NotPrinted };
        match self.jobs.try_send(Job { slip, expires_at: Instant::now() + self.job_age_max, owed }) {
            Ok(()) => {}
            Err(TrySendError::Full(job)) => job.owed.give(PrintReport::not_printed(SlipReason::TooMany.into())),
            Err(TrySendError::Disconnected(job)) => job.owed.give(PrintReport::not_printed(SlipReason::Failed.into())),
        }
    }
}

fn run(mut lines: Lines, jobs: &Receiver<Job>) {
    loop {
        let received = match lines.look_after() {
            Some(rest) => jobs.recv_timeout(rest),
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(mut job) => {
                let report = lines.print(&mut job);
                job.owed.give(report);
            }
            Err(RecvTimeoutError::Timeout) => lines.look(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

//! The printer's own thread: one job after the other, each reported on exactly once.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::ticket::SlipOutcome;

use crate::bitmap::Bitmap;
use crate::encode::{Cut, encode};
use crate::raster::{RasterError, Rasterizer};
use crate::session::{self, Progress, Voice};
use crate::slip::Slip;
use crate::transport::Target;

/// Slips that may wait for the printer.
const JOBS_WAITING_MAX: usize = 16;
/// A slip that waited longer than this is dropped, in seconds: a late slip only confuses whoever finds it.
const JOB_AGE_SECONDS_MAX: u64 = 45;
/// A session that lasts longer than this is given up, in seconds.
const SESSION_SECONDS_MAX: u64 = 25;

/// What a printer needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterConfig {
    /// Dots across the paper: 576 on 80 mm, 384 on 58 mm.
    pub width_dots: u32,
    /// Where slips go.
    pub target: Target,
    /// How slips are cut.
    pub cut: Cut,
}

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
        std::thread::Builder::new().name("printer".to_owned()).spawn(move || run(&config, &received))?;
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

fn not_printed(why: &str) -> PrintReport {
    PrintReport::new(SlipOutcome::NotPrinted, why.to_owned())
}

fn run(config: &PrinterConfig, jobs: &Receiver<Job>) {
    let mut rasterizer = Rasterizer::claim_thread(config.width_dots);
    let mut line = Line::default();
    while let Ok(mut job) = jobs.recv() {
        let is_too_old = job.asked_at.elapsed() > Duration::from_secs(JOB_AGE_SECONDS_MAX);
        let report = if is_too_old {
            not_printed("the slip waited too long for the printer and was dropped")
        } else {
            match picture(&mut rasterizer, &job.slip) {
                Ok(picture) => {
                    job.owed.outcome_if_forgotten = SlipOutcome::Unknown;
                    line.print(config, &job.slip, encode(&picture, config.cut))
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

/// The line to the printer across jobs: what is known of it, and a session that never came back.
#[derive(Default)]
struct Line {
    voice: Voice,
    stuck: Option<JoinHandle<()>>,
}

impl Line {
    /// Runs a session beside a clock: a write to a device file can last for ever.
    fn print(&mut self, config: &PrinterConfig, slip: &Slip, job: Vec<u8>) -> PrintReport {
        if self.stuck.as_ref().is_some_and(|session| !session.is_finished()) {
            return not_printed("the printer is stuck in an earlier slip: switch it off and on");
        }
        self.stuck = None;
        let (target, name, voice) = (config.target.clone(), slip.code.to_string(), self.voice);
        let progress = Arc::new(Progress::default());
        let (ended, is_ended) = mpsc::channel();
        let watched = progress.clone();
        let spawned = std::thread::Builder::new().name("printer-line".to_owned()).spawn(move || {
            // Nobody listens any more once the session was given up.
            let _ = ended.send(session::print(&target, &name, &job, voice, &watched));
        });
        let session = match spawned {
            Ok(session) => session,
            Err(error) => return not_printed(&format!("the system has no thread left for the printer: {error}")),
        };
        match is_ended.recv_timeout(Duration::from_secs(SESSION_SECONDS_MAX)) {
            Ok((report, voice)) => {
                self.voice = voice;
                report
            }
            Err(RecvTimeoutError::Timeout) => {
                self.stuck = Some(session);
                if progress.cancel() {
                    not_printed("the printer takes no bytes: switch it off and on")
                } else {
                    let why = "the printer stopped in the middle of the slip: look for it".to_owned();
                    PrintReport::new(SlipOutcome::Unknown, why)
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                PrintReport::new(SlipOutcome::Unknown, "the program failed while printing".to_owned())
            }
        }
    }
}

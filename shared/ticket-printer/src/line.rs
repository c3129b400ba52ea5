//! The line to a printer across jobs: what is known of it, and a session that never came back.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::printer::{PrinterState, SlipReason};

use crate::bitmap::Bitmap;
use crate::config::PrinterConfig;
use crate::report::{PrintReport, Trouble};
use crate::session::{self, Job, Known, Progress};
use crate::sheet::Sheet;

/// The line to a printer, for pictures that are ready; [`crate::Printer`] prints slips.
#[derive(Debug)]
pub struct PrinterLine {
    config: PrinterConfig,
    known: Known,
    jobs: u64,
    stuck: Option<JoinHandle<()>>,
}

/// Why a session gave nothing back.
enum NoAnswer {
    /// It has not ended within its limit and goes on by itself.
    Late,
    /// It could not begin, and what the system said.
    NotBegun(String),
    /// It failed.
    Failed,
}

impl PrinterLine {
    /// A line to a printer that nothing is known of; nothing is sent before the first job.
    #[must_use]
    pub fn new(config: PrinterConfig) -> Self {
        Self { config, known: Known::default(), jobs: 0, stuck: None }
    }

    /// Prints and cuts a picture and says what became of it; never sends it twice.
    pub fn print(&mut self, name: &str, picture: &Bitmap) -> PrintReport {
        self.print_until(name, Sheet::of_picture(picture, &self.config), None)
    }

    /// What is known of the printer from the start.
    pub(crate) fn config(&self) -> &PrinterConfig {
        &self.config
    }

    /// Prints and cuts a slip, but begins no more once it has expired.
    pub(crate) fn print_until(&mut self, name: &str, sheet: Sheet, expires_at: Option<Instant>) -> PrintReport {
        if self.is_stuck() {
            return PrintReport::not_printed(PrinterState::Busy.into());
        }
        self.jobs += 1;
        let job = Job::new(name, self.jobs, sheet);
        let limit = self.config.print_time(job.rows, job.bytes.len());
        let progress = Arc::new(Progress::until(expires_at));
        let (config, known, watched) = (self.config.clone(), self.known, progress.clone());
        match self.beside_a_clock(limit, move || session::print(&config, &job, known, &watched)) {
            Ok((report, known)) => {
                self.known = known;
                report
            }
            Err(NoAnswer::Late) if progress.cancel() => PrintReport::not_printed(PrinterState::Busy.into()),
            Err(NoAnswer::Late) => {
                self.known.is_torn = true;
                PrintReport::unknown(SlipReason::Unfinished.into())
            }
            Err(NoAnswer::NotBegun(cause)) => PrintReport::not_printed(Trouble { cause, ..SlipReason::Failed.into() }),
            Err(NoAnswer::Failed) => PrintReport::unknown(SlipReason::Failed.into()),
        }
    }

    /// Asks the printer how it is, where it can be asked.
    pub(crate) fn look(&mut self) -> PrinterState {
        if self.is_stuck() {
            return PrinterState::Busy;
        }
        let (config, known) = (self.config.clone(), self.known);
        match self.beside_a_clock(Duration::ZERO, move || session::look(&config, known)) {
            Ok(known) => {
                self.known = known;
                known.state
            }
            Err(NoAnswer::Late) => PrinterState::Busy,
            Err(NoAnswer::NotBegun(_) | NoAnswer::Failed) => PrinterState::Unknown,
        }
    }

    /// Whether an earlier session still goes on by itself.
    fn is_stuck(&mut self) -> bool {
        self.stuck.take_if(|session| session.is_finished());
        self.stuck.is_some()
    }

    /// Runs a session beside a clock, because the system itself can hold it for ever.
    fn beside_a_clock<T: Send + 'static>(
        &mut self,
        print_time: Duration,
        session: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        let limit = Duration::from_millis(self.config.limits.session_millis_max) + print_time;
        let (ended, is_ended) = mpsc::channel();
        let spawned = std::thread::Builder::new().name("printer-line".to_owned()).spawn(move || {
            // Nobody listens any more once the session was given up.
            let _ = ended.send(session());
        });
        let session = spawned.map_err(|error| NoAnswer::NotBegun(error.to_string()))?;
        is_ended.recv_timeout(limit).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                self.stuck = Some(session);
                NoAnswer::Late
            }
            RecvTimeoutError::Disconnected => NoAnswer::Failed,
        })
    }
}

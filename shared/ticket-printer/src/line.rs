//! The line to a printer across jobs: what is known of it, and a session that never came back.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use domain::ticket::SlipOutcome;

use crate::bitmap::Bitmap;
use crate::config::PrinterConfig;
use crate::encode::encode;
use crate::printer::{PrintReport, not_printed};
use crate::session::{self, Job, Known, Progress};

/// The line to a printer, for pictures that are ready; [`crate::Printer`] prints slips.
#[derive(Debug)]
pub struct PrinterLine {
    config: PrinterConfig,
    known: Known,
    jobs: u64,
    stuck: Option<JoinHandle<()>>,
}

impl PrinterLine {
    /// A line to a printer that nothing is known of; nothing is sent before the first job.
    #[must_use]
    pub fn new(config: PrinterConfig) -> Self {
        Self { config, known: Known::default(), jobs: 0, stuck: None }
    }

    /// Prints and cuts a picture and says what became of it; never sends it twice.
    ///
    /// The session runs beside a clock: a write to a device file can last for ever.
    pub fn print(&mut self, name: &str, picture: &Bitmap) -> PrintReport {
        if self.stuck.as_ref().is_some_and(|session| !session.is_finished()) {
            return not_printed("the printer is stuck in an earlier slip: switch it off and on");
        }
        self.stuck = None;
        self.jobs += 1;
        let job = Job::new(name, self.jobs, encode(picture, self.config.encoding()), picture.height_dots());
        let limit = Duration::from_millis(self.config.limits.session_millis_max) + self.config.print_time(job.rows);
        let progress = Arc::new(Progress::default());
        let (ended, is_ended) = mpsc::channel();
        let (config, known, watched) = (self.config.clone(), self.known, progress.clone());
        let spawned = std::thread::Builder::new().name("printer-line".to_owned()).spawn(move || {
            // Nobody listens any more once the session was given up.
            let _ = ended.send(session::print(&config, &job, known, &watched));
        });
        let session = match spawned {
            Ok(session) => session,
            Err(error) => return not_printed(&format!("the system has no thread left for the printer: {error}")),
        };
        match is_ended.recv_timeout(limit) {
            Ok((report, known)) => {
                self.known = known;
                report
            }
            Err(RecvTimeoutError::Timeout) => {
                self.stuck = Some(session);
                if progress.cancel() {
                    not_printed("the printer takes no bytes: switch it off and on")
                } else {
                    self.known.is_torn = true;
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

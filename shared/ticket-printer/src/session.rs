//! One job on one printer: ask, send, and wait until the printer says that it has come to the end.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Instant;

use domain::printer::{PrinterState, SlipReason};

use crate::after;
use crate::before::Before;
use crate::config::{Fence, PrinterConfig};
use crate::ear::PROCESS_ID_BYTES;
use crate::report::{PrintReport, Trouble, state_after};
use crate::sheet::Sheet;
use crate::transport::{TransportError, open};

/// `GS r 1`: answered only when everything before it has been printed.
const QUEUED_FENCE: [u8; 3] = [0x1d, 0x72, 1];
/// `GS ( H`, function 48, up to the number: the number comes back when everything before it has been printed.
const PROCESS_ID_FENCE: [u8; 7] = [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30];

/// Jobs in a row without any answer after which a printer is taken to have no voice.
const SILENT_JOBS_MAX: u32 = 3;
/// A printer without a voice is asked again every so many jobs: it may only have been busy starting.
const ASK_AGAIN_JOBS: u32 = 10;

/// One slip on its way.
#[derive(Debug)]
pub(crate) struct Job {
    name: String,
    pub(crate) id: [u8; PROCESS_ID_BYTES],
    /// What is sent.
    pub(crate) bytes: Vec<u8>,
    /// Rows of paper it takes.
    pub(crate) rows: usize,
}

impl Job {
    /// A job with the number it has among the jobs of its printer.
    pub(crate) fn new(name: &str, number: u64, sheet: Sheet) -> Self {
        let Sheet { bytes, rows } = sheet;
        let mut id = [b'0'; PROCESS_ID_BYTES];
        let mut left = number;
        for digit in id.iter_mut().rev() {
            *digit += u8::try_from(left % 10).unwrap_or(0);
            left /= 10;
        }
        Self { name: name.to_owned(), id, bytes, rows }
    }
}

/// What is known of a printer from the jobs before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// It has answered in real time: silence means that something is wrong.
    pub(crate) speaks: bool,
    /// It has said of something that it was finished.
    pub(crate) finishes: bool,
    /// Jobs since the start without an answer in real time.
    pub(crate) silent_jobs: u32,
    /// The last slip is in doubt: a part of it may hang in the printer, or be waited for.
    pub(crate) is_torn: bool,
    /// How it was when it was last heard.
    pub(crate) state: PrinterState,
}

impl Known {
    /// Whether it is worth the wait to ask in real time.
    pub(crate) fn is_worth_asking(self) -> bool {
        self.speaks || self.silent_jobs < SILENT_JOBS_MAX || self.silent_jobs.is_multiple_of(ASK_AGAIN_JOBS)
    }
}

/// How far a job has come; the watcher and the session agree here who goes first.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    step: AtomicU8,
    /// From when on no byte of it is sent any more.
    expires_at: Option<Instant>,
}

impl Progress {
    const WAITING: u8 = 0;
    const SENDING: u8 = 1;
    const CANCELLED: u8 = 2;

    /// The progress of a job that is not sent any more from then on.
    pub(crate) fn until(expires_at: Option<Instant>) -> Self {
        Self { step: AtomicU8::new(Self::WAITING), expires_at }
    }

    /// Claims the right to send; an error where the job was given up or has become too old before.
    fn begin_sending(&self) -> Result<(), SlipReason> {
        if self.expires_at.is_some_and(|expires_at| Instant::now() >= expires_at) {
            return Err(SlipReason::Expired);
        }
        if self.step(Self::SENDING) { Ok(()) } else { Err(SlipReason::Printer(PrinterState::Busy)) }
    }

    /// Gives the job up; false where bytes may have been sent.
    pub(crate) fn cancel(&self) -> bool {
        self.step(Self::CANCELLED)
    }

    fn step(&self, to: u8) -> bool {
        self.step.compare_exchange(Self::WAITING, to, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// Prints a job and says what became of it, and what is known of the printer afterwards.
pub(crate) fn print(config: &PrinterConfig, job: &Job, mut known: Known, progress: &Progress) -> (PrintReport, Known) {
    let report = match attempt(config, job, &mut known, progress) {
        Ok(()) => PrintReport::printed(known.state),
        Err(Failure::Before(trouble)) => PrintReport::not_printed(trouble),
        Err(Failure::After(trouble)) => PrintReport::unknown(trouble),
    };
    known.state = report.reason.and_then(state_after).unwrap_or(known.state);
    (PrintReport { state: known.state, ..report }, known)
}

/// Asks a printer how it is, in a connection of its own; nothing is printed.
pub(crate) fn look(config: &PrinterConfig, mut known: Known) -> Known {
    known.state = match open(config, "") {
        Ok(mut transport) => {
            // What is only written to would print the question, or keep it.
            let is_asked = transport.can_answer() && known.is_worth_asking();
            let mut before = Before { transport: transport.as_mut(), config };
            let heard = if is_asked { before.state() } else { Ok(None) };
            if matches!(heard, Ok(None)) {
                known.silent_jobs = known.silent_jobs.saturating_add(1);
            }
            let state = match heard {
                Ok(Some(state)) => {
                    known.speaks = true;
                    state
                }
                Ok(None) if known.speaks => PrinterState::Silent,
                // It can be reached, and that is all that can be known.
                Ok(None) => PrinterState::Unknown,
                Err(_) => PrinterState::Unreachable,
            };
            // Nothing of a slip was sent: how the connection ends does not matter.
            let _ = transport.close();
            state
        }
        Err(error) => state_after(error.trouble().reason).unwrap_or_default(),
    };
    known
}

/// Why a slip is not known to be printed, and what to do about it.
enum Failure {
    /// No byte of it was sent.
    Before(Trouble),
    /// Bytes of it were sent.
    After(Trouble),
}

fn attempt(config: &PrinterConfig, job: &Job, known: &mut Known, progress: &Progress) -> Result<(), Failure> {
    let mut transport = open(config, &job.name).map_err(|error| Failure::Before(error.trouble()))?;
    let is_waited_for = known.finishes || known.is_worth_asking();
    let mut before = Before { transport: transport.as_mut(), config };
    before.check(known).map_err(Failure::Before)?;
    let owed_answers = before.make_way(job, known, is_waited_for).map_err(Failure::Before)?;
    progress.begin_sending().map_err(|reason| Failure::Before(reason.into()))?;
    if let Err(error) = transport.send(&job.bytes) {
        if error.sent_bytes == 0 {
            return Err(Failure::Before(error.trouble()));
        }
        known.is_torn = true;
        return Err(Failure::After(error.trouble()));
    }
    let awaited = is_waited_for.then_some(owed_answers);
    let ending = after::wait(transport.as_mut(), config, job, known, awaited);
    // A printer that can say so and did not may have left a part of the slip hanging; one that never can says nothing.
    known.is_torn |= ending.is_err() && known.finishes;
    let closing = transport.close().map_err(TransportError::trouble).map_err(Failure::After);
    ending.map_err(Failure::After).and(closing)
}

/// The question that is answered once everything before it has been printed, with a number where it can have one.
pub(crate) fn fence_bytes(fence: Fence, id: [u8; PROCESS_ID_BYTES]) -> Vec<u8> {
    match fence {
        Fence::Queued => QUEUED_FENCE.to_vec(),
        Fence::ProcessId => [&PROCESS_ID_FENCE[..], &id].concat(),
        Fence::None => Vec::new(),
    }
}

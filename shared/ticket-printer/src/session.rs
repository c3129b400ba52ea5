//! One job on one printer: ask, send, and wait until the printer says that it has come to the end.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use domain::ticket::SlipOutcome;

use crate::printer::PrintReport;
use crate::transport::{Heard, Target, Transport, open};

/// Bytes sent at once.
const CHUNK_BYTES: usize = 4_096;
/// How long paper may take to come out after the last byte, in seconds.
const FENCE_SECONDS_MAX: u64 = 8;
/// Jobs in a row without any answer after which a printer is taken to have no voice.
const SILENT_JOBS_MAX: u32 = 3;
/// A printer without a voice is asked again every so many jobs: it may only have been busy starting.
const ASK_AGAIN_JOBS: u32 = 10;

/// `DLE EOT 1`: is the printer online?
const ASK_PRINTER: [u8; 3] = [0x10, 0x04, 1];
/// `DLE EOT 2`: what keeps it offline?
const ASK_OFFLINE_CAUSE: [u8; 3] = [0x10, 0x04, 2];
/// `DLE EOT 3`: has something broken?
const ASK_ERROR: [u8; 3] = [0x10, 0x04, 3];
/// `DLE EOT 4`: is there paper?
const ASK_PAPER: [u8; 3] = [0x10, 0x04, 4];
/// `GS r 1`: answered only when everything before it has been printed.
const FENCE: [u8; 3] = [0x1d, 0x72, 1];

/// In the answer to `DLE EOT 1`: the printer is offline.
const OFFLINE: u8 = 0x08;
/// In the answer to `DLE EOT 3`: the cutter is stuck, or something cannot be recovered from.
const BROKEN: u8 = 0x08 | 0x20;
/// In the answer to `DLE EOT 4`: the roll has ended.
const PAPER_END: u8 = 0x60;
/// In the answer to `GS r 1`: the roll has ended.
const FENCE_PAPER_END: u8 = 0x0c;

/// What to do about a printer without paper.
const NEW_ROLL: &str = "the printer is out of paper: put in a new roll";

/// What is known of a printer's voice from the jobs before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// It has answered before: silence means that something is wrong.
    Speaks,
    /// It has not answered in this many jobs in a row.
    Silent {
        /// Jobs since the start, none of them answered.
        jobs: u32,
    },
}

impl Default for Voice {
    fn default() -> Self {
        Self::Silent { jobs: 0 }
    }
}

impl Voice {
    fn is_worth_asking(self) -> bool {
        match self {
            Self::Speaks => true,
            Self::Silent { jobs } => jobs < SILENT_JOBS_MAX || jobs.is_multiple_of(ASK_AGAIN_JOBS),
        }
    }
}

/// How far a job has come; the watcher and the session agree here who goes first.
#[derive(Debug, Default)]
pub(crate) struct Progress(AtomicU8);

impl Progress {
    const WAITING: u8 = 0;
    const SENDING: u8 = 1;
    const CANCELLED: u8 = 2;

    /// Claims the right to send; false where the job was given up before.
    fn begin_sending(&self) -> bool {
        self.step(Self::SENDING)
    }

    /// Gives the job up; false where bytes may have been sent.
    pub(crate) fn cancel(&self) -> bool {
        self.step(Self::CANCELLED)
    }

    fn step(&self, to: u8) -> bool {
        self.0.compare_exchange(Self::WAITING, to, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// Prints a job and says what became of it, and what is known of the printer afterwards.
pub(crate) fn print(
    target: &Target,
    name: &str,
    job: &[u8],
    voice: Voice,
    progress: &Progress,
) -> (PrintReport, Voice) {
    let not_printed = |why: String, voice| (PrintReport::new(SlipOutcome::NotPrinted, why), voice);
    let mut transport = match open(target, name) {
        Ok(transport) => transport,
        Err(error) => return not_printed(error.to_string(), voice),
    };
    let voice = match check(transport.as_mut(), voice) {
        Ok(voice) => voice,
        Err((why, voice)) => return not_printed(why, voice),
    };
    if !progress.begin_sending() {
        return not_printed("the job was given up before it was sent".to_owned(), voice);
    }
    let unknown = |why: String| (PrintReport::new(SlipOutcome::Unknown, why), voice);
    for chunk in job.chunks(CHUNK_BYTES) {
        if let Err(error) = transport.send(chunk) {
            return unknown(format!("the printer broke off in the middle of the slip: {error}"));
        }
    }
    if let Err(why) = wait_for_paper(transport.as_mut(), voice) {
        return unknown(why);
    }
    match transport.close() {
        Ok(()) => (PrintReport::new(SlipOutcome::Printed, String::new()), voice),
        Err(error) => unknown(error.to_string()),
    }
}

/// Asks whether the printer can print, where it can be asked.
fn check(transport: &mut dyn Transport, voice: Voice) -> Result<Voice, (String, Voice)> {
    let silent = match voice {
        Voice::Speaks => Voice::Speaks,
        Voice::Silent { jobs } => Voice::Silent { jobs: jobs.saturating_add(1) },
    };
    if !transport.can_answer() || !voice.is_worth_asking() {
        return Ok(silent);
    }
    let Some(state) = ask(transport, ASK_PRINTER).map_err(|why| (why, voice))? else {
        return match voice {
            Voice::Silent { .. } => Ok(silent),
            Voice::Speaks => Err(("the printer does not answer any more: switch it off and on".to_owned(), voice)),
        };
    };
    match what_is_wrong(transport, state) {
        Ok(None) => Ok(Voice::Speaks),
        Ok(Some(why)) => Err((why.to_owned(), Voice::Speaks)),
        Err(why) => Err((why, Voice::Speaks)),
    }
}

/// What keeps an answering printer from printing, and what to do about it.
fn what_is_wrong(transport: &mut dyn Transport, state: u8) -> Result<Option<&'static str>, String> {
    if ask(transport, ASK_PAPER)?.unwrap_or(0) & PAPER_END != 0 {
        return Ok(Some(NEW_ROLL));
    }
    if ask(transport, ASK_ERROR)?.unwrap_or(0) & BROKEN != 0 {
        return Ok(Some("the printer's cutter is stuck or broken: open it, free the paper, switch it off and on"));
    }
    if state & OFFLINE != 0 {
        return Ok(Some(offline_cause(ask(transport, ASK_OFFLINE_CAUSE)?.unwrap_or(0))));
    }
    Ok(None)
}

fn offline_cause(cause: u8) -> &'static str {
    if cause & 0x04 != 0 {
        "the printer's cover is open: close it"
    } else if cause & 0x20 != 0 {
        NEW_ROLL
    } else if cause & 0x40 != 0 {
        "the printer reports an error: look at its lights"
    } else {
        "the printer is offline: press its feed or online button"
    }
}

/// Whether a byte is an answer to a real-time question: bits 1 and 4 are set, 0 and 7 are clear.
fn is_real_time(byte: u8) -> bool {
    byte & 0x93 == 0x12
}

/// Asks for one real-time status byte; `None` where the printer stays silent.
fn ask(transport: &mut dyn Transport, question: [u8; 3]) -> Result<Option<u8>, String> {
    transport.send(&question).map_err(|error| format!("the printer broke off before the slip: {error}"))?;
    loop {
        match transport.hear() {
            Heard::Byte(byte) if is_real_time(byte) => return Ok(Some(byte)),
            Heard::Byte(_) => {}
            Heard::Silence => return Ok(None),
            Heard::Gone => return Err("the printer hung up before the slip was sent".to_owned()),
        }
    }
}

/// Waits until everything has been printed, as far as the printer can tell.
fn wait_for_paper(transport: &mut dyn Transport, voice: Voice) -> Result<(), String> {
    if voice != Voice::Speaks {
        // A printer that can speak no word can still hang up; whoever stays on the line is believed.
        let is_gone = transport.can_answer() && transport.hear() == Heard::Gone;
        return if is_gone { Err("the printer hung up in the middle of the slip".to_owned()) } else { Ok(()) };
    }
    let broke_off = |error| format!("the printer broke off at the end of the slip: {error}");
    transport.send(&FENCE).map_err(broke_off)?;
    let deadline = Instant::now() + Duration::from_secs(FENCE_SECONDS_MAX);
    while Instant::now() < deadline {
        match transport.hear() {
            Heard::Byte(byte) if is_real_time(byte) => {
                if byte & PAPER_END != 0 {
                    return Err("the paper ran out in the middle of the slip: put in a new roll".to_owned());
                }
            }
            // Bits 4 and 7 are clear in an answer to GS r.
            Heard::Byte(byte) if byte & 0x90 == 0 => {
                return if byte & FENCE_PAPER_END == 0 {
                    Ok(())
                } else {
                    Err("the paper ran out at the end of the slip: look for it and put in a new roll".to_owned())
                };
            }
            Heard::Byte(_) => {}
            Heard::Gone => return Err("the printer hung up in the middle of the slip".to_owned()),
            // A printer that has stopped answers what is asked in real time and nothing else.
            Heard::Silence => transport.send(&ASK_PAPER).map_err(broke_off)?,
        }
    }
    Err("the printer did not say that the slip was finished: look for it".to_owned())
}

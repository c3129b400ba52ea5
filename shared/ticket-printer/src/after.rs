//! What happens after a slip was sent: the printer says that it has come out.

use std::time::{Duration, Instant};

use crate::before::answer_to;
use crate::config::{Fence, PrinterConfig};
use crate::ear::{Ear, Word};
use crate::questions::{ASK_ERROR, ASK_OFFLINE_CAUSE, ASK_PAPER, FENCE_PAPER_END, PAPER_ENDED_IN_MIDDLE, stop_reason};
use crate::session::{Job, Known, fence_bytes};
use crate::transport::{Heard, Transport, TransportError};

/// What to do about paper that ended with a slip.
const PAPER_ENDED_AT_END: &str = "the paper ran out at the end of the slip: look for it and put in a new roll";
/// What to do about a slip that never ends.
const NOT_FINISHED: &str = "the printer did not say that the slip was finished: look for it";
/// What to do about a printer that has never said a word.
const NEVER_SPEAKS: &str = "the printer never says whether it prints: look for the slip";
/// What to do about a slip that was broken off.
const HUNG_UP: &str = "the printer hung up in the middle of the slip: look for it";

/// Waits until the slip is known to be out; why it is not is the error.
pub(crate) fn wait(
    transport: &mut dyn Transport,
    config: &PrinterConfig,
    job: &Job,
    known: &mut Known,
    is_waited_for: bool,
) -> Result<(), String> {
    if !transport.can_answer() || config.fence == Fence::None {
        return believe(transport, config, known);
    }
    if !is_waited_for {
        return Err(NEVER_SPEAKS.to_owned());
    }
    wait_for_fence(transport, config, job, known)
}

/// Takes a printer that cannot speak at its word that it has taken everything; one that has hung up, it has not.
fn believe(transport: &mut dyn Transport, config: &PrinterConfig, known: &mut Known) -> Result<(), String> {
    let limit = Duration::from_millis(config.limits.poll_millis);
    known.is_torn = transport.can_answer() && transport.hear(limit) == Heard::Gone;
    if known.is_torn { Err(HUNG_UP.to_owned()) } else { Ok(()) }
}

fn wait_for_fence(
    transport: &mut dyn Transport,
    config: &PrinterConfig,
    job: &Job,
    known: &mut Known,
) -> Result<(), String> {
    let broke_off = |error: TransportError| format!("the printer broke off at the end of the slip: {error}");
    // What it has said so far cannot be the answer to a question that was not put yet.
    transport.forget();
    transport.send(&fence_bytes(config.fence, job.id)).map_err(broke_off)?;
    let limit = Duration::from_millis(config.limits.fence_millis_max) + config.print_time(job.rows);
    let deadline = Instant::now() + limit;
    let poll = Duration::from_millis(config.limits.poll_millis);
    let mut ear = Ear::new(config.fence);
    // A printer that has stopped answers what is asked in real time and nothing else.
    let mut polls = [ASK_PAPER, ASK_OFFLINE_CAUSE, ASK_ERROR].into_iter().cycle();
    let mut polled = ASK_PAPER;
    let mut reason = None;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        match transport.hear(left.min(poll)) {
            Heard::Byte(byte) => {
                let Some(word) = ear.hear(byte) else { continue };
                if let Word::RealTime(answer) = word {
                    reason = stop_reason(polled, answer).or(reason);
                }
                if let Some(paper) = answer_to(word, config.fence, job.id) {
                    known.finishes = true;
                    return if paper & FENCE_PAPER_END == 0 { Ok(()) } else { Err(PAPER_ENDED_AT_END.to_owned()) };
                }
            }
            Heard::Gone => {
                known.is_torn = true;
                return Err(HUNG_UP.to_owned());
            }
            Heard::Silence if reason == Some(PAPER_ENDED_IN_MIDDLE) => break,
            Heard::Silence if known.speaks => {
                polled = polls.next().unwrap_or(ASK_PAPER);
                transport.send(&polled).map_err(broke_off)?;
            }
            Heard::Silence => {}
        }
    }
    let silence = if known.speaks || known.finishes { NOT_FINISHED } else { NEVER_SPEAKS };
    Err(reason.unwrap_or(silence).to_owned())
}

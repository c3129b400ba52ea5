//! What happens after a slip was sent: the printer says that it has come out.

use std::time::{Duration, Instant};

use domain::printer::{PrinterState, SlipReason};

use crate::before::answer_to;
use crate::config::{Fence, PrinterConfig};
use crate::ear::{Ear, Word};
use crate::questions::{ASK_ERROR, ASK_OFFLINE_CAUSE, ASK_PAPER, FENCE_PAPER_END, FENCE_PAPER_NEAR_END, stop_reason};
use crate::report::Trouble;
use crate::session::{Job, Known, fence_bytes};
use crate::transport::{Heard, Transport, TransportError};

/// Waits until the slip is known to be out; why it is not is the error. A printer that is waited for may owe answers to
/// earlier questions, which come before the one that counts.
pub(crate) fn wait(
    transport: &mut dyn Transport,
    config: &PrinterConfig,
    job: &Job,
    known: &mut Known,
    owed_answers: Option<u32>,
) -> Result<(), Trouble> {
    if !transport.can_answer() || config.fence == Fence::None {
        return believe(transport, config, known);
    }
    match owed_answers {
        Some(owed_answers) => wait_for_fence(transport, config, job, known, owed_answers),
        None => Err(SlipReason::NeverSpeaks.into()),
    }
}

/// Takes a printer that cannot speak at its word that it has taken everything; one that has hung up, it has not.
fn believe(transport: &mut dyn Transport, config: &PrinterConfig, known: &mut Known) -> Result<(), Trouble> {
    let limit = Duration::from_millis(config.limits.poll_millis);
    known.is_torn = transport.can_answer() && transport.hear(limit) == Heard::Gone;
    if known.is_torn { Err(SlipReason::HungUp.into()) } else { Ok(()) }
}

fn wait_for_fence(
    transport: &mut dyn Transport,
    config: &PrinterConfig,
    job: &Job,
    known: &mut Known,
    mut owed_answers: u32,
) -> Result<(), Trouble> {
    // What it has said so far cannot be the answer to a question that was not put yet.
    transport.forget();
    transport.send(&fence_bytes(config.fence, job.id)).map_err(TransportError::trouble)?;
    let limit = Duration::from_millis(config.limits.fence_millis_max) + config.print_time(job.rows, job.bytes.len());
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
                    if owed_answers > 0 && config.fence == Fence::Queued {
                        owed_answers -= 1;
                        continue;
                    }
                    return end_of_slip(paper, known);
                }
            }
            Heard::Gone => {
                known.is_torn = true;
                return Err(SlipReason::HungUp.into());
            }
            Heard::Silence if reason == Some(PrinterState::PaperOut) => break,
            Heard::Silence if known.speaks => {
                polled = polls.next().unwrap_or(ASK_PAPER);
                transport.send(&polled).map_err(TransportError::trouble)?;
            }
            Heard::Silence => {}
        }
    }
    let silence = if known.speaks || known.finishes { SlipReason::Unfinished } else { SlipReason::NeverSpeaks };
    Err(reason.map_or(silence, SlipReason::Printer).into())
}

/// What the paper at the end of a slip means for it and for the next.
fn end_of_slip(paper: u8, known: &mut Known) -> Result<(), Trouble> {
    if paper & FENCE_PAPER_END != 0 {
        return Err(PrinterState::PaperOut.into());
    }
    // A number that was sent back says nothing of the paper, and then what was heard before the slip still holds.
    if paper & FENCE_PAPER_NEAR_END != 0 {
        known.state = PrinterState::NearEnd;
    } else if known.state == PrinterState::Unknown {
        known.state = PrinterState::Ready;
    }
    Ok(())
}

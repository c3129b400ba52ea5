//! What happens before a slip: the printer is asked how it is, and its way is cleared of what an earlier job left.

use std::time::{Duration, Instant};

use domain::printer::{PrinterState, SlipReason};

use crate::config::{Fence, PrinterConfig};
use crate::ear::{Ear, PROCESS_ID_BYTES, Word};
use crate::encode::CUT_OFF;
use crate::questions::{
    ASK_ERROR, ASK_OFFLINE_CAUSE, ASK_PAPER, ASK_PRINTER, FENCE_PAPER_END, OFFLINE, PAPER_END, PAPER_NEAR_END, broken,
    offline_cause,
};
use crate::report::Trouble;
use crate::session::{Job, Known, fence_bytes};
use crate::transport::{Heard, Transport, TransportError};

/// Sent to end a picture that broke off: as dots it is white, as a command it is nothing.
const NOTHING: u8 = 0;

/// A connection before its job.
pub(crate) struct Before<'a> {
    /// The connection.
    pub(crate) transport: &'a mut dyn Transport,
    /// The printer at its end.
    pub(crate) config: &'a PrinterConfig,
}

impl Before<'_> {
    /// Asks whether the printer can print, where it can be asked; what keeps it from it is the error.
    pub(crate) fn check(&mut self, known: &mut Known) -> Result<(), Trouble> {
        known.state = PrinterState::Unknown;
        if !self.transport.can_answer() || !self.config.is_asked || !known.is_worth_asking() {
            known.silent_jobs = known.silent_jobs.saturating_add(1);
            return Ok(());
        }
        match self.state()? {
            Some(state) => {
                known.speaks = true;
                known.state = state;
                if state.is_fault() { Err(state.into()) } else { Ok(()) }
            }
            None if known.speaks => Err(PrinterState::Silent.into()),
            None => {
                known.silent_jobs = known.silent_jobs.saturating_add(1);
                Ok(())
            }
        }
    }

    /// How the printer says it is; `None` where it does not answer.
    pub(crate) fn state(&mut self) -> Result<Option<PrinterState>, Trouble> {
        let Some(printer) = self.ask(ASK_PRINTER)? else { return Ok(None) };
        let paper = self.ask(ASK_PAPER)?.unwrap_or(0);
        if paper & PAPER_END != 0 {
            return Ok(Some(PrinterState::PaperOut));
        }
        if let Some(state) = broken(self.ask(ASK_ERROR)?.unwrap_or(0)) {
            return Ok(Some(state));
        }
        if printer & OFFLINE != 0 {
            return Ok(Some(offline_cause(self.ask(ASK_OFFLINE_CAUSE)?.unwrap_or(0))));
        }
        Ok(Some(if paper & PAPER_NEAR_END == 0 { PrinterState::Ready } else { PrinterState::NearEnd }))
    }

    /// Asks for one real-time status byte; `None` where the printer stays silent.
    fn ask(&mut self, question: [u8; 3]) -> Result<Option<u8>, Trouble> {
        self.send(&question)?;
        let limit = Duration::from_millis(self.config.limits.answer_millis_max);
        self.hear(Fence::Queued, limit, |word| match word {
            Word::RealTime(answer) => Some(answer),
            Word::Paper(_) | Word::ProcessId(_) => None,
        })
    }

    /// Makes sure that the printer takes the next bytes for a new job; says how many answers it still owes.
    ///
    /// A printer that was sent half a picture waits for the other half, whoever it comes from: the next slip would be
    /// taken for it and its end for the end of a slip that nobody gets. So a question goes ahead through the queue.
    /// Where it is not answered, the picture is filled up and what hangs in the printer is cut off.
    pub(crate) fn make_way(&mut self, job: &Job, known: &mut Known, is_waited_for: bool) -> Result<u32, Trouble> {
        if !self.transport.can_answer() {
            return Ok(0);
        }
        if self.config.fence == Fence::None || !is_waited_for {
            if known.is_torn {
                self.fill_up()?;
                self.cut_off(known)?;
            }
            return Ok(0);
        }
        let limits = self.config.limits;
        let (poll, patience) =
            (Duration::from_millis(limits.poll_millis), Duration::from_millis(limits.queue_millis_max));
        self.transport.forget();
        // Whoever has a slip in doubt, or is new here, may still be owed answers, and the first may be one of those.
        let is_owed_answers = known.is_torn || !known.finishes;
        if self.is_through(job, b'A', patience)? {
            known.finishes = true;
            if is_owed_answers {
                self.hear_out(poll)?;
            }
            if known.is_torn {
                self.cut_off(known)?;
            }
            return Ok(0);
        }
        self.fill_up()?;
        if self.is_through(job, b'B', patience)? {
            known.finishes = true;
            // That may have been the late answer to the first question; the one to the second is as far behind it as
            // the question was, and the rows between them.
            let rows = self.config.print_time(self.config.band_rows_max.into(), 0);
            self.hear_out(patience + rows + poll)?;
            self.cut_off(known)?;
            return Ok(0);
        }
        if known.finishes { Err(PrinterState::Busy.into()) } else { Ok(2) }
    }

    /// Whether a question comes through the queue; a printer without paper is an error.
    fn is_through(&mut self, job: &Job, which: u8, limit: Duration) -> Result<bool, Trouble> {
        let mut id = job.id;
        id[0] = which;
        self.send(&fence_bytes(self.config.fence, id))?;
        let heard = self.hear(self.config.fence, limit, |word| answer_to(word, self.config.fence, id))?;
        if heard.is_some_and(|paper| paper & FENCE_PAPER_END != 0) {
            Err(PrinterState::PaperOut.into())
        } else {
            Ok(heard.is_some())
        }
    }

    /// Waits until the printer has said all it owes: the answer to one question must not be taken for that to the next.
    fn hear_out(&mut self, poll: Duration) -> Result<(), Trouble> {
        // A number is never taken for another.
        while self.config.fence == Fence::Queued && self.hear(self.config.fence, poll, Some)?.is_some() {}
        Ok(())
    }

    /// Ends a picture the printer may still be waiting for.
    fn fill_up(&mut self) -> Result<(), Trouble> {
        let row_bytes = self.config.width_dots as usize / 8;
        self.send(&vec![NOTHING; row_bytes * usize::from(self.config.band_rows_max)])
    }

    /// Cuts off what hangs in the printer, so that nobody gets a part of another's slip.
    fn cut_off(&mut self, known: &mut Known) -> Result<(), Trouble> {
        self.send(&CUT_OFF)?;
        known.is_torn = false;
        Ok(())
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.transport.send(bytes).map_err(TransportError::trouble)
    }

    /// Waits for a word; `None` where it does not come within the limit.
    fn hear<T>(
        &mut self,
        fence: Fence,
        limit: Duration,
        is_it: impl Fn(Word) -> Option<T>,
    ) -> Result<Option<T>, Trouble> {
        let deadline = Instant::now() + limit;
        let mut ear = Ear::new(fence);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.transport.hear(left) {
                Heard::Byte(byte) => {
                    if let Some(answer) = ear.hear(byte).and_then(&is_it) {
                        return Ok(Some(answer));
                    }
                }
                Heard::Silence => return Ok(None),
                Heard::Gone => return Err(SlipReason::HungUp.into()),
            }
            if left.is_zero() {
                return Ok(None);
            }
        }
    }
}

/// What a word says about the paper, where it answers the fence of this number.
pub(crate) fn answer_to(word: Word, fence: Fence, asked: [u8; PROCESS_ID_BYTES]) -> Option<u8> {
    match word {
        Word::Paper(paper) if fence == Fence::Queued => Some(paper),
        Word::ProcessId(id) if id == asked => Some(0),
        Word::Paper(_) | Word::ProcessId(_) | Word::RealTime(_) => None,
    }
}

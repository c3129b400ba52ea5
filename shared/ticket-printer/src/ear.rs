//! What the bytes mean that a printer sends back: answers in real time, the fence, and what it says by itself.

use crate::config::Fence;

/// Bytes of a job's number in `GS ( H`.
pub(crate) const PROCESS_ID_BYTES: usize = 4;
/// Bytes after the first one of a status that is sent by itself.
const AUTO_BYTES_AFTER_FIRST: u8 = 3;
/// How the answer to `GS ( H`, function 48, begins: header 37H, identifier 22H, then the number in bytes of 20H to 7EH
/// and NUL, as the table in Epson's programming manual for the TM-L90 series has it (ver. 10.01, p. 429).
const FRAME_START: [u8; 2] = [0x37, 0x22];
/// The answer to `GS ( H` in bytes: its start, the number, and a zero.
const FRAME_BYTES: usize = FRAME_START.len() + PROCESS_ID_BYTES + 1;

/// Something a printer has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// An answer to `DLE EOT`.
    RealTime(u8),
    /// The answer to `GS r 1`.
    Paper(u8),
    /// The answer to `GS ( H`.
    ProcessId([u8; PROCESS_ID_BYTES]),
}

/// Understands a printer byte by byte.
#[derive(Debug)]
pub(crate) struct Ear {
    fence: Fence,
    /// Bytes that still belong to a status sent by itself: they look like answers to `GS r`.
    auto_bytes_left: u8,
    frame: Vec<u8>,
}

impl Ear {
    pub(crate) fn new(fence: Fence) -> Self {
        Self { fence, auto_bytes_left: 0, frame: Vec::new() }
    }

    /// Takes the next byte; a word where it was the last of one.
    pub(crate) fn hear(&mut self, byte: u8) -> Option<Word> {
        if !self.frame.is_empty() || (self.fence == Fence::ProcessId && byte == FRAME_START[0]) {
            return self.hear_frame(byte);
        }
        if is_real_time(byte) {
            return Some(Word::RealTime(byte));
        }
        if is_auto_first(byte) {
            self.auto_bytes_left = AUTO_BYTES_AFTER_FIRST;
            return None;
        }
        if !is_queued(byte) {
            return None;
        }
        if self.auto_bytes_left > 0 {
            self.auto_bytes_left -= 1;
            return None;
        }
        Some(Word::Paper(byte))
    }

    fn hear_frame(&mut self, byte: u8) -> Option<Word> {
        self.frame.push(byte);
        if self.frame.get(1).is_some_and(|second| *second != FRAME_START[1]) {
            // It was no frame after all.
            self.frame.clear();
        }
        if self.frame.len() < FRAME_BYTES {
            return None;
        }
        let frame = std::mem::take(&mut self.frame);
        let id = frame[FRAME_START.len()..FRAME_BYTES - 1].try_into().ok()?;
        (frame[FRAME_BYTES - 1] == 0).then_some(Word::ProcessId(id))
    }
}

/// Bits 1 and 4 are set, 0 and 7 are clear.
fn is_real_time(byte: u8) -> bool {
    byte & 0x93 == 0x12
}

/// Bit 4 is set, 0, 1 and 7 are clear.
fn is_auto_first(byte: u8) -> bool {
    byte & 0x93 == 0x10
}

/// Bits 4 and 7 are clear.
fn is_queued(byte: u8) -> bool {
    byte & 0x90 == 0
}

#[cfg(test)]
mod tests {
    use super::{Ear, Word};
    use crate::config::Fence;

    fn words(fence: Fence, bytes: &[u8]) -> Vec<Word> {
        let mut ear = Ear::new(fence);
        bytes.iter().filter_map(|byte| ear.hear(*byte)).collect()
    }

    #[test]
    fn a_status_sent_by_itself_is_no_fence_and_an_answer_may_stand_inside_it() {
        assert_eq!(words(Fence::Queued, &[0x18, 0, 0x0f, 0]), []);
        let mixed = words(Fence::Queued, &[0x11, 0x10, 0, 0x7e, 0, 0, 0x13, 0x0c]);
        assert_eq!(mixed, [Word::RealTime(0x7e), Word::Paper(0x0c)]);
    }

    #[test]
    fn the_number_of_a_job_is_taken_from_its_frame_only() {
        let frame = [0x37, 0x22, b'A', b'B', b'C', b'D', 0];
        assert_eq!(words(Fence::ProcessId, &frame), [Word::ProcessId(*b"ABCD")]);
        assert_eq!(words(Fence::ProcessId, &[&[0x37, 0x12], &frame[..]].concat()), [Word::ProcessId(*b"ABCD")]);
        assert_eq!(words(Fence::ProcessId, &frame[..6]), []);
    }
}

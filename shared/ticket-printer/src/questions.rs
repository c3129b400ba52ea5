//! What is asked in real time, and what the answers mean.

use domain::printer::PrinterState;

/// `DLE EOT 1`: is the printer online?
pub(crate) const ASK_PRINTER: [u8; 3] = [0x10, 0x04, 1];
/// `DLE EOT 2`: what keeps it offline?
pub(crate) const ASK_OFFLINE_CAUSE: [u8; 3] = [0x10, 0x04, 2];
/// `DLE EOT 3`: has something broken?
pub(crate) const ASK_ERROR: [u8; 3] = [0x10, 0x04, 3];
/// `DLE EOT 4`: is there paper?
pub(crate) const ASK_PAPER: [u8; 3] = [0x10, 0x04, 4];

/// In the answer to `DLE EOT 1`: the printer is offline.
pub(crate) const OFFLINE: u8 = 0x08;
/// In the answer to `DLE EOT 3`: the cutter is stuck.
const CUTTER_STUCK: u8 = 0x08;
/// In the answer to `DLE EOT 3`: something cannot be recovered from.
const UNRECOVERABLE: u8 = 0x20;
/// In the answer to `DLE EOT 4`: the roll has ended.
pub(crate) const PAPER_END: u8 = 0x60;
/// In the answer to `DLE EOT 4`: the roll is about to end.
pub(crate) const PAPER_NEAR_END: u8 = 0x0c;
/// In the answer to `GS r 1`: the roll has ended.
pub(crate) const FENCE_PAPER_END: u8 = 0x0c;
/// In the answer to `GS r 1`: the roll is about to end.
pub(crate) const FENCE_PAPER_NEAR_END: u8 = 0x03;
/// In the answer to `DLE EOT 2`: the cover is open.
const COVER_OPEN: u8 = 0x04;
/// In the answer to `DLE EOT 2`: printing has stopped for want of paper.
const STOPPED_BY_PAPER: u8 = 0x20;
/// In the answer to `DLE EOT 2`: an error has occurred.
const ERROR_OCCURRED: u8 = 0x40;

/// What keeps a printer offline.
pub(crate) fn offline_cause(cause: u8) -> PrinterState {
    if cause & COVER_OPEN != 0 {
        PrinterState::CoverOpen
    } else if cause & STOPPED_BY_PAPER != 0 {
        PrinterState::PaperOut
    } else if cause & ERROR_OCCURRED != 0 {
        PrinterState::Error
    } else {
        PrinterState::Offline
    }
}

/// What is broken, from the answer to `DLE EOT 3`.
pub(crate) fn broken(error: u8) -> Option<PrinterState> {
    if error & CUTTER_STUCK != 0 {
        Some(PrinterState::Cutter)
    } else if error & UNRECOVERABLE != 0 {
        Some(PrinterState::Error)
    } else {
        None
    }
}

/// Why a printer has stopped in the middle, from its answer to a question.
pub(crate) fn stop_reason(question: [u8; 3], answer: u8) -> Option<PrinterState> {
    // The paper's two bits are set together in no other answer of a printer that has paper.
    if answer & PAPER_END == PAPER_END {
        return Some(PrinterState::PaperOut);
    }
    match question {
        ASK_OFFLINE_CAUSE if answer & COVER_OPEN != 0 => Some(PrinterState::CoverOpen),
        ASK_ERROR => broken(answer),
        _ => None,
    }
}

//! What is asked in real time, and what the answers mean.

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
/// In the answer to `DLE EOT 3`: the cutter is stuck, or something cannot be recovered from.
pub(crate) const BROKEN: u8 = 0x08 | 0x20;
/// In the answer to `DLE EOT 4`: the roll has ended.
pub(crate) const PAPER_END: u8 = 0x60;
/// In the answer to `GS r 1`: the roll has ended.
pub(crate) const FENCE_PAPER_END: u8 = 0x0c;
/// In the answer to `DLE EOT 2`: the cover is open.
const COVER_OPEN: u8 = 0x04;
/// In the answer to `DLE EOT 2`: printing has stopped for want of paper.
const STOPPED_BY_PAPER: u8 = 0x20;
/// In the answer to `DLE EOT 2`: an error has occurred.
const ERROR_OCCURRED: u8 = 0x40;

/// What to do about a printer without paper.
pub(crate) const NEW_ROLL: &str = "the printer is out of paper: put in a new roll";
/// What to do about a broken printer.
pub(crate) const CUTTER_STUCK: &str =
    "the printer's cutter is stuck or broken: open it, free the paper, switch it off and on";
/// What to do about paper that ended in a slip.
pub(crate) const PAPER_ENDED_IN_MIDDLE: &str = "the paper ran out in the middle of the slip: put in a new roll";

/// What keeps a printer offline, and what to do about it.
pub(crate) fn offline_cause(cause: u8) -> &'static str {
    if cause & COVER_OPEN != 0 {
        "the printer's cover is open: close it"
    } else if cause & STOPPED_BY_PAPER != 0 {
        NEW_ROLL
    } else if cause & ERROR_OCCURRED != 0 {
        "the printer reports an error: look at its lights"
    } else {
        "the printer is offline: press its feed or online button"
    }
}

/// Why a printer has stopped in the middle, from its answer to a question.
pub(crate) fn stop_reason(question: [u8; 3], answer: u8) -> Option<&'static str> {
    // The paper's two bits are set together in no other answer of a printer that has paper.
    if answer & PAPER_END == PAPER_END {
        return Some(PAPER_ENDED_IN_MIDDLE);
    }
    if question == ASK_OFFLINE_CAUSE && answer & COVER_OPEN != 0 {
        return Some("the cover was opened in the middle of the slip: close it and look for the slip");
    }
    if question == ASK_ERROR && answer & BROKEN != 0 {
        return Some("the cutter got stuck at the slip: open the printer, free the paper, switch it off and on");
    }
    None
}

//! What a printer says about itself, bit by bit, as Epson's manuals have it.

use std::collections::BTreeSet;

use crate::settings::Condition;

/// What is the matter, as a set.
pub(crate) type Conditions = BTreeSet<Condition>;

/// Bits that are set in every answer to `DLE EOT`.
const REAL_TIME_FIXED: u8 = 0x12;
/// The bit that is set in the first byte of a status sent by itself.
const AUTO_FIXED: u8 = 0x10;

fn bits(conditions: &Conditions, table: &[(Condition, u8)]) -> u8 {
    table.iter().filter(|(condition, _)| conditions.contains(condition)).fold(0, |bits, (_, bit)| bits | bit)
}

fn is_offline(conditions: &Conditions) -> bool {
    conditions.iter().any(|condition| condition.is_blocking())
}

/// The answer to `DLE EOT n`; `None` where n asks for nothing a printer of ours is asked.
pub(crate) fn real_time(conditions: &Conditions, n: u8) -> Option<u8> {
    let offline = if is_offline(conditions) { 0x08 } else { 0 };
    let answer = match n {
        1 => offline | bits(conditions, &[(Condition::WaitingForOnline, 0x20), (Condition::FeedButton, 0x40)]),
        2 => bits(
            conditions,
            &[
                (Condition::CoverOpen, 0x04),
                (Condition::FeedButton, 0x08),
                (Condition::PaperOut, 0x20),
                (Condition::CutterStuck, 0x40),
                (Condition::RecoverableError, 0x40),
                (Condition::UnrecoverableError, 0x40),
                (Condition::Overheated, 0x40),
            ],
        ),
        3 => bits(
            conditions,
            &[
                (Condition::RecoverableError, 0x04),
                (Condition::CutterStuck, 0x08),
                (Condition::UnrecoverableError, 0x20),
                (Condition::Overheated, 0x40),
            ],
        ),
        // Whoever has no paper is also near its end.
        4 => bits(conditions, &[(Condition::PaperNearEnd, 0x0c), (Condition::PaperOut, 0x6c)]),
        _ => return None,
    };
    Some(REAL_TIME_FIXED | answer)
}

/// The answer to `GS r 1`.
pub(crate) fn queued_paper(conditions: &Conditions) -> u8 {
    bits(conditions, &[(Condition::PaperNearEnd, 0x03), (Condition::PaperOut, 0x0f)])
}

/// The four bytes a printer sends by itself.
pub(crate) fn automatic(conditions: &Conditions) -> [u8; 4] {
    let offline = if is_offline(conditions) { 0x08 } else { 0 };
    let first = bits(conditions, &[(Condition::CoverOpen, 0x20), (Condition::FeedButton, 0x40)]);
    let second = bits(
        conditions,
        &[
            (Condition::WaitingForOnline, 0x01),
            (Condition::FeedButton, 0x02),
            (Condition::RecoverableError, 0x04),
            (Condition::CutterStuck, 0x08),
            (Condition::UnrecoverableError, 0x20),
            (Condition::Overheated, 0x40),
        ],
    );
    [AUTO_FIXED | offline | first, second, queued_paper(conditions), 0]
}

/// The answer to `GS ( H`, function 48: header, identifier, the number of the job, NUL (Epson, programming manual for the
/// TM-L90 series, ver. 10.01, p. 429).
pub(crate) fn process_id(id: [u8; 4]) -> Vec<u8> {
    let mut frame = vec![0x37, 0x22];
    frame.extend(id);
    frame.push(0);
    frame
}

#[cfg(test)]
mod tests {
    use super::{Conditions, automatic, queued_paper, real_time};
    use crate::settings::Condition;

    #[test]
    fn states_are_told_with_the_bytes_that_were_seen_on_other_printers() {
        let rows: [(&[Condition], [u8; 4], [u8; 4]); 5] = [
            (&[], [0x12, 0x12, 0x12, 0x12], [0x10, 0, 0, 0]),
            (&[Condition::PaperNearEnd], [0x12, 0x12, 0x12, 0x1e], [0x10, 0, 0x03, 0]),
            (&[Condition::PaperOut], [0x1a, 0x32, 0x12, 0x7e], [0x18, 0, 0x0f, 0]),
            (&[Condition::CoverOpen], [0x1a, 0x16, 0x12, 0x12], [0x38, 0, 0, 0]),
            (&[Condition::Offline], [0x1a, 0x12, 0x12, 0x12], [0x18, 0, 0, 0]),
        ];
        for (conditions, asked, by_itself) in rows {
            let conditions: Conditions = conditions.iter().copied().collect();
            let answers = [1, 2, 3, 4].map(|n| real_time(&conditions, n).unwrap());
            assert_eq!((answers, automatic(&conditions)), (asked, by_itself), "{conditions:?}");
        }
        assert_eq!(queued_paper(&Conditions::from([Condition::PaperOut])) & 0x0c, 0x0c);
    }
}

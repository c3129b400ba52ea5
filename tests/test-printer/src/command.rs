//! Bytes as commands, with their lengths, however they were split on the way.

/// One command at the front of the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// `ESC @`.
    Initialise,
    /// `GS v 0`: the head of a band; its rows follow.
    Band {
        /// Bytes in a row.
        row_bytes: usize,
        /// Rows in the band.
        rows: usize,
    },
    /// `ESC J`: feed in motion units.
    Feed(u8),
    /// `GS P`: what the motion units are, across and down; 0 for the printer's own.
    Units(u8),
    /// `GS V`: cut.
    Cut {
        /// Whether a bridge of paper is left.
        is_partial: bool,
    },
    /// `GS r n`.
    Ask(u8),
    /// `GS ( H`, function 48.
    ProcessId([u8; 4]),
    /// `GS a n`.
    AutoStatus(u8),
    /// `ESC t`: which table of letters.
    CodePage(u8),
    /// `GS !`: how many times larger letters are, down.
    Times(usize),
    /// A letter, which counts only once a table was chosen.
    Letter(u8),
    /// The end of a line of letters.
    LineEnd,
    /// A real-time question, which was answered when it arrived, a setting that leaves no mark on paper, or a zero.
    Nothing,
    /// A byte that begins no command.
    Unknown(u8),
}

/// Reads the command at the front with its length; `None` while it has not arrived in whole.
pub(crate) fn read(bytes: &[u8]) -> Option<(Command, usize)> {
    let first = *bytes.first()?;
    match (first, bytes.get(1)) {
        (0x00, _) => Some((Command::Nothing, 1)),
        (0x10 | 0x1b | 0x1d, None) => None,
        (0x10, Some(0x04)) => whole(bytes, 3, |_| Command::Nothing),
        (0x1b, Some(0x40)) => Some((Command::Initialise, 2)),
        (0x1b, Some(0x4a)) => whole(bytes, 3, |bytes| Command::Feed(bytes[2])),
        (0x1b, Some(0x74)) => whole(bytes, 3, |bytes| Command::CodePage(bytes[2])),
        // Justification, bold, print mode.
        (0x1b, Some(0x61 | 0x45 | 0x21)) => whole(bytes, 3, |_| Command::Nothing),
        (0x1d, Some(0x21)) => whole(bytes, 3, |bytes| Command::Times(usize::from(bytes[2] & 0x07) + 1)),
        (b'\n', _) => Some((Command::LineEnd, 1)),
        (0x20..=0x7e | 0x80.., _) => Some((Command::Letter(first), 1)),
        (0x1d, Some(0x50)) => whole(bytes, 4, |bytes| Command::Units(bytes[3])),
        (0x1d, Some(0x56)) => cut(bytes),
        (0x1d, Some(0x61)) => whole(bytes, 3, |bytes| Command::AutoStatus(bytes[2])),
        (0x1d, Some(0x72)) => whole(bytes, 3, |bytes| Command::Ask(bytes[2])),
        (0x1d, Some(0x76)) if bytes.get(2).is_none_or(|third| *third == 0x30) => {
            whole(bytes, 8, |bytes| Command::Band {
                row_bytes: usize::from(u16::from_le_bytes([bytes[4], bytes[5]])),
                rows: usize::from(u16::from_le_bytes([bytes[6], bytes[7]])),
            })
        }
        (0x1d, Some(0x28)) => parenthesis(bytes),
        _ => Some((Command::Unknown(first), 1)),
    }
}

fn whole(bytes: &[u8], length: usize, command: impl Fn(&[u8]) -> Command) -> Option<(Command, usize)> {
    bytes.get(..length).map(|bytes| (command(bytes), length))
}

fn cut(bytes: &[u8]) -> Option<(Command, usize)> {
    match bytes.get(2)? {
        0 | 48 => Some((Command::Cut { is_partial: false }, 3)),
        1 | 49 => Some((Command::Cut { is_partial: true }, 3)),
        65 => whole(bytes, 4, |_| Command::Cut { is_partial: false }),
        66 => whole(bytes, 4, |_| Command::Cut { is_partial: true }),
        _ => Some((Command::Unknown(bytes[0]), 1)),
    }
}

/// `GS (` and a letter: two bytes of length, then the data.
fn parenthesis(bytes: &[u8]) -> Option<(Command, usize)> {
    let length = usize::from(u16::from_le_bytes([*bytes.get(3)?, *bytes.get(4)?]));
    let data = bytes.get(5..5 + length)?;
    let command = match (bytes[2], data) {
        (0x48, [0x30, 0x30, id @ ..]) => id.try_into().map_or(Command::Unknown(0x1d), Command::ProcessId),
        _ => Command::Unknown(0x1d),
    };
    Some((command, 5 + length))
}

#[cfg(test)]
mod tests {
    use super::{Command, read};

    #[test]
    fn a_command_is_read_once_its_last_byte_is_there() {
        let rows: [(&[u8], Command); 10] = [
            (&[0x1b, 0x74, 19], Command::CodePage(19)),
            (&[0x1d, 0x21, 0x32], Command::Times(3)),
            (&[0x1b, 0x40], Command::Initialise),
            (&[0x1b, 0x4a, 7], Command::Feed(7)),
            (&[0x1d, 0x50, 203, 180], Command::Units(180)),
            (&[0x1d, 0x76, 0x30, 0, 72, 0, 1, 1], Command::Band { row_bytes: 72, rows: 257 }),
            (&[0x1d, 0x56, 66, 16], Command::Cut { is_partial: true }),
            (&[0x1d, 0x56, 0], Command::Cut { is_partial: false }),
            (&[0x1d, 0x72, 1], Command::Ask(1)),
            (&[0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 65, 66, 67, 68], Command::ProcessId(*b"ABCD")),
        ];
        for (bytes, command) in rows {
            for length in 0..bytes.len() {
                assert_eq!(read(&bytes[..length]), None, "{bytes:02x?} after {length} bytes");
            }
            assert_eq!(read(bytes), Some((command, bytes.len())));
        }
        assert_eq!(read(&[0x41]), Some((Command::Letter(0x41), 1)));
        assert_eq!(read(&[0x7f]), Some((Command::Unknown(0x7f), 1)));
        assert_eq!(read(&[0x1d, 0x03]), Some((Command::Unknown(0x1d), 1)));
    }
}

//! ESC/POS bytes back into pictures, for the printer without paper. It knows what [`crate::encode()`] and the
//! session send and names everything else.

use crate::bitmap::Bitmap;
use crate::code_page::CodePage;

/// What came out of a stream of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The slips that were cut off.
    pub slips: Vec<Bitmap>,
    /// What was printed after the last cut.
    pub uncut: Option<Bitmap>,
    /// What was printed in the printer's own letters.
    pub text: String,
    /// Bytes that are no command a printer of ours is sent, with their position.
    pub unknown: Vec<String>,
}

/// Reads bytes as a printer does whose paper is so many dots wide.
#[must_use]
pub fn decode(bytes: &[u8], width_dots: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let white = || Bitmap::white(width_dots, 0);
    // Letters count only once a table for them was chosen.
    let mut page = None;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let taken = match rest {
            [0x1b, 0x40, ..] => {
                page = None;
                2
            }
            [0x1b, 0x74, number, ..] if CodePage::numbered(*number).is_some() => {
                page = CodePage::numbered(*number);
                3
            }
            // Place, weight and size of letters.
            [0x1b, 0x61 | 0x45 | 0x21, _, ..] | [0x1d, 0x21, _, ..] => 3,
            [b'\n', ..] => {
                decoded.text.push('\n');
                1
            }
            [byte, ..] if page.is_some_and(|page| page.character(*byte).is_some()) => {
                decoded.text.extend(page.and_then(|page| page.character(*byte)));
                1
            }
            [0x1d, 0x76, 0x30, _, x_low, x_high, y_low, y_high, data @ ..] => {
                let row_bytes = usize::from(u16::from_le_bytes([*x_low, *x_high]));
                let rows = usize::from(u16::from_le_bytes([*y_low, *y_high]));
                raster(&mut decoded, white, row_bytes, rows, data).map_or(rest.len(), |length| 8 + length)
            }
            [0x1b, 0x4a, rows, ..] => {
                let rows = std::iter::repeat_n(Vec::new(), usize::from(*rows));
                decoded.uncut.get_or_insert_with(white).extend(rows);
                3
            }
            [0x1d, 0x56, 65 | 66, _, ..] => {
                decoded.slips.extend(decoded.uncut.take());
                4
            }
            [0x10, 0x04, _, ..] | [0x1d, 0x72, _, ..] => 3,
            // Motion units: ours are always dots.
            [0x1d, 0x50, _, _, ..] => 4,
            [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, _, _, _, _, ..] => 11,
            [byte, ..] => {
                decoded.unknown.push(format!("byte {byte:#04x} at {at}"));
                1
            }
            [] => return decoded,
        };
        at += taken;
    }
    decoded
}

/// Takes a band; `None` where its data ends too early.
fn raster(
    decoded: &mut Decoded,
    white: impl FnOnce() -> Bitmap,
    row_bytes: usize,
    rows: usize,
    data: &[u8],
) -> Option<usize> {
    let length = row_bytes * rows;
    let Some(data) = data.get(..length).filter(|_| row_bytes > 0) else {
        decoded.unknown.push(format!("a band of {rows} rows with {} of {length} bytes", data.len()));
        return None;
    };
    decoded.uncut.get_or_insert_with(white).extend(data.chunks(row_bytes).map(<[u8]>::to_vec));
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn bytes_that_are_no_command_are_named() {
        assert_eq!(decode(&[0x1b, 0x40, 0x41], 8).unknown, ["byte 0x41 at 2"]);
        let cut_short = [0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0xff];
        assert_eq!(decode(&cut_short, 16).unknown, ["a band of 2 rows with 1 of 4 bytes"]);
    }

    #[test]
    fn letters_are_read_once_their_table_was_chosen() {
        let bytes = [0x41, 0x1b, 0x74, 19, 0x41, 0x8a, b'\n', 0x1d, 0x56, 66, 16, 0x1b, 0x40, 0x42];
        let decoded = decode(&bytes, 8);
        assert_eq!(decoded.text, "Aè\n");
        assert_eq!(decoded.unknown, ["byte 0x41 at 0", "byte 0x42 at 13"]);
    }

    #[test]
    fn paper_is_there_before_it_is_cut_off() {
        let decoded = decode(&[0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0xff, 0x1b, 0x4a, 2], 8);
        assert_eq!(decoded.slips.len(), 0);
        assert_eq!(decoded.uncut.unwrap().height_dots(), 3);
    }
}

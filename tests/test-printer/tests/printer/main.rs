//! The test printer is itself as printers are: else nothing that was tested with it is proven.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod device;
mod network;

/// `GS r 1`.
const FENCE: [u8; 3] = [0x1d, 0x72, 1];

/// A job of this many rows of one byte each, then the cut.
fn job(rows: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 1, 0, u8::try_from(rows.len()).unwrap(), 0];
    bytes.extend(rows);
    bytes.extend([0x1d, 0x56, 66, 16]);
    bytes
}

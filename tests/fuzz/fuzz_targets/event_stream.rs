//! A live stream by anybody: what it says does not depend on how the network cut it.
//!
//! The first byte is the size of the pieces; the rest is the stream.
#![no_main]

use client::sse::{Parser, Said};
use libfuzzer_sys::fuzz_target;

/// What the stream says in pieces of this many bytes; `None` once an event is too long.
fn said(stream: &[u8], piece_bytes: usize) -> Option<Vec<Said>> {
    let mut parser = Parser::default();
    let mut said = Vec::new();
    for piece in stream.chunks(piece_bytes) {
        said.extend(parser.take(piece).ok()?);
    }
    Some(said)
}

fuzz_target!(|input: &[u8]| {
    let Some((size, stream)) = input.split_first() else { return };
    let whole = said(stream, stream.len().max(1));
    assert_eq!(said(stream, usize::from(*size).max(1)), whole, "a cut changes what is said");
    for said in whole.into_iter().flatten() {
        if let Said::Event { data, .. } = said {
            assert!(!data.is_empty(), "an event has data");
        }
    }
});

//! From the bytes a spreadsheet program saves to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::import::Findings;
use crate::limits::IMPORT_BYTES_MAX;
use crate::mistake::MistakeKind;
use crate::note::NoteKind;

/// What a workbook begins with: a ZIP archive, and what Excel wrote until 2003.
const WORKBOOK_STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The text of a file; reports what keeps it from being text.
pub(crate) fn decode<'b>(bytes: &'b [u8], findings: &mut Findings) -> Option<Cow<'b, str>> {
    if bytes.len() > IMPORT_BYTES_MAX {
        findings.mistake(1, MistakeKind::FileTooLarge { most: IMPORT_BYTES_MAX });
        return None;
    }
    if WORKBOOK_STARTS.iter().any(|start| bytes.starts_with(start)) {
        findings.mistake(1, MistakeKind::Workbook);
        return None;
    }
    // Excel marks UTF-8 with three bytes and its «Unicode text», UTF-16, with two.
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        let bytes = bytes.get(mark_bytes..).unwrap_or_default();
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if has_errors {
            findings.mistake(line_of_bad_text(&text), MistakeKind::NotText);
            return None;
        }
        return Some(text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    findings.note(1, NoteKind::ReadAsWindows1252);
    Some(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

/// The line of the first sign that stands for bytes that are no text.
fn line_of_bad_text(text: &str) -> usize {
    let before = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
    before.matches('\n').count() + 1
}

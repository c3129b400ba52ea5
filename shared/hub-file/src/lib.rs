//! Reads a hub file and reports every mistake at once, each with its line and what to do.
//!
//! A file is read in three steps, and each goes on where something is wrong.
//! `syntax` turns the text into a TOML document; only a text that is none ends here, with every place that is not TOML.
//! `draft` reads each field of each entry on its own; what is wrong is reported once and left out.
//! `check` looks at how the entries fit together, as far as they could be read.
//! A file without mistakes becomes the domain's catalog.
#![forbid(unsafe_code)]

mod brackets;
mod check;
mod diff;
mod draft;
mod entry;
mod limits;
mod nearest;
mod reader;
mod remark;
mod repetition;
mod report;
mod rules;
mod schema;
mod syntax;

use std::io::Read;
use std::path::{Path, PathBuf};

use domain::catalog::Catalog;

pub use diff::diff;
pub use remark::Remark;
pub use report::Report;

use limits::FILE_BYTES_MAX;

/// Why a hub file cannot be used; its words are one line for each mistake.
#[derive(Debug, thiserror::Error)]
pub enum HubFileError {
    /// The file cannot be read.
    #[error("{}: {source}; check path and permissions", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file can be read but does not make a hub.
    #[error("{}", report::lines(file, mistakes).collect::<Vec<_>>().join("\n"))]
    Mistakes {
        /// The file's name.
        file: String,
        /// Everything that is wrong, in the order of the file.
        mistakes: Vec<Remark>,
    },
}

/// Reads a hub file that has no mistakes.
///
/// # Errors
/// See [`HubFileError`].
pub fn load(file: &Path) -> Result<Catalog, HubFileError> {
    check_file(file)?.into_catalog()
}

/// Reads a hub file that has no mistakes, and gives its text, too.
///
/// # Errors
/// See [`HubFileError`].
pub fn load_with_text(file: &Path) -> Result<(Catalog, String), HubFileError> {
    let bytes = read(file)?;
    let catalog = check_bytes(&bytes, &file.display().to_string()).into_catalog()?;
    Ok((catalog, String::from_utf8_lossy(&bytes).into_owned()))
}

/// Reads the text of a hub file that has no mistakes.
///
/// # Errors
/// [`HubFileError::Mistakes`] with everything that is wrong.
pub fn parse(text: &str, file_name: &str) -> Result<Catalog, HubFileError> {
    check_text(text, file_name).into_catalog()
}

/// Everything there is to say about a hub file: its mistakes, and notes where it works but could surprise.
///
/// # Errors
/// [`HubFileError::Unreadable`] alone; mistakes are part of the report.
pub fn check_file(file: &Path) -> Result<Report, HubFileError> {
    Ok(check_bytes(&read(file)?, &file.display().to_string()))
}

/// The bytes of a file, and not many more than a hub file can have.
fn read(file: &Path) -> Result<Vec<u8>, HubFileError> {
    let unreadable = |source| HubFileError::Unreadable { file: file.to_owned(), source };
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(unreadable)?;
    opened.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Everything there is to say about the text of a hub file.
#[must_use]
pub fn check_text(text: &str, file_name: &str) -> Report {
    report::of_text(text, file_name)
}

/// Everything there is to say about the bytes of a hub file.
#[must_use]
pub fn check_bytes(bytes: &[u8], file_name: &str) -> Report {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
        let text = format!("the file has more than {FILE_BYTES_MAX} bytes; take a hub file");
        return Report::of_mistake(file_name, 1, &text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => check_text(text, file_name),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Report::of_mistake(file_name, line, "this line is not UTF-8; save the file with the encoding UTF-8")
        }
    }
}

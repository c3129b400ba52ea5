//! What is wrong with a file.

use std::path::PathBuf;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {what}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// Its line, counted from 1, where one is to blame.
    pub line: Option<u64>,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// Why a folder cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum WorldFileError {
    /// A folder or file cannot be read.
    #[error("{}: {source}; check path and permissions", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The files can be read but make no hub with days.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Mistakes(Vec<Mistake>),
}

/// Gathers what is wrong with one file.
pub(crate) struct Mistakes<'f> {
    file: &'f str,
    pub(crate) found: Vec<Mistake>,
}

impl<'f> Mistakes<'f> {
    pub(crate) fn new(file: &'f str) -> Self {
        Self { file, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, line: Option<u64>, what: impl Into<String>) {
        self.found.push(Mistake { file: self.file.to_owned(), line, what: what.into() });
    }
}

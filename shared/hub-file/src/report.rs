//! What a check found, and the catalog if nothing is wrong.

use domain::catalog::Catalog;

use crate::draft::Hub;
use crate::reader::Reader;
use crate::remark::{Findings, Lines, Remark};
use crate::{HubFileError, check, repetition, syntax};

/// Everything a check found in a hub file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file's name, as every line names it.
    pub file: String,
    /// The hub, if there is no mistake.
    pub catalog: Option<Catalog>,
    /// What keeps the file from being a hub, in the order of the file.
    pub mistakes: Vec<Remark>,
    /// What works but could surprise, in the order of the file.
    pub notes: Vec<Remark>,
}

impl Report {
    /// The mistakes as `FILE:LINE: what is wrong; what to do`.
    pub fn mistake_lines(&self) -> impl Iterator<Item = String> {
        lines(&self.file, &self.mistakes)
    }

    /// The notes as `FILE:LINE: what could surprise; what to do`.
    pub fn note_lines(&self) -> impl Iterator<Item = String> {
        lines(&self.file, &self.notes)
    }

    /// The hub, or its mistakes.
    ///
    /// # Errors
    /// [`HubFileError::Mistakes`] if there are any.
    pub fn into_catalog(self) -> Result<Catalog, HubFileError> {
        self.catalog.ok_or(HubFileError::Mistakes { file: self.file, mistakes: self.mistakes })
    }

    pub(crate) fn of_mistake(file: &str, line: usize, text: &str) -> Self {
        let mistakes = vec![Remark::new(line, None, text)];
        Self { file: file.to_owned(), catalog: None, mistakes, notes: Vec::new() }
    }
}

/// Remarks as lines that name their file.
pub(crate) fn lines(file: &str, remarks: &[Remark]) -> impl Iterator<Item = String> {
    remarks.iter().map(move |remark| format!("{file}:{remark}"))
}

/// Checks the text of a hub file.
pub(crate) fn of_text(text: &str, file: &str) -> Report {
    // Windows editors put a mark in front of UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut findings = Findings::default();
    if let Some(document) = syntax::read(text, &mut findings) {
        of_document(&document, text, &mut findings);
    }
    let catalog = if findings.mistakes.is_empty() { catalog(text, &mut findings) } else { None };
    findings.sort();
    Report { file: file.to_owned(), catalog, mistakes: findings.mistakes, notes: findings.notes }
}

fn of_document(document: &syntax::Document<'_>, text: &str, findings: &mut Findings) {
    let lines = Lines::new(text);
    let mut reader = Reader::new(&lines, findings);
    let mut hub = Hub::read(document.table.get_ref(), &mut reader);
    reader.note_missing_english();
    repetition::report(&document.repetitions, &lines, &mut hub, findings);
    check::check(&hub, findings);
}

/// The domain has the last word on what a catalog is.
fn catalog(text: &str, findings: &mut Findings) -> Option<Catalog> {
    match toml::from_str(text) {
        Ok(catalog) => Some(catalog),
        Err(error) => {
            let line = Lines::new(text).line(error.span().map_or(0, |span| span.start));
            findings.mistake(line, format!("{}; correct this line", error.message()));
            None
        }
    }
}

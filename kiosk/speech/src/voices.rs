//! Which languages the program can speak.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::text::Language;

/// Why a kiosk cannot speak at all.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The program cannot be started.
    #[error("{program} cannot be started ({source}): install espeak-ng, or give its path with --speech")]
    Missing {
        /// What was to be started.
        program: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The program says nothing of its voices.
    #[error("{program} --voices names no voice of the kiosk's languages: install espeak-ng-data")]
    NoVoices {
        /// What was asked.
        program: String,
    },
    /// The system has no room for a thread.
    #[error("cannot start the thread of the voice: {0}")]
    Thread(std::io::Error),
}

/// The program and the languages it has a voice for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voices {
    pub(crate) program: PathBuf,
    languages: Vec<Language>,
}

impl Voices {
    /// Asks the program which voices it has.
    ///
    /// # Errors
    /// When it cannot be started or has none for any language of the kiosk.
    pub fn find(program: &Path) -> Result<Self, SpeechError> {
        let name = || program.display().to_string();
        let asked = Command::new(program).arg("--voices").stdin(Stdio::null()).stderr(Stdio::null()).output();
        let table = asked.map_err(|source| SpeechError::Missing { program: name(), source })?.stdout;
        let table = String::from_utf8_lossy(&table);
        let languages: Vec<_> = Language::ALL.into_iter().filter(|language| is_listed(&table, *language)).collect();
        if languages.is_empty() {
            return Err(SpeechError::NoVoices { program: name() });
        }
        Ok(Self { program: program.to_owned(), languages })
    }

    /// The languages that can be spoken, in the kiosk's order.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
}

/// The language of the voice is the second word of each line.
fn is_listed(table: &str, language: Language) -> bool {
    table.lines().any(|line| line.split_whitespace().nth(1) == Some(voice(language)))
}

/// What espeak-ng calls the voice of a language.
pub(crate) fn voice(language: Language) -> &'static str {
    match language {
        Language::En => "en-gb",
        Language::Zh => "cmn",
        Language::Fr => "fr-fr",
        Language::It
        | Language::Ro
        | Language::Sq
        | Language::Ar
        | Language::Uk
        | Language::Ur
        | Language::Es
        | Language::Pl => language.code(),
    }
}

#[cfg(test)]
mod tests {
    use domain::text::Language;

    use super::{is_listed, voice};

    #[test]
    fn a_language_is_spoken_where_a_voice_of_it_is_listed() {
        let table = "Pty Language       Age/Gender VoiceName          File          Other Languages\n \
                     5  it              --/M      Italian            roa/it\n \
                     5  en-us           --/M      English_(America)  gmw/en-US     (en 3)\n \
                     5  cmn             --/M      Chinese_(Mandarin) sit/cmn       (zh 5)\n";
        let spoken: Vec<_> = Language::ALL.into_iter().filter(|language| is_listed(table, *language)).collect();
        assert_eq!(spoken, [Language::It, Language::Zh]);
        assert_eq!(voice(Language::Ur), "ur");
    }
}

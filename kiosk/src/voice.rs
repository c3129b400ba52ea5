//! The kiosk's voice, where there is one.

use std::path::Path;

use domain::text::Language;
use kiosk_flow::Spoken;
use speech::{Speaker, Utterance, Voices, Volume};

/// A program that speaks, and what it can speak.
#[derive(Debug)]
pub(crate) struct Voice {
    speaker: Speaker,
    spoken: Spoken,
}

impl Voice {
    /// Starts the voice; a kiosk without one goes on without, and says so in its log.
    pub(crate) fn start(program: &Path) -> Option<Self> {
        let voices = match Voices::find(program) {
            Ok(voices) => voices,
            Err(error) => {
                tracing::warn!(%error, "speech is not offered");
                return None;
            }
        };
        let spoken = Spoken::of(voices.languages());
        let missing: Vec<_> = Language::ALL.iter().filter(|language| !spoken.has(**language)).collect();
        if !missing.is_empty() {
            tracing::warn!(?missing, "speech is not offered in languages without a voice");
        }
        let speaker = Speaker::start(voices);
        let speaker = speaker.inspect_err(|error| tracing::warn!(%error, "speech is not offered")).ok()?;
        Some(Self { speaker, spoken })
    }

    /// What it can speak.
    pub(crate) fn spoken(&self) -> Spoken {
        self.spoken.clone()
    }

    pub(crate) fn say(&self, text: String, language: Language, volume_step: u8) {
        self.speaker.say(Utterance { text, language, volume: Volume::at(volume_step) });
    }

    pub(crate) fn hush(&self) {
        self.speaker.hush();
    }
}

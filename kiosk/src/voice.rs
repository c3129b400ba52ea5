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

#[cfg(test)]
mod tests {
    use kiosk_flow::{Modes, VOLUME_STEP_MAX};
    use speech::Volume;

    #[test]
    fn every_step_of_the_flow_is_one_of_the_voice() {
        assert_eq!(Volume::at(Modes::default().volume_step), Volume::default());
        assert_ne!(Volume::at(VOLUME_STEP_MAX), Volume::at(VOLUME_STEP_MAX - 1));
        assert_eq!(Volume::at(VOLUME_STEP_MAX), Volume::at(VOLUME_STEP_MAX + 1));
    }
}

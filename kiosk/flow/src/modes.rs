//! What a person can set for themselves: larger, with more contrast, lower down, spoken.

use std::collections::BTreeSet;

use domain::text::Language;

use crate::model::{Effect, Model};
use crate::words::key_help_text;

/// Highest step of the volume, from 0; the speech crate has one amplitude for each.
pub const VOLUME_STEP_MAX: u8 = 6;
/// The step a person finds: 12 dB above the lowest where a step is 3 dB (EN 301 549, 8.2.1.2).
const VOLUME_STEP_USUAL: u8 = 4;

/// One thing a person can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Letters that can be read from where a wheelchair stands, and larger targets.
    Large,
    /// Black, white and yellow.
    Contrast,
    /// Every control below the height that can be reached from a seat.
    Reach,
    /// What is shown is spoken.
    Speech,
}

/// How the volume is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeChange {
    /// One step, to the softest.
    Softer,
    /// One step, to the loudest.
    Louder,
    /// One step louder, and from the loudest to the softest: one button where there is no room for two.
    Round,
}

/// What the person in front of the kiosk has set; the next person finds nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    /// Whether letters and targets are large.
    pub large: bool,
    /// Whether the contrast is high.
    pub contrast: bool,
    /// Whether every control is low.
    pub reach: bool,
    /// Whether the kiosk speaks.
    pub speech: bool,
    /// How loud it speaks, from 0 to 6.
    pub volume_step: u8,
}

impl Default for Modes {
    fn default() -> Self {
        let (large, contrast, reach, speech) = (false, false, false, false);
        Self { large, contrast, reach, speech, volume_step: VOLUME_STEP_USUAL }
    }
}

/// What can be spoken at this kiosk: the languages it has a voice of, none where it has no voice at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken(BTreeSet<&'static str>);

impl Spoken {
    /// A kiosk with a voice for each of these.
    #[must_use]
    pub fn of(languages: &[Language]) -> Self {
        Self(languages.iter().map(|language| language.code()).collect())
    }

    /// Whether this language can be spoken.
    #[must_use]
    pub fn has(&self, language: Language) -> bool {
        self.0.contains(language.code())
    }
}

impl Model {
    /// Whether speech can be offered: only where the language that is shown has a voice.
    #[must_use]
    pub fn can_speak(&self) -> bool {
        self.spoken.has(self.language)
    }

    /// Whether the kiosk speaks now.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.modes.speech && self.can_speak()
    }
}

/// Sets one mode the other way round.
pub(crate) fn toggle(model: &mut Model, mode: Mode) -> Vec<Effect> {
    let modes = &mut model.modes;
    match mode {
        Mode::Large => modes.large = !modes.large,
        Mode::Contrast => modes.contrast = !modes.contrast,
        Mode::Reach => modes.reach = !modes.reach,
        Mode::Speech => {
            if !modes.speech && !model.can_speak() {
                return Vec::new();
            }
            model.modes.speech = !model.modes.speech;
            // Where one is comes first, and then how to go on.
            let mut effects = say_again(model);
            if let [Effect::Say { text, language, .. }] = &mut effects[..] {
                *text = format!("{text}. {}", key_help_text().get(*language));
            }
            return effects;
        }
    }
    Vec::new()
}

/// Whoever plugs a headset in wants to listen; whoever pulls it out goes, and the hall hears nothing.
pub(crate) fn headset(model: &mut Model, is_in: bool) -> Vec<Effect> {
    if model.modes.speech == is_in { Vec::new() } else { toggle(model, Mode::Speech) }
}

/// Says what came into view or has the keyboard now; nobody hears it where speech is off.
pub(crate) fn say(model: &mut Model, text: String) -> Vec<Effect> {
    model.said = text;
    again(model)
}

/// Says the last words once more, and after them the page they belong to: a number is heard as often as one likes.
pub(crate) fn say_again(model: &Model) -> Vec<Effect> {
    let mut effects = again(model);
    if let [Effect::Say { text, .. }] = &mut effects[..]
        && *text != model.said_page
        && !model.said_page.is_empty()
        // What was said of the page before anything was typed does not hold any more.
        && model.typed_aloud().is_none_or(|typed| typed.is_empty())
    {
        *text = format!("{text}. {}", model.said_page);
    }
    effects
}

/// Says the last words once more.
fn again(model: &Model) -> Vec<Effect> {
    if !model.is_speaking() || model.said.is_empty() {
        return Vec::new();
    }
    let text = model.said.clone();
    vec![Effect::Say { text, language: model.language, volume_step: model.modes.volume_step }]
}

/// One step louder or softer, to be heard at once.
pub(crate) fn change_volume(model: &mut Model, change: VolumeChange) -> Vec<Effect> {
    let step = model.modes.volume_step;
    model.modes.volume_step = match change {
        VolumeChange::Louder => step.saturating_add(1).min(VOLUME_STEP_MAX),
        VolumeChange::Softer => step.saturating_sub(1),
        VolumeChange::Round if step >= VOLUME_STEP_MAX => 0,
        VolumeChange::Round => step + 1,
    };
    again(model)
}

#[cfg(test)]
mod tests;

//! What one person sets, and that the next one finds nothing of it.

use chrono::DateTime;
use domain::text::Language;

use super::{Mode, Modes, Spoken, VOLUME_STEP_MAX, VolumeChange};
use crate::words::key_help_text;
use crate::{Effect, IDLE_SECONDS, LISTENING_SECONDS, Model, Msg, Screen, SearchPage, WARNED_SECONDS, update};

fn model() -> Model {
    Model { spoken: Spoken::of(&[Language::It, Language::En]), ..Model::default() }
}

fn step(model: &mut Model, msg: Msg) -> Vec<Effect> {
    update(model, msg, DateTime::UNIX_EPOCH)
}

/// What is said where speech begins: where one is, and the keys.
fn begun(text: &str) -> Vec<Effect> {
    said(&format!("{text}. {}", key_help_text().get(Language::It)), 4)
}

fn said(text: &str, volume_step: u8) -> Vec<Effect> {
    vec![Effect::Say { text: text.to_owned(), language: Language::It, volume_step }]
}

#[test]
fn every_mode_is_one_touch_there_and_one_back_and_none_stays_for_the_next_person() {
    let mut model = model();
    for mode in [Mode::Large, Mode::Contrast, Mode::Reach, Mode::Speech] {
        step(&mut model, Msg::Toggle(mode));
    }
    let modes = &model.modes;
    assert!(modes.large && modes.contrast && modes.reach && modes.speech);
    step(&mut model, Msg::ChangeVolume(VolumeChange::Louder));
    step(&mut model, Msg::Toggle(Mode::Reach));
    assert!(!model.modes.reach && model.modes.large);
    assert_eq!(step(&mut model, Msg::Home), [Effect::Hush], "the next person hears nothing");
    assert_eq!(model.modes, Modes::default());
}

#[test]
fn whoever_walks_away_takes_their_modes_along() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Contrast));
    step(&mut model, Msg::Toggle(Mode::Speech));
    let effects: Vec<_> = (0..=IDLE_SECONDS + LISTENING_SECONDS).flat_map(|_| step(&mut model, Msg::Tick)).collect();
    assert_eq!(effects, [Effect::Hush]);
    assert_eq!(model.modes, Modes::default());
}

#[test]
fn what_is_shown_is_said_only_to_whoever_wants_it_and_again_on_request() {
    let mut model = model();
    assert_eq!(step(&mut model, Msg::Say("Anagrafe".to_owned())), [], "nobody asked for it");
    assert_eq!(step(&mut model, Msg::Toggle(Mode::Speech)), begun("Anagrafe"), "where one is comes first");
    assert_eq!(step(&mut model, Msg::SayAgain), said("Anagrafe", 4));
    assert_eq!(step(&mut model, Msg::Say("Edilizia".to_owned())), said("Edilizia", 4));
    assert_eq!(step(&mut model, Msg::Toggle(Mode::Speech)), [Effect::Hush]);
    assert_eq!(step(&mut model, Msg::SayAgain), []);
}

#[test]
fn a_page_is_heard_again_whatever_was_said_since() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Speech));
    assert_eq!(step(&mut model, Msg::SayPage("A 0 4 2".to_owned())), said("A 0 4 2", 4));
    assert_eq!(step(&mut model, Msg::SayAgain), said("A 0 4 2", 4));
    step(&mut model, Msg::Say("Ho finito".to_owned()));
    assert_eq!(step(&mut model, Msg::SayAgain), said("Ho finito. A 0 4 2", 4));
}

#[test]
fn what_was_said_of_a_page_before_anything_was_typed_is_not_said_again() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Speech));
    model.screen = Screen::Search(SearchPage { typed: "t".to_owned() });
    step(&mut model, Msg::SayPage("Cosa cerchi? Ancora nessun carattere".to_owned()));
    step(&mut model, Msg::Say("t".to_owned()));
    assert_eq!(step(&mut model, Msg::SayAgain), said("t", 4));
}

#[test]
fn speech_is_not_begun_where_nothing_could_be_heard() {
    for msg in [Msg::Toggle(Mode::Speech), Msg::Headset { is_in: true }] {
        let mut mute = Model::default();
        assert_eq!(step(&mut mute, msg), []);
        assert!(!mute.modes.speech, "and the screen may rest");
    }
}

#[test]
fn the_volume_goes_in_steps_that_are_heard_and_ends_at_both_ends() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Speech));
    step(&mut model, Msg::Say("Anagrafe".to_owned()));
    assert_eq!(step(&mut model, Msg::ChangeVolume(VolumeChange::Louder)), said("Anagrafe", 5));
    for _ in 0..10 {
        step(&mut model, Msg::ChangeVolume(VolumeChange::Louder));
    }
    assert_eq!(step(&mut model, Msg::ChangeVolume(VolumeChange::Louder)), said("Anagrafe", 6));
    for _ in 0..10 {
        step(&mut model, Msg::ChangeVolume(VolumeChange::Softer));
    }
    assert_eq!(step(&mut model, Msg::ChangeVolume(VolumeChange::Softer)), said("Anagrafe", 0));
}

#[test]
fn one_button_goes_through_every_volume_and_begins_again() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Speech));
    step(&mut model, Msg::Say("Anagrafe".to_owned()));
    let heard: Vec<_> =
        (0..=VOLUME_STEP_MAX).map(|_| step(&mut model, Msg::ChangeVolume(VolumeChange::Round))).collect();
    assert_eq!(heard, [5, 6, 0, 1, 2, 3, 4].map(|volume| said("Anagrafe", volume)));
}

#[test]
fn a_language_without_a_voice_is_shown_and_not_spoken_in_another_tongue() {
    let mut model = model();
    assert!(model.can_speak());
    step(&mut model, Msg::Toggle(Mode::Speech));
    step(&mut model, Msg::SetLanguage(Language::Ur));
    assert!(!model.can_speak());
    assert_eq!(step(&mut model, Msg::Say("خوش آمدید".to_owned())), []);
    step(&mut model, Msg::SetLanguage(Language::En));
    assert!(model.is_speaking(), "the wish of the person stays");
    assert!(!Model::default().can_speak(), "a kiosk without a voice offers none");
}

#[test]
fn whoever_is_slow_is_asked_in_time_and_stays_as_often_as_they_like() {
    let mut model = model();
    assert_eq!(model.leaves_in_seconds(), None, "nobody is here");
    step(&mut model, Msg::Toggle(Mode::Contrast));
    for _ in 0..20 {
        for _ in 0..IDLE_SECONDS - WARNED_SECONDS {
            assert_eq!(model.leaves_in_seconds(), None);
            step(&mut model, Msg::Tick);
        }
        let mut asked = 0;
        while model.leaves_in_seconds().is_some_and(|left| left > 0) {
            asked += 1;
            step(&mut model, Msg::Tick);
        }
        assert_eq!(asked, WARNED_SECONDS);
        step(&mut model, Msg::Touched);
        assert!(model.modes.contrast && model.leaves_in_seconds().is_none(), "one touch is enough");
    }
}

#[test]
fn whoever_listens_hears_the_page_to_its_end_before_they_are_asked() {
    let mut model = model();
    step(&mut model, Msg::Toggle(Mode::Speech));
    for _ in 0..IDLE_SECONDS + LISTENING_SECONDS - WARNED_SECONDS {
        assert_eq!(model.leaves_in_seconds(), None);
        step(&mut model, Msg::Tick);
    }
    assert_eq!(model.leaves_in_seconds(), Some(WARNED_SECONDS));
}

#[test]
fn a_headset_that_goes_in_starts_speech_and_one_that_goes_out_ends_it() {
    let mut model = model();
    step(&mut model, Msg::Say("Anagrafe".to_owned()));
    assert_eq!(step(&mut model, Msg::Headset { is_in: false }), [], "nobody listens");
    assert_eq!(step(&mut model, Msg::Headset { is_in: true }), begun("Anagrafe"));
    assert_eq!(step(&mut model, Msg::Headset { is_in: true }), [], "once");
    assert_eq!(step(&mut model, Msg::Headset { is_in: false }), [Effect::Hush]);
    assert!(!model.modes.speech);
}

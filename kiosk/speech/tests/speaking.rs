//! What is said, by whose voice and how loud, with a program that writes it down and with the real one.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::text::Language;
use speech::{Speaker, SpeechError, Utterance, Voices, Volume};

/// How long a test waits for a word.
const WAIT: Duration = Duration::from_secs(30);
/// One voice, in the columns of espeak-ng.
const TABLE: &str = "Pty Language Age/Gender VoiceName File\\n 5 it --/M Italian roa/it";

fn program(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("say");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn it(text: &str) -> Utterance {
    Utterance { text: text.to_owned(), language: Language::It, volume: Volume::default() }
}

fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + WAIT;
    while !is_so() {
        assert!(Instant::now() < deadline, "{what} never came");
        std::thread::yield_now();
    }
}

#[test]
fn a_program_that_is_missing_or_mute_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Voices::find(&folder.path().join("absent")).unwrap_err();
    assert!(matches!(missing, SpeechError::Missing { .. }) && missing.to_string().contains("install espeak-ng"));
    let mute = Voices::find(&program(folder.path(), "echo nothing")).unwrap_err();
    assert!(matches!(mute, SpeechError::NoVoices { .. }) && mute.to_string().contains("espeak-ng-data"));
}

#[test]
fn new_words_end_the_old_ones_and_silence_ends_all() {
    let folder = tempfile::tempdir().unwrap();
    let said = folder.path().join("said");
    // It writes down what it is told and then goes on speaking for ever.
    let script = format!(
        "[ \"$1\" = --voices ] && {{ printf '{TABLE}'; exit; }}\n\
         echo \"$*: $(cat)\" >> {said}\necho $$ > {folder}/new && mv {folder}/new {folder}/speaking\n\
         exec sleep 1000",
        said = said.display(),
        folder = folder.path().display(),
    );
    let voices = Voices::find(&program(folder.path(), &script)).unwrap();
    assert_eq!(voices.languages(), [Language::It]);
    let speaker = Speaker::start(voices).unwrap();
    let lines = || fs::read_to_string(&said).unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>();
    let process = || fs::read_to_string(folder.path().join("speaking")).unwrap_or_default().trim().to_owned();
    let is_there = |process: &str| Path::new("/proc").join(process).join("stat").exists();
    speaker.say(it("Prima frase"));
    wait_for("the first sentence", || lines().len() == 1 && !process().is_empty());
    let first = process();
    speaker.say(Utterance { volume: Volume::at(5), ..it("Seconda [[frase]]") });
    wait_for("the second sentence", || lines().len() == 2 && process() != first);
    wait_for("the end of the first", || !is_there(&first));
    assert_eq!(
        lines(),
        ["-v it -b 1 --stdin -s 150 -a 100: Prima frase", "-v it -b 1 --stdin -s 150 -a 141: Seconda   frase  "]
    );
    let second = process();
    assert!(is_there(&second));
    speaker.hush();
    wait_for("silence", || !is_there(&second));
    speaker.say(it("Terza"));
    wait_for("the third sentence", || lines().len() == 3 && process() != second);
    let third = process();
    drop(speaker);
    wait_for("the end of a kiosk that goes", || !is_there(&third));
}

/// The loudness of 16-bit sound as espeak-ng writes it, in decibels above one.
fn decibels(file: &Path) -> Option<f64> {
    const HEADER_BYTES: usize = 44;
    let bytes = fs::read(file).ok()?;
    let samples = bytes.get(HEADER_BYTES..)?.chunks_exact(2);
    let count = samples.len();
    let power: f64 = samples.map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])).powi(2)).sum();
    (count > 1_000).then(|| 10.0 * (power / f64::from(u32::try_from(count).unwrap())).log10())
}

#[test]
fn the_real_voice_speaks_eleven_languages_and_its_volume_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    // The real program, into a file: no machine of a test has a loudspeaker. The name comes last, whole.
    let script = format!(
        "[ \"$1\" = --voices ] && exec espeak-ng --voices\nespeak-ng \"$@\" -w {sound}.new && mv {sound}.new {sound}",
        sound = sound.display()
    );
    let voices = Voices::find(&program(folder.path(), &script)).unwrap();
    assert_eq!(voices.languages(), Language::ALL, "a voice is missing");
    let speaker = Speaker::start(voices).unwrap();
    let loudness = |utterance: Utterance| {
        let _ = fs::remove_file(&sound);
        speaker.say(utterance);
        wait_for("the sound", || sound.exists());
        decibels(&sound).unwrap()
    };
    for language in Language::ALL {
        let text = format!("{} A 0 4 2", language.own_name());
        assert!(loudness(Utterance { language, ..it(&text) }) > 40.0, "{language:?} is silent");
    }
    let range = loudness(Utterance { volume: Volume::at(6), ..it("Il tuo numero è A 0 4 2") })
        - loudness(Utterance { volume: Volume::at(0), ..it("Il tuo numero è A 0 4 2") });
    assert!(range >= 18.0, "{range} dB between the softest and the loudest");
}

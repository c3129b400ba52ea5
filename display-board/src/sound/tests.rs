//! The chime with players that only write down what they were given.

use std::os::unix::fs::PermissionsExt;

use display_board_flow::{Effect, Model, Msg, update};
use domain::ids::Seq;
use domain::text::Text;
use domain::ticket::Code;
use domain::view::{BoardCall, BoardView};
use protocol::BoardFrame;

use super::*;

/// How long a test waits for a player, in seconds.
const WAIT_SECONDS_MAX: u64 = 10;
/// A limit no player of these tests reaches by being slow, in milliseconds.
const AMPLE_MILLIS: u64 = 10_000;

/// A folder with a player in it.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    /// Makes a player of this shell script, which finds the sound as `$1` and the folder as `$FOLDER`.
    fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("paplay");
        let text = format!("#!/bin/sh\nFOLDER='{}'\n{script}\n", folder.path().display());
        std::fs::write(&program, text).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    fn player(&self, limit_millis: u64) -> Player {
        let command = PlayerCommand::find(&[self.folder.path().to_owned()]).unwrap();
        Player::start(command, Duration::from_millis(limit_millis)).unwrap()
    }

    /// The lines the player has written, once there are `number` of them.
    fn log(&self, number: usize) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let text = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            let lines: Vec<_> = text.lines().map(str::to_owned).collect();
            if lines.len() >= number || begun.elapsed() >= Duration::from_secs(WAIT_SECONDS_MAX) {
                return lines;
            }
            std::thread::sleep(Duration::from_millis(LOOK_MILLIS));
        }
    }
}

/// A frame with one call at this journal position, or none at position 0.
fn frame(position: u64) -> Msg {
    let call = BoardCall {
        seq: Seq(position),
        code: Code::new('A', 42),
        counter: "3".to_owned(),
        floor: "T".to_owned(),
        place: Text::new("Sala A", "Hall A"),
        color: "#0066cc".to_owned(),
        at: ui_kit::clock::now(),
        is_open: true,
    };
    let view = BoardView {
        hub_name: Text::new("Comune", ""),
        day: Some(ui_kit::clock::now().date_naive()),
        calls: if position == 0 { Vec::new() } else { vec![call] },
        waiting: Vec::new(),
    };
    Msg::Frame(BoardFrame { seq: Seq(position), at: ui_kit::clock::now(), time_zone: "Europe/Rome".to_owned(), view })
}

/// Length in milliseconds, after checking the head of a 16-bit mono WAV file.
fn wav_millis(bytes: &[u8]) -> usize {
    let number =
        |from: usize, to: usize| bytes[from..to].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    assert_eq!((&bytes[..4], &bytes[8..16], &bytes[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
    assert_eq!((number(20, 22), number(22, 24), number(34, 36)), (1, 1, 16), "PCM, mono, 16 bits");
    assert_eq!(number(4, 8), bytes.len() - 8);
    number(40, 44) * 1_000 / number(28, 32)
}

#[test]
fn one_call_is_exactly_one_play_of_a_real_sound() {
    let stage = Stage::new("cp \"$1\" \"$FOLDER/played\"; echo \"$#\" >> \"$FOLDER/log\"");
    let player = stage.player(AMPLE_MILLIS);
    let mut model = Model::default();
    let mut chimes = 0;
    for msg in [frame(0), frame(3), frame(3), Msg::Tick, Msg::StreamLost(String::new()), frame(3), Msg::Tick] {
        for effect in update(&mut model, msg, ui_kit::clock::now()) {
            assert_eq!(effect, Effect::Chime);
            player.play();
            chimes += 1;
        }
    }
    assert_eq!((chimes, stage.log(1)), (1, vec!["1".to_owned()]), "one chime, played with one argument");
    let millis = wav_millis(&std::fs::read(stage.folder.path().join("played")).unwrap());
    assert!((500..=1_000).contains(&millis), "the chime takes {millis} ms");
}

#[test]
fn chimes_never_overlap() {
    let stage = Stage::new("echo begin >> \"$FOLDER/log\"; sleep 0.2; echo end >> \"$FOLDER/log\"");
    let player = stage.player(AMPLE_MILLIS);
    let begun = Instant::now();
    player.play();
    stage.log(1);
    player.play();
    player.play();
    assert!(begun.elapsed() < Duration::from_secs(WAIT_SECONDS_MAX), "playing does not wait for the player");
    assert_eq!(stage.log(4), ["begin", "end", "begin", "end"], "one waits, one more is left out");
}

#[test]
fn a_player_that_hangs_is_ended_and_the_next_call_sounds() {
    let stage = Stage::new("echo \"$$\" >> \"$FOLDER/log\"; exec sleep 600");
    let player = stage.player(100);
    player.play();
    let first = stage.log(1);
    player.play();
    let both = stage.log(2);
    assert_eq!((first.len(), both.len()), (1, 2));
    drop(player);
    for process in both {
        assert!(!Path::new("/proc").join(&process).exists(), "the player {process} still runs");
    }
}

#[test]
fn a_player_that_fails_does_no_harm() {
    let stage = Stage::new("echo again >> \"$FOLDER/log\"; exit 3");
    let player = stage.player(AMPLE_MILLIS);
    for number in 1..=3 {
        player.play();
        assert_eq!(stage.log(number).len(), number);
    }
    let command = PlayerCommand { program: PathBuf::from("/nowhere/at/all"), arguments: Vec::new() };
    let player = Player::start(command, Duration::from_millis(AMPLE_MILLIS)).unwrap();
    player.play();
}

#[test]
fn the_sound_file_is_gone_with_the_player() {
    let stage = Stage::new("echo \"$1\" >> \"$FOLDER/log\"");
    let player = stage.player(AMPLE_MILLIS);
    player.play();
    let file = PathBuf::from(&stage.log(1)[0]);
    assert!(file.exists());
    drop(player);
    assert!(!file.exists());
}

#[test]
fn the_first_known_player_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let find = || PlayerCommand::find(&[PathBuf::from("/nowhere"), folder.path().to_owned()]);
    assert_eq!(find(), None);
    for (name, arguments) in PLAYERS.into_iter().rev() {
        let program = folder.path().join(name);
        std::fs::write(&program, "").unwrap();
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        assert_eq!(find(), Some(PlayerCommand { program, arguments }));
    }
}

//! The chime: a WAV file handed to the platform's own player, which is a process of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use tempfile::TempPath;

/// The sound itself: two soft tones.
const CHIME: &[u8] = include_bytes!("../../assets/sounds/chime.wav");
/// Players to look for, the preferred one first, with the arguments that come before the file.
const PLAYERS: [(&str, &[&str]); 5] = [
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet"]),
    ("afplay", &[]),
];
/// How long a player may take before it is taken to hang, in milliseconds; less than the time between two calls.
const PLAY_MILLIS_MAX: u64 = 4_000;
/// How often a player is looked after, in milliseconds.
const LOOK_MILLIS: u64 = 20;
/// Chimes that may wait for the one that sounds.
const CHIMES_WAITING_MAX: usize = 1;

/// A program that plays the WAV file named by its last argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlayerCommand {
    /// The program.
    pub(crate) program: PathBuf,
    /// What comes before the file.
    pub(crate) arguments: Vec<String>,
}

impl PlayerCommand {
    /// The first of the known players that stands in one of these folders.
    pub(crate) fn find(folders: &[PathBuf]) -> Option<Self> {
        PLAYERS.iter().find_map(|(name, arguments)| {
            let program = folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file())?;
            Some(Self { program, arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() })
        })
    }
}

/// The player of this machine, ready to sound; without one the board says so once in the log and stays silent.
pub(crate) fn start() -> Option<Player> {
    let folders: Vec<_> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let Some(command) = PlayerCommand::find(&folders) else {
        let names: Vec<_> = PLAYERS.iter().map(|(name, _)| *name).collect();
        tracing::warn!("calls make no sound: install one of {}", names.join(", "));
        return None;
    };
    match Player::start(command, Duration::from_millis(PLAY_MILLIS_MAX)) {
        Ok(player) => Some(player),
        Err(error) => {
            tracing::warn!("calls make no sound: {error:#}");
            None
        }
    }
}

/// Plays the chime, one at a time, on a thread of its own.
pub(crate) struct Player {
    chimes: Option<SyncSender<()>>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Player {
    /// Writes the chime into a file and waits for the first call; a play that takes longer than `limit` is ended.
    ///
    /// # Errors
    /// When the file cannot be written or the system refuses a thread.
    pub(crate) fn start(command: PlayerCommand, limit: Duration) -> anyhow::Result<Self> {
        let file = write_chime().context("cannot write the chime into a temporary file")?;
        let (chimes, received) = sync_channel(CHIMES_WAITING_MAX);
        let is_over = Arc::new(AtomicBool::new(false));
        let is_over_for_thread = is_over.clone();
        let thread = std::thread::Builder::new()
            .name("chime".to_owned())
            .spawn(move || play_all(&command, &file, limit, &received, &is_over_for_thread))
            .context("cannot start the thread of the chime")?;
        Ok(Self { chimes: Some(chimes), is_over, thread: Some(thread) })
    }

    /// Sounds the chime, after the one that sounds already; returns at once.
    pub(crate) fn play(&self) {
        let is_taken = self.chimes.as_ref().is_some_and(|chimes| chimes.try_send(()).is_ok());
        if !is_taken {
            tracing::debug!("a chime was left out because another one is waiting already");
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        drop(self.chimes.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the chime had panicked");
        }
    }
}

fn write_chime() -> std::io::Result<TempPath> {
    let mut file = tempfile::Builder::new().prefix("sportello-chime-").suffix(".wav").tempfile()?;
    file.write_all(CHIME)?;
    Ok(file.into_temp_path())
}

fn play_all(command: &PlayerCommand, file: &Path, limit: Duration, chimes: &Receiver<()>, is_over: &AtomicBool) {
    let mut has_complained = false;
    while let Ok(()) = chimes.recv() {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        if let Err(why) = play_once(command, file, limit, is_over)
            && !std::mem::replace(&mut has_complained, true)
        {
            // The same every time: said once, it does not fill the log of a board that nobody listens to.
            tracing::warn!(player = %command.program.display(), "the chime could not be played: {why:#}");
        }
    }
}

fn play_once(command: &PlayerCommand, file: &Path, limit: Duration, is_over: &AtomicBool) -> anyhow::Result<()> {
    let mut player = Command::new(&command.program)
        .args(&command.arguments)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("it does not start")?;
    match wait(&mut player, limit, is_over).context("it cannot be waited for")? {
        Some(status) if status.success() => Ok(()),
        Some(status) => anyhow::bail!("it ended with {status}"),
        None => {
            player.kill().context("it hangs and cannot be ended")?;
            player.wait().context("it was ended and cannot be waited for")?;
            anyhow::bail!("it did not end by itself within {} ms", limit.as_millis())
        }
    }
}

/// How the player ended; `None` where it is time to end it.
fn wait(player: &mut Child, limit: Duration, is_over: &AtomicBool) -> std::io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = player.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= limit || is_over.load(Ordering::Relaxed) {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(LOOK_MILLIS));
    }
}

#[cfg(test)]
mod tests;

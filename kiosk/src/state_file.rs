//! What the kiosk keeps on its disk, on a thread of its own: a slow or broken disk must not stop the screen.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use kiosk_flow::Saved;
use tokio::sync::watch;

/// Largest file that is read, in bytes: many times what the longest lists take.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// A person waits at most this long for a slow disk, in seconds.
const WRITE_SECONDS_MAX: u64 = 3;

/// The file, and the thread that writes it.
pub(crate) struct StateFile {
    shared: Arc<Shared>,
    saves: u64,
    written: watch::Receiver<Progress>,
    thread: Option<std::thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    slot: Mutex<Slot>,
    wake: Condvar,
}

/// What is to be written; the newest replaces what has not been written yet, because it is the whole.
#[derive(Default)]
struct Slot {
    next: Option<(u64, Saved)>,
    is_closed: bool,
}

/// Something to be waited for before a command leaves the kiosk.
pub(crate) struct Written {
    number: u64,
    written: watch::Receiver<Progress>,
}

/// How far the thread has come.
#[derive(Clone, Copy, Default)]
struct Progress {
    /// The newest save it is done with, one way or another.
    number: u64,
    /// The newest that is on the disk.
    on_disk: u64,
}

impl StateFile {
    /// Reads the file and starts the thread; what cannot be read is logged and counts as nothing.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(crate) fn open(path: PathBuf) -> io::Result<(Self, Saved)> {
        let saved = read(&path).unwrap_or_else(|error| {
            tracing::error!(%error, file = %path.display(), "the state file cannot be read: what it held is given up");
            Saved::default()
        });
        let (shared, (sender, written)) = (Arc::<Shared>::default(), watch::channel(Progress::default()));
        let own = shared.clone();
        let thread =
            std::thread::Builder::new().name("state-file".to_owned()).spawn(move || write_all(&path, &own, &sender))?;
        Ok((Self { shared, saves: 0, written, thread: Some(thread) }, saved))
    }

    /// Has this written instead of what was there before.
    pub(crate) fn save(&mut self, saved: Saved) {
        self.saves += 1;
        let next = (self.saves, saved);
        self.shared.change(|slot| slot.next = Some(next));
    }

    /// Until everything saved so far is on the disk.
    pub(crate) fn written(&self) -> Written {
        Written { number: self.saves, written: self.written.clone() }
    }
}

impl Drop for StateFile {
    /// Writes what is still to be written.
    fn drop(&mut self) {
        self.shared.change(|slot| slot.is_closed = true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the state file had panicked");
        }
    }
}

impl Written {
    /// Returns when the disk has it or has refused it, or when it takes too long, and says whether the disk has it.
    ///
    /// A number the hub gives is better without the safety of the disk than not at all; one the kiosk gives by itself is
    /// not, because after a power cut somebody else would get it too.
    pub(crate) async fn wait(mut self) -> bool {
        let number = self.number;
        let is_done = self.written.wait_for(|written| written.number >= number);
        match tokio::time::timeout(Duration::from_secs(WRITE_SECONDS_MAX), is_done).await {
            Ok(Ok(progress)) => progress.on_disk >= number,
            Ok(Err(_)) => false,
            Err(_) => {
                tracing::error!("the disk of the state file is slow: a power cut in this moment can lose a slip");
                false
            }
        }
    }
}

impl Shared {
    fn change(&self, change: impl FnOnce(&mut Slot)) {
        change(&mut self.slot.lock().unwrap_or_else(PoisonError::into_inner));
        self.wake.notify_one();
    }

    /// The newest state that is not written; `None` when there is none and none will come.
    fn next(&self) -> Option<(u64, Saved)> {
        let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle = |slot: &mut Slot| slot.next.is_none() && !slot.is_closed;
        self.wake.wait_while(slot, is_idle).unwrap_or_else(PoisonError::into_inner).next.take()
    }
}

fn write_all(path: &Path, shared: &Shared, written: &watch::Sender<Progress>) {
    while let Some((number, saved)) = shared.next() {
        let is_written = write(path, &saved);
        if let Err(error) = &is_written {
            tracing::error!(%error, file = %path.display(), "the state file cannot be written: a power cut can lose a slip");
        }
        written.send_modify(|progress| {
            progress.number = number;
            if is_written.is_ok() {
                progress.on_disk = number;
            }
        });
    }
}

fn read(path: &Path) -> io::Result<Saved> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Saved::default()),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// The file's content; the hub as it was last heard is left out where it is too large to be read again.
fn written(saved: &Saved) -> io::Result<Vec<u8>> {
    let bytes = serde_json::to_vec(saved)?;
    if bytes.len() as u64 <= FILE_BYTES_MAX {
        return Ok(bytes);
    }
    Ok(serde_json::to_vec(&Saved { kept: None, ..saved.clone() })?)
}

/// Replaces the file as a whole, so that a power cut leaves the old one or the new one.
fn write(path: &Path, saved: &Saved) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(&written(saved)?)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ids::{CommandId, ServiceId};
    use domain::text::Language;
    use kiosk_flow::{Purpose, SavedIntent, Wish};

    use super::*;

    fn saved(id: &str) -> Saved {
        let intent = SavedIntent {
            id: CommandId::new(id),
            purpose: Purpose::Visit(Wish { services: vec![ServiceId::new("card")], priority: None }),
            language: Language::It,
            day: None,
            at: DateTime::UNIX_EPOCH,
        };
        Saved { pending: vec![intent], ..Saved::default() }
    }

    /// Whether the disk has it.
    fn wait(file: &StateFile) -> bool {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(file.written().wait())
    }

    #[test]
    fn the_newest_state_is_there_after_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.json");
        let (mut file, found) = StateFile::open(path.clone()).unwrap();
        assert_eq!(found, Saved::default(), "no file yet");
        file.save(saved("one"));
        assert!(wait(&file));
        assert_eq!(read(&path).unwrap(), saved("one"), "on the disk before anything is sent");
        file.save(saved("two"));
        file.save(saved("three"));
        drop(file);
        assert_eq!(StateFile::open(path).unwrap().1, saved("three"), "also when the kiosk ends at once");
    }

    #[test]
    fn a_file_that_cannot_be_read_counts_as_nothing_and_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.json");
        for rubbish in ["", "{", "[1]", "{\"pending\": 3}", "\u{0}\u{0}\u{0}"] {
            fs::write(&path, rubbish).unwrap();
            let (mut file, found) = StateFile::open(path.clone()).unwrap();
            assert_eq!(found, Saved::default(), "{rubbish:?}");
            file.save(saved("one"));
            assert!(wait(&file));
            assert_eq!(read(&path).unwrap(), saved("one"));
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, found) = StateFile::open(folder.path().join("missing/kiosk.json")).unwrap();
        assert_eq!(found, Saved::default());
        file.save(saved("one"));
        assert!(!wait(&file), "and says that nothing is kept");
        file.save(saved("two"));
        assert!(!wait(&file));
    }
}

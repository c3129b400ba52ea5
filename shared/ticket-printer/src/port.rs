//! A printer behind a device file: on USB (`usblp`) or on a serial line.
//!
//! Nothing here waits without a limit: a printer without paper takes no bytes, and a blocked write to its device file
//! would hold the thread until somebody comes with a roll. `docs/adr/0019-device-files-with-limits.md` says more.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::{Errno, read, write};
use rustix::termios::{ControlModes, OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcsetattr};

use crate::config::Limits;
use crate::transport::{Heard, Transport, TransportError};

/// Bytes handed to the system at once, so that a printer that gets on slowly is seen to get on.
const PIECE_BYTES: usize = 4_096;
/// Pause before a device is read again that gave an empty answer, in milliseconds: some USB printers do until the real
/// one is ready.
const EMPTY_ANSWER_MILLIS: u64 = 5;
/// Old answers that are thrown away before a question at most, in bytes: a printer never owes so many.
const FORGOTTEN_BYTES_MAX: usize = 65_536;

/// An open device file.
pub(crate) struct Port {
    file: OwnedFd,
    limits: Limits,
    can_answer: bool,
    /// Whether an empty answer is the end of the line.
    is_terminal: bool,
}

impl Port {
    /// Opens a device file; it is read from as well where the device lets it be.
    pub(crate) fn open_device(path: &Path, limits: Limits) -> Result<Self, TransportError> {
        let cannot = |error: Errno| cannot_be_opened(path, &error.into());
        // A pipe that is opened for both would be its own reader.
        let file = if is_pipe(path) {
            open_for(path, OFlags::WRONLY).map_err(cannot)?
        } else {
            open_for(path, OFlags::RDWR).or_else(|_| open_for(path, OFlags::WRONLY)).map_err(cannot)?
        };
        let is_terminal = isatty(&file);
        if is_terminal {
            // Its speed is whatever the system was told; it must not change or echo bytes.
            set_up(&file, |_| Ok(())).map_err(cannot)?;
        }
        Ok(Self { can_answer: can_answer(&file), file, limits, is_terminal })
    }

    /// Opens a serial line: eight bits, no parity, one stop bit, held back by the printer through RTS and CTS.
    pub(crate) fn open_serial(path: &Path, baud: u32, limits: Limits) -> Result<Self, TransportError> {
        let cannot = |error: Errno| cannot_be_opened(path, &error.into());
        let file = open_for(path, OFlags::RDWR).map_err(cannot)?;
        set_up(&file, |settings| {
            settings.control_modes.remove(ControlModes::CSTOPB | ControlModes::PARENB);
            settings.control_modes.insert(ControlModes::CRTSCTS | ControlModes::CS8);
            settings.set_speed(baud)
        })
        .map_err(cannot)?;
        Ok(Self { file, limits, can_answer: true, is_terminal: true })
    }

    /// Waits until bytes can be read or taken; false where the limit comes first.
    fn wait(&self, what: PollFlags, deadline: Instant) -> io::Result<bool> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let left = Timespec::try_from(left).map_err(io::Error::other)?;
            match poll(&mut [PollFd::new(&self.file, what)], Some(&left)) {
                Ok(ready) => return Ok(ready > 0),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Waits until the device takes bytes again.
    fn wait_for_room(&self) -> io::Result<()> {
        let deadline = Instant::now() + Duration::from_millis(self.limits.stall_millis_max);
        if self.wait(PollFlags::OUT, deadline)? {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, "it takes no more bytes"))
    }
}

fn open_for(path: &Path, access: OFlags) -> Result<OwnedFd, Errno> {
    // A serial line is opened without waiting for a carrier and without becoming this program's terminal.
    open(path, access | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())
}

fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo())
}

fn cannot_be_opened(path: &Path, error: &io::Error) -> TransportError {
    TransportError::unreachable(format!("{} cannot be opened: {error}", path.display()))
}

/// Makes a terminal carry bytes as they are, with what else is wanted.
fn set_up(file: &OwnedFd, also: impl FnOnce(&mut Termios) -> Result<(), Errno>) -> Result<(), Errno> {
    let mut settings = tcgetattr(file)?;
    settings.make_raw();
    // The line's other signals do not count, and closing it must not look like a switched-off computer.
    settings.control_modes.insert(ControlModes::CREAD | ControlModes::CLOCAL);
    settings.control_modes.remove(ControlModes::HUPCL);
    // A read without bytes says so, and does not look like the end of the line.
    settings.special_codes[SpecialCodeIndex::VMIN] = 1;
    settings.special_codes[SpecialCodeIndex::VTIME] = 0;
    also(&mut settings)?;
    tcsetattr(file, OptionalActions::Now, &settings)
}

/// Whether a device can be heard: reading from one that only takes bytes is an error or the end at once.
fn can_answer(file: &OwnedFd) -> bool {
    let mut byte = [0];
    match read(file, &mut byte) {
        Ok(length) => length > 0,
        Err(error) => error == Errno::AGAIN || error == Errno::INTR,
    }
}

impl Transport for Port {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        let mut sent = 0;
        while sent < bytes.len() {
            let piece = &bytes[sent..bytes.len().min(sent + PIECE_BYTES)];
            match write(&self.file, piece) {
                Ok(0) | Err(Errno::AGAIN) => {
                    self.wait_for_room().map_err(|error| TransportError::broken_off(sent, error.to_string()))?;
                }
                Ok(length) => sent += length,
                Err(Errno::INTR) => {}
                Err(error) => return Err(TransportError::broken_off(sent, io::Error::from(error).to_string())),
            }
        }
        Ok(())
    }

    fn can_answer(&self) -> bool {
        self.can_answer
    }

    fn hear(&mut self, limit: Duration) -> Heard {
        if !self.can_answer {
            return Heard::Silence;
        }
        let deadline = Instant::now() + limit;
        let mut byte = [0];
        loop {
            match self.wait(PollFlags::IN, deadline) {
                Ok(true) => {}
                Ok(false) => return Heard::Silence,
                Err(_) => return Heard::Gone,
            }
            match read(&self.file, &mut byte) {
                Ok(1) => return Heard::Byte(byte[0]),
                Ok(_) if !self.is_terminal && Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(EMPTY_ANSWER_MILLIS));
                }
                Ok(_) if !self.is_terminal => return Heard::Silence,
                Err(Errno::AGAIN | Errno::INTR) => return Heard::Silence,
                Ok(_) | Err(_) => return Heard::Gone,
            }
        }
    }

    fn forget(&mut self) {
        let mut piece = [0; 256];
        let mut forgotten = 0;
        while forgotten < FORGOTTEN_BYTES_MAX {
            match read(&self.file, &mut piece) {
                Ok(length @ 1..) => forgotten += length,
                Ok(0) | Err(_) => return,
            }
        }
    }

    /// What was handed to a USB printer's device file last is lost where the file is closed before it has arrived.
    fn close(self: Box<Self>) -> Result<(), TransportError> {
        self.wait_for_room().map_err(|error| TransportError::broken_off(0, error.to_string()))
    }
}
